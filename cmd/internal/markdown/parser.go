package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The nodes of goldmark's extensions, by names that fit beside our own.
type (
	table            = extast.Table
	tableCell        = extast.TableCell
	strikethrough    = extast.Strikethrough
	taskCheckBox     = extast.TaskCheckBox
	definitionList   = extast.DefinitionList
	definitionTerm   = extast.DefinitionTerm
	definition       = extast.DefinitionDescription
	footnote         = extast.Footnote
	footnoteList     = extast.FootnoteList
	footnoteLink     = extast.FootnoteLink
	footnoteBacklink = extast.FootnoteBacklink
)

// parsers are the parsers of whole texts and of single lines. Of each there are
// two, since looking for bare addresses costs a quarter of the time of parsing,
// and most texts have none.
type parsers struct {
	texts [2]parser.Parser
	lines [2]parser.Parser
}

func newParsers() parsers {
	return parsers{
		texts: [2]parser.Parser{newTextParser(), newTextParser(linkify())},
		lines: [2]parser.Parser{newLineParser(), newLineParser(linkify())},
	}
}

func (p *parsers) text(source []byte) ast.Node {
	return p.texts[bareAddresses(source)].Parse(text.NewReader(source))
}

func (p *parsers) line(source []byte) ast.Node {
	return p.lines[bareAddresses(source)].Parse(text.NewReader(source))
}

// bareAddresses returns 1 if source may hold an address that is to become a
// link without any markup, and else 0.
func bareAddresses(source []byte) int {
	if bytes.IndexByte(source, '@') >= 0 ||
		bytes.Contains(source, []byte("://")) || bytes.Contains(source, []byte("www.")) {
		return 1
	}
	return 0
}

func linkify() util.PrioritizedValue {
	return util.Prioritized(extension.NewLinkifyParser(
		extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})), 999)
}

func newTextParser(more ...util.PrioritizedValue) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithBlockParsers(
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(directiveParser{}, 650),
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
		),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(extension.NewFootnoteParser(), 101),
		),
		parser.WithInlineParsers(more...),
		parser.WithParagraphTransformers(
			util.Prioritized(definitions{}, 100),
			util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			// Before the footnotes' own, which drops those without a reference.
			util.Prioritized(lostFootnotes{}, 900),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

func newLineParser(more ...util.PrioritizedValue) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(anyLine{parser.NewParagraphParser()}, 1000)),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithInlineParsers(more...),
	)
}

// anyLine makes a paragraph of an indented line too, which without the parser
// for code would otherwise be lost.
type anyLine struct{ parser.BlockParser }

func (anyLine) CanAcceptIndentedLine() bool { return true }

func inlineParsers() []util.PrioritizedValue {
	return append(parser.DefaultInlineParsers(),
		util.Prioritized(valueParser{}, 100), // before those of links and of footnotes
		util.Prioritized(extension.NewStrikethroughParser(), 500))
}

// definitions finds link reference definitions. Goldmark's own transformer makes
// a reader for every paragraph, though only a [ at its beginning can open one.
type definitions struct{}

func (definitions) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	if b := paragraphSource(p, r); len(b) > 0 && b[0] == '[' {
		parser.LinkReferenceParagraphTransformer.Transform(p, r, pc)
	}
}

// tables finds tables. Without a | there is none to an author, while goldmark
// would look at every line, and take the two lines "a" and "-:" for one.
type tables struct{ parser.ParagraphTransformer }

func (t tables) Transform(p *ast.Paragraph, r text.Reader, pc parser.Context) {
	if bytes.IndexByte(paragraphSource(p, r), '|') >= 0 {
		t.ParagraphTransformer.Transform(p, r, pc)
	}
}

// paragraphSource returns the source from the first line of p, without the
// spaces before it, to the last one.
func paragraphSource(p *ast.Paragraph, r text.Reader) []byte {
	lines := p.Lines()
	if lines.Len() == 0 {
		return nil
	}
	return bytes.TrimLeft(r.Source()[lines.At(0).Start:lines.At(lines.Len()-1).Stop], " \t\r\n")
}

// lostFootnote stands for the text of a footnote to which nothing refers.
type lostFootnote struct {
	ast.BaseBlock
	label []byte
}

var kindLostFootnote = ast.NewNodeKind("LostFootnote")

func (n *lostFootnote) Kind() ast.NodeKind { return kindLostFootnote }

func (n *lostFootnote) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// lostFootnotes adds a lostFootnote to the document for each of them.
type lostFootnotes struct{}

func (lostFootnotes) Transform(doc *ast.Document, r text.Reader, _ parser.Context) {
	if !bytes.Contains(r.Source(), []byte("[^")) {
		return
	}
	list := footnotes(doc)
	if list == nil {
		return
	}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		if f, ok := n.(*footnote); ok && f.Index < 0 {
			lost := &lostFootnote{label: f.Ref}
			lost.SetPos(f.Pos())
			doc.AppendChild(doc, lost)
		}
	}
}

// footnotes returns the list of footnotes in n, which the parser leaves where
// the first of them was.
func footnotes(n ast.Node) *footnoteList {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if list, ok := c.(*footnoteList); ok {
			return list
		}
		if c.Type() == ast.TypeBlock {
			if list := footnotes(c); list != nil {
				return list
			}
		}
	}
	return nil
}
