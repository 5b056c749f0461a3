package plan

import (
	"html/template"
	"slices"
	"strings"

	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/report"
	"bassins/cmd/internal/site"
)

// FigureNoteView is the footnote of a figure in a text.
type FigureNoteView struct {
	report.Note
	URL string // of the indicator's page
}

// makeWords prepares to write figures in each language.
func (p *planner) makeWords() {
	for l := range p.site.Languages {
		p.words = append(p.words, p.wordsFor(l, l))
	}
}

// wordsFor writes in one language for readers of another, whose pages it links to.
func (p *planner) wordsFor(written, language int) *report.Words {
	return report.New(p.site, written, report.Options{
		Plain: p.plain,
		URL:   func(kind, id string) string { return p.linkTo(language, kind, id).URL },
	})
}

func (f textFigures) words() *report.Words {
	if f.written == f.language {
		return f.p.words[f.language]
	}
	return f.p.wordsFor(f.written, f.language)
}

// inText is a figure as a sentence has it, with its note.
func (f textFigures) inText(o *site.Observation) markdown.Figure {
	words := f.words()
	note := FigureNoteView{words.Note(o), f.p.linkTo(f.language, "indicator", o.Indicator.ID.Value).URL}
	return markdown.Figure{Text: words.Value(o), Note: f.fragment("figurenote", note)}
}

// card is a figure on a line of its own.
func (f textFigures) card(o *site.Observation) template.HTML {
	return f.fragment("figurecard", f.words().Card(o))
}

// drawing is a chart with its table, or the table alone. It is "" if nothing is
// known of what it should show.
func (f textFigures) drawing(r report.Request, table bool) template.HTML {
	d, ok := f.words().Draw(r)
	switch {
	case table && says(&d.Table): // also what has no place on an axis
		return f.fragment("datatable", &d.Table)
	case table || !ok:
		return ""
	}
	return f.fragment("chart", ChartView{Title: d.Title, Subject: d.Subject, SVG: svg(d.Chart), Table: &d.Table})
}

// says reports whether a table has a number.
func says(t *report.Table) bool {
	return slices.ContainsFunc(t.Rows, func(r report.Row) bool {
		return slices.ContainsFunc(r.Cells, func(c report.Cell) bool { return !c.Missing })
	})
}

func (f textFigures) fragment(component string, view any) template.HTML {
	html := f.p.fragment(f.written, "components/"+component+"/"+component, view)
	return template.HTML(strings.TrimSpace(string(html)))
}
