package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"bassins/cmd/internal/diag"

	"github.com/google/go-cmp/cmp"
)

const head = "# separator=; decimal=,\n"

// texts is what is in the cells, rows by line and cells by bars.
func texts(s *Sheet) string {
	if s == nil {
		return "no sheet"
	}
	var lines []string
	for _, row := range s.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.Text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

func printed(problems []diag.Problem) string {
	var b bytes.Buffer
	diag.Print(&b, problems)
	return strings.TrimSpace(b.String())
}

func TestReadCSV(t *testing.T) {
	for name, test := range map[string]struct{ csv, want string }{
		"plain":                  {head + "a;b\n1,5;x y\n", "a|b\n1,5|x y"},
		"comma":                  {"# separator=, decimal=.\na,b\n\"1,5\",2.5\n", "a|b\n1,5|2.5"},
		"byte order mark":        {"\ufeff" + head + "a;b\n1;2", "a|b\n1|2"},
		"windows":                {"# separator=; decimal=,\r\na;b\r\n1;2\r\n", "a|b\n1|2"},
		"old mac":                {"# separator=; decimal=,\ra;b\r1;2\r", "a|b\n1|2"},
		"saved by a spreadsheet": {"# separator=; decimal=,;;\r\na;b;\r\n1;2;\r\n;;\r\n", "a|b\n1|2"},
		"saved with commas":      {"# separator=, decimal=.,,\na,b\n1,2\n", "a|b\n1|2"},
		"saved with quotes":      {"\"# separator=\";\" decimal=,\"\n\"a\";\"b\"\n\"1\";\"2\"\n", "a|b\n1|2"},
		"blank cells at the end": {head + "a;b;;;\n1;2;;\n3;;;\n", "a|b\n1|2\n3|"},
		"blank rows":             {head + "\n\na;b\n\n1;2\n;\n  ; \n\n\n", "a|b\n1|2"},
		"white space":            {head + " a ;\tb\n\u00a01\u202f;\" 2 \" \n", "a|b\n1|2"},
		"quotes":                 {head + "a;b\n\"x \"\"y\"\"; z\";\"\"\n", "a|b\nx \"y\"; z|"},
		"line break in quotes":   {head + "a;b\n\"one\r\ntwo\";2\n", "a|b\none\r\ntwo|2"},
		"second header":          {head + "a;b\n1;2\na;b\n", "a|b\n1|2\na|b"},
		"apostrophe":             {head + "a;b\n'=1;''+x\n'tis;'\n", "a|b\n=1|'+x\n'tis|'"},
		"nothing":                {head, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, problems := ReadCSV("x.csv", []byte(test.csv))
			if diff := cmp.Diff(test.want, texts(s)); diff != "" || len(problems) > 0 {
				t.Errorf("(-want +got)\n%s\n%s", diff, printed(problems))
			}
		})
	}
}

