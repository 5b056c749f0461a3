package figures

import (
	"fmt"
	"slices"
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// report checks that a report shows no figure of a later time, and compares none of
// different times.
func (c *checker) report(r *site.Report) {
	for _, k := range r.Key {
		if o := k.Observation; o != nil {
			c.later(r, k.IndicatorID.Mark, o)
		}
	}
	for _, chapter := range r.Chapters {
		for i := range chapter.Charts {
			if chart := &chapter.Charts[i]; chart.Indicator != nil && !inTime(chart.Form.Value) {
				c.chart(r, chart)
			}
		}
	}
}

// inTime reports whether a form of chart shows all times.
func inTime(form string) bool { return form == site.FormLines || form == site.FormMultiples }

// later warns of a figure that cannot have been known when the report came out, and
// reports whether it is one.
func (c *checker) later(r *site.Report, at site.Mark, o *site.Observation) bool {
	if o.Known() && o.Qualifier.Value != site.Estimated && !r.Published.IsZero() && after(o.Period.From, r.Published) {
		c.warn(r.Path, at, fmt.Sprintf("%s of %s is of a later time than the report, which is of %s", o.Indicator.ID.Value, title(o), r.Published), "name the period that was known then")
		return true
	}
	return false
}

// chart checks what is drawn in one chart that compares territories. All that it shows
// are of one time: the one that it names, or the one for which most are known.
func (c *checker) chart(r *site.Report, chart *site.ReportChart) {
	known := map[lang.Period]int{}
	var latest []string // of each territory
	most := 0
	later := false
	for _, t := range chart.Territories {
		some := ""
		for _, o := range chart.Indicator.Of(t) {
			if !o.Known() || !chart.Period.IsZero() && o.Period != chart.Period || chart.Period.IsZero() && o.Period.Year() > r.Year {
				continue
			}
			known[o.Period]++
			most = max(most, known[o.Period])
			some = title(o)
			later = later || !chart.Period.IsZero() && c.later(r, chart.IndicatorID.Mark, o)
		}
		if some != "" {
			latest = append(latest, some)
		}
	}
	id := chart.Indicator.ID.Value
	switch {
	case most == 0 && len(chart.Territories) > 0:
		when := "up to " + r.ID()
		if !chart.Period.IsZero() {
			when = "for " + chart.Period.String()
		}
		c.warn(r.Path, chart.IndicatorID.Mark, fmt.Sprintf("chart of %s has nothing to show %s", id, when), "bassins figures lists what is known")
	case most < len(latest):
		c.warn(r.Path, chart.IndicatorID.Mark, fmt.Sprintf("figures of %s are of different times, and a chart compares those of one: %s", id, strings.Join(latest, "; ")), "name the period: that is meant")
	}
}

// corrections checks that each leads to the next, and the last to what is known now.
func (c *checker) corrections() {
	const path = site.CorrectionsPath
	for _, x := range c.Corrections {
		o := x.Observation
		switch {
		case o == nil:
			continue // reported when it was linked
		case x.Old.Value == x.New.Value:
			c.problems.Add(x.New.Mark.At(path, fmt.Sprintf("correction of %s, %s changes nothing: old and new are %s", x.IndicatorID.Value, title(o), number(x.New)), ""))
		case c.future(x.Date):
			c.problems.Add(x.IndicatorID.Mark.At(path, fmt.Sprintf("correction of %s, %s is of %s, which is to come", x.IndicatorID.Value, title(o), x.Date), ""))
		}
		k := slices.Index(o.Corrections, x)
		if k == 0 {
			if !has(o, x.New) {
				c.problems.Add(x.New.Mark.At(path, fmt.Sprintf("%s of %s was corrected to %s, but is %s", x.IndicatorID.Value, title(o), number(x.New), Value(o)),
					fmt.Sprintf("new: is the value at %s, or another correction follows", place(o))))
			}
			continue
		}
		// Of two on one day the order in the file may be either.
		if next := o.Corrections[k-1]; o.Range == nil && next.Date != x.Date && next.Old.Value != x.New.Value {
			c.problems.Add(next.Old.Mark.At(path, fmt.Sprintf("%s of %s was corrected to %s before, not to %s", x.IndicatorID.Value, title(o), number(x.New), number(next.Old)),
				fmt.Sprintf("see line %d", x.IndicatorID.Mark.Line)))
		}
	}
}

// has reports whether a figure has a number: its value, or an end of its range.
func has(o *site.Observation, n source.Number) bool {
	return slices.ContainsFunc(numbersOf(o), func(m source.Number) bool { return m.Value == n.Value })
}

// explained reports whether corrections lead from a value that was recorded to the
// one of today.
func explained(o *site.Observation, recorded string) bool {
	ends := strings.Split(recorded, "..")
	leaves := func(x *site.Correction) bool {
		return slices.Contains(ends, sheet.FormatNumber(x.Old.Value, 0, '.'))
	}
	return len(o.Corrections) > 0 && slices.ContainsFunc(o.Corrections, leaves) && slices.ContainsFunc(o.Corrections, func(x *site.Correction) bool { return has(o, x.New) })
}
