package sitetest

import (
	"encoding/json"
	"fmt"
	"path"
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

// TestVisit uses one page of each kind in each language as a reader would.
func TestVisit(t *testing.T) {
	var wanted struct {
		Pages   []string `json:"pages"`
		Finders []string `json:"finders"`
	}
	kinds := map[string]bool{}
	for _, p := range pages {
		if p.language() == "" {
			continue
		}
		if kind := kind(p); !kinds[kind] {
			kinds[kind] = true
			wanted.Pages = append(wanted.Pages, p.path)
		}
		if slices.ContainsFunc(slices.Collect(p.all("div")), func(n *html.Node) bool { return hasAttr(n, "data-finder") }) {
			wanted.Finders = append(wanted.Finders, p.path)
		}
	}
	if len(wanted.Finders) != len(preview) {
		t.Errorf("finders are %q, want one in each language", wanted.Finders)
	}
	stdin, err := json.Marshal(wanted)
	if err != nil {
		t.Fatal(err)
	}
	visits := 6*len(wanted.Pages) + 2*len(wanted.Finders)
	script(t, fmt.Sprintf("made %d visits", visits), string(stdin), "visit.mjs", server.URL)
}

// kind tells pages of one shape from those of another by what they are made of:
// the language and the classes in the main part.
func kind(p *page) string {
	classes := map[string]bool{}
	for main := range p.all("main") {
		for n := range elements(main, "") {
			for class := range strings.FieldsSeq(attr(n, "class")) {
				classes[class] = true
			}
		}
	}
	names := slices.Sorted(func(yield func(string) bool) {
		for class := range classes {
			if !yield(class) {
				return
			}
		}
	})
	return path.Join(p.language(), strings.Join(names, " "))
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
