package plan

import (
	"bytes"
	"html"
	"html/template"
	"strconv"
	"strings"

	"bassins/cmd/internal/report"
	"bassins/cmd/internal/site"
)

// The parts of a printed report. Each begins on a new page and has a name that
// stands above its pages, see [planner.runningHeads].
var printedParts = []string{"intro", "figures", "annex"}

func (p *planner) printView(l int, r *site.Report, page *route) *PrintView {
	v := &PrintView{Back: p.linkTo(l, "rapport", r.ID()), PDF: p.reportPDF(l, r)}
	summary, _ := p.reportSummary(l, r)
	v.Page = p.page(l, about{route: page, title: page.titles[l], description: summary, menu: p.menuOf(sectionReports), canonical: v.Back.URL,
		sheet: figuresSheet, sheets: []string{p.assets.styles[printSheet], p.assets.runningHeads[l][r.Year]},
		crumbs: []Link{p.sectionLink(l, sectionReports), v.Back}})
	var text Text
	if t := p.reportText(l, r); t != nil {
		text = p.text(l, r.Text, t)
	}
	h := newHasher()
	h.word(p.reportKey(l, r, text))
	h.string(v.Back.Text)
	h.string(summary)
	v.Body = newLazy(h.sum(), func() template.HTML { return p.printed(l, r, p.year(l, r)) })
	return v
}

// printed is what stands on paper: the whole report with all that explains it, and
// the addresses of its links at the end.
func (p *planner) printed(l int, r *site.Report, y report.Year) template.HTML {
	config := p.site.Config
	id := p.site.Languages[l].ID
	back := p.linkTo(l, "rapport", r.ID())
	v := PrintedView{
		SiteName: config.Names[id], Title: back.Text, Publisher: config.Publisher.Names[id],
		Published: p.date(l, r.Published).Text, Address: strings.TrimPrefix(p.absolute(back.URL), "https://"),
		Preview: p.preview(l), Licence: p.siteLicence(), Tiles: p.mapView(l, nil, nil),
		Heading: p.message(l, "rapport.key", "year", r.ID()),
	}
	v.Summary, v.SumLang = p.reportSummary(l, r)
	if t := p.reportText(l, r); t != nil {
		v.Text = p.text(l, r.Text, t)
		v.Sources = p.sources(l, t.Front.Sources)
	}
	for _, o := range keyFigures(r) {
		v.Figures = append(v.Figures, p.words[l].KeyCard(o))
	}
	v.ReportData, v.Indicators = p.reportData(l, r, y, v.Text)
	n := noter{base: p.in.BasePath, absolute: p.absolute, inside: map[string]string{}, numbers: map[string]int{}}
	for _, i := range v.Indicators {
		n.inside[i.URL] = "#" + printedIndicator + i.ID
	}
	// A megabyte: what is made of it has a copy less in each step.
	b := fragments.Get().(*bytes.Buffer)
	defer fragments.Put(b)
	b.Reset()
	p.execute(b, l, "components/printed/printed", v)
	var numbered strings.Builder
	n.number(&numbered, b.String())
	b.Reset()
	p.execute(b, l, "components/printed/addresses", PrintNotesView{n.addresses})
	numbered.Write(b.Bytes())
	return template.HTML(numbered.String())
}

// printedIndicator begins the id of an indicator's explanation.
const printedIndicator = "indicator-"

// noter gives each address to which a text leads a number, and each link its own.
// On paper a link is no more than its note. An indicator is explained in the same
// document, to which its links lead then.
type noter struct {
	base      string // path of the site
	absolute  func(url string) string
	inside    map[string]string // where an address stands in the document
	numbers   map[string]int
	addresses []string
}

// number numbers the links of a finished piece of HTML, whose attributes stand in
// double quotes.
func (n *noter) number(b *strings.Builder, text string) {
	b.Grow(len(text) * 5 / 4)
	for {
		start := strings.Index(text, "<a ")
		if start < 0 {
			break
		}
		end := strings.Index(text[start:], "</a>")
		if end < 0 {
			break
		}
		link := text[start : start+end]
		b.WriteString(text[:start])
		text = text[start+end+len("</a>"):]
		href, rest := cutHref(link)
		to, inside := n.inside[href]
		switch {
		case inside:
			const attribute = ` href="`
			at := strings.Index(link, attribute) + len(attribute)
			b.WriteString(link[:at])
			b.WriteString(to)
			b.WriteString(link[at+len(href):])
			b.WriteString("</a>")
		case rest && (strings.HasPrefix(href, "http") || strings.HasPrefix(href, n.base)):
			b.WriteString(link)
			b.WriteString(`</a><sup class="printed__mark">→` + strconv.Itoa(n.of(href)) + "</sup>")
		default: // inside of the page, or a telephone number, which is its own text
			b.WriteString(link)
			b.WriteString("</a>")
		}
	}
	b.WriteString(text)
}

// of is the number of an address.
func (n *noter) of(href string) int {
	url := html.UnescapeString(href)
	if strings.HasPrefix(url, n.base) {
		url = n.absolute(url)
	}
	if n.numbers[url] == 0 {
		n.addresses = append(n.addresses, url)
		n.numbers[url] = len(n.addresses)
	}
	return n.numbers[url]
}

// cutHref is the address of a link; ok is false if it has none.
func cutHref(link string) (href string, ok bool) {
	_, rest, ok := strings.Cut(link[:strings.IndexByte(link, '>')+1], ` href="`)
	if !ok {
		return "", false
	}
	href, _, ok = strings.Cut(rest, `"`)
	return href, ok
}

// runningHeads is a stylesheet with the words that stand above and below each
// printed page: they are the report's, so that no file of templates/ can hold them,
// and a page may not hold styles.
func (p *planner) runningHeads(l int, r *site.Report) []byte {
	var b strings.Builder
	title := p.message(l, "rapport.title", "year", r.ID())
	b.WriteString("@page{@top-left{content:" + cssString(p.site.Config.Names[p.site.Languages[l].ID]+" · "+title) + "}}")
	for _, part := range printedParts {
		b.WriteString("@page " + part + "{@top-right{content:" + cssString(p.message(l, "rapport.part."+part)) + "}}")
	}
	return []byte(b.String())
}

// cssString is a text as CSS has it, in quotes (CSS Syntax 3 §4.3.5). Nothing in it
// can end the string, or the element that the stylesheet may stand in.
func cssString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		if c < ' ' || strings.ContainsRune(`"\<>&`, c) {
			b.WriteString(`\` + strconv.FormatInt(int64(c), 16) + " ")
		} else {
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// planRunningHeads publishes the stylesheets of the printed reports.
func (p *planner) planRunningHeads(published func(name string, data []byte) string) {
	for l, language := range p.site.Languages {
		heads := map[int]string{}
		for _, r := range p.site.Reports {
			heads[r.Year] = published("rapport-"+r.ID()+"-"+language.ID+".css", p.runningHeads(l, r))
		}
		p.assets.runningHeads = append(p.assets.runningHeads, heads)
	}
}
