package report

import (
	"html/template"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/site"
)

// Card is one figure with all that it needs to be trusted.
type Card struct {
	Label      string // the indicator's name
	URL        string // of the indicator's page; may be ""
	Territory  string
	Accent     string // id of the basin whose colour it has; ""
	Value      string // "128 724", "12,5 %", or "n.c."
	Unit       string // "habitant·es"; "" where Value has it
	Missing    string // why there is no value; "" if there is one
	Qualifier  string // "environ", "calculé ici"; "" if it is exact
	Period     string // "au 1er janvier 2025"; "" if the source gives no date
	Change     string // since the period before; ""
	Note       string // what must be said with it; ""
	Spark      template.HTML
	Definition string
	Limits     string
	Earlier    []Earlier // the latest first
	Fixed      []Correction
	Sources    []Source
}

// Earlier is what an indicator was at another time.
type Earlier struct {
	Value  string // with its qualifier
	Period string // "" if the source gives no date
	Note   string
	Break  bool // what came later is not comparable with it
}

// Correction is a value that was published and has changed since.
type Correction struct {
	Date     Time
	What     string // "Nord, au 1er janvier 2025"
	Old, New string // with unit
	Reason   string
}

// minSpark is the number of values from which a line says more than they do.
const minSpark = 4

// Card returns the card of a figure. Its sources are also those of the earlier
// values that it shows.
func (w *Words) Card(o *site.Observation) Card {
	i := o.Indicator
	c := Card{
		Label: w.Name(i), URL: w.url(i), Territory: w.Territory(o.Territory),
		Value: w.Number(o), Qualifier: w.Qualifier(o), Period: w.Period(o.Period), Change: w.Change(o), Note: w.plain(o.Note[w.id]),
		Definition: w.about(i).definition, Limits: w.about(i).limits,
		Fixed: w.Corrections(o.Corrections),
	}
	if b := o.Territory.Bassin; b != nil {
		c.Accent = b.ID
	}
	if o.Known() {
		c.Value, c.Unit = w.parts(o)
	} else {
		c.Missing = w.Reason(o)
	}
	of := i.Of(o.Territory)
	sources := append(make([][]site.Source, 0, len(of)), o.Sources)
	later := o
	if len(of) > 1 {
		c.Earlier = make([]Earlier, 0, len(of)-1)
	}
	for _, other := range slices.Backward(of) {
		if other == o || !other.Known() || other.Period.Compare(o.Period) > 0 {
			continue
		}
		c.Earlier = append(c.Earlier, Earlier{w.Value(other), w.Period(other.Period), w.plain(other.Note[w.id]), later.Break})
		sources = append(sources, other.Sources)
		later = other
	}
	c.Sources = w.Sources(sources...)
	c.Spark = w.spark(o)
	return c
}

// shortUnit is the length of a unit, such as % or km², that stays with its number.
const shortUnit = 3

// parts are a value and its unit, which is longer than the number and therefore
// set smaller.
func (w *Words) parts(o *site.Observation) (value, unit string) {
	text, number := w.Quantity(o), w.Number(o)
	unit, found := strings.CutPrefix(text, number)
	if unit = strings.TrimSpace(unit); !found || utf8.RuneCountInString(unit) <= shortUnit {
		return text, ""
	}
	return number, unit
}

// spark is what drawings of small lines leave for the next: pages have thousands.
type spark struct {
	x      []float64
	labels []string
	points []chart.Point
	drawn  []byte
}

var sparks = sync.Pool{New: func() any { return new(spark) }}

// spark is the way to the value as a small line. Its numbers stand under it.
func (w *Words) spark(o *site.Observation) template.HTML {
	run := Comparable(o)
	if len(run) < minSpark {
		return ""
	}
	s := sparks.Get().(*spark)
	defer sparks.Put(s)
	s.x, s.points = s.x[:0], s.points[:0]
	for _, other := range run {
		s.x = append(s.x, other.Period.Place())
		s.points = append(s.points, w.place(other))
	}
	s.labels = slices.Grow(s.labels, len(run))[:len(run)] // all of them empty
	line := chart.Chart{Form: chart.Spark, X: s.x, Labels: s.labels, Series: []chart.Series{{Points: s.points}}}
	s.drawn = line.Append(s.drawn[:0])
	return template.HTML(s.drawn)
}

// Corrections are what has been corrected, in the order given.
func (w *Words) Corrections(list []*site.Correction) []Correction {
	var found []Correction
	for _, c := range list {
		o := c.Observation
		what := w.Territory(o.Territory)
		if period := w.Period(o.Period); period != "" {
			what = w.message("figure.of", "territory", what, "period", period)
		}
		found = append(found, Correction{
			Date: w.time(c.Date), What: what, Reason: w.plain(c.Reason[w.id]),
			Old: w.measure(o.Indicator, c.Old), New: w.measure(o.Indicator, c.New),
		})
	}
	return found
}

// Note is what a footnote says of a figure: what it counts, for whom and for when,
// what must be said with it, and where it comes from.
type Note struct {
	Number  int // in a table; 0
	Label   string
	Text    string
	Sources []Source
}

// Note returns the footnote of a figure in a text.
func (w *Words) Note(o *site.Observation) Note {
	label := w.message("figure.subject", "indicator", w.Name(o.Indicator), "territory", w.Territory(o.Territory))
	if period := w.Period(o.Period); period != "" {
		label = w.message("figure.of", "territory", label, "period", period)
	}
	return Note{Label: label, Text: w.plain(o.Note[w.id]), Sources: w.Sources(o.Sources)}
}
