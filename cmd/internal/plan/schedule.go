package plan

import (
	"html/template"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
)

// How long lists may be: what is longer leads on to the pages of the archive.
const (
	maxUpcoming = 150 // ateliers to come on the list of all
	maxChoice   = 60  // ateliers to come on the page of a choice, or of a series
	maxPast     = 40  // past ones there
	maxMonth    = 150 // on a page of a month
	maxYear     = 150 // on the page of a year, which then only counts
	maxGlance   = 54  // lines on a sheet of paper, each of which may become two
	someLines   = 22  // lines above which the sheet needs smaller type
	manyLines   = 42  // and the smallest
	maxLatest   = 5   // the last ones, when nothing is to come
)

// timetable is the schedule as pages need it.
type timetable struct {
	years   []*schedule.Year
	choices []schedule.Choice
	items   [][2][]atomic.Pointer[item] // by language, dated or not, and by place in site.Schedule; made when asked for
}

// scheduleRoutes gives every page of the schedule its address.
func (p *planner) scheduleRoutes() {
	s := &p.timetable
	s.years, s.choices = schedule.Years(p.site.Schedule), schedule.Choices(p.site)
	s.items = make([][2][]atomic.Pointer[item], len(p.site.Languages))
	for l := range s.items {
		for form := range s.items[l] {
			s.items[l][form] = make([]atomic.Pointer[item], len(p.site.Schedule))
		}
	}
	for _, y := range s.years {
		p.route(yearRef(y.Year), func(l int) (string, string, int) {
			return p.below(l, strconv.Itoa(y.Year)), p.message(l, "schedule.title.year", "year", strconv.Itoa(y.Year)), l
		})
		for m, occurrences := range y.Months {
			if len(occurrences) > 0 {
				month := y.Month(monthOf(m))
				p.route(monthRef(month), func(l int) (string, string, int) {
					return p.below(l, strconv.Itoa(y.Year), two(m+1)), p.message(l, "schedule.title.month", "month", p.site.Languages[l].Month(month)), l
				})
			}
		}
		for _, b := range p.site.Bassins {
			if schedule.Glance(y, ofBassinOrRegion(b), maxGlance).Total > 0 {
				p.route(glanceRef(b, y.Year), func(l int) (string, string, int) {
					id := p.site.Languages[l].ID
					return p.below(l, p.segment(l, sectionBassins), b.Slugs[id], strconv.Itoa(y.Year)), p.message(l, "schedule.title.glance", "bassin", p.plain(l, b.Names[id]), "year", strconv.Itoa(y.Year)), l
				})
			}
		}
	}
	for _, c := range s.choices {
		p.route(choiceRef(c), func(l int) (string, string, int) { return p.choiceURL(l, c), p.choiceTitle(l, c), l })
	}
	for _, e := range p.site.Series {
		if len(e.Ateliers) > 0 {
			p.route("series:"+e.ID.Value, func(l int) (string, string, int) {
				return p.below(l, p.segment(l, sectionSeries), e.ID.Value), p.plain(l, e.Names[p.site.Languages[l].ID]), l
			})
		}
	}
}

// below is an address below the list of the ateliers.
func (p *planner) below(l int, parts ...string) string {
	return p.url(l, append([]string{p.segment(l, sectionAteliers)}, parts...)...)
}

func yearRef(year int) string         { return "year:" + strconv.Itoa(year) }
func monthRef(month lang.Date) string { return "month:" + month.String() }

func glanceRef(b *site.Bassin, year int) string { return "glance:" + b.ID + "/" + strconv.Itoa(year) }

// choiceRef names a choice: "choice:b-nord k-assemblee".
func choiceRef(c schedule.Choice) string { return "choice:" + strings.Join(choiceTokens(c), " ") }

// choiceTokens are what an item must have to be of a choice, see [ItemView].
func choiceTokens(c schedule.Choice) []string {
	var tokens []string
	if c.Bassin != nil {
		tokens = append(tokens, "b-"+c.Bassin.ID)
	}
	if c.Region {
		tokens = append(tokens, "b-region")
	}
	if c.Kind != nil {
		tokens = append(tokens, "k-"+c.Kind.ID.Value)
	}
	if c.Spoken != nil {
		tokens = append(tokens, "l-"+c.Spoken.ID.Value)
	}
	return tokens
}

func (p *planner) choiceURL(l int, c schedule.Choice) string {
	var parts []string
	if c.Bassin != nil {
		parts = append(parts, p.segment(l, sectionBassins), c.Bassin.Slugs[p.site.Languages[l].ID])
	}
	if c.Region {
		parts = append(parts, p.segment(l, sectionRegion))
	}
	if c.Kind != nil {
		parts = append(parts, p.segment(l, sectionKinds), c.Kind.ID.Value)
	}
	if c.Spoken != nil {
		parts = append(parts, p.segment(l, sectionSpoken), strings.ToLower(c.Spoken.ID.Value))
	}
	return p.below(l, parts...)
}

