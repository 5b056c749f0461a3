package site

import (
	"errors"
	"fmt"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/source"
)

// neededColumns must be there; see [ObservationColumns] for the others.
var neededColumns = []string{"indicator", "territory", "period", "value", "source"}

// noteColumn begins the names of the columns with the note in a language.
const noteColumn = "note_"

// FigureRecordPath is the record of the figures that were published. The file is
// read and written by package figures.
const FigureRecordPath = "data/published-figures.csv"

// ObservationColumns are the names of the columns of a sheet of observations.
func ObservationColumns(languages []string) []string {
	columns := []string{"indicator", "territory", "period", "value", "low", "high", "qualifier", "missing", "break", "key", "source", "page"}
	for _, l := range languages {
		columns = append(columns, noteColumn+l)
	}
	return columns
}

// sheets reads the observations that are kept as CSV, and the record of those that
// were published.
func (r *reader) sheets(s *Site) {
	if f := r.tree.File(FigureRecordPath); f != nil {
		r.note(f.Path, true)
		s.FigureRecord = f.Data
	}
	for _, f := range r.tree.Under(observationsFolder) {
		if path.Ext(f.Path) != ".csv" {
			continue
		}
		read, problems := sheet.ReadCSV(f.Path, f.Data)
		if read != nil {
			observations, more := ReadObservations(f.Path, read, s.LanguageIDs())
			s.Observations = append(s.Observations, observations...)
			problems = append(problems, more...)
		}
		r.problems.Add(problems...)
		r.note(f.Path, len(problems) == 0)
	}
}

// LanguageIDs returns the ids of the languages, in order.
func (s *Site) LanguageIDs() []string {
	var ids []string
	for _, l := range s.Languages {
		ids = append(ids, l.ID)
	}
	return ids
}

// ReplaceObservations puts observations in the place of those of the file at a path,
// and links them with the rest of the site, all of which may change. It reports what
// is wrong with them, each by itself.
func (s *Site) ReplaceObservations(path string, by []*Observation, problems *diag.List) {
	l := linker{s, new(source.Tree), problems, map[string]string{}, new(sync.Map), false}
	s.Observations = slices.DeleteFunc(s.Observations, func(o *Observation) bool { return o.Path == path })
	s.Observations = append(s.Observations, by...)
	for _, i := range s.Indicators {
		i.Observations, i.Corrections = nil, nil
	}
	for _, o := range by {
		l.observation(o)
	}
	for _, o := range s.Observations {
		o.Corrections = nil
	}
	l.arrange()
	l.corrections()
	for _, r := range s.Reports {
		for i := range r.Key {
			l.keyFigure(r, &r.Key[i])
		}
	}
}

// UnitColumn is the name of a column that a sheet of observations may have too: the
// unit in which its values are.
const UnitColumn = "unit"

// ReadObservations reads a sheet with one observation in each row. The first row
// names the columns, in any order: those of [ObservationColumns], [UnitColumn], and
// those to be left alone. What a cell says is checked; whether what it names exists is
// not. A cell that shows a percent sign says its unit.
//
// Places are lines and columns of a CSV; of a workbook, which has none, they are the
// row and the column of the cell.
func ReadObservations(p string, s *sheet.Sheet, languages []string, leave ...string) ([]*Observation, []diag.Problem) {
	if len(s.Rows) == 0 {
		return nil, []diag.Problem{{Path: p, Message: "sheet is empty", Hint: "its first row names the columns: " + strings.Join(neededColumns, ", ")}}
	}
	x := rows{path: p, sheet: s, columns: map[string]int{}}
	x.header(s.Rows[0], languages, leave)
	if len(x.problems) > 0 {
		return nil, x.problems
	}
	observations := make([]*Observation, 0, len(s.Rows)-1)
	for _, row := range s.Rows[1:] {
		switch {
		case x.isHeader(row):
			x.problem(row[0], "the header stands here a second time", "remove this row")
		case slices.ContainsFunc(row, func(c sheet.Cell) bool { return c.Kind != sheet.Empty }):
			observations = append(observations, x.observation(row, languages))
		}
	}
	return observations, x.problems
}

// rows reads the rows of one sheet.
type rows struct {
	path     string
	sheet    *sheet.Sheet
	columns  map[string]int // by name
	problems []diag.Problem
}

func (x *rows) problem(c sheet.Cell, message, hint string) {
	x.problems = append(x.problems, mark(c).At(x.path, message, hint))
}

func mark(c sheet.Cell) source.Mark {
	if c.Line == 0 {
		return source.Mark{Line: c.Row, Column: c.Col}
	}
	return source.Mark{Line: c.Line, Column: c.Column}
}

func columnName(c sheet.Cell) string { return strings.ToLower(strings.TrimSpace(c.Text)) }

// header finds the columns.
func (x *rows) header(row []sheet.Cell, languages, leave []string) {
	known := append(ObservationColumns(languages), UnitColumn)
	for i, c := range row {
		name := columnName(c)
		_, twice := x.columns[name]
		switch {
		case name == "" || slices.Contains(leave, name):
			continue // of one without a name each cell that holds something is reported
		case twice:
			x.problem(c, fmt.Sprintf("column %q is there twice", name), "remove one of the two")
		case !slices.Contains(known, name):
			hint := diag.DidYouMean(name, known)
			if hint == "" {
				hint = "columns are " + strings.Join(known, ", ")
			}
			x.problem(c, fmt.Sprintf("unknown column %q", name), hint)
		}
		x.columns[name] = i
	}
	var missing []string
	for _, name := range neededColumns {
		if _, ok := x.columns[name]; !ok {
			missing = append(missing, strconv.Quote(name))
		}
	}
	if len(missing) > 0 {
		message := "column " + missing[0] + " is missing"
		if len(missing) > 1 {
			message = "columns " + strings.Join(missing, ", ") + " are missing"
		}
		x.problem(row[0], message, "the first row names the columns: "+strings.Join(known, ", "))
	}
}

