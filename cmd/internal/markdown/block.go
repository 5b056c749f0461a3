package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// blocks writes the blocks in n, with nothing between them.
func (t *rendering) blocks(n ast.Node) {
	t.nesting++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.block(c)
	}
	t.nesting--
}

func (t *rendering) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		t.paragraph(n)
	case *ast.TextBlock:
		t.textBlock(n)
	case *ast.Heading:
		t.heading(n)
	case *ast.List:
		t.list(n)
	case *ast.ListItem:
		t.wrap("li", n)
	case *ast.Blockquote:
		t.wrap("blockquote", n)
	case *ast.CodeBlock:
		t.code(n, nil)
	case *ast.FencedCodeBlock:
		t.code(n, n.Language(t.in.Source))
	case *ast.ThematicBreak:
		t.str("<hr>")
	case *ast.HTMLBlock:
		t.htmlBlock(n)
	case *table:
		t.table(n)
	case *definitionList:
		t.wrap("dl", n)
	case *definitionTerm:
		t.wrapLeaf("dt", n)
	case *definition:
		t.wrap("dd", n)
	case *footnoteList: // written at the end, when all marks are known
		t.noteList = n
	case *directive:
		t.directive(n)
	case *figureBlock:
		t.figures(n)
	case *lostFootnote:
		t.problem(n.Pos(), fmt.Sprintf("nothing refers to the footnote [^%s]", n.label), "write its mark into the text, or take it out")
	case *strayFence:
		t.problem(n.Pos(), "::: ends no block", "write a name after it to begin one, as in ::: note")
	case *ast.LinkReferenceDefinition, *title: // written where they are used
	default:
		panic("markdown: no rule for the block " + n.Kind().String())
	}
}

// wrap writes an element that holds blocks.
func (t *rendering) wrap(tag string, n ast.Node) {
	t.tag("<", tag)
	t.blocks(n)
	t.tag("</", tag)
}

// wrapLeaf writes an element that holds inlines.
func (t *rendering) wrapLeaf(tag string, n ast.Node) {
	t.tag("<", tag)
	t.leaf(n)
	t.tag("</", tag)
}

func (t *rendering) tag(open, name string) {
	t.str(open)
	t.str(name)
	t.str(">")
}

// leaf writes the inlines of a block.
func (t *rendering) leaf(n ast.Node) {
	t.begin()
	t.limit = len(t.in.Source)
	if lines := n.Lines(); lines.Len() > 0 {
		t.limit = lines.At(lines.Len() - 1).Stop
	}
	t.inlines(n)
}

func (t *rendering) paragraph(n *ast.Paragraph) {
	if image, ok := n.FirstChild().(*ast.Image); ok && image.NextSibling() == nil {
		t.figure(image)
		return
	}
	t.wrapLeaf("p", n)
}

// textBlock writes a paragraph of a tight list, which has no element of its own
// unless there is another paragraph that it must be told from.
func (t *rendering) textBlock(n *ast.TextBlock) {
	if isProse(n.PreviousSibling()) || isProse(n.NextSibling()) {
		t.wrapLeaf("p", n)
		return
	}
	t.leaf(n)
}

func isProse(n ast.Node) bool {
	switch n.(type) {
	case *ast.TextBlock, *ast.Paragraph:
		return true
	}
	return false
}

func (t *rendering) list(n *ast.List) {
	if !n.IsOrdered() {
		t.wrap("ul", n)
		return
	}
	t.str("<ol")
	if n.Start != 1 {
		t.str(` start="`)
		t.number(n.Start)
		t.str(`"`)
	}
	t.str(">")
	t.blocks(n)
	t.str("</ol>")
}

// code writes a block of code. It takes the focus, so that a long line can be
// scrolled to with the keyboard.
func (t *rendering) code(n ast.Node, language []byte) {
	t.str(`<pre tabindex="0"><code`)
	if len(language) > 0 {
		language, _ = resolve(language)
		t.attribute("class", "language-"+string(language))
	}
	t.str(">")
	for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
		t.codeLine(line)
	}
	t.str("</code></pre>")
}

func (t *rendering) codeLine(line text.Segment) {
	for range line.Padding {
		t.str(" ")
	}
	b := t.in.Source[line.Start:line.Stop]
	t.dst = appendEscaped(t.dst, b, content)
	if line.ForceNewline && len(b) > 0 && b[len(b)-1] != '\n' {
		t.str("\n")
	}
}

// htmlBlock reports HTML, and leaves out a comment with nothing after it.
func (t *rendering) htmlBlock(n *ast.HTMLBlock) {
	source := n.Lines().Value(t.in.Source)
	if n.HasClosure() {
		source = append(bytes.Clone(source), n.ClosureLine.Value(t.in.Source)...)
	}
	if n.HTMLBlockType == ast.HTMLBlockType2 {
		_, rest, ended := bytes.Cut(source, []byte("-->"))
		switch {
		case !ended:
			t.problem(n.Pos(), "a comment that does not end", "write --> after it")
		case len(bytes.TrimSpace(rest)) > 0:
			t.problem(n.Pos(), "text on the last line of a comment", "begin a new line after -->")
		}
		return
	}
	t.rawHTML(n.Pos(), source)
}

// table writes a table in a region that scrolls when the table is wider than
// the screen. The region takes the focus, and therefore needs a name.
func (t *rendering) table(n *table) {
	t.tables++
	caption := t.caption
	t.caption = nil
	t.str(`<section class="table" tabindex="0"`)
	switch {
	case caption != nil:
		t.id(` aria-labelledby="`, "table_", t.tables)
	case t.labels.Table != "":
		t.str(` aria-label="`)
		t.escaped(t.labels.Table, attribute)
		t.str(" ")
		t.number(t.tables)
		t.str(`"`)
	}
	t.str("><table>")
	if caption != nil {
		t.id(`<caption id="`, "table_", t.tables)
		t.str(">")
		t.leaf(caption)
		t.str("</caption>")
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		t.row(row, n)
	}
	t.str("</table></section>")
}

func (t *rendering) row(row ast.Node, n *table) {
	first := row == n.FirstChild()
	switch {
	case first:
		t.str("<thead>")
	case row.PreviousSibling() == n.FirstChild():
		t.str("<tbody>")
	}
	t.str("<tr>")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		t.cell(c.(*tableCell), first)
	}
	t.str("</tr>")
	switch {
	case first:
		t.str("</thead>")
	case row.NextSibling() == nil:
		t.str("</tbody>")
	}
}

// alignments are classes, since a policy against inline styles would ignore them.
var alignments = [...]string{"", ` class="align-left"`, ` class="align-right"`, ` class="align-center"`, ""}

// cell writes a cell. An empty one in the header is no header of anything.
func (t *rendering) cell(n *tableCell, header bool) {
	tag := "td"
	if header = header && n.FirstChild() != nil; header {
		tag = "th"
	}
	t.str("<")
	t.str(tag)
	if header {
		t.str(` scope="col"`)
	}
	t.str(alignments[n.Alignment])
	t.str(">")
	t.leaf(n)
	t.tag("</", tag)
}
