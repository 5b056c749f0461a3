package plan

import (
	"html/template"
	"sync"

	"bassins/cmd/internal/report"
	"bassins/cmd/internal/site"
)

// The pieces of which pages that show figures are made: a card, a chart with its
// table, a table. Each is made when a page is rendered; its key stands for it.

// figureCard is a figure on a page in language l. Where all cards of a page are of
// one territory, which the page names, they leave it out.
func (p *planner) figureCard(l int, o *site.Observation, territory bool) FigureCard {
	h := newHasher()
	h.word(p.figureKey(l, o.Indicator))
	h.string(o.Territory.ID.Value)
	h.string(o.Period.String())
	h.bool(territory)
	return newLazy(h.sum(), func() report.Card {
		card := p.words[l].Card(o)
		if !territory {
			card.Territory = ""
		}
		return card
	})
}

// figureCards are the cards of several figures.
func (p *planner) figureCards(l int, list []*site.Observation, territory bool) []FigureCard {
	var cards []FigureCard
	for _, o := range list {
		cards = append(cards, p.figureCard(l, o, territory))
	}
	return cards
}

// requestKey stands for all that a drawing shows.
func (p *planner) requestKey(l int, r report.Request) uint64 {
	h := newHasher()
	h.word(p.figureKey(l, r.Indicator))
	for _, s := range [...]string{r.ID, r.Form, r.Title, r.Period.String()} {
		h.string(s)
	}
	h.word(uint64(r.Until))
	for _, t := range r.Territories {
		h.string(t.ID.Value)
	}
	return h.sum()
}

// drawings are kept: a chart of some kB is drawn for every page of an indicator.
var drawings = sync.Pool{New: func() any { return new([]byte) }}

// svg draws a chart for a page.
func svg(c interface{ Append([]byte) []byte }) template.HTML {
	b := drawings.Get().(*[]byte)
	defer drawings.Put(b)
	*b = c.Append((*b)[:0])
	return template.HTML(*b)
}

// latestKey are the figures that data/observations calls key, of each indicator
// the latest.
func (p *planner) latestKey(territory string) []*site.Observation {
	var key []*site.Observation
	for _, o := range p.site.ObservationsOf(p.site.Territory(territory)) {
		if o.Key && (len(key) == 0 || key[len(key)-1].Indicator != o.Indicator) {
			key = append(key, o)
		}
	}
	return key[:min(len(key), maxKey)]
}

// maxKey is the number of figures on a bassin's page.
const maxKey = 6

// latestOf is of each indicator the latest figure of a territory that is known.
func (p *planner) latestOf(territory string) []*site.Observation {
	var list []*site.Observation
	t := p.site.Territory(territory)
	for _, i := range p.site.Indicators {
		if o := i.Latest(t); o != nil && o.Known() {
			list = append(list, o)
		}
	}
	return list
}
