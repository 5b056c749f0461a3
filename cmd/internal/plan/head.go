package plan

import (
	"bytes"
	"encoding/json"
	"html/template"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"bassins/cmd/internal/markdown"
)

// policy is the Content-Security-Policy of every page. Inline styles and scripts
// stay forbidden: nothing on a page needs them. It has no quotation mark of an attribute.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"

// head writes the elements of <head>. It is the machines' part of a page: no
// words of ours, the same shape everywhere, written about once per page, and
// therefore appended here instead of by a template (3 µs instead of 50).
func (p *planner) head(l int, a about, crumbs []Link) template.HTML {
	language := p.site.Languages[l]
	url := a.url
	if url == "" {
		url = a.route.urls[l]
	}
	canonical := orElse(a.canonical, url)
	if !a.route.own(l) {
		canonical = a.route.urls[a.route.langs[l]]
	}
	name := p.site.Config.Names[language.ID]
	title := a.title + " – " + name
	if a.title == "" || a.route.urls[l] == p.url(l) {
		title = name
	}
	h := newHeadWriter().text(headStart)
	h.tag("title", title)
	h.meta("name", "description", a.description)
	if !a.repeats { // a page that is not to be found has no address to be found under
		h.link("canonical", p.origin, canonical)
	}
	if !a.route.own(l) || a.repeats || a.canonical != "" {
		h.meta("name", "robots", "noindex")
	} else if !a.paged {
		h.alternates(p, a.route)
	}
	h.meta("property", "og:title", a.title)
	h.meta("property", "og:description", a.description)
	h.meta("property", "og:type", orElse(a.kind, "website"))
	h.text(`<meta property="og:url"`).attribute("content", p.origin, canonical).text(">")
	h.meta("property", "og:site_name", name)
	h.meta("property", "og:locale", language.Locale)
	for k, other := range p.site.Languages {
		if k != l && a.route.own(k) {
			h.meta("property", "og:locale:alternate", other.Locale)
		}
	}
	h.text(p.frames[l].shared)
	if a.sheet != "" {
		h.link("stylesheet", p.assets.styles[a.sheet])
	}
	for _, sheet := range a.sheets {
		h.link("stylesheet", sheet)
	}
	if a.text != nil && a.sheet != figuresSheet && markdown.HasFigureBlock(a.text.Body) {
		h.link("stylesheet", p.assets.styles[figuresSheet])
	}
	for _, feed := range a.feeds {
		h.text(`<link rel="alternate" type="application/atom+xml"`).attribute("href", feed.URL).attribute("title", feed.Text).text(">")
	}
	for _, f := range a.files {
		h.text(`<link rel="alternate"`).attribute("type", f.kind).attribute("href", f.URL).attribute("title", f.Text).text(">")
	}
	for _, d := range a.data {
		h.data(d)
	}
	if len(crumbs) > 0 {
		h.breadcrumbs(p, crumbs, a.title, url)
	}
	return h.html()
}

// headWriter appends elements.
type headWriter struct {
	bytes.Buffer
	json *json.Encoder // into the buffer
}

// headWriters are kept: a head of 3 kB is made for every page.
var headWriters = sync.Pool{New: func() any {
	h := new(headWriter)
	h.json = json.NewEncoder(h)
	return h
}}

func newHeadWriter() *headWriter {
	h := headWriters.Get().(*headWriter)
	h.Reset()
	return h
}

// html returns what was written. The writer must not be used afterwards.
func (h *headWriter) html() template.HTML {
	defer headWriters.Put(h)
	return template.HTML(h.String())
}

// headStart is the same on all pages.
const headStart = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="` + policy + `">`

func (h *headWriter) text(s string) *headWriter {
	h.WriteString(s)
	return h
}

// attribute writes an attribute, of which the value may be given in parts.
func (h *headWriter) attribute(name string, value ...string) *headWriter {
	h.WriteByte(' ')
	h.WriteString(name)
	h.WriteString(`="`)
	for _, part := range value {
		h.escaped(part)
	}
	h.WriteByte('"')
	return h
}

