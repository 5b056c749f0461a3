package figures_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/site"
)

// FuzzImport imports what an editor may have typed. Whatever it is, each problem has a
// place in the file, and a file that is written is one that can be read: the same again.
func FuzzImport(f *testing.F) {
	f.Add(sheetOf("young;rivage;2024;1;;;;;;Une note", "red;colline;2023/2024;;20;30;about;;true;"))
	f.Add(sheetOf("young;rivage;2024;-1;;;;;;", "young;nowhere;;1 000;;;x;;y;=cmd()"))
	f.Add("# separator=, decimal=.\nindicator,territory,period,value,source,missing,key\nred,rivage,2017..2019,,,too-few,x\n\"red\n\",rivage,,,,,\n")
	f.Add("# separator=; decimal=,\nindicator;;territory;period;value;source\nindicator;;territory\n")
	s, problems := load(f, project(f), nil)
	if problems.Failed() {
		f.Fatal(said(problems))
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer func() { // the site is as it was
			s.ReplaceObservations("sheet.csv", nil, new(diag.List))
			s.ReplaceObservations("again.csv", nil, new(diag.List))
		}()
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		file, count, found := figures.Import(s, figures.Input{Path: "sheet.csv", Data: []byte(text), Out: "data/observations/sheet.csv"})
		failed := false
		for _, p := range found {
			failed = failed || p.Severity == diag.Error
			if p.Message == "" || p.Line > lines || p.Path != "sheet.csv" {
				t.Errorf("problem is not in the file: %s", p)
			}
		}
		if failed != (file == nil) || failed && count != 0 {
			t.Fatalf("%d figures, a file of %d bytes, and the problems\n%s", count, len(file), diagText(found))
		}
		if failed {
			return
		}
		again, _, found := figures.Import(s, figures.Input{Path: "again.csv", Data: file, Out: "sheet.csv"})
		if !bytes.Equal(file, again) {
			t.Errorf("imported again\n%s\nis\n%s\n%s", file, again, diagText(found))
		}
	})
}

// FuzzRecord reads a record that was merged or edited. What bassins writes after it is
// read without a word, and stays as it is.
func FuzzRecord(f *testing.F) {
	f.Add("indicator,territory,period,value,published\nyoung,rivage,2024,1,2025-01-01\n")
	f.Add("young,rivage,2024,2,\r\n,,,,\nyoung,rivage,,,,\n<<<<<<< HEAD\nyoung,rivage,2024,2,2025-01-01\n")
	f.Add("old,nowhere,..,25..33,x\nold,colline,2023/2024,1,2,3\n")
	dir := project(f)
	base, problems := load(f, dir, map[string]string{"data/observations/x.csv": sheetOf("young;rivage;2024;1;;;;;;", "old;colline;2023/2024;;25;33;;;;")})
	if problems.Failed() {
		f.Fatal(said(problems))
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := *base
		s.FigureRecord = []byte(text)
		var found diag.List
		figures.Check(&s, &found)
		for _, p := range found.Sorted() {
			if p.Path == figures.RecordPath && (p.Line < 1 || p.Line > strings.Count(text, "\n")+1) {
				t.Errorf("problem is not in the file: %s", p)
			}
		}
		if found.Failed() {
			return
		}
		data, _ := figures.Record(&s)
		s.FigureRecord = data
		var again diag.List
		figures.Check(&s, &again)
		if again.Failed() {
			t.Fatalf("the record\n%s\nwas written as\n%s\n%s", text, data, diagText(again.Sorted()))
		}
		if stays, differs := figures.Record(&s); !bytes.Equal(data, stays) || differs.New+differs.Changed != 0 {
			t.Errorf("the record\n%s\nis written anew as\n%s", data, stays)
		}
	})
}

// BenchmarkCheck checks 1,000 indicators of 10 years and 6 territories, all of which
// were published: what it adds to each load of a project. It measures the record too.
func BenchmarkCheck(b *testing.B) {
	dir := project(b)
	var indicators, rows strings.Builder
	rows.WriteString("# separator=; decimal=.\nindicator;territory;period;value;source\n")
	for i := range 1000 {
		fmt.Fprintf(&indicators, "- {id: i%d, theme: population, unit: percent, shares: g%d, names: {fr: a, nl: a}, definition: {fr: a, nl: a}}\n", i, i/5)
		for year := range 10 {
			for _, territory := range []string{"region", "rivage", "colline", "montimaginaire", "pontbas", "ponthaut"} {
				fmt.Fprintf(&rows, "i%d;%s;%d;20.0;fable\n", i, territory, 2015+year)
			}
		}
	}
	s, problems := load(b, dir, map[string]string{"data/indicateurs/indicators.yaml": indicators.String(), "data/observations/x.csv": rows.String()})
	if problems.Failed() {
		b.Fatal(said(problems))
	}
	s.FigureRecord, _ = figures.Record(s)
	b.ReportAllocs()
	for b.Loop() {
		var found diag.List
		figures.Check(s, &found)
		if found.Failed() {
			b.Fatal(said(&found))
		}
	}
	b.ReportMetric(float64(len(s.Observations)), "figures")
}

// TestOverview counts what is missing.
func TestOverview(t *testing.T) {
	s, problems := load(t, project(t), map[string]string{"data/observations/x.csv": sheetOf(
		"young;rivage;2024;1;;;;;;", "young;rivage;2025;;;;;not-published;;", "young;colline;2024;;;;;not-applicable;;", "old;rivage;2024;;;;;not-published;;", "old;region;2023;4;;;;;;")})
	if problems.Failed() {
		t.Fatal(said(problems))
	}
	for _, test := range []struct {
		year int
		want string
	}{
		{0, "region 7 7, rivage 7 6, colline 7 7"},
		{2025, "region 8 8, rivage 8 7, colline 8 8"},
		{2023, "region 7 7, rivage 8 8, colline 8 8"},
	} {
		v := figures.NewOverview(s, test.year, nil)
		var got []string
		for i, c := range v.Columns {
			gaps, unasked := v.Gaps(i)
			got = append(got, fmt.Sprint(c.ID.Value, " ", gaps, " ", unasked))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%d: %q, want %q", test.year, got, test.want)
		}
	}
	if o := figures.NewOverview(s, 0, s.Territory("colline")); len(o.Columns) != 2 || o.Columns[0].ID.Value != site.Region {
		t.Errorf("of one basin: %d columns", len(o.Columns))
	}
}
