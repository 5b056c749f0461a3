package report

import (
	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/site"
)

// Group returns the indicators whose shares add up with those of one of them, in
// the order of data/indicateurs; nil if it is no share.
func (w *Words) Group(i *site.Indicator) []*site.Indicator {
	if i.Group.Value == "" {
		return nil
	}
	var group []*site.Indicator
	for _, other := range w.site.Indicators {
		if other.Group.Value == i.Group.Value {
			group = append(group, other)
		}
	}
	return group
}

// stacked is the shares of a group: a bar for each territory.
func (w *Words) stacked(r Request) Drawing {
	group := w.Group(r.Indicator)
	if group == nil {
		group = []*site.Indicator{r.Indicator}
	}
	if region := w.region; region != nil {
		r.Territories = withRegion(r.Territories, region)
	}
	d := Drawing{Period: r.period(), Chart: &chart.Chart{Form: chart.Stacked, Whole: 100}}
	g := grid{w: w}
	g.table.Unit, g.table.Corner = w.Unit(r.Indicator), w.message("table.territory")
	for _, i := range group {
		g.table.Columns = append(g.table.Columns, Head{Text: w.Name(i), URL: w.url(i)})
		d.Chart.Series = append(d.Chart.Series, chart.Series{Name: w.Name(i)})
	}
	for _, t := range r.Territories {
		row := make([]*site.Observation, len(group))
		any := false
		for k, i := range group {
			row[k] = i.At(t, d.Period)
			any = any || row[k] != nil
		}
		if !any {
			continue // nobody says anything of it
		}
		d.Chart.Labels = append(d.Chart.Labels, w.Short(t))
		for k, o := range row {
			d.Chart.Series[k].Points = append(d.Chart.Series[k].Points, w.point(o))
		}
		g.table.Rows = append(g.table.Rows, Row{Head: w.head(t), Reference: t.Kind.Value == site.KindRegion})
		g.cells = append(g.cells, row...)
	}
	d.Table = g.finish()
	return d
}

func withRegion(list []*site.Territory, region *site.Territory) []*site.Territory {
	for _, t := range list {
		if t == region {
			return list
		}
	}
	return append(list[:len(list):len(list)], region)
}
