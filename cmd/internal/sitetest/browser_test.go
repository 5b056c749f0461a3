package sitetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestValid has every page read by html-validate.
func TestValid(t *testing.T) {
	script(t, fmt.Sprintf("validated %d pages", len(pages)), "", "validate.mjs", folder)
}

// TestAudit opens every page in a browser: rules of accessibility in the light and
// in the dark scheme, errors, foreign hosts, scrolling sideways.
func TestAudit(t *testing.T) {
	var paths []string
	for _, p := range pages {
		paths = append(paths, p.path)
	}
	script(t, fmt.Sprintf("audited %d pages", len(paths)), strings.Join(paths, "\n"), "audit.mjs", server.URL)
}

// TestVisit uses one page of each kind as a reader would, and each finder.
func TestVisit(t *testing.T) {
	var wanted struct {
		Pages   []string `json:"pages"`
		Homes   []string `json:"homes"`
		Finders []string `json:"finders"`
	}
	wanted.Pages = kinds()
	for language := range preview {
		wanted.Homes = append(wanted.Homes, "/"+language+"/")
	}
	for _, p := range pages {
		if slices.ContainsFunc(slices.Collect(p.all("")), func(n *html.Node) bool { return hasAttr(n, "data-finder") }) {
			wanted.Finders = append(wanted.Finders, p.path)
		}
	}
	if len(wanted.Finders) != len(preview) {
		t.Errorf("finders are %q, want one in each language", wanted.Finders)
	}
	if len(wanted.Pages) < 15 {
		t.Errorf("kinds are %q, there are more", wanted.Pages)
	}
	stdin, err := json.Marshal(wanted)
	if err != nil {
		t.Fatal(err)
	}
	visits := 5*len(wanted.Pages) + len(wanted.Homes) + 3*len(wanted.Finders)
	script(t, fmt.Sprintf("made %d visits", visits), string(stdin), "visit.mjs", server.URL)
}

// kinds is one page of each kind, taking turns among the languages. Pages right
// below a language are each of a kind; further down those of a section are alike.
func kinds() []string {
	languages := slices.Sorted(maps.Keys(preview))
	seen := map[string]bool{}
	var paths []string
	for _, p := range pages {
		parts := strings.Split(strings.Trim(p.path, "/"), "/")
		if p.language() != languages[0] {
			continue
		}
		kind := p.path
		if len(parts) > 2 {
			kind = fmt.Sprint(parts[1], len(parts))
		}
		if seen[kind] {
			continue
		}
		seen[kind] = true
		turn := languages[len(paths)%len(languages)]
		paths = append(paths, switcher(p)[turn])
	}
	return paths
}

// TestSwitch checks that the language switcher of every page leads to the same
// page in each language, and that one back again.
func TestSwitch(t *testing.T) {
	for _, p := range pages {
		if p.language() == "" || later.MatchString(p.path) {
			continue
		}
		links := switcher(p)
		for language := range preview {
			other := pageAt(baseURL + links[language])
			if other == nil || other.language() != language {
				t.Errorf("%s: %q leads to %q", p.path, language, links[language])
			} else if back := switcher(other)[p.language()]; back != p.path {
				t.Errorf("%s: the way back from %s leads to %q", p.path, other.path, back)
			}
		}
	}
}

// switcher is the addresses in the language switcher, by language.
func switcher(p *page) map[string]string {
	links := map[string]string{}
	for header := range p.all("header") {
		for a := range elements(header, "a") {
			if hasAttr(a, "hreflang") {
				links[attr(a, "hreflang")] = attr(a, "href")
			}
		}
	}
	return links
}
