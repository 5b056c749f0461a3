package source

import (
	"testing"

	"bassins/cmd/internal/diag"
)

func TestLocate(t *testing.T) {
	const list = "- id: a\n  names:\n    fr: A\n- id: b\n  names:\n    fr: B\n    nl: C\n"
	const text = "---\ntitle: x\ntags:\n  - y\n---\ntitle: no\n"
	for name, test := range map[string]struct {
		data string
		near Mark
		keys []string
		want Mark
	}{
		"from the top":          {"a: 1\nb:\n  c: 2\n", Mark{}, []string{"b", "c"}, Mark{3, 3}},
		"near an id":            {list, Mark{4, 7}, []string{"names", "nl"}, Mark{7, 5}},
		"deepest key there is":  {list, Mark{1, 7}, []string{"names", "nl"}, Mark{2, 3}},
		"nothing there":         {list, Mark{1, 7}, []string{"slugs"}, Mark{1, 7}},
		"no value at the place": {list, Mark{9, 9}, []string{"names"}, Mark{9, 9}},
		"a mapping":             {list, Mark{4, 3}, []string{"names", "nl"}, Mark{7, 5}},
		"front matter":          {text, Mark{}, []string{"tags"}, Mark{3, 1}},
		"front matter, BOM":     {"\ufeff" + text, Mark{}, []string{"title"}, Mark{2, 1}},
		"broken YAML":           {"a: [", Mark{1, 2}, []string{"a"}, Mark{1, 2}},
		"empty":                 {"", Mark{}, []string{"a"}, Mark{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Locate([]byte(test.data), test.near, test.keys...); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// sample has a field of each sort that the project's files have.
type sample struct {
	Title string            `yaml:"title"`
	ID    String            `yaml:"id"`
	Count int               `yaml:"count"`
	Share float64           `yaml:"share"`
	Draft bool              `yaml:"draft"`
	Tags  []String          `yaml:"tags"`
	Names map[string]string `yaml:"names"`
	Below *below            `yaml:"below"`
}

type below struct {
	Key String `yaml:"key"`
}

// TestDecode holds what the scripts of cmd/bassins do not reach.
func TestDecode(t *testing.T) {
	for name, test := range map[string]struct{ data, want string }{
		"empty":              {"", ""},
		"comment only":       {"# nothing\n", ""},
		"null":               {"~\n", ""},
		"number for a text":  {"id: 2025\ntags: [1, true, 2025-01-01]\n", ""},
		"whole number":       {"count: 1.5\n", "f.yaml:1:8: expected a whole number, not \"1.5\"\n"},
		"number":             {"share: viel\n", "f.yaml:1:8: expected a number, not \"viel\"\n"},
		"list for an id":     {"id: [a]\n", "f.yaml:1:5: expected a text\n"},
		"nested unknown key": {"below:\n  kye: x\n", "f.yaml:2:3: unknown key \"kye\" (did you mean \"key\"?)\n"},
		"two documents":      {"title: a\n---\ntitle: b\n", "f.yaml:2:1: a second document begins (a file holds one; remove the line of ---)\n"},
		"null character":     {"title: a\x00b\n", "f.yaml:1:9: file holds a null character (is it a text file?)\n"},
		"control character":  {"title: a\x01b\n", "f.yaml:1:9: control character U+0001 (delete it; most programs do not show it)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var v sample
			var problems diag.List
			ok := new(Tree).Decode(&File{Path: "f.yaml", Data: []byte(test.data)}, &v, &problems)
			if got := messages(&problems); got != test.want || ok != (test.want == "") {
				t.Errorf("got %q, %v, want %q", got, ok, test.want)
			}
		})
	}
}
