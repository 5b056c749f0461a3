package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func (t *rendering) link(n *ast.Link) {
	empty := n.FirstChild() == nil
	dest, plainly := resolve(n.Destination)
	if figureRef(dest, empty) {
		t.figureValue(dest, plainly, n.Pos())
		return
	}
	fallback, ok := t.openLink(dest, plainly, n.Title, n.Pos(), empty)
	if empty && fallback == "" && ok {
		t.problem(n.Pos(), "a link without text", "write what it leads to between [ and ]")
	}
	outer := t.inLink
	t.inLink = t.inLink || ok
	if empty {
		t.title(fallback)
	} else {
		t.inlines(n)
	}
	t.inLink = outer
	if ok {
		t.str("</a>")
	}
}

// title writes the title of a target in place of the text of a link.
func (t *rendering) title(s string) {
	if s != "" {
		t.escaped(s, content)
		t.prev = object
	}
}

func (t *rendering) autoLink(n *ast.AutoLink) {
	address, label := n.URL(t.in.Source), n.Label(t.in.Source)
	switch {
	case n.AutoLinkType == ast.AutoLinkEmail:
		address = append([]byte("mailto:"), label...)
	case n.Protocol != nil: // www.example.org
		address = append([]byte("https://"), label...)
	}
	if figureRef(address, true) {
		t.figureValue(address, true, n.Pos())
		return
	}
	if t.inLink { // a link may not hold another
		t.dst = appendEscaped(t.dst, label, content)
		t.prev = object
		return
	}
	fallback, ok := t.openLink(address, true, nil, n.Pos(), true)
	if fallback != "" {
		t.title(fallback)
	} else {
		t.dst = appendEscaped(t.dst, label, content)
		t.prev = object
	}
	if ok {
		t.str("</a>")
	}
}

// openLink writes the opening tag of a link, or reports why there can be none.
// It returns the title of the target for a link without text.
func (t *rendering) openLink(dest []byte, plainly bool, title []byte, offset int, empty bool) (fallback string, ok bool) {
	attributes := ""
	var target Link
	switch kind := destinationKind(dest); kind {
	case internal:
		if target, ok = t.internalLink(dest, plainly, offset); !ok {
			return "", false
		}
		if target.URL == "" {
			return target.Title, false
		}
		t.str(`<a href="`)
		t.escaped(target.URL, attribute)
	case fragment:
		id := string(dest[1:])
		t.anchors = append(t.anchors, anchor{offset, id})
		t.str(`<a href="#`)
		t.escaped(t.in.IDPrefix+id, attribute)
	case web, contact:
		if kind == web {
			attributes = ` class="external" rel="external"`
		}
		t.str(`<a href="`)
		t.dst = appendEscaped(t.dst, util.URLEscape(dest, false), attribute)
	default:
		t.problem(offset, badDestination(kind, dest), kindHints[kind])
		return "", false
	}
	t.str(`"`)
	t.str(attributes)
	if target.Lang != "" {
		t.attribute("hreflang", target.Lang)
		if empty {
			t.attribute("lang", target.Lang)
		}
	}
	t.titleAttribute(title)
	t.str(">")
	return target.Title, true
}

func (t *rendering) attribute(name, value string) {
	t.str(" ")
	t.str(name)
	t.str(`="`)
	t.escaped(value, attribute)
	t.str(`"`)
}

func (t *rendering) titleAttribute(title []byte) {
	if len(title) > 0 {
		t.str(` title="`)
		t.aside(func() { t.markdown(title, attribute) })
		t.str(`"`)
	}
}

func (t *rendering) internalLink(dest []byte, plainly bool, offset int) (Link, bool) {
	target, ok := t.in.Links[string(dest)]
	if !plainly || !ok {
		t.lostReference(dest, plainly, offset, "a link to nothing")
		return Link{}, false
	}
	return target, true
}

// lostReference reports a reference that is in neither of the maps. If it is not
// even one that References finds, the caller cannot have looked for it.
func (t *rendering) lostReference(dest []byte, plainly bool, offset int, message string) {
	if !plainly || !slices.Contains(References(t.in.Source), string(dest)) {
		t.problem(offset, fmt.Sprintf("the address %q is written in a roundabout way", dest), "write the link plainly, on one line, without backslashes and entities")
		return
	}
	t.problem(offset, fmt.Sprintf("%s: %q", message, dest), "")
	t.problems[len(t.problems)-1].Reference = string(dest)
}

