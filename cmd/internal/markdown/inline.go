package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
)

// object is the character that stands for code or a picture when the signs
// beside it ask what they are next to.
const object = '\uFFFC'

// inlines writes the inlines in n.
func (t *rendering) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.inline(c)
	}
}

func (t *rendering) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		t.textNode(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			t.wrapInlines("strong", n)
		} else {
			t.wrapInlines("em", n)
		}
	case *strikethrough:
		t.wrapInlines("del", n)
	case *ast.CodeSpan:
		t.codeSpan(n)
	case *ast.Link:
		t.link(n)
	case *ast.AutoLink:
		t.autoLink(n)
	case *ast.Image:
		t.image(n)
	case *ast.RawHTML:
		t.rawHTML(n.Pos(), n.Segments.Value(t.in.Source))
	case *taskCheckBox:
		t.checkBox(n.IsChecked)
	case *value:
		t.figureValue(n.ref.Value(t.in.Source), true, n.Pos())
	case *footnoteLink:
		t.footnoteLink(n)
	case *footnoteBacklink:
		t.footnoteBacklink(n)
	default:
		panic("markdown: no rule for the inline " + n.Kind().String())
	}
}

func (t *rendering) wrapInlines(tag string, n ast.Node) {
	t.tag("<", tag)
	t.inlines(n)
	t.tag("</", tag)
}

func (t *rendering) textNode(n *ast.Text) {
	start, stop := n.Segment.Start, n.Segment.Stop
	src := t.in.Source
	if stop > start {
		if b := src[start:stop]; bytes.IndexByte(b, '[') >= 0 || bytes.IndexByte(b, ']') >= 0 {
			t.brackets(start, stop)
		}
		t.text(src, start, stop, max(t.limit, stop), content)
	}
	switch {
	case n.HardLineBreak():
		t.str("<br>")
		t.prev = 0
	case n.SoftLineBreak() && t.prev != '«':
		t.str("\n")
		t.prev = '\n'
	}
}

// brackets reports what the parser took for text, though its author surely
// meant a footnote or a link.
func (t *rendering) brackets(start, stop int) {
	src := t.in.Source
	for i := start; i < stop && i+1 < len(src); i++ {
		if i > 0 && src[i-1] == '\\' {
			continue
		}
		switch two := string(src[i : i+2]); {
		case two == "[^":
			label, _, ok := bytes.Cut(src[i:max(t.limit, stop)], []byte("]"))
			if ok && len(label) > 2 && !bytes.ContainsAny(label, " \n") {
				t.problem(i, fmt.Sprintf("the footnote %s] has no text", label), fmt.Sprintf("write %s]: and its text on a line of its own", label))
			}
		case two == "](":
			t.problem(i, "a link that is not written right", "write an address with spaces as [text](<the address>), and no link in a link")
		case two == "][" && !bytes.HasPrefix(src[i+2:], []byte("^")):
			t.problem(i, "a link to an address that the text does not define", "write [text](address), or [text][name] and a line [name]: address")
		}
	}
}

func (t *rendering) codeSpan(n *ast.CodeSpan) {
	t.str("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b := c.(*ast.Text).Segment.Value(t.in.Source)
		line, ok := bytes.CutSuffix(b, []byte("\n"))
		t.dst = appendEscaped(t.dst, line, content)
		if ok {
			t.str(" ")
		}
	}
	t.str("</code>")
	t.prev = object
}

// markdown writes a text that is no node, a title for instance.
func (t *rendering) markdown(b []byte, m mode) {
	t.text(b, 0, len(b), len(b), m)
}

// aside writes a text that is not part of the line around it.
func (t *rendering) aside(write func()) {
	prev, depth, limit := t.prev, t.depth, t.limit
	t.begin()
	write()
	t.prev, t.depth, t.limit = prev, depth, limit
}

// hints are for the tags that authors are most likely to write.
var hints = map[string]string{
	"a":      "write [text](address)",
	"b":      "write **text**",
	"br":     "end the line with a backslash",
	"div":    "write a block: ::: note",
	"em":     "write *text*",
	"i":      "write *text*",
	"img":    "write ![description](picture.jpg)",
	"strong": "write **text**",
	"table":  "write the table with | between its cells",
}

// rawHTML reports a tag. Its end tag is reported only if it is alone, so that
// there is one problem for each element.
func (t *rendering) rawHTML(offset int, source []byte) {
	if bytes.HasPrefix(source, []byte("<!--")) {
		return
	}
	if bytes.HasPrefix(source, []byte("</")) && t.rawTags > 0 {
		t.rawTags--
		return
	}
	name := bytes.TrimLeft(source, "</")
	if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	if !bytes.Contains(source, []byte("</")) {
		t.rawTags++
	}
	hint := hints[string(bytes.ToLower(name))]
	if hint == "" {
		hint = `use Markdown, or a block as in ::: note; to show the sign itself write \<`
	}
	t.problem(offset, "HTML in the text: <"+string(name)+">", hint)
}

// checkBox writes the state of a task as a sign with a name. A form control
// that does nothing and has no label would only confuse.
func (t *rendering) checkBox(checked bool) {
	sign, label := "☐", t.labels.Todo
	if checked {
		sign, label = "☑", t.labels.Done
	}
	t.str(`<span class="task"`)
	if label != "" {
		t.str(` role="img" aria-label="`)
		t.escaped(label, attribute)
		t.str(`"`)
	}
	t.str(">")
	t.str(sign)
	t.str("</span> ")
}

// id writes the id of something that is no heading, its number if it has one,
// and a quote after it. The _ in every name keeps it apart from those of headings.
func (t *rendering) id(before, name string, n int) {
	t.str(before)
	t.escaped(t.in.IDPrefix, attribute)
	t.str(name)
	if n > 0 {
		t.number(n)
	}
	t.str(`"`)
}
