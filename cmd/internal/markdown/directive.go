package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// directive is a block between ::: name and :::. Its first child is a title if
// words follow the name.
type directive struct {
	ast.BaseBlock
	name   string
	closed bool
}

// title is the words after the name of a directive. It holds inlines.
type title struct{ ast.BaseBlock }

// strayFence is a ::: that ends nothing.
type strayFence struct{ ast.BaseBlock }

var (
	kindDirective  = ast.NewNodeKind("Directive")
	kindTitle      = ast.NewNodeKind("DirectiveTitle")
	kindStrayFence = ast.NewNodeKind("StrayFence")
)

func (n *directive) Kind() ast.NodeKind  { return kindDirective }
func (n *title) Kind() ast.NodeKind      { return kindTitle }
func (n *strayFence) Kind() ast.NodeKind { return kindStrayFence }

func (n *directive) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (n *title) Dump(source []byte, level int)     { ast.DumpHelper(n, source, level, nil, nil) }
func (n *strayFence) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, nil, nil)
}

// directiveParser parses directives. A ::: ends the innermost one that is open;
// how many colons there are beyond three does not matter.
type directiveParser struct{}

func (directiveParser) Trigger() []byte             { return []byte{':'} }
func (directiveParser) CanInterruptParagraph() bool { return true }
func (directiveParser) CanAcceptIndentedLine() bool { return false }

func (directiveParser) Close(ast.Node, text.Reader, parser.Context) {}

func (directiveParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	rest, ok := fence(line[max(pc.BlockOffset(), 0):])
	if !ok {
		return nil, parser.NoChildren
	}
	r.AdvanceToEOL()
	if len(rest) == 0 {
		return &strayFence{}, parser.NoChildren
	}
	name := rest[:len(rest)-len(bytes.TrimLeftFunc(rest, func(r rune) bool { return r != ' ' && r != '\t' }))]
	words := util.TrimLeftSpace(rest[len(name):])
	// fence cut the end of the line off, and Stop is after it.
	stop := segment.Stop - (len(line) - len(util.TrimRightSpace(line)))
	if slices.Contains(figureBlocks, string(name)) {
		return &figureBlock{name: string(name), words: text.NewSegment(stop-len(words), stop)}, parser.NoChildren
	}
	n := &directive{name: string(name)}
	if len(words) > 0 {
		t := &title{}
		t.SetPos(stop - len(words))
		t.Lines().Append(text.NewSegment(stop-len(words), stop))
		n.AppendChild(n, t)
	}
	return n, parser.HasChildren
}

func (directiveParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	if n, ok := node.(*figureBlock); ok {
		return n.next(r)
	}
	n, ok := node.(*directive)
	if !ok { // a stray fence
		return parser.Close
	}
	line, _ := r.PeekLine()
	indent, pos := util.IndentWidth(line, r.LineOffset())
	if indent > 3 || pos >= len(line) {
		return parser.Continue | parser.HasChildren
	}
	rest, ok := fence(line[pos:])
	if !ok || len(rest) > 0 || belongsInside(n, pc) {
		return parser.Continue | parser.HasChildren
	}
	r.AdvanceToEOL()
	n.closed = true
	return parser.Close
}

// belongsInside reports whether a ::: is not the end of n, since it is a line of
// code, or the end of another directive that was opened in n.
func belongsInside(n ast.Node, pc parser.Context) bool {
	if last := pc.LastOpenedBlock().Node; last != nil && last.IsRaw() {
		return true
	}
	blocks := pc.OpenedBlocks()
	for i, b := range blocks {
		if b.Node == n && i+1 < len(blocks) {
			_, ok := blocks[i+1].Node.(*directive)
			return ok
		}
	}
	return false
}

// fence reports whether a line begins with at least three colons, and returns
// what comes after them without the spaces around it.
func fence(line []byte) (rest []byte, ok bool) {
	rest = bytes.TrimLeft(line, ":")
	if len(line)-len(rest) < 3 {
		return nil, false
	}
	return bytes.TrimSpace(rest), true
}

// directiveNames is what a hint offers for an unknown name.
var directiveNames = append([]string{"note", "important", "table"}, figureBlocks...)

func (t *rendering) directive(n *directive) {
	if !n.closed {
		t.problem(n.Pos(), "the block ::: "+n.name+" does not end", "write ::: on a line of its own after its last line")
	}
	switch n.name {
	case "note":
		t.callout(n, t.labels.Note)
	case "important":
		t.callout(n, t.labels.Important)
	case "table":
		t.captioned(n)
	default:
		t.problem(n.Pos(), `unknown block "`+n.name+`"`, "the blocks are "+strings.Join(directiveNames, ", "))
		t.blocks(n)
	}
}

// callout writes a block that stands apart from the text around it.
func (t *rendering) callout(n *directive, label string) {
	heading, _ := n.FirstChild().(*title)
	named := heading != nil || label != ""
	t.str(`<aside class="callout callout-`)
	t.str(n.name)
	t.str(`"`)
	if named {
		t.callouts++
		t.id(` aria-labelledby="`, "callout_", t.callouts)
		t.id(`><p class="callout-title" id="`, "callout_", t.callouts)
		t.str(">")
		if heading != nil {
			t.leaf(heading)
		} else {
			t.escaped(label, content)
		}
		t.str("</p>")
	} else {
		t.str(">")
	}
	t.blocks(n)
	t.str("</aside>")
}

// captioned writes a table with its caption.
func (t *rendering) captioned(n *directive) {
	heading, _ := n.FirstChild().(*title)
	if heading == nil {
		t.problem(n.Pos(), "a table block without a caption", "say what the table shows: ::: table Caption")
	} else {
		t.caption = heading
	}
	tables, others := 0, 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.(type) {
		case *title:
		case *table:
			tables++
		default:
			others++
		}
	}
	if tables != 1 || others > 0 {
		t.problem(n.Pos(), "a table block holds one table and nothing else", "put the other text before or after it")
	}
	t.blocks(n)
	t.caption = nil
}
