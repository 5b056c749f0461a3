package plan

import (
	"slices"

	"bassins/cmd/internal/site"
)

const (
	maxRelated = 4 // related articles under an article
	latest     = 6 // articles on the home and on a bassin's page
	gapAround  = 2 // pages shown on each side of the current one
	maxCard    = 3 // ateliers on the home and on a bassin's page
)

// articles plans the articles and their lists.
func (p *planner) articles() {
	for l := range p.site.Languages {
		shown := p.shownArticles(l)
		for at, i := range shown {
			e := p.site.Articles[i]
			t := p.site.Shown(e, l)
			r, _ := p.routes.find("article", e.ID)
			add(p, l, p.path(r.urls[l]), "article", t.File.Path, func(p *planner) *ArticleView { return p.articleView(l, shown, at) })
			p.list(l, r, sectionArticles)
		}
		p.articleLists(l, shown)
	}
}

// shownArticles are the places in site.Articles of those that a language shows.
func (p *planner) shownArticles(l int) []int {
	shown := make([]int, 0, len(p.site.Articles))
	for i, card := range p.cards.articles[l] {
		if card != nil {
			shown = append(shown, i)
		}
	}
	return shown
}

func (p *planner) articleView(l int, shown []int, at int) *ArticleView {
	e := p.site.Articles[shown[at]]
	t := p.site.Shown(e, l)
	r, _ := p.routes.find("article", e.ID)
	title := r.titles[l]
	summary := p.summary(t)
	v := &ArticleView{
		Summary: summary,
		Date:    p.date(l, t.Front.Date),
		Updated: p.date(l, t.Front.Updated),
		Text:    p.text(l, e, t),
		Sources: p.sources(l, t.Front.Sources),
		Related: p.related(l, shown, at),
	}
	if t.Front.Published.Compare(t.Front.Date) != 0 {
		v.Published = p.date(l, t.Front.Published)
	}
	data := newsArticle{
		Context: schemaOrg, Type: "Article", Headline: title, Description: summary,
		URL: p.absolute(r.urls[l]), InLanguage: t.Lang, Publisher: p.publisher(l),
		DatePublished: t.Front.Date.ISO(), DateModified: t.Front.Updated.ISO(),
	}
	if !t.Front.Published.IsZero() {
		data.DatePublished, data.TemporalCover = t.Front.Published.ISO(), t.Front.Date.ISO()
	}
	for _, b := range e.Bassins {
		v.Bassins = append(v.Bassins, p.linkTo(l, "bassin", b.ID))
		v.BassinIDs = append(v.BassinIDs, b.ID)
		data.About = append(data.About, p.organisation(l, b))
	}
	for _, tag := range e.Tags {
		link := p.tagLink(l, tag)
		v.Tags = append(v.Tags, link)
		data.Keywords = append(data.Keywords, link.Text)
	}
	for _, s := range v.Sources {
		data.Citation = append(data.Citation, s.URL)
	}
	if at > 0 {
		v.Next = p.linkTo(l, "article", p.site.Articles[shown[at-1]].ID)
	}
	if at+1 < len(shown) {
		v.Previous = p.linkTo(l, "article", p.site.Articles[shown[at+1]].ID)
	}
	a := about{route: r, title: title, text: t, description: summary, kind: "article", menu: p.menuOf(sectionArticles),
		crumbs: []Link{p.sectionLink(l, sectionArticles)}, data: []any{data}}
	if len(e.Bassins) == 1 {
		a.accent = e.Bassins[0].ID
	}
	v.Page = p.page(l, a)
	return v
}

// related are the latest other articles of the article's first bassin, or else
// of its first tag.
func (p *planner) related(l int, shown []int, at int) []*Card {
	e := p.site.Articles[shown[at]]
	var candidates []int
	switch {
	case len(e.Bassins) > 0:
		candidates = p.articlesOf[l].bassins[e.Bassins[0]]
	case len(e.Tags) > 0:
		candidates = p.articlesOf[l].tags[e.Tags[0]]
	}
	var cards []*Card
	for _, i := range candidates {
		if i != shown[at] && len(cards) < maxRelated {
			cards = append(cards, p.cards.articles[l][i])
		}
	}
	return cards
}

// groups are the places in site.Articles of the articles that a language shows,
// by what they belong to, the latest first.
type groups struct {
	bassins map[*site.Bassin][]int
	tags    map[*site.Tag][]int
}

