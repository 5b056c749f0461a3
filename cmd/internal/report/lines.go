package report

import (
	"slices"
	"strconv"

	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// lines are values over time, of the kind of periods of which most are known. The
// table has the others too.
func (w *Words) lines(r Request) Drawing {
	d := Drawing{Chart: &chart.Chart{Form: chart.Lines}}
	if r.Form == site.FormMultiples {
		d.Chart.Form = chart.Multiples
	}
	territories := r.Territories
	if region := w.region; region != nil && !slices.Contains(territories, region) && len(r.Indicator.Of(region)) > 0 {
		territories = append(slices.Clone(territories), region)
	}
	kind := commonKind(r, territories)
	var shown []*site.Territory
	others := besides(r.Indicator, territories)
	for _, t := range territories {
		latest := r.Indicator.Latest(t)
		if t.Kind.Value == site.KindRegion && len(others) > 0 && (latest == nil || !within(latest, others)) {
			continue // its scale is another: the table has it
		}
		if r.counts(t, kind) > 0 {
			shown = append(shown, t)
		}
	}
	var drawn []lang.Period
	for _, p := range w.periods(r, shown) {
		if p.Kind() == kind {
			drawn = append(drawn, p)
			d.Chart.X = append(d.Chart.X, p.Place())
		}
	}
	d.Chart.Labels = w.axis(drawn)
	for _, t := range shown {
		s := chart.Series{Name: w.Short(t), Class: w.class(t), Reference: t.Kind.Value == site.KindRegion && len(shown) > 1}
		s.Points = w.course(r.Indicator.Of(t), drawn)
		d.Chart.Series = append(d.Chart.Series, s)
	}
	d.Chart.Desc = w.ends(r, shown, kind)
	if !r.bare {
		d.Table = w.overTime(r.Indicator, w.periods(r, territories), territories)
	}
	return d
}

// counts is the number of known values of a territory with periods of a kind.
func (r *Request) counts(t *site.Territory, kind lang.PeriodKind) int {
	n := 0
	for _, o := range r.Indicator.Of(t) {
		if o.Known() && o.Period.Kind() == kind && (r.Until == 0 || o.Period.Year() <= r.Until) {
			n++
		}
	}
	return n
}

// besides are the values of all territories but the Region.
func besides(i *site.Indicator, territories []*site.Territory) []*site.Observation {
	var others []*site.Observation
	for _, t := range territories {
		if t.Kind.Value != site.KindRegion {
			others = append(others, i.Of(t)...)
		}
	}
	return others
}

// periods are those of which something is said, the earliest first.
func (w *Words) periods(r Request, territories []*site.Territory) []lang.Period {
	var all []lang.Period
	for _, t := range territories {
		for _, o := range r.Indicator.Of(t) {
			if (r.Until == 0 || o.Period.Year() <= r.Until) && !slices.Contains(all, o.Period) {
				all = append(all, o.Period)
			}
		}
	}
	slices.SortFunc(all, lang.Period.Compare)
	return all
}

// commonKind is the kind of periods of which most values are known.
func commonKind(r Request, territories []*site.Territory) lang.PeriodKind {
	var counts [lang.Span + 1]int
	best := lang.Yearly
	for _, t := range territories {
		for _, o := range r.Indicator.Of(t) {
			if kind := o.Period.Kind(); o.Known() && kind != lang.Undated {
				if counts[kind]++; counts[kind] > counts[best] {
					best = kind
				}
			}
		}
	}
	return best
}

// axis names points in time: a day of which only the year changes by its year.
func (w *Words) axis(periods []lang.Period) []string {
	labels := make([]string, len(periods))
	sameDay := true
	for _, p := range periods {
		sameDay = sameDay && p.Kind() == lang.AsOf && p.From.Month() == periods[0].From.Month() && p.From.Day() == periods[0].From.Day()
	}
	for k, p := range periods {
		if labels[k] = w.Head(p); sameDay {
			labels[k] = strconv.Itoa(p.From.Year())
		}
	}
	return labels
}

// course is a line. Only its ends are written beside it, and what is missing.
func (w *Words) course(of []*site.Observation, periods []lang.Period) []chart.Point {
	points := make([]chart.Point, len(periods))
	first, last := -1, -1
	for k, p := range periods {
		o := at(of, p)
		points[k] = w.place(o)
		if o == nil || !o.Known() {
			continue
		}
		if last = k; first < 0 {
			first = k
		}
	}
	for _, k := range []int{first, last} {
		if k >= 0 {
			points[k].Text = w.label(at(of, periods[k]))
		}
	}
	return points
}

// ends says where each line begins and ends.
func (w *Words) ends(r Request, territories []*site.Territory, kind lang.PeriodKind) string {
	text := ""
	for _, t := range territories {
		var first, last *site.Observation
		for _, o := range r.Indicator.Of(t) {
			if o.Known() && o.Period.Kind() == kind && (r.Until == 0 || o.Period.Year() <= r.Until) {
				if first == nil {
					first = o
				}
				last = o
			}
		}
		if first != last {
			text = join(text, w.message("chart.desc.course", "territory", w.Short(t), "first", w.Value(first), "first_period", w.Period(first.Period),
				"last", w.Value(last), "last_period", w.Period(last.Period)), " ")
		}
	}
	return text
}

func at(of []*site.Observation, p lang.Period) *site.Observation {
	for _, o := range of {
		if o.Period == p {
			return o
		}
	}
	return nil
}
