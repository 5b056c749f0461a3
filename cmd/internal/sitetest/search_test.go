package sitetest

import (
	"encoding/json"
	"encoding/xml"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// later matches the second and later pages of a list. They are not translations
// of one another: a language may have more pages than another.
var later = regexp.MustCompile(`/(page|pagina)/\d+/$`)

// pageAt finds a page by its full address.
func (s *site) pageAt(address string) *page {
	i := slices.IndexFunc(s.pages, func(p *page) bool { return baseURL+p.path == address })
	if i < 0 {
		return nil
	}
	return s.pages[i]
}

// TestCanonical checks that each page names the one address under which it is to be found.
func TestCanonical(t *testing.T) {
	s := open(t)
	for _, p := range s.pages {
		canonical := p.links("canonical")
		if !p.indexable() && len(canonical) == 0 {
			continue
		}
		if len(canonical) != 1 {
			t.Errorf("%s: canonical is %q, want one address", p.path, canonical)
			continue
		}
		target := s.pageAt(canonical[0])
		switch {
		case target == nil:
			t.Errorf("%s: canonical %s is not a page", p.path, canonical[0])
		case p.indexable() && target != p:
			t.Errorf("%s: is indexable, but its canonical is %s", p.path, canonical[0])
		case !target.indexable():
			t.Errorf("%s: canonical %s is not indexable", p.path, canonical[0])
		}
	}
}

// TestAlternates checks that a page and its translations name one another.
func TestAlternates(t *testing.T) {
	s := open(t)
	for _, p := range s.pages {
		alternates := p.alternates()
		if !p.indexable() || later.MatchString(p.path) {
			if len(alternates) > 0 {
				t.Errorf("%s: has alternates, though it has no translation of its own", p.path)
			}
			continue
		}
		if language := p.language(); language != "" && alternates[language] != baseURL+p.path {
			t.Errorf("%s: is not among its own alternates %v", p.path, alternates)
		}
		if alternates["x-default"] == "" {
			t.Errorf("%s: has no x-default", p.path)
		}
		for language, address := range alternates {
			other := s.pageAt(address)
			if other == nil {
				t.Errorf("%s: alternate %s is not a page", p.path, address)
				continue
			}
			if language != "x-default" && other.language() != language {
				t.Errorf("%s: alternate %s is not in %q", p.path, address, language)
			}
			if !maps.Equal(other.alternates(), alternates) {
				t.Errorf("%s: has alternates %v, %s has %v", p.path, alternates, other.path, other.alternates())
			}
		}
	}
}

// urlset is a sitemap.
type urlset struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []struct {
		Loc   string `xml:"loc"`
		Links []struct {
			Rel  string `xml:"rel,attr"`
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
}

// TestSitemap checks that sitemap.xml lists the indexable pages and no other, with
// the alternates that the pages themselves name.
func TestSitemap(t *testing.T) {
	s := open(t)
	data, err := os.ReadFile(filepath.Join(s.folder, "sitemap.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var sitemap urlset
	if err := xml.Unmarshal(data, &sitemap); err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, entry := range sitemap.URLs {
		p := s.pageAt(entry.Loc)
		if p == nil || !p.indexable() {
			t.Errorf("lists %s, which is no indexable page", entry.Loc)
			continue
		}
		if listed[p.path] {
			t.Errorf("lists %s twice", entry.Loc)
		}
		listed[p.path] = true
		alternates := map[string]string{}
		for _, link := range entry.Links {
			if link.Rel == "alternate" {
				alternates[link.Lang] = link.Href
			}
		}
		if !maps.Equal(alternates, p.alternates()) {
			t.Errorf("%s has alternates %v, the page itself %v", entry.Loc, alternates, p.alternates())
		}
	}
	for _, p := range s.pages {
		if p.indexable() && !listed[p.path] {
			t.Errorf("does not list %s", p.path)
		}
	}

	robots, err := os.ReadFile(filepath.Join(s.folder, "robots.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(robots), "Sitemap: "+baseURL+"/sitemap.xml") {
		t.Errorf("robots.txt does not name the sitemap: %q", robots)
	}
}

// TestStructuredData checks that the descriptions for search engines can be read.
func TestStructuredData(t *testing.T) {
	s := open(t)
	count := map[string]int{}
	for _, p := range s.pages {
		for n := range p.all("script") {
			if attr(n, "type") != "application/ld+json" {
				continue
			}
			var data map[string]any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
				t.Errorf("%s: %v", p.path, err)
				continue
			}
			kind, _ := data["@type"].(string)
			if data["@context"] != "https://schema.org" || kind == "" {
				t.Errorf("%s: JSON-LD without schema.org or type: %v", p.path, data)
			}
			count[kind]++
		}
	}
	for _, kind := range []string{"BreadcrumbList", "Article", "Event", "EventSeries", "Organization"} {
		if count[kind] == 0 {
			t.Errorf("no page describes itself as %s: %v", kind, count)
		}
	}
}
