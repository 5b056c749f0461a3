package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAppendCSV(t *testing.T) {
	for text, want := range map[string]string{
		"a":         "a",
		"a,b":       `"a,b"`,
		"a;b":       "a;b",
		`"a"`:       `"""a"""`,
		"a\nb":      "\"a\nb\"",
		" a":        `" a"`,
		"":          `""`, // a blank line would be no row
		"-1":        "-1",
		"-1.5":      "-1.5",
		"+3":        "+3",
		"-1,5":      `"'-1,5"`, // no number where commas separate
		"--1":       "'--1",
		"=cmd()":    "'=cmd()",
		"=1,2":      `"'=1,2"`,
		"@SUM(A1)":  "'@SUM(A1)",
		"+32 2 1":   "'+32 2 1",
		"-":         "'-",
		"- a":       "'- a",
		"\t=1":      "\"'\t=1\"",
		"\r=1":      "\"'\r=1\"",
		"\n=1":      "\"'\n=1\"",
		" =1":       `"' =1"`,
		"＝1":        "'＝1",
		"'=1":       "''=1",
		"'t is":     "'t is",
		"2025-01":   "2025-01",
		"a=b":       "a=b",
		"-1e5":      "'-1e5",
		"-.5":       "'-.5",
		"Évère, 1é": `"Évère, 1é"`,
	} {
		if got := string(AppendCSV(nil, [][]string{{text}})); got != want+"\r\n" {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	got := string(AppendCSV([]byte("x"), [][]string{{"a", "", "b"}, {}, {"1"}}))
	if want := "xa,,b\r\n\r\n1\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestDialect writes texts that spreadsheets take for formulas, and reads them.
func TestDialect(t *testing.T) {
	rows := [][]string{
		{"a", "b", "c"},
		{"=1", "'=1", "''+x"}, {"-1,5", "-1.5", "- a;b"}, {"'", "'t", `"`}, {"\n", "x\r\ny", "'\"='"}, {"", "", "＝x"},
	}
	for _, d := range []Dialect{{';', ','}, {',', '.'}, {';', '.'}} {
		data := d.AppendCSV(nil, rows)
		if !strings.HasPrefix(string(data), "# separator="+string(d.Separator)+" decimal="+string(d.Decimal)+"\na") {
			t.Errorf("it begins with %q", data[:30])
		}
		s, problems := ReadCSV("x.csv", data)
		if len(problems) > 0 || s.Dialect != d {
			t.Errorf("%+v: %s", s, printed(problems))
		}
		want := "a|b|c\n=1|'=1|''+x\n-1,5|-1.5|- a;b\n'|'t|\"\n|x\r\ny|'\"='\n||＝x"
		if diff := cmp.Diff(want, texts(s)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
}

func FuzzAppendCSV(f *testing.F) {
	for _, s := range []string{"a", "=1", "\r\n", `"`, "'-5", "\t@x", ", ", "é\x00"} {
		f.Add(s, "b", s)
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		rows := [][]string{{a, b, c}, {c}, {"", a}}
		data := AppendCSV(nil, rows)
		got, err := csv.NewReader(bytes.NewReader(data)).Read()
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.FieldsPerRecord = -1
		all, err := r.ReadAll()
		if err != nil || len(all) != len(rows) || len(got) != 3 {
			t.Fatalf("%q: %q, %v", data, all, err)
		}
		for i, row := range rows {
			for j, want := range row {
				got := all[i][j]
				if c := strings.TrimLeft(got, " "); c != "" && strings.ContainsAny(c[:1], "=+-@\t\r\n") && !plain(got, '.') {
					t.Errorf("%q may be a formula", got)
				}
				// encoding/csv takes CRLF in quotes for LF.
				got, want = strings.ReplaceAll(got, "\r", ""), strings.ReplaceAll(want, "\r", "")
				if got != want && got != "'"+want {
					t.Errorf("%q became %q", want, got)
				}
			}
		}
	})
}
