package plan

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"html/template"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"bassins/cmd/internal/assets"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// The stylesheets: what any page may show, and what stands on the pages of the
// schedule and of the ateliers only, which ask for it by [about].
const (
	mainSheet     = "main"
	scheduleSheet = "schedule"
	figuresSheet  = "figures"
	printSheet    = "printed" // on the reports that are made for paper
	chartSheet    = "chart"   // in charts that are files of their own
)

// assetPaths are the addresses of what pages load.
type assetPaths struct {
	styles        map[string]string // by name
	scripts, icon string
	manifests     []string         // by language
	runningHeads  []map[int]string // stylesheets of printed reports, by language and year
}

// planAssets plans the stylesheets, the script, the icon and the files of static/.
func (p *planner) planAssets() {
	published := func(name string, data []byte) string {
		name = assets.Name(name, data)
		p.addBytes(name, "", data)
		return p.in.BasePath + name
	}
	p.assets.styles = map[string]string{}
	for _, name := range []string{mainSheet, scheduleSheet, figuresSheet, printSheet} {
		if css, ok := p.in.Styles[name]; ok {
			p.assets.styles[name] = published(name+".css", css)
		} else {
			p.problems.Errorf("templates/"+name+".scss", "file is missing")
		}
	}
	for name := range p.in.Styles {
		if p.assets.styles[name] == "" && name != chartSheet {
			p.problems.Add(diag.Problem{Path: "templates/" + name + ".scss", Message: "no page loads this stylesheet", Hint: "begin its name with _ if another one uses it"})
		}
	}
	p.planRunningHeads(published)
	if len(p.in.Scripts) > 0 {
		p.assets.scripts = published("main.js", p.in.Scripts)
	}
	icon := []byte(p.fragment(0, "icon.svg", p.mapView(0, nil, nil)))
	icon, err := assets.Minify("icon.svg", icon)
	if err != nil {
		p.problems.Add(assets.AsProblem("templates/icon.svg", err))
	}
	p.assets.icon = published("icon.svg", icon)
	for l, language := range p.site.Languages {
		manifest, _ := json.Marshal(map[string]any{ // a map of texts always encodes, with sorted keys
			"name": p.site.Config.Names[language.ID], "lang": language.ID, "dir": language.Direction,
			"start_url": p.url(l), "scope": p.in.BasePath, "display": "browser",
			"icons": []map[string]string{{"src": p.assets.icon, "sizes": "any", "type": "image/svg+xml"}},
		})
		p.assets.manifests = append(p.assets.manifests, published("manifest-"+language.ID+".webmanifest", manifest))
	}
	for _, f := range p.in.Tree.Under("static") {
		p.addFile(strings.TrimPrefix(f.Path, "static/"), f.Path, fileHash(f), func() ([]byte, error) { return f.Data, nil })
	}
}

// fileHash is the part of a file's hash that a key has room for.
func fileHash(f *source.File) uint64 {
	var h uint64
	for _, b := range f.Hash[:8] {
		h = h<<8 | uint64(b)
	}
	return h
}

// planPictures plans the pictures that texts show, in all their widths.
func (p *planner) planPictures() {
	var known map[*source.File]*assets.Picture
	if p.in.Last != nil {
		known = p.in.Last.pictures
		p.in.Last = nil // no plan keeps another one alive
	}
	p.pictures = map[*source.File]*assets.Picture{}
	p.plan.pictures = p.pictures
	planned := map[string]bool{}
	for _, e := range p.site.Entries() {
		for _, name := range slices.Sorted(maps.Keys(e.Pictures)) {
			f := e.Pictures[name]
			if !shownBy(e, name) {
				p.problems.Add(diag.Problem{Severity: diag.Warning, Path: f.Path, Message: "picture is not used", Hint: "no text of this folder shows it"})
				continue
			}
			picture, ok := known[f]
			if !ok {
				var err error
				if picture, err = assets.NewPicture(f); err != nil {
					p.problems.Add(assets.AsProblem(f.Path, err))
					continue
				}
			}
			p.pictures[f] = picture
			for _, variant := range picture.Variants {
				if planned[variant.Name] {
					continue // the same picture beside another text
				}
				planned[variant.Name] = true
				h := newHasher()
				h.string(variant.Name)
				p.addFile(variant.Name, f.Path, h.sum(), func() ([]byte, error) { return picture.Render(variant, p.in.CacheDir) })
			}
		}
	}
}

