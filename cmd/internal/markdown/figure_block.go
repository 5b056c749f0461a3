package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// figureBlock is a block of figures. Its lines are options, and no Markdown.
type figureBlock struct {
	ast.BaseBlock
	name   string
	words  text.Segment // after the name
	closed bool
}

// figureBlocks are the names of blocks of figures.
var figureBlocks = []string{"chart", "data", "card"}

var kindFigureBlock = ast.NewNodeKind("FigureBlock")

func (n *figureBlock) Kind() ast.NodeKind { return kindFigureBlock }

// IsRaw implements [ast.Node]: what is in the block is not parsed.
func (n *figureBlock) IsRaw() bool { return true }

func (n *figureBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// HasFigures reports whether a text may name figures or have blocks of them. It
// reads no Markdown, so it may also say so of what stands in code.
func HasFigures(source []byte) bool {
	return bytes.Contains(source, []byte(figureScheme)) || HasFigureBlock(source)
}

// HasFigureBlock reports, in the same way, whether it may have blocks of them.
func HasFigureBlock(source []byte) bool {
	for {
		_, rest, ok := bytes.Cut(source, []byte(":::"))
		if !ok {
			return false
		}
		source = bytes.TrimLeft(rest, ": \t")
		for _, name := range figureBlocks {
			if bytes.HasPrefix(source, []byte(name)) {
				return true
			}
		}
	}
}

// next takes a line of the block, or ends it.
func (n *figureBlock) next(r text.Reader) parser.State {
	line, segment := r.PeekLine()
	if indent, pos := util.IndentWidth(line, r.LineOffset()); indent <= 3 && pos < len(line) {
		if rest, ok := fence(line[pos:]); ok && len(rest) == 0 {
			r.AdvanceToEOL()
			n.closed = true
			return parser.Close
		}
	}
	n.Lines().Append(text.NewSegment(segment.Start, segment.Stop))
	r.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// figures writes a block of figures.
func (t *rendering) figures(n *figureBlock) {
	start := "::: " + n.name
	if !n.closed { // what it took for options may be the rest of the text
		t.problem(n.Pos(), "the block "+start+" does not end", "write ::: on a line of its own after its last line")
		return
	}
	words := n.words.Value(t.in.Source)
	ref, more, _ := bytes.Cut(words, []byte(" "))
	switch {
	case len(ref) == 0:
		t.problem(n.Pos(), start+" without the name of a figure", "write it after it: "+start+" name")
		return
	case len(bytes.TrimSpace(more)) > 0:
		t.problem(n.words.Start+len(ref)+1, fmt.Sprintf("%s takes one name, and here is more: %q", start, bytes.TrimSpace(more)),
			"write each option on a line of its own below, as in period: 2025")
	}
	if t.in.Figures == nil {
		t.problem(n.Pos(), "no figures can be shown here", "take the block out")
		return
	}
	t.charts++
	block := Block{Name: n.name, Ref: t.word(ref, n.words.Start), Options: t.options(n), ID: t.in.IDPrefix + "figure_" + strconv.Itoa(t.charts)}
	html, problems := t.in.Figures.Block(block)
	t.report(problems)
	t.str(string(html))
}

// options reads the lines "name: value" of a block.
func (t *rendering) options(n *figureBlock) []Option {
	var options []Option
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		b := t.in.Source[line.Start:line.Stop]
		colon := bytes.IndexByte(b, ':')
		name, value := t.trimmed(b, line.Start), Word{}
		if colon >= 0 {
			name, value = t.trimmed(b[:colon], line.Start), t.trimmed(b[colon+1:], line.Start+colon+1)
		}
		switch {
		case colon < 0 && name.Text == "":
		case name.Text == "" || value.Text == "":
			t.report([]Problem{{Offset: name.Offset, Message: "an option without " + without(name.Text != "" && colon >= 0), Hint: "write it as name: value"}})
		case slices.ContainsFunc(options, func(o Option) bool { return o.Name.Text == name.Text }):
			t.report([]Problem{{Offset: name.Offset, Message: fmt.Sprintf("the option %q is there twice", name.Text), Hint: "take one out"}})
		default:
			options = append(options, Option{name, value})
		}
	}
	return options
}

// without says what an option lacks.
func without(value bool) string {
	if value {
		return "value"
	}
	return "name and value"
}

// trimmed is what stands between the spaces in b, which begins at an offset.
func (t *rendering) trimmed(b []byte, offset int) Word {
	text := bytes.TrimLeft(b, " \t\r\n")
	return t.word(bytes.TrimRight(text, " \t\r\n"), offset+len(b)-len(text))
}
