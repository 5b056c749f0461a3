package plan

// Templates are the templates that the plan executes, each with a value of the
// type that it prints. The theme package checks the one against the other.
var Templates = map[string]any{
	"root":                     &RootView{},
	"notfound":                 &NotFoundView{},
	"redirect":                 &RedirectView{},
	"home":                     &HomeView{},
	"bassins":                  &BassinsView{},
	"bassin":                   &BassinView{},
	"communes":                 &CommunesView{},
	"commune":                  &CommuneView{},
	"ateliers":                 &AteliersView{},
	"atelier":                  &AtelierView{},
	"list":                     &ListView{},
	"tags":                     &TagsView{},
	"article":                  &ArticleView{},
	"page":                     &PageView{},
	"glossary":                 &GlossaryView{},
	"term":                     &TermView{},
	"figures":                  &FiguresView{},
	"partners":                 &PartnersView{},
	"contact":                  &ContactView{},
	"accessibility":            &AccessibilityView{},
	"sitemap":                  &SitemapView{},
	"icon.svg":                 MapView{},
	"components/nav/nav":       NavView{},
	"components/footer/footer": FooterView{},
	"components/card/card":     CardView{},
	"components/map/map":       MapView{},
	"components/mark/mark":     MapView{},
}
