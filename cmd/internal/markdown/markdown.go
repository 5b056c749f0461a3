package markdown

import (
	"bytes"
	"html/template"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
)

// Options are the facts about one language that the dialect needs. With the
// zero value every sign stays as it was typed, and no labels are written.
type Options struct {
	// Quotes are the opening and closing marks of an outer quotation, then of
	// an inner one, with the spaces that belong to them: "«\u202f", "\u202f»", "“", "”".
	Quotes [4]string
	// Apostrophe replaces the typewriter's one: "’".
	Apostrophe string
	// SpaceBefore has the space that goes before ; ! ? : and ». The space after
	// « is that of the key "«", or of "»" when there is none. It is empty for a
	// language that puts no spaces there.
	SpaceBefore map[string]string
	// Labels are the words that the HTML adds to the text.
	Labels Labels
}

// Labels are the words of one language that are not in the text itself. What an
// empty label would name is written without a name.
type Labels struct {
	Note      string // title of a note without its own
	Important string // title of an important notice without its own
	Table     string // name of a table without caption, a number follows
	Anchor    string // link to a section, its title follows; "" for no such links
	Footnote  string // link to a footnote, its number follows
	Footnotes string // heading of the footnotes, for screen readers
	Back      string // link from a footnote back to the text, its number follows
	Done      string // ticked item of a list of tasks
	Todo      string // item of a list of tasks that is not ticked
}

// Link is where an internal reference leads.
type Link struct {
	URL   string // "" for a target that readers cannot see yet: the text stands without a link
	Title string // stands for the text of a link without one, as in [](article:x)
	Lang  string // language of the target when it is not that of the text
}

// Image is a picture of the site. The text alone says what it shows.
type Image struct {
	Src, Srcset, Sizes string
	Width, Height      int // in pixels; 0 if unknown
}

// Input is all that a rendering depends on, besides the Options.
type Input struct {
	Source []byte
	// Links and Images have the targets of the references in Source, by the
	// reference as it is written there; see [References].
	Links  map[string]Link
	Images map[string]Image
	// Figures has the figures that Source names; nil if there are none.
	Figures Figures
	// IDPrefix goes before every id, for a page that holds several texts.
	IDPrefix string
}

// Heading is an entry of the table of contents.
type Heading struct {
	Level int    // 2 or 3
	ID    string // with the prefix
	HTML  template.HTML
}

// Problem is something that the author has to change.
type Problem struct {
	Offset    int // in bytes, from the beginning of the source
	Message   string
	Hint      string
	Reference string // the reference that leads nowhere, so that the caller may suggest another
}

// Result is a rendered text.
type Result struct {
	HTML     template.HTML
	Headings []Heading // those of level 2 and 3 that stand in no other block
	Problems []Problem // in the order of the source
}

// Renderer renders the texts of one language. Goroutines may share it.
type Renderer struct {
	parsers parsers
	typo    typography
	labels  Labels
	states  sync.Pool // of *rendering
}

// New returns a Renderer for a language.
func New(o Options) *Renderer {
	r := &Renderer{parsers: newParsers(), typo: newTypography(o), labels: o.Labels}
	r.states.New = func() any {
		return &rendering{
			writer: writer{typography: &r.typo},
			labels: &r.labels,
			ids:    map[string]int{},
		}
	}
	return r
}

// Render renders a text.
func (r *Renderer) Render(in Input) Result {
	in.Source = slices.Clip(in.Source)
	t := r.states.Get().(*rendering)
	t.start(in)
	t.blocks(r.parsers.text(in.Source))
	t.footnotes()
	t.checkAnchors()
	return r.finish(t)
}

// Inline renders the inlines of one paragraph, without a <p> around them. It is
// for the one-line texts of data files, so it knows no blocks, pictures or
// footnotes: figures stand without a note.
func (r *Renderer) Inline(in Input) (template.HTML, []Problem) {
	line := bytes.TrimLeft(in.Source, " \t\r\n")
	return r.inline(in, line, withoutMarkup(line))
}

