package markdown

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Figures is what a text asks for the figures that it names. It is called while
// the text is rendered, from one goroutine, and the same questions must get the
// same answers. Problems have offsets in the source, which those of the words are.
type Figures interface {
	// Value returns the figure of [](figure:ref).
	Value(ref Word) (Figure, []Problem)
	// Block returns the HTML of a block of figures: a chart, a table or a card.
	Block(b Block) (template.HTML, []Problem)
}

// Figure is a figure in a sentence.
type Figure struct {
	Text string        // as the language writes it, with its unit
	Note template.HTML // inlines for its footnote: what it counts, where, when, by whom; "" for none
}

// Word is a piece of the source.
type Word struct {
	Text   string
	Offset int // in bytes, from the beginning of the source
}

// Block is a block of figures as its author wrote it.
type Block struct {
	Name    string   // chart, data or card
	Ref     Word     // what follows the name; never empty
	Options []Option // in their order, each name once
	ID      string   // unique in the page, for what the block must name
}

// Option is a line "name: value" of a [Block].
type Option struct{ Name, Value Word }

// figureScheme begins the reference of a figure, and figureStart a figure in a text.
const (
	figureScheme = "figure:"
	figureStart  = "[](" + figureScheme
)

// value is a figure in a line. It is no link to the parser, so that it can stand
// in the text of one.
type value struct {
	ast.BaseInline
	ref text.Segment // with the scheme
}

var kindValue = ast.NewNodeKind("FigureValue")

func (n *value) Kind() ast.NodeKind { return kindValue }

func (n *value) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// valueParser parses [](figure:ref). What is written in a roundabout way is left to
// the parser of links.
type valueParser struct{}

func (valueParser) Trigger() []byte { return []byte{'['} }

func (valueParser) Parse(_ ast.Node, r text.Reader, _ parser.Context) ast.Node {
	line, segment := r.PeekLine()
	n := valueLength(line)
	if n == 0 {
		return nil
	}
	r.Advance(n)
	return &value{ref: text.NewSegment(segment.Start+len("[]("), segment.Start+n-len(")"))}
}

// valueLength returns the length of the figure that b begins with, or 0.
func valueLength[T string | []byte](b T) int {
	if len(b) < len(figureStart) || string(b[:len(figureStart)]) != figureStart {
		return 0
	}
	for i := len(figureStart); i < len(b); i++ {
		switch c := b[i]; {
		case c == ')':
			return i + 1
		case c <= ' ' || c == 0x7f || strings.IndexByte(`(<>\&`, c) >= 0:
			return 0
		}
	}
	return 0
}

// figureRef returns the reference of a link that stands for a figure: one without
// text, as in <figure:x> and in [](<figure:x>).
func figureRef(dest []byte, empty bool) bool {
	return empty && bytes.HasPrefix(dest, []byte(figureScheme)) && destinationKind(dest) == internal
}

// figureValue writes a figure, and the mark of its note at its first use in a
// chapter: further ones beside it would only tell again what the reader has read.
// In a link and in a line without notes the value stands alone.
func (t *rendering) figureValue(dest []byte, plainly bool, offset int) {
	f := t.figureOf(dest, plainly, offset)
	if f.Text == "" {
		return
	}
	if t.inHeading {
		t.dst = append(t.dst, valueStart)
	}
	t.escaped(f.Text, content)
	if t.inHeading {
		t.dst = append(t.dst, valueEnd)
		t.headingValues = true
	}
	t.prev, _ = utf8.DecodeLastRuneInString(f.Text)
	if f.Note == "" || t.inLink || t.line {
		return
	}
	number := t.figureNote(f.Note)
	if n := &t.notes[number-1]; n.marks == 0 || n.chapter != t.chapter && !t.inNotes {
		t.noteMark(number, n.marks)
		n.marks++
		n.chapter = t.chapter
	}
}

// figureOf asks for a figure.
func (t *rendering) figureOf(dest []byte, plainly bool, offset int) Figure {
	if t.in.Figures == nil {
		t.lostReference(dest, plainly, offset, "no such figure")
		return Figure{}
	}
	at := offset // a problem is in the reference, if it is there as it is
	if i := bytes.Index(t.in.Source[min(max(offset, 0), len(t.in.Source)):], dest); i >= 0 {
		at += i + len(figureScheme)
	}
	f, problems := t.in.Figures.Value(t.word(dest[len(figureScheme):], at))
	t.report(problems)
	return f
}

// word is a piece of the source at an offset in what is rendered.
func (t *rendering) word(b []byte, offset int) Word {
	return Word{string(b), t.skipped + min(max(offset, 0), len(t.in.Source))}
}

// report records problems that were found by the caller.
func (t *rendering) report(problems []Problem) {
	for _, p := range problems {
		p.Offset = t.skipped + min(max(p.Offset-t.skipped, 0), len(t.in.Source))
		t.problems = append(t.problems, p)
	}
}

// These surround a figure in a heading until the heading's id is made. No text holds
// them, see [entityOf].
const (
	valueStart = '\x02'
	valueEnd   = '\x03'
)

// withoutValues returns the HTML of a heading without figures.
func withoutValues(html []byte) []byte {
	var b []byte
	for {
		before, rest, ok := bytes.Cut(html, []byte{valueStart})
		b = append(b, before...)
		if !ok {
			return b
		}
		_, html, _ = bytes.Cut(rest, []byte{valueEnd})
	}
}

// withValues returns the HTML of a heading with its figures, unmarked.
func withValues(html []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r == valueStart || r == valueEnd {
			return -1
		}
		return r
	}, html)
}

// Plain returns a plain text as [Renderer.Text] does, with the figures that it
// names: a summary, for instance. Figures have no notes there.
func (r *Renderer) Plain(s string, figures Figures) (string, []Problem) {
	if figures == nil || !strings.Contains(s, figureStart) {
		return r.Text(s), nil
	}
	w := writer{typography: &r.typo, dst: make([]byte, 0, len(s)+32)}
	src := []byte(s)
	var problems []Problem
	for i := 0; i < len(src); {
		next := strings.Index(s[i:], figureStart)
		if next < 0 {
			next = len(s) - i
		}
		w.text(src, i, i+next, len(src), plain)
		i += next
		n := valueLength(s[i:])
		switch {
		case i == len(s):
		case n == 0:
			problems = append(problems, Problem{Offset: i, Message: "a figure that is not written right",
				Hint: fmt.Sprintf("write it as %sname), without spaces", figureStart)})
			w.text(src, i, i+1, len(src), plain)
			i++
		default:
			f, found := figures.Value(Word{s[i+len(figureStart) : i+n-1], i + len(figureStart)})
			problems = append(problems, found...)
			if f.Text != "" {
				w.glyph(f.Text)
			}
			i += n
		}
	}
	return string(w.dst), problems
}
