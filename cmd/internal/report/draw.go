package report

import (
	"cmp"
	"slices"

	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Request says what is to be drawn.
type Request struct {
	ID          string // unique on the page, for the ids inside of the drawing
	Indicator   *site.Indicator
	Form        string            // one of [site.Forms]
	Territories []*site.Territory // nil is the basins
	Period      lang.Period       // zero is the one of which most is known, the latest of those
	Until       int               // the last year that counts; 0 is all
	Title       string            // the finding; "" is the subject

	bare bool // no table: another one has its numbers
}

// Drawing is a chart with the table of its numbers.
type Drawing struct {
	Title   string // the finding, or the subject
	Subject string // what is drawn, where the title is a finding; else ""
	Chart   *chart.Chart
	Table   Table
	Period  lang.Period // that is drawn; zero for lines
}

// Draw returns the drawing that is asked for. ok is false if no value is known.
func (w *Words) Draw(r Request) (d Drawing, ok bool) {
	if r.Territories == nil {
		r.Territories = w.basins
	}
	switch r.Form {
	case site.FormLines, site.FormMultiples:
		d = w.lines(r)
	case site.FormStacked:
		d = w.stacked(r)
	case formQuartiers:
		d = w.spread(r)
	default:
		d = w.rows(r)
	}
	subject := w.subject(r, d.Period)
	d.Title = cmp.Or(r.Title, subject)
	if d.Title != subject {
		d.Subject = subject
	}
	d.Table.Caption = subject
	d.Chart.ID, d.Chart.Title, d.Chart.Lang = r.ID, d.Title, w.id
	d.Chart.Unit = w.Unit(r.Indicator)
	d.Chart.Number = func(x float64) string { return w.language.Decimal(x, -1) }
	return d, known(d.Chart)
}

// known reports whether there is a value to draw.
func known(c *chart.Chart) bool {
	for _, s := range c.Series {
		for _, p := range s.Points {
			if p.Missing == "" && !s.Reference {
				return true
			}
		}
	}
	return false
}

// subject says what is drawn: "Population par bassin, au 1er janvier 2025".
func (w *Words) subject(r Request, period lang.Period) string {
	key := "chart.subject.territories"
	kind := ""
	for k, t := range r.Territories {
		if k > 0 && t.Kind.Value != kind {
			kind = ""
			break
		}
		kind = t.Kind.Value
	}
	switch kind {
	case site.KindBassin, site.KindCommune, site.KindQuartier:
		key = "chart.subject." + kind
	}
	if len(r.Territories) == 1 {
		key = "figure.subject"
	}
	name := w.Name(r.Indicator)
	if r.Form == site.FormStacked {
		name = w.message("chart.shares", "theme", w.plain(r.Indicator.Theme.Names[w.id]))
	}
	territory := ""
	if len(r.Territories) > 0 {
		territory = w.Territory(r.Territories[0])
	}
	subject := w.message(key, "indicator", name, "territory", territory)
	if text := w.Period(period); text != "" {
		subject = w.message("figure.of", "territory", subject, "period", text)
	}
	return subject
}

// point is an observation as charts draw it; nil is what no source tells.
func (w *Words) point(o *site.Observation) chart.Point {
	p := w.place(o)
	if p.Missing == "" {
		p.Text = w.label(o)
	}
	return p
}

// unwritten is the text of a point that no chart writes.
const unwritten = "·"

// place is a point without its text.
func (w *Words) place(o *site.Observation) chart.Point {
	if o == nil || !o.Known() {
		return chart.Point{Missing: w.Number(o)}
	}
	p := chart.Point{Value: o.Value.Value, Break: o.Break, Text: unwritten}
	if o.Range != nil {
		p.Value, p.Range, p.Low, p.High = o.Middle(), true, o.Range.From.Value, o.Range.To.Value
	}
	switch o.Qualifier.Value {
	case site.Under:
		p.Open = -1
	case site.Over:
		p.Open = 1
	case site.Exact:
	default:
		p.Rough = true
	}
	return p
}

// class gives a territory the colour of its basin.
func (w *Words) class(t *site.Territory) string { return w.names()[t].class }

func accent(t *site.Territory) string {
	if t.Bassin == nil {
		return ""
	}
	return t.Bassin.ID
}

// head names a territory at a row or a column.
func (w *Words) head(t *site.Territory) Head {
	h := Head{Text: w.Short(t), Accent: accent(t)}
	switch t.Kind.Value {
	case site.KindBassin, site.KindCommune:
		h.URL = w.options.URL(t.Kind.Value, t.ID.Value)
	case site.KindPart:
		h.URL = w.options.URL(site.KindCommune, t.Commune.ID.Value)
	}
	return h
}

// period returns the period of which most territories have a value: the latest of
// those.
func (r *Request) period() lang.Period {
	if !r.Period.IsZero() {
		return r.Period
	}
	type count struct {
		period lang.Period
		n      int
	}
	var space [16]count
	counts := space[:0]
	for _, t := range r.Territories {
		for _, o := range r.Indicator.Of(t) {
			if !o.Known() || r.Until > 0 && o.Period.Year() > r.Until {
				continue
			}
			k := slices.IndexFunc(counts, func(c count) bool { return c.period == o.Period })
			if k < 0 {
				k = len(counts)
				counts = append(counts, count{period: o.Period})
			}
			counts[k].n++
		}
	}
	var best count
	for _, c := range counts {
		if c.n > best.n || c.n == best.n && c.period.Compare(best.period) > 0 {
			best = c
		}
	}
	return best.period
}

// rows are bars and dots: a row for each territory, and the Region as a mark
// across them where it is of their size.
func (w *Words) rows(r Request) Drawing {
	d := Drawing{Period: r.period(), Chart: &chart.Chart{Form: chart.Bars}}
	if r.Form == site.FormDots {
		d.Chart.Form = chart.Dots
	}
	observations := make([]*site.Observation, len(r.Territories))
	for k, t := range r.Territories {
		observations[k] = r.Indicator.At(t, d.Period)
	}
	order := places(len(observations))
	if len(order) > few {
		slices.SortStableFunc(order, func(a, b int) int { return bySize(observations[a], observations[b]) })
	}
	g := grid{w: w}
	g.table.Unit, g.table.Corner = w.Unit(r.Indicator), w.message("table.territory")
	g.table.Columns = []Head{{Text: w.Head(d.Period)}}
	var series chart.Series
	for _, k := range order {
		t, o := r.Territories[k], observations[k]
		p := w.point(o)
		p.Class = w.class(t)
		d.Chart.Labels = append(d.Chart.Labels, w.Short(t))
		series.Points = append(series.Points, p)
		g.table.Rows = append(g.table.Rows, Row{Head: w.head(t)})
		g.cells = append(g.cells, o)
	}
	d.Chart.Series = append(d.Chart.Series, series)
	region := w.reference(r, d.Period)
	if region != nil {
		g.table.Rows = append(g.table.Rows, Row{Head: w.head(region.Territory), Reference: true})
		g.cells = append(g.cells, region)
		if within(region, observations) {
			d.Chart.Series = append(d.Chart.Series, w.across(region, len(order)))
		}
	}
	d.Chart.Desc = w.span(observations, region)
	if !r.bare {
		d.Table = g.finish()
	}
	return d
}

// few is the number of territories that stand in their own order; more are sorted
// by size.
const few = 6

func places(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// bySize sorts the largest first, and what is missing last.
func bySize(a, b *site.Observation) int {
	switch known := func(o *site.Observation) bool { return o != nil && o.Known() }; {
	case known(a) && known(b):
		return cmp.Compare(b.Middle(), a.Middle())
	case known(a):
		return -1
	case known(b):
		return 1
	}
	return 0
}

// reference is what is known of the Region for the period, unless it is drawn
// itself.
func (w *Words) reference(r Request, period lang.Period) *site.Observation {
	region := w.region
	if region == nil || slices.Contains(r.Territories, region) {
		return nil
	}
	return r.Indicator.At(region, period)
}

// within reports whether a value is of the size of the others: a share of the
// Region is, a number of its inhabitants would press those of the basins together.
func within(reference *site.Observation, others []*site.Observation) bool {
	if !reference.Known() {
		return false
	}
	for _, o := range others {
		if o != nil && o.Known() && reference.Middle() <= 1.5*o.Middle() {
			return true
		}
	}
	return false
}

// across is the Region beside n others.
func (w *Words) across(o *site.Observation, n int) chart.Series {
	s := chart.Series{Name: w.Short(o.Territory), Reference: true}
	for range n {
		s.Points = append(s.Points, w.point(o))
	}
	return s
}

// span says between which values all lie: "De 15 % (Nord) à 25 % (Sud). Région
// bruxelloise : 20 %."
func (w *Words) span(observations []*site.Observation, region *site.Observation) string {
	var low, high *site.Observation
	for _, o := range observations {
		if o == nil || !o.Known() {
			continue
		}
		if low == nil || o.Middle() < low.Middle() {
			low = o
		}
		if high == nil || o.Middle() > high.Middle() {
			high = o
		}
	}
	text := ""
	switch {
	case low == nil:
	case low == high:
		text = w.one(low)
	default:
		text = w.message("chart.desc.span", "low", w.Value(low), "where_low", w.Short(low.Territory), "high", w.Value(high), "where_high", w.Short(high.Territory))
	}
	if region != nil && region.Known() {
		text = join(text, w.one(region), " ")
	}
	return text
}

// one is a value with its territory, as a sentence.
func (w *Words) one(o *site.Observation) string {
	return w.message("chart.desc.one", "territory", w.Short(o.Territory), "value", w.Value(o))
}
