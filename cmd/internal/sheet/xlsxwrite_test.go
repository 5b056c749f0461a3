package sheet

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// sample is a workbook with all that can be in one.
func sample() Workbook {
	return Workbook{Title: "Rapport <2025>", Creator: "A & B", Language: "fr", Tables: []Table{
		{Name: "Population", Header: 1, Widths: []float64{0, 33}, Rows: [][]Cell{
			{TextCell("Territoire"), TextCell("Valeur"), TextCell("Date")},
			{TextCell("é <&> \"'"), NumberCell(1222637, 0), {Kind: Date, Text: "2025-01-01"}},
			{TextCell("=cmd()"), NumberCell(47.16, 0), {Kind: Date, Text: "2025-03"}},
			{TextCell("@x"), NumberCell(47, 2), {Kind: Date, Text: "2025"}},
			{},
			{{}, NumberCell(-0.5, 1), {Kind: Date, Text: "2025-01-01T09:30"}},
			{TextCell("_x0041_ _x_ 2025"), {Kind: Number, Number: 12.5, Decimals: 1, Percent: true}, {Kind: Bool, Text: "true", Number: 1}},
			{TextCell("2025"), NumberCell(0, 0), {Kind: Bool, Text: "false"}},
			{TextCell("un\ndeux\r\ntrois\tquatre"), NumberCell(123456789012345, 0), {Kind: Date, Text: "1900-03-01"}},
			{TextCell(strings.Repeat("très long ", 20) + "👩‍👩‍👧‍👦"), NumberCell(0.000001, 0), {Kind: Date, Text: "9999-12-31"}},
		}},
		{Name: "Lisez-moi", Rows: [][]Cell{{TextCell("a")}, {}, {{}, {}, TextCell("b")}}},
		{Name: "Vide"},
	}}
}

func written(t testing.TB, book Workbook) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteXLSX(&b, book); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRoundTrip reads what was written, and writes it again.
func TestRoundTrip(t *testing.T) {
	book := sample()
	data := written(t, book)
	if !bytes.Equal(data, written(t, book)) {
		t.Error("the same workbook has other bytes the second time")
	}
	sheets, refused := ReadXLSX("x.xlsx", data)
	if len(refused) > 0 || len(sheets) != len(book.Tables) {
		t.Fatal(len(sheets), said(refused))
	}
	again := Workbook{Title: book.Title, Creator: book.Creator, Language: book.Language}
	for i, s := range sheets {
		table := book.Tables[i]
		if s.Name != table.Name {
			t.Errorf("the name is %q, want %q", s.Name, table.Name)
		}
		var rows [][]Cell // with those that are empty
		for _, row := range s.Rows {
			for len(rows) < row[0].Row-1 {
				rows = append(rows, nil)
			}
			rows = append(rows, row)
		}
		again.Tables = append(again.Tables, Table{Name: s.Name, Header: table.Header, Widths: table.Widths, Rows: rows})
		for j, row := range table.Rows {
			for k, want := range row {
				got := Cell{}
				if len(rows[j]) > 0 {
					got = rows[j][k]
				}
				if want.Kind == Number {
					want.Decimals = max(want.Decimals, got.Decimals)
				}
				want.Row, want.Col = got.Row, got.Col
				if want.Kind == Number {
					want.Text = got.Text
				}
				want.Text = strings.ReplaceAll(want.Text, "\r\n", "\n")
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-want +got)\n%s", got.Ref(), diff)
				}
			}
		}
	}
	if !bytes.Equal(data, written(t, again)) {
		t.Error("what was read has other bytes when it is written")
	}
}

