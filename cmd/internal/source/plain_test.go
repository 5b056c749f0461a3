package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
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

// dataSeeds are what files of data hold: all of it is read plainly.
var dataSeeds = []string{
	"- id: a\n  names:\n    fr: À b\n    nl: C\n\n- id: b\n  names:\n    fr: D\n",
	"# head\n\n# of a\na:\n  # of b\n  b: c\n# foot\n\nd:\n\n  - e\n\n  # of f\n  - f\n# last\n",
	"a:\n- b\n- c: d\n  e:\n  - f\ng: h\n", "a:\n        b:\n         - c\n         - d:\n             e: f\n", "  a: b\n  c: d\n",
	"- a: true\n  b: false\n  c: 0\n  d: -12\n  e: 17.74\n  f: -0.5\n  g: 1000000\n  on: yes\n  Name-of_2.x: off\n  no: n\n",
	"start: 2025-02\nat: 2025-02-13T09:30\nhour: 09:30\nid: 2025-09-sud-est\ntitle: 2e réunion, 19 h\nplus: -3 °C\npath: /fr/\nnote: (a)\n",
	"a: \"b \\\"c\\\" \\\\ d\\u00A0: {e}\"\nb: 'l''eau'\nc: ''''\nd: \"\\u00e9\"\n",
	"sources:\n" + strings.Repeat("  - ref: a\n", 40), // as many nodes as lines can have
	"- a:\n    - b\n- c: d\n- e\n   \n\n# f", "a:\n  b: c",
}

// oddSeeds come near to those, and are for the library.
var oddSeeds = []string{
	"a:\n  b: c\n d: e\n", "a:\n  - b\n - c\n", "- a\n  - b\n", "- a: b\n   c: d\n", "a: b\n  # c\n  d\n", "- a: b\nc: d\n", "a: b\n- c\n", "a:\n  b\n", "a:\nb: c\n",
	"- - a\n", "-\n  a: b\n", "-  a: b\n   c: d\n", "- a: b\n  - c\n", "a:\n\tb: c\n", "# \t\na: b\n", "a: 010\n", "a: 1_0\n", "a: 1e3\n", "a: 0x1f\n", "a: -0\n", "a: 1.\n", "a: .5\n", "a: +1\n",
	"a: 1234567890123456789\n", "a: 2025-02-13T09:30:00Z\n", "a: 2025-02-13 09:30:00\n", "a: True\n", "true: a\n", "1: a\n", "a: - b\n", "a: -\n", "a: -b\n", "a: \"\\x41\"\n", "a: \"\\ud800\"\n", "a: '\n", "a: 'b''\n", "a: \"\\",
	"a: |\n  b\n", "a: >\n  b\n", "a: {b: c}\n", "a: b # c\n", "a: # b\n  - c\n", "- # b\n", "- ", "a:\n  # b\n", "a: \n", "# a\n", "\n", "", " ", "a", "- a\n--- b\n", "- a\n...\n", "a: b\n---\n",
	strings.Repeat("a", 1030) + ": b\n",
}

func TestParsePlain(t *testing.T) {
	for _, text := range slices.Concat(plainSeeds[:3], dataSeeds, []string{nested(maxDepth)}) {
		if parsePlain([]byte(text)) == nil {
			t.Errorf("gave up on\n%s", text)
		}
	}
	for _, text := range slices.Concat(oddSeeds, []string{nested(maxDepth + 1), nested(1000)}) {
		if parsePlain([]byte(text)) != nil {
			t.Errorf("is sure of\n%.200s", text)
		}
	}
}

// nested returns mappings in one another.
func nested(depth int) string {
	var b strings.Builder
	for i := range depth - 1 {
		fmt.Fprintf(&b, "%*sa:\n", i, "")
	}
	fmt.Fprintf(&b, "%*sa: b\n", depth-1, "")
	return b.String()
}

// TestParsePlainFiles holds that the data that grows with the site is read plainly:
// what one of its files has to hold, parsePlain should learn.
func TestParsePlainFiles(t *testing.T) {
	const data, fixture = "../../../data/", "../../bassins/testdata/project/data/"
	for _, pattern := range []string{data + "ateliers/*.yaml", data + "bassins/*.yaml", data + "observations/*.yaml", fixture + "*.yaml", fixture + "*/*.yaml"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no files %s (%v)", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if root := parsePlain(data); root == nil {
				t.Errorf("%s is for the library", name)
			} else if want, err := parseByLibrary(data); err != nil || !slices.Equal(flat(want), flat(root)) {
				t.Errorf("%s (%v): library (-), parsePlain (+):\n%s", name, err, cmp.Diff(flat(want), flat(root)))
			}
		}
	}
}

// TestParseKeeps holds that a file's tree is its own, unlike that of a parser that
// is used again.
func TestParseKeeps(t *testing.T) {
	first, second := []byte("a:\n  - b: c\n"), []byte("d:\n  - e: f\n")
	kept := &File{Data: first}
	kept.yaml.parse(first)
	p := plainParsers.Get().(*plainParser)
	p.parse(second)
	plainParsers.Put(p)
	parsePlain(second)
	want, err := parseByLibrary(first)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(flat(want), flat(kept.yaml.root)); diff != "" {
		t.Errorf("library (-), kept tree (+):\n%s", diff)
	}
}

// flat returns the nodes of a tree, one a line, but for their comments: the library
// keeps them, and nobody reads them. (cmp would need hours for a deep tree.)
func flat(n *yaml.Node) []string {
	if n == nil {
		return nil
	}
	nodes := []string{fmt.Sprintf("%d:%d kind %d, %s %q, style %d, anchor %q, %d below", n.Line, n.Column, n.Kind, n.Tag, n.Value, n.Style, n.Anchor, len(n.Content))}
	for _, c := range n.Content {
		nodes = append(nodes, flat(c)...)
	}
	return nodes
}

func FuzzParsePlain(f *testing.F) {
	for _, text := range slices.Concat(plainSeeds, dataSeeds, oddSeeds, []string{nested(maxDepth), nested(maxDepth + 1)}) {
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
		if diff := cmp.Diff(flat(want), flat(got)); diff != "" {
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

// exampleData is an atelier of a file that holds many.
var exampleData = []byte(`- id: 2025-02-13-colline-atelier
  kind: atelier-du-changement
  bassins:
    - colline
  titles:
    fr: Atelier du changement du bassin Colline
    nl: Veranderatelier van Zorgzone Colline
  summary:
    fr: "Nouvelles du bassin : calendrier de l’année et échanges entre l’hôpital et l’ambulatoire."
    nl: "Nieuws uit de zorgzone: de kalender van het jaar en een gesprek over ziekenhuis en ambulante zorg."
  start: 2025-02-13T09:30
  place:
    name: Maison des Exemples
    latitude: 50.85
    longitude: 4.35
  status: held
  sources:
    - ref: colline-25

`)

func BenchmarkParse(b *testing.B) {
	for name, data := range map[string][]byte{"text": exampleYAML, "data": bytes.Repeat(exampleData, 20)} {
		b.Run(name+"/plain", func(b *testing.B) {
			p := new(plainParser)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if name == "data" {
					p = new(plainParser) // a file keeps its tree
				}
				if p.tree(data) == nil {
					b.Fatal("gave up")
				}
			}
		})
		b.Run(name+"/library", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				parseByLibrary(data)
			}
		})
	}
}
