package markdown

import (
	"strings"
	"testing"
)

// The languages of the tests.
var (
	french = Options{
		Quotes:      [4]string{"«\u202f", "\u202f»", "“", "”"},
		Apostrophe:  "’",
		SpaceBefore: map[string]string{";": "\u202f", "!": "\u202f", "?": "\u202f", ":": "\u00a0", "%": "\u00a0", "»": "\u202f"},
		Labels: Labels{Note: "À noter", Important: "Important", Table: "Tableau", Anchor: "Lien vers la section",
			Footnote: "Note", Footnotes: "Notes", Back: "Retour au texte, note", Done: "fait", Todo: "à faire"},
	}
	dutch = Options{
		Quotes:     [4]string{"“", "”", "‘", "’"},
		Apostrophe: "’",
		Labels:     Labels{Note: "Goed om te weten", Important: "Belangrijk", Table: "Tabel", Footnotes: "Noten"},
	}
	english = Options{
		Quotes:     [4]string{"“", "”", "‘", "’"},
		Apostrophe: "’",
		Labels:     Labels{Note: "Note", Important: "Important", Table: "Table", Footnotes: "Notes", Done: "done", Todo: "to do"},
	}
)

// site is what the references of the tests lead to.
var site = Input{
	Links: map[string]Link{
		"article:inondations":     {URL: "/fr/articles/inondations/", Title: "Après les inondations"},
		"page:contact#adresse":    {URL: "/fr/contact/#adresse", Title: "Contact"},
		"commune:ixelles":         {URL: "/fr/communes/ixelles/", Title: "Ixelles & environs"},
		"atelier:boom":            {URL: "/nl/ateliers/boom/", Title: "Boom planten", Lang: "nl"},
		"article:demain":          {},
		"../autre":                {URL: "/fr/articles/autre/?a=1&b=2", Title: "Autre"},
		"fichier (2).pdf":         {URL: "/fr/fichier%20(2).pdf"},
		"javascript:alert(1)":     {URL: "javascript:alert(1)"},
		"article:\u00e9l\u00e8ve": {URL: "/fr/articles/eleve/"},
	},
	Images: map[string]Image{
		"pont.jpg": {Src: "/i/pont-800.jpg", Srcset: "/i/pont-400.jpg 400w, /i/pont-800.jpg 800w", Sizes: "100vw", Width: 800, Height: 600},
		"logo.svg": {Src: "/i/logo.svg"},
	},
}

// A case is a text, its HTML, and for each problem the text at its position, a
// colon, and a part of the message.
type testCase struct {
	name     string
	options  Options
	source   string
	want     string
	problems []string
}

func run(t *testing.T, cases []testCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := site
			in.Source = []byte(c.source)
			got := New(c.options).Render(in)
			if string(got.HTML) != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, visible(string(got.HTML)), visible(c.want))
			}
			checkProblems(t, c.source, got.Problems, c.problems)
			if err := wellFormed([]byte(got.HTML)); err != nil {
				t.Errorf("%v in %s", err, got.HTML)
			}
		})
	}
}

func checkProblems(t *testing.T, source string, got []Problem, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("got %d problems, want %d: %+v", len(got), len(want), got)
		return
	}
	for i, p := range got {
		at, message, _ := strings.Cut(want[i], "@")
		if !strings.HasPrefix(source[p.Offset:], at) || !strings.Contains(p.Message, message) {
			t.Errorf("problem %d is %q at %.20q, want %q at %q", i, p.Message, source[p.Offset:], message, at)
		}
		if p.Hint == "" && p.Reference == "" {
			t.Errorf("problem %q has no hint", p.Message)
		}
	}
}

// visible shows the spaces that a failure is often about.
func visible(s string) string {
	return strings.NewReplacer("\u00a0", "[nbsp]", "\u202f", "[nnbsp]").Replace(s)
}