// isHeader reports whether a row names columns as the first one does.
func (x *rows) isHeader(row []sheet.Cell) bool {
	i, t := x.columns["indicator"], x.columns["territory"]
	return columnName(row[i]) == "indicator" && columnName(row[t]) == "territory"
}

// cell is the cell of a column; empty where there is no such column.
func (x *rows) cell(row []sheet.Cell, column string) sheet.Cell {
	if i, ok := x.columns[column]; ok {
		return row[i]
	}
	return sheet.Cell{}
}

// text is the text of a cell that must be in one line.
func (x *rows) text(row []sheet.Cell, column string) source.String {
	c := x.cell(row, column)
	if c.Kind == sheet.Empty {
		return source.String{}
	}
	if strings.ContainsAny(c.Text, "\r\n") {
		x.problem(c, fmt.Sprintf("%s has a line break", column), "write it in one line")
	}
	return source.String{Value: c.Text, Mark: mark(c)}
}

// number is the number of a cell; no number where it is empty.
func (x *rows) number(row []sheet.Cell, column string) source.Number {
	c := x.cell(row, column)
	if c.Kind == sheet.Empty {
		return source.Number{}
	}
	value, decimals, err := x.sheet.Number(c)
	if err == nil {
		return source.Number{Value: value, Decimals: decimals, Mark: mark(c)}
	}
	message, hint := err.Error(), ""
	if refused, ok := errors.AsType[*sheet.NumberError](err); ok {
		message, hint = refused.Reason, refused.Hint
	}
	if c.Kind == sheet.Text && !strings.ContainsAny(c.Text, "0123456789") {
		hint = "where there is no number leave it empty, and write why into missing: " + strings.Join(Reasons, ", ")
	}
	x.problem(c, column+": "+message, hint)
	return source.Number{Value: math.NaN(), Mark: mark(c)} // there is something, and nothing more is said of it
}

func (x *rows) flag(row []sheet.Cell, column string) bool {
	c := x.cell(row, column)
	switch strings.ToLower(c.Text) {
	case "", "false", "0":
		return false
	case "true", "1", "x":
		return true
	}
	x.problem(c, fmt.Sprintf("%s is %q", column, c.Text), "true, or nothing")
	return false
}

// period is the period of a cell; none where it is empty.
func (x *rows) period(row []sheet.Cell) lang.Period {
	c := x.cell(row, "period")
	if c.Kind == sheet.Empty {
		return lang.Period{}
	}
	p, err := lang.ParsePeriod(c.Text)
	if err == nil {
		return p
	}
	// A date that has lost its format is the number of days since the end of 1899.
	const first, last = 18264, 73050 // 1950 to 2099
	message, hint := err.Error(), ""
	_, noDate := lang.ParseDate(c.Text)
	switch {
	case c.Kind == sheet.Number && c.Number >= first && c.Number <= last && c.Number == math.Trunc(c.Number):
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(c.Number))
		message, hint = fmt.Sprintf("%q is not a period", c.Text), "if it is a date that has lost its format, it is "+day.Format(time.DateOnly)
	case noDate != nil && strings.Contains(noDate.Error(), "write it as"): // 31/12/2024 is not a school year
		message = noDate.Error()
	case strings.Contains(message, "expected"):
		message, hint = fmt.Sprintf("%q is not a period", c.Text), "a year (2025), a month (2025-03), a day (2025-01-01), a school year (2024/2025), or two with .. between them"
	}
	x.problem(c, message, hint)
	return p
}

// observation reads one row.
func (x *rows) observation(row []sheet.Cell, languages []string) *Observation {
	for i, c := range row {
		if c.Kind != sheet.Empty && columnName(x.sheet.Rows[0][i]) == "" {
			x.problem(c, fmt.Sprintf("%q stands in a column without a name", c.Text), "name the column in the first row, or empty the cell")
		}
	}
	o := &Observation{
		IndicatorID: x.text(row, "indicator"),
		TerritoryID: x.text(row, "territory"),
		Period:      x.period(row),
		Value:       x.number(row, "value"),
		Missing:     x.text(row, "missing"),
		Unit:        x.text(row, UnitColumn),
		Qualifier:   x.text(row, "qualifier"),
		Break:       x.flag(row, "break"),
		Key:         x.flag(row, "key"),
		Path:        x.path,
	}
	if low, high := x.number(row, "low"), x.number(row, "high"); low.Known() || high.Known() {
		o.Range = &Range{low, high}
	}
	for _, column := range [...]string{"value", "low", "high"} {
		if c := x.cell(row, column); c.Percent {
			o.Unit = source.String{Value: Percent, Mark: mark(c)}
		}
	}
	ids, page := x.text(row, "source"), x.text(row, "page").Value
	for _, id := range strings.Fields(ids.Value) {
		o.Sources = append(o.Sources, Source{Ref: source.String{Value: id, Mark: ids.Mark}, Page: page})
	}
	for _, l := range languages {
		if note := x.text(row, noteColumn+l); note.Value != "" {
			if o.Note == nil {
				o.Note = lang.Text{}
			}
			o.Note[l] = note.Value
		}
	}
	// What is wrong with the row as a whole is told where its first cell stands.
	for _, c := range row {
		if o.IndicatorID.Mark == (source.Mark{}) {
			o.IndicatorID.Mark = mark(c)
		}
		if o.TerritoryID.Mark == (source.Mark{}) {
			o.TerritoryID.Mark = mark(c)
		}
	}
	return o
}
