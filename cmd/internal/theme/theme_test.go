package theme

import (
	"bytes"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

type pageView struct {
	Title string
	Cards []cardView
	Last  *cardView
}

type cardView struct {
	Title string
	Count int
}

func (c cardView) Loud() string { return strings.ToUpper(c.Title) }

var views = map[string]any{"page": &pageView{}, "parts/card": cardView{}}

// stringsOf returns interface texts of one language.
func stringsOf(t *testing.T, id, text string) *lang.Strings {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "data", "languages", id+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var l lang.Language
	if err := yaml.Unmarshal(data, &l); err != nil {
		t.Fatal(err)
	}
	if faults := l.Compile(); len(faults) > 0 {
		t.Fatal(faults)
	}
	s, problems := lang.ParseStrings(&l, "data/i18n/"+id+".yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func texts(t *testing.T) []*lang.Strings {
	return []*lang.Strings{
		stringsOf(t, "fr", "hello: \"Bonjour <&>\"\ncards:\n  one: \"{n} carte\"\n  other: \"{n} cartes\"\n  many: \"{n} de cartes\"\n"),
		stringsOf(t, "nl", "hello: Dag\ncards:\n  one: \"{n} kaart\"\n  other: \"{n} kaarten\"\n"),
	}
}

func files(list map[string]string) []*source.File {
	var found []*source.File
	for _, path := range []string{"templates/page.html", "templates/parts/card.html", "templates/note.txt"} {
		if text, ok := list[path]; ok {
			found = append(found, &source.File{Path: path, Data: []byte(text)})
		}
	}
	return found
}

const (
	goodPage = "<h1 title=\"{{t \"hello\"}}\">{{.Title}}</h1>\n{{range .Cards}}{{template \"parts/card\" .}}{{end}}\n"
	goodCard = "<p>\n  {{.Loud}}:   {{t \"cards\" \"n\" .Count}}\n</p>\n"
)

func TestLoad(t *testing.T) {
	var problems diag.List
	s := Load(files(map[string]string{"templates/page.html": goodPage, "templates/parts/card.html": goodCard}), views, texts(t), &problems)
	if s == nil {
		t.Fatal(problems.Sorted())
	}
	if !s.Has("page") || s.Has("absent") {
		t.Error("Has does not know its templates")
	}
	view := &pageView{Title: "<b>", Cards: []cardView{{"a", 1}, {"b", 2}}}
	for language, want := range []string{
		"<h1 title=\"Bonjour &lt;&amp;&gt;\">&lt;b&gt;</h1><p>A: 1 carte</p>\n<p>B: 2 cartes</p>",
		"<h1 title=\"Dag\">&lt;b&gt;</h1><p>A: 1 kaart</p>\n<p>B: 2 kaarten</p>",
	} {
		var b bytes.Buffer
		if p, ok := s.Execute(&b, language, "page", view, "/x/"); !ok {
			t.Fatal(p)
		}
		got := strings.Join(strings.Fields(b.String()), " ")
		if got = strings.ReplaceAll(got, "> <", "><"); got != strings.Join(strings.Fields(strings.ReplaceAll(want, "\n", "")), " ") {
			t.Errorf("language %d: got %q, want %q", language, got, want)
		}
	}
}

// TestKey changes what a language's pages are made of: the key must not stay.
func TestKey(t *testing.T) {
	key := func(page, hello string) [2]uint64 {
		var problems diag.List
		languages := texts(t)
		languages[1] = stringsOf(t, "nl", "hello: "+hello+"\ncards: \"{n}\"\n")
		s := Load(files(map[string]string{"templates/page.html": page, "templates/parts/card.html": goodCard}), views, languages, &problems)
		if s == nil {
			t.Fatal(problems.Sorted())
		}
		return [2]uint64{s.Key(0), s.Key(1)}
	}
	first := key(goodPage, "Dag")
	if again := key(goodPage, "Dag"); again != first {
		t.Error("the same templates have another key")
	}
	if text := key(goodPage, "Hallo"); text[1] == first[1] {
		t.Error("another text that is baked in has the same key")
	} else if text[0] != first[0] {
		t.Error("a text of one language changes the key of another")
	}
	if page := key(goodPage+"<p>", "Dag"); page[0] == first[0] || page[1] == first[1] {
		t.Error("another template has the same key")
	}
}

func TestProblems(t *testing.T) {
	for name, test := range map[string]struct{ page, card, want string }{
		"syntax":         {"a\n{{.Title\n", goodCard, "templates/page.html:3: unclosed action started at page:2\n"},
		"open block":     {"a\n{{if .Title}}\n", goodCard, "templates/page.html:3: template ends inside {{if}}, {{range}}, {{with}} or {{define}} (close it with {{end}})\n"},
		"field":          {"\n\n <p>{{.Titel}}</p>", goodCard, "templates/page.html:3:7: {{.Titel}}: there is no field \"Titel\" (did you mean \"Title\"?)\n"},
		"field below":    {goodPage, "{{.Nom}}", "templates/parts/card.html:1:3: {{.Nom}}: there is no field \"Nom\" (fields are Title, Count, Loud)\n"},
		"pointer":        {"{{with .Last}}{{.Loout}}{{end}}", goodCard, "templates/page.html:1:17: {{.Loout}}: there is no field \"Loout\" (fields are Title, Count, Loud)\n"},
		"text":           {"{{t \"helo\"}}", goodCard, "templates/page.html:1:3: unknown interface text \"helo\" (did you mean \"hello\"?)\n"},
		"argument":       {"{{t \"cards\"}}", goodCard, "templates/page.html:1:3: interface text \"cards\" needs the argument \"n\"\n"},
		"unsafe":         {"\n{{if .Title}}<a href=\"{{end}}\">", goodCard, "templates/page.html:2:6: {{if}} branches do not leave the same tag or attribute open (write the whole tag in each branch)\n"},
		"open tag":       {"<a href=\"{{.Title}}", goodCard, "templates/page.html: template ends inside a tag or an attribute (close what is open)\n"},
		"no such one":    {"{{template \"parts/kard\" .}}", goodCard, "templates/page.html:1:12: {{template \"parts/kard\" .}}: template \"parts/kard\" not defined\n"},
		"several":        {"{{.A}}\n{{.B}}", goodCard, "templates/page.html:1:3: {{.A}}: there is no field \"A\" (fields are Title, Cards, Last)\n"},
		"file is absent": {goodPage, "", "templates/parts/card.html: template is missing\n"},
	} {
		t.Run(name, func(t *testing.T) {
			list := map[string]string{"templates/page.html": test.page, "templates/note.txt": "{{"}
			if test.card != "" {
				list["templates/parts/card.html"] = test.card
			}
			if name == "file is absent" {
				list["templates/page.html"] = "x"
			}
			var problems diag.List
			s := Load(files(list), views, texts(t), &problems)
			if s != nil {
				t.Error("the templates were taken")
			}
			var got strings.Builder
			for _, p := range problems.Sorted() {
				got.WriteString(p.String() + "\n")
			}
			if got.String() != test.want {
				t.Errorf("got\n%swant\n%s", got.String(), test.want)
			}
		})
	}
}

// TestExecuteProblem fails on one page only: the problem has the line of the
// template as it is written, not as it is minified, and the page.
func TestExecuteProblem(t *testing.T) {
	page := "<p>\n\n\n  {{if .Title}}{{index .Cards 3}}{{end}}\n</p>"
	var problems diag.List
	s := Load(files(map[string]string{"templates/page.html": page, "templates/parts/card.html": goodCard}), views, texts(t), &problems)
	if s == nil {
		t.Fatal(problems.Sorted())
	}
	for range 2 { // the second time too
		var b bytes.Buffer
		p, ok := s.Execute(&b, 1, "page", &pageView{Title: "x"}, "/nl/x/")
		const want = "templates/page.html:4:18: {{index .Cards 3}}: index out of range: 3 [page /nl/x/]"
		if got := p.String(); ok || got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	var b bytes.Buffer
	if p, ok := s.Execute(&b, 1, "page", &pageView{}, "/nl/x/"); !ok {
		t.Error(p)
	}
}

// TestEscape prints what an editor may have written where it could do harm.
func TestEscape(t *testing.T) {
	page := "<a href=\"{{.Title}}\" title=\"{{.Title}}\">{{.Title}}</a><script>var x = {{.Title}}</script>"
	var problems diag.List
	s := Load(files(map[string]string{"templates/page.html": page, "templates/parts/card.html": goodCard}), views, texts(t), &problems)
	if s == nil {
		t.Fatal(problems.Sorted())
	}
	for _, evil := range []string{"javascript:alert(1)", "\"><script>alert(1)</script>", "</script><script>alert(1)", "' onload=alert(1) '"} {
		var got bytes.Buffer
		if p, ok := s.Execute(&got, 0, "page", &pageView{Title: evil}, "/"); !ok {
			t.Fatal(p)
		}
		text := got.String()
		if strings.Contains(text, "href=\"javascript:") || strings.Count(text, "<script") != 1 || strings.Count(text, "\"") < 4 {
			t.Errorf("%q gives %s", evil, text)
		}
		var want bytes.Buffer // the library as it is
		plain := template.Must(template.New("page").Parse(page))
		if err := plain.Execute(&want, &pageView{Title: evil}); err != nil {
			t.Fatal(err)
		}
		if text != want.String() {
			t.Errorf("%q gives %s, the library %s", evil, text, want.String())
		}
	}
}