func TestBlocks(t *testing.T) {
	run(t, []testCase{
		{name: "paragraphs", source: "Un\ndeux.\n\nTrois.\n", want: "<p>Un\ndeux.</p><p>Trois.</p>"},
		{name: "line break", source: "Rue A 1\\\n1000 Bruxelles", want: "<p>Rue A 1<br>1000 Bruxelles</p>"},
		{name: "Windows line ends", source: "## Un\r\n\r\ndeux\r\ntrois\r\n", want: "<h2 id=\"un\">Un</h2><p>deux\ntrois</p>"},
		{name: "tight list", source: "- un\n- deux\n  1. a\n", want: "<ul><li>un</li><li>deux<ol><li>a</li></ol></li></ul>"},
		{name: "loose list", source: "3. un\n\n4. deux\n", want: `<ol start="3"><li><p>un</p></li><li><p>deux</p></li></ol>`},
		{name: "tasks", options: english, source: "- [x] ask\n- [ ] answer\n",
			want: `<ul><li><span class="task" role="img" aria-label="done">☑</span> ask</li><li><span class="task" role="img" aria-label="to do">☐</span> answer</li></ul>`},
		{name: "quotation", source: "> un\n>\n> deux\n", want: "<blockquote><p>un</p><p>deux</p></blockquote>"},
		{name: "code", options: french, source: "```sh\nls \"a\" && echo <b> -- ...\n```\n",
			want: "<pre tabindex=\"0\"><code class=\"language-sh\">ls \"a\" &amp;&amp; echo &lt;b&gt; -- ...\n</code></pre>"},
		{name: "rule", source: "a\n\n***\n\nb", want: "<p>a</p><hr><p>b</p>"},
		{name: "definitions", source: "Eau\n: Liquide\n: Bien commun\n", want: "<dl><dt>Eau</dt><dd>Liquide</dd><dd>Bien commun</dd></dl>"},
		{name: "definition of two paragraphs", source: "Eau\n: Un\n\n  Deux\n", want: "<dl><dt>Eau</dt><dd><p>Un</p><p>Deux</p></dd></dl>"},
		{name: "indented code", source: "a\n\n\t<b>\n\n\tc", want: "<p>a</p><pre tabindex=\"0\"><code>&lt;b&gt;\n\nc\n</code></pre>"},
		{name: "note that ends with a list", source: "a[^x]\n\n> [^x]: - b\n", want: `<p>a<sup><a id="fnref_1" href="#fn_1" role="doc-noteref">1</a></sup></p><blockquote></blockquote>` +
			`<section class="footnotes" role="doc-endnotes"><ol><li id="fn_1"><ul><li>b</li></ul>` + "\u00a0" + `<a href="#fnref_1" role="doc-backlink">↩︎</a></li></ol></section>`},
		{name: "strikethrough", source: "~~midi~~ 14 h", want: "<p><del>midi</del> 14 h</p>"},
		{name: "comment", source: "a\n\n<!-- à revoir -->\n\nb <!-- c --> d", want: "<p>a</p><p>b  d</p>"},
		{name: "comment that swallows text", source: "<!-- a --> b", problems: []string{"<!--@text on the last line"}},
		{name: "comment without end", source: "a\n\n<!-- b\n\nc", want: "<p>a</p>", problems: []string{"<!-- b@does not end"}},
		{name: "HTML block", source: "a\n\n<div class=x>\nb\n</div>\n", want: "<p>a</p>", problems: []string{"<div@HTML in the text: <div>"}},
		{name: "HTML inline", source: "a <b>c</b> d</i>", want: "<p>a c d</p>", problems: []string{"<b>@<b>", "</i>@<i>"}},
		{name: "several links to one note", source: "a[^x] b[^x]\n\n[^x]: c\n",
			want: `<p>a<sup><a id="fnref_1" href="#fn_1" role="doc-noteref">1</a></sup> b<sup><a id="fnref_1-2" href="#fn_1" role="doc-noteref">1</a></sup></p>` +
				`<section class="footnotes" role="doc-endnotes"><ol><li id="fn_1"><p>c` + "\u00a0" + `<a href="#fnref_1" role="doc-backlink">↩︎</a>` + "\u00a0" + `<a href="#fnref_1-2" role="doc-backlink">↩︎</a></p></li></ol></section>`},
		{name: "note with labels", options: french, source: "a[^x]\n\n[^x]: b\n",
			want: `<p>a<sup><a id="fnref_1" href="#fn_1" role="doc-noteref" aria-label="Note 1">1</a></sup></p>` +
				`<section class="footnotes" role="doc-endnotes" aria-labelledby="notes_title"><h2 class="visually-hidden" id="notes_title">Notes</h2>` +
				`<ol><li id="fn_1"><p>b` + "\u00a0" + `<a href="#fnref_1" role="doc-backlink" aria-label="Retour au texte, note 1">↩︎</a></p></li></ol></section>`},
		{name: "note without text", source: "a[^x] \\[^y] `[^z]`", want: "<p>a[^x] [^y] <code>[^z]</code></p>", problems: []string{"[^x]@[^x] has no text"}},
		{name: "note without mark", source: "a\n\n[^x]: b\n", want: "<p>a</p>", problems: []string{"[^x]@nothing refers to the footnote [^x]"}},
		{name: "note in a link", source: "[a[^x]](https://a.be) [^x]\n\n[^x]: b\n", problems: []string{"[^x]@in the text of a link"},
			want: `<p><a href="https://a.be" class="external" rel="external">a</a> <sup><a id="fnref_1-2" href="#fn_1" role="doc-noteref">1</a></sup></p>` +
				`<section class="footnotes" role="doc-endnotes"><ol><li id="fn_1"><p>b` + "\u00a0" + `<a href="#fnref_1" role="doc-backlink">↩︎</a>` + "\u00a0" + `<a href="#fnref_1-2" role="doc-backlink">↩︎</a></p></li></ol></section>`},
	})
}

