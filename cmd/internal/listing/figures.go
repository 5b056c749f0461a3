package listing

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// Figures is an overview of figures to print.
type Figures struct {
	figures.Overview
	Language string // of names, in JSON
	Values   bool   // whether the table has values too; for few columns
}

// unknown stands in the table where nobody has entered anything.
const unknown = "-"

// Table returns a line for each indicator, with the latest period that is known of
// each territory, and below how much is missing. No indicator is "".
func (f Figures) Table() string {
	if len(f.Indicators) == 0 {
		return ""
	}
	header := []string{"INDICATOR"}
	for _, t := range f.Columns {
		header = append(header, strings.ToUpper(t.ID.Value))
	}
	rows := [][]string{append(header, "COMMUNES", "OTHERS")}
	for _, c := range f.Indicators {
		row := []string{c.Indicator.ID.Value}
		for _, s := range c.States {
			row = append(row, f.state(s))
		}
		communes, others := unknown, unknown
		if c.Communes.Known > 0 {
			communes = fmt.Sprintf("%d of %d", c.Communes.Known, c.Communes.Of)
		}
		if c.Others > 0 {
			others = fmt.Sprint(c.Others)
		}
		rows = append(rows, append(row, communes, others))
	}
	var missing []string
	for i, t := range f.Columns {
		gaps, unasked := f.Gaps(i)
		missing = append(missing, fmt.Sprintf("%s %d (%d never entered)", t.ID.Value, gaps, unasked))
	}
	return table(rows) + fmt.Sprintf("\nOf %d indicators are missing: %s\n", len(f.Indicators), strings.Join(missing, ", "))
}

func (f Figures) state(s figures.State) string {
	switch {
	case s.Latest == nil && s.Asked == nil:
		return unknown
	case s.Latest == nil:
		return s.Missing
	}
	when := s.Latest.Period.String()
	if when == "" {
		when = "undated"
	}
	if f.Values {
		when += ": " + said(s.Latest)
	}
	return when
}

// said is a value with how sure it is.
func said(o *site.Observation) string {
	if q := o.Qualifier.Value; q != site.Exact {
		return q + " " + figures.Value(o)
	}
	return figures.Value(o)
}

// Indicator is an indicator in JSON.
type Indicator struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Theme       string      `json:"theme"`
	Unit        string      `json:"unit"`
	Territories []Territory `json:"territories"` // the Region and the basins
	Communes    int         `json:"communes"`    // of which something is known
	Others      int         `json:"others"`      // parts of communes, quartiers, countries
}

// Territory is what is known of an indicator for a territory in JSON.
type Territory struct {
	ID        string   `json:"id"`
	Known     bool     `json:"known"`
	Missing   string   `json:"missing,omitempty"` // why; left out if nobody has entered it
	Period    string   `json:"period,omitempty"`  // the latest
	Value     *float64 `json:"value,omitempty"`
	From      *float64 `json:"from,omitempty"` // of a range, instead of value
	To        *float64 `json:"to,omitempty"`
	Qualifier string   `json:"qualifier,omitempty"`
	Source    string   `json:"source,omitempty"` // file and line of the entry
}

// JSON writes the overview as an array of [Indicator].
func (f Figures) JSON(w io.Writer) error {
	indicators := []Indicator{}
	for _, c := range f.Indicators {
		i := c.Indicator
		entry := Indicator{ID: i.ID.Value, Name: i.Names[f.Language], Theme: i.ThemeID.Value, Unit: i.Unit.Value, Territories: []Territory{}, Communes: c.Communes.Known, Others: c.Others}
		for k, s := range c.States {
			entry.Territories = append(entry.Territories, territory(f.Columns[k], s))
		}
		indicators = append(indicators, entry)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(indicators)
}

func territory(t *site.Territory, s figures.State) Territory {
	v := Territory{ID: t.ID.Value, Known: s.Latest != nil, Missing: s.Missing}
	o := s.Latest
	if o == nil {
		o = s.Asked
	}
	if o == nil {
		return v
	}
	number := func(n source.Number) *float64 {
		if !n.Known() {
			return nil
		}
		return &n.Value
	}
	v.Period, v.Value = o.Period.String(), number(o.Value)
	v.Source = fmt.Sprintf("%s:%d", o.Path, o.Mark().Line)
	if o.Range != nil {
		v.From, v.To = number(o.Range.From), number(o.Range.To)
	}
	if o.Known() {
		v.Qualifier = o.Qualifier.Value
	}
	return v
}
