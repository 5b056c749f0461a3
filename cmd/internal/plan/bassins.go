package plan

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
)

// bassins plans the list of the five and a page for each.
func (p *planner) bassins() {
	for l := range p.site.Languages {
		e := p.site.PageWith(sectionBassins)
		r := p.layoutRoute(sectionBassins)
		add(p, l, p.path(r.urls[l]), sectionBassins, e.Folder(), func(p *planner) *BassinsView {
			t := p.site.Shown(e, l)
			return &BassinsView{
				Page:    p.page(l, about{route: r, title: r.titles[l], text: t, description: p.summary(t), menu: e.ID, exact: true}),
				Text:    p.text(l, e, t),
				Map:     p.maps[l][nil],
				Bassins: p.bassinCards(l),
				Finder:  p.layoutRoute(sectionCommunes).urls[l],
				Sources: p.sources(l, t.Front.Sources),
			}
		})
		for _, b := range p.site.Bassins {
			br, _ := p.routes.find("bassin", b.ID)
			add(p, l, p.path(br.urls[l]), "bassin", b.Path, func(p *planner) *BassinView { return p.bassinView(l, b, br) })
			p.list(l, br, sectionBassins)
			fr, _ := p.routes.find("figures", b.ID)
			add(p, l, p.path(fr.urls[l]), sectionFigures, b.Path, func(p *planner) *FiguresView { return p.figuresView(l, b, fr) })
			p.list(l, fr, sectionBassins)
		}
	}
}

func (p *planner) bassinCards(l int) []BassinCard {
	var cards []BassinCard
	for _, b := range p.site.Bassins {
		link := p.linkTo(l, "bassin", b.ID)
		card := BassinCard{ID: b.ID, Name: link.Text, URL: link.URL, Territory: p.territorySummary(l, b)}
		if b.Helpdesk != nil {
			card.Phone, card.PhoneURL = nationalPhone(b.Helpdesk.Phone.Value), phoneURL(b.Helpdesk.Phone.Value)
		}
		cards = append(cards, card)
	}
	return cards
}

// territorySummary names the communes of a bassin, those that are split as such.
func (p *planner) territorySummary(l int, b *site.Bassin) string {
	id := p.site.Languages[l].ID
	var names []string
	for _, c := range p.site.Communes {
		if slices.ContainsFunc(c.Parts, func(part *site.Part) bool { return part.Bassin == b && part.Whole }) {
			names = append(names, c.Names[id])
		} else if slices.ContainsFunc(c.Parts, func(part *site.Part) bool { return part.Bassin == b }) {
			names = append(names, p.message(l, "territory.part", "commune", c.Names[id]))
		}
	}
	slices.SortFunc(names, compareNames)
	return strings.Join(names, ", ")
}

func compareNames(a, b string) int { return strings.Compare(lang.SortKey(a), lang.SortKey(b)) }