func TestTables(t *testing.T) {
	run(t, []testCase{
		{name: "table", options: dutch, source: "| Wijk | Bewoners |\n|:--|--:|\n| A | 12 |\n| B |  |\n",
			want: `<section class="table" tabindex="0" aria-label="Tabel 1"><table><thead><tr><th scope="col" class="align-left">Wijk</th><th scope="col" class="align-right">Bewoners</th></tr></thead>` +
				`<tbody><tr><td class="align-left">A</td><td class="align-right">12</td></tr><tr><td class="align-left">B</td><td class="align-right"></td></tr></tbody></table></section>`},
		{name: "caption", options: french, source: "::: table Visites en *2025* !\n| | B |\n|-|:-:|\n| A | \"c\" |\n:::\n",
			want: `<section class="table" tabindex="0" aria-labelledby="table_1"><table><caption id="table_1">Visites en <em>2025</em>` + "\u202f" + `!</caption>` +
				`<thead><tr><td></td><th scope="col" class="align-center">B</th></tr></thead><tbody><tr><td>A</td><td class="align-center">«` + "\u202fc\u202f" + `»</td></tr></tbody></table></section>`},
		{name: "no caption", source: "::: table\n| A | B |\n|-|-|\n:::\n", problems: []string{":::@without a caption"},
			want: `<section class="table" tabindex="0"><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead></table></section>`},
		{name: "no table", source: "::: table A\nb\n:::\n", want: "<p>b</p>", problems: []string{":::@holds one table"}},
		{name: "a pipe makes the table", source: "a\n-:\n", want: "<p>a\n-:</p>"},
	})
}

