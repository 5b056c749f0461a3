package plan

import (
	"cmp"
	"slices"
	"strings"

	"bassins/cmd/internal/opendata"
	"bassins/cmd/internal/site"
)

// indicatorRoutes gives the pages of figures their addresses. A site without
// indicators has none of them.
func (p *planner) indicatorRoutes() {
	if len(p.site.Indicators) == 0 {
		return
	}
	p.route("indicators:", func(l int) (string, string, int) {
		return p.url(l, p.segment(l, sectionIndicators)), p.message(l, "indicators.title"), l
	})
	p.route("compare:", func(l int) (string, string, int) {
		return p.url(l, p.segment(l, sectionIndicators), p.segment(l, sectionCompare)), p.message(l, "compare.title"), l
	})
	for _, i := range p.site.Indicators {
		p.route("indicator:"+i.ID.Value, func(l int) (string, string, int) {
			return p.url(l, p.segment(l, sectionIndicators), i.ID.Value), p.words[l].Name(i), l
		})
	}
}

// indicators plans the list of the indicators, the comparison, and a page for each.
func (p *planner) indicators() {
	index, ok := p.routes.find("indicators", "")
	if !ok {
		return
	}
	compare, _ := p.routes.find("compare", "")
	for l := range p.site.Languages {
		add(p, l, p.path(index.urls[l]), "indicators", "", func(p *planner) *IndicatorsView { return p.indicatorsView(l, index) })
		p.list(l, index, sectionIndicators)
		add(p, l, p.path(compare.urls[l]), "compare", "", func(p *planner) *CompareView { return p.compareView(l, compare) })
		p.list(l, compare, sectionIndicators)
		for _, i := range p.site.Indicators {
			r, _ := p.routes.find("indicator", i.ID.Value)
			addLate(p, l, p.path(r.urls[l]), "indicator", i.Path, func(p *planner) uint64 { return p.indicatorKey(l, i, r) },
				func(p *planner) *IndicatorView { return p.indicatorView(l, i, r) })
			p.list(l, r, sectionIndicators)
		}
	}
}

func (p *planner) indicatorsView(l int, r *route) *IndicatorsView {
	v := &IndicatorsView{Summary: p.message(l, "indicators.lede"), Compare: p.linkTo(l, "compare", "")}
	v.Page = p.page(l, about{route: r, title: r.titles[l], description: v.Summary})
	for _, t := range p.site.Themes {
		if len(t.Indicators) == 0 {
			continue
		}
		theme := IndicatorTheme{ID: t.ID.Value, Name: p.plain(l, t.Names[p.site.Languages[l].ID])}
		for _, i := range t.Indicators {
			theme.Rows = append(theme.Rows, p.indicatorRow(l, i))
		}
		v.Themes = append(v.Themes, theme)
	}
	return v
}

func (p *planner) indicatorRow(l int, i *site.Indicator) IndicatorRow {
	row := IndicatorRow{Link: p.linkTo(l, "indicator", i.ID.Value)}
	words := p.words[l]
	if region := p.site.Territory(site.Region); region != nil {
		if o := i.Latest(region); o != nil {
			row.Value, row.Period = p.message(l, "indicators.region", "territory", words.Short(region), "value", words.Value(o)), words.Period(o.Period)
		}
	}
	counts := map[string]int{}
	var last *site.Territory
	for _, o := range i.Observations { // those of a territory stand together
		if o.Known() && o.Territory != last {
			counts[o.Territory.Kind.Value]++
			last = o.Territory
		}
	}
	var also []string
	for _, kind := range []string{site.KindBassin, site.KindCommune, site.KindQuartier} {
		if n := counts[kind]; n > 0 {
			also = append(also, p.message(l, "indicators.known_"+kind+"s", "n", n, "total", len(p.site.Bassins)))
		}
	}
	if len(also) > 0 {
		row.Known = p.message(l, "indicators.also", "list", strings.Join(also, ", "))
	}
	return row
}

func (p *planner) indicatorView(l int, i *site.Indicator, r *route) *IndicatorView {
	id := p.site.Languages[l].ID
	v := &IndicatorView{Summary: p.plain(l, i.Definition[id]), Downloads: p.links(l, p.downloads.indicators[i])}
	v.Page = p.framed(l, about{route: r, title: r.titles[l], description: v.Summary, sheet: figuresSheet,
		crumbs: []Link{p.linkTo(l, "indicators", "")}, data: []any{p.dataset(l, i, r, v)}, files: p.alternatesOf(l, p.downloads.indicators[i])})
	v.Data = newLazy(p.figureKey(l, i), func() IndicatorData { return p.indicatorData(l, i) })
	return v
}

