package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bassins/cmd/internal/diag"
)

// ReadCSV reads an editor's CSV and reports all that is wrong with it. Rows with a
// problem are not in the sheet. If nothing can be read, there is no sheet.
func ReadCSV(path string, data []byte) (*Sheet, []diag.Problem) {
	if problem, ok := decodable(data); !ok {
		problem.Severity, problem.Path = diag.Error, path
		return nil, []diag.Problem{problem}
	}
	r := &csvReader{path: path, line: 1, column: 1}
	r.text = strings.TrimPrefix(string(data), "\ufeff")
	if !r.declaration() {
		return nil, r.problems
	}
	for r.at < len(r.text) && !r.full {
		if r.row() {
			r.add(r.cells)
		}
	}
	r.encodedTwice()
	return &r.sheet, r.problems
}

// csvReader goes through a text once. encoding/csv does not say in which character
// of which line a cell begins once a quoted one had several lines, nor where a quote
// was opened that is never closed.
type csvReader struct {
	path     string
	text     string
	at       int // the next byte of text
	line     int // where that is
	column   int
	records  int    // rows so far, blank ones too: what spreadsheets count
	full     bool   // a limit is reached
	cells    []Cell // of the row that is read
	sheet    Sheet
	problems []diag.Problem
}

func (r *csvReader) problem(line, column int, hint, format string, args ...any) {
	switch {
	case len(r.problems) > maxProblems:
		return
	case len(r.problems) == maxProblems:
		format, args, hint = "there are more than %s problems, and the rest is not read", []any{thousands(maxProblems)}, "correct these first"
		r.full = true
	}
	r.problems = append(r.problems, diag.Problem{Severity: diag.Error, Path: r.path, Line: line, Column: column,
		Message: fmt.Sprintf(format, args...), Hint: hint})
}

// forward moves to a later byte.
func (r *csvReader) forward(to int) {
	passed := r.text[r.at:to]
	for {
		i := strings.IndexAny(passed, "\r\n")
		if i < 0 {
			break
		}
		n := 1
		if strings.HasPrefix(passed[i:], "\r\n") {
			n = 2
		}
		passed = passed[i+n:]
		r.line++
		r.column = 1
	}
	r.column += utf8.RuneCountInString(passed)
	r.at = to
}

// lineEnd returns the number of bytes of the line break at i: CRLF, LF, or the CR
// that spreadsheets on a Mac may write.
func (r *csvReader) lineEnd(i int) int {
	switch {
	case i >= len(r.text):
		return 0
	case r.text[i] == '\n':
		return 1
	case r.text[i] == '\r' && i+1 < len(r.text) && r.text[i+1] == '\n':
		return 2
	case r.text[i] == '\r':
		return 1
	}
	return 0
}

// endOfLine returns where the line ends that i is in.
func (r *csvReader) endOfLine(i int) int {
	if n := strings.IndexAny(r.text[i:], "\r\n"); n >= 0 {
		return i + n
	}
	return len(r.text)
}

const declare = `begin the file with the line "# separator=; decimal=," or the line "# separator=, decimal=."`

// declaration reads the first line. A spreadsheet that saves the file may put quotes
// around parts of it, and separators at its end.
func (r *csvReader) declaration() bool {
	end := r.endOfLine(0)
	line := strings.ReplaceAll(r.text[:end], `"`, "")
	fields := strings.Fields(strings.TrimPrefix(line, "#"))
	if !strings.HasPrefix(line, "#") || len(fields) < 2 ||
		!strings.HasPrefix(fields[0], "separator=") || !strings.HasPrefix(fields[1], "decimal=") {
		r.problem(1, 1, declare, "the first line does not say how cells and numbers are written")
		return false
	}
	separator := strings.TrimPrefix(fields[0], "separator=")
	if separator != ";" && separator != "," && separator != ";;" && separator != ",," {
		r.problem(1, 1, `it is ";" or ","`, "unknown separator %q", separator)
		return false
	}
	separator = separator[:1]
	decimal := strings.TrimPrefix(fields[1], "decimal=")
	if decimal != "" {
		decimal = decimal[:1] + strings.TrimRight(decimal[1:], separator)
	}
	if decimal != "," && decimal != "." {
		r.problem(1, 1, `it is "," or "."`, "unknown decimal sign %q", strings.TrimPrefix(fields[1], "decimal="))
		return false
	}
	if decimal == separator {
		r.problem(1, 1, `use "# separator=; decimal=," or "# separator=, decimal=."`, "the comma both separates cells and is the decimal sign")
		return false
	}
	if rest := strings.Trim(strings.Join(fields[2:], ""), separator); rest != "" {
		r.problem(1, 1, declare, "unknown declaration %q", rest)
		return false
	}
	r.sheet.Dialect = Dialect{Separator: separator[0], Decimal: decimal[0]}
	r.forward(end + r.lineEnd(end))
	r.records = 1
	return true
}

