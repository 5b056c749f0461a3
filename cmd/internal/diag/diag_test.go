package diag

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestString(t *testing.T) {
	for name, test := range map[string]struct {
		problem Problem
		want    string
	}{
		"everything": {Problem{Severity: Error, Path: "a.md", Line: 4, Column: 10, Message: "unknown x", Hint: "did you mean y?"}, "a.md:4:10: unknown x (did you mean y?)"},
		"whole line": {Problem{Path: "a.md", Line: 4, Message: "m"}, "a.md:4: m"},
		"whole file": {Problem{Path: "a.md", Column: 9, Message: "m"}, "a.md: m"},
		"no file":    {Problem{Message: "m", Hint: "h"}, "m (h)"},
		"warning":    {Problem{Severity: Warning, Path: "a.md", Message: "m"}, "a.md: warning: m"},
		"page":       {Problem{Path: "t.html", Line: 1, Message: "m", Page: "/fr/"}, "t.html:1: m [page /fr/]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.problem.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestList(t *testing.T) {
	var l List
	if l.Failed() {
		t.Error("an empty list has failed")
	}
	l.Add(Problem{Severity: Warning, Path: "b", Message: "w"})
	if l.Failed() {
		t.Error("a warning is a failure")
	}
	l.Errorf("b", "%d", 1)
	l.Add(Problem{Path: "a", Line: 10, Message: "x"}, Problem{Path: "a", Line: 9, Column: 2, Message: "x"}, Problem{Path: "a", Line: 9, Column: 1, Message: "z"}, Problem{Path: "a", Line: 10, Message: "x"})
	if !l.Failed() {
		t.Error("a problem without a severity is no failure")
	}
	var got []string
	for _, p := range l.Sorted() {
		got = append(got, p.String())
	}
	want := []string{"a:9:1: z", "a:9:2: x", "a:10: x", "b: 1", "b: warning: w"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sorted (-want +got):\n%s", diff)
	}
	if errors, warnings := l.Count(); errors != 4 || warnings != 1 {
		t.Errorf("counted %d errors and %d warnings, want 4 and 1", errors, warnings)
	}
}

// TestAtOnce adds from many goroutines: run it with -race.
func TestAtOnce(t *testing.T) {
	var l List
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			l.Add(Problem{Path: fmt.Sprint(i % 10), Message: "m"})
			l.Failed()
			l.Sorted()
		})
	}
	group.Wait()
	if got := len(l.Sorted()); got != 10 {
		t.Errorf("%d problems, want 10", got)
	}
}

func TestPrint(t *testing.T) {
	var problems []Problem
	for i := range Limit {
		problems = append(problems, Problem{Severity: Warning, Path: fmt.Sprintf("a%02d", i), Message: "w"})
	}
	problems = append(problems, Problem{Severity: Error, Path: "z", Message: "e"})
	var b bytes.Buffer
	Print(&b, problems)
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != Limit+1 || lines[0] != "z: e" || lines[Limit] != "… and 1 more problems" {
		t.Errorf("printed %d lines from %q to %q", len(lines), lines[0], lines[len(lines)-1])
	}
	if problems[0].Path != "a00" {
		t.Error("Print has changed the order of its argument")
	}
}

func TestJSON(t *testing.T) {
	for want, problems := range map[string][]Problem{
		"[]\n": nil,
		"[\n  {\n    \"severity\": \"error\",\n    \"path\": \"a\",\n    \"line\": 1,\n    \"message\": \"<b>\"\n  }\n]\n": {{Severity: Error, Path: "a", Line: 1, Message: "<b>"}},
	} {
		var b bytes.Buffer
		if err := JSON(&b, problems); err != nil || b.String() != want {
			t.Errorf("got %q, %v, want %q", b.String(), err, want)
		}
	}
}

func TestPosition(t *testing.T) {
	text := []byte("été\nœuf\r\nfin")
	for _, test := range []struct{ offset, line, column int }{
		{-1, 1, 1}, {0, 1, 1}, {2, 1, 2}, {5, 1, 4}, {6, 2, 1}, {8, 2, 2}, {12, 3, 1}, {15, 3, 4}, {99, 3, 4},
	} {
		if line, column := Position(text, test.offset); line != test.line || column != test.column {
			t.Errorf("offset %d is at %d:%d, want %d:%d", test.offset, line, column, test.line, test.column)
		}
	}
}

func TestNearest(t *testing.T) {
	candidates := []string{"nord", "nord-est", "sud", "centre-ouest", "Été"}
	for word, want := range map[string]string{
		"nort":         "nord",
		"NORD":         "nord",
		"nrod":         "nord", // two neighbours swapped
		"sud-est":      "",
		"centr-ouset":  "centre-ouest",
		"ete":          "",
		"été":          "Été",
		"x":            "",
		"":             "",
		"nord-es":      "nord-est",
		"centre-ouest": "centre-ouest",
	} {
		if got := Nearest(word, candidates); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
	if got, want := DidYouMean("nort", candidates), `did you mean "nord"?`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Nearest("ab", []string{"bb", "aa"}); got != "aa" {
		t.Errorf("of two equally near %q was chosen, want the first of the alphabet", got)
	}
}
