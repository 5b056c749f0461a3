package markdown

import (
	"fmt"
	"html/template"
	"strings"
	"testing"
)

// fakeFigures knows three figures, of which one has no note, and one kind of block.
type fakeFigures struct{}

func (fakeFigures) Value(ref Word) (Figure, []Problem) {
	switch ref.Text {
	case "people", "people/region":
		return Figure{"1\u202f200 <habitants>", "Population, <a href=\"/src\">B</a>."}, nil
	case "area/nord":
		return Figure{"12\u00a0km²", "Superficie."}, nil
	case "bare":
		return Figure{Text: "7"}, nil
	}
	id, _, more := strings.Cut(ref.Text, "/")
	at := ref.Offset
	if more && (id == "people" || id == "area") {
		at += len(id) + 1
	}
	return Figure{}, []Problem{{Offset: at, Message: "unknown " + ref.Text[at-ref.Offset:], Hint: "known"}}
}

func (f fakeFigures) Block(b Block) (template.HTML, []Problem) {
	if _, problems := f.Value(b.Ref); len(problems) > 0 {
		return "", problems
	}
	var options strings.Builder
	var problems []Problem
	for _, o := range b.Options {
		if o.Name.Text == "colour" {
			problems = append(problems, Problem{Offset: o.Name.Offset, Message: "unknown option", Hint: "known"})
		}
		if o.Value.Text == "pie" {
			problems = append(problems, Problem{Offset: o.Value.Offset, Message: "unknown form", Hint: "known"})
		}
		fmt.Fprintf(&options, " %s=%s", o.Name.Text, o.Value.Text)
	}
	html := fmt.Sprintf(`<figure id="%s">%s %s%s</figure>`, template.HTMLEscapeString(b.ID), b.Name, template.HTMLEscapeString(b.Ref.Text), template.HTMLEscapeString(options.String()))
	return template.HTML(html), problems
}

// mark, back and notes are what the HTML has around figures, without labels.
func mark(n string) string {
	base, _, _ := strings.Cut(n, "-")
	return `<sup><a id="fnref_` + n + `" href="#fn_` + base + `" role="doc-noteref">` + base + `</a></sup>`
}

func back(n string) string {
	return "\u00a0" + `<a href="#fnref_` + n + `" role="doc-backlink">↩︎</a>`
}

func notes(list ...string) string {
	var b strings.Builder
	b.WriteString(`<section class="footnotes" role="doc-endnotes"><ol>`)
	for i, n := range list {
		fmt.Fprintf(&b, `<li id="fn_%d"><p>%s</p></li>`, i+1, n)
	}
	return b.String() + "</ol></section>"
}

const (
	people     = "1\u202f200 &lt;habitants&gt;"
	peopleNote = `Population, <a href="/src">B</a>.`
	area       = "12\u00a0km²"
)

