package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// widths are those of ASCII characters in hundredths of the size of the letters,
// those of a wide font (DejaVu Sans): which one a visitor has is not known.
var widths = func() (w [utf8.RuneSelf]uint8) {
	for c := range w {
		switch {
		case c >= '0' && c <= '9':
			w[c] = 63
		case strings.ContainsRune("ijl.,:;'|! ", rune(c)):
			w[c] = 31
		case strings.ContainsRune("frt()-/[]\"", rune(c)):
			w[c] = 41
		case strings.ContainsRune("mwMW%@", rune(c)):
			w[c] = 96
		case c >= 'A' && c <= 'Z':
			w[c] = 68
		default:
			w[c] = 61
		}
	}
	return w
}()

// bold is how much wider a text is that is bold.
const bold = 1.1

// measure returns about how many pixels wide a text of a size is.
func measure(s string, size float64) float64 {
	n := 0
	for _, r := range s {
		n += widthOf(r)
	}
	return float64(n) * size / 100
}

// widthOf is the width of a character in hundredths of the size.
func widthOf(r rune) int {
	switch {
	case r < utf8.RuneSelf:
		return int(widths[r])
	case r == '\u00ad' || unicode.Is(unicode.Mn, r):
		return 0
	case r == '\u00a0' || r == '\u202f' || r == '·' || r == '’':
		return 31
	case r < 0x250 || r >= 0x2000 && r < 0x2100:
		return 62
	}
	return 100
}

// wrap returns the lines of a text that is to be at most width pixels wide. They
// end at spaces and after hyphens, and within a word only if it alone is too wide.
// The result is good until the next call.
func (d *drawing) wrap(s string, width, size float64) []string {
	d.lines = d.lines[:0]
	for {
		end, next := breakAt(s, width*100/size)
		d.lines = append(d.lines, s[:end])
		if s = s[next:]; s == "" {
			return d.lines
		}
	}
}

// breakAt returns where the first line of a text ends that is wider than room, in
// hundredths of the size, and where the next one begins.
func breakAt(s string, room float64) (end, next int) {
	w := 0
	for i, r := range s {
		if r == ' ' && i > 0 {
			end, next = i, i+1 // the space itself may hang over
		}
		if w += widthOf(r); float64(w) > room && r != ' ' {
			if end == 0 { // not one word fits
				_, first := utf8.DecodeRuneInString(s)
				end = max(i, first)
				next = end
			}
			return end, next
		}
		if r == '-' && i > 0 && i+1 < len(s) {
			end, next = i+1, i+1
		}
	}
	return len(s), len(s)
}

// widest returns the width of the widest word.
func widest(s string, size float64) float64 {
	w := 0.0
	for s != "" {
		i := strings.IndexAny(s, " -")
		if i < 0 {
			return max(w, measure(s, size))
		}
		w = max(w, measure(s[:i+1], size))
		s = s[i+1:]
	}
	return w
}