func (p *planner) groupArticles() {
	for l := range p.site.Languages {
		g := groups{map[*site.Bassin][]int{}, map[*site.Tag][]int{}}
		for _, i := range p.shownArticles(l) {
			for _, b := range p.site.Articles[i].Bassins {
				g.bassins[b] = append(g.bassins[b], i)
			}
			for _, t := range p.site.Articles[i].Tags {
				g.tags[t] = append(g.tags[t], i)
			}
		}
		p.articlesOf = append(p.articlesOf, g)
	}
}

// articleLists plans the lists of all articles, of each tag and of each bassin.
func (p *planner) articleLists(l int, shown []int) {
	g := p.articlesOf[l]
	section := p.sectionLink(l, sectionArticles)
	all := p.layoutRoute(sectionArticles)
	p.paginate(listOf{l: l, kind: "articles", route: all, title: all.titles[l], articles: shown, text: p.site.PageWith(sectionArticles), exact: true,
		feed: Link{URL: p.feedURL(l, nil), Text: p.feedTitle(l, nil)}})
	for _, tag := range p.site.Tags {
		if len(g.tags[tag]) == 0 {
			continue
		}
		r, _ := p.routes.find("tag", tag.ID.Value)
		p.paginate(listOf{l: l, kind: "tag", route: r, title: p.message(l, "title.tag", "tag", r.titles[l]), articles: g.tags[tag],
			crumbs: []Link{section, p.sectionLink(l, sectionTags)}})
		p.list(l, r, sectionTags)
	}
	for _, b := range p.site.Bassins {
		if len(g.bassins[b]) == 0 {
			continue
		}
		r, _ := p.routes.find("bassin-articles", b.ID)
		p.paginate(listOf{l: l, kind: "bassin", route: r, title: r.titles[l], articles: g.bassins[b],
			crumbs: []Link{p.sectionLink(l, sectionBassins), p.linkTo(l, "bassin", b.ID)}, accent: b.ID,
			feed: Link{URL: p.feedURL(l, b), Text: p.feedTitle(l, b)}})
		p.list(l, r, sectionBassins)
	}
	p.tagsPage(l)
}

// listOf is a list of articles, to be cut into pages.
type listOf struct {
	l        int
	kind     string
	route    *route
	title    string
	articles []int
	text     *site.Entry // the page's text, on the first page only
	crumbs   []Link
	accent   string
	exact    bool
	feed     Link
}

func (p *planner) paginate(o listOf) {
	size := p.site.Config.PageSize
	total := max(1, (len(o.articles)+size-1)/size)
	source := ""
	if o.text != nil {
		source = o.text.Folder()
	}
	for n := 1; n <= total; n++ {
		url := p.numbered(o.l, n, o.route.urls[o.l])
		if n > 1 {
			p.laterPages = append(p.laterPages, url)
		}
		from, to := (n-1)*size, min(n*size, len(o.articles))
		add(p, o.l, p.path(url), "list", source, func(p *planner) *ListView { return p.listView(o, n, total, o.articles[from:to]) })
	}
}

func (p *planner) listView(o listOf, n, total int, articles []int) *ListView {
	l := o.l
	v := &ListView{
		Kind:  o.kind,
		Count: p.message(l, "articles.count", "n", len(o.articles)),
		Pager: p.pager(l, o.route, n, total),
		Feed:  o.feed.URL,
	}
	for _, i := range articles {
		v.Cards = append(v.Cards, p.cards.articles[l][i])
	}
	a := about{route: o.route, title: o.title, crumbs: o.crumbs, accent: o.accent, menu: p.menuOf(sectionArticles),
		exact: o.exact && n == 1, url: p.numbered(l, n, o.route.urls[l]), paged: n > 1}
	if o.kind == "bassin" {
		a.menu = p.menuOf(sectionBassins)
	}
	if n > 1 {
		a.title = p.message(l, "title.paged", "title", o.title, "page", n)
	}
	if o.feed.URL != "" {
		a.feeds = []Link{o.feed}
	}
	a.description = v.Count
	if n == 1 && o.text != nil {
		t := p.site.Shown(o.text, l)
		v.Text = p.text(l, o.text, t)
		a.description, a.text = p.summary(t), t
		v.Tags = p.tagLinks(l)
		for _, b := range p.site.Bassins {
			if r, ok := p.routes.find("bassin-articles", b.ID); ok && len(p.articlesOf[l].bassins[b]) > 0 {
				v.Bassins = append(v.Bassins, Link{URL: r.urls[l], Text: b.Names[p.site.Languages[l].ID]})
			}
		}
	}
	v.Page = p.page(l, a)
	return v
}