// row reads the cells up to the end of a line, or says what is wrong in it and goes
// on after it.
func (r *csvReader) row() (ok bool) {
	r.records++
	r.cells = r.cells[:0]
	for ok = true; ; {
		cell, good := r.cell()
		ok = ok && good
		cell.Row, cell.Col = r.records, len(r.cells)+1
		r.cells = append(r.cells, cell)
		if len(r.cells) > MaxCells {
			r.limit(MaxCells, "cells", cell)
			return false
		}
		if r.at >= len(r.text) {
			return ok
		}
		if n := r.lineEnd(r.at); n > 0 {
			r.forward(r.at + n)
			return ok
		}
		r.at++ // the separator
		r.column++
	}
}

// cell reads up to a separator or the end of a line.
func (r *csvReader) cell() (c Cell, ok bool) {
	c.Line, c.Column = r.line, r.column
	var raw string
	quoted := r.at < len(r.text) && r.text[r.at] == '"'
	if quoted {
		raw, ok = r.quoted()
	} else {
		end := r.at
		for end < len(r.text) && r.text[end] != r.sheet.Dialect.Separator && r.text[end] != '\n' && r.text[end] != '\r' {
			end++
		}
		raw, ok = r.text[r.at:end], true
		if i := strings.IndexByte(raw, '"'); i >= 0 {
			r.problem(r.line, r.column+utf8.RuneCountInString(raw[:i]), "put the whole cell in quotes, and write \"\" for one in the text",
				"quote inside a cell that does not begin with one")
			ok = false
			end = r.endOfLine(end)
		}
		r.forward(end)
	}
	text := strings.TrimSpace(raw)
	if !quoted {
		c.Column += utf8.RuneCountInString(raw[:len(raw)-len(strings.TrimLeftFunc(raw, unicode.IsSpace))])
	}
	if text == "" {
		return c, ok
	}
	c.Kind, c.Text = Text, unprotect(text)
	if text[0] == '=' {
		r.problem(c.Line, c.Column, "write its result", "%q is a formula", text)
		ok = false
	}
	return c, ok
}

// quoted reads a cell in quotes, of which two stand for one.
func (r *csvReader) quoted() (text string, ok bool) {
	line, column := r.line, r.column
	var b strings.Builder
	i := r.at + 1
	for {
		n := strings.IndexByte(r.text[i:], '"')
		if n < 0 {
			r.problem(line, column, `close it with another, and write "" for a quote in the text`, "the quote is never closed")
			r.forward(len(r.text))
			return "", false
		}
		b.WriteString(r.text[i : i+n])
		i += n + 1
		if i < len(r.text) && r.text[i] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		break
	}
	r.forward(i)
	end := i
	for end < len(r.text) && (r.text[end] == ' ' || r.text[end] == '\t') {
		end++
	}
	if end < len(r.text) && r.text[end] != r.sheet.Dialect.Separator && r.lineEnd(end) == 0 {
		r.problem(r.line, r.column, `write "" for a quote in the text`, "text after the quote that closes the cell")
		r.forward(r.endOfLine(end))
		return "", false
	}
	r.forward(end)
	return b.String(), true
}

// add takes a row if it has as many cells as the first one.
func (r *csvReader) add(row []Cell) {
	used := len(row)
	for used > 0 && row[used-1].Kind == Empty {
		used--
	}
	if used == 0 {
		return
	}
	first := row[0]
	if len(r.sheet.Rows) == 0 {
		r.sheet.Rows = append(r.sheet.Rows, slices.Clone(row[:used]))
		other := byte(';' + ',' - int(r.sheet.Dialect.Separator))
		if used == 1 && strings.IndexByte(first.Text, other) >= 0 {
			r.problem(first.Line, first.Column, fmt.Sprintf("the first line of the file says that it is %q", r.sheet.Dialect.Separator),
				"cells are separated by %q", other)
			r.full = true
		}
		return
	}
	width := len(r.sheet.Rows[0])
	switch {
	case len(r.sheet.Rows) == MaxRows:
		r.limit(MaxRows, "rows", first)
	case (len(r.sheet.Rows)+1)*width > MaxCells:
		r.limit(MaxCells, "cells", first)
	case used > width:
		surplus := row[width]
		r.problem(surplus.Line, surplus.Column, fmt.Sprintf("put a text with %q in quotes", r.sheet.Dialect.Separator),
			"the row has %s, and the first row has %d", count(used), width)
	case len(row) < width:
		r.problem(first.Line, 0, fmt.Sprintf("write %q for each empty cell", r.sheet.Dialect.Separator),
			"the row has %s, and the first row has %d", count(len(row)), width)
	default:
		r.sheet.Rows = append(r.sheet.Rows, slices.Clone(row[:width]))
	}
}