func TestDirectives(t *testing.T) {
	run(t, []testCase{
		{name: "note", options: french, source: "::: note Bon à savoir !\nUn.\n\n- deux\n:::\nTrois.",
			want: `<aside class="callout callout-note" aria-labelledby="callout_1"><p class="callout-title" id="callout_1">Bon à savoir` + "\u202f" + `!</p><p>Un.</p><ul><li>deux</li></ul></aside><p>Trois.</p>`},
		{name: "default title", options: dutch, source: ":::important\nNeen.\n:::\n",
			want: `<aside class="callout callout-important" aria-labelledby="callout_1"><p class="callout-title" id="callout_1">Belangrijk</p><p>Neen.</p></aside>`},
		{name: "no title", source: "::: note\na\n:::", want: `<aside class="callout callout-note"><p>a</p></aside>`},
		{name: "nested", source: "::: note\na\n\n::: important\nb\n:::\nc\n:::\nd",
			want: `<aside class="callout callout-note"><p>a</p><aside class="callout callout-important"><p>b</p></aside><p>c</p></aside><p>d</p>`},
		{name: "more colons", source: ":::: note\n::: important\nb\n:::\n::::\n",
			want: `<aside class="callout callout-note"><aside class="callout callout-important"><p>b</p></aside></aside>`},
		{name: "code inside", source: "::: note\n```\n:::\n```\n:::\n", want: "<aside class=\"callout callout-note\"><pre tabindex=\"0\"><code>:::\n</code></pre></aside>"},
		{name: "in a list", source: "- a\n\n  ::: note\n  b\n  :::\n- c\n", want: `<ul><li><p>a</p><aside class="callout callout-note"><p>b</p></aside></li><li><p>c</p></li></ul>`},
		{name: "unclosed", source: "a\n\n::: note\nb", want: `<p>a</p><aside class="callout callout-note"><p>b</p></aside>`, problems: []string{"::: note@does not end"}},
		{name: "unknown", source: "::: nota B\na\n:::", want: "<p>a</p>", problems: []string{`::: nota@unknown block "nota"`}},
		{name: "stray", source: "a\n\n:::\n\nb", want: "<p>a</p><p>b</p>", problems: []string{":::@ends no block"}},
		{name: "Windows", options: french, source: "::: note A ?\r\nb\r\n:::\r\n", want: `<aside class="callout callout-note" aria-labelledby="callout_1"><p class="callout-title" id="callout_1">A` + "\u202f" + `?</p><p>b</p></aside>`},
	})
}

func TestHeadings(t *testing.T) {
	run(t, []testCase{
		{name: "ids", options: dutch, source: "## Œuvre d'été\n\n### L’eau, c'est quoi ?\n\n## Œuvre d'ÉTÉ\n\n## 日本\n\n## Ĳzer & `x<y`\n",
			want: `<h2 id="oeuvre-d-ete">Œuvre d’été</h2><h3 id="l-eau-c-est-quoi">L’eau, c’est quoi ?</h3><h2 id="oeuvre-d-ete-2">Œuvre d’ÉTÉ</h2><h2 id="section">日本</h2><h2 id="ijzer-x-y">Ĳzer &amp; <code>x&lt;y</code></h2>`},
		{name: "folded letters", source: "## ÆØ ß Þ\u0065\u0301 \"x\" — 2\u202f000 m²\n", want: "<h2 id=\"aeo-ss-the-x-2-000-m\">ÆØ ß Þe\u0301 \"x\" — 2\u202f000 m²</h2>"},
		{name: "quote in an anchor", options: Options{Labels: french.Labels}, source: "### \"A\"\n", problems: []string{"###@level 3 without"},
			want: `<div class="heading"><h3 id="a">"A"</h3><a class="anchor" href="#a" aria-label="Lien vers la section &quot;A&quot;">#</a></div>`},
		{name: "given id", source: "## Suite {#suite}\n\n## Suite\n", want: `<h2 id="suite">Suite</h2><h2 id="suite-2">Suite</h2>`},
		{name: "bad ids", source: "## A {#é}\n\n## B {#b}\n\n## C {#b}\n", want: `<h2 id="a">A</h2><h2 id="b">B</h2><h2 id="c">C</h2>`,
			problems: []string{"{#é}@other signs", "{#b}\n@taken by a heading above"}[:2]},
		{name: "anchor", options: french, source: "## Le \"pont\"\n", want: `<div class="heading"><h2 id="le-pont">Le «` + "\u202fpont\u202f" + `»</h2><a class="anchor" href="#le-pont" aria-label="Lien vers la section Le «` + "\u202fpont\u202f" + `»">#</a></div>`},
		{name: "first level", source: "# A\n\n## B\n", want: `<h1 id="a">A</h1><h2 id="b">B</h2>`, problems: []string{"# A@first level"}},
		{name: "skipped level", source: "## A\n\n#### B\n\n## C\n\n### D\n", want: `<h2 id="a">A</h2><h4 id="b">B</h4><h2 id="c">C</h2><h3 id="d">D</h3>`, problems: []string{"#### B@level 4 without one of level 3"}},
		{name: "empty", source: "##\n", want: `<h2 id="section"></h2>`, problems: []string{"##@empty heading"}},
		{name: "link to a heading", source: "[a](#b) [c](#d)\n\n## B\n", want: `<p><a href="#b">a</a> <a href="#d">c</a></p><h2 id="b">B</h2>`, problems: []string{"[c]@no heading here has the address"}},
	})
}

