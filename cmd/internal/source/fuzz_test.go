package source

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"bassins/cmd/internal/diag"
)

var seeds = []string{
	"", "---\n---\n", "---\r\ntitle: a\r\n---\r\nb\r\n", "\ufeff---\ntitle: é\n---\né", "---\ntitle: [a\n---\n", "---\n\ttitle: a\n---\n",
	"---\ntags: &a [*a]\n---\n", "---\nbelow: {key: [}\n---\n", "---\n? a\n: b\n---\n", "---\ntitle: |\n  a\n ---\n---\n", "---\ntitle: \"\\x\n---\n",
	"title: a\nnames:\n  fr: b\n  fr: c\n", "- a\n-b\n", "a: b: c", "%YAML 9\n---\n", "!!binary a", "\xff", "a\x00", "--- \n---\x85\n", "'", "&", "*a", "<<: {a: b}\n",
}

// inside fails unless every problem lies in the file.
func inside(t *testing.T, data []byte, problems *diag.List) {
	t.Helper()
	lines := bytes.Split(data, []byte("\n"))
	for _, p := range problems.Sorted() {
		if p.Path != "f" || p.Message == "" {
			t.Errorf("problem without a file or a message: %+v", p)
		}
		if p.Line < 0 || p.Line > len(lines) || p.Column < 0 {
			t.Errorf("%v lies outside the %d lines of the file", p, len(lines))
			continue
		}
		if p.Line > 0 && utf8.Valid(data) && p.Column > utf8.RuneCount(lines[p.Line-1])+1 {
			t.Errorf("%v lies outside its line %q", p, lines[p.Line-1])
		}
	}
}

func FuzzSplitText(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v sample
		var problems diag.List
		body, offset, ok := SplitText("f", data, &v, &problems)
		inside(t, data, &problems)
		if ok == problems.Failed() {
			t.Errorf("ok is %v with the problems %v", ok, problems.Sorted())
		}
		if ok && !bytes.Equal(body, data[offset:]) {
			t.Errorf("the body is not what follows offset %d", offset)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, v := range []any{new(sample), new([]*sample)} {
			var problems diag.List
			ok := new(Tree).Decode(&File{Path: "f", Data: data}, v, &problems)
			inside(t, data, &problems)
			if ok == problems.Failed() {
				t.Errorf("ok is %v with the problems %v", ok, problems.Sorted())
			}
		}
		for _, near := range []Mark{{}, {1, 1}, {2, 3}} {
			at := Locate(data, near, "names", "fr")
			if at.Line < 0 || at != near && at.Line > bytes.Count(data, []byte("\n"))+1 {
				t.Errorf("located at %v", at)
			}
		}
	})
}
