package plan

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// root plans the language choice.
func (p *planner) root() {
	p.plan.Outputs = append(p.plan.Outputs, Output{Path: "index.html", make: func(p *planner) rendering {
		v := &RootView{Lang: p.site.Languages[0].ID, Head: p.bareHead("root.title"), Mark: p.frames[0].mark}
		for l, language := range p.site.Languages {
			v.Languages = append(v.Languages, RootLanguage{
				Lang: language.ID, Dir: language.Direction, Name: language.Name, URL: p.url(l),
				Title: p.site.Config.Names[language.ID], Intro: p.message(l, "root.intro"), Action: p.message(l, "root.action"), Preview: p.preview(l),
			})
		}
		return page[RootView]{p, 0, "root", "index.html", v}
	}}, Output{Path: "404.html", make: func(p *planner) rendering {
		v := &NotFoundView{Lang: p.site.Languages[0].ID, Head: p.bareHead("notfound.title"), Mark: p.frames[0].mark}
		for l, language := range p.site.Languages {
			v.Languages = append(v.Languages, NotFoundLanguage{
				Lang: language.ID, Dir: language.Direction, Title: p.message(l, "notfound.title"), Body: p.message(l, "notfound.body"), Preview: p.preview(l),
				Links: []Link{{URL: p.url(l), Text: p.site.Config.Names[language.ID]}, p.sectionLink(l, sectionCommunes), p.sectionLink(l, sectionAteliers), p.link(l, p.layoutRoute(layoutSitemap))},
			})
		}
		return page[NotFoundView]{p, 0, "notfound", "404.html", v}
	}})
}

// preview says that the texts are not confirmed yet, while that is so.
func (p *planner) preview(l int) string {
	if p.site.Config.Status.Value != site.StatusPreview {
		return ""
	}
	return p.message(l, "footer.preview")
}

// homes plans the home of each language.
func (p *planner) homes() {
	for l := range p.site.Languages {
		e := p.site.PageWith(layoutHome)
		r := p.layoutRoute(layoutHome)
		p.list(l, r, layoutHome)
		add(p, l, p.path(r.urls[l]), "home", e.Folder(), func(p *planner) *HomeView { return p.homeView(l, e, r) })
	}
}

func (p *planner) homeView(l int, e *site.Entry, r *route) *HomeView {
	t := p.site.Shown(e, l)
	id := p.site.Languages[l].ID
	publisher := p.publisher(l)
	publisher.Context = schemaOrg
	v := &HomeView{
		Page: p.page(l, about{route: r, title: r.titles[l], description: p.summary(t),
			data:  []any{publisher, thing{Context: schemaOrg, Type: "WebSite", Name: p.site.Config.Names[id], URL: p.absolute(r.urls[l]), InLanguage: id}},
			feeds: []Link{{URL: p.feedURL(l, nil), Text: p.feedTitle(l, nil)}}}),
		Text:     p.text(l, e, t),
		Map:      p.maps[l][nil],
		Bassins:  p.bassinCards(l),
		Ateliers: p.layoutRoute(sectionAteliers).urls[l],
		Articles: first(p.cards.articles[l], latest),
		News:     p.layoutRoute(sectionArticles).urls[l],
		Finder:   p.layoutRoute(sectionCommunes).urls[l],
	}
	v.AsOf = p.asOf(l, "schedule.as_of")
	v.Upcoming, v.Past = p.meetings(l, func(*site.Occurrence) bool { return true })
	v.Figures = p.figureCards(l, p.latestKey(site.Region), true)
	v.Compare = p.linkTo(l, "compare", "")
	return v
}

