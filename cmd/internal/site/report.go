package site

import (
	"errors"
	"strconv"

	"go.yaml.in/yaml/v4"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// Report is a file of data/rapports: the activity report of a year, whose name
// the file has.
type Report struct {
	Published lang.Date     `yaml:"published"`
	Key       []KeyFigure   `yaml:"key"`    // that begin the page
	Chapters  []ReportTheme `yaml:"themes"` // of figures, in order
	Method    []lang.Text   `yaml:"method"` // what has changed in how figures are made

	Year int    `yaml:"-"`
	Path string `yaml:"-"`
	Text *Entry `yaml:"-"` // content/rapports/<year>; nil if there is none
}

// ID is the year as it stands in addresses.
func (r *Report) ID() string { return strconv.Itoa(r.Year) }

// KeyFigure names an observation.
type KeyFigure struct {
	IndicatorID source.String `yaml:"indicator"`
	TerritoryID source.String `yaml:"territory"`
	Period      lang.Period   `yaml:"period"`
	Observation *Observation  `yaml:"-"`
}

// ReportTheme is a chapter of figures.
type ReportTheme struct {
	ThemeID source.String `yaml:"theme"`
	Charts  []ReportChart `yaml:"charts"`
	Theme   *Theme        `yaml:"-"`
}

// ReportChart says which figures are drawn, and how.
type ReportChart struct {
	IndicatorID  source.String `yaml:"indicator"`
	Form         source.String `yaml:"form"`
	TerritoryIDs Selection     `yaml:"territories"`
	Period       lang.Period   `yaml:"period"` // zero is the latest of the report's year
	Title        lang.Text     `yaml:"title"`  // the finding; empty is the indicator's name
	Indicator    *Indicator    `yaml:"-"`
	Territories  []*Territory  `yaml:"-"`
}

// The forms of charts.
const (
	FormBars      = "bars"
	FormStacked   = "stacked" // shares of a group
	FormLines     = "lines"
	FormDots      = "dots"
	FormMultiples = "multiples"
)

// Forms are all of them.
var Forms = []string{FormBars, FormStacked, FormLines, FormDots, FormMultiples}

// Selection is a list of ids, or one word that stands for one.
type Selection []source.String

// UnmarshalYAML takes a list of texts, or one text.
func (s *Selection) UnmarshalYAML(n *yaml.Node) error {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	*s = make(Selection, len(items))
	for i, item := range items {
		if err := (*s)[i].UnmarshalYAML(item); err != nil {
			return errors.New("expected bassins, communes, or a list of ids")
		}
	}
	return nil
}