// limit says that the rest is not read.
func (r *csvReader) limit(most int, what string, at Cell) {
	r.problem(at.Line, 0, "divide it into several", "the file has more than %s %s, and the rest is not read", thousands(most), what)
	r.full = true
}

// decodable reports whether the data are UTF-8 text of an acceptable size, and
// otherwise says where they are not.
func decodable(data []byte) (diag.Problem, bool) {
	const save = `save it as "CSV UTF-8"`
	switch {
	case len(data) > MaxBytes:
		return diag.Problem{Message: fmt.Sprintf("the file has %d MB, more than %d", (len(data)+1<<20-1)>>20, MaxBytes>>20), Hint: "divide it into several"}, false
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")),
		len(data) > 3 && (data[0] == 0) != (data[1] == 0) && (data[2] == 0) != (data[3] == 0):
		return diag.Problem{Message: "the file is UTF-16", Hint: save}, false
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return diag.Problem{Message: "the file is no CSV but a packed file", Hint: "a workbook has a name that ends in .xlsx"}, false
	}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		bad := ""
		switch {
		case c == utf8.RuneError && size == 1:
			return notUTF8(data, i), false
		case c == utf8.RuneError:
			bad = "a letter was lost when the file was converted: \"\ufffd\""
		case c < ' ' && c != '\n' && c != '\r' && c != '\t', c >= 0x7f && c < 0xa0:
			bad = fmt.Sprintf("the character %U is none of a text", c)
		}
		if bad != "" {
			line, column := position(data, i)
			return diag.Problem{Line: line, Column: column, Message: bad, Hint: "write it anew, and save the file as UTF-8"}, false
		}
		i += size
	}
	return diag.Problem{}, true
}

// notUTF8 says what is at a byte that is no UTF-8, and in how many lines that is so.
func notUTF8(data []byte, at int) diag.Problem {
	lines, other := 0, 0
	for line := range bytes.Lines(data) {
		switch {
		case !utf8.Valid(line):
			lines++
		case bytes.ContainsFunc(line, func(c rune) bool { return c >= utf8.RuneSelf }):
			other++
		}
	}
	p := diag.Problem{Hint: `save it as "CSV UTF-8"`}
	p.Line, p.Column = position(data, at)
	p.Message = fmt.Sprintf("byte 0x%X is not UTF-8, and %d lines have such bytes", data[at], lines)
	if lines == 1 {
		p.Message = fmt.Sprintf("byte 0x%X is not UTF-8", data[at])
	}
	if c := data[at]; c >= 0xa0 { // below, Windows-1252 and ISO 8859-1 are different
		p.Message += fmt.Sprintf("; in Windows-1252 it is %q", rune(c))
	}
	if other > 0 {
		p.Message += "; other lines are UTF-8"
		p.Hint = "lines of two files were put together: correct these lines, and save the file as UTF-8"
	}
	return p
}

// position is like diag.Position for any line break, and counts bytes that are no
// UTF-8 as characters.
func position(data []byte, at int) (line, column int) {
	before := bytes.TrimPrefix(data[:at], []byte("\ufeff"))
	r := csvReader{text: string(before), line: 1, column: 1}
	r.forward(len(r.text))
	return r.line, r.column
}

// encodedTwice reports letters that were taken for Windows-1252 on their way to
// UTF-8 although they were UTF-8 already: "Ã©" for "é".
func (r *csvReader) encodedTwice() {
	for _, row := range r.sheet.Rows {
		for _, c := range row {
			i := strings.Index(c.Text, "Ã")
			if i < 0 {
				continue
			}
			next, size := utf8.DecodeRuneInString(c.Text[i+len("Ã"):])
			if next < 0xa0 || next > 0xbf {
				continue
			}
			r.problem(c.Line, c.Column, fmt.Sprintf("it may be %q; save the file as UTF-8 before it is opened elsewhere", rune(0xc0+next-0x80)),
				"%q was encoded twice", c.Text[i:i+len("Ã")+size])
		}
	}
}

func count(cells int) string {
	if cells == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", cells)
}

// thousands is a number for an editor.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