// TestExcelizeReads looks at cells with the library.
func TestExcelizeReads(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, sample())))
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{
		"A2": "é <&> \"'", "B2": "1,222,637", "C2": "2025-01-01", "A3": "=cmd()", "B3": "47.16", "C3": "2025-03", "B4": "47.00", "C4": "2025",
		"B6": "-0.5", "C6": "2025-01-01 09:30", "A7": "_x0041_ _x_ 2025", "B7": "12.5%", "C7": "TRUE", "C8": "FALSE", "C10": "9999-12-31",
	} {
		got, err := f.GetCellValue("Population", ref)
		if formula, _ := f.GetCellFormula("Population", ref); got != want || err != nil || formula != "" {
			t.Errorf("%s: got %q, want %q: %v %s", ref, got, want, err, formula)
		}
	}
}

// TestOpenpyxl compares what Python sees in a workbook, and reads one that it wrote.
func TestOpenpyxl(t *testing.T) {
	var got struct {
		Title, Creator, Language string
		Sheets                   []struct {
			Name, Freeze string
			Widths       []float64
			Cells        [][]any
		}
	}
	if err := json.Unmarshal(python(t, written(t, sample())), &got); err != nil {
		t.Fatal(err)
	}
	if got.Title != "Rapport <2025>" || got.Creator != "A & B" || got.Language != "fr" || len(got.Sheets) != 3 {
		t.Fatalf("%+v", got)
	}
	first := got.Sheets[0]
	if first.Name != "Population" || first.Freeze != "A2" || first.Widths[0] != wide || first.Widths[1] != 33 || got.Sheets[1].Freeze != "" {
		t.Errorf("%+v", got)
	}
	var lines []string
	for _, c := range first.Cells {
		lines = append(lines, fmt.Sprintf("%v", c))
	}
	want := []string{
		"[A1 s Territoire General true]", "[B1 s Valeur General true]", "[C1 s Date General true]",
		"[A2 s é <&> \"' General false]", "[B2 n 1.222637e+06 #,##0 false]", "[C2 d 2025-01-01T00:00:00 yyyy-mm-dd false]",
		"[A3 s =cmd() General false]", "[B3 n 47.16 #,##0.00 false]", "[C3 d 2025-03-01T00:00:00 yyyy-mm false]",
		"[A4 s @x General false]", "[B4 n 47 #,##0.00 false]", "[C4 d 2025-01-01T00:00:00 yyyy false]",
		"[B6 n -0.5 #,##0.0 false]", "[C6 d 2025-01-01T09:30:00 yyyy-mm-dd hh:mm false]",
		"[A7 s _x005F_x0041_ _x_ 2025 General false]" /* it knows no escapes */, "[B7 n 0.125 #,##0.0% false]", "[C7 b true General false]",
		"[A8 s 2025 General false]", "[B8 n 0 #,##0 false]", "[C8 b false General false]",
		"[A9 s un\ndeux\ntrois\tquatre General false]", "[B9 n 1.23456789012345e+14 #,##0 false]", "[C9 d 1900-03-01T00:00:00 yyyy-mm-dd false]",
		"[A10 s " + strings.Repeat("très long ", 20) + "👩‍👩‍👧‍👦 General false]", "[B10 n 1e-06 #,##0.000000 false]", "[C10 d 9999-12-31T00:00:00 yyyy-mm-dd false]",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	sheets, refused := ReadXLSX("x.xlsx", python(t, nil, "write"))
	wantCells := `Données!A1 text "é <&> A"
Données!B1 number 47.16 47.16 decimals=2 percent=false
Données!C1 number 0 0 decimals=0 percent=false
Données!D1 boolean "true"
Données!E1 date "2025-01-31"
Données!G1 number -0.0000001 -1e-07 decimals=7 percent=false
Données!A2 text "trimmed"
Données!C2 text "12,5"
Données!D2 number 0.333333333333333 0.333333333333333 decimals=15 percent=false
Données!A3 number 47.16 47.16 decimals=2 percent=true
Données!B3 date "2025-03"`
	if diff := cmp.Diff(wantCells, seen(sheets)); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	wantRefused := `x.xlsx: Données!B2: the formula has no result in the file (open it in a spreadsheet program and save it there, or write the result)
x.xlsx: Données!C3: the cell shows the error #N/A (correct its formula, or empty it)
x.xlsx: Données!D3:E3: the cells are merged (separate them, and write into each what it means)
x.xlsx: warning: Données!4:4: the row is hidden and is left out (show what is wanted; a filter hides rows too)
x.xlsx: warning: Données!H:H: the column is hidden and is left out (show what is wanted; a filter hides rows too)
x.xlsx: warning: Caché: the sheet is hidden and is left out (show it if it is wanted)`
	if diff := cmp.Diff(wantRefused, said(refused)); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

// python runs the script with the Python that Debian's packages are for.
func python(t *testing.T, input []byte, args ...string) []byte {
	t.Helper()
	const path, script = "/usr/bin/python3", "testdata/cells.py"
	// Looking at the script tells go test that the result depends on it.
	if _, err := os.Stat(script); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(path, "-c", "import openpyxl").CombinedOutput(); err != nil {
		t.Fatalf("there is no Python with openpyxl (Debian's python3-openpyxl): run make test, which installs it: %v\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, path, append([]string{script}, args...)...)
	c.Stdin = bytes.NewReader(input)
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return out
}

func TestWriteXLSXRefuses(t *testing.T) {
	one := func(c Cell) Workbook { return Workbook{Tables: []Table{{Name: "One", Rows: [][]Cell{nil, {{}, c}}}}} }
	for want, book := range map[string]Workbook{
		"a workbook has at least one sheet":                                            {},
		`a sheet cannot have the name "" here, but "_"`:                                {Tables: []Table{{}}},
		`a sheet cannot have the name "A" here, but "A (2)"`:                           {Tables: []Table{{Name: "a"}, {Name: "A"}}},
		`sheet "One": B2: NaN is no number for a cell`:                                 one(NumberCell(math.NaN(), 0)),
		`sheet "One": B2: +Inf is no number for a cell`:                                one(NumberCell(math.Inf(1), 0)),
		`sheet "One": B2: "2025-13" is no date`:                                        one(Cell{Kind: Date, Text: "2025-13"}),
		`sheet "One": B2: "1899-01-01" is no date that spreadsheets have`:              one(Cell{Kind: Date, Text: "1899-01-01"}),
		`sheet "One": B2: the character U+0007 is none of a text`:                      one(TextCell("a\a")),
		`sheet "One": B2: the character U+FFFD is none of a text`:                      one(TextCell("a\xe9")),
		`sheet "One": B2: unknown kind of cell 9`:                                      one(Cell{Kind: 9}),
		`sheet "One": B2: a text of more than 32767 characters is too long for a cell`: one(TextCell(strings.Repeat("é", 32768))),
	} {
		if err := WriteXLSX(new(bytes.Buffer), book); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if err := WriteXLSX(full{}, sample()); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestSheetName(t *testing.T) {
	for _, test := range []struct {
		text  string
		taken []string
		want  string
	}{
		{"Population", nil, "Population"},
		{"Aide et soins: [a/b]", nil, "Aide et soins- -a-b-"},
		{"'l'aide'", nil, "l'aide"},
		{"", nil, "_"},
		{"history", nil, "history_"},
		{"population", []string{"Population", "POPULATION (2)"}, "population (3)"},
		{"Sécurité sociale et aide médicale", nil, "Sécurité sociale et aide médic…"},
		{"Sécurité sociale et aide médicale", []string{"Sécurité sociale et aide médic…"}, "Sécurité sociale et aide m… (2)"},
		{strings.Repeat("😀", 20), nil, strings.Repeat("😀", 15) + "…"},
	} {
		got := SheetName(test.text, test.taken...)
		if got != test.want || units(got) > maxName {
			t.Errorf("got %q of %d, want %q", got, units(got), test.want)
		}
	}
}

func TestColumnName(t *testing.T) {
	for col, want := range map[int]string{0: "", 1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := ColumnName(col); got != want {
			t.Errorf("%d: got %s, want %s", col, got, want)
		}
		if got, _ := parseRef(want + "1"); got != col {
			t.Errorf("%s: got %d, want %d", want, got, col)
		}
	}
}