func (h *headWriter) tag(name, content string) {
	h.text("<").text(name).text(">")
	h.escaped(content)
	h.text("</").text(name).text(">")
}

// escaped writes a text. Most need no escaping, and then no copy either.
func (h *headWriter) escaped(s string) {
	if strings.ContainsAny(s, "<>&'\"\x00") {
		s = template.HTMLEscapeString(s)
	}
	h.WriteString(s)
}

func (h *headWriter) meta(key, name, content string) {
	if content != "" {
		h.text("<meta").attribute(key, name).attribute("content", content).text(">")
	}
}

func (h *headWriter) link(rel string, href ...string) {
	h.text("<link").attribute("rel", rel).attribute("href", href...).text(">")
}

// alternates links the translations that there are with one another.
func (h *headWriter) alternates(p *planner, r *route) {
	for k, language := range p.site.Languages {
		if r.own(k) && r.urls[k] != "" {
			h.text(`<link rel="alternate"`).attribute("hreflang", language.ID).attribute("href", p.origin, r.urls[k]).text(">")
		}
	}
	if r.urls[0] == p.url(0) {
		h.text(`<link rel="alternate" hreflang="x-default"`).attribute("href", p.origin, p.in.BasePath).text(">")
	} else if k := p.defaultLanguage(r); k >= 0 {
		h.text(`<link rel="alternate" hreflang="x-default"`).attribute("href", p.origin, r.urls[k]).text(">")
	}
}

// defaultLanguage is the language for readers of none of ours: English where
// there is such a text, as the last configured language that has one.
func (p *planner) defaultLanguage(r *route) int {
	for k := len(p.site.Languages) - 1; k >= 0; k-- {
		if r.own(k) && r.urls[k] != "" {
			return k
		}
	}
	return -1
}

// shared is what is the same on all pages of a language.
func (p *planner) shared(l int) string {
	h := newHeadWriter()
	h.link("stylesheet", p.assets.styles[mainSheet])
	if p.assets.scripts != "" {
		h.text("<script defer").attribute("src", p.assets.scripts).text("></script>")
	}
	h.text(`<link rel="icon" type="image/svg+xml"`).attribute("href", p.assets.icon).text(">")
	h.link("manifest", p.assets.manifests[l])
	h.text(`<meta name="color-scheme" content="light dark">`)
	return string(h.html())
}

// data writes a block of JSON-LD. The encoder escapes <, > and &, so that no text
// can close the element.
func (h *headWriter) data(v any) {
	h.text(`<script type="application/ld+json">`)
	h.json.Encode(v) // structs of texts always encode
	h.Truncate(h.Len() - len("\n"))
	h.text("</script>")
}

// breadcrumbs writes a BreadcrumbList as JSON-LD. Nearly every page has one: written
// by hand it takes a tenth of the 3 µs that the encoder takes.
func (h *headWriter) breadcrumbs(p *planner, crumbs []Link, title, url string) {
	h.text(`<script type="application/ld+json">{"@context":"` + schemaOrg + `","@type":"BreadcrumbList","itemListElement":[`)
	item := func(n int, name, url string) {
		if n > 1 {
			h.WriteByte(',')
		}
		h.text(`{"@type":"ListItem","position":`)
		h.Write(strconv.AppendInt(h.AvailableBuffer(), int64(n), 10))
		h.text(`,"name":`).quoted(name)
		h.text(`,"item":`).quoted(p.origin, url)
		h.WriteByte('}')
	}
	for i, c := range crumbs {
		item(i+1, c.Text, c.URL)
	}
	item(len(crumbs)+1, title, url)
	h.text("]}</script>")
}

// quoted writes a text, which may be given in parts, as the encoder does. Most texts
// need no escaping.
func (h *headWriter) quoted(parts ...string) {
	for _, s := range parts {
		for _, c := range s {
			if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == utf8.RuneError || c == '\u2028' || c == '\u2029' {
				h.json.Encode(strings.Join(parts, "")) // texts always encode
				h.Truncate(h.Len() - len("\n"))
				return
			}
		}
	}
	h.WriteByte('"')
	for _, s := range parts {
		h.WriteString(s)
	}
	h.WriteByte('"')
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}
