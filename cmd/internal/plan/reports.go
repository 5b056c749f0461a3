package plan

import (
	"html/template"
	"slices"
	"strconv"

	"bassins/cmd/internal/opendata"
	"bassins/cmd/internal/report"
	"bassins/cmd/internal/site"
)

// reportRoutes gives the reports their addresses, below that of the page with their
// list: /fr/rapports/2025/ and /fr/rapports/2025/imprimer/.
func (p *planner) reportRoutes() {
	for _, r := range p.site.Reports {
		p.route("rapport:"+r.ID(), func(l int) (string, string, int) {
			return p.url(l, p.segment(l, sectionReports), r.ID()), p.reportTitle(l, r), l
		})
		p.route("print:"+r.ID(), func(l int) (string, string, int) {
			return p.url(l, p.segment(l, sectionReports), r.ID(), p.segment(l, sectionPrint)), p.message(l, "rapport.print_title", "year", r.ID()), l
		})
	}
}

// reportTitle is that of the report's text, if the language has one of its own.
func (p *planner) reportTitle(l int, r *site.Report) string {
	if r.Text != nil && r.Text.Texts[l] != nil {
		if title := r.Text.Texts[l].Front.Title; title != "" {
			return p.plain(l, title)
		}
	}
	return p.message(l, "rapport.title", "year", r.ID())
}

// reports plans for each year the report, the same for paper, and its PDF file if
// there is something to make it with. The page with their list is one of [pages].
func (p *planner) reports() {
	p.years = make(map[*site.Report][]*pair[report.Year], len(p.site.Reports))
	for _, r := range p.site.Reports {
		for range p.site.Languages {
			p.years[r] = append(p.years[r], &pair[report.Year]{})
		}
		page, _ := p.routes.find("rapport", r.ID())
		print, _ := p.routes.find("print", r.ID())
		for l := range p.site.Languages {
			source := r.Path
			if t := p.reportText(l, r); t != nil {
				source = t.File.Path
			}
			add(p, l, p.path(page.urls[l]), "report", source, func(p *planner) *ReportView { return p.reportView(l, r, page) })
			add(p, l, p.path(print.urls[l]), "reportprint", source, func(p *planner) *PrintView { return p.printView(l, r, print) })
			p.list(l, page, sectionReports)
			p.reportFile(l, r)
		}
	}
}

// reportText is the text of a report as language l shows it; nil if it has none.
func (p *planner) reportText(l int, r *site.Report) *site.Text {
	if r.Text == nil {
		return nil
	}
	return p.site.Shown(r.Text, l)
}

// reportsView is the list of the reports.
func (p *planner) reportsView(l int, e *site.Entry, page *route) *ReportsView {
	v := &ReportsView{PageView: p.pageView(l, e, page), Links: p.figureLinks(l)}
	v.Page = p.page(l, about{route: page, title: page.titles[l], text: p.site.Shown(e, l), description: v.Summary, menu: e.ID, exact: true, sheet: figuresSheet})
	for k, r := range p.site.Reports {
		item := ReportItem{Link: p.linkTo(l, "rapport", r.ID()), Published: p.date(l, r.Published), PDF: p.reportPDF(l, r)}
		item.Summary, item.Lang = p.reportSummary(l, r)
		for _, chapter := range r.Chapters {
			item.Themes = append(item.Themes, p.plain(l, chapter.Theme.Names[p.site.Languages[l].ID]))
		}
		v.Years = append(v.Years, item)
		if k == 0 {
			v.Heading = p.message(l, "rapport.key", "year", r.ID())
			v.Figures = p.keyCards(l, r)
		}
	}
	return v
}

// figureLinks lead to what does not belong to one year.
func (p *planner) figureLinks(l int) []Link {
	var links []Link
	for _, ref := range []string{"indicators", "compare"} {
		if link := p.linkTo(l, ref, ""); link.URL != "" {
			links = append(links, link)
		}
	}
	return links
}

func keyFigures(r *site.Report) []*site.Observation {
	var list []*site.Observation
	for _, k := range r.Key {
		list = append(list, k.Observation)
	}
	return list
}

// keyCards are the cards of the key figures.
func (p *planner) keyCards(l int, r *site.Report) []FigureCard {
	var cards []FigureCard
	for _, o := range keyFigures(r) {
		h := newHasher()
		h.string("key")
		h.word(p.figureKey(l, o.Indicator))
		h.string(o.Territory.ID.Value)
		h.string(o.Period.String())
		cards = append(cards, newLazy(h.sum(), func() report.Card { return p.words[l].KeyCard(o) }))
	}
	return cards
}

// reportSummary is what the report says of itself, and in which language if it is
// not the page's.
func (p *planner) reportSummary(l int, r *site.Report) (summary, written string) {
	t := p.reportText(l, r)
	if t == nil {
		return p.message(l, "rapport.description", "year", r.ID()), ""
	}
	if t.Lang != p.site.Languages[l].ID {
		written = t.Lang
	}
	return p.summary(t), written
}

// annualReport describes a report to machines (schema.org Report).
type annualReport struct {
	Context    string        `json:"@context"`
	Type       string        `json:"@type"`
	Name       string        `json:"name"`
	URL        string        `json:"url"`
	Summary    string        `json:"abstract"`
	InLanguage string        `json:"inLanguage"`
	Published  string        `json:"datePublished"`
	Modified   string        `json:"dateModified,omitempty"`
	Temporal   string        `json:"temporalCoverage"` // ISO 8601
	Publisher  *thing        `json:"publisher"`
	License    string        `json:"license,omitempty"`
	Encoding   *distribution `json:"encoding,omitempty"`
	Free       bool          `json:"isAccessibleForFree"`
}