// pages plans the pages of text, and those whose layout adds something to it.
func (p *planner) pages() {
	for l := range p.site.Languages {
		for _, e := range p.site.Pages {
			t := p.site.Shown(e, l)
			if t == nil {
				continue
			}
			r, _ := p.routes.find("page", e.ID)
			source := t.File.Path
			path := p.path(r.urls[l])
			switch e.First.Front.Layout.Value {
			case "":
				add(p, l, path, "page", source, func(p *planner) *PageView { v := p.pageView(l, e, r); return &v })
			case layoutGlossary:
				add(p, l, path, layoutGlossary, source, func(p *planner) *GlossaryView { return p.glossaryView(l, e, r) })
			case layoutPartners:
				add(p, l, path, layoutPartners, source, func(p *planner) *PartnersView { return p.partnersView(l, e, r) })
			case layoutContact:
				add(p, l, path, layoutContact, source, func(p *planner) *ContactView {
					v := &ContactView{PageView: p.pageView(l, e, r)}
					for _, b := range p.site.Bassins {
						v.Helpdesks = append(v.Helpdesks, p.helpdesk(l, b))
					}
					return v
				})
			case layoutAccessibility:
				add(p, l, path, layoutAccessibility, source, func(p *planner) *AccessibilityView { return p.accessibilityView(l, e, r) })
			case layoutOpenData:
				add(p, l, path, layoutOpenData, source, func(p *planner) *OpenDataView { return p.openDataView(l, e, r) })
			case sectionReports:
				add(p, l, path, sectionReports, source, func(p *planner) *ReportsView { return p.reportsView(l, e, r) })
			case layoutSitemap:
				add(p, l, path, layoutSitemap, source, func(p *planner) *SitemapView {
					return &SitemapView{PageView: p.pageView(l, e, r), Sections: p.sitemapSections(l)}
				})
			}
			if layout := e.First.Front.Layout.Value; layout != layoutHome {
				p.list(l, r, "")
			}
		}
	}
}

func (p *planner) pageView(l int, e *site.Entry, r *route) PageView {
	t := p.site.Shown(e, l)
	summary := p.summary(t)
	return PageView{
		Page:    p.page(l, about{route: r, title: r.titles[l], text: t, description: summary, menu: e.ID, exact: true}),
		Summary: summary,
		Text:    p.text(l, e, t),
		Updated: p.date(l, t.Front.Updated),
		Sources: p.sources(l, t.Front.Sources),
	}
}

func (p *planner) glossaryView(l int, e *site.Entry, r *route) *GlossaryView {
	v := &GlossaryView{PageView: p.pageView(l, e, r)}
	id := p.site.Languages[l].ID
	terms := slices.Clone(p.site.Terms)
	slices.SortFunc(terms, func(a, b *site.Term) int { return compareNames(a.Terms[id], b.Terms[id]) })
	for _, t := range terms {
		letter := initial(t.Terms[id])
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Letter != letter {
			v.Letters = append(v.Letters, Letter{Letter: letter})
		}
		last := &v.Letters[len(v.Letters)-1]
		last.Terms = append(last.Terms, p.term(l, t))
	}
	return v
}

// initial is the letter under which a name is filed.
func initial(name string) string {
	r, _ := utf8.DecodeRuneInString(lang.Fold(name))
	return string(unicode.ToUpper(r))
}

func (p *planner) term(l int, t *site.Term) Term {
	id := p.site.Languages[l].ID
	link := p.linkTo(l, "glossary", t.ID.Value)
	return Term{
		ID: t.ID.Value, URL: link.URL, Term: link.Text, Abbreviation: t.Abbreviations[id],
		Definition: p.inline(l, glossaryPath, t.Definition[id]),
	}
}

const (
	glossaryPath = "data/glossary.yaml"
	partnersPath = "data/partners.yaml"
)

// terms plans a page for each term of the glossary.
func (p *planner) terms() {
	for l := range p.site.Languages {
		for _, t := range p.site.Terms {
			r, _ := p.routes.find("glossary", t.ID.Value)
			add(p, l, p.path(r.urls[l]), "term", glossaryPath, func(p *planner) *TermView { return p.termView(l, t, r) })
			p.list(l, r, layoutGlossary)
		}
	}
}