func (p *planner) bassinView(l int, b *site.Bassin, r *route) *BassinView {
	id := p.site.Languages[l].ID
	v := &BassinView{
		Map:       p.maps[l][b],
		Helpdesk:  p.helpdesk(l, b),
		Websites:  p.websites(l, b),
		Territory: p.territories(l, b.Parts),
		Notes:     p.notes(l, b),
		Figures:   p.figureCards(l, p.latestKey(b.ID), false),
		All:       p.linkTo(l, "figures", b.ID),
		Ateliers:  cmp.Or(p.choice(l, schedule.Choice{Bassin: b}).URL, p.layoutRoute(sectionAteliers).urls[l]),
		Feed:      p.feedURL(l, b),
		Sources:   p.sources(l, b.Sources),
	}
	for _, q := range b.Quartiers {
		v.Quartiers = append(v.Quartiers, p.quartier(l, q))
	}
	for _, m := range p.site.Config.Missions {
		link := p.keyPage(l, "missions")
		link.Text = p.plain(l, m.Names[id])
		v.Missions = append(v.Missions, link)
	}
	for _, term := range p.site.Config.Bodies {
		t := p.site.Term(term.Value)
		v.Bodies = append(v.Bodies, Body{Name: p.linkTo(l, "glossary", term.Value), Description: p.inline(l, glossaryPath, t.Definition[id])})
	}
	v.AsOf = p.asOf(l, "schedule.as_of")
	v.Upcoming, v.Past = p.meetings(l, ofBassinOrRegion(b))
	v.Subscribe = p.subscribeBassin(l, b)
	var articles []*Card
	for _, i := range p.articlesOf[l].bassins[b] {
		articles = append(articles, p.cards.articles[l][i])
	}
	v.Articles = first(articles, latest)
	if len(articles) > 0 {
		list, _ := p.routes.find("bassin-articles", b.ID)
		v.News = list.urls[l]
	}
	description := p.territorySummary(l, b)
	if b.Text != nil {
		if t := p.site.Shown(b.Text, l); t != nil {
			v.Summary = p.summary(t)
			description = v.Summary
			v.Text = p.text(l, b.Text, t)
			v.Updated = p.date(l, t.Front.Updated)
			v.Sources = append(v.Sources, p.sources(l, t.Front.Sources)...)
			v.Sources = uniqueSources(v.Sources)
		}
	}
	v.Page = p.page(l, about{route: r, title: r.titles[l], description: description, menu: p.menuOf(sectionBassins), accent: b.ID,
		crumbs: []Link{p.sectionLink(l, sectionBassins)}, data: []any{p.bassinData(l, b, v)},
		feeds: []Link{{URL: v.Feed, Text: p.feedTitle(l, b)}},
		files: []alternate{{calendarType, Link{URL: p.calendarURL(l, "bassin-"+b.ID), Text: p.message(l, "calendar.bassin", "bassin", p.plain(l, b.Names[id]))}}}})
	return v
}

// notes are what the sources leave open about a bassin's territory.
func (p *planner) notes(l int, b *site.Bassin) []string {
	var notes []string
	for _, note := range b.Notes {
		notes = append(notes, p.plain(l, note[p.site.Languages[l].ID]))
	}
	return notes
}

// uniqueSources drops a source that is named twice by its address.
func uniqueSources(list []Source) []Source {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(s Source) bool {
		twice := seen[s.URL]
		seen[s.URL] = true
		return twice
	})
}

func (p *planner) bassinData(l int, b *site.Bassin, v *BassinView) thing {
	data := p.organisation(l, b)
	data.Context = schemaOrg
	data.Description = v.Summary
	if v.Helpdesk.Phone != "" {
		data.Telephone = b.Helpdesk.Phone.Value
	}
	for _, w := range b.Websites {
		data.SameAs = append(data.SameAs, w.URL.Value)
	}
	for _, t := range v.Territory {
		name := t.Commune.Text
		if t.Part != "" {
			name = t.Part
		}
		data.AreaServed = append(data.AreaServed, thing{Type: "AdministrativeArea", Name: name})
	}
	return data
}

func (p *planner) websites(l int, b *site.Bassin) []Link {
	var links []Link
	for _, w := range b.Websites {
		link := Link{URL: w.URL.Value, Text: strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(w.URL.Value, "https://"), "www."), "/")}
		if w.Lang != p.site.Languages[l].ID {
			link.Lang = w.Lang
		}
		links = append(links, link)
	}
	return links
}

func (p *planner) helpdesk(l int, b *site.Bassin) Helpdesk {
	v := Helpdesk{Bassin: p.linkTo(l, "bassin", b.ID), BassinID: b.ID, Websites: p.websites(l, b)}
	if h := b.Helpdesk; h != nil {
		v.Phone, v.PhoneURL = nationalPhone(h.Phone.Value), phoneURL(h.Phone.Value)
		v.Email, v.Hours = h.Email.Value, h.Hours[p.site.Languages[l].ID]
		if h.Source.Value != "" {
			v.Source = p.source(l, site.Source{Ref: h.Source})
		}
	}
	return v
}

