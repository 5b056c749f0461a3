package source

import (
	"slices"
	"testing"
	"unicode/utf8"

	"bassins/cmd/internal/diag"
)

func TestPlaces(t *testing.T) {
	for name, test := range map[string]struct {
		data, text string
		offset     int
		want       []Mark
	}{
		"plain":             {"- fr: à b\n", "à b", 3, []Mark{{1, 9}}},
		"quoted":            {"a: 'à b'\n", "à b", 3, []Mark{{1, 7}}},
		"twice":             {"- a: x y\n- a: z\n- a: x y\n", "x y", 2, []Mark{{1, 8}, {3, 8}}},
		"folded":            {"a: >-\n  x\n  y z\nb: y\n", "x y z", 4, []Mark{{3, 5}}},
		"plain, folded":     {"a: x\n  y z\n", "x y z", 2, []Mark{{2, 3}}},
		"literal":           {"a: |\n  x\n\n  y\n", "x\n\ny\n", 3, []Mark{{4, 3}}},
		"after an escape":   {"a: \"x\\ty\"\n", "x\ty", 2, []Mark{{1, 4}}},
		"before an escape":  {"a: \"x y\\t\"\n", "x y\t", 2, []Mark{{1, 7}}},
		"doubled quotation": {"a: 'x''s y'\n", "x's y", 4, []Mark{{1, 4}}},
		"Windows":           {"a: >-\r\n  x\r\n  y z\r\n", "x y z", 4, []Mark{{3, 5}}},
		"a key":             {"a: b\n", "a", 0, nil},
		"in a list":         {"- [a, b]\n", "b", 0, []Mark{{1, 7}}},
		"not there":         {"a: b\n", "c", 0, nil},
		"broken YAML":       {"a: [", "a", 0, nil},
		"empty":             {"", "a", 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := &File{Data: []byte(test.data)}
			if got := f.Places(test.text, test.offset); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestNamed(t *testing.T) {
	const data = "- id: x\n  other: y\n  slugs:\n    fr: z\n  list:\n    - id: y\n- id: z\n"
	f := &File{Data: []byte(data)}
	for _, test := range []struct {
		key, value string
		want       Mark
	}{
		{"id", "x", Mark{1, 7}}, {"id", "y", Mark{6, 11}}, {"id", "z", Mark{7, 7}}, {"slugs", "z", Mark{4, 9}}, {"slugs", "x", Mark{}},
	} {
		if got, ok := f.Named(test.key, test.value); got != test.want || ok != (test.want != Mark{}) {
			t.Errorf("%s %s: got %v, %v, want %v", test.key, test.value, got, ok, test.want)
		}
	}
}

// FuzzPlaces holds that a text is found inside its file, whatever that holds.
func FuzzPlaces(f *testing.F) {
	for _, s := range append(fillSeeds, seeds...) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, ok := checkText(data); !ok {
			return // refused before it is decoded
		}
		file := &File{Path: "f", Data: data}
		var problems diag.List
		for _, n := range file.scalars() {
			half := string([]rune(n.Value)[:utf8.RuneCountInString(n.Value)/2])
			for _, offset := range []int{0, len(half), len(n.Value)} {
				for _, at := range file.Places(n.Value, offset) {
					problems.Add(at.At("f", "x", ""))
				}
			}
		}
		inside(t, data, &problems)
	})
}
