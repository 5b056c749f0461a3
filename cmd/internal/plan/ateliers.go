package plan

import (
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// ateliers plans the list of the ateliers and a page for each.
func (p *planner) ateliers() {
	for l := range p.site.Languages {
		e := p.site.PageWith(sectionAteliers)
		r := p.layoutRoute(sectionAteliers)
		add(p, l, p.path(r.urls[l]), sectionAteliers, e.Folder(), func(p *planner) *AteliersView { return p.ateliersView(l, e, r) })
		for i, a := range p.site.Ateliers {
			ar, _ := p.routes.find("atelier", a.ID.Value)
			add(p, l, p.path(ar.urls[l]), "atelier", a.Path, func(p *planner) *AtelierView { return p.atelierView(l, i, ar) })
			p.list(l, ar, sectionAteliers)
		}
	}
}

// split returns the cards of the ateliers that match: those to come, the next one
// first, and those past, the latest first.
func (p *planner) split(l int, match func(*site.Atelier) bool) (upcoming, past []*Card) {
	for i, a := range p.site.Ateliers {
		if match(a) && !p.site.Past(a) {
			upcoming = append(upcoming, p.cards.ateliers[l][i])
		}
	}
	for i := len(p.site.Ateliers) - 1; i >= 0; i-- {
		if a := p.site.Ateliers[i]; match(a) && p.site.Past(a) {
			past = append(past, p.cards.ateliers[l][i])
		}
	}
	return upcoming, past
}

func ofAll(*site.Atelier) bool { return true }

// ofBassin matches the ateliers of a bassin.
func ofBassin(b *site.Bassin) func(*site.Atelier) bool {
	return func(a *site.Atelier) bool {
		for _, other := range a.Bassins {
			if other == b {
				return true
			}
		}
		return false
	}
}

func (p *planner) ateliersView(l int, e *site.Entry, r *route) *AteliersView {
	t := p.site.Shown(e, l)
	v := &AteliersView{
		Text: p.text(l, e, t),
		AsOf: p.date(l, lang.DateOf(p.site.Now, lang.ToDay)),
	}
	v.Upcoming, _ = p.split(l, ofAll)
	for i := len(p.site.Ateliers) - 1; i >= 0; i-- {
		a := p.site.Ateliers[i]
		if !p.site.Past(a) {
			continue
		}
		year := a.Start.Truncate(lang.ToYear).String()
		if n := len(v.Years); n == 0 || v.Years[n-1].Year != year {
			v.Years = append(v.Years, AteliersYear{Year: year})
		}
		last := &v.Years[len(v.Years)-1]
		last.Cards = append(last.Cards, p.cards.ateliers[l][i])
	}
	for _, k := range p.site.Kinds {
		id := p.site.Languages[l].ID
		v.Kinds = append(v.Kinds, Body{Name: Link{Text: p.plain(l, k.Names[id])}, Description: p.inline(l, "data/atelier-kinds.yaml", k.Description[id])})
	}
	v.Page = p.page(l, about{route: r, title: r.titles[l], description: t.Front.Summary, menu: e.ID, exact: true})
	return v
}

func (p *planner) atelierView(l, i int, r *route) *AtelierView {
	a := p.site.Ateliers[i]
	id := p.site.Languages[l].ID
	v := &AtelierView{
		Kind:         p.plain(l, a.Kind.Names[id]),
		When:         p.when(l, a),
		YearInferred: a.YearBasis.Value == "inferred",
		HoursUnknown: a.Start.Precision() < lang.ToMinute && a.End.IsZero(),
		Region:       a.Region,
		Online:       a.Online,
		PlaceUnknown: a.Place == nil && !a.Online,
		StatusID:     a.Status.Value,
		Status:       p.message(l, "status."+a.Status.Value),
		Summary:      p.inline(l, a.Path, a.Summary[id]),
		Sources:      p.sources(l, a.Sources),
	}
	if a.Theme != nil {
		v.Theme = p.plain(l, a.Theme.Names[id])
	}
	if a.PartOfDay.Value != "" {
		v.Day = p.message(l, "part_of_day."+a.PartOfDay.Value)
	}
	for _, b := range a.Bassins {
		v.Bassins = append(v.Bassins, p.linkTo(l, "bassin", b.ID))
		v.BassinIDs = append(v.BassinIDs, b.ID)
	}
	if a.Place != nil {
		v.Place, v.Address = p.plain(l, a.Place.Name), p.plain(l, a.Place.Address)
		if a.Place.Commune.Value != "" {
			v.Commune = p.linkTo(l, "commune", a.Place.Commune.Value)
		}
	}
	if a.Report != nil {
		v.Report = p.report(l, a)
	}
	v.Previous, v.Next = p.atelierNeighbours(l, i)
	about := about{route: r, title: r.titles[l], description: p.kindName(l, a) + " – " + v.When.Text, menu: p.menuOf(sectionAteliers),
		crumbs: []Link{p.sectionLink(l, sectionAteliers)}}
	if len(a.Bassins) == 1 {
		about.accent = a.Bassins[0].ID
	}
	if a.Start.Precision() >= lang.ToDay {
		about.data = []any{p.event(l, a, r, v)}
	}
	v.Page = p.page(l, about)
	return v
}

func (p *planner) report(l int, a *site.Atelier) *Report {
	id := p.site.Languages[l].ID
	report := &Report{HTML: p.inline(l, a.Path, a.Report.Summary[id])}
	if a.Report.Participants > 0 {
		report.Participants = p.message(l, "report.participants", "n", a.Report.Participants)
	}
	for _, link := range a.Report.Links {
		v := Link{URL: link.URL.Value, Text: link.Title}
		if link.Lang != id {
			v.Lang = link.Lang
		}
		report.Links = append(report.Links, v)
	}
	return report
}

// atelierNeighbours are the ateliers of the same kind and the same bassin before
// and after this one.
func (p *planner) atelierNeighbours(l, i int) (previous, next Link) {
	a := p.site.Ateliers[i]
	same := func(b *site.Atelier) bool {
		if b.Kind != a.Kind || b.Theme != a.Theme || b.Region != a.Region || len(b.Bassins) != len(a.Bassins) {
			return false
		}
		for k := range a.Bassins {
			if a.Bassins[k] != b.Bassins[k] {
				return false
			}
		}
		return true
	}
	for k := i - 1; k >= 0 && previous.URL == ""; k-- {
		if same(p.site.Ateliers[k]) {
			previous = p.linkTo(l, "atelier", p.site.Ateliers[k].ID.Value)
		}
	}
	for k := i + 1; k < len(p.site.Ateliers) && next.URL == ""; k++ {
		if same(p.site.Ateliers[k]) {
			next = p.linkTo(l, "atelier", p.site.Ateliers[k].ID.Value)
		}
	}
	return previous, next
}

// event is the atelier for machines.
func (p *planner) event(l int, a *site.Atelier, r *route, v *AtelierView) event {
	e := event{
		Context: schemaOrg, Type: "Event", Name: r.titles[l], URL: p.absolute(r.urls[l]), InLanguage: p.site.Languages[l].ID,
		Description: p.kindName(l, a), StartDate: a.Start.ISO(), EventStatus: eventStatus(a.Status.Value),
	}
	if !a.End.IsZero() {
		e.EndDate = a.End.ISO()
	}
	for _, b := range a.Bassins {
		e.Organizer = append(e.Organizer, p.organisation(l, b))
	}
	switch {
	case a.Online && a.Place != nil:
		e.AttendanceMode = schemaOrg + "/MixedEventAttendanceMode"
	case a.Online:
		e.AttendanceMode = schemaOrg + "/OnlineEventAttendanceMode"
	case a.Place != nil:
		e.AttendanceMode = schemaOrg + "/OfflineEventAttendanceMode"
	}
	if a.Place != nil {
		e.Location = &place{Type: "Place", Name: a.Place.Name, Address: &postalAddress{Type: "PostalAddress", Street: a.Place.Address, Locality: v.Commune.Text, Region: "Bruxelles/Brussel", Country: "BE"}}
	}
	return e
}