// inline is Inline for a line of in.Source that begins with no space. One without
// markup needs no parser, which takes 5 µs.
func (r *Renderer) inline(in Input, line []byte, bare bool) (template.HTML, []Problem) {
	t := r.states.Get().(*rendering)
	skipped := len(in.Source) - len(line)
	in.Source = slices.Clip(line)
	t.start(in)
	t.skipped, t.line = skipped, true
	if bare {
		t.begin()
		t.text(line, 0, len(line), len(line), content)
		result := r.finish(t)
		return result.HTML, result.Problems
	}
	doc := r.parsers.line(t.in.Source)
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if len(t.dst) > 0 {
			t.problem(n.Pos(), "a second paragraph in a text that has room for one", "take out the empty line")
			t.str(" ")
		}
		t.leaf(n)
	}
	t.checkAnchors()
	result := r.finish(t)
	return result.HTML, result.Problems
}

// withoutMarkup reports whether no sign in a line can mean anything to a parser.
func withoutMarkup(line []byte) bool {
	for _, c := range line {
		if c < ' ' || signs[c] {
			return false
		}
	}
	return len(line) > 0 && line[len(line)-1] != ' ' && bareAddresses(line) == 0
}

// signs are those with which the inlines of a line begin.
var signs = [256]bool{'\\': true, '`': true, '*': true, '_': true, '[': true, ']': true, '!': true, '<': true, '>': true, '&': true, '~': true}

// Text returns a plain text, a title for instance, with its quotation marks,
// apostrophes, dashes and spaces as the language wants them. It is no HTML.
func (r *Renderer) Text(s string) string {
	if !r.typo.concerns(s) {
		return s
	}
	w := writer{typography: &r.typo, dst: make([]byte, 0, len(s)+16)}
	w.text([]byte(s), 0, len(s), len(s), plain)
	return string(w.dst)
}

// finish takes the result out of t and gives t back to the pool.
func (r *Renderer) finish(t *rendering) Result {
	slices.SortStableFunc(t.problems, func(a, b Problem) int { return a.Offset - b.Offset })
	result := Result{HTML: template.HTML(t.dst), Headings: t.headings, Problems: t.problems}
	t.reset()
	r.states.Put(t)
	return result
}

// rendering is the state of one call of Render.
type rendering struct {
	writer
	labels  *Labels
	in      Input
	skipped int // bytes of the caller's source before in.Source

	ids     map[string]int // ids in use, without the prefix, and the last number given to each
	anchors []anchor       // links within the text

	level    int  // of the last heading
	nesting  int  // of blocks around the current one
	inLink   bool // since a link may not hold another
	limit    int  // end of the block in the source
	rawTags  int  // raw HTML tags reported whose end tag has not come yet
	callouts int
	tables   int
	charts   int      // blocks of figures
	caption  ast.Node // for the next table

	line          bool // rather than a text: no notes
	inHeading     bool
	headingValues bool // whether the heading has figures
	chapter       int  // how many headings of the highest level came before

	noteList *footnoteList // of the author
	notes    []note        // by their numbers, which begin at 1
	numbers  []int         // of the author's notes, by those of the parser
	inNotes  bool          // no more text will come

	scratch, slug []byte // of a heading

	headings []Heading
	problems []Problem
}

// anchor is a link to an id of the same text.
type anchor struct {
	offset int
	id     string
}

func (t *rendering) start(in Input) {
	t.in, t.level = in, 1
}

// reset lets go of everything that belongs to the caller, and keeps the buffers.
func (t *rendering) reset() {
	clear(t.ids)
	clear(t.notes)
	*t = rendering{
		writer:  writer{typography: t.typography, dst: t.dst[:0]},
		labels:  t.labels,
		ids:     t.ids,
		anchors: t.anchors[:0],
		scratch: t.scratch,
		slug:    t.slug,
		notes:   t.notes[:0],
		numbers: t.numbers[:0],
	}
}

// problem records a problem. Offsets of the parser that lie outside of the
// source, as those of empty nodes do, are moved to its nearest end.
func (t *rendering) problem(offset int, message, hint string) {
	offset = t.skipped + min(max(offset, 0), len(t.in.Source))
	t.problems = append(t.problems, Problem{Offset: offset, Message: message, Hint: hint})
}
