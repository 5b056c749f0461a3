package plan

import (
	"html/template"

	"bassins/cmd/internal/report"
)

// ReportsView is the list of the reports, by year.
type ReportsView struct {
	PageView
	Years   []ReportItem
	Heading string // of the key figures, which are the latest report's
	Figures []FigureCard
	Links   []Link // to all indicators, to the comparison
}

// ReportItem is a report in the list.
type ReportItem struct {
	Link      Link
	Lang      string // of the summary, where it is not the page's
	Summary   string
	Published Time
	Themes    []string
	PDF       File
}

// File is a file to take away.
type File struct {
	URL, Text string
	Detail    string // its format and size: "PDF, 312 ko"
}

// ReportView is the report of a year.
type ReportView struct {
	Page
	Summary   string
	SumLang   string // of the summary, where it is not the page's
	Text      Text
	Published Time
	Updated   Time
	Heading   string // of the key figures
	Figures   []FigureCard
	Data      Lazy[ReportData]
	Print     Link
	PDF       File // empty unless PDF files are made
	Downloads Lazy[[]File]
	Licence   Link     // of what the site has added
	Rights    []string // what others may do with the figures
	Links     []Link
	Previous  Link // the year before
	Next      Link
	Sources   []Source
}

// ReportData is what the report shows of figures, with the headings of it all.
type ReportData struct {
	Contents    []Heading
	Themes      []ReportTheme
	Method      []string
	Corrections []report.Correction
	Gaps        []report.Gap
}

// ReportTheme is the figures of a theme.
type ReportTheme struct {
	ID, Name string
	Charts   []ChartView
	Table    *report.Table // of the year; nil if it has no number
	Others   []report.Apart
}

// PrintView is the report of a year, made for paper.
type PrintView struct {
	Page
	Back Link // to the report
	PDF  File // as in [ReportView]
	Body Lazy[template.HTML]
}

// PrintedView is what stands on paper.
type PrintedView struct {
	SiteName  string
	Title     string
	TextLang  string // of the title, where it is not the page's
	Summary   string
	SumLang   string
	Publisher string
	Published string
	Address   string // of the report on the web
	Preview   string // says that the texts are not confirmed yet; "" once they are
	Licence   Link
	Tiles     MapView
	Heading   string
	Figures   []report.Card
	Text      Text
	ReportData
	Indicators []report.Explained
	Sources    []Source
}

// PrintNotesView is the addresses to which a printed text leads, in the order of
// their numbers.
type PrintNotesView struct {
	Addresses []string
}
