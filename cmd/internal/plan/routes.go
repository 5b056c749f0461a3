package plan

import (
	"fmt"
	"strconv"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/site"
)

// The sections of the site: keys of "sections" in data/site.yaml, which gives
// each its part of the address in each language. Those that are also layouts have
// a page of their own, whose text is in content/pages.
const (
	sectionBassins  = "bassins"
	sectionCommunes = "communes"
	sectionAteliers = "ateliers"
	sectionArticles = "articles"
	sectionTags     = "tags"
	sectionFigures  = "figures"
	sectionPage     = "page"      // before the number of a later page of a list
	sectionKinds    = "kinds"     // below the ateliers: by kind
	sectionRegion   = "region"    // those of the whole Region
	sectionSpoken   = "languages" // by language spoken
	sectionSeries   = "series"

	sectionIndicators = "indicators"
	sectionCompare    = "compare" // the five basins, below them
	sectionReports    = "reports" // a layout too, which a site without reports may do without
	sectionPrint      = "print"   // a report for paper, below it
)

// sections must all have addresses.
var sections = []string{sectionBassins, sectionCommunes, sectionAteliers, sectionArticles, sectionTags, sectionFigures, sectionPage,
	sectionKinds, sectionRegion, sectionSpoken, sectionSeries, sectionIndicators, sectionCompare, sectionReports, sectionPrint}

// The layouts of pages: what "layout" in the front matter may say.
const (
	layoutHome          = "home"
	layoutGlossary      = "glossary"
	layoutPartners      = "partners"
	layoutContact       = "contact"
	layoutAccessibility = "accessibility"
	layoutSitemap       = "sitemap"
	layoutOpenData      = "opendata" // which a site may do without
)

// layouts that exactly one page has.
var layouts = []string{layoutHome, sectionBassins, sectionCommunes, sectionAteliers, sectionArticles, sectionTags,
	layoutGlossary, layoutPartners, layoutContact, layoutAccessibility, layoutSitemap}

// route is where something is, by language.
type route struct {
	urls   []string // path with the base path; "" where the language leaves it out
	titles []string
	langs  []int // the language of the text that is shown
}

// own reports whether the route has a text of its own in language l.
func (r *route) own(l int) bool { return r.langs[l] == l }

// reference names something that has a route: article x, page x, bassin x, commune x,
// atelier x, glossary x.
type reference struct{ kind, id string }

type routes struct {
	byRef    map[reference]*route
	ateliers []*route // by place in site.Ateliers, of which there may be thousands
}

func (r routes) find(kind, id string) (*route, bool) {
	found, ok := r.byRef[reference{kind, id}]
	return found, ok
}

// findLayouts checks that every layout has one page and every page a known layout.
func (p *planner) findLayouts() {
	pages := map[string]*site.Entry{}
	for _, e := range p.site.Pages {
		layout := e.First.Front.Layout
		if layout.Value == "" {
			continue
		}
		if other := pages[layout.Value]; other != nil {
			p.problems.Add(layout.Mark.At(e.First.File.Path, fmt.Sprintf("layout %q is also that of %s", layout.Value, other.First.File.Path), "one page has it"))
		}
		pages[layout.Value] = e
		known := false
		for _, l := range append(layouts, layoutOpenData, sectionReports) {
			known = known || l == layout.Value
		}
		if !known {
			hint := diag.DidYouMean(layout.Value, layouts)
			if hint == "" {
				hint = "layouts are " + strings.Join(layouts, ", ")
			}
			p.problems.Add(layout.Mark.At(e.First.File.Path, fmt.Sprintf("unknown layout %q", layout.Value), hint))
		}
	}
	for _, layout := range layouts {
		if pages[layout] == nil {
			p.problems.Add(diag.Problem{Path: "content/pages", Message: fmt.Sprintf("no page has the layout %q", layout), Hint: "write one with layout: " + layout})
		}
	}
	if len(p.site.Reports) > 0 && pages[sectionReports] == nil {
		p.problems.Add(diag.Problem{Path: "content/pages", Message: fmt.Sprintf("no page has the layout %q, and there are reports", sectionReports), Hint: "write one with layout: " + sectionReports})
	}
	for _, s := range sections {
		for _, language := range p.site.Languages {
			if p.site.Config.Sections[s][language.ID] == "" {
				p.problems.Errorf("data/site.yaml", "sections: %s has no address in %q", s, language.ID)
			}
		}
	}
}

// segment is the part of the address that a section has in a language.
func (p *planner) segment(l int, section string) string {
	return p.site.Config.Sections[section][p.site.Languages[l].ID]
}

// url joins the parts of an address below a language: url(0, "bassins", "nord")
// is /fr/bassins/nord/.
func (p *planner) url(l int, parts ...string) string {
	if len(parts) == 0 {
		return p.homeURLs[l]
	}
	return p.homeURLs[l] + strings.Join(parts, "/") + "/"
}

// path is the file of an address.
func (p *planner) path(url string) string {
	path := strings.TrimPrefix(url, p.in.BasePath)
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return path
}

// absolute is an address with scheme and host.
func (p *planner) absolute(url string) string {
	if url == "" {
		return ""
	}
	return p.origin + url
}

// numbered is the address of a page of a list.
func (p *planner) numbered(l, n int, url string) string {
	if n == 1 {
		return url
	}
	return url + p.segment(l, sectionPage) + "/" + strconv.Itoa(n) + "/"
}

// route makes the route of something whose address and title in each language
// are given by f.
func (p *planner) route(ref string, f func(l int) (url, title string, textLanguage int)) {
	kind, id, _ := strings.Cut(ref, ":")
	p.routes.byRef[reference{kind, id}] = p.newRoute(f)
}

