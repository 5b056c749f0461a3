package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// packed is an .xlsx of parts, names and contents in turn, over those of a workbook
// that needs no more than a first sheet.
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	all := []string{
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="One" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="b" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><t>é &amp; _x0041__x_</t></si><si><r><t xml:space="preserve">rich </t></r><r><rPr><b/></rPr><t>text</t></r><rPh><t>no</t></rPh></si></sst>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-40C]mmmm\ yyyy;@"/><numFmt numFmtId="171" formatCode="#,##0.0&quot; d%y&quot;"/>` +
			`<numFmt numFmtId="172" formatCode="yyyy"/><numFmt numFmtId="173" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>` +
			`<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData/></worksheet>`,
	}
	for i := 0; i < len(parts); i += 2 {
		found := false
		for j := 0; j < len(all); j += 2 {
			if all[j] == parts[i] {
				all[j+1], found = parts[i+1], true
			}
		}
		if !found {
			all = append(all, parts[i:i+2]...)
		}
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(all); i += 2 {
		if all[i+1] == "" {
			continue
		}
		w, err := z.Create(all[i])
		if err == nil {
			_, err = io.WriteString(w, all[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetOf is an .xlsx with these rows, and what stands before and after them.
func sheetOf(t testing.TB, rows, before, after string) []byte {
	return packed(t, "xl/worksheets/sheet1.xml", `<worksheet>`+before+`<sheetData>`+rows+`</sheetData>`+after+`</worksheet>`)
}

// seen is what is in the cells of sheets.
func seen(sheets []*Sheet) string {
	var b strings.Builder
	for _, s := range sheets {
		for _, row := range s.Rows {
			for i, c := range row {
				if c.Col != i+1 || c.Row != row[0].Row {
					fmt.Fprintf(&b, "cell %d of row %d says %d, %d\n", i+1, row[0].Row, c.Col, c.Row)
				}
				switch c.Kind {
				case Empty:
				case Number:
					fmt.Fprintf(&b, "%s!%s number %s %v decimals=%d percent=%v\n", s.Name, c.Ref(), c.Text, c.Number, c.Decimals, c.Percent)
				default:
					fmt.Fprintf(&b, "%s!%s %s %q\n", s.Name, c.Ref(), c.Kind, c.Text)
				}
			}
		}
	}
	return strings.TrimSpace(b.String())
}

func said(refused []Refused) string {
	var lines []string
	for _, r := range refused {
		lines = append(lines, r.Problem().String())
	}
	return strings.Join(lines, "\n")
}

func TestReadXLSX(t *testing.T) {
	hidden := `<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/><col min="5" max="16384" hidden="1"/></cols>`
	for name, test := range map[string]struct{ rows, before, after, want, refused string }{
		"texts": {rows: `<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c></row><row><c t="inlineStr"><is><t> in </t></is></c><c t="str"><v>_x000D_</v></c></row>`,
			want: "One!B2 text \"é & A_x_\"\nOne!D2 text \"rich text\"\nOne!A3 text \"in\""},
		"numbers": {rows: `<row><c><v>47.16</v></c><c t="n"><v>0.30000000000000004</v></c><c><v>1E3</v></c><c s="4"><v>2</v></c><c s="4"><v>2.125</v></c><c s="99"><v>-0</v></c></row>`,
			want: "One!A1 number 47.16 47.16 decimals=2 percent=false\nOne!B1 number 0.3 0.3 decimals=1 percent=false\nOne!C1 number 1000 1000 decimals=0 percent=false\nOne!D1 number 2 2 decimals=1 percent=false\nOne!E1 number 2.125 2.125 decimals=3 percent=false\nOne!F1 number 0 0 decimals=0 percent=false"},
		"percent": {rows: `<row><c s="2"><v>0.12</v></c><c s="2"><v>0.4716</v></c><c s="2"><v>1.0055</v></c></row>`,
			want: "One!A1 number 12 12 decimals=2 percent=true\nOne!B1 number 47.16 47.16 decimals=2 percent=true\nOne!C1 number 100.55 100.55 decimals=2 percent=true"},
		"dates": {rows: `<row><c s="1"><v>45658</v></c><c s="3"><v>45717</v></c><c s="5"><v>45658</v></c><c s="7"><v>45658.3958333333</v></c><c t="d"><v>2025-01-31</v></c><c t="d" s="1"><v>2025-01-31T00:00:00</v></c><c s="1"><v>61</v></c></row>`,
			want: "One!A1 date \"2025-01-01\"\nOne!B1 date \"2025-03\"\nOne!C1 date \"2025\"\nOne!D1 date \"2025-01-01T09:30\"\nOne!E1 date \"2025-01-31\"\nOne!F1 date \"2025-01-31\"\nOne!G1 date \"1900-03-01\""},
		"no dates": {rows: `<row><c s="6"><v>1.5</v></c><c s="8"><v>0.5</v></c><c s="1"><v>60</v></c><c s="1"><v>-1</v></c><c s="1"><v>2958466</v></c><c t="d"><v>now</v></c></row>`,
			refused: "x.xlsx: One!A1: the cell is a time of day or a length of time (write it as text, or as a number of hours or minutes)\n" +
				"x.xlsx: One!B1: the cell is a time of day or a length of time (write it as text, or as a number of hours or minutes)\n" +
				"x.xlsx: One!C1: the number 60 has the format of a date, and is none (give the cell the format of a number or a text, and write it anew)\n" +
				"x.xlsx: One!D1: the number -1 has the format of a date, and is none (give the cell the format of a number or a text, and write it anew)\n" +
				"x.xlsx: One!E1: the number 2958466 has the format of a date, and is none (give the cell the format of a number or a text, and write it anew)\n" +
				`x.xlsx: One!F1: "now" is no date (write it anew)`},
		"booleans": {rows: `<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="b"><v>2</v></c></row>`,
			want: "One!A1 boolean \"true\"\nOne!B1 boolean \"false\"", refused: `x.xlsx: One!C1: "2" is no boolean (write it anew)`},
		"errors": {rows: `<row><c t="e"><v>#N/A</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`,
			refused: "x.xlsx: One!A1: the cell shows the error #N/A (correct its formula, or empty it)\nx.xlsx: One!B1: the cell shows the error #DIV/0! (correct its formula, or empty it)"},
		"formulas": {rows: `<row><c><f>1+1</f><v>2</v></c><c t="str"><f>"a"</f><v>a</v></c><c t="str"><f>""</f><v></v></c><c><f>cmd()</f></c><c><f>A1</f><v/></c><c t="inlineStr"><is><t>=cmd()</t></is></c></row>`,
			want: "One!A1 number 2 2 decimals=0 percent=false\nOne!B1 text \"a\"\nOne!F1 text \"=cmd()\"",
			refused: "x.xlsx: One!D1: the formula has no result in the file (open it in a spreadsheet program and save it there, or write the result)\n" +
				"x.xlsx: One!E1: the formula has no result in the file (open it in a spreadsheet program and save it there, or write the result)"},
		"odd values": {rows: `<row><c><v>x</v></c><c><v>NaN</v></c><c><v>0x1p4</v></c><c><v>1e15</v></c><c t="s"><v>9</v></c><c t="s"><v>x</v></c><c t="q"><v>1</v></c><c t="inlineStr"><is><t>a_x0007_</t></is></c><c><v>1E-12</v></c></row>`,
			refused: "x.xlsx: One!A1: \"x\" is no number (write it anew)\nx.xlsx: One!B1: \"NaN\" is no number (write it anew)\nx.xlsx: One!C1: \"0x1p4\" is no number (write it anew)\n" +
				"x.xlsx: One!D1: the number 1e15 is out of every range (write it as text if it is no number but a code)\n" +
				"x.xlsx: One!E1: the file has no text for the cell (write it anew)\nx.xlsx: One!F1: the file has no text for the cell (write it anew)\n" +
				"x.xlsx: One!G1: unknown kind of cell \"q\" (write it anew)\nx.xlsx: One!H1: the character U+0007 is none of a text (write it anew)\n" +
				"x.xlsx: One!I1: the number 1E-12 is out of every range (write it as text if it is no number but a code)"},
		"merged": {rows: `<row><c><v>1</v></c></row>`, after: `<mergeCells><mergeCell ref="A1:C2"/></mergeCells>`,
			want:    "One!A1 number 1 1 decimals=0 percent=false",
			refused: "x.xlsx: One!A1:C2: the cells are merged (separate them, and write into each what it means)"},
		"hidden rows": {rows: `<row hidden="1"><c><v>1</v></c></row><row hidden="true"><c><v>1</v></c></row><row hidden="1"/><row r="5"><c><v>5</v></c></row><row r="9" hidden="1"><c t="e"><v>#N/A</v></c></row>`,
			want: "One!A5 number 5 5 decimals=0 percent=false",
			refused: "x.xlsx: warning: One!1:2: the rows are hidden and are left out (show what is wanted; a filter hides rows too)\n" +
				"x.xlsx: warning: One!9:9: the row is hidden and is left out (show what is wanted; a filter hides rows too)"},
		"hidden columns": {before: hidden, rows: `<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c><c r="XFD1"><v>9</v></c></row>`,
			want: "One!A1 number 1 1 decimals=0 percent=false\nOne!D1 number 4 4 decimals=0 percent=false",
			refused: "x.xlsx: warning: One!B:C: the columns are hidden and are left out (show what is wanted; a filter hides rows too)\n" +
				"x.xlsx: warning: One!XFD:XFD: the column is hidden and is left out (show what is wanted; a filter hides rows too)"},
		"far away": {rows: `<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>`, want: "One!XFD1048576 number 9 9 decimals=0 percent=false"},
		"wrong order": {rows: `<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>`,
			refused: `x.xlsx: One: the part "xl/worksheets/sheet1.xml" is broken (remove what is not part of the table, or divide it; if it is small, save it anew in a spreadsheet program)`},
	} {
		t.Run(name, func(t *testing.T) {
			sheets, refused := ReadXLSX("x.xlsx", sheetOf(t, test.rows, test.before, test.after))
			if diff := cmp.Diff(test.want, seen(sheets)); diff != "" {
				t.Errorf("cells (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.refused, said(refused)); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadXLSXWorkbook(t *testing.T) {
	two := `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="One" r:id="a"/><sheet name="Two" state="veryHidden" r:id="a"/><sheet name="Three" r:id="b"/></sheets></workbook>`
	relations := `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/chartsheet" Target="c.xml"/><Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>`
	for name, test := range map[string]struct {
		data          []byte
		want, refused string
	}{
		"several": {packed(t, "xl/workbook.xml", two, "xl/_rels/workbook.xml.rels", relations, "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c s="1"><v>44196</v></c></row></sheetData></worksheet>`),
			`One!A1 date "2025-01-01"`,
			"x.xlsx: warning: Two: the sheet is hidden and is left out (show it if it is wanted)\nx.xlsx: warning: Three: the sheet is no table and is left out"},
		"not packed":   {[]byte("a;b"), "", "x.xlsx: the file is no .xlsx, or only a part of one (open it in a spreadsheet program and save it as .xlsx)"},
		"cut off":      {packed(t)[:500], "", "x.xlsx: the file is no .xlsx, or only a part of one (open it in a spreadsheet program and save it as .xlsx)"},
		"password":     {[]byte("\xd0\xcf\x11\xe0\xa1"), "", "x.xlsx: the workbook has a password, or is an old .xls (save it as .xlsx without a password)"},
		"other":        {packed(t, "_rels/.rels", ""), "", "x.xlsx: the file is packed, but no .xlsx (save it as .xlsx)"},
		"OpenDocument": {packed(t, "_rels/.rels", "", "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "", "x.xlsx: the file is an OpenDocument and no .xlsx (save it as .xlsx)"},
		"document":     {packed(t, "xl/workbook.xml", "<document/>"), "", "x.xlsx: the file is no .xlsx: there is no sheet in it (open it in a spreadsheet program and save it anew)"},
		"no relation":  {packed(t, "_rels/.rels", "<Relationships/>"), "", "x.xlsx: the file is an Office document, but no workbook (open it in a spreadsheet program and save it anew)"},
		"no sheet":     {packed(t, "xl/worksheets/sheet1.xml", ""), "", `x.xlsx: One: the part "xl/worksheets/sheet1.xml" is missing (remove what is not part of the table, or divide it; if it is small, save it anew in a spreadsheet program)`},
		"broken":       {packed(t, "xl/styles.xml", "<styleSheet><cellXfs>"), "", `x.xlsx: the part "xl/styles.xml" is broken (open it in a spreadsheet program and save it anew)`},
		"bytes":        {make([]byte, MaxBytes+1), "", "x.xlsx: the file has 51 MB, more than 50 (divide it into several)"},
	} {
		t.Run(name, func(t *testing.T) {
			sheets, refused := ReadXLSX("x.xlsx", test.data)
			if diff := cmp.Diff(test.want, seen(sheets)); diff != "" {
				t.Errorf("cells (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.refused, said(refused)); diff != "" {
				t.Errorf("refused (-want +got):\n%s", diff)
			}
		})
	}
}

// TestBombs reads small files that become large.
func TestBombs(t *testing.T) {
	far := func(rows int) string {
		var b strings.Builder
		for i := range rows {
			fmt.Fprintf(&b, `<row r="%d"><c r="XFD%[1]d"><v>1</v></c></row>`, i+1)
		}
		return b.String()
	}
	const hint = " (remove what is not part of the table, or divide it; if it is small, save it anew in a spreadsheet program)"
	for name, test := range map[string]struct {
		data func() []byte
		want string
	}{
		"zip": {func() []byte { return sheetOf(t, strings.Repeat(" ", 80<<20), "", "") }, "x.xlsx: One: it unpacks to more than 50 MB" + hint},
		"texts": {func() []byte {
			return packed(t, "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", 3_000_000)+"</sst>")
		}, "x.xlsx: there are more than 2,500,000 texts (open it in a spreadsheet program and save it anew)"},
		"far cells": {func() []byte { return sheetOf(t, far(2000), "", "") }, "x.xlsx: One: there are more than 2,500,000 cells" + hint},
		"wide row":  {func() []byte { return sheetOf(t, far(1)+strings.Repeat(`<row><c><v>1</v></c></row>`, 10_000), "", "") }, "x.xlsx: One: there are more than 2,500,000 cells" + hint},
		"rows":      {func() []byte { return sheetOf(t, strings.Repeat(`<row><c><v>1</v></c></row>`, 1_000_000), "", "") }, "x.xlsx: One: there are more than 200,000 rows" + hint},
		"problems":  {func() []byte { return sheetOf(t, strings.Repeat(`<row><c t="e"/></row>`, 200_000), "", "") }, "x.xlsx: One: there are more than 1,000 problems" + hint},
		"depth":     {func() []byte { return sheetOf(t, strings.Repeat(`<x>`, 1_000_000), "", "") }, `x.xlsx: One: the part "xl/worksheets/sheet1.xml" is broken` + hint},
		"sheets": {func() []byte {
			return packed(t, "xl/workbook.xml", `<workbook xmlns:r="r">`+strings.Repeat(`<sheet name="One" r:id="a"/>`, 100_000)+`</workbook>`)
		}, "x.xlsx: there are more than 1,000 sheets (open it in a spreadsheet program and save it anew)"},
		"entities": {func() []byte {
			return packed(t, "xl/sharedStrings.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>`)
		}, `x.xlsx: the part "xl/sharedStrings.xml" is broken (open it in a spreadsheet program and save it anew)`},
	} {
		t.Run(name, func(t *testing.T) {
			data := test.data()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, refused := ReadXLSX("x.xlsx", data)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if len(refused) == 0 || refused[len(refused)-1].Problem().String() != test.want {
				t.Errorf("got %s", said(refused[max(0, len(refused)-1):]))
			}
			t.Logf("%d kB took %v and %d MB", len(data)>>10, took, (after.TotalAlloc-before.TotalAlloc)>>20)
			if took > 60*time.Second || after.TotalAlloc-before.TotalAlloc > 3<<30 {
				t.Errorf("%d kB took %v and %d MB", len(data)>>10, took, (after.TotalAlloc-before.TotalAlloc)>>20)
			}
		})
	}
}

// TestExcelize compares what the library reads in workbooks that it made.
func TestExcelize(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	f := excelize.NewFile()
	percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
	day, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	for i := range 300 {
		for j := range 8 {
			ref := ColumnName(j+1) + fmt.Sprint(i+1)
			var value any
			switch random.IntN(7) {
			case 0:
				value = random.IntN(100_000)
			case 1:
				value = float64(random.IntN(1_000_000)) / 100
			case 2:
				value = fmt.Sprint("é<", random.IntN(9), ">\n&")
			case 3:
				value = random.IntN(2) == 0
			case 4:
				value = float64(random.IntN(10_000)) / 10_000
				f.SetCellStyle("Sheet1", ref, ref, percent)
			case 5:
				value = random.IntN(1000) + 45_000
				f.SetCellStyle("Sheet1", ref, ref, day)
			default:
				continue
			}
			if err := f.SetCellValue("Sheet1", ref, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.SetCellRichText("Sheet1", "J1", []excelize.RichTextRun{{Text: "rich "}, {Text: "text", Font: &excelize.Font{Bold: true}}})
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	sheets, refused := ReadXLSX("x.xlsx", b.Bytes())
	if len(sheets) != 1 || len(refused) > 0 {
		t.Fatal(sheets, said(refused))
	}
	rows := 0
	for _, row := range sheets[0].Rows {
		for _, c := range row {
			want, err := f.GetCellValue("Sheet1", c.Ref())
			if err != nil {
				t.Fatal(err)
			}
			got := c.Text
			switch {
			case c.Percent:
				got = FormatNumber(c.Number, c.Decimals, '.') + "%"
			case c.Kind == Bool:
				got = strings.ToUpper(got)
			case c.Kind == Date:
				d, _ := time.Parse(dayLayout, got)
				got = d.Format("01-02-06")
			}
			if got != want {
				t.Errorf("%s: got %q, want %q", c.Ref(), got, want)
			}
		}
		rows++
	}
	if rows < 290 {
		t.Errorf("%d rows", rows)
	}
}

func FuzzReadXLSX(f *testing.F) {
	f.Add(packed(f))
	f.Add(sheetOf(f, `<row r="2" hidden="1"><c r="B2" t="s"><v>0</v></c></row>`, `<cols><col min="1" max="3" hidden="1"/></cols>`, `<mergeCells><mergeCell ref="A1:C2"/></mergeCells>`))
	var b bytes.Buffer
	if err := WriteXLSX(&b, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, data) })
}

// FuzzReadSheet changes a sheet itself, which is packed in what FuzzReadXLSX changes.
func FuzzReadSheet(f *testing.F) {
	for _, s := range []string{
		`<row r="2" hidden="1"><c r="B2" t="s"><v>0</v></c></row><row><c s="1"><v>45658</v></c><c s="2"><v>.5</v></c></row>`,
		`<row><c t="inlineStr"><is><r><t>_x0041_</t></r></is></c><c t="b"><v>1</v></c><c><f t="shared" si="0">A1</f></c><c s="3" t="d"><v>2025-01-01</v></c></row>`,
	} {
		f.Add(s, "@", `<col min="1" max="3" hidden="1"/>`)
		f.Add(s, "#,##0.0_);[Red]\\-0%", "")
		f.Add(s, "[$-40C]d mmm yyyy h:mm AM/PM", "")
	}
	f.Fuzz(func(t *testing.T, rows, format, before string) {
		styles := `<styleSheet><numFmts><numFmt numFmtId="1" formatCode="` + string(appendText(nil, format, false)) + `"/></numFmts><cellXfs><xf/><xf numFmtId="1"/><xf numFmtId="10"/></cellXfs></styleSheet>`
		checkRead(t, packed(t, "xl/styles.xml", styles, "xl/worksheets/sheet1.xml", `<worksheet>`+before+`<sheetData>`+rows+`</sheetData></worksheet>`))
	})
}

// checkRead reads a file that may be broken in any way.
func checkRead(t *testing.T, data []byte) {
	sheets, refused := ReadXLSX("x.xlsx", data)
	if len(sheets) == 0 && len(refused) == 0 {
		t.Fatal("neither a sheet nor a reason")
	}
	for _, r := range refused {
		if r.Reason == "" || r.Path == "" || r.Ref != "" && r.Sheet == "" && len(sheets) == 0 {
			t.Errorf("refused %+v", r)
		}
	}
	for _, s := range sheets {
		for _, row := range s.Rows {
			for i, c := range row {
				if len(row) != len(s.Rows[0]) || c.Col != i+1 || c.Row < 1 || c.Row > lastRow || (c.Kind == Empty) != (c.Text == "") {
					t.Fatalf("cell %+v", c)
				}
			}
		}
	}
}
