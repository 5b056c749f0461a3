package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// large is a table of 6,000 rows of 12 cells, half of them numbers.
func large() Workbook {
	table := Table{Name: "Population", Header: 1}
	for i := range 6000 {
		var row []Cell
		for j := range 12 {
			if j%2 == 0 {
				row = append(row, TextCell(fmt.Sprintf("Territoire n° %d", (i*7+j)%500)))
			} else {
				row = append(row, NumberCell(float64(i*j%10_000)/10, 1))
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return Workbook{Tables: []Table{table}}
}

func perCell(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/72_000, "ns/cell")
}

func BenchmarkWriteXLSX(b *testing.B) {
	book := large()
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteXLSX(io.Discard, book); err != nil {
			b.Fatal(err)
		}
	}
	perCell(b)
}

// BenchmarkStreamWriter is how long excelize needs for the same.
func BenchmarkStreamWriter(b *testing.B) {
	book := large()
	b.ReportAllocs()
	for b.Loop() {
		f := excelize.NewFile()
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		row := make([]any, 12)
		for i, cells := range book.Tables[0].Rows {
			for j, c := range cells {
				if row[j] = c.Text; c.Kind == Number {
					row[j] = c.Number
				}
			}
			if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
		if err := f.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	perCell(b)
}

func BenchmarkReadXLSX(b *testing.B) {
	data := written(b, large())
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, refused := ReadXLSX("x.xlsx", data); len(refused) > 0 {
			b.Fatal(refused)
		}
	}
	perCell(b)
}

// rowsOf is a table as texts.
func rowsOf(t Table) (rows [][]string) {
	for _, cells := range t.Rows {
		var row []string
		for _, c := range cells {
			if c.Kind == Number {
				row = append(row, FormatNumber(c.Number, 1, ','))
			} else {
				row = append(row, c.Text)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func BenchmarkReadCSV(b *testing.B) {
	data := Dialect{';', ','}.AppendCSV(nil, rowsOf(large().Tables[0]))
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, problems := ReadCSV("x.csv", data); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
	perCell(b)
}

func BenchmarkAppendCSV(b *testing.B) {
	rows := rowsOf(large().Tables[0])
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		out = AppendCSV(out[:0], rows)
	}
	if !bytes.Contains(out, []byte(strings.Join(rows[1], ",")[:10])) {
		b.Fatal("it is not there")
	}
	perCell(b)
}

func BenchmarkParseNumber(b *testing.B) {
	for b.Loop() {
		if _, _, err := ParseNumber("202925,16", ','); err != nil {
			b.Fatal(err)
		}
	}
}
