package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// expansions are the letters that do not decompose into a base and marks.
var expansions = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ß': "ss", 'ĳ': "ij",
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}

// Fold returns a text for comparing: lower case, without accents, ligatures
// written out. "Œuvre à Étterbeek" becomes "oeuvre a etterbeek".
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	s = strings.ToValidUTF8(s, "\uFFFD") // norm does not decompose what follows a broken byte
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if letters, ok := expansions[r]; ok {
			b.WriteString(letters)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Slug returns a text for an address or an id: folded, ASCII letters and digits,
// with a hyphen for each run of anything else. "L'été à Ixelles" becomes
// "l-ete-a-ixelles". Published addresses rest on it: its results must not change.
// A text without any such letter gives "".
func Slug(s string) string {
	var b strings.Builder
	for _, r := range Fold(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteByte(byte(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// sortDigits is the width to which [SortKey] pads whole numbers.
const sortDigits = 12

// SortKey returns a text by which names are sorted as a reader expects: folded,
// punctuation as one space, whole numbers by their value. "Atelier 9" comes before
// "Atelier 10", and "Île" between "Ieper" and "Ixelles".
func SortKey(s string) string {
	var b strings.Builder
	gap := false
	for s = Fold(s); s != ""; {
		rest := strings.TrimLeft(s, "0123456789")
		number := s[:len(s)-len(rest)]
		r, size := utf8.DecodeRuneInString(rest)
		letter := number == "" && (unicode.IsLetter(r) || unicode.IsNumber(r))
		if gap && b.Len() > 0 && (letter || number != "") {
			b.WriteByte(' ')
		}
		gap = number == "" && !letter
		switch {
		case number != "":
			number = strings.TrimLeft(number, "0")
			b.WriteString(strings.Repeat("0", max(0, sortDigits-len(number))) + number)
			size = 0
		case letter:
			b.WriteRune(r)
		}
		s = rest[size:]
	}
	return b.String()
}
