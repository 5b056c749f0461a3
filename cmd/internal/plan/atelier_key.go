package plan

import (
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/site"
)

// A site may have thousands of ateliers, and most edits change none of them. The
// keys of their pages and of what lists show of them are therefore made of what the
// views are made of (3 µs instead of 34 for the view of a page and its hash). A view
// that shows something new needs it here too; TestAtelierKey finds what has been
// forgotten.

// shareAteliers hashes what all ateliers of a language share: the frame of the pages,
// for which that of a page with the same menu and stylesheet stands, and names.
func (p *planner) shareAteliers() {
	section := p.layoutRoute(sectionAteliers)
	for l := range p.site.Languages {
		h := newHasher()
		h.word(p.page(l, about{route: section, title: section.titles[l], sheet: scheduleSheet, menu: p.menuOf(sectionAteliers)}).Key)
		h.link(p.sectionLink(l, sectionAteliers))
		h.string(p.message(l, "crumbs.home"))
		h.string(p.openDataURL(l))
		p.onAteliers = append(p.onAteliers, h.sum())

		h = newHasher()
		for _, s := range p.site.Spoken { // lists name them in this order
			h.string(s.Names[p.site.Languages[l].ID])
		}
		p.spoken = append(p.spoken, h.sum())
	}
}

// atelierKey hashes all that the page of an atelier is made of: what calendars tell
// of it, where its links lead, what is left, and what depends on the day.
func (p *planner) atelierKey(l, i int, r *route) uint64 {
	a, id := p.site.Ateliers[i], p.site.Languages[l].ID
	h := newHasher()
	h.word(p.onAteliers[l])
	h.word(p.components[l][i].key)
	h.string(r.titles[l])
	for _, url := range r.urls {
		h.string(url)
	}
	for _, b := range a.Bassins {
		h.link(p.linkTo(l, "bassin", b.ID))
	}
	if a.Series != nil {
		h.link(p.linkTo(l, "series", a.Series.ID.Value))
	}
	if a.Place != nil {
		h.link(p.linkTo(l, "commune", a.Place.Commune.Value))
	}
	for _, o := range a.Occurrences {
		if o.Place != nil && o.Place != a.Place {
			h.link(p.linkTo(l, "commune", o.Place.Commune.Value))
		}
	}
	h.link(p.neighbourLink(l, p.neighbours[i].previous))
	h.link(p.neighbourLink(l, p.neighbours[i].next))
	h.references(p, l, a.Summary[id])
	if a.Text != nil {
		if t := p.site.Shown(a.Text, l); t != nil {
			text := p.text(l, a.Text, t)
			h.word(text.Key)
			h.string(text.Lang)
		}
	}
	h.origins(p, a)
	h.report(p, l, p.site.ReportOf(a))
	p.hashDay(&h, l, a)
	return h.sum()
}

// itemKey hashes what an occurrence in a list shows.
func (p *planner) itemKey(l int, o *site.Occurrence, dated bool) uint64 {
	h := p.listedKey(l, o.Atelier)
	for _, d := range [...]lang.Date{o.Start, o.End, o.Original} {
		h.string(d.String())
	}
	h.string(o.Status)
	h.bool(p.site.Ended(o))
	h.bool(dated)
	if o.Place != nil {
		h.string(o.Place.Name.In(p.site.Languages[l].ID))
		h.link(p.linkTo(l, "commune", o.Place.Commune.Value))
	}
	return h.sum()
}

// listedKey begins the hash of what a list shows of an atelier.
func (p *planner) listedKey(l int, a *site.Atelier) hasher {
	h := newHasher()
	h.word(p.components[l][a.Index].key)
	h.word(p.spoken[l])
	h.link(p.atelierLink(l, a))
	for _, b := range a.Bassins {
		h.string(b.ShortNames[p.site.Languages[l].ID])
	}
	return h
}

// hashDay adds what depends on the day of the build.
func (p *planner) hashDay(h *hasher, l int, a *site.Atelier) {
	h.string(p.next(a).Start.String())
	h.bool(p.site.Past(a))
	h.bool(p.site.Begun(a))
	if a.Repeats != nil {
		h.word(p.times(l, a).Key)
		if !p.site.Past(a) { // the page says as of when the next time is the next
			h.string(p.site.Today().String())
		}
	}
	if r := a.Registration; r != nil && (!r.Opens.IsZero() || !r.Closes.IsZero()) {
		h.string(p.site.Today().String())
		h.bool(!r.Closes.IsZero() && !p.site.Now.Before(ending(r.Closes)))
		h.bool(p.site.Now.Before(r.Opens.Time()))
	}
}

// origins adds the sources of an atelier.
func (h *hasher) origins(p *planner, a *site.Atelier) {
	h.word(uint64(len(a.Sources)))
	for _, s := range a.Sources {
		s = p.site.Source(s)
		for _, text := range [...]string{s.Title, s.URL.Value, s.Publisher, s.Lang, s.Date.String()} {
			h.string(text)
		}
	}
}

// report adds what is known of an atelier afterwards.
func (h *hasher) report(p *planner, l int, report *site.AtelierReport) {
	if report == nil {
		return
	}
	h.word(uint64(report.Participants))
	id := p.site.Languages[l].ID
	for _, text := range append([]lang.Text{report.Summary}, report.Decisions...) {
		h.string(text[id])
		h.references(p, l, text[id])
	}
	for _, link := range report.Links {
		for _, text := range [...]string{link.Title, link.URL.Value, link.Lang} {
			h.string(text)
		}
	}
}

func (h *hasher) link(link Link) {
	h.string(link.URL)
	h.string(link.Text)
	h.string(link.Lang)
}

// references adds where the links of a one-line text lead.
func (h *hasher) references(p *planner, l int, text string) {
	for _, ref := range markdown.References([]byte(text)) {
		link, ok := p.resolve(l, nil, ref)
		h.bool(ok)
		h.string(link.URL)
		h.string(link.Title)
		h.string(link.Lang)
	}
}