func TestFigures(t *testing.T) {
	for _, c := range []testCase{
		{name: "value with its note", source: "A [](figure:people) b.", want: "<p>A " + people + mark("1") + " b.</p>" + notes(peopleNote+back("1"))},
		{name: "no note", source: "[](figure:bare)", want: "<p>7</p>"},
		{name: "one figure by two names in one chapter", source: "[](figure:people) <figure:people/region>", want: "<p>" + people + mark("1") + " " + people + "</p>" + notes(peopleNote+back("1"))},
		{name: "again in the next chapter", source: "[](figure:people)\n\n## A\n\n[](figure:people) [](figure:people)\n\n### B\n\n[](figure:people)",
			want: "<p>" + people + mark("1") + `</p><h2 id="a">A</h2><p>` + people + mark("1-2") + " " + people + `</p><h3 id="b">B</h3><p>` + people + "</p>" + notes(peopleNote+back("1")+back("1-2"))},
		{name: "among the author's notes", source: "a[^x] [](figure:people) b[^y] c[^x] [](figure:area/nord)\n\n[^y]: Y\n[^x]: X\n",
			want: "<p>a" + mark("1") + " " + people + mark("2") + " b" + mark("3") + " c" + mark("1-2") + " " + area + mark("4") + "</p>" +
				notes("X"+back("1")+back("1-2"), peopleNote+back("2"), "Y"+back("3"), "Superficie."+back("4"))},
		{name: "in the author's note", source: "a[^x] [](figure:people)\n\n[^x]: X [](figure:area/nord) [](figure:people)\n",
			want: "<p>a" + mark("1") + " " + people + mark("2") + "</p>" + notes("X "+area+mark("3")+" "+people+back("1"), peopleNote+back("2"), "Superficie."+back("3"))},
		{name: "in a heading", source: "## À [](figure:people) !\n\n## [](figure:bare)\n",
			want: `<h2 id="a">À ` + people + mark("1") + ` !</h2><h2 id="section">7</h2>` + notes(peopleNote+back("1"))},
		{name: "in a link", source: "[a [](figure:people) *b*](../autre)", want: `<p><a href="/fr/articles/autre/?a=1&amp;b=2">a ` + people + ` <em>b</em></a></p>`},
		{name: "in a description", source: "a ![b [](figure:people)](logo.svg)", want: `<p>a <img src="/i/logo.svg" alt="b 1` + "\u202f" + `200 &lt;habitants&gt;" loading="lazy"></p>`},
		{name: "in a table", source: "| A |\n|---|\n| [](figure:bare) |\n| [](figure:nothing) |\n", problems: []string{"nothing)@unknown nothing"},
			want: `<section class="table" tabindex="0"><table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>7</td></tr><tr><td></td></tr></tbody></table></section>`},
		{name: "spaces of the language", options: Options{SpaceBefore: french.SpaceBefore}, source: "[](figure:bare) ! [](figure:bare)% ? « [](figure:bare) »",
			want: "<p>7\u202f! 7\u00a0%\u202f? «\u202f7\u202f»</p>"},
		{name: "in code", source: "`[](figure:people)` \\[](figure:people)", want: "<p><code>[](figure:people)</code> [](figure:people)</p>", problems: []string{"](@not written right"}},
		{name: "other ways to write one", source: "[](<figure:bare>) [](figure:bare \"t\") [][a]\n\n[a]: figure:bare\n", want: "<p>7 7 7</p>"},
		{name: "link to an indicator", source: "[a](figure:people) [b](figure:people/region)", want: `<p><a href="/fr/indicateurs/people/">a</a> b</p>`, problems: []string{`[b]@a link to nothing: "figure:people/region"`}},
		{name: "unknown", source: "é [](figure:peple) <figure:people/nort>", want: "<p>é  </p>", problems: []string{"peple)@unknown peple", "nort>@unknown nort"}},
		{name: "nothing named", source: "[](figure:)", want: "<p></p>", problems: []string{")@unknown"}},
		{name: "written with spaces", source: "[](figure: people)", want: "<p>[](figure: people)</p>", problems: []string{"](@not written right"}},
		{name: "picture", source: "a ![](figure:people)", want: "<p>a </p>", problems: []string{"![]@no such picture"}},
	} {
		t.Run(c.name, func(t *testing.T) { runFigures(t, c) })
	}
}

func runFigures(t *testing.T, c testCase) {
	t.Helper()
	in := site
	in.Source, in.Figures = []byte(c.source), fakeFigures{}
	in.Links = map[string]Link{"../autre": site.Links["../autre"], "figure:people": {URL: "/fr/indicateurs/people/"}}
	got := New(c.options).Render(in)
	if string(got.HTML) != c.want {
		t.Errorf("%s\n got %s\nwant %s", c.source, visible(string(got.HTML)), visible(c.want))
	}
	checkProblems(t, c.source, got.Problems, c.problems)
	if err := wellFormed([]byte(got.HTML)); err != nil {
		t.Errorf("%v in %s", err, got.HTML)
	}
}

