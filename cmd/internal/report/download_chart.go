package report

import (
	"slices"
	"strconv"
	"strings"

	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/opendata"
	"bassins/cmd/internal/site"
)

// Charts are the drawings of the page of an indicator, as [Words.Sections] has them.
// Which there are depends on the figures, and not on the language.
func (w *Words) Charts(i *site.Indicator, prefix string) []Request {
	var list []Request
	for _, l := range levels {
		territories := w.known(i, l.kinds)
		if len(territories) == 0 {
			continue
		}
		for k, r := range requests(i, l.id, territories) {
			r.ID = prefix + l.id + strconv.Itoa(k+1)
			list = append(list, r)
		}
	}
	if i.Group.Value != "" {
		list = append(list, Request{ID: prefix + "shares", Indicator: i, Form: site.FormStacked})
	}
	return w.drawable(list)
}

// ReportCharts are the drawings of a report, as [Words.Year] has them.
func (w *Words) ReportCharts(r *site.Report, prefix string) []Request {
	var list []Request
	for _, t := range w.site.Themes {
		n := 1
		for _, request := range w.charts(r, t) {
			request.ID = prefix + t.ID.Value + "-" + strconv.Itoa(n)
			if found := w.drawable([]Request{request}); len(found) > 0 {
				list = append(list, request)
				n++
			}
		}
	}
	return list
}

// drawable are the drawings that show a value. Only those of several indicators, or
// of several kinds of periods, must be drawn to know.
func (w *Words) drawable(list []Request) []Request {
	return slices.DeleteFunc(list, func(r Request) bool {
		simple := r.Form != site.FormStacked && r.Period.IsZero() && r.Until == 0 && r.Territories != nil
		any := false
		var kind lang.PeriodKind
		for _, t := range r.Territories {
			for _, o := range r.Indicator.Of(t) {
				if o.Known() {
					simple = simple && (!any || o.Period.Kind() == kind)
					any, kind = true, o.Period.Kind()
				}
			}
		}
		if simple {
			return !any
		}
		r.bare = true
		_, ok := w.Draw(r)
		return !ok
	})
}

// ChartStyle is the stylesheet of charts, ready for their files.
func ChartStyle(css []byte) chart.Style { return chart.NewStyle(css) }

// ChartFile appends a drawing as a file of its own: with its title, with where its numbers
// come from, what others may do with it, and the address of a page that says more.
// The style is that of charts.
func (w *Words) ChartFile(b []byte, r Request, style chart.Style, page string) []byte {
	r.bare = true
	d, _ := w.Draw(r)
	if d.Subject != "" { // a finding says nothing without what it is about
		d.Chart.Unit = join(d.Subject, d.Chart.Unit, " – ")
	}
	drawn := w.drawn(r, &d)
	var titles []string
	for _, s := range opendata.Sources(nil, drawn) {
		v := w.Source(s)
		title := v.Title
		if !strings.Contains(title, v.Publisher) {
			title = join(title, v.Publisher, ", ")
		}
		titles = append(titles, title)
	}
	rights := w.rights()
	if r.Indicator.Licence != nil {
		rights = strings.Join(opendata.Rights(w.site, w.number, []*site.Indicator{r.Indicator}), " ")
	}
	d.Chart.Source = w.signs(drawn) + w.message("download.chart", "n", len(titles), "sources", strings.Join(titles, "; "), "rights", rights, "page", page)
	return d.Chart.AppendFile(b, style)
}

// drawn are the observations that a drawing shows; nil is what no source tells.
func (w *Words) drawn(r Request, d *Drawing) []*site.Observation {
	territories := r.Territories
	if territories == nil {
		territories = w.basins
	}
	region := w.region
	if region != nil {
		territories = withRegion(territories, region)
	}
	lines := r.Form == site.FormLines || r.Form == site.FormMultiples
	kind := commonKind(r, territories)
	indicators := []*site.Indicator{r.Indicator}
	if group := w.Group(r.Indicator); group != nil && r.Form == site.FormStacked {
		indicators = group
	}
	var list []*site.Observation
	for _, i := range indicators {
		for _, t := range territories {
			switch {
			case (lines || t == region && !slices.Contains(r.Territories, region)) && !names(d.Chart, w.Short(t)):
			case lines:
				for _, o := range i.Of(t) {
					if o.Period.Kind() == kind && (r.Until == 0 || o.Period.Year() <= r.Until) {
						list = append(list, o)
					}
				}
			default:
				list = append(list, i.At(t, d.Period))
			}
		}
	}
	return list
}

// names reports whether a drawing has a series or a row of a name.
func names(c *chart.Chart, name string) bool {
	return slices.Contains(c.Labels, name) || slices.ContainsFunc(c.Series, func(s chart.Series) bool { return s.Name == name })
}

// signs explains the signs that stand in a drawing, as the legend of a table does.
func (w *Words) signs(drawn []*site.Observation) string {
	g := grid{w: w, cells: drawn}
	g.legend()
	text := ""
	for _, s := range g.table.Legend {
		text += w.message("download.sign", "sign", s.Sign, "meaning", s.Text) + " "
	}
	return text
}