func TestContents(t *testing.T) {
	source := "## A [b](https://c.be)[^1] *d* ![-](logo.svg)\n\n> ## E\n\n### F\n\n#### G\n\n[^1]: h\n"
	in := Input{Source: []byte(source), Images: site.Images, IDPrefix: "x-"}
	got := New(Options{}).Render(in)
	want := []Heading{{2, "x-a-b-d", "A b <em>d</em> "}, {3, "x-f", "F"}}
	if len(got.Headings) != 2 || got.Headings[0] != want[0] || got.Headings[1] != want[1] {
		t.Errorf("got %+v, want %+v", got.Headings, want)
	}
	for _, s := range []string{`<h2 id="x-a-b-d">`, `id="x-fnref_1"`, `href="#x-fn_1"`, `<li id="x-fn_1">`} {
		if !strings.Contains(string(got.HTML), s) {
			t.Errorf("no %s in %s", s, got.HTML)
		}
	}
}

func TestLinks(t *testing.T) {
	run(t, []testCase{
		{name: "internal", source: "[a](article:inondations) [b](../autre \"C & <d>\")",
			want: `<p><a href="/fr/articles/inondations/">a</a> <a href="/fr/articles/autre/?a=1&amp;b=2" title="C &amp; &lt;d&gt;">b</a></p>`},
		{name: "title of the target", source: "À [](commune:ixelles), <commune:ixelles> et [](atelier:boom)",
			want: `<p>À <a href="/fr/communes/ixelles/">Ixelles &amp; environs</a>, <a href="/fr/communes/ixelles/">Ixelles &amp; environs</a> et <a href="/nl/ateliers/boom/" hreflang="nl" lang="nl">Boom planten</a></p>`},
		{name: "other language", source: "[a](atelier:boom)", want: `<p><a href="/nl/ateliers/boom/" hreflang="nl">a</a></p>`},
		{name: "reference style", source: "[a][b] [b]\n\n[b]: page:contact#adresse\n", want: `<p><a href="/fr/contact/#adresse">a</a> <a href="/fr/contact/#adresse">b</a></p>`},
		{name: "spaces and brackets", source: "[a](<fichier (2).pdf>)", want: `<p><a href="/fr/fichier%20(2).pdf">a</a></p>`},
		{name: "external", source: "[a](https://b.be/?c=1&d=\"2\") [e](HTTP://f.be)",
			want: `<p><a href="https://b.be/?c=1&amp;d=%222%22" class="external" rel="external">a</a> <a href="HTTP://f.be" class="external" rel="external">e</a></p>`},
		{name: "contact", source: "[a](mailto:b@c.be) [d](tel:+3221234567)", want: `<p><a href="mailto:b@c.be">a</a> <a href="tel:+3221234567">d</a></p>`},
		{name: "bare", options: french, source: "Voir https://a.be/b?c=d, www.e.be ou f@g.be !",
			want: `<p>Voir <a href="https://a.be/b?c=d" class="external" rel="external">https://a.be/b?c=d</a>, <a href="https://www.e.be" class="external" rel="external">www.e.be</a> ou <a href="mailto:f@g.be">f@g.be</a>` + "\u202f!</p>"},
		{name: "no link in a link", source: "[a <https://b.be> c](../autre)", want: `<p><a href="/fr/articles/autre/?a=1&amp;b=2">a https://b.be c</a></p>`},
		{name: "not links", source: "[a](b c) [d][e] \\[f\\](g) h] i", want: "<p>[a](b c) [d][e] [f](g) h] i</p>", problems: []string{"](b@not written right", "][e@does not define"}},
		{name: "to what readers cannot see yet", source: "a [b *c*](article:demain) d", want: "<p>a b <em>c</em> d</p>"},
		{name: "to nothing", source: "a [b *c*](article:x) d", want: "<p>a b <em>c</em> d</p>", problems: []string{`[b@a link to nothing: "article:x"`}},
		{name: "without address", source: "[a]() [b](#)", want: "<p>a b</p>", problems: []string{"[a]@without address", "[b]@without address"}},
		{name: "without text", source: "[](https://a.be)", want: `<p><a href="https://a.be" class="external" rel="external"></a></p>`, problems: []string{"[]@without text"}},
		{name: "roundabout", source: "[a](article\\:inondations) [b](&#97;rticle:inondations)", want: "<p>a b</p>", problems: []string{"[a]@roundabout", "[b]@roundabout"}},
		{name: "position in a table", source: "| A | B |\n|---|---|\n| x | [y](page:z) |\n", problems: []string{"[y]@a link to nothing"},
			want: `<section class="table" tabindex="0"><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table></section>`},
	})
}

