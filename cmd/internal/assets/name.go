package assets

import (
	"crypto/sha256"
	"fmt"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Folder is the published folder of all assets. A file in it never changes its
// bytes, so that browsers may keep it for ever.
const Folder = "assets"

// digits is how much of a SHA-256 stands in a name: 40 bits.
const digits = 10

// Name returns the published path of an asset with this content, such as
// "assets/main.3f2a9c1d0b.css" for "main.css".
func Name(name string, data []byte) string {
	ext := path.Ext(name)
	return fmt.Sprintf("%s/%s.%.*s%s", Folder, stem(name), digits, hash(data), strings.ToLower(ext))
}

// stem returns the name of a file without folder and extension, in letters that
// need no escape in an address: "Été à vélo.JPG" is "ete-a-velo".
func stem(name string) string {
	name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	words := strings.FieldsFunc(strings.Map(plain, norm.NFKD.String(name)), func(r rune) bool { return r == '-' })
	s := strings.Join(words, "-")
	if len(s) > 60 {
		s = strings.TrimRight(s[:60], "-")
	}
	if s == "" {
		return "file"
	}
	return s
}

// plain maps a rune of decomposed text to a lower-case letter of ASCII, a digit
// or a hyphen, and drops the marks above letters.
func plain(r rune) rune {
	r = unicode.ToLower(r)
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case unicode.Is(unicode.Mn, r):
		return -1
	}
	return '-'
}

// hash returns the SHA-256 of the parts in hexadecimal. Each part's length
// precedes it, so that no two lists of parts are hashed alike.
func hash(parts ...[]byte) string {
	if len(parts) == 1 {
		return fmt.Sprintf("%x", sha256.Sum256(parts[0]))
	}
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
