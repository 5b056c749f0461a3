package check

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
)

// state is what is known of an address before anything is asked about anchors.
type state uint8

const (
	elsewhere state = iota // another host, mail, telephone: not followed
	found                  // an Output of ours
	missing                // ours, but no Output
	outside                // our host, but not below the base path
	odd                    // a scheme that no link should have
	empty
)

// target is where links lead. Pages share it: it is resolved once.
type target struct {
	href     string // as the page has it
	state    state
	absolute bool   // with our host
	path     string // on our host, decoded, without fragment
	fragment string // decoded, "" if the whole page is meant
	output   int    // if found
}

// address is the path by which a browser asks for an Output.
func (s *site) address(i int) string {
	path := s.outputs[i].Path
	if path == "index.html" || strings.HasSuffix(path, "/index.html") {
		path = strings.TrimSuffix(path, "index.html")
	}
	return s.basePath + path
}

// relative reports whether where an address leads depends on the page.
func relative(href string) bool {
	return href != "" && href[0] != '/' && scheme(href) == ""
}

// scheme returns the part of an address before the colon, in small letters.
func scheme(href string) string {
	if i := strings.IndexAny(href, ":/?#"); i > 0 && href[i] == ':' {
		return strings.ToLower(href[:i])
	}
	return ""
}

// resolve finds where an address on page i leads.
func (s *site) resolve(i int, href string) *target {
	t := &target{href: href}
	local := href
	switch scheme(href) {
	case "http", "https", "webcal":
		u, err := url.Parse(href)
		if err != nil {
			t.state = odd
			return t
		}
		if !strings.EqualFold(u.Host, s.host) {
			return t
		}
		t.absolute = scheme(href) != "webcal" // which only works with the host
		local = cmp.Or(u.EscapedPath(), "/") + "#" + u.EscapedFragment()
	case "mailto", "tel":
		return t
	case "":
		if strings.HasPrefix(href, "//") {
			return t
		}
	default:
		t.state = odd
		return t
	}
	if local == "" {
		t.state = empty
		return t
	}
	s.resolvePath(i, local, t)
	return t
}

// resolvePath finds the Output of an address without scheme and host.
func (s *site) resolvePath(i int, local string, t *target) {
	local, fragment, _ := strings.Cut(local, "#")
	local, _, _ = strings.Cut(local, "?")
	t.fragment = anchor(fragment)
	t.path = decoded(local)
	switch {
	case local == "":
		t.path = s.address(i)
	case local[0] != '/':
		t.path = path.Dir(s.address(i)+".") + "/" + t.path
	}
	if strings.Contains(t.path, "/.") || strings.Contains(t.path, "//") {
		t.path = cleaned(t.path)
	}
	below, ok := strings.CutPrefix(t.path, s.basePath)
	if !ok {
		t.state = outside
		return
	}
	if t.output, ok = s.find(below); ok {
		t.state = found
	} else {
		t.state = missing
	}
}

// cleaned is a path without . and .., which keeps its last slash.
func cleaned(p string) string {
	folder := strings.HasSuffix(p, "/") || strings.HasSuffix(p, "/.") || strings.HasSuffix(p, "/..")
	if p = path.Clean(p); folder && p != "/" {
		p += "/"
	}
	return p
}

// find returns the Output with an address below the base path.
func (s *site) find(below string) (int, bool) {
	if below == "" || strings.HasSuffix(below, "/") {
		below += "index.html"
	}
	i, ok := s.byPath[below]
	return i, ok
}

// anchor returns the id that a fragment asks for, "" for the top of the page and
// for the words of a text fragment.
func anchor(fragment string) string {
	fragment = decoded(fragment)
	if strings.EqualFold(fragment, "top") || strings.HasPrefix(fragment, ":~:") {
		return ""
	}
	return fragment
}

func decoded(s string) string {
	if strings.IndexByte(s, '%') >= 0 {
		if plain, err := url.PathUnescape(s); err == nil {
			return plain
		}
	}
	return s
}

// suggestAddress is a hint for an address that leads nowhere: itself with the last
// slash, the nearest one, or one with the same last part.
func (s *site) suggestAddress(dead string) string {
	if _, ok := s.find(strings.TrimPrefix(dead, s.basePath) + "/"); ok {
		return fmt.Sprintf("did you mean %q?", dead+"/")
	}
	var addresses []string
	moved := ""
	may := near(strings.TrimPrefix(dead, s.basePath))
	last := "/" + path.Base(dead) + "/index.html"
	for i := range s.outputs {
		p := s.outputs[i].Path
		if moved == "" && strings.HasSuffix(p, last) {
			moved = s.address(i)
		}
		if may(strings.TrimSuffix(p, "index.html")) {
			addresses = append(addresses, s.address(i))
		}
	}
	if hint := diag.DidYouMean(dead, addresses); hint != "" {
		return hint
	}
	if moved != "" {
		return fmt.Sprintf("did you mean %q?", moved)
	}
	return ""
}

// near returns a quick test that all candidates pass which [diag.Nearest] can
// choose: at most two edits, a swap among them, alter at most four of five parts
// of the word, so that one part stands in the candidate as it was.
func near(word string) func(candidate string) bool {
	const parts, edits = 5, 2
	word = strings.ToLower(word)
	var whole []string
	for i := range parts {
		whole = append(whole, word[len(word)*i/parts:len(word)*(i+1)/parts])
	}
	return func(candidate string) bool {
		// An edit alters the length by one character, which has up to four bytes.
		if d := len(candidate) - len(word); d > 4*edits || d < -4*edits {
			return false
		}
		candidate = strings.ToLower(candidate)
		return slices.ContainsFunc(whole, func(part string) bool { return strings.Contains(candidate, part) })
	}
}