// image writes a picture within a line.
func (t *rendering) image(n *ast.Image) {
	t.img(n, n.Title)
	t.prev = object
}

// figure writes a picture that is a paragraph of its own, with its title as caption.
func (t *rendering) figure(n *ast.Image) {
	t.begin()
	t.limit = len(t.in.Source)
	t.str("<figure>")
	t.img(n, nil)
	if len(n.Title) > 0 {
		t.str("<figcaption>")
		t.begin()
		t.markdown(n.Title, content)
		t.str("</figcaption>")
	}
	t.str("</figure>")
}

func (t *rendering) img(n *ast.Image, title []byte) {
	dest, plainly := resolve(n.Destination)
	kind := destinationKind(dest)
	if kind != internal {
		message, hint := badDestination(kind, dest), kindHints[kind]
		if kind == web || kind == contact || kind == fragment {
			message, hint = fmt.Sprintf("a picture from elsewhere: %q", dest), "put the picture beside the text, and write its file name"
		}
		t.problem(n.Pos(), message, hint)
		return
	}
	image, ok := t.in.Images[string(dest)]
	if !plainly || !ok {
		t.lostReference(dest, plainly, n.Pos(), "no such picture")
		return
	}
	t.str("<img")
	t.attribute("src", image.Src)
	if image.Srcset != "" {
		t.attribute("srcset", image.Srcset)
	}
	if image.Sizes != "" {
		t.attribute("sizes", image.Sizes)
	}
	if image.Width > 0 && image.Height > 0 {
		t.str(` width="`)
		t.number(image.Width)
		t.str(`" height="`)
		t.number(image.Height)
		t.str(`"`)
	}
	t.alt(n)
	t.titleAttribute(title)
	t.str(` loading="lazy">`)
}

// decorative is the description of a picture that adds nothing to the text.
const decorative = "-"

// alt writes what a picture shows.
func (t *rendering) alt(n *ast.Image) {
	t.str(` alt="`)
	start := len(t.dst)
	t.aside(func() {
		t.limit = len(t.in.Source)
		t.plainText(n)
	})
	switch strings.TrimSpace(string(t.dst[start:])) {
	case decorative:
		t.dst = t.dst[:start]
	case "":
		t.problem(n.Pos(), "a picture without description", "write what it shows, as in ![Bridge at dawn](bridge.jpg), or ![-](…) if it only decorates")
	}
	t.str(`"`)
}

// plainText writes the text in n without any element, for an attribute.
func (t *rendering) plainText(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				t.dst = appendEscaped(t.dst, c.Segment.Value(t.in.Source), attribute)
				t.prev = object
			} else {
				t.text(t.in.Source, c.Segment.Start, c.Segment.Stop, max(t.limit, c.Segment.Stop), attribute)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				t.str(" ")
				t.prev = ' '
			}
		case *ast.RawHTML:
			t.rawHTML(c.Pos(), c.Segments.Value(t.in.Source))
		case *ast.AutoLink:
			t.dst = appendEscaped(t.dst, c.Label(t.in.Source), attribute)
			t.prev = object
		case *value:
			t.escaped(t.figureOf(c.ref.Value(t.in.Source), true, c.Pos()).Text, attribute)
			t.prev = object
		default:
			t.plainText(c)
		}
	}
}

// checkAnchors reports the links to headings that the text has not.
func (t *rendering) checkAnchors() {
	for _, a := range t.anchors {
		if _, ok := t.ids[a.id]; ok {
			continue
		}
		hint := "the text has no headings"
		if len(t.headings) > 0 {
			ids := make([]string, len(t.headings))
			for i, h := range t.headings {
				ids[i] = "#" + strings.TrimPrefix(h.ID, t.in.IDPrefix)
			}
			hint = "the headings are " + strings.Join(ids[:min(len(ids), 12)], ", ")
		}
		t.problem(a.offset, fmt.Sprintf("no heading here has the address %q", "#"+a.id), hint)
	}
}

// resolve returns a destination as a browser would see it, and whether that is
// how it was written.
func resolve(dest []byte) (resolved []byte, plainly bool) {
	if bytes.IndexByte(dest, '\\') < 0 && bytes.IndexByte(dest, '&') < 0 {
		return dest, true
	}
	resolved = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(dest)))
	return resolved, bytes.Equal(dest, resolved) && bytes.IndexByte(dest, '\\') < 0
}