func TestFigureBlocks(t *testing.T) {
	for _, c := range []testCase{
		{name: "chart", source: "a\n\n::: chart people\n:::\nb", want: `<p>a</p><figure id="figure_1">chart people</figure><p>b</p>`},
		{name: "options", source: "::: data people/region\nterritories: a b\n\n  title:  A *b*: c \n:::\n::: card bare\n:::",
			want: `<figure id="figure_1">data people/region territories=a b title=A *b*: c</figure><figure id="figure_2">card bare</figure>`},
		{name: "Windows", source: "::: chart people\r\nform: dots\r\n:::\r\nb", want: `<figure id="figure_1">chart people form=dots</figure><p>b</p>`},
		{name: "in a note in a list", source: "- a\n\n  ::: note\n  ::: chart people\n  form: dots\n  :::\n  :::\n- > ::: card bare\n  > a: b\n  > :::\n",
			want: `<ul><li><p>a</p><aside class="callout callout-note"><figure id="figure_1">chart people form=dots</figure></aside></li><li><blockquote><figure id="figure_2">card bare a=b</figure></blockquote></li></ul>`},
		{name: "unknown figure", source: "a\n::: chart people/nort\n:::\n", want: "<p>a</p>", problems: []string{"nort\n@unknown nort"}},
		{name: "unknown option and value", source: "::: chart people\ncolour: red\nform: pie\n:::", want: `<figure id="figure_1">chart people colour=red form=pie</figure>`,
			problems: []string{"colour@unknown option", "pie@unknown form"}},
		{name: "options written wrong", source: "::: chart people\nform dots\nform:\n: dots\ntitle: a\ntitle: b\n## Chapter\n:::", want: `<figure id="figure_1">chart people title=a</figure>`,
			problems: []string{"form dots@without name and value", "form:@without value", ": dots@without name", `title: b@"title" is there twice`, "## Ch@without name and value"}},
		{name: "no name", source: "::: chart\n:::\n", problems: []string{":::@without the name of a figure"}},
		{name: "two names", source: "::: chart people  bare\n:::\n", want: `<figure id="figure_1">chart people</figure>`, problems: []string{" bare@takes one name"}},
		{name: "no end", source: "a\n\n::: chart people\nform: dots\n\nText.\n\n## More\n", want: "<p>a</p>", problems: []string{"::: chart@does not end"}},
		{name: "misspelt", source: "::: charts people\n:::\n", problems: []string{`::: charts@unknown block "charts"`}},
	} {
		t.Run(c.name, func(t *testing.T) { runFigures(t, c) })
	}
}

// TestFigureContents looks at the table of contents and at a prefix.
func TestFigureContents(t *testing.T) {
	in := Input{Source: []byte("## A [](figure:people) b {#c}\n\n## À [](figure:people), d\n\n::: chart bare\n:::\n"), Figures: fakeFigures{}, IDPrefix: "x-"}
	got := New(Options{Labels: Labels{Anchor: "Vers"}}).Render(in)
	want := []Heading{{2, "x-c", template.HTML("A " + people + " b")}, {2, "x-a-d", template.HTML("À " + people + ", d")}}
	if len(got.Headings) != 2 || got.Headings[0] != want[0] || got.Headings[1] != want[1] {
		t.Errorf("got %+v, want %+v", got.Headings, want)
	}
	for _, s := range []string{`aria-label="Vers A ` + people + ` b"`, `id="x-fnref_1-2" href="#x-fn_1"`, `id="x-figure_1"`} {
		if !strings.Contains(string(got.HTML), s) {
			t.Errorf("no %s in %s", s, got.HTML)
		}
	}
}

func TestFiguresElsewhere(t *testing.T) {
	r := New(french)
	html, problems := r.Inline(Input{Source: []byte("  L'an : [](figure:people) ! [](figure:x)"), Figures: fakeFigures{}})
	if want := "L’an\u00a0: " + people + "\u202f! "; string(html) != want {
		t.Errorf("got %s, want %s", visible(string(html)), visible(want))
	}
	checkProblems(t, "  L'an : [](figure:people) ! [](figure:x)", problems, []string{"x)@unknown x"})

	source := "L'an [](figure:people) ! [](figure:a b) [](figure:y)"
	text, problems := r.Plain(source, fakeFigures{})
	if want := "L’an 1\u202f200 <habitants>\u202f! [](figure:a b) "; text != want {
		t.Errorf("got %s, want %s", visible(text), visible(want))
	}
	checkProblems(t, source, problems, []string{"[](figure:a@not written right", "y)@unknown y"})

	const block = "a [](figure:people)\n\n::: chart people\n:::\n"
	got := r.Render(Input{Source: []byte(block)})
	checkProblems(t, block, got.Problems, []string{"[](@no such figure", ":::@no figures can be shown"})
}
