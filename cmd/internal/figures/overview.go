package figures

import (
	"slices"

	"bassins/cmd/internal/site"
)

// Overview is what is known of each indicator, for whom, and since when.
type Overview struct {
	Columns    []*site.Territory // the Region and the basins
	Indicators []Coverage
}

// Coverage is what is known of one indicator.
type Coverage struct {
	Indicator *site.Indicator
	States    []State // by Columns
	Communes  Count   // of all communes, those of which something is known
	Others    int     // parts of communes, quartiers and countries of which something is known
}

// Count is a part of a whole.
type Count struct{ Known, Of int }

// State is what is known of a territory.
type State struct {
	Latest *site.Observation // the latest that is known; nil if none is
	// Missing is why none is known, if that was entered; Asked is the figure that says
	// so.
	Missing string
	Asked   *site.Observation
}

// Gap reports whether a figure is to be asked for: none is known, and it is not one
// that cannot be.
func (s State) Gap() bool { return s.Latest == nil && s.Missing != site.NotApplicable }

// NewOverview returns what is known of a year, or if it is 0 of all times, for the
// Region and a basin, or if that is nil for all basins.
func NewOverview(s *site.Site, year int, bassin *site.Territory) Overview {
	var v Overview
	if region := s.Territory(site.Region); region != nil {
		v.Columns = append(v.Columns, region)
	}
	if bassin != nil {
		v.Columns = append(v.Columns, bassin)
	} else {
		v.Columns = append(v.Columns, s.TerritoriesOf(site.SumBassins)...)
	}
	for _, i := range s.Indicators {
		c := Coverage{Indicator: i, States: make([]State, len(v.Columns))}
		for k, t := range v.Columns {
			c.States[k] = stateOf(i.Of(t), year)
		}
		for _, t := range s.Territories {
			switch known := stateOf(i.Of(t), year).Latest != nil; t.Kind.Value {
			case site.KindBassin, site.KindRegion:
			case site.KindCommune:
				c.Communes.Of++
				if known {
					c.Communes.Known++
				}
			default:
				if known {
					c.Others++
				}
			}
		}
		v.Indicators = append(v.Indicators, c)
	}
	return v
}

func stateOf(of []*site.Observation, year int) (s State) {
	for _, o := range slices.Backward(of) {
		switch {
		case year != 0 && o.Period.Year() != year:
		case o.Known():
			return State{Latest: o}
		case s.Asked == nil:
			s.Missing, s.Asked = o.Missing.Value, o
		}
	}
	return s
}

// Gaps counts the indicators of which no figure of a column is known, and those among
// them for which nobody has entered why.
func (v Overview) Gaps(column int) (gaps, unasked int) {
	for _, c := range v.Indicators {
		if s := c.States[column]; s.Gap() {
			gaps++
			if s.Asked == nil {
				unasked++
			}
		}
	}
	return gaps, unasked
}
