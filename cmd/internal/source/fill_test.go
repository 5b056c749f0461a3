package source

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// inlined has its keys beside those of sample.
type inlined struct {
	sample `yaml:",inline"`
	Order  int    `yaml:"order"`
	Known  *bool  `yaml:"known"`
	Path   string `yaml:"-"`
}

var fillSeeds = []string{
	"title: a\nid: b\ncount: 3\nshare: 50.85\ndraft: true\ntags: [x, 2025]\nnames:\n  fr: é\nbelow:\n  key: k\n",
	"title: 1000\nid: 2025-01-01\norder: -7\nknown: false\n", "known: ~\n", "known: yes\n", "known: []\n", "known: {}\n", "title: 2025-01-01\n", "title: true\n", "title: ~\n", "id: null\n", "tags:\n", "tags: []\n", "names: {}\n", "below: {}\n", "below:\n",
	"count: 010\n", "count: +1\n", "count: 1.0\n", "count: 1_000\n", "count: \"1\"\n", "count: 99999999999999999999\n", "draft: yes\n", "draft: True\n", "draft: \"true\"\n", "share: 1.5\n", "share: 2\n", "share: 010\n", "share: 1_0\n", "share: 1e3\n", "share: .inf\n", "share: -0\n", "share: 1e999\n", "share: 9007199254740993\n", "share: \"1\"\n",
	"title: a\ntitle: b\n", "names:\n  fr: a\n  fr: b\n", "titel: a\n", "? [a]\n: b\n", "1: a\n", "true: a\n", "names:\n  1: a\n", "<<: {title: a}\n",
	"title: !!str 5\n", "title: !own a\n", "title: !!binary YQ==\n", "tags: !!set {a}\n", "tags: a\n", "title: [a]\n", "below: [a]\n", "- title: a\n- id: b\n", "- a\n", "a\n", "path: x\nPath: y\n", "sample: a\n",
	"below:\n  key: [a]\n", "id: {a: b}\n", "tags: [~]\n", "tags: [[a]]\n", "names: a\n",
}

func FuzzFill(f *testing.F) {
	for _, s := range append(fillSeeds, seeds...) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, ok := checkText(data); !ok {
			return // refused before it is decoded
		}
		root, err := parseByLibrary(data)
		if err != nil || root == nil || len(shift(root, 0, nil)) > 0 {
			return
		}
		for _, v := range []any{new(sample), new(inlined), new([]*sample), new([]String), new(map[string][]string)} {
			want := reflect.New(reflect.TypeOf(v).Elem()).Interface()
			if !fill(v, root) {
				if !reflect.ValueOf(v).Elem().IsZero() {
					t.Errorf("%q: gave up on %T and left %+v", data, v, v)
				}
				continue
			}
			if err := root.Load(want, yaml.WithKnownFields()); err != nil {
				t.Fatalf("%q: the library cannot decode %T: %v", data, v, err)
			}
			placeEntries(reflect.ValueOf(want).Elem(), root)
			if diff := cmp.Diff(want, v, cmp.AllowUnexported(inlined{})); diff != "" {
				t.Errorf("%q as %T: library (-), fill (+):\n%s", data, v, diff)
			}
		}
	})
}

// TestFill holds that fill does not give up on what files usually hold.
func TestFill(t *testing.T) {
	for _, test := range []struct {
		text string
		v    any
	}{
		{fillSeeds[0], new(sample)},
		{fillSeeds[1], new(inlined)},
		{"- title: a\n- id: b\n", new([]*sample)},
	} {
		root, err := parse([]byte(test.text))
		if err != nil || !fill(test.v, root) {
			t.Errorf("gave up on %T of\n%s", test.v, test.text)
		}
	}
	if preset := (&sample{Count: 1}); fill(preset, &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}) {
		t.Error("filled a value that was set already")
	}
}

func BenchmarkFill(b *testing.B) {
	type article struct {
		Title   string   `yaml:"title"`
		Date    String   `yaml:"date"`
		Summary string   `yaml:"summary"`
		Bassins []String `yaml:"bassins"`
		Tags    []String `yaml:"tags"`
		Sources []struct {
			Title     string `yaml:"title"`
			URL       String `yaml:"url"`
			Publisher string `yaml:"publisher"`
			Lang      string `yaml:"lang"`
			Date      String `yaml:"date"`
		} `yaml:"sources"`
	}
	root := parsePlain(exampleYAML)
	b.Run("fill", func(b *testing.B) {
		for b.Loop() {
			if !fill(new(article), root) {
				b.Fatal("gave up")
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			root.Load(new(article), yaml.WithKnownFields())
		}
	})
}
