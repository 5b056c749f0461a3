package report

import (
	"strings"

	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Comparison is the five basins on several indicators at once.
type Comparison struct {
	Groups []Compared
	// Alone are indicators that basins cannot be compared on, or that nobody has
	// published for more than one of them, with the reason.
	Alone []Apart
}

// Compared is the indicators of one theme.
type Compared struct {
	ID, Title string // of the theme
	Chart     *chart.Chart
	Table     Table
}

// Apart is an indicator that is left out, and why.
type Apart struct{ Name, URL, Why string }

// Compare returns the basins on all indicators. Each is shown for the period of
// which most basins have a value.
func (w *Words) Compare() Comparison {
	var c Comparison
	basins := w.basins
	for _, t := range w.site.Themes {
		var shown []*site.Indicator
		for _, i := range t.Indicators {
			switch {
			case !i.Compared():
				c.Alone = append(c.Alone, w.apart(i, "compare.incomparable"))
			case !several(i, basins):
				c.Alone = append(c.Alone, w.apart(i, "compare.unpublished"))
			default:
				shown = append(shown, i)
			}
		}
		if len(shown) > 0 {
			group := w.beside("compare-"+t.ID.Value, shown, basins)
			group.ID, group.Title = t.ID.Value, w.plain(t.Names[w.id])
			group.Table.Caption = w.message("compare.table", "theme", group.Title)
			group.Chart.Title = group.Table.Caption
			c.Groups = append(c.Groups, group)
		}
	}
	return c
}

func (w *Words) apart(i *site.Indicator, why string) Apart {
	return Apart{w.Name(i), w.url(i), w.message(why)}
}

// beside puts some territories and the Region side by side: a row for each
// indicator, with a scale of its own.
func (w *Words) beside(id string, indicators []*site.Indicator, territories []*site.Territory) Compared {
	region := w.region
	all := territories
	if region != nil {
		all = withRegion(territories, region)
	}
	c := Compared{Chart: &chart.Chart{ID: id, Form: chart.Dots, Free: true, Lang: w.id, Desc: w.message("compare.desc")}}
	c.Chart.Number = func(x float64) string { return w.language.Decimal(x, -1) }
	for _, t := range all {
		c.Chart.Series = append(c.Chart.Series, chart.Series{Name: w.Short(t), Class: w.class(t), Reference: t == region})
	}
	g := grid{w: w}
	g.table.Corner = w.message("table.indicator")
	for _, t := range all {
		g.table.Columns = append(g.table.Columns, w.head(t))
	}
	for _, i := range indicators {
		r := Request{Indicator: i, Territories: territories}
		period := r.period()
		row := make([]*site.Observation, len(all))
		for k, t := range all {
			row[k] = i.At(t, period)
		}
		name, unit := w.Name(i), w.Unit(i)
		drawn := row
		if region != nil && row[len(row)-1] != nil && !within(row[len(row)-1], row[:len(row)-1]) {
			drawn = append(append([]*site.Observation{}, row[:len(row)-1]...), nil)
		}
		if !strings.EqualFold(name, unit) {
			name = w.message("compare.row", "indicator", name, "unit", unit)
		}
		c.Chart.Labels = append(c.Chart.Labels, name)
		for k, o := range drawn {
			c.Chart.Series[k].Points = append(c.Chart.Series[k].Points, w.point(o))
		}
		g.table.Rows = append(g.table.Rows, Row{Head: Head{Text: w.Name(i), URL: w.url(i), Detail: w.detail(i, period)}})
		g.cells = append(g.cells, row...)
	}
	c.Table = g.finish()
	return c
}

// detail says what the numbers of a row count, and for when.
func (w *Words) detail(i *site.Indicator, period lang.Period) string {
	text := w.Period(period)
	if text == "" {
		text = w.message("figure.undated")
	}
	return w.message("figure.of", "territory", w.Unit(i), "period", text)
}

// Profile is a territory beside the Region.
type Profile struct {
	Groups  []Theme
	Missing []Apart // what others have and it has not
}

// Theme is the indicators of one theme.
type Theme struct {
	ID, Title string
	Chart     *chart.Chart // nil where nothing can be compared
	Table     Table        // of what is drawn
	Shown     []*site.Observation
}

// Profile returns all figures of a basin: of each indicator the latest, by theme,
// and beside the Region those that mean the same for both and are of one period.
func (w *Words) Profile(t *site.Territory, prefix string) Profile {
	var p Profile
	region := w.region
	basins := w.basins
	for _, theme := range w.site.Themes {
		v := Theme{ID: theme.ID.Value, Title: w.plain(theme.Names[w.id])}
		var both []*site.Indicator
		for _, i := range theme.Indicators {
			o := i.Latest(t)
			switch {
			case o != nil && o.Known():
				v.Shown = append(v.Shown, o)
				if region != nil && i.Compared() && common(i, t, region) {
					both = append(both, i)
				}
			case o != nil:
				p.Missing = append(p.Missing, Apart{w.Name(i), w.url(i), w.Reason(o)})
			case len(w.anyOf(i, basins)) > 0:
				p.Missing = append(p.Missing, Apart{w.Name(i), w.url(i), w.Reason(nil)})
			}
		}
		if len(both) > 0 {
			c := w.beside(prefix+theme.ID.Value, both, []*site.Territory{t})
			v.Chart, v.Table = c.Chart, c.Table
			v.Table.Caption = w.message("profile.table", "territory", w.Territory(t), "theme", v.Title)
			v.Chart.Title = v.Table.Caption
		}
		if len(v.Shown) > 0 {
			p.Groups = append(p.Groups, v)
		}
	}
	return p
}

// common reports whether both territories have a value for the first one's latest
// period, and it is of one size.
func common(i *site.Indicator, a, b *site.Territory) bool {
	o := i.Latest(a)
	other := i.At(b, o.Period)
	return other != nil && other.Known() && within(other, []*site.Observation{o})
}

func (w *Words) anyOf(i *site.Indicator, territories []*site.Territory) []*site.Observation {
	for _, t := range territories {
		if of := i.Of(t); len(of) > 0 {
			return of
		}
	}
	return nil
}
