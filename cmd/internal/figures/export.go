package figures

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// dialect is how files of data/observations are written: as spreadsheets in Belgium
// do.
var dialect = sheet.Dialect{Separator: ';', Decimal: ','}

// The columns for those who read a workbook. They stand beside the ids, and nothing
// is taken from them.
const (
	indicatorName = "indicator_name"
	territoryName = "territory_name"
)

var readerColumns = []string{indicatorName, territoryName}

// Export is figures to be written as a sheet of an editor. What a row cannot hold is
// left out, and said.
type Export struct {
	Observations []*site.Observation // those that can be written
	Left         []diag.Problem      // warnings, one for each of the others
	site         *site.Site
	periods      map[lang.Period]string // as they are written
}

// NewExport returns the figures of some indicators, or if there are none of all, and
// of a file, or if that is "" of all. They are in the order of the indicators, then by
// territory, then by period.
func NewExport(s *site.Site, indicators []string, file string) *Export {
	e := &Export{site: s}
	for _, i := range s.Indicators {
		if len(indicators) > 0 && !slices.Contains(indicators, i.ID.Value) {
			continue
		}
		for _, o := range i.Observations {
			if file != "" && o.Path != file {
				continue
			}
			if reason, hint := unwritable(o); reason != "" {
				p := o.Mark().At(o.Path, fmt.Sprintf("%s of %s is left out: %s", i.ID.Value, title(o), reason), hint)
				p.Severity = diag.Warning
				e.Left = append(e.Left, p)
				continue
			}
			e.Observations = append(e.Observations, o)
		}
	}
	return e
}

// unwritable says why a figure does not fit into a row, "" if it does.
func unwritable(o *site.Observation) (reason, hint string) {
	for _, s := range o.Sources {
		switch {
		case s.Ref.Value == "":
			return "a row names its sources by their ids", "put the source into data/sources, and name it here by ref:"
		case s.Page != o.Sources[0].Page:
			return "a row has one page for all its sources", "it can only be changed here"
		}
	}
	return "", ""
}

// CSV returns the figures as a file of data/observations.
func (e *Export) CSV() []byte {
	columns := site.ObservationColumns(e.site.LanguageIDs())
	rows := make([][]string, 0, len(e.Observations)+1)
	rows = append(rows, columns)
	fields := fieldsOf(columns)
	var c sheet.Cell
	for _, o := range e.Observations {
		row := make([]string, len(columns))
		for i, f := range fields {
			if e.fill(&c, o, f, 0); c.Kind == sheet.Number {
				row[i] = sheet.FormatNumber(c.Number, c.Decimals, dialect.Decimal)
			} else {
				row[i] = c.Text
			}
		}
		rows = append(rows, row)
	}
	return dialect.AppendCSV(nil, rows)
}

// listsSheet is the name of the second sheet of a workbook, and listsHeader its
// first row.
const listsSheet = "ids"

var listsHeader = []string{"list", "id", "name"}

// Workbook writes the figures as .xlsx, with names in a language beside the ids, and
// with a second sheet that lists the ids that there are.
func (e *Export) Workbook(w io.Writer, language int) error {
	return sheet.WriteXLSX(w, sheet.Workbook{
		Title:    e.site.Config.Names[e.site.Languages[language].ID],
		Language: e.site.Languages[language].ID,
		Tables: []sheet.Table{
			{Name: "observations", Rows: Rows(e.site, e.Observations, language), Header: 1},
			{Name: listsSheet, Rows: e.lists(language), Header: 1},
		},
	})
}

// Columns are those of [site.ObservationColumns] with the ones for readers beside
// them.
func Columns(languages []string) []string {
	columns := slices.Clone(site.ObservationColumns(languages))
	for _, beside := range [][2]string{{"indicator", indicatorName}, {"territory", territoryName}, {"value", site.UnitColumn}} {
		columns = slices.Insert(columns, slices.Index(columns, beside[0])+1, beside[1])
	}
	return columns
}

// Rows are figures as a workbook has them, in a language: a row for each below the
// names of the [Columns].
func Rows(s *site.Site, list []*site.Observation, language int) [][]sheet.Cell {
	rows := make([][]sheet.Cell, 0, len(list)+1)
	rows = append(rows, Head(s))
	for row := range EachRow(s, list, language) {
		rows = append(rows, slices.Clone(row))
	}
	return rows
}

// Head is the first of the [Rows], with the names of the columns.
func Head(s *site.Site) []sheet.Cell { return textCells(Columns(s.LanguageIDs())...) }

// EachRow yields the other [Rows] one after the other, all in the same cells: those of
// 6,000 figures at once are eight megabytes.
func EachRow(s *site.Site, list []*site.Observation, language int) iter.Seq[[]sheet.Cell] {
	fields := fieldsOf(Columns(s.LanguageIDs()))
	return func(yield func([]sheet.Cell) bool) {
		e := Export{site: s}
		row := make([]sheet.Cell, len(fields))
		for _, o := range list {
			for i, f := range fields {
				e.fill(&row[i], o, f, language)
			}
			if !yield(row) {
				return
			}
		}
	}
}

