package markdown

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// heading writes a heading with its id. The title of the page is its only <h1>,
// and a level may be left out only on the way back up.
func (t *rendering) heading(n *ast.Heading) {
	switch {
	case n.Level == 1:
		t.problem(n.Pos(), "a heading of the first level in the text", "begin with ##; the title of the page is the first level")
	case n.Level > t.level+1:
		level := strconv.Itoa(t.level + 1)
		t.problem(n.Pos(), "a heading of level "+strconv.Itoa(n.Level)+" without one of level "+level+" before it", "write "+strings.Repeat("#", t.level+1))
	}
	t.level = n.Level
	if n.Level <= 2 {
		t.chapter++
	}
	explicit := t.explicitID(n)

	// The id comes before the text from which it is made, so the text is
	// written first, and then moved.
	start := len(t.dst)
	t.inHeading = true
	t.leaf(n)
	t.inHeading = false
	t.scratch = append(t.scratch[:0], t.dst[start:]...)
	t.dst = t.dst[:start]
	html, bare := t.scratch, withoutLinks(t.scratch)
	if len(html) == 0 {
		t.problem(n.Pos(), "an empty heading", "give it a text, or take it out")
	}
	id := explicit
	words := bare
	if t.headingValues { // an address should not change with a figure
		html, bare, words, t.headingValues = withValues(html), withValues(bare), withoutValues(bare), false
	}
	if id == "" {
		id = t.uniqueID(words)
	}
	t.writeHeading(n.Level, id, html, bare)
	if t.nesting == 1 && (n.Level == 2 || n.Level == 3) {
		t.headings = append(t.headings, Heading{n.Level, t.in.IDPrefix + id, template.HTML(bare)})
	}
}

func (t *rendering) writeHeading(level int, id string, html, bare []byte) {
	digit := "0123456"[level : level+1]
	linked := t.labels.Anchor != "" && (level == 2 || level == 3)
	if linked {
		t.str(`<div class="heading">`)
	}
	t.str("<h")
	t.str(digit)
	t.attribute("id", t.in.IDPrefix+id)
	t.str(">")
	t.dst = append(t.dst, html...)
	t.str("</h")
	t.str(digit)
	t.str(">")
	if linked {
		t.str(`<a class="anchor"`)
		t.attribute("href", "#"+t.in.IDPrefix+id)
		t.str(` aria-label="`)
		t.escaped(t.labels.Anchor, attribute)
		t.str(" ")
		t.dst = appendVisible(t.dst, bare)
		t.str(`">#</a></div>`)
	}
}

// explicitID takes an id in braces off the end of a heading: ## Title {#id}.
func (t *rendering) explicitID(n *ast.Heading) string {
	last, ok := n.LastChild().(*ast.Text)
	if !ok {
		return ""
	}
	value, ok := bytes.CutSuffix(last.Segment.Value(t.in.Source), []byte("}"))
	brace := bytes.LastIndex(value, []byte("{#"))
	if !ok || brace < 0 {
		return ""
	}
	id := string(value[brace+2:])
	offset := last.Segment.Start + brace
	last.Segment.Stop = last.Segment.Start + len(bytes.TrimRight(value[:brace], " \t"))
	_, taken := t.ids[id]
	switch {
	case id == "" || strings.Trim(id, small+digits+"-") != "":
		t.problem(offset, "the id {#"+id+"} has other signs than a-z, 0-9 and -", "write it like {#next-steps}")
		return ""
	case taken:
		t.problem(offset, "the id {#"+id+"} is taken by a heading above", "choose another one")
		return ""
	}
	t.ids[id] = 1
	return id
}

// uniqueID returns an id made of the text of a heading, with a number if
// another heading has the same.
func (t *rendering) uniqueID(bare []byte) string {
	t.slug = appendSlug(t.slug[:0], bare)
	if len(t.slug) == 0 {
		t.slug = append(t.slug, "section"...)
	}
	n, taken := t.ids[string(t.slug)]
	if !taken {
		id := string(t.slug)
		t.ids[id] = 1
		return id
	}
	base := string(t.slug)
	for n++; ; n++ {
		id := base + "-" + strconv.Itoa(n)
		if _, taken := t.ids[id]; !taken {
			t.ids[id], t.ids[base] = 1, n
			return id
		}
	}
}

// withoutLinks returns the HTML of a heading for a table of contents, where it
// stands in a link itself: without links, pictures and marks of footnotes.
func withoutLinks(html []byte) []byte {
	if !bytes.Contains(html, []byte("<a")) && !bytes.Contains(html, []byte("<img")) {
		return html
	}
	var b []byte
	for len(html) > 0 {
		text, rest, ok := bytes.Cut(html, []byte("<"))
		b = append(b, text...)
		if !ok {
			break
		}
		tag, rest, _ := bytes.Cut(rest, []byte(">"))
		switch name, _, _ := bytes.Cut(tag, []byte(" ")); string(name) {
		case "a", "/a", "img":
		case "sup":
			_, rest, _ = bytes.Cut(rest, []byte("</sup>"))
		default:
			b = append(b, '<')
			b = append(b, tag...)
			b = append(b, '>')
		}
		html = rest
	}
	return b
}

// appendVisible appends the text of HTML, still escaped, to an attribute.
func appendVisible(dst, html []byte) []byte {
	for i := 0; i < len(html); i++ {
		switch c := html[i]; c {
		case '<':
			i += bytes.IndexByte(html[i:], '>')
		case '"':
			dst = append(dst, "&quot;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// appendSlug appends the words of HTML in small letters, without accents, and
// with hyphens between them: "L'œuvre d'été" is l-oeuvre-d-ete. Every sign that
// is no Latin letter and no digit parts words.
func appendSlug(dst, html []byte) []byte {
	start := len(dst)
	hyphen := false
	for i := 0; i < len(html); {
		c := html[i]
		letters, size := "", 1
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			letters = small[c|0x20-'a':][:1]
		case '0' <= c && c <= '9':
			letters = digits[c-'0':][:1]
		case c == '<': // a tag may stand within a word
			i += bytes.IndexByte(html[i:], '>') + 1
			continue
		case c == '&':
			size += bytes.IndexByte(html[i:], ';')
		case c >= utf8.RuneSelf:
			var r rune
			r, size = utf8.DecodeRune(html[i:])
			if 0x300 <= r && r < 0x370 { // an accent of its own
				i += size
				continue
			}
			letters = fold(r)
		}
		i += size
		if letters == "" {
			hyphen = true
			continue
		}
		if hyphen && len(dst) > start {
			dst = append(dst, '-')
		}
		hyphen = false
		dst = append(dst, letters...)
	}
	return dst
}

const (
	small  = "abcdefghijklmnopqrstuvwxyz"
	digits = "0123456789"
)

// folded are the letters from U+00C0 to U+017F without their accents.
const folded = "aaaaaa*ceeeeiiiidnooooo_ouuuuy**aaaaaa*ceeeeiiiidnooooo_ouuuuy*y" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllllllln" +
	"nnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// fold returns a letter without its accents, or "" for what is no Latin letter.
func fold(r rune) string {
	switch r {
	case 'Æ', 'æ':
		return "ae"
	case 'Œ', 'œ':
		return "oe"
	case 'Ĳ', 'ĳ':
		return "ij"
	case 'ß':
		return "ss"
	case 'Þ', 'þ':
		return "th"
	}
	if i := int(r - 0xC0); i >= 0 && i < len(folded) && folded[i] != '_' {
		return folded[i : i+1]
	}
	return ""
}
