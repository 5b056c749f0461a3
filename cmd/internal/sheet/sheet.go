package sheet

import (
	"strconv"

	"bassins/cmd/internal/diag"
)

// The most that is read of one file, so that a file that is something else than an
// editor's sheet is refused instead of filling the memory.
const (
	MaxBytes = 50 << 20  // of a file, and of all that is packed in an .xlsx
	MaxRows  = 200_000   // of a sheet
	MaxCells = 2_500_000 // of a file: 200,000 rows of 12 cells

	maxProblems = 1000 // after which nobody reads on
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells. A CSV has only Empty and Text: what a text means depends on
// its column, which the caller knows.
const (
	Empty Kind = iota
	Text
	Number
	Date
	Bool
)

// String returns the name of a kind for messages.
func (k Kind) String() string {
	return [...]string{"empty cell", "text", "number", "date", "boolean"}[k]
}

// Cell is one cell of a table. What Text holds depends on Kind:
//
//   - Text: the text, without white space around it
//   - Number: its digits of an .xlsx, with a decimal point if there are decimals ("0.5")
//   - Date: the day (2025-03-31), the minute (2025-03-31T09:30), the month (2025-03)
//     or the year (2025), whichever the sheet shows
//   - Bool: "true" or "false"
type Cell struct {
	Kind   Kind
	Text   string
	Number float64 // of a Number; 1 or 0 of a Bool
	// Decimals is how many digits stand after the decimal sign: those that the sheet
	// shows when it is read from an .xlsx, those to show when it is written. All
	// digits of the number are always shown, so that none is hidden by a 0 here.
	Decimals int
	Percent  bool // the sheet shows the Number with a percent sign: 0.12 is 12 %, and Number is 12

	Row, Col     int // in the table, both from 1; row 7 of column 2 is B7
	Line, Column int // in a CSV, both from 1, the column in characters; 0 in an .xlsx
}

// Ref returns the name of the cell as spreadsheets show it, "B7". A cell of no
// table has none.
func (c Cell) Ref() string {
	if c.Row < 1 || c.Col < 1 {
		return ""
	}
	return ColumnName(c.Col) + strconv.Itoa(c.Row)
}

// TextCell returns a cell to write, which is empty if the text is.
func TextCell(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return Cell{Kind: Text, Text: text}
}

// NumberCell returns a cell to write that shows at least so many decimals.
func NumberCell(value float64, decimals int) Cell {
	return Cell{Kind: Number, Number: value, Decimals: decimals}
}

// Sheet is one table. Rows has only those that hold something, and all of them are
// as long as the longest; Row of a cell says where it stands.
type Sheet struct {
	Name    string  // "" of a CSV
	Dialect Dialect // of a CSV
	Rows    [][]Cell
}

// Dialect is how a CSV is written. A CSV says it in its first line.
type Dialect struct {
	Separator byte // ';' or ','
	Decimal   byte // ',' or '.', another than Separator
}

// Refused is what was not taken from an .xlsx: the file (Sheet and Ref are ""), a
// sheet (Ref is ""), rows ("7:9"), columns ("C:D"), or a cell ("B7").
type Refused struct {
	Path, Sheet, Ref string
	Reason, Hint     string // like message and hint of a diag.Problem
	// Warning says that it is meant to be so, as with hidden rows: what is left can be
	// used.
	Warning bool
}

// Problem returns it as a problem of the file.
func (r Refused) Problem() diag.Problem {
	p := diag.Problem{Severity: diag.Error, Path: r.Path, Message: r.Reason, Hint: r.Hint}
	if r.Warning {
		p.Severity = diag.Warning
	}
	switch {
	case r.Ref != "":
		p.Message = r.Sheet + "!" + r.Ref + ": " + p.Message
	case r.Sheet != "":
		p.Message = r.Sheet + ": " + p.Message
	}
	return p
}

// ColumnName returns the letters of a column, which is counted from 1: A, Z, AA.
func ColumnName(col int) string {
	var b [8]byte
	i := len(b)
	for ; col > 0 && i > 0; col = (col - 1) / 26 {
		i--
		b[i] = byte('A' + (col-1)%26)
	}
	return string(b[i:])
}