func (p *planner) termView(l int, t *site.Term, r *route) *TermView {
	id := p.site.Languages[l].ID
	v := &TermView{
		Page:         p.page(l, about{route: r, title: r.titles[l], description: p.withoutMarkup(l, t.Definition[id]), crumbs: []Link{p.link(l, p.layoutRoute(layoutGlossary))}}),
		Abbreviation: t.Abbreviations[id],
		Definition:   p.inline(l, glossaryPath, t.Definition[id]),
		Note:         p.inline(l, glossaryPath, t.Note[id]),
		Sources:      p.sources(l, t.Sources),
	}
	for k, other := range p.site.Languages {
		if name := t.Terms[other.ID]; k != l && name != "" {
			if short := t.Abbreviations[other.ID]; short != "" {
				name += " (" + short + ")"
			}
			v.Others = append(v.Others, Link{Lang: other.ID, URL: r.urls[k], Text: p.plain(k, name)})
		}
	}
	return v
}

func (p *planner) partnersView(l int, e *site.Entry, r *route) *PartnersView {
	v := &PartnersView{PageView: p.pageView(l, e, r)}
	id := p.site.Languages[l].ID
	for _, partner := range p.site.Partners {
		group := partner.Group.Value
		i := slices.IndexFunc(v.Groups, func(g PartnerGroup) bool { return g.ID == group })
		if i < 0 {
			i = len(v.Groups)
			v.Groups = append(v.Groups, PartnerGroup{ID: group, Name: p.message(l, "partner_group."+group)})
		}
		one := Partner{
			ID: partner.ID.Value, Name: p.plain(l, partner.Names[id]), Website: partner.Website.Value,
			Role: p.inline(l, partnersPath, partner.Role[id]), Sources: p.sources(l, partner.Sources),
		}
		if partner.Contact != nil {
			one.Phone, one.PhoneURL = nationalPhone(partner.Contact.Phone.Value), phoneURL(partner.Contact.Phone.Value)
		}
		v.Groups[i].Partners = append(v.Groups[i].Partners, one)
	}
	return v
}

func (p *planner) accessibilityView(l int, e *site.Entry, r *route) *AccessibilityView {
	a := p.site.Accessibility
	id := p.site.Languages[l].ID
	v := &AccessibilityView{
		PageView: p.pageView(l, e, r),
		Site:     p.site.Config.Names[id],
		Address:  p.absolute(p.in.BasePath),
		Status:   a.Status.Value,
		Prepared: p.date(l, a.Prepared),
		Reviewed: p.date(l, a.Reviewed),
		Method:   p.plain(l, a.Method[id]),
	}
	if a.Enforcement != nil {
		v.Enforcement = Link{URL: a.Enforcement.URL.Value, Text: a.Enforcement.Names[id]}
	}
	for _, issue := range a.Issues {
		v.Issues = append(v.Issues, p.plain(l, issue[id]))
	}
	switch f := a.Feedback; {
	case f == nil:
		v.FeedbackOpen = p.message(l, "accessibility.feedback_open")
	default:
		if f.Email.Value != "" {
			v.Feedback = append(v.Feedback, Contact{template.URL("mailto:" + f.Email.Value), f.Email.Value})
		}
		if f.Phone.Value != "" {
			v.Feedback = append(v.Feedback, Contact{phoneURL(f.Phone.Value), nationalPhone(f.Phone.Value)})
		}
	}
	return v
}

// checkGroups reports groups and units that have no interface text.
func (p *planner) checkNames() {
	check := func(path string, at site.Mark, key string) {
		if !p.site.Strings[0].Has(key) {
			p.problems.Add(at.At(path, "unknown "+strings.Replace(key, ".", " ", 1), diag.DidYouMean(key, p.site.Strings[0].Keys())))
		}
	}
	for _, partner := range p.site.Partners {
		check("data/partners.yaml", partner.Group.Mark, "partner_group."+partner.Group.Value)
	}
	for _, i := range p.site.Indicators {
		check(i.Path, i.Unit.Mark, "unit."+i.Unit.Value)
		check(i.Path, i.Unit.Mark, "unit_name."+i.Unit.Value)
	}
}
