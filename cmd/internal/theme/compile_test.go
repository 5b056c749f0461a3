package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
	"testing"
)

type example struct {
	exampleFrame
	Title   string
	Address string
	HTML    template.HTML
	Items   []exampleItem
	Names   []string
	One     *exampleItem
	Count   int
	Yes     bool
	Other   any
	Vouched template.URL
}

type exampleFrame struct{ Lang, Accent string }

type exampleItem struct {
	Text, URL string
	ID        string
	Level     int
}

// Card is a method with a value, as those of the views.
func (i *exampleItem) Card() template.HTML { return template.HTML("<b>" + i.Text + "</b>") }

// Words is a method on the value.
func (i exampleItem) Words() []string { return strings.Fields(i.Text) }

// compiledTexts are templates that are compiled; the names "sub" and "odd" are
// other templates that they may call.
var compiledTexts = []string{
	`<p>{{.Title}}</p>`,
	`<p lang="{{.Lang}}" class="a-{{or .Accent "none"}}">{{.HTML}}</p>`,
	`<a href="{{.Address}}">{{.Count}}</a>`,
	`<a href="#{{.Title}}" title="{{.Count}}">x</a>`,
	`{{if .Yes}}a{{else}}b{{end}}{{if .Count}}c{{end}}{{if .One}}d{{end}}{{if .Items}}e{{end}}{{if or .Title .Items}}f{{end}}{{if gt .Count 1}}g{{end}}`,
	`{{with .Title}}<i>{{.}} {{$.Lang}}</i>{{else}}{{.Count}}{{end}}`,
	`{{range .Items}}<a href="{{.URL}}">{{.Text}} {{$.Title}}</a>{{else}}none{{end}}`,
	`{{range $i, $x := .Items}}{{if $i}}, {{end}}<b id="{{index $.Names $i}}">{{$x.Text}} {{.Level}}</b>{{end}}`,
	`{{range $x := .Items}}{{range .Words}}<i>{{.}}{{$x.ID}}</i>{{end}}{{end}}`,
	`{{with .One}}{{.Card}}{{.Text}}{{end}}`,
	`{{.One.Text}}`,
	`{{range .Items}}{{template "sub" .}}{{template "odd" .}}{{end}}`,
	`<a href="{{.Vouched}}">{{.Title}}</a>`,
	`{{$t := .Title}}{{range $i, $x := .Items}}{{$y := .Text}}{{$t}}{{$y}}{{end}}{{$t}}`,
	`{{if not .Yes}}a{{end}}{{if not .Title}}b{{end}}`,
	`{{t "key" "name" .Title}}<i title="{{t "key" "n" .Count}}">`,
}

var values = []string{
	"", "plain", "L’été à Bruxelles", `<script>"&'+` + "\x00", "/fr/articles/a-b/", "/x?a=b&c=d", "https://example.org/a+b?c=%41%zz#d",
	"javascript:alert(1)", "tel:+3225112222", "mailto:a@b.be", "é à", "a:b", "//host/(x)", "#frag", "#:", "\xff", "http://[::1]/", "a b",
}

// message is a function t that fails for a number below zero.
func message(key string, args ...any) (string, error) {
	if len(args) > 1 && args[1] == -1 {
		return "", errors.New("no such text")
	}
	return key + fmt.Sprint(args...), nil
}

func parseAll(t testing.TB, text string) (library, escaped *template.Template) {
	t.Helper()
	parse := func() *template.Template {
		set := template.New("").Funcs(template.FuncMap{"t": message})
		for name, text := range map[string]string{"main": text, "sub": `<u>{{.Text}}</u>`, "odd": `{{len .Text}}{{printf "%d" .Level}}`} {
			template.Must(set.New(name).Parse(text))
		}
		return set
	}
	return parse(), parse()
}

// compare executes a template both ways.
func compare(t testing.TB, library *template.Template, p *program, v *example) {
	t.Helper()
	var want, got bytes.Buffer
	err := library.ExecuteTemplate(&want, "main", v)
	if ok := p.execute(&got, v); ok != (err == nil) {
		t.Fatalf("execute says %v, the library %v", ok, err)
	}
	if err == nil && got.String() != want.String() {
		t.Errorf("compiled:\n%s\nlibrary:\n%s", &got, &want)
	}
	if err != nil && got.Len() > 0 {
		t.Errorf("a template that failed left %q", &got)
	}
}

func exampleViews(s string) []*example {
	one := exampleItem{s, s, s, 2}
	return []*example{
		{},
		{exampleFrame: exampleFrame{s, s}, Title: s, Address: s, HTML: template.HTML(s), Items: []exampleItem{one, {Text: "b"}}, Names: []string{s, "n"}, One: &one, Count: 3, Yes: true, Vouched: template.URL(s)},
		{Title: s, Count: -1, Items: []exampleItem{one}}, // Names is too short
	}
}

func TestCompiledEqualsLibrary(t *testing.T) {
	for _, text := range compiledTexts {
		library, escaped := parseAll(t, text)
		programs := compile(escaped, message, map[string]any{"main": &example{}})
		p := onlyProgram(programs, "main")
		if p == nil {
			t.Errorf("not compiled: %s", text)
			continue
		}
		for _, s := range values {
			for _, v := range exampleViews(s) {
				compare(t, library, p, v)
			}
		}
	}
}

func TestLeftToLibrary(t *testing.T) {
	for _, text := range []string{
		`{{.Other}}`, `{{len .Title}}`, `{{$x := .Title}}{{$x = "a"}}`, `<script>var a = {{.Title}}</script>`, `<p title={{.Title}}>`,
		`{{.HTML | printf "%s"}}`, `<p title="{{.HTML}}">`, `{{range .Items}}{{break}}{{end}}`, `{{with or .Title .Items}}{{.}}{{end}}`,
		`<style>p { color: {{.Title}} }</style>`, `<a href="/x?{{.Title}}&amp;y={{.Count}}">x</a>`, `{{gt .Count 1}}`,
	} {
		_, escaped := parseAll(t, text)
		if onlyProgram(compile(escaped, message, map[string]any{"main": &example{}}), "main") != nil {
			t.Errorf("compiled: %s", text)
		}
	}
}

func onlyProgram(programs map[programKey]*program, name string) *program {
	for key, p := range programs {
		if key.name == name {
			return p
		}
	}
	return nil
}

func FuzzCompiledEqualsLibrary(f *testing.F) {
	text := strings.Join(compiledTexts, "\n")
	library, escaped := parseAll(f, text)
	p := onlyProgram(compile(escaped, message, map[string]any{"main": &example{}}), "main")
	if p == nil {
		f.Fatal("not compiled")
	}
	for _, s := range values {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, v := range exampleViews(s) {
			compare(t, library, p, v)
		}
	})
}

func BenchmarkExecute(b *testing.B) {
	library, escaped := parseAll(b, strings.Join(compiledTexts, "\n"))
	p := onlyProgram(compile(escaped, message, map[string]any{"main": &example{}}), "main")
	v := exampleViews("/fr/articles/a-b/")[1]
	b.Run("compiled", func(b *testing.B) {
		var out bytes.Buffer
		for b.Loop() {
			out.Reset()
			p.execute(&out, v)
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			library.ExecuteTemplate(io.Discard, "main", v)
		}
	})
}