func TestImages(t *testing.T) {
	pont := `src="/i/pont-800.jpg" srcset="/i/pont-400.jpg 400w, /i/pont-800.jpg 800w" sizes="100vw" width="800" height="600"`
	run(t, []testCase{
		{name: "figure", options: french, source: "![Le *pont* \"neuf\"](pont.jpg \"L'aube : Étienne\")\n",
			want: `<figure><img ` + pont + ` alt="Le pont «` + "\u202fneuf\u202f" + `»" loading="lazy"><figcaption>L’aube` + "\u00a0" + `: Étienne</figcaption></figure>`},
		{name: "in a line", source: "a ![b & \\<c> \"d\"](logo.svg \"e\") f", want: `<p>a <img src="/i/logo.svg" alt="b &amp; &lt;c&gt; &quot;d&quot;" title="e" loading="lazy"> f</p>`},
		{name: "markup in a description", source: "a ![b\n`<c>` <https://d.be> <i>e](logo.svg)", want: `<p>a <img src="/i/logo.svg" alt="b &lt;c&gt; https://d.be e" loading="lazy"></p>`, problems: []string{"<i>@HTML"}},
		{name: "decorative", source: "![-](logo.svg)", want: `<figure><img src="/i/logo.svg" alt="" loading="lazy"></figure>`},
		{name: "no description", source: "a ![](logo.svg)", want: `<p>a <img src="/i/logo.svg" alt="" loading="lazy"></p>`, problems: []string{"![]@without description"}},
		{name: "in a link", source: "[![a](logo.svg)](../autre)", want: `<p><a href="/fr/articles/autre/?a=1&amp;b=2"><img src="/i/logo.svg" alt="a" loading="lazy"></a></p>`},
		{name: "missing", source: "a ![b](c.jpg)", want: "<p>a </p>", problems: []string{`![b]@no such picture: "c.jpg"`}},
		{name: "from elsewhere", source: "a ![b](https://c.be/d.jpg) ![e](data:image/png;base64,AA)", want: "<p>a  </p>", problems: []string{"![b]@from elsewhere", "![e]@not allowed"}},
	})
}

func TestInline(t *testing.T) {
	r := New(french)
	html, problems := r.Inline(Input{Source: []byte("  1. *Eau* : \"oui\" à [](commune:ixelles) !\n"), Links: site.Links})
	want := "1. <em>Eau</em>\u00a0: «\u202foui\u202f» à <a href=\"/fr/communes/ixelles/\">Ixelles &amp; environs</a>\u202f!"
	if string(html) != want || len(problems) > 0 {
		t.Errorf("got %s %v, want %s", visible(string(html)), problems, visible(want))
	}
	source := "   a <b>\n\n    c [d](page:e)"
	_, problems = r.Inline(Input{Source: []byte(source)})
	checkProblems(t, source, problems, []string{"<b>@HTML", "c [d]@second paragraph", "[d]@a link to nothing"})
}

func TestReferences(t *testing.T) {
	source := "[a](article:b) ![c](<d e.jpg>) [f]: ../g\n<commune:h> [i](https://j) [k](#l) [m](mailto:n) [o](JavaScript:p) " +
		"[q](r(s).pdf \"t\") [u](\n  v) `[w](x)` [a](article:b) [y](z\\)) <https://x> [^1]: nothing"
	got := strings.Join(References([]byte(source)), "|")
	want := "../g|article:b|commune:h|d e.jpg|nothing|r(s).pdf|v|x"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := References(nil); len(got) > 0 {
		t.Errorf("got %q for no text", got)
	}
}