func (p *planner) reportView(l int, r *site.Report, page *route) *ReportView {
	id := p.site.Languages[l].ID
	t := p.reportText(l, r)
	v := &ReportView{
		Published: p.date(l, r.Published),
		Heading:   p.message(l, "rapport.key", "year", r.ID()),
		Figures:   p.keyCards(l, r),
		Print:     p.linkTo(l, "print", r.ID()),
		PDF:       p.reportPDF(l, r),
		Downloads: p.links(l, p.downloads.years[r]),
		Licence:   p.siteLicence(),
		Rights:    opendata.Rights(p.site, l, p.downloads.years[r].Indicators),
		Links:     p.figureLinks(l),
	}
	v.Summary, v.SumLang = p.reportSummary(l, r)
	data := annualReport{
		Context: schemaOrg, Type: "Report", Name: page.titles[l], URL: p.absolute(page.urls[l]), Summary: v.Summary, InLanguage: id,
		Published: r.Published.ISO(), Temporal: r.ID(), Publisher: p.publisher(l), License: v.Licence.URL, Free: true,
	}
	if t != nil {
		v.Text = p.text(l, r.Text, t)
		v.Updated = p.date(l, t.Front.Updated)
		v.Sources = p.sources(l, t.Front.Sources)
		data.Modified = v.Updated.ISO
	}
	if v.PDF.URL != "" {
		data.Encoding = &distribution{"MediaObject", mediaTypes["pdf"], p.absolute(v.PDF.URL)}
	}
	k := slices.Index(p.site.Reports, r) // the latest first
	if k+1 < len(p.site.Reports) {
		v.Previous = p.yearOf(l, p.site.Reports[k+1])
	}
	if k > 0 {
		v.Next = p.yearOf(l, p.site.Reports[k-1])
	}
	v.Data = newLazy(p.reportKey(l, r, v.Text), func() ReportData {
		data, _ := p.reportData(l, r, p.year(l, r), v.Text)
		return data
	})
	v.Page = p.page(l, about{route: page, title: page.titles[l], description: v.Summary, sheet: figuresSheet, menu: p.menuOf(sectionReports),
		crumbs: []Link{p.sectionLink(l, sectionReports)}, data: []any{data}, files: p.alternatesOf(l, p.downloads.years[r])})
	return v
}

// yearOf is a link to a report by its year.
func (p *planner) yearOf(l int, r *site.Report) Link {
	return Link{URL: p.linkTo(l, "rapport", r.ID()).URL, Text: p.message(l, "rapport.title", "year", r.ID())}
}

// siteLicence is that of the site's data.
func (p *planner) siteLicence() Link { return p.licence(&site.Indicator{}) }

// The ids of the sections of a report begin in a way that no heading of an editor's
// does.
const sectionID = "section-"

// year is what report finds of a year, for its page and for the version for paper.
func (p *planner) year(l int, r *site.Report) report.Year {
	return p.years[r][l].take(func() report.Year { return p.words[l].Year(r, chartID) })
}

// reportData is what a report shows of figures, and the indicators that it shows.
func (p *planner) reportData(l int, r *site.Report, y report.Year, t Text) (ReportData, []report.Explained) {
	data := ReportData{Method: y.Method, Corrections: y.Corrections, Gaps: y.Gaps}
	contents := func(id, title string) {
		data.Contents = append(data.Contents, Heading{ID: sectionID + id, HTML: template.HTML(template.HTMLEscapeString(title)), Level: 2})
	}
	if len(r.Key) > 0 {
		contents("key", p.message(l, "rapport.key", "year", r.ID()))
	}
	for _, h := range t.Headings() {
		if h.Level == 2 {
			data.Contents = append(data.Contents, h)
		}
	}
	for k := range y.Themes {
		t := &y.Themes[k]
		theme := ReportTheme{ID: sectionID + t.ID, Name: t.Title, Others: t.Others}
		for k := range t.Drawings {
			d := &t.Drawings[k]
			files := p.chartLinks(l, p.downloads.reports[r][l], d.Chart.ID, func(id string) string { return p.reportChartURL(l, r, id) })
			theme.Charts = append(theme.Charts, ChartView{Title: d.Title, Subject: d.Subject, SVG: svg(d.Chart), Table: &d.Table, Files: files})
		}
		if len(t.Table.Rows) > 0 {
			theme.Table = &t.Table
		}
		data.Themes = append(data.Themes, theme)
		contents(t.ID, t.Title)
	}
	if len(y.Method) > 0 {
		contents("method", p.message(l, "rapport.method"))
	}
	contents("corrections", p.message(l, "indicator.corrections"))
	if len(y.Gaps) > 0 {
		contents("gaps", p.message(l, "rapport.gaps"))
	}
	return data, y.Indicators
}

// fileName is the name of a report's files.
func fileName(r *site.Report, ending string) string {
	return "rapport-" + strconv.Itoa(r.Year) + ending
}

// Headings are those of the text, however few.
func (t Text) Headings() []Heading {
	if t.body == nil {
		return nil
	}
	t.body.render()
	var list []Heading
	for _, h := range t.body.result.Headings {
		list = append(list, Heading{h.ID, h.HTML, h.Level})
	}
	return list
}
