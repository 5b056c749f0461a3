package plan

import (
	"slices"

	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
)

// ateliers plans the list of the ateliers and a page for each.
func (p *planner) ateliers() {
	for l := range p.site.Languages {
		e := p.site.PageWith(sectionAteliers)
		r := p.layoutRoute(sectionAteliers)
		add(p, l, p.path(r.urls[l]), sectionAteliers, e.Folder(), func(p *planner) *AteliersView { return p.ateliersView(l, e, r) })
		for i, a := range p.site.Ateliers {
			ar := p.routes.ateliers[i]
			addLate(p, l, p.path(ar.urls[l]), "atelier", a.Path,
				func(p *planner) uint64 { return p.atelierKey(l, i, ar) }, func(p *planner) *AtelierView { return p.atelierView(l, i, ar) })
			p.list(l, ar, sectionAteliers)
		}
	}
}

// ofBassin matches the ateliers of a bassin.
func ofBassin(b *site.Bassin) func(*site.Atelier) bool {
	return func(a *site.Atelier) bool { return slices.Contains(a.Bassins, b) }
}

func (p *planner) ateliersView(l int, e *site.Entry, r *route) *AteliersView {
	t := p.site.Shown(e, l)
	upcoming := schedule.Upcoming(p.site, p.site.Schedule)
	shown, rest := schedule.Cut(schedule.ByMonth(upcoming), maxUpcoming)
	v := &AteliersView{
		Text:    p.text(l, e, t),
		AsOf:    p.asOf(l, "schedule.as_of"),
		None:    p.asOf(l, "schedule.none"),
		Instant: len(rest) == 0 && len(upcoming) > 1,
		Months:  p.monthLists(l, shown),
		Later:   p.laterMonths(l, rest),
		Years:   p.yearLinks(l),
		Series:  p.seriesLinks(l),
		Sheets:  p.sheetLinks(l, 0),

		Subscribe: p.subscribeAll(l),
	}
	if len(upcoming) == 0 {
		past := schedule.Past(p.site, schedule.WithDay(p.site.Schedule))
		v.Latest = p.items(l, past[:min(len(past), maxLatest)], true)
	}
	v.Facets = p.facets(l, schedule.Choice{})
	if months := p.monthFacet(l, v.Months, v.Later); len(months.Options) > 1 {
		v.Facets = append(v.Facets, months)
	}
	for _, k := range p.site.Kinds {
		id := p.site.Languages[l].ID
		name := p.choice(l, schedule.Choice{Kind: k})
		name.Text = p.plain(l, k.Names[id])
		v.Kinds = append(v.Kinds, Body{Name: name, Description: p.inline(l, kindsPath, k.Description[id])})
	}
	v.Page = p.page(l, about{route: r, title: r.titles[l], sheet: scheduleSheet, text: t, description: p.summary(t), menu: e.ID, exact: true,
		feeds: []Link{p.scheduleFeed(l)}, files: p.scheduleFiles(l)})
	return v
}

const kindsPath = "data/atelier-kinds.yaml"
