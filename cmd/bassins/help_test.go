package main

import (
	"reflect"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// TestEntry decodes the example of the manual: every key in it exists, and every
// key that exists is in it.
func TestEntry(t *testing.T) {
	_, text, _ := strings.Cut(topic("entry"), "\n  - id:")
	entry, rest, _ := strings.Cut(text, "\n\n")
	_, repeats, ok := strings.Cut(rest, "\n    repeats:")
	repeats, _, _ = strings.Cut(repeats, "\n\n")
	if !ok {
		t.Fatalf("no example in\n%s", text)
	}
	data := "  - id:" + entry + "\n    repeats:" + repeats + "\n"
	var ateliers []*site.Atelier
	var problems diag.List
	new(source.Tree).Decode(&source.File{Path: "help", Data: []byte(data)}, &ateliers, &problems)
	for _, p := range problems.Sorted() {
		t.Error(p)
	}
	for _, v := range []any{site.Atelier{}, site.Repeats{}, site.Change{}, site.Place{}, site.Registration{}, site.AtelierContact{}, site.AtelierReport{}, site.ReportLink{}} {
		mentioned(t, "entry", reflect.TypeOf(v))
	}
}

// TestFigureTopic decodes the examples of the manual: every key in them exists, and
// every key that exists is in them.
func TestFigureTopic(t *testing.T) {
	examples := strings.Split("\n"+topic("figure"), "\n\n  ")[1:]
	into := []any{&[]*site.Indicator{}, &[]*site.Observation{}, &[]*site.Correction{}, &site.Report{}}
	if len(examples) != len(into) {
		t.Fatalf("found %d examples, want %d", len(examples), len(into))
	}
	for i, v := range into {
		example, _, _ := strings.Cut(examples[i], "\n\n")
		var problems diag.List
		new(source.Tree).Decode(&source.File{Path: "help", Data: []byte("  " + example + "\n")}, v, &problems)
		for _, p := range problems.Sorted() {
			t.Errorf("%s\n%s", p, example)
		}
	}
	for _, v := range []any{site.Indicator{}, site.Bounds{}, site.Observation{}, site.Range{}, site.Correction{}, site.Report{}, site.KeyFigure{}, site.ReportTheme{}, site.ReportChart{}} {
		mentioned(t, "figure", reflect.TypeOf(v))
	}
}

// mentioned reports keys of a type that a topic of the manual does not name, but for
// uid, which is for those who import what has been published elsewhere.
func mentioned(t *testing.T, name string, v reflect.Type) {
	t.Helper()
	for i := range v.NumField() {
		key := v.Field(i).Tag.Get("yaml")
		if key != "-" && key != "uid" && !strings.Contains(topic(name), key+":") {
			t.Errorf("topic %s has no %q", name, key)
		}
	}
}
