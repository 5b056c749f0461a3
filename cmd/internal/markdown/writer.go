package markdown

import (
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// A mode says what the text being written is, and where it goes.
type mode uint8

const (
	plain     mode = iota // no Markdown, and not to HTML
	content               // Markdown, between tags
	attribute             // Markdown, into an attribute within "
)

// writer appends text to a buffer as HTML with the typography of a language.
// What it remembers lasts for a block: a quotation may begin in one node of the
// tree and end in another.
type writer struct {
	*typography
	dst   []byte
	prev  rune     // last character of the text; 0 at the beginning of a block or line
	open  [8]quote // quotations, the outermost first
	depth int      // of them
}

// begin forgets the block before.
func (w *writer) begin() { w.prev, w.depth = 0, 0 }

// str appends a piece of HTML.
func (w *writer) str(s string) { w.dst = append(w.dst, s...) }

// escaped appends text that is taken as it is.
func (w *writer) escaped(s string, m mode) { w.dst = appendEscaped(w.dst, s, m) }

// number appends a number.
func (w *writer) number(n int) { w.dst = strconv.AppendInt(w.dst, int64(n), 10) }

// text writes src[start:stop]. What follows up to src[limit] is looked at only
// for what a sign at the end means.
func (w *writer) text(src []byte, start, stop, limit int, m mode) {
	run := start
	for i := start; i < stop; {
		c := w.classes[src[i]]
		if c == ordinary || c == repeatable && (i+1 >= stop || src[i+1] != src[i]) {
			i++
			continue
		}
		w.copy(src[run:i])
		i += w.sign(src, i, stop, limit, m)
		run = i
	}
	w.copy(src[run:stop])
}

// copy appends text in which nothing has to be escaped.
func (w *writer) copy(b []byte) {
	if len(b) == 0 {
		return
	}
	w.dst = append(w.dst, b...)
	if c := b[len(b)-1]; c < utf8.RuneSelf {
		w.prev = rune(c)
	} else {
		w.prev, _ = utf8.DecodeLastRune(b)
	}
}

// glyph appends what takes the place of a sign.
func (w *writer) glyph(s string) {
	w.dst = append(w.dst, s...)
	w.prev, _ = utf8.DecodeLastRuneInString(s)
}

// literal appends a character that is not changed, only escaped.
func (w *writer) literal(c byte, m mode) {
	w.prev = rune(c)
	if s := entityOf(c, m); s != "" {
		w.dst = append(w.dst, s...)
	} else {
		w.dst = append(w.dst, c)
	}
}

// entityOf returns what is written for a byte, or "" if it may stand as it is.
func entityOf(c byte, m mode) string {
	switch {
	case m == plain:
		return ""
	case c < ' ' && c != '\t' && c != '\n' && c != '\r':
		return "\uFFFD" // HTML and XML know no other control characters
	}
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		if m == attribute {
			return "&quot;"
		}
	}
	return ""
}

// markup writes a byte that means something to Markdown or to HTML, with what
// belongs to it. After a backslash a sign is left as it is typed.
func (w *writer) markup(b []byte, m mode) int {
	switch {
	case m == plain:
	case b[0] == '\\' && len(b) > 1 && util.IsPunct(b[1]):
		w.literal(b[1], m)
		return 2
	case b[0] == '&':
		if chars, n := entity(b); n > 0 {
			w.dst = appendEscaped(w.dst, chars, m)
			w.prev, _ = utf8.DecodeLastRuneInString(chars)
			return n
		}
	}
	w.literal(b[0], m)
	return 1
}

// entity returns the characters for the character reference that b begins with,
// and its length, or 0 if it is none.
func entity(b []byte) (chars string, n int) {
	end := 1
	for end < len(b) && (util.IsAlphaNumeric(b[end]) || b[end] == '#' && end == 1) {
		end++
	}
	if end == len(b) || b[end] != ';' || end == 1 {
		return "", 0
	}
	name := string(b[1:end])
	if name[0] != '#' {
		e, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return "", 0
		}
		return string(e.Characters), end + 1
	}
	digits, base, most := name[1:], 10, 7 // as many digits as CommonMark allows
	if digits != "" && digits[0]|0x20 == 'x' {
		digits, base, most = digits[1:], 16, 6
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return "", 0
	}
	return string(util.ToValidRune(rune(v))), end + 1 // a control character is replaced as it is written
}

// appendEscaped appends text that is taken as it is, code for instance.
func appendEscaped[T string | []byte](dst []byte, s T, m mode) []byte {
	run := 0
	for i := range len(s) {
		if c := s[i]; c > '>' {
			continue
		} else if e := entityOf(c, m); e != "" {
			dst = append(dst, s[run:i]...)
			dst = append(dst, e...)
			run = i + 1
		}
	}
	return append(dst, s[run:]...)
}
