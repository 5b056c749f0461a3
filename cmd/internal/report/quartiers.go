package report

import (
	"cmp"
	"slices"
	"strings"

	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// formQuartiers is the form that only this package asks for: a row for each
// basin, with a dot for each of its quartiers.
const formQuartiers = "quartiers"

// spread is how the values of many territories lie within the basins. Those of no
// single basin have a row of their own.
func (w *Words) spread(r Request) Drawing {
	d := Drawing{Period: r.period(), Chart: &chart.Chart{Form: chart.Dots}}
	basins := w.basins
	rows := make([][]*site.Observation, len(basins)+1)
	var observations []*site.Observation
	for _, t := range r.Territories {
		o := r.Indicator.At(t, d.Period)
		observations = append(observations, o)
		if o == nil || !o.Known() {
			continue
		}
		row := slices.IndexFunc(basins, func(b *site.Territory) bool { return b.Bassin == t.Bassin })
		if row < 0 {
			row = len(basins)
		}
		rows[row] = append(rows[row], o)
	}
	most := 0
	for k, row := range rows {
		if len(row) == 0 && k == len(basins) {
			continue
		}
		label := w.message("chart.no_bassin")
		if k < len(basins) {
			label = w.Short(basins[k])
		}
		d.Chart.Labels = append(d.Chart.Labels, label)
		most = max(most, len(row))
	}
	d.Chart.Series = make([]chart.Series, most)
	for s := range d.Chart.Series {
		for k := range d.Chart.Labels {
			p := chart.Point{Missing: w.missing[""]}
			if s < len(rows[k]) {
				p = w.point(rows[k][s])
				p.Text = w.Short(rows[k][s].Territory) + " " + p.Text
			}
			if k < len(basins) {
				p.Class = w.class(basins[k])
			}
			d.Chart.Series[s].Points = append(d.Chart.Series[s].Points, p)
		}
	}
	region := w.reference(r, d.Period)
	if region != nil && region.Known() && within(region, observations) {
		d.Chart.Series = append(d.Chart.Series, w.across(region, len(d.Chart.Labels)))
	}
	d.Chart.Desc = w.span(observations, region)
	return d
}

// sorted puts communes and their parts, or quartiers, in the order in which
// readers look for them: by name, quartiers within their basin.
func (w *Words) sorted(list []*site.Territory, level string) []*site.Territory {
	type named struct {
		rank int
		key  string
		t    *site.Territory
	}
	all := make([]named, len(list))
	for k, t := range list {
		all[k] = named{0, lang.SortKey(w.Territory(t)), t}
		if level == "quartiers" {
			all[k].rank = len(w.site.Bassins)
			if t.Bassin != nil {
				all[k].rank = slices.Index(w.site.Bassins, t.Bassin)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b named) int { return cmp.Or(a.rank-b.rank, strings.Compare(a.key, b.key)) })
	ordered := make([]*site.Territory, len(all))
	for k, n := range all {
		ordered[k] = n.t
	}
	return ordered
}
