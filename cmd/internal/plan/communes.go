package plan

import (
	"slices"
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// maxCards is the number of figures on a commune's page that have a card; the
// others stand in a list and lead to their pages.
const maxCards = 4

// maxInCommune is the number of ateliers on a commune's page: the latest.
const maxInCommune = 12

// communes plans the finder and a page for each commune.
func (p *planner) communes() {
	for l := range p.site.Languages {
		e := p.site.PageWith(sectionCommunes)
		r := p.layoutRoute(sectionCommunes)
		add(p, l, p.path(r.urls[l]), sectionCommunes, e.Folder(), func(p *planner) *CommunesView {
			t := p.site.Shown(e, l)
			return &CommunesView{
				Page:     p.page(l, about{route: r, title: r.titles[l], text: t, description: p.summary(t), menu: e.ID, exact: true}),
				Text:     p.text(l, e, t),
				Map:      p.maps[l][nil],
				Communes: p.communeRows(l),
				Codes:    p.codeRows(l, nil),
				Sources:  p.sources(l, t.Front.Sources),
			}
		})
		for _, c := range p.site.Communes {
			cr, _ := p.routes.find("commune", c.ID.Value)
			add(p, l, p.path(cr.urls[l]), "commune", "data/communes.yaml", func(p *planner) *CommuneView { return p.communeView(l, c, cr) })
			p.list(l, cr, sectionCommunes)
		}
	}
}

// otherName is the name of a commune in another official language, where it
// differs: the first of the site's languages that is neither the page's nor writes
// the same name.
func (p *planner) otherName(l int, c *site.Commune) Link {
	name := c.Names[p.site.Languages[l].ID]
	for k, other := range p.site.Languages {
		if n := c.Names[other.ID]; k != l && p.official(k) && !strings.Contains(name, n) {
			return Link{Text: n, Lang: other.ID, URL: p.linkTo(k, "commune", c.ID.Value).URL}
		}
	}
	return Link{}
}

// official reports whether communes have official names in a language: those of
// data/site.yaml's official_languages.
func (p *planner) official(l int) bool {
	return slices.ContainsFunc(p.site.Config.Official, func(id string) bool { return id == p.site.Languages[l].ID })
}

func (p *planner) communeRows(l int) []CommuneRow {
	var rows []CommuneRow
	for _, c := range p.site.Communes {
		row := CommuneRow{Link: p.linkTo(l, "commune", c.ID.Value), Other: p.otherName(l, c), PostalCodes: c.PostalCodes}
		search := slices.Clone(c.PostalCodes)
		for _, name := range c.Names {
			search = append(search, name)
		}
		for _, part := range c.Parts {
			if !slices.Contains(row.BassinIDs, part.Bassin.ID) {
				row.BassinIDs = append(row.BassinIDs, part.Bassin.ID)
				row.Bassins = append(row.Bassins, p.linkTo(l, "bassin", part.Bassin.ID))
			}
			for _, name := range part.Names {
				search = append(search, name)
			}
		}
		row.Search = searchKey(search)
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b CommuneRow) int { return compareNames(a.Link.Text, b.Link.Text) })
	return rows
}

// searchKey joins names for the finder's filter: folded, each once, in order.
func searchKey(names []string) string {
	for i, name := range names {
		names[i] = lang.Fold(name)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}

// codeRows are the postal codes, all or those of a commune that belong to others too.
func (p *planner) codeRows(l int, of *site.Commune) []CodeRow {
	var rows []CodeRow
	for _, code := range p.site.PostalCodes() {
		mine := slices.ContainsFunc(code.Parts, func(part *site.Part) bool { return part.Commune == of })
		if of == nil || mine && code.Several() {
			rows = append(rows, CodeRow{Code: code.Code, Entries: p.territories(l, code.Parts), Several: code.Several()})
		}
	}
	return rows
}

func (p *planner) communeView(l int, c *site.Commune, r *route) *CommuneView {
	id := p.site.Languages[l].ID
	v := &CommuneView{
		Other:       p.otherName(l, c),
		PostalCodes: c.PostalCodes,
		NIS:         c.NIS,
		Territory:   p.territories(l, c.Parts),
		Shared:      p.codeRows(l, c),
		Sources:     p.sources(l, c.Sources),
	}
	known := p.latestOf(c.ID.Value)
	v.Figures = p.figureCards(l, known[:min(len(known), maxCards)], false)
	for _, o := range known[len(v.Figures):] {
		v.Others = append(v.Others, IndicatorRow{Link: p.linkTo(l, "indicator", o.Indicator.ID.Value), Value: p.words[l].Value(o), Period: p.words[l].Period(o.Period)})
	}
	var bassins []*site.Bassin
	var names []string
	for _, part := range c.Parts {
		if !slices.Contains(bassins, part.Bassin) {
			bassins = append(bassins, part.Bassin)
			names = append(names, part.Bassin.Names[id])
			v.Helpdesks = append(v.Helpdesks, p.helpdesk(l, part.Bassin))
		}
		if !part.Whole {
			v.Sources = uniqueSources(append(v.Sources, p.sources(l, part.Sources)...))
		}
	}
	v.Several = len(bassins) > 1
	if len(c.Parts) > 1 || !c.Parts[0].Whole {
		v.Note = p.plain(l, c.Note[id])
	}
	var only *site.Bassin
	if len(bassins) == 1 {
		only = bassins[0]
	}
	v.Map = p.fragment(l, "components/map/map", p.mapView(l, only, c))
	for _, b := range bassins {
		for _, q := range b.Quartiers {
			part := p.site.Part(q.Commune.Value)
			if q.Commune.Value == c.ID.Value || part != nil && part.Commune == c {
				v.Quartiers = append(v.Quartiers, p.quartier(l, q))
			}
		}
	}
	for i, a := range slices.Backward(p.site.Ateliers) {
		switch {
		case a.Place == nil || a.Place.Commune.Value != c.ID.Value:
		case len(v.Ateliers) == maxInCommune:
			v.More = p.layoutRoute(sectionAteliers).urls[l]
		default:
			v.Ateliers = append(v.Ateliers, p.cards.ateliers[l][i])
		}
	}
	about := about{route: r, title: r.titles[l], menu: p.menuOf(sectionCommunes), crumbs: []Link{p.sectionLink(l, sectionCommunes)},
		description: p.message(l, "commune.description", "commune", c.Names[id], "codes", strings.Join(c.PostalCodes, ", "), "bassins", strings.Join(names, ", ")),
		data: []any{thing{Context: schemaOrg, Type: "AdministrativeArea", Name: c.Names[id], AlternateName: v.Other.Text, Identifier: c.NIS, URL: p.absolute(r.urls[l]),
			ContainedIn: &thing{Type: "AdministrativeArea", Name: p.message(l, "territory.region")}}}}
	if len(bassins) == 1 {
		about.accent = bassins[0].ID
	}
	v.Page = p.page(l, about)
	return v
}