// shownBy reports whether a text of the entry names the picture.
func shownBy(e *site.Entry, name string) bool {
	for _, t := range e.Texts {
		if t != nil && slices.ContainsFunc(t.References, func(ref string) bool { return path.Clean(ref) == name }) {
			return true
		}
	}
	return false
}

// sizes is how wide a picture stands in the text column.
const sizes = "(min-width: 48rem) 42rem, 100vw"

// picture is the picture beside a text that a reference names.
func (p *planner) picture(e *site.Entry, ref string) (markdown.Image, bool) {
	if e == nil || e.Pictures == nil {
		return markdown.Image{}, false
	}
	f := e.Pictures[path.Clean(ref)]
	picture := p.pictures[f]
	if f == nil || picture == nil || len(picture.Variants) == 0 {
		return markdown.Image{}, false
	}
	largest := picture.Variants[len(picture.Variants)-1]
	image := markdown.Image{Src: p.in.BasePath + largest.Name, Width: picture.Width, Height: picture.Height}
	if len(picture.Variants) > 1 {
		var set []string
		for _, v := range picture.Variants {
			set = append(set, p.in.BasePath+v.Name+" "+strconv.Itoa(v.Width)+"w")
		}
		image.Srcset, image.Sizes = strings.Join(set, ", "), sizes
	}
	return image, true
}

// maxFeed is the number of entries in a feed.
const maxFeed = 20

// The elements of an Atom feed, RFC 4287.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Links   []atomLink  `xml:"link"`
		Author  atomAuthor  `xml:"author"`
		Entries []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		Lang       string         `xml:"xml:lang,attr,omitempty"`
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Updated    string         `xml:"updated"`
		Published  string         `xml:"published"`
		Links      []atomLink     `xml:"link"`
		Summary    string         `xml:"summary"`
		Categories []atomCategory `xml:"category"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomCategory struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr"`
	}
)

func (p *planner) feedURL(l int, b *site.Bassin) string {
	if b == nil {
		return p.url(l, p.segment(l, sectionArticles)) + "atom.xml"
	}
	return p.url(l, p.segment(l, sectionBassins), b.Slugs[p.site.Languages[l].ID]) + "atom.xml"
}

func (p *planner) feedTitle(l int, b *site.Bassin) string {
	id := p.site.Languages[l].ID
	if b == nil {
		return p.site.Config.Names[id]
	}
	return p.message(l, "feed.bassin", "bassin", b.Names[id])
}

// feeds plans the Atom feeds: of everything and of each bassin, in each language.
func (p *planner) feeds() {
	for l := range p.site.Languages {
		p.feed(l, nil, p.shownArticles(l))
		for _, b := range p.site.Bassins {
			p.feed(l, b, p.articlesOf[l].bassins[b])
		}
	}
}

func (p *planner) feed(l int, b *site.Bassin, articles []int) {
	articles = articles[:min(len(articles), maxFeed)]
	url := p.feedURL(l, b)
	h := newHasher()
	h.string(p.languages)
	h.string(p.absolute(url))
	h.string(p.feedTitle(l, b))
	for _, i := range articles {
		h.string(strconv.FormatUint(p.cards.articles[l][i].Key, 16))
		h.string(p.site.Shown(p.site.Articles[i], l).Front.Updated.String())
		h.string(p.site.Shown(p.site.Articles[i], l).Front.Published.String())
		for _, tag := range p.site.Articles[i].Tags {
			h.string(tag.Names[p.site.Languages[l].ID])
		}
	}
	p.addFile(p.path(url), "", h.sum(), func() ([]byte, error) { return p.atom(l, b, articles) })
}

