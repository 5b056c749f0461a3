package site

import (
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// Observation is an entry of data/observations: the value of an indicator for a
// territory and a period, or that it is missing.
type Observation struct {
	IndicatorID source.String `yaml:"indicator"`
	TerritoryID source.String `yaml:"territory"`
	Period      lang.Period   `yaml:"period"` // zero if the source gives none
	Value       source.Number `yaml:"value"`
	Range       *Range        `yaml:"range"`     // instead of a value
	Missing     source.String `yaml:"missing"`   // instead of both
	Unit        source.String `yaml:"unit"`      // may be left out; the id of that of the indicator, or its name
	Qualifier   source.String `yaml:"qualifier"` // empty is exact
	Break       bool          `yaml:"break"`     // not comparable with what came before
	Key         bool          `yaml:"key"`       // stands on the page of its basin, or on the first page
	Note        lang.Text     `yaml:"note"`
	Sources     []Source      `yaml:"sources"`

	Path        string        `yaml:"-"`
	Indicator   *Indicator    `yaml:"-"`
	Territory   *Territory    `yaml:"-"`
	Corrections []*Correction `yaml:"-"` // the latest first
}

// Range is a value that is only known to lie between two, both included.
type Range struct {
	From source.Number `yaml:"from"`
	To   source.Number `yaml:"to"`
}

// How sure a value is. A value that is derived was worked out by the editors of
// the site; the note says how.
const (
	Exact       = "exact"
	About       = "about"
	Under       = "under"
	Over        = "over"
	Provisional = "provisional"
	Estimated   = "estimated"
	Derived     = "derived"
)

// Qualifiers are all of them.
var Qualifiers = []string{Exact, About, Under, Over, Provisional, Estimated, Derived}

// Why a value is missing.
const (
	NotPublished  = "not-published"
	NotApplicable = "not-applicable"
	TooFew        = "too-few" // to be shown without telling of persons
)

// Reasons are all of them.
var Reasons = []string{NotPublished, NotApplicable, TooFew}

// Known reports whether there is a value or a range.
func (o *Observation) Known() bool { return o.Missing.Value == "" }

// Middle is the value, or the middle of the range.
func (o *Observation) Middle() float64 {
	if o.Range != nil {
		return (o.Range.From.Value + o.Range.To.Value) / 2
	}
	return o.Value.Value
}

// Mark is where the observation stands in its file.
func (o *Observation) Mark() source.Mark { return o.IndicatorID.Mark }

// Correction is an entry of data/corrections.yaml: a value that was published
// and has changed since.
type Correction struct {
	IndicatorID source.String `yaml:"indicator"`
	TerritoryID source.String `yaml:"territory"`
	Period      lang.Period   `yaml:"period"`
	Date        lang.Date     `yaml:"date"`
	Old         source.Number `yaml:"old"`
	New         source.Number `yaml:"new"`
	Reason      lang.Text     `yaml:"reason"`
	Observation *Observation  `yaml:"-"`
}

// CorrectionsPath is the file of all [Correction]s.
const CorrectionsPath = "data/corrections.yaml"
