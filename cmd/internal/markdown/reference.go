package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/util"
)

// References returns the internal references of a text, sorted and without
// repeats: all that [Renderer.Render] and [Renderer.Inline] may look up in Links
// or Images. It reads no Markdown, so it also returns what stands in code. What
// it misses (an address written with escapes, or spread over the lines of a
// quotation) is a problem when the text is rendered.
func References(source []byte) []string {
	var found []string
	add := func(dest []byte) {
		if destinationKind(dest) == internal && !bytes.ContainsAny(dest, `\`) {
			found = append(found, string(dest))
		}
	}
	for i := 0; ; i++ {
		next := bytes.IndexByte(source[i:], ']')
		if next < 0 {
			break
		}
		i += next
		if i+1 < len(source) && (source[i+1] == '(' || source[i+1] == ':') {
			add(linkDestination(source[i+2:]))
		}
	}
	for i := 0; ; i++ {
		next := bytes.IndexByte(source[i:], '<')
		if next < 0 {
			break
		}
		i += next
		rest := source[i+1:]
		if n := util.FindURLIndex(rest); n > 0 && n < len(rest) && rest[n] == '>' {
			add(rest[:n])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// linkDestination returns the destination that b begins with.
func linkDestination(b []byte) []byte {
	b = util.TrimLeftSpace(b)
	if len(b) > 0 && b[0] == '<' {
		for i := 1; i < len(b) && b[i] != '\n'; i++ {
			switch b[i] {
			case '\\':
				i++
			case '>':
				return b[1:i]
			}
		}
		return nil
	}
	depth := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\':
			i++
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return b[:i]
			}
		case util.IsSpace(c):
			return b[:i]
		}
	}
	return b
}

// A kind of destination says who answers for it.
type kind int

const (
	internal kind = iota // the caller, who knows the site
	fragment             // #id, a heading of the same text
	web                  // http: and https:, another site
	contact              // mailto: and tel:
	empty
	foreign   // //host
	dangerous // what a browser would run, or could misunderstand
)

var kindHints = map[kind]string{
	empty:     "write where it leads between ( and )",
	foreign:   "write the whole address, with https:",
	dangerous: "link to a page, or to an address that begins with https:",
}

func badDestination(k kind, dest []byte) string {
	switch k {
	case empty:
		return "a link without address"
	case foreign:
		return fmt.Sprintf("the address %q has no scheme", dest)
	}
	return fmt.Sprintf("the address %q is not allowed", dest)
}

// destinationKind sorts a destination, after [resolve]. A scheme that it does
// not know is an internal reference: it leads nowhere if the caller does not
// know it either.
func destinationKind(dest []byte) kind {
	switch {
	case len(dest) == 0 || string(dest) == "#":
		return empty
	case dest[0] <= ' ' || bytes.ContainsFunc(dest, func(r rune) bool { return r < ' ' || r == 0x7f }):
		// Browsers drop such characters, also from the middle of a scheme.
		return dangerous
	case dest[0] == '#':
		return fragment
	case bytes.HasPrefix(dest, []byte("//")):
		return foreign
	}
	scheme, rest, ok := bytes.Cut(dest, []byte(":"))
	if !ok || len(scheme) > len("javascript") {
		return internal
	}
	switch strings.ToLower(string(scheme)) {
	case "http", "https":
		if bytes.HasPrefix(rest, []byte("//")) {
			return web
		}
		return dangerous
	case "mailto", "tel":
		return contact
	case "javascript", "vbscript", "data", "file", "blob":
		return dangerous
	}
	return internal
}
