package sheet

import (
	"encoding/xml"
	"fmt"
)

// ReadXLSX reads the sheets of an .xlsx that are in sight, in their order, and says
// what it did not take of them. What is wrong with a cell leaves that cell empty; a
// sheet that cannot be read is not there. What is meant to be left out, as hidden
// rows, is a warning.
func ReadXLSX(path string, data []byte) ([]*Sheet, []Refused) {
	r := &xlsxReader{path: path}
	p, refused := openPack(data)
	if refused != nil {
		r.refuse(*refused)
		return nil, r.refused
	}
	r.pack = p
	if err := r.workbook(); err != nil {
		r.refuse(Refused{Reason: err.Error(), Hint: "open it in a spreadsheet program and save it anew"})
		return nil, r.refused
	}
	var sheets []*Sheet
	for _, s := range r.sheets {
		switch {
		case s.kind != "worksheet":
			r.refuse(Refused{Sheet: s.name, Reason: "the sheet is no table and is left out", Warning: true})
			continue
		case s.hidden:
			r.refuse(Refused{Sheet: s.name, Reason: "the sheet is hidden and is left out", Hint: "show it if it is wanted", Warning: true})
			continue
		}
		rows := &rowReader{xlsxReader: r, name: s.name}
		if err := r.pack.xml(s.part, rows.token); err != nil {
			r.refuse(Refused{Sheet: s.name, Reason: err.Error(), Hint: "remove what is not part of the table, or divide it; if it is small, save it anew in a spreadsheet program"})
			continue
		}
		sheets = append(sheets, rows.sheet())
	}
	return sheets, r.refused
}

// xlsxReader is what all sheets of a workbook share.
type xlsxReader struct {
	*pack
	path     string
	sheets   []xlsxSheet
	texts    []string // that cells refer to by number
	formats  []numberFormat
	date1904 bool // days are counted from 1904, as on old Macs
	cells    int
	refused  []Refused
}

// xlsxSheet is what the workbook says of a sheet.
type xlsxSheet struct {
	name, id, kind, part string
	hidden               bool
}

func (r *xlsxReader) refuse(refused Refused) {
	refused.Path = r.path
	r.refused = append(r.refused, refused)
}

