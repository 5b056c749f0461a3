package markdown

import (
	_ "embed"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// article is a text as they usually are: 3.3 kB, a table, a note, a picture.
//
//go:embed testdata/article.md
var article []byte

func articleInput() Input {
	return Input{
		Source: article,
		Links: map[string]Link{
			"../rapport-2025": {URL: "/fr/rapports/2025/"},
			"commune:ixelles": {URL: "/fr/communes/ixelles/", Title: "Ixelles"},
			"page:primes":     {URL: "/fr/primes/"},
		},
		Images: map[string]Image{"cave.jpg": {Src: "/i/cave.jpg", Width: 800, Height: 600}},
	}
}

func TestArticle(t *testing.T) {
	got := New(french).Render(articleInput())
	if len(got.Problems) > 0 || len(got.Headings) != 4 {
		t.Errorf("got %+v %+v", got.Problems, got.Headings)
	}
	check(t, string(article), got)
}

func BenchmarkRender(b *testing.B) {
	r, in := New(french), articleInput()
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		r.Render(in)
	}
}

// BenchmarkStages measures apart what Render does one after the other.
func BenchmarkStages(b *testing.B) {
	r, in := New(french), articleInput()
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.parsers.text(in.Source)
		}
	})
	b.Run("write", func(b *testing.B) {
		benchmarkWrite(b, r, r.parsers.text(in.Source), in)
	})
	b.Run("write without typography", func(b *testing.B) {
		benchmarkWrite(b, New(Options{Labels: french.Labels}), r.parsers.text(in.Source), in)
	})
	b.Run("references", func(b *testing.B) {
		for b.Loop() {
			References(in.Source)
		}
	})
}

func benchmarkWrite(b *testing.B, r *Renderer, doc ast.Node, in Input) {
	b.ReportAllocs()
	for b.Loop() {
		t := r.states.Get().(*rendering)
		t.start(in)
		t.blocks(doc)
		r.finish(t)
	}
}

func BenchmarkInline(b *testing.B) {
	r, source := New(french), []byte("L'équipe du bassin répond à *toutes* les questions !")
	b.ReportAllocs()
	for b.Loop() {
		r.Inline(Input{Source: source})
	}
}

func BenchmarkText(b *testing.B) {
	r := New(french)
	for b.Loop() {
		r.Text("L'eau : à qui est-elle ?")
	}
}
