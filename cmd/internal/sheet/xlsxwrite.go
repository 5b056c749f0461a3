package sheet

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Workbook is an .xlsx to write.
type Workbook struct {
	Title, Creator, Language string // of the document; each may be missing
	Tables                   []Table
}

// Table is a sheet to write. Of its cells only Kind, Text, Number, Decimals and
// Percent count, and where they are in Rows.
type Table struct {
	Name   string // as SheetName makes it, another for each
	Rows   [][]Cell
	More   iter.Seq[[]Cell] // rows that follow, each good until the next; nil if there are none
	Header int              // how many rows at the top are in bold and stay in sight
	Widths []float64        // of the columns, in characters; those missing or 0 follow the texts in Rows
}

// What a cell and a name may have at most, in UTF-16 units.
const (
	maxText = 32_767
	maxName = 31
)

// WriteXLSX writes a workbook that every spreadsheet program opens, the same bytes
// for the same workbook. Texts are texts whatever they begin with; their line breaks
// become LF, as in spreadsheets. Its errors are those of w, and those of a workbook
// that cannot be: two sheets of one name, a date that is none, a number without end.
//
// The parts are written here because the library for it, excelize, needs more than
// twice the time (0.8 µs for a cell), and would be needed for nothing else.
func WriteXLSX(w io.Writer, book Workbook) error {
	if err := book.check(); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	// One compressor is enough, as parts come after one another.
	compressor := compressors.Get().(*flate.Writer)
	defer compressors.Put(compressor)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		compressor.Reset(w)
		return compressor, nil
	})
	var styles styleTable
	var space []byte // to write in
	part := func(name string, write func(w io.Writer) error) error {
		// The header has no time: CreateHeader writes one only if it is given.
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		return write(f)
	}
	for _, p := range book.fixed() {
		if err := part(p.name, func(w io.Writer) error { _, err := io.WriteString(w, p.content); return err }); err != nil {
			return err
		}
	}
	for i, t := range book.Tables {
		err := part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(w io.Writer) error { return t.write(w, &styles, &space) })
		if err != nil {
			return fmt.Errorf("sheet %q: %w", t.Name, err)
		}
	}
	if err := part("xl/styles.xml", func(w io.Writer) error { _, err := w.Write(styles.append(nil)); return err }); err != nil {
		return err
	}
	return z.Close()
}

// compressors are kept: each has a megabyte of tables. More effort makes files a
// quarter smaller in four times the time.
var compressors = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // this level there is
	return w
}}

// check reports names that no workbook can have.
func (b Workbook) check() error {
	if len(b.Tables) == 0 {
		return fmt.Errorf("a workbook has at least one sheet")
	}
	var taken []string
	for _, t := range b.Tables {
		if name := SheetName(t.Name, taken...); name != t.Name {
			return fmt.Errorf("a sheet cannot have the name %q here, but %q", t.Name, name)
		}
		taken = append(taken, t.Name)
	}
	return nil
}

// SheetName returns a name like text that a sheet may have and that none of taken is:
// of at most 31 characters, without signs that formulas need.
func SheetName(text string, taken ...string) string {
	text = strings.Map(func(c rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, c):
			return '-'
		case c < ' ' || c == utf8.RuneError || c == 0xfffe || c == 0xffff:
			return ' '
		}
		return c
	}, text)
	text = strings.Trim(text, "' ")
	if text == "" || strings.EqualFold(text, "History") { // which Excel keeps for itself
		text += "_"
	}
	for n := 1; ; n++ {
		end := ""
		if n > 1 {
			end = fmt.Sprintf(" (%d)", n)
		}
		name := text
		for units(name)+len(end) > maxName {
			_, size := utf8.DecodeLastRuneInString(strings.TrimSuffix(name, "…"))
			name = strings.TrimRight(strings.TrimSuffix(name, "…")[:len(strings.TrimSuffix(name, "…"))-size], "' ") + "…"
		}
		name += end
		if !slices.ContainsFunc(taken, func(other string) bool { return strings.EqualFold(other, name) }) {
			return name
		}
	}
}

