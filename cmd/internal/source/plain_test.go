package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var plainSeeds = []string{
	"title: Un été au bord de l'eau\ndate: 2025-06-19\n",
	"title: \"Réparer : ensemble\"\nsummary: 'a # b'\nslug: a-b\n",
	"bassins:\n  - nord\n  - sud-est\ntags:\n  - yes\n",
	"sources:\n  - title: A – B\n    url: https://example.org/?a=b#c\n    date: 2025-09-10\n  - ref: bn\ndraft: true\n",
	"title: a\n  b\n", "title: a: b\n", "title: a #b\n", "title: a:\n", "title: - a\n", "n: a\n", "title: no\n", "title: \"a\\n\"\n",
	"title: \"\"\nslug: ''\n", "title: [a]\n", "title: &a b\n", "title: é\u2028\n", "title: \u0085a\n", "title:\n\n  - a\n", "title: \"a\" b\n",
	"date: 2025-02-30\n", "date: 2025-1-1\n", "a: b\r\nc: d\r\n", "a:\n  - b: c\n    d:\n", "a:\n  - b\n    c\n", "a: b\na: c\n", "a:\n  - - b\n",
	"a:\n  - \"b\": c\n", "a: b \n", "a:  b\n", "a:\n  -  b\n", "a: b", "a:\n  - b: c", "a: null\n", "a: .inf\n", "a: z\n---\nb: c\n", "_: a\n", "a:\n  - ", "a: ~\n", "a: ''' \n",
}

func TestParsePlain(t *testing.T) {
	for _, text := range plainSeeds[:2] {
		if parsePlain([]byte(text)) == nil {
			t.Errorf("gave up on\n%s", text)
		}
	}
	if parsePlain([]byte(plainSeeds[3][:len(plainSeeds[3])-len("draft: true\n")])) == nil {
		t.Error("gave up on a list of mappings")
	}
}

func FuzzParsePlain(f *testing.F) {
	for _, text := range plainSeeds {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, ok := checkText(data); !ok {
			return // refused before it is parsed
		}
		p := plainParsers.Get().(*plainParser) // with the nodes of the text before
		defer plainParsers.Put(p)
		got := p.tree(data)
		if got == nil {
			return
		}
		want, err := parseByLibrary(data)
		if err != nil {
			t.Fatalf("the library refuses %q: %v", data, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: library (-), parsePlain (+):\n%s", data, diff)
		}
	})
}

var exampleYAML = []byte(`title: "Un été au bord de l’eau – 1"
date: 2024-02-15
summary: "L’atelier a présenté au printemps des vélos destinés aux élèves malgré une météo capricieuse."
bassins:
  - nord
tags:
  - jardin
  - budget
sources:
  - title: Rapport annuel
    url: https://example.org/rapport/a000001
    publisher: Brusano
    lang: fr
    date: 2024-02-15
`)

func BenchmarkParse(b *testing.B) {
	b.Run("plain", func(b *testing.B) {
		p := new(plainParser)
		for b.Loop() {
			p.tree(exampleYAML)
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			parseByLibrary(exampleYAML)
		}
	})
}
