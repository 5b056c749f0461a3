package agenda

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

// This file is what golang-ical gets wrong. It folds lines well, and escapes texts
// as long as they are clean, but
//
//   - it lets carriage returns, control characters and what is no UTF-8 through, so
//     that a text could begin a line of its own (clean),
//   - it lets anything through in an address, line breaks too (uri),
//   - it puts backslashes into parameters, which have quotation marks instead
//     (organizer, language).

// layout is that of the files: lines of at most 75 octets, ended with CRLF
// (RFC 5545, 3.1).
var layout = &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: "\r\n"}

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
	for _, r := range s {
		if r == '\u2028' || r == '\u2029' || unicode.IsControl(r) && r != '\n' && r != '\t' {
			return false
		}
	}
	return utf8.ValidString(s)
}

// uri is an address that has only the characters of one (RFC 3986, 2): others are
// written as %20, and line breaks and control characters are dropped.
func uri(s string) string {
	var b strings.Builder
	for _, c := range []byte(clean(s)) {
		switch {
		case c < ' ':
		case c == ' ', c > '~', strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// organizer adds the ORGANIZER. Its name is in quotation marks, where golang-ical
// would put a backslash before an apostrophe, and therefore part of what it takes
// for the name of the property. It then takes the address for a text, so that
// what it would escape there must be gone.
func (v vevent) organizer(o Organizer) {
	if o.Email == "" {
		return
	}
	name := "ORGANIZER"
	if o.Name != "" {
		name += `;CN="` + quotable.Replace(clean(o.Name)) + `"`
	}
	v.add(name, "mailto:"+mailable.Replace(uri(o.Email)))
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