// units is the length of a text in UTF-16, in which Excel counts.
func units(text string) int {
	n := 0
	for _, c := range text {
		if n++; c > 0xffff {
			n++
		}
	}
	return n
}

// write writes the part of a sheet (ECMA-376 part 1, 18.3.1.99), in the same space as
// that of the sheet before.
func (t Table) write(w io.Writer, styles *styleTable, space *[]byte) error {
	const enough = 32 << 10 // bytes that are written at once
	if *space == nil {
		*space = make([]byte, 0, 2*enough)
	}
	b := append((*space)[:0], xmlHead+`<worksheet xmlns="`+mainSpace+`"><sheetViews><sheetView workbookViewId="0">`...)
	if 0 < t.Header && (t.Header < len(t.Rows) || t.More != nil) {
		b = fmt.Appendf(b, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`, t.Header, t.Header+1)
	}
	b = append(b, `</sheetView></sheetViews>`...)
	if widths := t.widths(); len(widths) > 0 {
		b = append(b, `<cols>`...)
		for i, width := range widths {
			b = fmt.Appendf(b, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, i+1, i+1, strconv.FormatFloat(width, 'f', -1, 64))
		}
		b = append(b, `</cols>`...)
	}
	b = append(b, `<sheetData>`...)
	var names []string // of columns
	var number []byte  // of the row
	// Neighbours in a column are often equal: the last text of each as it was written.
	var last []struct {
		text    string
		written []byte
	}
	i := -1 // of the row
	for row := range t.all() {
		i++
		if i == lastRow || len(row) > lastColumn {
			return fmt.Errorf("row %d is too much for a sheet", i+1)
		}
		for len(names) < len(row) {
			names = append(names, ColumnName(len(names)+1))
			last = slices.Grow(last, 1)[:len(names)]
		}
		number = strconv.AppendInt(number[:0], int64(i+1), 10)
		b = append(append(append(b, `<row r="`...), number...), `">`...)
		for j := range row {
			c := &row[j]
			if c.Kind == Empty {
				continue
			}
			b = append(append(append(append(b, `<c r="`...), names[j]...), number...), '"')
			if c.Kind == Text && c.Text == last[j].text && i >= t.Header {
				b = append(b, last[j].written...)
				continue
			}
			start := len(b)
			var err error
			if b, err = c.append(b, styles, i < t.Header); err != nil {
				return fmt.Errorf("%s%s: %w", names[j], number, err)
			}
			if c.Kind == Text && i >= t.Header {
				last[j].text, last[j].written = c.Text, append(last[j].written[:0], b[start:]...)
			}
		}
		b = append(b, `</row>`...)
		if len(b) >= enough {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	b = append(b, `</sheetData>`...)
	// A text of digits, such as a year or a code, is meant to be one.
	b = fmt.Appendf(b, `<ignoredErrors><ignoredError sqref="A1:%s%d" numberStoredAsText="1"/></ignoredErrors>`, ColumnName(max(len(names), 1)), max(i+1, 1))
	_, err := w.Write(append(b, `</worksheet>`...))
	return err
}

// all are all rows.
func (t Table) all() iter.Seq[[]Cell] {
	return func(yield func([]Cell) bool) {
		for _, row := range t.Rows {
			if !yield(row) {
				return
			}
		}
		if t.More != nil {
			t.More(yield)
		}
	}
}

// The widths of columns that follow their texts, in characters.
const (
	narrow = 8
	wide   = 60 // longer texts get several lines
)

func (t Table) widths() []float64 {
	var widths []float64
	for _, row := range t.Rows {
		for j, c := range row {
			if j == len(widths) {
				widths = append(widths, narrow)
			}
			n := 0.0
			switch {
			case widths[j] == wide || j < len(t.Widths) && t.Widths[j] > 0:
				continue
			case c.Kind == Number:
				n = 14
				if math.Abs(c.Number) < 1e6 {
					n = 8 + float64(c.Decimals)
				}
			case len(c.Text) > narrow:
				for line := range strings.Lines(c.Text) {
					n = max(n, float64(utf8.RuneCountInString(line)))
				}
				n += 2
			}
			widths[j] = min(max(widths[j], n), wide)
		}
	}
	for j, width := range t.Widths {
		if j < len(widths) && width > 0 {
			widths[j] = min(width, 255)
		}
	}
	return widths
}

// append appends the rest of a cell after its name (ECMA-376 part 1, 18.3.1.4).
func (c Cell) append(b []byte, styles *styleTable, header bool) ([]byte, error) {
	style := style{header: header}
	switch c.Kind {
	case Text:
		if len(c.Text) > maxText && units(c.Text) > maxText {
			return nil, fmt.Errorf("a text of more than %d characters is too long for a cell", maxText)
		}
		if reason := textProblem(c.Text); reason != "" {
			return nil, errors.New(reason)
		}
		// Without it, a text that looks like a formula becomes one when somebody
		// edits it.
		style.quote = dangerous(c.Text, '.')
		style.wrap = len(c.Text) > wide || strings.Contains(c.Text, "\n")
		b = styles.mark(b, style)
		b = append(b, ` t="inlineStr"><is><t xml:space="preserve">`...)
		b = appendText(b, strings.ReplaceAll(c.Text, "\r\n", "\n"), true)
		return append(b, `</t></is></c>`...), nil
	case Bool:
		b = styles.mark(b, style)
		return append(append(append(b, ` t="b"><v>`...), byte('0'+int(c.Number)&1)), `</v></c>`...), nil
	case Date:
		days, code, err := serialOf(c.Text)
		if err != nil {
			return nil, err
		}
		style.code = code
		b = styles.mark(b, style)
		b = strconv.AppendFloat(append(b, `><v>`...), days, 'f', -1, 64)
		return append(b, `</v></c>`...), nil
	case Number:
		if math.IsNaN(c.Number) || math.IsInf(c.Number, 0) {
			return nil, fmt.Errorf("%v is no number for a cell", c.Number)
		}
		var digits [32]byte
		shortest := strconv.AppendFloat(digits[:0], c.Number, 'f', -1, 64)
		style.decimals = min(max(c.Decimals, decimalsOf(shortest)), 30)
		style.number, style.percent = true, c.Percent
		b = append(styles.mark(b, style), `><v>`...)
		if c.Percent {
			mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(c.Number, 'e', -1, 64), "e")
			n, _ := strconv.Atoi(exponent)
			b = append(b, mantissa+"E"+strconv.Itoa(n-2)...)
		} else {
			b = append(b, shortest...)
		}
		return append(b, `</v></c>`...), nil
	}
	return nil, fmt.Errorf("unknown kind of cell %d", c.Kind)
}

// decimalsOf counts the digits after the point.
func decimalsOf(number []byte) int {
	if i := slices.Index(number, '.'); i >= 0 {
		return len(number) - i - 1
	}
	return 0
}

// serialOf returns the number of a date, and the format that shows as much of it as
// it says.
func serialOf(text string) (days float64, code string, err error) {
	for _, f := range []struct{ layout, code string }{
		{dayLayout, "yyyy-mm-dd"}, {minuteLayout, "yyyy-mm-dd hh:mm"}, {"2006-01", "yyyy-mm"}, {"2006", "yyyy"},
	} {
		if t, err := time.Parse(f.layout, text); err == nil {
			// Days are all of 24 hours in UTC. A time.Duration ends after 292 years.
			if days = float64(t.Unix()-epoch().Unix()) / (24 * 60 * 60); days < firstSerial || days >= lastSerial {
				return 0, "", fmt.Errorf("%q is no date that spreadsheets have", text)
			}
			return days, f.code, nil
		}
	}
	return 0, "", fmt.Errorf("%q is no date", text)
}
