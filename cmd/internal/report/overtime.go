package report

import (
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// overTime is the table of all that is said of an indicator: a row for each
// period and a column for each territory, or the other way round where there are
// many territories. Where most cells would be empty, each number has a row.
func (w *Words) overTime(i *site.Indicator, periods []lang.Period, territories []*site.Territory) Table {
	g := grid{w: w}
	g.table.Unit = w.Unit(i)
	said := 0
	for _, t := range territories {
		said += len(i.Of(t))
	}
	switch {
	case len(periods) > 1 && 2*said < len(periods)*len(territories):
		g.listed(i, periods, territories)
	case len(periods) == 1 || len(territories) > few+1:
		g.byTerritory(i, periods, territories)
	default:
		g.byPeriod(i, periods, territories)
	}
	return g.finish()
}

// listed gives each number a row.
func (g *grid) listed(i *site.Indicator, periods []lang.Period, territories []*site.Territory) {
	g.table.Corner, g.table.Second = g.w.message("table.territory"), g.w.message("table.period")
	g.table.Columns = []Head{{Text: g.w.message("table.value")}}
	for _, t := range territories {
		row := Row{Head: g.w.head(t), Second: g.w.missing[""]}
		of := i.Of(t)
		if len(of) == 0 { // nothing is said of it, which is said
			g.table.Rows = append(g.table.Rows, row)
			g.cells = append(g.cells, nil)
		}
		for _, p := range periods {
			if o := at(of, p); o != nil {
				row.Second = g.w.Head(p)
				g.table.Rows = append(g.table.Rows, row)
				g.cells = append(g.cells, o)
			}
		}
	}
}

func (g *grid) byTerritory(i *site.Indicator, periods []lang.Period, territories []*site.Territory) {
	g.table.Corner = g.w.message("table.territory")
	quartiers := len(territories) > 0 && territories[0].Kind.Value == site.KindQuartier
	if quartiers {
		g.table.Second = g.w.message("table.bassin")
	}
	for _, p := range periods {
		g.table.Columns = append(g.table.Columns, Head{Text: g.w.Head(p)})
	}
	for _, t := range territories {
		of := i.Of(t)
		row := Row{Head: g.w.head(t), Reference: t.Kind.Value == site.KindRegion}
		if quartiers {
			row.Second = g.w.bassin(t)
		}
		g.table.Rows = append(g.table.Rows, row)
		for _, p := range periods {
			g.cells = append(g.cells, at(of, p))
		}
	}
}

func (g *grid) byPeriod(i *site.Indicator, periods []lang.Period, territories []*site.Territory) {
	g.table.Corner = g.w.message("table.period")
	of := make([][]*site.Observation, len(territories))
	for c, t := range territories {
		g.table.Columns = append(g.table.Columns, g.w.head(t))
		of[c] = i.Of(t)
	}
	g.table.Rows = make([]Row, 0, len(periods))
	g.cells = make([]*site.Observation, 0, len(periods)*len(territories))
	for _, p := range periods {
		g.table.Rows = append(g.table.Rows, Row{Head: Head{Text: g.w.Head(p)}})
		for c := range territories {
			g.cells = append(g.cells, at(of[c], p))
		}
	}
}

// bassin names the basin of a territory, or says that there is none.
func (w *Words) bassin(t *site.Territory) string {
	if t.Bassin == nil {
		return w.message("chart.no_bassin")
	}
	return w.plain(t.Bassin.ShortNames[w.id])
}