func (p *planner) indicatorData(l int, i *site.Indicator) IndicatorData {
	id, words := p.site.Languages[l].ID, p.words[l]
	v := IndicatorData{
		Unit: words.Unit(i), Method: p.plain(l, i.Method[id]), Limits: p.plain(l, i.Limits[id]),
		Theme:        Link{URL: p.linkTo(l, "indicators", "").URL + "#" + i.Theme.ID.Value, Text: p.plain(l, i.Theme.Names[id])},
		Incomparable: !i.Compared(),
		Corrections:  words.Corrections(i.Corrections),
		Sources:      words.Sources(i.Sources),
		Licence:      p.siteLicence(),
		Rights:       opendata.Rights(p.site, l, []*site.Indicator{i}),
	}
	if i.Direction.Value != "" {
		v.Direction = p.message(l, "indicator.direction."+i.Direction.Value)
	}
	for _, s := range words.Sections(i, chartID) {
		section := IndicatorSection{ID: s.ID, Title: s.Title, Long: s.Long}
		for k := range s.Drawings {
			d := &s.Drawings[k]
			c := ChartView{Title: d.Title, Subject: d.Subject, SVG: svg(d.Chart)}
			c.Files = p.chartLinks(l, p.downloads.charts[i], d.Chart.ID, func(id string) string { return p.chartURL(l, i, id) })
			if len(d.Table.Rows) > 0 {
				c.Table = &d.Table
			}
			section.Charts = append(section.Charts, c)
		}
		if len(s.Table.Rows) > 0 {
			section.Table = &s.Table
		}
		v.Sections = append(v.Sections, section)
	}
	for _, b := range p.site.Bassins {
		if len(i.Of(p.site.Territory(b.ID))) > 0 {
			v.More = append(v.More, p.linkTo(l, "figures", b.ID))
		}
	}
	return v
}

// licence is that of the indicator's figures, or of the site's data.
func (p *planner) licence(i *site.Indicator) Link {
	licence := cmp.Or(i.Licence, p.site.Config.Licence)
	if licence == nil {
		return Link{}
	}
	return Link{URL: licence.URL.Value, Text: licence.Name}
}

func (p *planner) compareView(l int, r *route) *CompareView {
	v := &CompareView{Summary: p.message(l, "compare.lede"), All: p.linkTo(l, "indicators", "")}
	v.Page = p.page(l, about{route: r, title: r.titles[l], description: v.Summary, sheet: figuresSheet, crumbs: []Link{v.All}})
	v.Data = newLazy(p.allFigures, func() CompareData {
		compared := p.words[l].Compare()
		data := CompareData{Apart: compared.Alone}
		for k := range compared.Groups {
			g := &compared.Groups[k]
			data.Groups = append(data.Groups, ThemeChart{ID: g.ID, Name: g.Title, Chart: ChartView{Title: g.Table.Caption, SVG: svg(g.Chart), Table: &g.Table}})
		}
		return data
	})
	return v
}

// figuresView is all figures of a bassin.
func (p *planner) figuresView(l int, b *site.Bassin, r *route) *FiguresView {
	v := &FiguresView{Summary: p.message(l, "profile.lede"), Notes: p.notes(l, b)}
	v.Page = p.page(l, about{route: r, title: r.titles[l], description: v.Summary, menu: p.menuOf(sectionBassins), accent: b.ID, sheet: figuresSheet,
		crumbs: []Link{p.sectionLink(l, sectionBassins), p.linkTo(l, "bassin", b.ID)}})
	for _, ref := range []string{"compare", "indicators"} {
		if link := p.linkTo(l, ref, ""); link.URL != "" {
			v.Links = append(v.Links, link)
		}
	}
	h := newHasher()
	h.word(p.allFigures)
	h.string(b.ID)
	v.Data = newLazy(h.sum(), func() FiguresData { return p.figuresData(l, p.site.Territory(b.ID)) })
	return v
}

func (p *planner) figuresData(l int, t *site.Territory) FiguresData {
	profile := p.words[l].Profile(t, "c-")
	data := FiguresData{Missing: profile.Missing}
	for k := range profile.Groups {
		g := &profile.Groups[k]
		theme := ThemeChart{ID: g.ID, Name: g.Title}
		if g.Chart != nil {
			theme.Chart = ChartView{Title: g.Table.Caption, SVG: svg(g.Chart), Table: &g.Table}
		}
		for _, o := range g.Shown {
			card := p.words[l].Card(o)
			card.Territory = ""
			theme.Cards = append(theme.Cards, card)
		}
		data.Themes = append(data.Themes, theme)
	}
	return data
}

// territoriesOf names the kinds of territories that an indicator knows, for the
// description of its data: the Region, the basins, the communes.
func (p *planner) territoriesOf(l int, i *site.Indicator) []string {
	var names []string
	for _, o := range i.Observations {
		name := ""
		switch o.Territory.Kind.Value {
		case site.KindBassin:
			name = p.linkTo(l, "page", p.site.PageWith(sectionBassins).ID).Text
		case site.KindCommune, site.KindPart:
			name = p.message(l, "indicator.section.communes")
		case site.KindQuartier:
			name = p.message(l, "indicator.section.quartiers")
		default:
			name = p.words[l].Territory(o.Territory)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
