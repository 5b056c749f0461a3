package markdown

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	"## \"Un\" l'été\n\n### Deux {#deux}\n\na *b* **c** ~~d~~ `e` [f](g) ![h](i \"j\") <https://k.be> [^1]\n\n[^1]: l\n",
	"::: note A\n::: table B\n| c | d |\n|:-|-:|\n| e | `f\\|g` |\n:::\n:::\n",
	"> - [x] a\n>   1. b\n\nc\n: d\n: e\n\n    code\n\n***\n\n```x\ny",
	"<div>\n<!-- a -->\n</div>\n\n<b>c</b> &amp; &#0; \\\" << >> \\",
	":::\n::: x\n\t::: note\n[a]: b 'c'\n[a] [](a) [a](<b c>) [](#d)",
	"« a » ! \"b 'c' d\" 's e... f--g ; ? : 10:30 \u00a0!",
	"[^a]\n[^a]: b\n[^c]: d [^a]\n[x[^a]](y)",
	"\x00\x01`\x02`&#3;\x1f",
	"## [](figure:people)\n[a [](figure:area/nord)](x) <figure:people> ![[](figure:bare)](y)[^1]\n\n[^1]: [](figure:area/nord) [](figure:z)\n",
	"> ::: chart people\n> form: dots\n> colour:\n> :::\n\n- ::: data\n\ta: b\n::: card bare x\n:::\n",
	"\ta\n\u00a0\n\r\n - \n   - \n|\n|-|\n",
}

// FuzzRender checks what holds for every text: the problems lie in it, the HTML
// is well formed and runs nothing, and whatever is looked up was announced by
// References.
func FuzzRender(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	renderers := []*Renderer{New(french), New(Options{})}
	f.Fuzz(func(t *testing.T, source string) {
		if !isText(source) {
			return
		}
		for _, r := range renderers {
			for _, result := range []Result{
				r.Render(Input{Source: []byte(source)}), renderIdentity(r, source),
				r.Render(Input{Source: []byte(source), Figures: fakeFigures{}}),
			} {
				check(t, source, result)
			}
		}
	})
}

// FuzzBareLine compares lines that need no parser with what the parser makes of them.
func FuzzBareLine(f *testing.F) {
	for _, s := range append(seeds, "L'été, « a » : \"b\" (1 000 m) -- 5 %...", "1. a", "- b", "# c", "> d", "a | b", "http: e", "::: f", " g", "h ", "\u00a0i", "j\u2028") {
		f.Add(s)
	}
	renderers := []*Renderer{New(french), New(Options{})}
	f.Fuzz(func(t *testing.T, source string) {
		line := bytes.TrimLeft([]byte(source), " \t\r\n")
		if !isText(source) || !withoutMarkup(line) {
			return
		}
		for _, r := range renderers {
			in := Input{Source: []byte(source)}
			want, problems := r.inline(in, line, false)
			if got, none := r.inline(in, line, true); got != want || len(none) != len(problems) {
				t.Errorf("%q is %q, want %q with %v", source, got, want, problems)
			}
		}
	})
}

func check(t *testing.T, source string, result Result) {
	t.Helper()
	if err := wellFormed([]byte(result.HTML)); err != nil {
		t.Errorf("%v in %s", err, result.HTML)
	}
	if strings.Contains(string(result.HTML), "<script") || strings.Contains(string(result.HTML), `href="javascript`) {
		t.Errorf("dangerous: %s", result.HTML)
	}
	for _, p := range result.Problems {
		if p.Offset < 0 || p.Offset > len(source) || p.Message == "" {
			t.Errorf("%+v in a text of %d bytes", p, len(source))
		}
		if p.Reference != "" && !slices.Contains(References([]byte(source)), p.Reference) {
			t.Errorf("%q is not among the references", p.Reference)
		}
	}
	for _, h := range result.Headings {
		if !strings.Contains(string(result.HTML), ` id="`+h.ID+`"`) {
			t.Errorf("no id %q in %s", h.ID, result.HTML)
		}
		if err := wellFormed([]byte(h.HTML)); err != nil {
			t.Errorf("%v in the heading %s", err, h.HTML)
		}
	}
}

// FuzzInline does the same for one-line texts, and for plain ones.
func FuzzInline(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	r := New(french)
	f.Fuzz(func(t *testing.T, source string) {
		if !isText(source) {
			return
		}
		for _, figures := range []Figures{nil, fakeFigures{}} {
			html, problems := r.Inline(Input{Source: []byte(source), Figures: figures})
			check(t, source, Result{HTML: html, Problems: problems})
		}
		text, problems := r.Plain(source, fakeFigures{})
		check(t, source, Result{Problems: problems})
		if !utf8.ValidString(text) {
			t.Errorf("got %q", text)
		}
		if text := r.Text(source); !utf8.ValidString(text) {
			t.Errorf("got %q", text)
		}
	})
}

// isText reports whether s is UTF-8 without the two characters that the parser
// of the tests does not know.
func isText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsAny(s, "\uFFFE\uFFFF")
}