func textCells(texts ...string) []sheet.Cell {
	cells := make([]sheet.Cell, len(texts))
	for i, t := range texts {
		cells[i] = sheet.TextCell(t)
	}
	return cells
}

// lists are the ids that cells may name.
func (e *Export) lists(language int) [][]sheet.Cell {
	id := e.site.Languages[language].ID
	rows := [][]sheet.Cell{textCells(listsHeader...)}
	for _, i := range e.site.Indicators {
		rows = append(rows, textCells("indicator", i.ID.Value, i.Names[id]))
	}
	for _, t := range e.site.Territories {
		rows = append(rows, textCells("territory", t.ID.Value, anyName(t, id)))
	}
	var sources []string
	titles := map[string]string{}
	for _, o := range e.site.Observations {
		for _, s := range o.Sources {
			if ref := s.Ref.Value; ref != "" && titles[ref] == "" {
				titles[ref] = e.site.Source(s).Title
				sources = append(sources, ref)
			}
		}
	}
	slices.Sort(sources)
	for _, ref := range sources {
		rows = append(rows, textCells("source", ref, titles[ref]))
	}
	for _, q := range site.Qualifiers {
		rows = append(rows, textCells("qualifier", q))
	}
	for _, r := range site.Reasons {
		rows = append(rows, textCells("missing", r))
	}
	return rows
}

// anyName is the name in a language, or the first there is: a quartier may lack some.
func anyName(t *site.Territory, id string) string {
	if name := t.Names[id]; name != "" {
		return name
	}
	names := make([]string, 0, len(t.Names))
	for _, name := range t.Names {
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return slices.Min(names)
}

// A field is what a column holds: rows are many, and names are long to compare.
type field struct {
	kind     int    // its place in fieldNames; those of notes are behind the last
	language string // of a note
}

// The columns but for those of notes.
const (
	fieldIndicator = iota
	fieldIndicatorName
	fieldTerritory
	fieldTerritoryName
	fieldPeriod
	fieldValue
	fieldUnit
	fieldLow
	fieldHigh
	fieldQualifier
	fieldMissing
	fieldBreak
	fieldKey
	fieldSource
	fieldPage
	fieldNote
)

var fieldNames = [fieldNote]string{"indicator", indicatorName, "territory", territoryName, "period", "value", site.UnitColumn, "low", "high", "qualifier", "missing", "break", "key", "source", "page"}

// fieldsOf are what columns hold.
func fieldsOf(columns []string) []field {
	fields := make([]field, len(columns))
	for i, name := range columns {
		if fields[i].kind = slices.Index(fieldNames[:], name); fields[i].kind < 0 {
			fields[i] = field{fieldNote, strings.TrimPrefix(name, "note_")}
		}
	}
	return fields
}

// fill puts into a cell what a figure has in a column.
func (e *Export) fill(c *sheet.Cell, o *site.Observation, f field, language int) {
	if c.Kind != sheet.Empty {
		*c = sheet.Cell{}
	}
	number := func(n source.Number) {
		if n.Known() {
			*c = sheet.NumberCell(n.Value, n.Decimals)
		}
	}
	text := ""
	switch f.kind {
	case fieldIndicator:
		text = o.IndicatorID.Value
	case fieldIndicatorName:
		text = o.Indicator.Names[e.site.Languages[language].ID]
	case fieldTerritory:
		text = o.TerritoryID.Value
	case fieldTerritoryName:
		text = anyName(o.Territory, e.site.Languages[language].ID)
	case fieldPeriod:
		text = e.period(o.Period)
	case fieldValue:
		number(o.Value)
	case fieldUnit:
		text = o.Indicator.Unit.Value
	case fieldLow:
		if o.Range != nil {
			number(o.Range.From)
		}
	case fieldHigh:
		if o.Range != nil {
			number(o.Range.To)
		}
	case fieldQualifier:
		if text = o.Qualifier.Value; text == site.Exact {
			text = ""
		}
	case fieldMissing:
		text = o.Missing.Value
	case fieldBreak:
		text = flag(o.Break)
	case fieldKey:
		text = flag(o.Key)
	case fieldSource:
		if len(o.Sources) == 1 {
			text = o.Sources[0].Ref.Value
			break
		}
		var ids []string
		for k := range o.Sources {
			ids = append(ids, o.Sources[k].Ref.Value)
		}
		text = strings.Join(ids, " ")
	case fieldPage:
		if len(o.Sources) > 0 {
			text = o.Sources[0].Page
		}
	case fieldNote: // its lines are one in a row
		if len(o.Note) > 0 {
			text = strings.Join(strings.Fields(o.Note[f.language]), " ")
		}
	}
	if text != "" {
		c.Kind, c.Text = sheet.Text, text
	}
}

// period is a period as it is written. A sheet has few of them.
func (e *Export) period(p lang.Period) string {
	text, ok := e.periods[p]
	if !ok {
		text = p.String()
		if e.periods == nil {
			e.periods = map[lang.Period]string{}
		}
		e.periods[p] = text
	}
	return text
}

func flag(set bool) string {
	if set {
		return "true"
	}
	return ""
}
