package site

import (
	"slices"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// Theme is an entry of data/themes.yaml: what a group of indicators is about.
type Theme struct {
	ID         source.String `yaml:"id"`
	Names      lang.Text     `yaml:"names"`
	Slugs      lang.Text     `yaml:"slugs"`
	Indicators []*Indicator  `yaml:"-"` // in the order of data/indicateurs
}

// Indicator is an entry of data/indicateurs: something that is measured, with all
// that makes a number of it mean anything.
type Indicator struct {
	ID         source.String   `yaml:"id"`
	ThemeID    source.String   `yaml:"theme"`
	Names      lang.Text       `yaml:"names"`
	Definition lang.Text       `yaml:"definition"` // what it counts
	Method     lang.Text       `yaml:"method"`     // how it is measured
	Limits     lang.Text       `yaml:"limits"`     // what it does not say
	Unit       source.String   `yaml:"unit"`       // interface texts unit.<unit> and unit_name.<unit>
	Decimals   int             `yaml:"decimals"`   // that are shown
	Direction  source.String   `yaml:"direction"`  // which way is good: higher, lower, or empty where neither is
	Plausible  *Bounds         `yaml:"plausible"`
	Jump       float64         `yaml:"jump"`       // factor from one year to the next that asks for a note; 0 is 2
	PartIDs    []source.String `yaml:"parts"`      // indicators whose sum it is
	Group      source.String   `yaml:"shares"`     // shares with the same group add up to 100 %
	Sum        source.String   `yaml:"sum"`        // bassins or communes: the Region's value is the sum of theirs
	Comparable *bool           `yaml:"comparable"` // whether basins may be compared; nil is true
	Sources    []Source        `yaml:"sources"`
	Licence    *Licence        `yaml:"licence"` // nil: that of the site

	Path         string         `yaml:"-"`
	Theme        *Theme         `yaml:"-"`
	Parts        []*Indicator   `yaml:"-"`
	Observations []*Observation `yaml:"-"` // by territory, in the order of [Site.Territories], then by period
	Corrections  []*Correction  `yaml:"-"` // by date, the latest first
}

// The ways that are good, and the territories that add up.
const (
	Higher      = "higher"
	Lower       = "lower"
	SumBassins  = "bassins"
	SumCommunes = "communes"
)

// Percent is the unit of shares.
const Percent = "percent"

// Bounds are the values that are plausible.
type Bounds struct {
	Min source.Number `yaml:"min"`
	Max source.Number `yaml:"max"`
}

// Compared reports whether the indicator means the same in every basin.
func (i *Indicator) Compared() bool { return i.Comparable == nil || *i.Comparable }

// Of returns what is known of a territory, the earliest period first. It is a
// part of Observations.
func (i *Indicator) Of(t *Territory) []*Observation {
	first, _ := slices.BinarySearchFunc(i.Observations, t.rank, func(o *Observation, rank int) int { return o.Territory.rank - rank })
	last := first
	for last < len(i.Observations) && i.Observations[last].Territory == t {
		last++
	}
	return i.Observations[first:last]
}

// At returns the observation of a territory and a period, or nil.
func (i *Indicator) At(t *Territory, p lang.Period) *Observation {
	for _, o := range i.Of(t) {
		if o.Period == p {
			return o
		}
	}
	return nil
}

// Latest returns the observation of the territory's latest period, nil if there is
// none. A value that is missing counts only if no other is known.
func (i *Indicator) Latest(t *Territory) *Observation {
	all := i.Of(t)
	for _, o := range slices.Backward(all) {
		if o.Known() {
			return o
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

// Territory is what an observation is about. The basins, communes and parts of
// communes are territories; others are entries of data/territories.yaml.
type Territory struct {
	ID       source.String `yaml:"id"`
	Kind     source.String `yaml:"kind"`
	Names    lang.Text     `yaml:"names"` // official; a quartier may lack languages
	Code     string        `yaml:"code"`  // of the quartier in the source
	BassinID source.String `yaml:"bassin"`
	Note     lang.Text     `yaml:"note"`
	Sources  []Source      `yaml:"sources"`

	Short   lang.Text `yaml:"-"` // for charts and tables
	Bassin  *Bassin   `yaml:"-"` // the one it is or lies in; nil if in none or in several
	Commune *Commune  `yaml:"-"` // the one it is or is a part of
	rank    int       // its place in [Site.Territories]
}

// The kinds of territories.
const (
	KindBassin   = "bassin"
	KindCommune  = "commune"
	KindPart     = "part"
	KindQuartier = "quartier" // of the Monitoring des quartiers
	KindRegion   = "region"
	KindCountry  = "country"
)

// Region is the territory that covers all basins.
const Region = "region"

// territoryOrder is the order of kinds in [Site.Territories].
var territoryOrder = []string{KindBassin, KindRegion, KindCountry, KindCommune, KindPart, KindQuartier}