func (p *planner) choiceTitle(l int, c schedule.Choice) string {
	id := p.site.Languages[l].ID
	what := p.message(l, "schedule.meetings")
	if c.Kind != nil {
		what = p.plain(l, c.Kind.Plural[id])
	}
	switch {
	case c.Bassin != nil:
		return p.message(l, "schedule.title.bassin", "what", what, "bassin", p.plain(l, c.Bassin.Names[id]))
	case c.Region:
		return p.message(l, "schedule.title.region", "what", what)
	case c.Spoken != nil:
		return p.message(l, "schedule.title.spoken", "language", p.plain(l, c.Spoken.Names[id]))
	}
	return what
}

// choice returns a link to the page of a choice; empty if there is none.
func (p *planner) choice(l int, c schedule.Choice) Link {
	return p.linkTo(l, "choice", strings.TrimPrefix(choiceRef(c), "choice:"))
}

// ofBassinOrRegion matches what concerns a bassin: its own, and what the whole
// Region is invited to.
func ofBassinOrRegion(b *site.Bassin) func(*site.Occurrence) bool {
	own := ofBassin(b)
	return func(o *site.Occurrence) bool { return o.Atelier.Region || own(o.Atelier) }
}

// schedulePages plans the pages of the schedule but for the list.
func (p *planner) schedulePages() {
	sheets := p.sheets()
	for l := range p.site.Languages {
		for i, c := range p.timetable.choices {
			r, _ := p.routes.find("choice", strings.Join(choiceTokens(c), " "))
			add(p, l, p.path(r.urls[l]), "choice", "", func(p *planner) *ChoiceView { return p.choiceView(l, p.timetable.choices[i], r) })
			if !repeats(c) {
				p.list(l, r, sectionAteliers)
			}
		}
		for i, y := range p.timetable.years {
			r, _ := p.routes.find("year", strconv.Itoa(y.Year))
			add(p, l, p.path(r.urls[l]), "year", "", func(p *planner) *YearView { return p.yearView(l, i, r) })
			p.list(l, r, sectionAteliers)
			p.months(l, y, sheets[i])
			for _, b := range p.site.Bassins {
				if r, ok := p.routes.find("glance", b.ID+"/"+strconv.Itoa(y.Year)); ok {
					add(p, l, p.path(r.urls[l]), "glance", "", func(p *planner) *GlanceView { return p.glanceView(l, y, b, r) })
				}
			}
		}
		for _, e := range p.site.Series {
			if r, ok := p.routes.find("series", e.ID.Value); ok {
				add(p, l, p.path(r.urls[l]), "series", seriesPath, func(p *planner) *SeriesView { return p.seriesView(l, e, r) })
				p.list(l, r, sectionAteliers)
			}
		}
	}
}

const seriesPath = "data/series.yaml"

// repeats reports whether a choice is only part of two others, which search
// engines need not see.
func repeats(c schedule.Choice) bool { return c.Kind != nil && (c.Bassin != nil || c.Region) }

// sheets are the pages of each month of each year, the same in all languages.
func (p *planner) sheets() [][12][]schedule.Sheet {
	all := make([][12][]schedule.Sheet, len(p.timetable.years))
	parallel.For(len(all), func(i int) {
		y := p.timetable.years[i]
		for m, occurrences := range y.Months {
			if len(occurrences) > 0 {
				all[i][m] = schedule.SheetOf(y.Month(monthOf(m)), occurrences).Pages(maxMonth)
			}
		}
	})
	return all
}

func (p *planner) months(l int, y *schedule.Year, sheets [12][]schedule.Sheet) {
	for m, occurrences := range y.Months {
		r, ok := p.routes.find("month", y.Month(monthOf(m)).String())
		if !ok {
			continue
		}
		for n, sheet := range sheets[m] {
			url := p.numbered(l, n+1, r.urls[l])
			add(p, l, p.path(url), "month", "", func(p *planner) *MonthView {
				return p.monthView(l, sheet, n+1, len(sheets[m]), len(occurrences), r)
			})
		}
	}
}

// Item is an occurrence in a list. Lists hold the same Item, so that its HTML is
// made once, and its Key stands for it in the hash of each list.
type Item struct {
	Key  uint64
	item *item
}

// HTML returns the item, rendered.
func (i Item) HTML() template.HTML {
	if i.item == nil {
		return ""
	}
	i.item.once.Do(func() {
		i.item.html = i.item.p.fragment(i.item.l, "components/item/item", i.item.p.itemView(i.item.l, i.item.o, i.item.dated))
	})
	return i.item.html
}

// item is made when the first list asks for it: of some ateliers that repeat no
// list shows what is far away.
type item struct {
	key   uint64
	p     *planner
	l     int
	o     *site.Occurrence
	dated bool
	once  sync.Once
	html  template.HTML
}

// items returns the occurrences for a list that says their days once, or, dated,
// for one that does not. What is over stands on the page of its month and hardly
// anywhere else, so that nothing keeps it.
func (p *planner) items(l int, occurrences []*site.Occurrence, dated bool) []Item {
	form := 0
	if dated {
		form = 1
	}
	items := make([]Item, len(occurrences))
	for k, o := range occurrences {
		known := &p.timetable.items[l][form][o.Index]
		i := known.Load()
		if i == nil {
			i = &item{p: p, l: l, o: o, dated: dated, key: p.itemKey(l, o, dated)}
			if !p.site.Ended(o) && !known.CompareAndSwap(nil, i) {
				i = known.Load()
			}
		}
		items[k] = Item{i.key, i}
	}
	return items
}