// nationalPhone writes a Belgian number as it is dialled in the country.
func nationalPhone(international string) string {
	if rest, ok := strings.CutPrefix(international, "+32 "); ok {
		return strings.ReplaceAll("0"+rest, " ", "\u00a0")
	}
	return international
}

// phoneURL is the number as RFC 3966 wants it. The site package has checked that it
// holds digits only, which the templates, that refuse tel:, are told by the type.
func phoneURL(international string) template.URL {
	if international == "" {
		return ""
	}
	return template.URL("tel:" + strings.ReplaceAll(international, " ", ""))
}

func (p *planner) quartier(l int, q site.Quartier) Quartier {
	id := p.site.Languages[l].ID
	v := Quartier{Name: p.plain(l, q.Names[id]), Local: q.CLSS, Note: p.plain(l, q.Note[id])}
	if q.Commune.Value != "" {
		v.Commune = p.linkTo(l, "commune", q.Commune.Value)
	}
	return v
}

// territories describes parts of communes, sorted by the commune's name.
func (p *planner) territories(l int, parts []*site.Part) []Territory {
	var list []Territory
	for _, part := range parts {
		list = append(list, p.territory(l, part))
	}
	slices.SortStableFunc(list, func(a, b Territory) int { return compareNames(a.Commune.Text+" "+a.Part, b.Commune.Text+" "+b.Part) })
	return list
}

func (p *planner) territory(l int, part *site.Part) Territory {
	id := p.site.Languages[l].ID
	t := Territory{
		Commune:     p.linkTo(l, "commune", part.Commune.ID.Value),
		PostalCodes: part.PostalCodes,
		Bassin:      p.linkTo(l, "bassin", part.Bassin.ID),
		BassinID:    part.Bassin.ID,
		Inferred:    part.Inferred(),
		Note:        p.plain(l, part.Note[id]),
	}
	if !part.Whole {
		t.Part = p.plain(l, part.Names[id])
	}
	return t
}

// keyPage is a link to the page that plays a role, from data/site.yaml.
func (p *planner) keyPage(l int, role string) Link {
	return p.linkTo(l, "page", p.site.Config.KeyPages[role].Value)
}

// makeMaps renders the maps of the Region: in each language one for each bassin,
// which is marked there, and one without a mark.
func (p *planner) makeMaps() {
	for l := range p.site.Languages {
		maps := map[*site.Bassin]template.HTML{nil: p.fragment(l, "components/map/map", p.mapView(l, nil, nil))}
		for _, b := range p.site.Bassins {
			maps[b] = p.fragment(l, "components/map/map", p.mapView(l, b, nil))
		}
		p.maps = append(p.maps, maps)
	}
}

// mapView is the map, with one bassin and one commune marked unless they are nil.
func (p *planner) mapView(l int, current *site.Bassin, here *site.Commune) MapView {
	id := p.site.Languages[l].ID
	v := MapView{Title: p.message(l, "map.title"), Description: p.message(l, "map.description")}
	if current != nil {
		v.Title = p.message(l, "map.bassin", "bassin", current.Names[id])
	}
	for _, b := range p.site.Bassins {
		link := p.linkTo(l, "bassin", b.ID)
		group := MapBassin{ID: b.ID, Name: link.Text, URL: link.URL, Current: b == current && here == nil, Muted: current != nil && b != current}
		for _, part := range b.Parts {
			if part.Tile == nil {
				continue
			}
			group.Tiles = append(group.Tiles, Tile{part.Tile.Column, part.Tile.Row, part.Tile.Abbreviation, part.Names[id], part.Commune == here})
			v.Columns, v.Rows = max(v.Columns, part.Tile.Column+1), max(v.Rows, part.Tile.Row+1)
		}
		slices.SortFunc(group.Tiles, func(a, b Tile) int { return (a.Row-b.Row)*100 + a.Column - b.Column })
		v.Bassins = append(v.Bassins, group)
	}
	return v
}