func TestReadCSVProblems(t *testing.T) {
	const declareHint = ` (begin the file with the line "# separator=; decimal=," or the line "# separator=, decimal=.")`
	for name, test := range map[string]struct{ csv, want, rows string }{
		"empty":               {"", "x.csv:1:1: the first line does not say how cells and numbers are written" + declareHint, "no sheet"},
		"no declaration":      {"a;b\n1;2\n", "x.csv:1:1: the first line does not say how cells and numbers are written" + declareHint, "no sheet"},
		"another declaration": {"sep=;\na;b\n", "x.csv:1:1: the first line does not say how cells and numbers are written" + declareHint, "no sheet"},
		"half a declaration":  {"# separator=;\na;b\n", "x.csv:1:1: the first line does not say how cells and numbers are written" + declareHint, "no sheet"},
		"unknown declaration": {"# separator=; decimal=, thousands=.\na;b\n", `x.csv:1:1: unknown declaration "thousands=."` + declareHint, "no sheet"},
		"unknown separator":   {"# separator=| decimal=,\na|b\n", `x.csv:1:1: unknown separator "|" (it is ";" or ",")`, "no sheet"},
		"unknown decimal":     {"# separator=; decimal=;\na|b\n", `x.csv:1:1: unknown decimal sign ";" (it is "," or ".")`, "no sheet"},
		"one sign for both":   {"# separator=, decimal=,\na,b\n", `x.csv:1:1: the comma both separates cells and is the decimal sign (use "# separator=; decimal=," or "# separator=, decimal=.")`, "no sheet"},
		"other separator":     {head + "a,b\n1,2\n", `x.csv:2:1: cells are separated by ',' (the first line of the file says that it is ';')`, "a,b"},
		"UTF-16":              {"\xff\xfe#\x00 \x00", `x.csv: the file is UTF-16 (save it as "CSV UTF-8")`, "no sheet"},
		"UTF-16 big endian":   {"\xfe\xff\x00#\x00 ", `x.csv: the file is UTF-16 (save it as "CSV UTF-8")`, "no sheet"},
		"UTF-16 without mark": {"#\x00 \x00s\x00", `x.csv: the file is UTF-16 (save it as "CSV UTF-8")`, "no sheet"},
		"workbook":            {"PK\x03\x04\x14\x00", "x.csv: the file is no CSV but a packed file (a workbook has a name that ends in .xlsx)", "no sheet"},
		"Windows-1252":        {head + "a;b\nà;Ev\xe8re\nx;\xe9\n", "x.csv:3:5: byte 0xE8 is not UTF-8, and 2 lines have such bytes; in Windows-1252 it is 'è' (save it as \"CSV UTF-8\")", "no sheet"},
		"only Windows-1252":   {head + "a;b\n1;\x80\n", `x.csv:3:3: byte 0x80 is not UTF-8 (save it as "CSV UTF-8")`, "no sheet"},
		"mixed encodings":     {head + "a;b\nliège;1\nEv\xe8re;2\n", "x.csv:4:3: byte 0xE8 is not UTF-8; in Windows-1252 it is 'è'; other lines are UTF-8 (lines of two files were put together: correct these lines, and save the file as UTF-8)", "no sheet"},
		"encoded twice":       {head + "a;b\nx;LiÃ¨ge\n", "x.csv:3:3: \"Ã¨\" was encoded twice (it may be 'è'; save the file as UTF-8 before it is opened elsewhere)", "a|b\nx|LiÃ¨ge"},
		"lost letter":         {head + "a;b\nx;Li\ufffdge\n", "x.csv:3:5: a letter was lost when the file was converted: \"\ufffd\" (write it anew, and save the file as UTF-8)", "no sheet"},
		"control character":   {head + "a;b\nx;\x07\n", "x.csv:3:3: the character U+0007 is none of a text (write it anew, and save the file as UTF-8)", "no sheet"},
		"short row":           {head + "a;b;c\n1;2\n3;4;5\n", `x.csv:3: the row has 2 cells, and the first row has 3 (write ';' for each empty cell)`, "a|b|c\n3|4|5"},
		"long row":            {head + "a;b\n1;2;;é;3\n3;4\n", `x.csv:3:5: the row has 5 cells, and the first row has 2 (put a text with ';' in quotes)`, "a|b\n3|4"},
		"formula":             {head + "a;b\n1; =cmd()\n3;4\n", `x.csv:3:4: "=cmd()" is a formula (write its result)`, "a|b\n3|4"},
		"quoted formula":      {head + "a;b\n1;\"=1;2\"\n3;4\n", `x.csv:3:3: "=1;2" is a formula (write its result)`, "a|b\n3|4"},
		"quote inside":        {head + "a;b\né5\" x;2\n3;4\n", `x.csv:3:3: quote inside a cell that does not begin with one (put the whole cell in quotes, and write "" for one in the text)`, "a|b\n3|4"},
		"text after quote":    {head + "a;b\n\"é\" x;2\n3;4\n", `x.csv:3:4: text after the quote that closes the cell (write "" for a quote in the text)`, "a|b\n3|4"},
		"open quote":          {head + "a;b\n1;\"x\n3;4\n5;6\n", `x.csv:3:3: the quote is never closed (close it with another, and write "" for a quote in the text)`, "a|b"},
		"several": {head + "a;b\n1\n2;=x\n3;4;5\n", "x.csv:3: the row has 1 cell, and the first row has 2 (write ';' for each empty cell)\n" +
			"x.csv:4:3: \"=x\" is a formula (write its result)\n" +
			"x.csv:5:5: the row has 3 cells, and the first row has 2 (put a text with ';' in quotes)", "a|b"},
	} {
		t.Run(name, func(t *testing.T) {
			s, problems := ReadCSV("x.csv", []byte(test.csv))
			if diff := cmp.Diff(test.want, printed(problems)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rows, texts(s)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPositions looks for cells after quoted line breaks and wide letters.
func TestPositions(t *testing.T) {
	s, problems := ReadCSV("x.csv", []byte("\ufeff"+head+"a;b\n\n\"é\r\n\n😀\"; x\n"))
	if len(problems) > 0 {
		t.Fatal(printed(problems))
	}
	var got []string
	for _, row := range s.Rows {
		for _, c := range row {
			got = append(got, fmt.Sprintf("%s %d:%d %q", c.Ref(), c.Line, c.Column, c.Text))
		}
	}
	want := []string{`A2 2:1 "a"`, `B2 2:3 "b"`, `A4 4:1 "é\r\n\n😀"`, `B4 6:5 "x"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLimitsOfCSV(t *testing.T) {
	million := []byte(head + "a;b\n" + strings.Repeat("1;2\n", 1_000_000))
	for name, test := range map[string]struct {
		data []byte
		want string
		rows int
	}{
		"rows":           {million, "x.csv:200002: the file has more than 200,000 rows, and the rest is not read (divide it into several)", 200_000},
		"bytes":          {make([]byte, MaxBytes+1), "x.csv: the file has 51 MB, more than 50 (divide it into several)", 0},
		"cells":          {[]byte(head + strings.Repeat("a;", 999) + "a\n" + strings.Repeat(strings.Repeat("1;", 999)+"1\n", 2600)), "x.csv:2502: the file has more than 2,500,000 cells, and the rest is not read (divide it into several)", 2500},
		"cells of a row": {[]byte(head + strings.Repeat(";", 3_000_000)), "x.csv:2: the file has more than 2,500,000 cells, and the rest is not read (divide it into several)", 0},
		"problems":       {[]byte(head + "a;b\n" + strings.Repeat("1\n", 1_000_000)), "… and 951 more problems", 1},
		"blank rows":     {[]byte(head + strings.Repeat("a;", 10_000) + "a\n" + strings.Repeat("\n", 10<<20)), "", 1},
		"line breaks":    {[]byte(head + "a;b\n" + strings.Repeat("\"x\n\";", 1<<20)), "x.csv:5:3: the row has 1048576 cells, and the first row has 2 (put a text with ';' in quotes)", 1},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			s, problems := ReadCSV("x.csv", test.data)
			if got := printed(problems); !strings.HasSuffix(got, test.want) || (test.want == "") != (got == "") {
				t.Errorf("got %s", got)
			}
			if s != nil && len(s.Rows) != test.rows {
				t.Errorf("%d rows, want %d", len(s.Rows), test.rows)
			}
			if took := time.Since(start); took > 20*time.Second { // less than one, on a machine at rest
				t.Errorf("it took %v", took)
			}
		})
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{head + "a;b\n1;2", "# separator=, decimal=.\na,\"b\r\nc\"\n\"\",x\r", "\ufeff" + head + "\"a\"\"\";'=b\n1", "# separator=;;; decimal=,;;\na\xe9"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, problems := ReadCSV("x.csv", data)
		if s == nil && len(problems) == 0 {
			t.Fatal("neither a sheet nor a problem")
		}
		lines := 1 + bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r"))
		for _, p := range problems {
			if p.Message == "" || p.Line > lines || p.Column < 0 {
				t.Errorf("problem %v of %d lines", p, lines)
			}
		}
		if s == nil {
			return
		}
		var rows [][]string
		for _, row := range s.Rows {
			var cells []string
			for _, c := range row {
				if (c.Kind == Empty) != (c.Text == "") || c.Line < 1 || c.Line > lines || c.Column < 1 || len(row) != len(s.Rows[0]) {
					t.Fatalf("cell %+v", c)
				}
				cells = append(cells, c.Text)
			}
			rows = append(rows, cells)
		}
		if len(problems) > 0 {
			return
		}
		again, problems := ReadCSV("x.csv", s.Dialect.AppendCSV(nil, rows))
		if len(problems) > 0 || texts(again) != texts(s) {
			t.Errorf("got %q, want %q: %s", texts(again), texts(s), printed(problems))
		}
	})
}