// pager leads to the first, the last and the neighbouring pages.
func (p *planner) pager(l int, r *route, n, total int) Pager {
	if total < 2 {
		return Pager{}
	}
	v := Pager{Current: n, Total: total, Status: p.message(l, "pager.status", "page", n, "total", total)}
	if n > 1 {
		v.Previous = p.numbered(l, n-1, r.urls[l])
	}
	if n < total {
		v.Next = p.numbered(l, n+1, r.urls[l])
	}
	for k := 1; k <= total; k++ {
		near := k >= n-gapAround && k <= n+gapAround
		switch {
		case k == 1 || k == total || near:
			v.Pages = append(v.Pages, PagerPage{Number: k, URL: p.numbered(l, k, r.urls[l]), Label: p.message(l, "pager.page", "page", k), Current: k == n})
		case v.Pages[len(v.Pages)-1].Number != 0:
			v.Pages = append(v.Pages, PagerPage{})
		}
	}
	return v
}

// listRoutes gives each tag, and each bassin's articles and figures, an address.
func (p *planner) listRoutes() {
	for _, tag := range p.site.Tags {
		p.route("tag:"+tag.ID.Value, func(l int) (string, string, int) {
			id := p.site.Languages[l].ID
			return p.url(l, p.segment(l, sectionTags), tag.Slugs[id]), p.plain(l, tag.Names[id]), l
		})
	}
	for _, b := range p.site.Bassins {
		p.route("bassin-articles:"+b.ID, func(l int) (string, string, int) {
			id := p.site.Languages[l].ID
			return p.url(l, p.segment(l, sectionBassins), b.Slugs[id], p.segment(l, sectionArticles)), p.message(l, "title.bassin_articles", "bassin", b.Names[id]), l
		})
		p.route("figures:"+b.ID, func(l int) (string, string, int) {
			id := p.site.Languages[l].ID
			return p.url(l, p.segment(l, sectionBassins), b.Slugs[id], p.segment(l, sectionFigures)), p.message(l, "title.figures", "bassin", b.Names[id]), l
		})
	}
}

func (p *planner) tagLink(l int, t *site.Tag) Link {
	r, _ := p.routes.find("tag", t.ID.Value)
	return Link{URL: r.urls[l], Text: r.titles[l]}
}

// tagLinks are the tags that a language uses, by name.
func (p *planner) tagLinks(l int) []TagLink {
	var links []TagLink
	for _, t := range p.site.Tags {
		if n := len(p.articlesOf[l].tags[t]); n > 0 {
			links = append(links, TagLink{p.tagLink(l, t), n})
		}
	}
	slices.SortFunc(links, func(a, b TagLink) int { return compareNames(a.Text, b.Text) })
	return links
}

func (p *planner) tagsPage(l int) {
	e := p.site.PageWith(sectionTags)
	r := p.layoutRoute(sectionTags)
	add(p, l, p.path(r.urls[l]), "tags", e.Folder(), func(p *planner) *TagsView {
		t := p.site.Shown(e, l)
		return &TagsView{
			Page: p.page(l, about{route: r, title: r.titles[l], text: t, description: p.summary(t), menu: p.menuOf(sectionArticles),
				crumbs: []Link{p.sectionLink(l, sectionArticles)}}),
			Text: p.text(l, e, t),
			Tags: p.tagLinks(l),
		}
	})
}

// sectionLink leads to the page of a section.
func (p *planner) sectionLink(l int, section string) Link {
	link := p.link(l, p.layoutRoute(section))
	link.Text = p.menuText(l, p.site.PageWith(section).ID)
	return link
}

// menuOf is the id of the page of a section, as the menu knows it.
func (p *planner) menuOf(layout string) string { return p.site.PageWith(layout).ID }

// sources resolves where a text's facts come from.
func (p *planner) sources(l int, list []site.Source) []Source {
	var found []Source
	for _, s := range list {
		found = append(found, p.source(l, s))
	}
	return found
}

func (p *planner) source(l int, s site.Source) Source { return p.words[l].Source(s) }
