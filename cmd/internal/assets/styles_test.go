package assets

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// root is the folder of the repository.
const root = "../../.."

// options returns options with the repository's Dart Sass. The tests of styles
// do not pass without it: skipped, they would prove nothing.
func options(t testing.TB) Options {
	t.Helper()
	sass, err := filepath.Abs(Options{}.command(readTree(t, root, "templates/")))
	if err == nil {
		_, err = os.Stat(sass)
	}
	if err != nil {
		t.Fatalf("Dart Sass is missing: run `cd .tools && npm ci --ignore-scripts` (%v)", err)
	}
	return Options{Sass: sass}
}

func writeAll(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// readTree reads the project in dir, or those of its files that start with one of the prefixes.
func readTree(t testing.TB, dir string, prefixes ...string) *source.Tree {
	t.Helper()
	var problems diag.List
	var inputs []source.Input
	for _, in := range source.List(dir, &problems) {
		if len(prefixes) == 0 || strings.HasPrefix(in.Path, prefixes[0]) {
			inputs = append(inputs, in)
		}
	}
	tree := source.Read(dir, inputs, &problems)
	if problems.Failed() {
		t.Fatal(problems.Sorted())
	}
	return tree
}

func printed(problems *diag.List) string {
	var b strings.Builder
	diag.Print(&b, problems.Sorted())
	return b.String()
}

var sheets = map[string]string{
	"templates/main.scss":                         "@use \"tokens\";\n@use \"components/card/card\";\nbody { color: tokens.$ink; }\n",
	"templates/extra.scss":                        "@use \"tokens\";\n.extra { color: tokens.$ink; }\n",
	"templates/_tokens.scss":                      "$ink: #112233;\n",
	"templates/components/card/_card.scss":        "@use \"../../tokens\";\n@use \"parts\";\n.card { content: \"é\"; a { color: tokens.$ink; } }\n",
	"templates/components/card/parts/_index.scss": ".part { margin: 0px; }\n",
}

var sheetsCSS = map[string]string{
	"main":  `.part{margin:0}.card{content:"é"}.card a{color:#123}body{color:#123}`,
	"extra": `.extra{color:#123}`,
}

// asText makes stylesheets fit for comparison.
func asText(styles map[string][]byte) map[string]string {
	texts := map[string]string{}
	for name, css := range styles {
		texts[name] = string(css)
	}
	return texts
}

// The committed stylesheets must be what their sources compile to.
func TestCommittedStyles(t *testing.T) {
	o := options(t)
	tree := readTree(t, root, "templates/")
	var problems diag.List
	for name, css := range compile(tree, o, &problems) {
		committed := tree.File("templates/" + name + ".css")
		if committed == nil || !bytes.Equal(css, committed.Data) {
			t.Errorf("templates/%s.css is not what templates/%s.scss compiles to: run `make styles`", name, name)
		}
		// What the pages have from main.css already is not sent again.
		if name != "main" && regexp.MustCompile(`(^|[\s},]):root`).Match(css) { // svg:root is that of a drawing in its own file
			t.Errorf("templates/%s.css holds the tokens, which belong to templates/main.css", name)
		}
	}
	Styles(tree, Options{Sass: "/nowhere"}, &problems)
	if text := printed(&problems); text != "" {
		t.Errorf("a key does not fit: run `make styles`\n%s", text)
	}
}

func TestStylesCompile(t *testing.T) {
	o := options(t)
	var problems diag.List
	got := Styles(treeOf(t, sheets), o, &problems)
	if d := cmp.Diff(sheetsCSS, asText(got)); d != "" || printed(&problems) != "" {
		t.Errorf("(-want +got):\n%s%s", d, printed(&problems))
	}
}

// The life of the committed stylesheets: written, used without Sass, noticed when
// one of them or a source changes.
func TestUpdateStyles(t *testing.T) {
	o := options(t)
	noSass := Options{Sass: "/nowhere/sass"}
	tree := treeOf(t, sheets)
	var problems diag.List
	UpdateStyles(tree, o, &problems)
	if printed(&problems) != "" {
		t.Fatal(printed(&problems))
	}
	dir := tree.Dir()
	if got := Styles(readTree(t, dir), noSass, &problems); !cmp.Equal(asText(got), sheetsCSS) || printed(&problems) != "" {
		t.Fatalf("without Sass: got %v\n%s", asText(got), printed(&problems))
	}
	for _, tt := range []struct{ path, text, stale string }{
		{"templates/_tokens.scss", "$ink: red;", "extra"}, // both are; the first is named
		{"templates/_new.scss", "", "extra"},
		{"templates/new.scss", "", "extra"},
		{"templates/extra.css", "body{}", "extra"},
		{"templates/main.css", "body{}", "main"},
		{"templates/main.css.key", "", "main"},
	} {
		changed := t.TempDir()
		if err := os.CopyFS(changed, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		writeAll(t, changed, map[string]string{tt.path: tt.text})
		var problems diag.List
		got := Styles(readTree(t, changed), noSass, &problems)
		want := "templates/" + tt.stale + ".css: not made from the .scss files as they are now, and Dart Sass does not start: /nowhere/sass: no such file (`make styles` installs it with `npm ci` in .tools, then compiles)\n"
		if d := cmp.Diff(want, printed(&problems)); got != nil || d != "" {
			t.Errorf("%s: got %q (-want +got):\n%s", tt.path, got, d)
		}
	}
	writeAll(t, dir, map[string]string{"templates/_tokens.scss": "$ink: #112233;\r\n"})
	if Styles(readTree(t, dir), noSass, &problems); printed(&problems) != "" {
		t.Errorf("other line ends: %s", printed(&problems))
	}
}

func TestUpdateStylesWritesNothingOnError(t *testing.T) {
	o := options(t)
	tree := treeOf(t, map[string]string{"templates/main.scss": "a { b: c; }", "templates/other.scss": "a { color: $none; }"})
	var problems diag.List
	UpdateStyles(tree, o, &problems)
	if readTree(t, tree.Dir()).File("templates/main.css") != nil || !problems.Failed() {
		t.Errorf("wrote a stylesheet in spite of %s", printed(&problems))
	}
	var missing diag.List
	UpdateStyles(tree, Options{Sass: "/nowhere/sass"}, &missing)
	if !strings.Contains(printed(&missing), "npm ci") {
		t.Errorf("without Sass: got %q", printed(&missing))
	}
}

func TestStyleProblems(t *testing.T) {
	o := options(t)
	o.Compiler = new(Compiler)
	defer o.Compiler.Close()
	for name, tt := range map[string]struct {
		files map[string]string // below templates/
		want  string
	}{
		"syntax": {
			map[string]string{"main.scss": "/* é 🚲 */\na { color: red\n}\nb { color: $ink; }\n"},
			"templates/main.scss:4:12: undefined variable\n",
		},
		"same line": {
			map[string]string{"main.scss": "a { content: \"é🚲\"; color: $ink; }\n"},
			"templates/main.scss:1:27: undefined variable\n",
		},
		"in a partial": {
			map[string]string{"main.scss": "@use \"a b\" as c;", "_a b.scss": "\n\n  p { margin: math.div(1, 2) }\n"},
			"templates/_a b.scss:3:15: there is no module with namespace \"math\"\n",
		},
		"missing file": {
			map[string]string{"main.scss": "@use \"none\";\n"},
			"templates/main.scss:1:1: can't find stylesheet to import\n",
		},
		"no file of the disk": {
			map[string]string{"main.scss": "@use \"file:///etc/passwd\";\n"},
			"templates/main.scss:1:1: can't find stylesheet to import\n",
		},
		"two files": {
			map[string]string{"main.scss": "@use \"x\";\n", "_x.scss": "", "x.scss": ""},
			"templates/main.scss:1:1: it could mean templates/x.scss or templates/_x.scss; delete one of them\n",
		},
		"deprecated": {
			map[string]string{"main.scss": "a { b: c; }\n@import \"x\";\n", "_x.scss": "/* é */ @warn \"not good\";\n"},
			"templates/main.scss: warning: not good\n" +
				"templates/main.scss:2:9: deprecated (import): sass @import rules are deprecated and will be removed in Dart Sass 3.0.0 (More info and automated migrator: https://sass-lang.com/d/import)\n",
		},
		"in two stylesheets": {
			map[string]string{"main.scss": "a { b: $c; }\n", "other.scss": "@use \"x\";\na { b: $d; }\n", "_x.scss": "x { y: z; }\n"},
			"templates/main.scss:1:8: undefined variable\ntemplates/other.scss:2:8: undefined variable\n",
		},
		"unused": {
			map[string]string{"main.scss": "a { b: c; }\n", "components/x/_x.scss": ""},
			"templates/components/x/_x.scss: no @use rule leads from a stylesheet such as templates/main.scss to this file (add one, or delete the file)\n",
		},
		"no entry": {
			map[string]string{"other.html": ""},
			"templates/main.scss: file is missing\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for f, text := range tt.files {
				files["templates/"+f] = text
			}
			var problems diag.List
			Styles(treeOf(t, files), o, &problems)
			if d := cmp.Diff(tt.want, printed(&problems)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// A compiler goes on after an error, and after its process has died.
func TestCompilerRecovers(t *testing.T) {
	o := options(t)
	c := new(Compiler)
	o.Compiler = c
	defer c.Close()
	bad := treeOf(t, map[string]string{"templates/main.scss": "a {"})
	for range 2 {
		var problems diag.List
		Styles(bad, o, &problems)
		if !problems.Failed() {
			t.Fatal("the error was reported once only")
		}
	}
	first := c.process
	good := treeOf(t, sheets)
	var problems diag.List
	if got := Styles(good, o, &problems); !cmp.Equal(asText(got), sheetsCSS) || c.process != first {
		t.Fatalf("after an error: got %v\n%s", asText(got), printed(&problems))
	}
	c.process.Close()
	if got := Styles(good, o, &problems); !cmp.Equal(asText(got), sheetsCSS) {
		t.Errorf("kept: got %v\n%s", asText(got), printed(&problems))
	}
	Styles(bad, o, new(diag.List))
	c.key = ""
	if got := Styles(good, o, &problems); !cmp.Equal(asText(got), sheetsCSS) || printed(&problems) != "" {
		t.Errorf("after its death: got %v\n%s", asText(got), printed(&problems))
	}
	c.Close()
	c.Close()
}

func TestBrokenSass(t *testing.T) {
	tree := treeOf(t, sheets)
	for name, tt := range map[string]struct{ program, want string }{
		"of another system": {"\x7fELF", "not a program that runs here"},
		"that ends at once": {"#!/bin/sh\nexit 1\n", "templates/main.scss: Dart Sass: "},
	} {
		sass := filepath.Join(t.TempDir(), "sass")
		if err := os.WriteFile(sass, []byte(tt.program), 0o777); err != nil {
			t.Fatal(err)
		}
		var problems diag.List
		if Styles(tree, Options{Sass: sass}, &problems); !strings.Contains(printed(&problems), tt.want) {
			t.Errorf("%s: got %s, want %s", name, printed(&problems), tt.want)
		}
	}
}

func BenchmarkStyles(b *testing.B) {
	o := options(b)
	tree := treeOf(b, sheets)
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			compile(tree, o, new(diag.List))
		}
	})
	b.Run("kept", func(b *testing.B) {
		o.Compiler = new(Compiler)
		defer o.Compiler.Close()
		for b.Loop() {
			o.Compiler.key = ""
			compile(tree, o, new(diag.List))
		}
	})
	b.Run("committed", func(b *testing.B) {
		UpdateStyles(tree, o, new(diag.List))
		tree := readTree(b, tree.Dir())
		for b.Loop() {
			Styles(tree, o, new(diag.List))
		}
	})
}