func (p *planner) newRoute(f func(l int) (url, title string, textLanguage int)) *route {
	n := len(p.site.Languages)
	r := &route{urls: make([]string, n), titles: make([]string, n), langs: make([]int, n)}
	for l := range n {
		r.urls[l], r.titles[l], r.langs[l] = f(l)
	}
	return r
}

// assignRoutes gives everything that a text can name its address.
func (p *planner) assignRoutes() {
	s := p.site
	p.routes.byRef = make(map[reference]*route, len(s.Articles)+len(s.Ateliers)+len(s.Indicators)+200)
	id := func(l int) string { return s.Languages[l].ID }
	for _, e := range s.Articles {
		p.entryRoute("article:"+e.ID, e, sectionArticles)
	}
	for _, e := range s.Pages {
		switch layout := e.First.Front.Layout.Value; layout {
		case layoutHome:
			p.entryRouteAt("page:"+e.ID, e, func(l int, _ *site.Text) string { return p.url(l) })
		case sectionBassins, sectionCommunes, sectionAteliers, sectionArticles, sectionTags, sectionReports:
			p.entryRouteAt("page:"+e.ID, e, func(l int, _ *site.Text) string { return p.url(l, p.segment(l, layout)) })
		default:
			p.entryRouteAt("page:"+e.ID, e, func(l int, t *site.Text) string { return p.url(l, t.Front.Slug.Value) })
		}
	}
	for _, b := range s.Bassins {
		p.route("bassin:"+b.ID, func(l int) (string, string, int) {
			return p.url(l, p.segment(l, sectionBassins), b.Slugs[id(l)]), p.plain(l, b.Names[id(l)]), l
		})
		if h := b.Helpdesk; h != nil && h.Phone.Value != "" { // [](helpdesk:nord) in a text is the number, ready to dial
			p.route("helpdesk:"+b.ID, func(l int) (string, string, int) {
				return string(phoneURL(h.Phone.Value)), nationalPhone(h.Phone.Value), l
			})
		}
	}
	for _, c := range s.Communes {
		p.route("commune:"+c.ID.Value, func(l int) (string, string, int) {
			return p.url(l, p.segment(l, sectionCommunes), c.Slugs[id(l)]), c.Names[id(l)], l
		})
		for _, part := range c.Parts {
			if !part.Whole {
				p.route("commune:"+part.ID.Value, func(l int) (string, string, int) {
					return p.url(l, p.segment(l, sectionCommunes), c.Slugs[id(l)]), p.plain(l, part.Names[id(l)]), l
				})
			}
		}
	}
	p.routes.ateliers = make([]*route, len(s.Ateliers))
	parallel.For(len(s.Ateliers), func(i int) {
		a := s.Ateliers[i]
		p.routes.ateliers[i] = p.newRoute(func(l int) (string, string, int) {
			return p.url(l, p.segment(l, sectionAteliers), a.ID.Value), p.plain(l, a.Titles[id(l)]), l
		})
	})
	for i, a := range s.Ateliers {
		p.routes.byRef[reference{"atelier", a.ID.Value}] = p.routes.ateliers[i]
	}
	p.listRoutes()
	p.scheduleRoutes()
	p.indicatorRoutes()
	p.reportRoutes()
	glossary := p.layoutRoute(layoutGlossary)
	for _, t := range s.Terms {
		p.route("glossary:"+t.ID.Value, func(l int) (string, string, int) {
			return glossary.urls[l] + lang.Slug(t.Terms[id(l)]) + "/", p.plain(l, t.Terms[id(l)]), l
		})
	}
}

// entryRoute is the route of a text in a section.
func (p *planner) entryRoute(ref string, e *site.Entry, section string) {
	p.entryRouteAt(ref, e, func(l int, t *site.Text) string {
		return p.url(l, p.segment(l, section), t.Front.Slug.Value)
	})
}

func (p *planner) entryRouteAt(ref string, e *site.Entry, url func(l int, t *site.Text) string) {
	p.route(ref, func(l int) (string, string, int) {
		t := p.site.Shown(e, l)
		if t == nil {
			return "", "", l
		}
		if i := strings.Index(t.Front.Title, figureRef); i >= 0 { // an address and a menu outlast a figure
			p.problems.Add(inFront(t, "title", t.Front.Title, markdown.Problem{Offset: i, Message: "a figure in a title", Hint: "name it in the summary or in the text"}))
		}
		return url(l, t), p.markdown[p.site.Language(t.Lang)].Text(t.Front.Title), p.site.Language(t.Lang)
	})
}

// layoutRoute is the route of the page with a layout.
func (p *planner) layoutRoute(layout string) *route {
	r, _ := p.routes.find("page", p.site.PageWith(layout).ID)
	return r
}

// link is a link to a route, with its title.
func (p *planner) link(l int, r *route) Link {
	if r == nil || r.urls[l] == "" {
		return Link{}
	}
	link := Link{URL: r.urls[l], Text: r.titles[l]}
	if !r.own(l) {
		link.Lang = p.site.Languages[r.langs[l]].ID
	}
	return link
}

// linkTo is a link to what a reference such as "page:missions" names.
func (p *planner) linkTo(l int, kind, id string) Link {
	r, _ := p.routes.find(kind, id)
	return p.link(l, r)
}

// atelierLink is linkTo for an atelier.
func (p *planner) atelierLink(l int, a *site.Atelier) Link {
	return p.link(l, p.routes.ateliers[a.Index])
}