func (p *planner) atom(l int, b *site.Bassin, articles []int) ([]byte, error) {
	id := p.site.Languages[l].ID
	page := p.layoutRoute(sectionArticles).urls[l]
	if b != nil {
		page = p.linkTo(l, "bassin", b.ID).URL
	}
	url := p.absolute(p.feedURL(l, b))
	f := atomFeed{
		Lang: id, ID: url, Title: p.feedTitle(l, b), Author: atomAuthor{p.site.Config.Publisher.Names[id]},
		Links: []atomLink{{"self", "application/atom+xml", url}, {"alternate", "text/html", p.absolute(page)}},
	}
	for _, i := range articles {
		e := p.site.Articles[i]
		t := p.site.Shown(e, l)
		link := p.linkTo(l, "article", e.ID)
		entry := atomEntry{
			Lang: link.Lang, ID: p.absolute(link.URL), Title: link.Text, Summary: p.summary(t),
			Published: instant(firstDate(t.Front.Published, t.Front.Date)),
			Updated:   instant(firstDate(t.Front.Updated, t.Front.Published, t.Front.Date)),
			Links:     []atomLink{{"alternate", "text/html", p.absolute(link.URL)}},
		}
		for _, tag := range e.Tags {
			entry.Categories = append(entry.Categories, atomCategory{tag.ID.Value, tag.Names[id]})
		}
		f.Updated = max(f.Updated, entry.Updated)
		f.Entries = append(f.Entries, entry)
	}
	if f.Updated == "" {
		f.Updated = "2024-01-01T00:00:00Z" // an empty feed: the day on which the basins began
	}
	data, err := xml.Marshal(f)
	return append([]byte(xml.Header), data...), err
}

func firstDate(dates ...lang.Date) lang.Date {
	for _, d := range dates {
		if !d.IsZero() {
			return d
		}
	}
	return lang.Date{}
}

// instant is the beginning of a date as RFC 3339 wants it, in universal time.
func instant(d lang.Date) string { return d.Time().UTC().Format("2006-01-02T15:04:05Z") }

// listing is a page that search engines and the map of the site name.
type listing struct {
	language int
	route    *route
	section  string
}

// list names a page in the sitemap, if the language has a text of its own.
func (p *planner) list(l int, r *route, section string) {
	p.listed = append(p.listed, listing{l, r, section})
}

// sitemap plans sitemap.xml, with the translations of each page as alternates.
func (p *planner) sitemap() {
	h := newHasher()
	for _, page := range p.listed {
		h.string(page.route.urls[page.language])
		h.byte(byte(page.route.langs[page.language]))
	}
	for _, url := range p.laterPages {
		h.string(url)
	}
	h.string(p.absolute(p.in.BasePath))
	p.addWritten("sitemap.xml", "", h.sum(), func(b *bytes.Buffer) error {
		p.writeSitemap(b)
		return nil
	})
}

func (p *planner) writeSitemap(b *bytes.Buffer) {
	b.Grow(600 * len(p.listed))
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
	write := func(parts ...string) {
		for _, part := range parts {
			b.WriteString(part)
		}
	}
	address := func(url string) { write(html.EscapeString(p.origin), html.EscapeString(url)) }
	alternate := func(language, url string) {
		write(`<xhtml:link rel="alternate" hreflang="`, language, `" href="`)
		address(url)
		write(`"/>`)
	}
	alternates := func(r *route) {
		for k, language := range p.site.Languages {
			if r.own(k) && r.urls[k] != "" {
				alternate(language.ID, r.urls[k])
			}
		}
		fallback := r.urls[max(p.defaultLanguage(r), 0)]
		if r.urls[0] == p.url(0) {
			fallback = p.in.BasePath
		}
		alternate("x-default", fallback)
	}
	page := func(url string, r *route) {
		write("<url><loc>")
		address(url)
		write("</loc>")
		if r != nil {
			alternates(r)
		}
		write("</url>")
	}
	for _, listed := range p.listed {
		r := listed.route
		if url := r.urls[listed.language]; r.own(listed.language) && url != "" {
			page(url, r)
		}
	}
	page(p.in.BasePath, p.layoutRoute(layoutHome))
	for _, url := range p.laterPages {
		page(url, nil)
	}
	b.WriteString("</urlset>")
}

