package plan

import (
	"strings"
	"testing"
)

func TestNoter(t *testing.T) {
	n := noter{base: "/x/", absolute: func(url string) string { return "https://example.org" + url }, inside: map[string]string{"/x/fr/i/": "#i"}, numbers: map[string]int{}}
	for _, c := range []struct{ html, want string }{
		{`no link`, `no link`},
		{`a <a href="https://a.example/?b&amp;c">A</a>, b`, `a <a href="https://a.example/?b&amp;c">A</a><sup class="printed__mark">→1</sup>, b`},
		{`<a class="x" href="/x/fr/">B</a> <a href="https://a.example/?b&amp;c">A</a>`, `<a class="x" href="/x/fr/">B</a><sup class="printed__mark">→2</sup> <a href="https://a.example/?b&amp;c">A</a><sup class="printed__mark">→1</sup>`},
		{`<a href="/x/fr/i/">I</a>`, `<a href="#i">I</a>`},
		{`<a href="#here">H</a> <a href="tel:+3220000000">T</a> <a id="x">N</a>`, `<a href="#here">H</a> <a href="tel:+3220000000">T</a> <a id="x">N</a>`},
		{`<a href="https://b.example/"`, `<a href="https://b.example/"`},
	} {
		var got strings.Builder
		if n.number(&got, c.html); got.String() != c.want {
			t.Errorf("%s became\n%s, want\n%s", c.html, got.String(), c.want)
		}
	}
	if got, want := strings.Join(n.addresses, " "), "https://a.example/?b&c https://example.org/x/fr/"; got != want {
		t.Errorf("the addresses are %s, want %s", got, want)
	}
}

func TestCSSString(t *testing.T) {
	for text, want := range map[string]string{
		"L’année":             `"L’année"`,
		`a "b" \ c`:           `"a \22 b\22  \5c  c"`,
		"</style>\n&":         `"\3c /style\3e \a \26 "`,
		"Méthode\u00a0: “x”…": "\"Méthode\u00a0: “x”…\"",
	} {
		if got := cssString(text); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestPageNumbers(t *testing.T) {
	page := `<a href="#a">x</a><nav class="printed__contents"><ol><li><a href="#a">A</a></li><li><a href="#b"><em>B</em></a></li></ol></nav><ol><li><a href="#a">A</a></li></ol>`
	want := `<a href="#a">x</a><nav class="printed__contents"><ol><li><a href="#a">A</a> <span class="printed__page">12</span></li><li><a href="#b"><em>B</em></a></li></ol></nav><ol><li><a href="#a">A</a></li></ol>`
	if got := withPageNumbers([]byte(page), map[string]int{"a": 12}); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := withPageNumbers([]byte("nothing"), nil); string(got) != "nothing" {
		t.Errorf("a page without contents became %s", got)
	}
}
