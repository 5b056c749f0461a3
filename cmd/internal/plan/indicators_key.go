package plan

import (
	"maps"
	"slices"
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/site"
)

// figureFiles say what figures share: the names and the addresses of territories
// and of themes, sources, the licence. A change in one of them remakes all that
// shows a figure, which is simpler than to know which.
var figureFiles = []string{"data/bassins", "data/communes.yaml", "data/territories.yaml", "data/themes.yaml", "data/sources", "data/site.yaml"}

// makeFigureKeys hashes what is known of each indicator. Pages that show a figure
// hash that instead of the many small texts that are made of it.
func (p *planner) makeFigureKeys() {
	base := p.figureBase()
	keys := make([]uint64, len(p.site.Indicators))
	parallel.For(len(keys), func(k int) {
		h := base
		h.indicator(p.site.Indicators[k])
		keys[k] = h.sum()
	})
	p.figureKeys = make(map[*site.Indicator]uint64, len(keys))
	all, everyYear := base, newHasher()
	for k, i := range p.site.Indicators {
		p.figureKeys[i] = keys[k]
		all.word(keys[k])
		for _, o := range i.Observations {
			if o.Period.IsZero() {
				everyYear.string(i.ID.Value)
				everyYear.text(i.Names)
				everyYear.observation(o)
			}
		}
	}
	for _, c := range p.site.Corrections {
		everyYear.string(c.IndicatorID.Value)
		everyYear.correction(c)
	}
	p.allFigures, p.everyYear = all.sum(), everyYear.sum()
}

// shareIndicators hashes what the pages of all indicators of a language share: the
// frame, for which that of their list stands, and where their links lead.
func (p *planner) shareIndicators() {
	index, ok := p.routes.find("indicators", "")
	if !ok {
		return
	}
	for l := range p.site.Languages {
		h := newHasher()
		h.word(p.page(l, about{route: index, title: index.titles[l], sheet: figuresSheet}).Key)
		h.string(p.origin)
		h.string(p.openDataURL(l))
		h.link(p.linkTo(l, "indicators", ""))
		h.link(p.linkTo(l, "page", p.site.PageWith(sectionBassins).ID))
		for _, b := range p.site.Bassins {
			h.link(p.linkTo(l, "figures", b.ID))
		}
		p.onIndicators = append(p.onIndicators, h.sum())
	}
}

// indicatorKey hashes all that the page of an indicator is made of, which takes a
// tenth of the time for its view and the hash of that. TestFigureKey finds what has
// been forgotten.
func (p *planner) indicatorKey(l int, i *site.Indicator, r *route) uint64 {
	h := newHasher()
	h.word(p.onIndicators[l])
	h.word(p.figureKey(l, i))
	h.word(p.downloads.indicators[i].csv.key)
	h.string(r.titles[l])
	for _, url := range r.urls {
		h.string(url)
	}
	return h.sum()
}

// reportKey hashes all figures that a report shows: those of its year, and those of
// any time in what it draws, so that a figure of another year leaves it alone.
func (p *planner) reportKey(l int, r *site.Report, t Text) uint64 {
	h := newHasher()
	h.word(uint64(l))
	h.word(p.downloads.years[r].csv.key)
	h.word(p.everyYear)
	h.word(t.Key)
	f := p.in.Tree.File(r.Path)
	h.bytes(f.Hash[:])
	for _, k := range r.Key {
		h.word(p.figureKey(l, k.Observation.Indicator))
	}
	for _, chapter := range r.Chapters {
		for _, c := range chapter.Charts {
			h.word(p.figureKey(l, c.Indicator))
		}
	}
	return h.sum()
}

// figureBase hashes what figures share.
func (p *planner) figureBase() hasher {
	base := newHasher()
	base.string(p.languages)
	for _, path := range figureFiles {
		files := p.in.Tree.Under(path)
		if f := p.in.Tree.File(path); f != nil {
			files = append(files, f)
		}
		for _, f := range files {
			base.bytes(f.Hash[:])
		}
	}
	base.string(p.in.BasePath)
	return base
}

// figureKey stands for all that is known of an indicator and of those that its
// shares add up with, in a language.
func (p *planner) figureKey(l int, i *site.Indicator) uint64 {
	h := newHasher()
	h.word(uint64(l))
	h.word(p.figureKeys[i])
	for _, other := range p.words[l].Group(i) {
		h.word(p.figureKeys[other])
	}
	return h.sum()
}

// indicator hashes every field that a page may show.
func (h *hasher) indicator(i *site.Indicator) {
	for _, s := range [...]string{i.ID.Value, i.ThemeID.Value, i.Unit.Value, i.Direction.Value, i.Group.Value, i.Sum.Value} {
		h.string(s)
	}
	for _, t := range [...]lang.Text{i.Names, i.Definition, i.Method, i.Limits} {
		h.text(t)
	}
	h.word(uint64(i.Decimals))
	h.bool(i.Compared())
	h.sources(i.Sources)
	if i.Licence != nil {
		h.string(i.Licence.Name)
		h.string(i.Licence.URL.Value)
	}
	h.word(uint64(len(i.Observations)))
	for _, o := range i.Observations {
		h.observation(o)
	}
	h.word(uint64(len(i.Corrections)))
	for _, c := range i.Corrections {
		h.correction(c)
	}
}

func (h *hasher) correction(c *site.Correction) {
	h.string(c.TerritoryID.Value)
	h.string(c.Period.String())
	h.string(c.Date.String())
	h.float(c.Old.Value)
	h.float(c.New.Value)
	h.text(c.Reason)
}

func (h *hasher) observation(o *site.Observation) {
	h.string(o.Territory.ID.Value)
	h.string(o.Period.String())
	h.float(o.Value.Value)
	h.word(uint64(o.Value.Decimals))
	h.bool(o.Range != nil)
	if o.Range != nil {
		h.float(o.Range.From.Value)
		h.float(o.Range.To.Value)
	}
	h.string(o.Missing.Value)
	h.string(o.Qualifier.Value)
	h.bool(o.Break)
	h.bool(o.Key)
	h.text(o.Note)
	h.sources(o.Sources)
}

func (h *hasher) sources(list []site.Source) {
	h.word(uint64(len(list)))
	for _, s := range list {
		for _, text := range [...]string{s.Ref.Value, s.Title, s.URL.Value, s.Publisher, s.Lang, s.Page, s.Date.String()} {
			h.string(text)
		}
	}
}

func (h *hasher) text(t lang.Text) {
	h.word(uint64(len(t)))
	if len(t) == 0 {
		return
	}
	for _, id := range slices.SortedFunc(maps.Keys(t), strings.Compare) {
		h.string(id)
		h.string(t[id])
	}
}