// sitemapSections are the parts of the map of the site for people.
func (p *planner) sitemapSections(l int) []SitemapSection {
	byName := map[string]*SitemapSection{}
	order := []string{"", sectionBassins, sectionCommunes, sectionAteliers, sectionArticles, sectionTags}
	if p.site.PageWith(sectionReports) != nil {
		order = append(order, sectionReports)
	}
	if len(p.site.Indicators) > 0 {
		order = append(order, sectionIndicators)
	}
	for _, name := range order {
		section := &SitemapSection{}
		switch name {
		case "":
			section.Link = Link{URL: p.url(l), Text: p.message(l, "footer.site")}
		case sectionIndicators:
			section.Link = p.linkTo(l, "indicators", "")
		default:
			section.Link = p.sectionLink(l, name)
		}
		byName[name] = section
	}
	for _, page := range p.listed {
		if section := byName[page.section]; page.language == l && section != nil && page.route.urls[l] != "" && page.route.urls[l] != section.Link.URL {
			section.Links = append(section.Links, p.link(l, page.route))
		}
	}
	var sections []SitemapSection
	for _, name := range order {
		sections = append(sections, *byName[name])
	}
	return sections
}

// redirects plans, for each alias of a text, a page that leads to the text, and a
// file _redirects for hosts that answer with a true redirect.
func (p *planner) redirects() {
	var list bytes.Buffer
	for _, e := range p.site.Entries() {
		r, ok := p.routes.find(strings.TrimSuffix(e.Kind, "s"), e.ID)
		if !ok {
			continue
		}
		for _, t := range e.Texts {
			if t == nil {
				continue
			}
			l := p.site.Language(t.Lang)
			for _, alias := range t.Front.Aliases {
				from := strings.TrimPrefix(alias.Value, "/")
				to := r.urls[l]
				fmt.Fprintf(&list, "%s%s %s 301\n", p.in.BasePath, from, to)
				if path.Ext(from) == "" {
					from = strings.TrimSuffix(from, "/") + "/index.html"
				}
				p.plan.Outputs = append(p.plan.Outputs, Output{Path: from, Source: t.File.Path, make: func(p *planner) rendering {
					return page[RedirectView]{p, l, "redirect", from, &RedirectView{Lang: t.Lang, Title: r.titles[l], URL: to, Canonical: p.absolute(to)}}
				}})
			}
		}
	}
	if list.Len() > 0 {
		p.addBytes("_redirects", "", list.Bytes())
	}
}

// wellKnown plans the files that machines look for at the root.
func (p *planner) wellKnown() {
	p.addBytes("robots.txt", "", []byte("User-agent: *\nAllow: /\nSitemap: "+p.absolute(p.in.BasePath)+"sitemap.xml\n"))
}

// bareHead is the head of a page in all languages at once.
func (p *planner) bareHead(titleKey string) template.HTML {
	h := newHeadWriter().text(headStart)
	title := p.message(0, titleKey)
	for l := range p.site.Languages[1:] {
		title += " · " + p.message(l+1, titleKey)
	}
	h.tag("title", title)
	switch titleKey {
	case "root.title":
		h.link("canonical", p.absolute(p.in.BasePath))
		var names []string
		for _, l := range p.site.Languages {
			names = append(names, p.site.Config.Names[l.ID])
		}
		h.meta("name", "description", strings.Join(names, " · "))
		h.alternates(p, p.layoutRoute(layoutHome))
	default:
		h.meta("name", "robots", "noindex")
	}
	h.text(p.frames[0].shared)
	return h.html()
}
