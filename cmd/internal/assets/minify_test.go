package assets

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

func TestMinify(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a.css", "a {\n color: #ff0000; }\n", "a{color:red}"},
		{"a.js", "function f( a ) { return a + 1 ; }\n", "function f(e){return e+1}"},
		{"a.json", "{ \"a\": 1.0 }\n", `{"a":1.0}`},
		{"a.webmanifest", "{ \"a\": [ 1 ] }", `{"a":[1]}`},
		{"a.xml", "<a> &lt;pre>  x\n  y ", "<a> &lt;pre>  x\n  y "},
		{"a.html", "<p class=\"a\"> x\u00a0: <b>y</b></p>", "<p class=\"a\">x\u00a0: <b>y</b></p>"},
		{"A.SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"> <title>T</title> </svg>", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>T</title></svg>`},
		{"a.txt", "a  b", "a  b"},
		{"a", "a  b", "a  b"},
	} {
		in := []byte(tt.in)
		got, err := Minify(tt.name, in)
		if err != nil || string(got) != tt.want {
			t.Errorf("Minify(%q) = %q, %v, want %q", tt.name, got, err, tt.want)
		}
		if string(in) != tt.in {
			t.Errorf("Minify(%q) wrote into its input", tt.name)
		}
	}
}

func TestMinifyError(t *testing.T) {
	_, err := Minify("x/a.js", []byte("let a = 1;\nlet é = (;\n"))
	p := AsProblem("other", err)
	if p.Path != "x/a.js" || p.Line != 2 || p.Column != 10 {
		t.Errorf("got %v, want x/a.js:2:10", p)
	}
}

// Styles of today must survive the minifier.
func TestMinifyModernCSS(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"@layer a, b; @layer a { p { margin-inline-start: max(1rem, 2vw); } }", "@layer a,b;@layer a{p{margin-inline-start:max(1rem,2vw)}}"},
		{"@container card (inline-size > 30rem) {p{color:color-mix(in srgb, red, blue 20%)}}", "@container card (inline-size > 30rem){p{color:color-mix(in srgb, red, blue 20%)}}"},
		{":root { --x:  ; --y: calc(1px + 2px); color: light-dark(#000, #fff); }", ":root{--x: ;--y:calc(1px + 2px);color:light-dark(#000,#fff)}"},
		{"a:has(> b):not(.c, .d)::after { content: \"\\201C\"; }", "a:has(>b):not(.c,.d)::after{content:\"\\201C\"}"},
		{"a { &:hover { color: red; } }", "a{&:hover{color:red}}"},
	} {
		if got, err := Minify("a.css", []byte(tt.in)); err != nil || string(got) != tt.want {
			t.Errorf("got %q, %v\nwant %q", got, err, tt.want)
		}
	}
}

func TestScripts(t *testing.T) {
	tree := treeOf(t, map[string]string{
		"templates/components/b/b.js":   "const secret = 2;\nconsole.log(secret)\n",
		"templates/components/a/a.js":   "\ufeffconst secret = 1; // one\nconsole.log(secret)",
		"templates/components/a/a.html": "<p>",
	})
	var problems diag.List
	got := string(Scripts(tree, &problems))
	want := `(()=>{"use strict";const e=1;console.log(e)})();(()=>{"use strict";const e=2;console.log(e)})()`
	if got != want || problems.Failed() {
		t.Errorf("got  %s\nwant %s\n%v", got, want, problems.Sorted())
	}
	if got := Scripts(treeOf(t, map[string]string{"templates/x.html": ""}), &problems); got != nil {
		t.Errorf("without scripts: got %q, want nil", got)
	}
}

func TestScriptErrors(t *testing.T) {
	tree := treeOf(t, map[string]string{
		"templates/components/a/a.js": "let a = 1;\nlet = = 2;\n",
		"templates/components/b/b.js": "import x from \"y\";\n",
		"templates/components/c/c.js": "if (a) {\n",
		"templates/components/d/d.js": "console.log(1)",
	})
	var problems diag.List
	got := Scripts(tree, &problems)
	if !strings.Contains(string(got), "console.log(1)") {
		t.Errorf("the good script is missing: %q", got)
	}
	var places []string
	for _, p := range problems.Sorted() {
		places = append(places, strings.TrimSuffix(p.String(), p.Message))
	}
	want := []string{"templates/components/a/a.js:2:7: ", "templates/components/b/b.js:1:8: ", "templates/components/c/c.js:1: "}
	if d := cmp.Diff(want, places); d != "" {
		t.Errorf("places (-want +got):\n%s\n%v", d, problems.Sorted())
	}
}

// treeOf writes the files into a new project and reads it.
func treeOf(t testing.TB, files map[string]string) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	writeAll(t, dir, files)
	return readTree(t, dir)
}
