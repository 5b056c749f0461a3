package plan

import (
	"bytes"
	"html/template"
	"sync"

	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/site"
)

// Page is the frame around every page. Its Key stands for the other fields in the
// hash of the view.
type Page struct {
	Key      uint64
	Lang     string        `hash:"ignore"` // BCP 47 tag of the frame
	Dir      string        `hash:"ignore"` // ltr or rtl
	Head     template.HTML `hash:"ignore"` // the elements of <head>, ready
	Mark     template.HTML `hash:"ignore"` // the tiles, as the mark of the site: baked, see frameKey
	Nav      template.HTML `hash:"ignore"` // the main menu with the current section marked
	Footer   template.HTML `hash:"ignore"` // baked like the mark
	Home     string        `hash:"ignore"` // address of the language's home
	SiteName string        `hash:"ignore"`
	Crumbs   []Link        `hash:"ignore"` // from the home to the parent; empty on the home
	Switch   []Switch      `hash:"ignore"` // this page in every language
	Title    string        `hash:"ignore"` // the h1
	TextLang string        `hash:"ignore"` // language of the title and the text where it is not the frame's
	Notice   string        `hash:"ignore"` // says that the text is shown in another language; "" if it is not
	Accent   string        `hash:"ignore"` // id of the bassin whose colour the page takes; "" is the neutral ink
}

// key hashes the fields directly: every page has them, and to find them by
// reflection takes a sixth of the time for a view (0.8 µs instead of 5).
func (v *Page) key() uint64 {
	h := newHasher()
	for _, s := range [...]string{v.Lang, v.Dir, string(v.Head), string(v.Nav), v.Home, v.SiteName, v.Title, v.TextLang, v.Notice, v.Accent} {
		h.string(s)
	}
	h.word(uint64(len(v.Crumbs)))
	for _, c := range v.Crumbs {
		h.string(c.URL)
		h.string(c.Text)
		h.string(c.Lang)
	}
	h.word(uint64(len(v.Switch)))
	for _, s := range v.Switch {
		h.string(s.Lang)
		h.string(s.Name)
		h.string(s.URL)
		if s.Current {
			h.word(1)
		}
	}
	return h.sum()
}

// Switch is an entry of the language switcher.
type Switch struct {
	Lang, Name, URL string
	Current         bool
}

// frame is what all pages of a language share, rendered once.
type frame struct {
	nav    map[string]template.HTML // by the id of the page in the menu that is current; "" for none
	footer template.HTML
	mark   template.HTML
	shared string // part of the head
}

// NavView is the main menu.
type NavView struct {
	Items []NavItem
}

// NavItem is one entry of the menu.
type NavItem struct {
	Link
	Current bool // the page is this one or below it
	Exact   bool // the page is this one
}

// FooterView is the foot of every page.
type FooterView struct {
	SiteName string
	Preview  string // says that the texts are not confirmed yet; "" once they are
	Bassins  []Link
	Groups   []Link
	Root     Link
}

// renderers makes the Markdown renderer of each language.
func (p *planner) renderers() {
	for i, l := range p.site.Languages {
		t := func(key string) string { return p.site.Strings[i].Message(key) }
		space := map[string]string{}
		for k, v := range l.Typography.SpaceBefore {
			space[k] = v
		}
		for k, v := range l.Typography.SpaceAfter {
			space[k] = v
		}
		p.markdown = append(p.markdown, markdown.New(markdown.Options{
			Quotes:      l.Typography.Quotes,
			Apostrophe:  l.Typography.Apostrophe,
			SpaceBefore: space,
			Labels: markdown.Labels{
				Note: t("text.note"), Important: t("text.important"), Table: t("text.table"),
				Footnote: t("text.footnote"), Footnotes: t("text.footnotes"), Back: t("text.back"),
				Done: t("text.done"), Todo: t("text.todo"),
			},
		}))
	}
}

func (p *planner) makeFrames() {
	for l := range p.site.Languages {
		f := frame{nav: map[string]template.HTML{}, shared: p.shared(l)}
		h := newHasher()
		h.string(p.languages)
		for _, current := range append([]string{""}, p.menu()...) {
			for _, exact := range []bool{false, true} {
				key := navKey(current, exact)
				f.nav[key] = p.fragment(l, "components/nav/nav", p.nav(l, current, exact))
				h.string(string(f.nav[key]))
			}
		}
		f.footer = p.fragment(l, "components/footer/footer", p.footer(l))
		f.mark = p.fragment(l, "components/mark/mark", p.mapView(l, nil, nil))
		h.string(string(f.footer))
		h.string(string(f.mark))
		p.frames = append(p.frames, f)
		p.frameKey = append(p.frameKey, h.sum())
	}
}

func navKey(current string, exact bool) string {
	if exact {
		return "=" + current
	}
	return current
}

