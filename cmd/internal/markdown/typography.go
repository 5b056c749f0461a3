package markdown

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A class says what a byte asks of the writer. Nearly all are ordinary, and are
// copied in runs: one look-up per byte is all that the typography of a plain
// paragraph costs.
type class uint8

const (
	ordinary   class = iota
	markup           // & < > \ and control characters, which mean something to HTML or Markdown
	quotation        // "
	apostrophe       // '
	repeatable       // . and -, of which two or three together are a sign of their own
	spaced           // ; ! ? : % in a language that puts a space before them
	latin1           // first byte of « and »
)

// typography is what a language does to the signs of a text. It is not changed
// once it is made.
type typography struct {
	classes    [256]class
	quotes     [4]string
	apostrophe string
	before     [128]string // space before ; ! ? : %
	beforeEnd  string      // space before »
	afterBegin string      // space after «
}

func newTypography(o Options) typography {
	t := typography{
		quotes:     o.Quotes,
		apostrophe: cmp.Or(o.Apostrophe, "'"),
		beforeEnd:  o.SpaceBefore["»"],
		afterBegin: cmp.Or(o.SpaceBefore["«"], o.SpaceBefore["»"]),
	}
	for c := range byte(' ') {
		t.classes[c] = markup
	}
	for _, c := range "\t\n\r" {
		t.classes[c] = ordinary
	}
	for _, c := range `&<>\` {
		t.classes[c] = markup
	}
	t.classes['"'] = quotation // also to be escaped in attributes
	if o.Apostrophe == "" && o.Quotes == [4]string{} && len(o.SpaceBefore) == 0 {
		return t
	}
	t.classes['\''] = apostrophe
	t.classes['.'], t.classes['-'] = repeatable, repeatable
	for _, c := range ";!?:%" {
		if s := o.SpaceBefore[string(c)]; s != "" {
			t.classes[c], t.before[c] = spaced, s
		}
	}
	if t.beforeEnd != "" || t.afterBegin != "" {
		t.classes["«"[0]] = latin1
	}
	return t
}

// concerns reports whether the typography may change s.
func (t *typography) concerns(s string) bool {
	for i := range len(s) {
		if t.classes[s[i]] > markup {
			return true
		}
	}
	return false
}

// A quote is a quotation that has been opened and not closed.
type quote struct {
	typed rune // the sign that opened it: ", ' or «
	close string
}

// sign writes the sign at src[i], and returns how many bytes of src it was.
func (w *writer) sign(src []byte, i, stop, limit int, m mode) int {
	switch w.classes[src[i]] {
	case quotation:
		w.quotation(src, i, limit, m)
	case apostrophe:
		w.singleQuote(src, i, limit)
	case repeatable:
		return w.repeated(src[i:stop])
	case spaced:
		return w.spaced(src, i, stop, limit)
	case latin1:
		return w.guillemet(src[i:stop])
	default:
		return w.markup(src[i:stop], m)
	}
	return 1
}

// quotation writes a double quote. Where none is open and none can open, as in
// 12", it stays what it is.
func (w *writer) quotation(src []byte, i, limit int, m mode) {
	switch {
	case w.quotes[0] != "" && opens(w.prev, after(src, i+1, limit)):
		pair := w.quotes[:2]
		for _, q := range w.open[:w.depth] {
			if q.close == w.quotes[1] {
				pair = w.quotes[2:]
			}
		}
		w.openQuote('"', pair)
	case w.closeQuote('"'):
	default:
		w.literal('"', m)
	}
}

// singleQuote writes a ' that is an apostrophe much more often than a quote.
func (w *writer) singleQuote(src []byte, i, limit int) {
	next := after(src, i+1, limit)
	switch {
	case word(w.prev) && word(next): // l'atelier
		w.glyph(w.apostrophe)
	case w.quotes[2] != "" && opens(w.prev, next) && !elision(src[i+1:limit]) && closes(src[i+1:limit]):
		w.openQuote('\'', w.quotes[2:])
	case w.closeQuote('\''):
	default: // 's avonds, '24, de bewoners'
		w.glyph(w.apostrophe)
	}
}

// elision reports whether the ' before b stands for what is left out: b begins
// with a digit, as in '24, or with one letter alone, as in 's avonds and 'n'.
func elision(b []byte) bool {
	r, size := utf8.DecodeRune(b)
	next, _ := utf8.DecodeRune(b[size:])
	if next == '\'' && r != 'n' {
		return false
	}
	return unicode.IsDigit(r) || unicode.IsLower(r) && (size == len(b) || !word(next))
}

// quoteReach is how far away the end of a quotation in ' is looked for, so that
// a text full of them takes no time that grows with the square of its length.
const quoteReach = 500

// closes reports whether a ' in b can be the end of a quotation.
func closes(b []byte) bool {
	b = b[:min(len(b), quoteReach)]
	for i := 1; i < len(b); i++ {
		if b[i] == '\'' && b[i-1] > ' ' && b[i-1] != '\'' {
			if next, _ := utf8.DecodeRune(b[i+1:]); i+1 == len(b) || !word(next) {
				return true
			}
		}
	}
	return false
}

func (w *writer) openQuote(typed rune, pair []string) {
	if w.depth < len(w.open) {
		w.open[w.depth] = quote{typed, pair[1]}
		w.depth++
	}
	w.glyph(pair[0])
}

// closeQuote ends the innermost quotation that typed opened, if there is one,
// and writes its closing mark.
func (w *writer) closeQuote(typed byte) bool {
	mark, ok := w.dropQuote(rune(typed))
	if ok {
		w.glyph(mark)
	}
	return ok
}

// dropQuote ends the innermost quotation that typed opened, with those in it.
func (w *writer) dropQuote(typed rune) (mark string, ok bool) {
	for i := w.depth - 1; i >= 0; i-- {
		if w.open[i].typed == typed {
			w.depth = i
			return w.open[i].close, true
		}
	}
	return "", false
}

// repeated writes ... as an ellipsis, -- and --- as dashes, and all other runs
// of dots and hyphens as they are.
func (w *writer) repeated(b []byte) int {
	n := len(b) - len(bytes.TrimLeft(b, string(b[:1])))
	switch {
	case b[0] == '.' && n == 3:
		w.glyph("…")
	case b[0] == '-' && n == 2:
		w.glyph("–")
	case b[0] == '-' && n == 3:
		w.glyph("—")
	default:
		w.copy(b[:n])
	}
	return n
}

// spaced writes one or several of ; ! ? : with the space of the language before
// them, in place of the one that was typed if there is one. In 10:30, http://
// and :) they are no punctuation, for which one tells by what comes next.
func (w *writer) spaced(src []byte, i, stop, limit int) int {
	n := 1
	for i+n < stop && w.classes[src[i+n]] == spaced {
		n++
	}
	next := after(src, i+n, limit)
	ends := next == 0 || unicode.IsSpace(next) || next == ']' || next == '»' || next == '"' || next == '’' ||
		src[i] != ':' && src[i] != ';' && strings.ContainsRune(").,'…", next)
	if ends && !shortcode(src[:i+1]) && w.prev != 0 && !strings.ContainsRune("([{;!?:«", w.prev) {
		w.trimSpace()
		w.dst = append(w.dst, w.before[src[i]]...)
	}
	w.copy(src[i : i+n])
	return n
}

// shortcode reports whether b ends with a name between colons, as in :smile:.
func shortcode(b []byte) bool {
	name, ok := bytes.CutSuffix(b, []byte(":"))
	if !ok {
		return false
	}
	i := bytes.LastIndexAny(name, " \n:")
	return i >= 0 && i < len(name)-1 && name[i] == ':' && (i == 0 || name[i-1] <= ' ')
}

// guillemet writes « and » with their spaces.
func (w *writer) guillemet(b []byte) int {
	switch r, size := utf8.DecodeRune(b); r {
	case '«':
		rest := bytes.TrimLeft(b[size:], " \u00a0\u202f")
		w.openQuote('«', []string{"«" + w.afterBegin, w.quotes[1]})
		w.prev = '«'
		return len(b) - len(rest)
	case '»':
		w.dropQuote('«')
		if w.prev != 0 && w.prev != '«' {
			w.trimSpace()
			w.dst = append(w.dst, w.beforeEnd...)
		}
		fallthrough
	default:
		w.copy(b[:size])
		return size
	}
}

// trimSpace takes back the spaces just written. It never reaches into a tag,
// since a tag does not end with a space.
func (w *writer) trimSpace() {
	w.dst = bytes.TrimRight(w.dst, " \n\u00a0\u202f")
}

// opens reports whether a quote between two characters is an opening one.
func opens(prev, next rune) bool {
	switch {
	case next == 0 || unicode.IsSpace(next):
		return false
	case prev == 0 || unicode.IsSpace(prev) || strings.ContainsRune("([{«“‘", prev):
		return true
	}
	return strings.ContainsRune("’'-–—/", prev) && word(next)
}

// word reports whether r is part of a word or a number.
func word(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// after returns the next character of the text from src[i], or 0 at its end.
// Signs of Markdown that leave no trace are passed over.
func after(src []byte, i, limit int) rune {
	for i < limit && (src[i] == '*' || src[i] == '_' || src[i] == '~') {
		i++
	}
	if i >= limit {
		return 0
	}
	r, _ := utf8.DecodeRune(src[i:limit])
	return r
}
