package plan

import (
	"html/template"

	"bassins/cmd/internal/report"
)

// What report says of figures is printed as it is.
type (
	// Time is a date as a machine and as a person read it.
	Time = report.Time
	// Source is where a text or a figure comes from.
	Source = report.Source
	// FigureCard is a figure on the page of something else.
	FigureCard = Lazy[report.Card]
)

// ChartView is a chart with its table right beside it.
type ChartView struct {
	Title   string
	Subject string        // what is drawn, where the title says what it shows
	SVG     template.HTML // "" where there is nothing to draw
	Table   *report.Table // nil where the table stands below several charts
	Files   []Link        // the chart to take away
}

// IndicatorsView is the list of all indicators.
type IndicatorsView struct {
	Page
	Summary string
	Themes  []IndicatorTheme
	Compare Link
}

// IndicatorTheme is the indicators of one theme.
type IndicatorTheme struct {
	ID, Name string
	Rows     []IndicatorRow
}

// IndicatorRow is an indicator in a list, with its latest value for a territory.
type IndicatorRow struct {
	Link          Link
	Value, Period string // "" if none is known
	Known         string // for whom else: "4 bassins sur 5, 19 communes"; ""
}

// IndicatorView is the page of one indicator.
type IndicatorView struct {
	Page
	Summary   string // its definition
	Data      Lazy[IndicatorData]
	Downloads Lazy[[]File] // all its figures
}

// IndicatorData is all that is known of an indicator.
type IndicatorData struct {
	Unit, Direction, Method, Limits string
	Theme                           Link
	Incomparable                    bool
	Sections                        []IndicatorSection
	Corrections                     []report.Correction
	Sources                         []Source
	Licence                         Link     // of what the site has added
	Rights                          []string // what others may do with its figures
	More                            []Link
}

// IndicatorSection is what is known of one kind of territory: charts, and the
// table of all values.
type IndicatorSection struct {
	ID, Title string
	Charts    []ChartView
	Table     *report.Table // nil where each chart has its own
	Long      bool          // the table waits to be opened
}

// CompareView is the five basins on all indicators.
type CompareView struct {
	Page
	Summary string
	Data    Lazy[CompareData]
	All     Link // indicators
}

// CompareData is the comparison, by theme.
type CompareData struct {
	Groups []ThemeChart
	Apart  []report.Apart // what cannot be compared, and why
}

// ThemeChart is the indicators of a theme side by side.
type ThemeChart struct {
	ID, Name string
	Chart    ChartView
	Cards    []report.Card // the figures one by one
}

// FiguresView is all figures of a bassin, beside those of the Region.
type FiguresView struct {
	Page
	Summary string
	Notes   []string // what the sources leave open about its territory
	Data    Lazy[FiguresData]
	Links   []Link
}

// FiguresData is the figures by theme, and what is missing.
type FiguresData struct {
	Themes  []ThemeChart
	Missing []report.Apart
}