// fragment renders a component that many pages share.
func (p *planner) fragment(l int, name string, view any) template.HTML {
	b := fragments.Get().(*bytes.Buffer)
	defer fragments.Put(b)
	b.Reset()
	p.execute(b, l, name, view)
	return template.HTML(b.String())
}

// execute appends a piece of a page to b.
func (p *planner) execute(b *bytes.Buffer, l int, name string, view any) {
	if problem, ok := p.in.Theme.Execute(b, l, name, view, p.url(l)); !ok {
		p.problems.Add(problem)
	}
}

// fragments are kept: lists have tens of thousands of items.
var fragments = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (p *planner) menu() []string {
	var ids []string
	for _, id := range p.site.Config.Menu {
		ids = append(ids, id.Value)
	}
	return ids
}

func (p *planner) nav(l int, current string, exact bool) NavView {
	var v NavView
	for _, id := range p.menu() {
		link := p.linkTo(l, "page", id)
		link.Text = p.menuText(l, id)
		v.Items = append(v.Items, NavItem{Link: link, Current: id == current, Exact: id == current && exact})
	}
	return v
}

// menuText is the short name of a page in the menu, if the interface texts have
// one, else its title.
func (p *planner) menuText(l int, id string) string {
	if key := "menu." + id; p.site.Strings[l].Has(key) {
		return p.message(l, key)
	}
	return p.linkTo(l, "page", id).Text
}

func (p *planner) footer(l int) FooterView {
	v := FooterView{
		SiteName: p.site.Config.Names[p.site.Languages[l].ID],
		Preview:  p.preview(l),
		Root:     Link{URL: p.in.BasePath, Text: p.message(l, "root.title")},
	}
	for _, b := range p.site.Bassins {
		v.Bassins = append(v.Bassins, p.linkTo(l, "bassin", b.ID))
	}
	for _, id := range p.site.Config.Footer {
		link := p.linkTo(l, "page", id.Value)
		link.Text = p.menuText(l, id.Value)
		v.Groups = append(v.Groups, link)
	}
	if link := p.linkTo(l, "indicators", ""); link.URL != "" {
		v.Groups = append(v.Groups, link)
	}
	return v
}

// message is an interface text of language l.
func (p *planner) message(l int, key string, args ...any) string {
	return p.site.Strings[l].Message(key, args...)
}

// about is what a page says of itself to [planner.page].
type about struct {
	route       *route
	title       string
	description string
	crumbs      []Link // between the home and the page
	menu        string // id of the page in the menu under which this one is
	exact       bool   // it is that page
	accent      string
	sheet       string     // the stylesheet that it needs beside the one of all pages
	sheets      []string   // addresses of others
	text        *site.Text // whose blocks of figures need one too; may be nil
	kind        string     // og:type; "website" if empty
	url         string     // where it is not the route's: a later page of a list
	paged       bool       // a later page of a list: no alternates
	canonical   string     // address of the page that it shows in another form, and that is to be found instead
	repeats     bool       // what it shows stands on other pages too: search engines leave it out
	data        []any      // JSON-LD beside the breadcrumbs
	feeds       []Link
	files       []alternate // the same for machines
}

// alternate is a file that says what a page says.
type alternate struct {
	kind string // media type
	Link
}

// page makes the frame of a page in language l.
func (p *planner) page(l int, a about) Page {
	v := p.framed(l, a)
	v.Key = v.key()
	return v
}

// framed is page without the Key, which a [latePage] does not need.
func (p *planner) framed(l int, a about) Page {
	language := p.site.Languages[l]
	f := p.frames[l]
	nav, ok := f.nav[navKey(a.menu, a.exact)]
	if !ok {
		nav = f.nav[navKey("", false)] // a page that is not in the menu
	}
	v := Page{
		Lang: language.ID, Dir: language.Direction,
		Mark: f.mark, Nav: nav, Footer: f.footer,
		Home: p.url(l), SiteName: p.site.Config.Names[language.ID],
		Title: a.title, Accent: a.accent,
	}
	home := p.url(l)
	if a.route.urls[l] != home {
		v.Crumbs = append([]Link{{URL: home, Text: p.message(l, "crumbs.home")}}, a.crumbs...)
	}
	for k, other := range p.site.Languages {
		url := a.route.urls[k]
		if url == "" {
			url = p.url(k)
		}
		v.Switch = append(v.Switch, Switch{Lang: other.ID, Name: other.Name, URL: url, Current: k == l})
	}
	if !a.route.own(l) {
		v.TextLang = p.site.Languages[a.route.langs[l]].ID
		v.Notice = p.message(l, "notice.fallback", "language", p.message(l, "language."+v.TextLang))
	}
	v.Head = p.head(l, a, v.Crumbs)
	return v
}
