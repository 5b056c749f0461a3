package check

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/plan"
	"bassins/cmd/internal/source"
)

// file is a hand-made Output.
type file struct{ path, source, data string }

// sound is a page without a problem, with a body.
func sound(path, body string) file {
	return file{path: path, data: `<!doctype html><html lang="fr"><head><title>T</title></head><body><h1 id="titre">T</h1>` + body + `</body></html>`}
}

// handmade returns a site of files at https://x.example/.
func handmade(basePath string, files ...file) *site {
	outputs := make([]plan.Output, len(files))
	for i, f := range files {
		outputs[i] = plan.Output{Path: f.path, Source: f.source}
	}
	s := newSite(outputs, "https://x.example/", basePath)
	s.render = func(i int, b *bytes.Buffer, problems *diag.List) {
		if files[i].data == unmakeable {
			problems.Add(diag.Problem{Path: files[i].path, Message: "cannot be made"})
		}
		b.WriteString(files[i].data)
	}
	return s
}

// unmakeable is the data of a file that is made with an error.
const unmakeable = `<html><a href="/half">`

// lines are the problems as lines.
func lines(problems *diag.List) string {
	var b strings.Builder
	for _, p := range problems.Sorted() {
		fmt.Fprintln(&b, p)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// checks are what each check finds and what it leaves alone: body is that of a
// page at /fr/, among the pages of a small site.
var checks = []struct {
	check, name, body, want string
}{
	{"link", "to a page", `<a href="/fr/a/">A</a> <a href="/fr/a/index.html">A</a> <a href="a/">A</a> <a href="../nl/">N</a> <a href="./a/?q=1">A</a> <a href="">A</a>`,
		`fr/index.html: an address is empty [page /fr/]`},
	{"link", "dead", `<a href="/fr/aa/">A</a>`, `fr/index.html: dead link "/fr/aa/" [page /fr/] (did you mean "/fr/a/"?)`},
	{"link", "without its last slash", `<a href="/fr/a">A</a>`, `fr/index.html: dead link "/fr/a" [page /fr/] (did you mean "/fr/a/"?)`},
	{"link", "relative", `<a href="../autre/">A</a>`, `fr/index.html: dead link "../autre/" [page /fr/]`},
	{"link", "in another folder", `<a href="/fr/textes/photographie/">A</a>`, `fr/index.html: dead link "/fr/textes/photographie/" [page /fr/] (did you mean "/fr/photographie/"?)`},
	{"link", "twice on a page", `<a href="/x/">A</a><a href="/x/">B</a>`, `fr/index.html: dead link "/x/" [page /fr/]`},
	{"link", "escaped", `<a href="/fr/a%20b&#47;">A</a><a href="/fr/%C3%A9t%C3%A9/">A</a>`, ``},
	{"link", "picture", `<img alt="" src="/p.png" srcset="/p.png 1x, /q.png 2x">`, `fr/index.html: missing file "/q.png" [page /fr/] (did you mean "/p.png"?)`},
	{"link", "picture in a picture", `<svg><image href="/p.png"/><image xlink:href="/r.png"/></svg>`, `fr/index.html: missing file "/r.png" [page /fr/] (did you mean "/p.png"?)`},
	{"link", "after a picture", `<svg><path d=""/></svg><a href="/autre/">A</a>`, `fr/index.html: dead link "/autre/" [page /fr/]`},
	{"link", "script, style, frame, film", `<script src="/a.js"></script><link rel="stylesheet" href="/a.css"><iframe src="/bbb"></iframe><video poster="/ccc"></video>`,
		"fr/index.html: missing file \"/a.css\" [page /fr/]\nfr/index.html: missing file \"/a.js\" [page /fr/]\nfr/index.html: missing file \"/bbb\" [page /fr/]\nfr/index.html: missing file \"/ccc\" [page /fr/]"},
	{"link", "form", `<form action="/send/"></form>`, `fr/index.html: dead link "/send/" [page /fr/]`},
	{"link", "canonical and hreflang", `<link rel="canonical" href="https://x.example/fr/"><link rel="alternate" hreflang="nl" href="https://X.example/nll/">`,
		`fr/index.html: dead address for machines "https://X.example/nll/" [page /fr/] (did you mean "/nl/"?)`},
	{"link", "shared", `<meta property="og:url" content="https://x.example/en/"><meta property="og:image" content="https://x.example/p.png">`,
		`fr/index.html: dead address for machines "https://x.example/en/" [page /fr/]`},
	{"link", "shared picture", `<meta property="og:image" content="https://x.example/old.png">`, `fr/index.html: missing file "https://x.example/old.png" [page /fr/]`},
	{"link", "refresh", `<meta http-equiv="refresh" content="0; URL=/fr/b/">`, `fr/index.html: dead link "/fr/b/" [page /fr/] (did you mean "/fr/a/"?)`},
	{"link", "elsewhere", `<a href="https://other.example/x">O</a><a href="//cdn.example/x">O</a><a href="mailto:a@b.example">M</a><a href="TEL:+32">T</a>`, ``},
	{"link", "in a comment or a script", `<!-- <a href="/no/"> --><script type="text/x">"<a href='/no/'>"</script>`, ``},

	{"anchor", "on the page", `<a href="#titre">T</a><a href="#top">T</a><a href="#">T</a><a href="#:~:text=T">T</a><a href="#plus%20bas">T</a><p id="plus bas">`, ``},
	{"anchor", "dead on the page", `<a href="#tire">T</a>`, `fr/index.html: dead anchor "#tire": no id "tire" there [page /fr/] (did you mean "#titre"?)`},
	{"anchor", "on another page", `<a href="/fr/a/#réseau">T</a><a href="/fr/a/#r%C3%A9seau">T</a><a href="/fr/a/#vieux">T</a><a href="/doc.pdf#page=2">D</a>`, ``},
	{"anchor", "dead on another page", `<a href="/fr/a/#titres">T</a>`, `fr/index.html: dead anchor "/fr/a/#titres": no id "titres" there [page /fr/] (did you mean "#titre"?)`},
	{"anchor", "within a picture", `<svg viewBox="0 0 1 1"><g id="x"/><use href="#x"/><use xlink:href="#y"/></svg><a href="#x">T</a>`, `fr/index.html: dead anchor "#y": no id "y" there [page /fr/] (did you mean "#x"?)`},
	{"anchor", "of a page that was not made", `<a href="/half/#x">T</a>`, ``},
	{"anchor", "refused by the template", `<a href="#ZgotmplZ">T</a>`,
		`fr/index.html: the template refused an address and wrote "#ZgotmplZ" [page /fr/] (html/template takes http:, https: and mailto: only; the view must give any other as a template.URL)`},

	{"link", "subscription", `<a href="webcal://x.example/doc.pdf">S</a><a href="webcal://x.example/old.ics">S</a><a href="webcal://other.example/x.ics">S</a>`, `fr/index.html: dead link "webcal://x.example/old.ics" [page /fr/]`},

	{"scheme", "what would run", `<a href="javascript:x()">X</a>`, `fr/index.html: address "javascript:x()" does not belong on a page [page /fr/] (addresses begin with https:, mailto: or tel:, or lead to this site)`},
	{"scheme", "what would run, disguised", "<a href=' java\tscript:x()'>X</a>", `fr/index.html: address "java\tscript:x()" does not belong on a page [page /fr/] (addresses begin with https:, mailto: or tel:, or lead to this site)`},
	{"scheme", "data", `<img alt="" src="data:image/png;base64,AA"><a href="data:text/html,X">X</a>`,
		`fr/index.html: address "data:text/html,X" does not belong on a page [page /fr/] (addresses begin with https:, mailto: or tel:, or lead to this site)`},
	{"scheme", "reference", `<a href="article:a">X</a>`, `fr/index.html: address "article:a" does not belong on a page [page /fr/] (addresses begin with https:, mailto: or tel:, or lead to this site)`},

	{"own-host", "page", `<a href="https://x.example/fr/a/">A</a><a href="http://x.example/">A</a>`,
		`fr/index.html: warning: link "https://x.example/fr/a/" names the host of this site [page /fr/] (write a reference such as page:x, which stays right when the site moves)`},

	{"link-text", "none", `<a href="/fr/a/"> <span></span></a>`, `fr/index.html: link "/fr/a/" has no text [page /fr/] (give it a text, an aria-label, or a picture with a description)`},
	{"link-text", "picture without description", `<a href="/fr/a/"><img src="/p.png" alt=""></a>`, `fr/index.html: link "/fr/a/" has no text [page /fr/] (give it a text, an aria-label, or a picture with a description)`},
	{"link-text", "some", `<a href="/fr/a/"><b>A</b></a><a href="/fr/a/" aria-label="A"></a><a href="/fr/a/" title="A"></a><a href="/fr/a/"><img src="/p.png" alt="A"></a><a href="/fr/a/"><svg><title>A</title></svg></a><a></a>`, ``},
	{"link-text", "in a map", `<svg><a href="/fr/a/"><path d="M0 0"/></a><a href="/nl/"><title>N</title></a></svg>`, `fr/index.html: link "/fr/a/" has no text [page /fr/] (give it a text, an aria-label, or a picture with a description)`},

	{"id", "twice", `<p id="b"></p><svg id="b"></svg>`, `fr/index.html: id "b" stands more than once on the page [page /fr/]`},
	{"alt", "none", `<img src="/p.png">`, `fr/index.html: picture "/p.png" has no alt [page /fr/] (say what it shows, or alt="" if it only decorates)`},
	{"alt", "empty", `<img src="/p.png" alt><img src="/p.png" alt="">`, ``},
	{"heading", "two", `<h1>U</h1>`, `fr/index.html: the page has 2 h1, not one [page /fr/]`},
	{"format", "data for machines", `<script type="application/ld+json">{"a":1,}</script>`, `fr/index.html: JSON-LD cannot be read: invalid character '}' looking for beginning of object key string [page /fr/]`},
	{"format", "a null byte", "<svg>\x00</svg>", `fr/index.html: HTML cannot be read: unexpected NULL character on line 1 and column 93 [page /fr/]`},
}

// others are the files around the page that is tested.
var others = []file{
	sound("404.html", ``),
	{path: "doc.pdf", data: "%PDF"},
	sound("fr/a b/index.html", ``),
	sound("fr/a/index.html", `<p id="réseau"></p><a name="vieux"></a>`),
	sound("fr/photographie/index.html", ``),
	sound("fr/été/index.html", ``),
	{path: "half/index.html", data: unmakeable},
	sound("index.html", ``),
	sound("nl/index.html", ``),
	{path: "p.png", data: "<a href='/never/read'>"},
	{path: "verification.html", data: "a file without any element is no page"},
}

func TestChecks(t *testing.T) {
	tested := map[string]bool{"base-path": true, "lang": true} // by the tests below
	for _, c := range checks {
		tested[c.check] = true
		t.Run(c.check+" "+c.name, func(t *testing.T) {
			var problems diag.List
			s := handmade("", append([]file{sound("fr/index.html", c.body)}, others...)...)
			s.check(context.Background(), &problems)
			want := strings.TrimPrefix(c.want+"\nhalf/index.html: cannot be made", "\n")
			if diff := cmp.Diff(want, lines(&problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, c := range Checks {
		if !tested[c.Name] {
			t.Errorf("check %s has no test", c.Name)
		}
		if !strings.HasSuffix(c.Doc, ".") {
			t.Errorf("check %s has no sentence of documentation", c.Name)
		}
	}
}

func TestWholePages(t *testing.T) {
	tests := []struct {
		name, basePath string
		files          []file
		want           string
	}{
		{"no lang, no h1", "", []file{{"index.html", "", `<html lang=" "><body><p>P</p></body></html>`}},
			"index.html: the page does not say its language [page /] (<html lang=\"…\">)\nindex.html: the page has no h1 [page /]"},
		{"a page that leads on", "", []file{{"index.html", "", `<html lang="fr"><meta http-equiv="refresh" content="0; url=/"></html>`}}, ""},
		{"base path", "/x/y", []file{sound("index.html", `<a href="/x/y/fr/">A</a><a href="fr/">A</a><a href="/fr/">A</a><a href="/x/yfr/">A</a>`+
			`<a href="https://x.example/other/">O</a><link rel="canonical" href="https://x.example/">`), sound("fr/index.html", "")},
			`index.html: address "/fr/" does not begin with the base path "/x/y/" [page /x/y/] (did you mean "/x/y/fr/"?)
index.html: address "/x/yfr/" does not begin with the base path "/x/y/" [page /x/y/]
index.html: address "https://x.example/" does not begin with the base path "/x/y/" [page /x/y/] (did you mean "/x/y/"?)`},
		{"a link that many pages share", "", []file{
			{"a/index.html", "content/a.md", sound("", `<a href="/x/">X</a><a href="/x/">X</a>`).data}, sound("b/index.html", `<a href="/x/">X</a>`),
			sound("c/index.html", `<a href="/x/">X</a>`), sound("d/index.html", `<a href="/a/#no">X</a>`), sound("e/index.html", `<a href="/a/#no">X</a>`)},
			"content/a.md: dead link \"/x/\", and on 2 other pages [page /a/] (did you mean \"/a/\"?)\nd/index.html: dead anchor \"/a/#no\": no id \"no\" there, and on 1 other page [page /d/]"},
		{"the same relative address on two pages", "", []file{sound("a/index.html", `<a href="x/">X</a>`), sound("a/x/index.html", ""), sound("b/index.html", `<a href="x/">X</a>`)},
			`b/index.html: dead link "x/" [page /b/] (did you mean "/a/x/"?)`},
		{"feed", "", []file{{"atom.xml", "", `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link href="https://x.example/a/"/></feed>`}},
			`atom.xml: dead address for machines "https://x.example/a/" [page /atom.xml]`},
		{"sitemap", "", []file{{"sitemap.xml", "", "<urlset><url>\n<loc>https://x.example/b/</loc>\n<changefreq>daily</changefreq></url></urlset>"}},
			`sitemap.xml: dead address for machines "https://x.example/b/" [page /sitemap.xml]`},
		{"XML that ends too early", "", []file{{"atom.xml", "static/atom.xml", `<feed><link></feed>`}},
			`static/atom.xml: XML cannot be read: XML syntax error on line 1: element <link> closed by </feed> [page /atom.xml]`},
		{"empty XML", "", []file{{"a.svg", "", ``}}, `a.svg: XML cannot be read: no element [page /a.svg]`},
		{"JSON", "", []file{{"m.webmanifest", "", `{"name":"X"`}, {"n.json", "", `[]`}}, `m.webmanifest: JSON cannot be read: unexpected end of JSON input [page /m.webmanifest]`},
		{"style", "", []file{{"assets/a.css", "", `a{background:url( "b.png" )}b{background:url(/c.png)}`}, {"assets/b.png", "", ""}},
			`assets/a.css: missing file "/c.png" [page /assets/a.css]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var problems diag.List
			handmade(test.basePath, test.files...).check(context.Background(), &problems)
			if diff := cmp.Diff(test.want, lines(&problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestManyHints makes sure that the search for hints ends, and that a link which
// is dead in many places costs one search and has the hint in each.
func TestManyHints(t *testing.T) {
	var body strings.Builder
	for i := range maxSuggestions + 50 {
		fmt.Fprintf(&body, `<a href="/fr/page-%d/">P</a>`, 1000+i)
	}
	files := []file{sound("fr/page-1/index.html", ""), sound("fr/page-10/index.html", "")}
	for i := range 3 {
		f := sound(fmt.Sprintf("%d.html", i), body.String())
		f.source = fmt.Sprintf("static/%d.html", i)
		files = append(files, f)
	}
	s := handmade("", files...)
	sources := map[string]string{}
	for _, f := range files[2:] {
		sources[f.source] = f.data
	}
	s.tree = readTree(t, sources)
	var problems diag.List
	s.check(context.Background(), &problems)
	hints, all := 0, problems.Sorted()
	for _, p := range all {
		if p.Hint != "" {
			hints++
		}
	}
	if want := 3 * (maxSuggestions + 50); len(all) != want {
		t.Errorf("%d problems, want %d", len(all), want)
	}
	if want := 3 * maxSuggestions; hints != want {
		t.Errorf("%d hints, want %d", hints, want)
	}
}

func TestSummary(t *testing.T) {
	files := []file{sound("index.html", `<a href="/">1</a><a href="#titre">2</a><img alt="" src="/p.png" srcset="/p.png 1x, /p.png 2x">`), {path: "p.png"},
		{"sitemap.xml", "", `<urlset><url><loc>https://x.example/</loc></url></urlset>`}}
	got := handmade("", files...).check(context.Background(), new(diag.List))
	if want := (Summary{Pages: 1, Links: 6}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for want, s := range map[string]Summary{
		"checked no pages yet":                 {},
		"checked 303 pages, 5,012 links":       {303, 5012},
		"checked 1,000 pages, 1,234,567 links": {1000, 1234567},
		"checked 100 pages, 999 links":         {100, 999},
	} {
		if got := s.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestScannerStartsAnew makes sure that nothing of a page is left in the next one
// that a worker reads.
func TestScannerStartsAnew(t *testing.T) {
	s := handmade("", file{path: "a.html"}, file{path: "b.html"})
	w := newScanner(s)
	w.scan(0, []byte(`<p id="x"></p><a href="/x/"><a href="#y"><script type="application/ld+json">`))
	w.scan(1, []byte(`<p id="z">text</a>`))
	p := s.pages[1]
	if p.ids != "z\n" || len(p.links) > 0 || len(p.repeated) > 0 || len(p.nameless) > 0 || len(p.malformed) > 0 {
		t.Errorf("the second page is %+v", p)
	}
}

func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancelCause(context.Background())
	stop(errors.New("no more"))
	var problems diag.List
	handmade("", sound("index.html", `<a href="/x/">X</a>`)).check(ctx, &problems)
	if got, want := lines(&problems), "stopped: context canceled"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// readTree writes files into a folder and reads them as those of a project.
func readTree(t *testing.T, files map[string]string) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, files)
	var problems diag.List
	tree := source.Read(dir, source.List(dir, &problems), &problems)
	if problems.Failed() {
		t.Fatal(lines(&problems))
	}
	return tree
}
