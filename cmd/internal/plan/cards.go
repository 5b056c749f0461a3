package plan

import (
	"html/template"
	"strings"
	"sync"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/site"
)

// Card is an article or an atelier in a list. Lists hold the same Card, so that
// its HTML is made once, and its Key stands for it in the hash of each list.
type Card struct {
	Key  uint64
	p    *planner
	l    int
	view func() CardView
	once sync.Once
	html template.HTML
}

// HTML returns the card, rendered.
func (c *Card) HTML() template.HTML {
	c.once.Do(func() { c.html = c.p.fragment(c.l, "components/card/card", c.view()) })
	return c.html
}

// cards are the cards of the site by language.
type cards struct {
	articles [][]*Card // by place in site.Articles; nil where the language hides the article
	ateliers [][]*Card // by place in site.Ateliers
}

func (p *planner) makeCards() {
	n := len(p.site.Languages)
	p.cards = cards{make([][]*Card, n), make([][]*Card, n)}
	parallel.For(n, func(l int) {
		articles := make([]*Card, len(p.site.Articles))
		for i, e := range p.site.Articles {
			if t := p.site.Shown(e, l); t != nil {
				articles[i] = p.articleCard(l, e, t)
			}
		}
		ateliers := make([]*Card, len(p.site.Ateliers))
		for i, a := range p.site.Ateliers {
			ateliers[i] = p.atelierCard(l, a)
		}
		p.cards.articles[l], p.cards.ateliers[l] = articles, ateliers
	})
}

// articleCard hashes what the card shows without making its view.
func (p *planner) articleCard(l int, e *site.Entry, t *site.Text) *Card {
	h := newHasher()
	h.string("article")
	h.string(p.url(l))
	link := p.linkTo(l, "article", e.ID)
	h.string(link.URL)
	h.string(link.Text)
	h.string(link.Lang)
	if strings.Contains(t.Front.Summary, figureRef) {
		h.string(p.summary(t))
	} else { // all cards are hashed for every build
		h.string(t.Front.Summary)
	}
	h.string(t.Front.Date.String())
	for _, b := range e.Bassins {
		h.string(b.ID)
		h.string(b.ShortNames[p.site.Languages[l].ID])
	}
	return &Card{Key: h.sum(), p: p, l: l, view: func() CardView {
		v := CardView{
			Kind: "article", URL: link.URL, Title: link.Text, Lang: link.Lang,
			Summary: p.summary(t),
			Date:    p.date(l, t.Front.Date),
		}
		v.Bassins, v.BassinIDs = p.bassinNames(l, e.Bassins)
		return v
	}}
}

func (p *planner) atelierCard(l int, a *site.Atelier) *Card {
	h := p.listedKey(l, a)
	return &Card{Key: h.sum(), p: p, l: l, view: func() CardView {
		link := p.atelierLink(l, a)
		v := CardView{
			Kind: "atelier", URL: link.URL, Title: link.Text,
			Date: p.when(l, a), Label: p.kindName(l, a),
		}
		v.Bassins, v.BassinIDs = p.bassinNames(l, a.Bassins)
		switch a.Status.Value {
		case "moved", "postponed", "cancelled":
			v.StatusID, v.Status = a.Status.Value, p.message(l, "status."+a.Status.Value)
		}
		return v
	}}
}

func (p *planner) kindName(l int, a *site.Atelier) string {
	id := p.site.Languages[l].ID
	name := a.Kind.Names[id]
	if a.Theme != nil {
		name += " – " + a.Theme.Names[id]
	}
	return p.plain(l, name)
}

func (p *planner) bassinNames(l int, bassins []*site.Bassin) (names, ids []string) {
	for _, b := range bassins {
		names = append(names, b.ShortNames[p.site.Languages[l].ID])
		ids = append(ids, b.ID)
	}
	return names, ids
}

// date is a day, a month or a year, as exact as it is known.
func (p *planner) date(l int, d lang.Date) Time {
	if d.IsZero() {
		return Time{}
	}
	return Time{ISO: d.ISO(), Text: p.site.Languages[l].Date(d)}
}

// when is the time of an atelier with its weekdays.
func (p *planner) when(l int, a *site.Atelier) Time {
	return Time{ISO: a.Start.ISO(), Text: p.site.Languages[l].When(a.Start, a.End)}
}

// first returns the first n cards that there are.
func first(cards []*Card, n int) []*Card {
	var found []*Card
	for _, c := range cards {
		if c != nil && len(found) < n {
			found = append(found, c)
		}
	}
	return found
}
