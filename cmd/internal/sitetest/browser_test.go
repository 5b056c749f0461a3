package sitetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/net/html"
)

// TestValid has every page read by html-validate.
func TestValid(t *testing.T) {
	s := open(t)
	script(t, fmt.Sprintf("validated %d pages", len(s.pages)+len(s.redirects(t))), "", "validate.mjs", s.folder)
}

// reIndicator are the pages of single indicators.
var reIndicator = regexp.MustCompile(`^/(fr/indicateurs|nl/indicatoren|en/indicators)/[^/]+/$`)

// TestAudit opens every page in a browser: rules of accessibility in the light and
// in the dark scheme, errors, foreign hosts, scrolling sideways.
func TestAudit(t *testing.T) {
	s := open(t)
	var wanted struct {
		Pages []string `json:"pages"`
		Kinds []string `json:"kinds"`
		// Reports are looked at in every mode of colours: what stands there is drawn.
		Reports []string `json:"reports"`
	}
	turns := slices.Sorted(maps.Keys(preview))
	indicators := map[string]int{} // by language
	for _, p := range s.pages {
		if reIndicator.MatchString(p.path) { // hundreds, all made alike: the languages take turns
			n := indicators[p.language()]
			indicators[p.language()]++
			if turns[n%len(turns)] != p.language() {
				continue
			}
		}
		wanted.Pages = append(wanted.Pages, p.path)
		if heavier[0].path.MatchString(p.path) || heavier[1].path.MatchString(p.path) {
			wanted.Reports = append(wanted.Reports, p.path)
		}
		if p.language() == "" {
			wanted.Kinds = append(wanted.Kinds, p.path)
		}
	}
	for _, p := range s.kinds(t) {
		for language := range preview {
			path := switcher(p)[language]
			wanted.Kinds = append(wanted.Kinds, path)
			if !slices.Contains(wanted.Pages, path) {
				wanted.Pages = append(wanted.Pages, path)
			}
		}
	}
	if len(wanted.Reports) < 2*len(preview) {
		t.Errorf("found %d pages of reports, want one for the screen and one for paper in each language", len(wanted.Reports))
	}
	done := fmt.Sprintf("audited %d pages, %d of them in every view, %d in every mode", len(wanted.Pages), len(wanted.Kinds), len(wanted.Reports))
	script(t, done, encode(t, wanted), "audit.mjs", s.server.URL)
}

// TestVisit uses one page of each kind as a reader would, and each finder.
func TestVisit(t *testing.T) {
	s := open(t)
	var wanted struct {
		Pages   []string `json:"pages"`
		Homes   []string `json:"homes"`
		Finders []string `json:"finders"`
	}
	languages := slices.Sorted(maps.Keys(preview))
	for i, p := range s.kinds(t) { // the languages take turns
		wanted.Pages = append(wanted.Pages, switcher(p)[languages[i%len(languages)]])
	}
	for language := range preview {
		wanted.Homes = append(wanted.Homes, "/"+language+"/")
	}
	for _, p := range s.pages {
		if slices.ContainsFunc(slices.Collect(p.all("")), func(n *html.Node) bool { return hasAttr(n, "data-finder") }) {
			wanted.Finders = append(wanted.Finders, p.path)
		}
	}
	if len(wanted.Finders) != len(preview) {
		t.Errorf("finders are %q, want one in each language", wanted.Finders)
	}
	visits := 4*len(wanted.Pages) + 2*len(wanted.Homes) + 4*len(wanted.Finders)
	script(t, fmt.Sprintf("made %d visits", visits), encode(t, wanted), "visit.mjs", s.server.URL)
}

// reRoom are the classes of a chart that only say how wide its labels are.
var reRoom = regexp.MustCompile(` chart--[lr]\d+`)

// kinds is pages of one language that together show all that there is to style:
// each has an element of a class, or in a part of the page, that none before it has.
func (s *site) kinds(t *testing.T) []*page {
	t.Helper()
	seen := map[string]bool{}
	var found []*page
	for _, p := range s.pages {
		if p.language() != "fr" || later.MatchString(p.path) {
			continue
		}
		before := len(seen)
		for n := range p.all("") {
			if class := attr(n, "class"); class != "" {
				seen[n.Data+"."+reRoom.ReplaceAllString(class, "")] = true
			} else {
				seen[reRoom.ReplaceAllString(attr(n.Parent, "class"), "")+" > "+n.Data] = true
			}
		}
		if len(seen) > before {
			found = append(found, p)
		}
	}
	if len(found) < 15 {
		t.Errorf("found %d kinds of pages, there are more", len(found))
	}
	return found
}

// encode is the input of a script.
func encode(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestSwitch checks that the language switcher of every page leads to the same
// page in each language, and that one back again.
func TestSwitch(t *testing.T) {
	s := open(t)
	for _, p := range s.pages {
		if p.language() == "" || later.MatchString(p.path) {
			continue
		}
		links := switcher(p)
		for language := range preview {
			other := s.pageAt(baseURL + links[language])
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
