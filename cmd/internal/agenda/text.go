package agenda

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file makes values out of texts that come from anywhere: none can hold what
// would begin a line of its own.

// lineBreaks are the characters that some reader takes for the end of a line.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// clean is a text that can be a value of type TEXT (RFC 5545, 3.3.11): valid UTF-8
// in which lines end with \n, and without control characters but tabs.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	s = lineBreaks.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
}

// isClean reports whether there is nothing to clean, as nearly always.
func isClean(s string) bool {
	for i, r := range s {
		switch {
		case ' ' <= r && r < 0x7f, r == '\n', r == '\t', 0xa0 <= r && r < '\u2028':
		case r == '\u2028', r == '\u2029', unicode.IsControl(r):
			return false
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			return false
		}
	}
	return true
}

// uri is an address that has only the characters of one (RFC 3986, 2): others are
// written as %20, and line breaks and control characters are dropped.
func uri(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.IndexByte(notInURI, byte(r)) >= 0 }) {
		return s // as nearly always
	}
	var b strings.Builder
	for _, c := range []byte(clean(s)) {
		switch {
		case c < ' ':
		case c == ' ', c > '~', strings.IndexByte(notInURI, c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

const notInURI = "\"<>\\^`{|}"

// organizer adds the ORGANIZER, with its name in quotation marks.
func (b *content) organizer(o Organizer) {
	name := "ORGANIZER:mailto:"
	if o.Name != "" {
		name = `ORGANIZER;CN="` + quotable.Replace(clean(o.Name)) + `":mailto:`
	}
	b.add(name, mailable.Replace(uri(o.Email)))
}

var (
	// quotable replaces what a quoted parameter cannot have (RFC 5545, 3.2).
	// Backslashes mean nothing there, but some readers think so.
	quotable = strings.NewReplacer("\n", " ", `"`, "'", `\`, "/")
	// mailable replaces what an address of e-mail has only within quotation marks.
	mailable = strings.NewReplacer(",", "%2C", ";", "%3B")
)

// language is a language tag, which has only letters, digits and hyphens.
func language(tag string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, tag)
}
