package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
)

// TestColumns finds every column and every word of a sheet of figures in the manual.
func TestColumns(t *testing.T) {
	text := topic("import")
	words := slices.Concat(site.ObservationColumns([]string{"fr"}), site.Qualifiers, site.Reasons)
	if len(words) < 20 {
		t.Fatalf("only %d words", len(words))
	}
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("bassins help import does not explain %q", word)
		}
	}
}

// repeat adds a text to a file many times, for files that are too large to be kept.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	ts.Check(err)
	_, err = f.Write(bytes.Repeat([]byte(unescape.Replace(args[2])), n))
	ts.Check(err)
	ts.Check(f.Close())
}

// workbook writes an .xlsx as a spreadsheet program might, with all that our own never
// have: formulas, merged cells, hidden sheets and rows, dates as numbers.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	part := func(name, content string) {
		w, err := z.Create(name)
		ts.Check(err)
		_, err = io.WriteString(w, content)
		ts.Check(err)
	}
	var sheets, relations strings.Builder
	for i, arg := range args[1:] {
		name, table, ok := strings.Cut(arg, "=")
		if !ok {
			ts.Fatalf("usage: workbook FILE NAME=TABLE…")
		}
		state := ""
		if strings.HasPrefix(name, ".") {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&sheets, `<sheet name="%s"%s r:id="s%d"/>`, name, state, i)
		fmt.Fprintf(&relations, `<Relationship Id="s%d" Type="x/worksheet" Target="worksheets/%d.xml"/>`, i, i)
		part(fmt.Sprintf("xl/worksheets/%d.xml", i), worksheet(ts.ReadFile(table)))
	}
	part("_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	part("xl/workbook.xml", `<workbook xmlns:r="r"><sheets>`+sheets.String()+`</sheets></workbook>`)
	part("xl/_rels/workbook.xml.rels", `<Relationships>`+relations.String()+`<Relationship Id="z" Type="x/styles" Target="styles.xml"/></Relationships>`)
	// 14 is the number of the format of a day, and 10 that of a percentage (ECMA-376 part 1, 18.8.30).
	part("xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs></styleSheet>`)
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), file.Bytes(), 0o666))
}

// worksheet is a sheet of a table: a row in each line, with | between the cells. A line
// "merge A1:B2" joins cells, and a row after "hide " is hidden.
func worksheet(table string) string {
	var rows, merged strings.Builder
	n := 0
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		if ref, ok := strings.CutPrefix(line, "merge "); ok {
			fmt.Fprintf(&merged, `<mergeCell ref="%s"/>`, ref)
			continue
		}
		n++
		line, hidden := strings.CutPrefix(line, "hide ")
		fmt.Fprintf(&rows, `<row r="%d"%s>`, n, map[bool]string{true: ` hidden="1"`}[hidden])
		for i, cell := range strings.Split(line, "|") {
			rows.WriteString(worksheetCell(sheet.ColumnName(i+1)+strconv.Itoa(n), cell))
		}
		rows.WriteString("</row>")
	}
	if merged.Len() > 0 {
		return "<worksheet><sheetData>" + rows.String() + "</sheetData><mergeCells>" + merged.String() + "</mergeCells></worksheet>"
	}
	return "<worksheet><sheetData>" + rows.String() + "</sheetData></worksheet>"
}

// worksheetCell is a cell: number:12.5, date:45658, percent:0.12, formula:A1+1 without a
// saved result or formula:A1+1=5 with one, error:#N/A, and else a text.
func worksheetCell(ref, cell string) string {
	kind, value, _ := strings.Cut(cell, ":")
	value = html.EscapeString(value)
	switch kind {
	case "number":
		return fmt.Sprintf(`<c r="%s"><v>%s</v></c>`, ref, value)
	case "date":
		return fmt.Sprintf(`<c r="%s" s="1"><v>%s</v></c>`, ref, value)
	case "percent":
		return fmt.Sprintf(`<c r="%s" s="2"><v>%s</v></c>`, ref, value)
	case "formula":
		formula, result, saved := strings.Cut(value, "=")
		if !saved {
			return fmt.Sprintf(`<c r="%s"><f>%s</f></c>`, ref, formula)
		}
		return fmt.Sprintf(`<c r="%s"><f>%s</f><v>%s</v></c>`, ref, formula, result)
	case "error":
		return fmt.Sprintf(`<c r="%s" t="e"><v>%s</v></c>`, ref, value)
	case "":
		return ""
	}
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, html.EscapeString(cell))
}