// workbook reads all but the sheets.
func (r *xlsxReader) workbook() error {
	top, err := r.relations("")
	if err != nil {
		return err
	}
	name := ""
	for _, rel := range top { // there is one of that kind
		if rel.kind == "officeDocument" {
			name = max(name, rel.target)
		}
	}
	if name == "" {
		return fmt.Errorf("the file is an Office document, but no workbook")
	}
	if err := r.xml(name, r.workbookToken); err != nil {
		return err
	}
	if len(r.sheets) == 0 {
		return fmt.Errorf("the file is no .xlsx: there is no sheet in it")
	}
	relations, err := r.relations(name)
	if err != nil {
		return err
	}
	for i, s := range r.sheets {
		r.sheets[i].kind, r.sheets[i].part = relations[s.id].kind, relations[s.id].target
	}
	for _, rel := range relations {
		switch rel.kind {
		case "sharedStrings":
			r.texts, err = r.sharedStrings(rel.target)
		case "styles":
			r.formats, err = r.numberFormats(rel.target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *xlsxReader) workbookToken(_ *xml.Decoder, t xml.Token) error {
	e, ok := t.(xml.StartElement)
	if !ok {
		return nil
	}
	switch e.Name.Local {
	case "workbookPr":
		r.date1904 = isTrue(attr(e, "date1904"))
	case "sheet":
		if len(r.sheets) == maxSheets {
			return &tooMany{maxSheets, "sheets"}
		}
		state := attr(e, "state")
		r.sheets = append(r.sheets, xlsxSheet{name: attr(e, "name"), id: attr(e, "id"), hidden: state == "hidden" || state == "veryHidden"})
	}
	return nil
}

// The size of a sheet (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4).
const (
	lastRow    = 1_048_576
	lastColumn = 16_384
)

const maxSheets = 1000

// rowReader reads one sheet.
type rowReader struct {
	*xlsxReader
	name   string
	rows   [][]Cell
	width  int  // of the longest row
	row    int  // the current one, from 1
	col    int  // the current one, from 1
	inside bool // the rows have begun, and have not ended
	skip   bool // the current row is hidden

	edges  [lastColumn + 2]int  // +1 where hidden columns begin, -1 after them
	hidden [lastColumn + 2]bool // columns, once the cells begin
	lost   [lastColumn + 2]bool // hidden columns that hold something

	lostFrom, lostTo int // hidden rows that hold something, the last ones seen
}

// token is called for each token of the part of the sheet.
func (s *rowReader) token(d *xml.Decoder, t xml.Token) error {
	e, ok := t.(xml.StartElement)
	if !ok {
		if end, ok := t.(xml.EndElement); ok && end.Name.Local == "sheetData" {
			s.inside = false
		}
		return nil
	}
	if len(s.refused) > maxProblems {
		return &tooMany{maxProblems, "problems"}
	}
	switch e.Name.Local {
	case "col":
		from, to := number(attr(e, "min")), number(attr(e, "max"))
		if isTrue(attr(e, "hidden")) && 1 <= from && from <= to && to <= lastColumn {
			s.edges[from]++
			s.edges[to+1]--
		}
	case "sheetData":
		open := 0
		for i, edge := range s.edges {
			open += edge
			s.hidden[i] = open > 0
		}
		s.inside = true
	case "row":
		if s.inside {
			return s.begin(e)
		}
	case "c":
		if s.inside {
			return s.cell(d, e)
		}
	case "mergeCell":
		s.refuse(Refused{Sheet: s.name, Ref: attr(e, "ref"), Reason: "the cells are merged", Hint: "separate them, and write into each what it means"})
	}
	return nil
}

// begin begins a row.
func (s *rowReader) begin(e xml.StartElement) error {
	row := s.row + 1
	if r := attr(e, "r"); r != "" {
		row = number(r)
	}
	if row <= s.row || row > lastRow {
		return fmt.Errorf("row %d after row %d", row, s.row)
	}
	s.row, s.col, s.skip = row, 0, isTrue(attr(e, "hidden"))
	return nil
}

// cell reads a cell and puts it into its row.
func (s *rowReader) cell(d *xml.Decoder, e xml.StartElement) error {
	col := s.col + 1
	if r := attr(e, "r"); r != "" {
		var row int
		if col, row = parseRef(r); row != s.row {
			return fmt.Errorf("cell %s in row %d", r, s.row)
		}
	}
	if s.row == 0 {
		return fmt.Errorf("cell outside a row")
	}
	if col <= s.col || col > lastColumn {
		return fmt.Errorf("column %d after column %d", col, s.col)
	}
	s.col = col
	raw := rawCell{style: number(attr(e, "s")), kind: attr(e, "t")}
	if err := raw.read(d); err != nil {
		return err
	}
	c, reason, hint := s.value(raw)
	if c.Kind == Empty && reason == "" {
		return nil
	}
	switch {
	case s.skip:
		s.lose()
		return nil
	case s.hidden[col]:
		s.lost[col] = true
		return nil
	case reason != "":
		s.refuse(Refused{Sheet: s.name, Ref: ColumnName(col) + fmt.Sprint(s.row), Reason: reason, Hint: hint})
		return nil
	}
	if n := len(s.rows); n == 0 || s.rows[n-1][0].Row != s.row {
		if n == MaxRows {
			return &tooMany{MaxRows, "rows"}
		}
		s.rows = append(s.rows, nil)
	}
	// All rows become as long as the longest.
	if s.width = max(s.width, col); s.cells+s.width*len(s.rows) > MaxCells {
		return &tooMany{MaxCells, "cells"}
	}
	last := &s.rows[len(s.rows)-1]
	if *last == nil {
		*last = make([]Cell, 0, s.width)
	}
	*last = pad(*last, s.row, col-1)
	c.Row, c.Col = s.row, col
	*last = append(*last, c)
	return nil
}

// pad adds empty cells to a row.
func pad(row []Cell, number, width int) []Cell {
	for len(row) < width {
		row = append(row, Cell{Row: number, Col: len(row) + 1})
	}
	return row
}

// lose notes a hidden row that holds something.
func (s *rowReader) lose() {
	if s.lostFrom == 0 || s.row > s.lostTo+1 {
		s.sayLostRows()
		s.lostFrom = s.row
	}
	s.lostTo = s.row
}

func (s *rowReader) sayLostRows() {
	if s.lostFrom > 0 {
		s.sayHidden(fmt.Sprintf("%d:%d", s.lostFrom, s.lostTo), "row", s.lostFrom != s.lostTo)
	}
}

func (s *rowReader) sayHidden(ref, what string, several bool) {
	reason := "the " + what + " is hidden and is left out"
	if several {
		reason = "the " + what + "s are hidden and are left out"
	}
	s.refuse(Refused{Sheet: s.name, Ref: ref, Reason: reason, Hint: "show what is wanted; a filter hides rows too", Warning: true})
}

// sheet returns what was read, once all is.
func (s *rowReader) sheet() *Sheet {
	s.sayLostRows()
	for col := 1; col <= lastColumn; col++ {
		if from := col; s.lost[col] {
			for s.lost[col+1] {
				col++
			}
			s.sayHidden(ColumnName(from)+":"+ColumnName(col), "column", from != col)
		}
	}
	for i, row := range s.rows {
		s.rows[i] = pad(row, row[0].Row, s.width)
	}
	s.cells += s.width * len(s.rows)
	return &Sheet{Name: s.name, Rows: s.rows}
}
