package agenda

import (
	"strings"
	"time"
	"unicode/utf8"
)

// content is the lines of a file, each of at most 75 octets and ended with CRLF
// (RFC 5545, 3.1). golang-ical makes a property with a map of parameters out of each
// of them, which for thousands of events is much (10.4 µs and 155 allocations for
// one, instead of 3 and 9). Tests compare what the two write.
type content []byte

// maxLine is how many octets a line may have without its end.
const maxLine = 75

// add adds a line that is given in parts.
func (b *content) add(parts ...string) {
	start := len(*b)
	for _, s := range parts {
		*b = append(*b, s...)
	}
	b.end(start)
}

// text adds a property of type TEXT, unless it is empty. The language is clean.
func (b *content) text(name, value, language string) {
	if value != "" {
		b.textOrNone(name, value, language)
	}
}

func (b *content) textOrNone(name, value, language string) {
	start := len(*b)
	*b = append(*b, name...)
	if language != "" {
		*b = append(append(*b, ";LANGUAGE="...), language...)
	}
	*b = append(*b, ':')
	b.escaped(clean(value))
	b.end(start)
}

// escaped adds a clean text as a value of type TEXT (RFC 5545, 3.3.11).
func (b *content) escaped(s string) {
	for {
		i := strings.IndexAny(s, "\\;,\n")
		if i < 0 {
			*b = append(*b, s...)
			return
		}
		*b = append(append(*b, s[:i]...), '\\')
		if s[i] == '\n' {
			*b = append(*b, 'n')
		} else {
			*b = append(*b, s[i])
		}
		s = s[i+1:]
	}
}

// moment adds a time in UTC.
func (b *content) moment(name string, t time.Time) {
	start := len(*b)
	*b = append(append(*b, name...), ':')
	*b = t.UTC().AppendFormat(*b, "20060102T150405Z")
	b.end(start)
}

// start adds a time of Brussels, or a day.
func (b *content) start(name string, t time.Time, day bool) {
	start := len(*b)
	*b = append(*b, name...)
	if day {
		*b = wall(t).AppendFormat(append(*b, ";VALUE=DATE:"...), "20060102")
	} else {
		*b = wall(t).AppendFormat(append(*b, ";TZID="+zone+":"...), "20060102T150405")
	}
	b.end(start)
}

// end ends the line that begins at a place, and folds it if it is long.
func (b *content) end(start int) {
	if rest := (*b)[start:]; len(rest) > maxLine {
		// The folded line is written behind the long one, and then moved onto it.
		whole := len(*b)
		for room := maxLine; len(rest) > room; room = maxLine - len(" ") {
			n := cut(rest, room)
			*b = append(append(*b, rest[:n]...), "\r\n "...)
			rest = rest[n:]
		}
		*b = append(*b, rest...)
		*b = (*b)[:start+copy((*b)[start:], (*b)[whole:])]
	}
	*b = append(*b, "\r\n"...)
}

// cut returns where a line that is longer than room is folded: before the last
// space in it or between tags of HTML, as golang-ical does, so that people can read
// a file, or else between two characters.
func cut(line []byte, room int) int {
	for !utf8.RuneStart(line[room]) {
		room--
	}
	for i := room; i > 0; i-- {
		if line[i] == ' ' || line[i] == '<' || line[i-1] == '>' {
			return i
		}
	}
	return room
}
