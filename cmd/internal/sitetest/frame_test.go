package sitetest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// heaviest is the most that a page and its stylesheets may weigh before compression:
// a second on a slow phone line, compressed.
const heaviest = 60_000

// heavier are the kinds of pages that may weigh more: a report holds the charts and
// tables of a year, and the one for paper every definition as well. The figures of a
// basin stand beside the Region's. The page on open data explains every field of
// every file.
var heavier = []struct {
	path *regexp.Regexp
	most int
}{
	{regexp.MustCompile(`^/(fr/rapports|nl/rapporten|en/reports)/\d{4}/$`), 150_000},
	{regexp.MustCompile(`^/(fr/rapports|nl/rapporten|en/reports)/\d{4}/[a-z]+/$`), 250_000},
	{regexp.MustCompile(`^/(fr/indicateurs|nl/indicatoren|en/indicators)/`), 100_000},
	{regexp.MustCompile(`/(chiffres|cijfers|figures)/$`), 80_000},
	{regexp.MustCompile(`^/(fr/donnees-ouvertes|nl/open-data|en/open-data)/$`), 80_000},
}

// preview begins the sentence at the foot of a page that is not confirmed yet, in
// each language of the site.
var preview = map[string]string{
	"fr": "Version préparatoire.",
	"nl": "Voorlopige versie.",
	"en": "Preview.",
}

// TestFrame checks what every page must have, whatever it shows.
func TestFrame(t *testing.T) {
	s := open(t)
	for _, p := range s.pages {
		t.Run(p.path, func(t *testing.T) {
			checkFrame(t, p)
			checkPolicy(t, p)
			checkWeight(t, s.folder, p)
		})
	}
}

func checkFrame(t *testing.T, p *page) {
	if h1 := p.one("h1"); h1 == nil || text(h1) == "" {
		t.Error("has not exactly one h1 with a text")
	}
	titles := slices.Collect(elements(p.one("head"), "title")) // pictures have titles as well
	if len(titles) != 1 || text(titles[0]) == "" {
		t.Error("has not exactly one title with a text")
	}
	if p.indexable() && p.meta("description") == "" {
		t.Error("has no description")
	}
	lang := attr(p.one("html"), "lang")
	if lang == "" || p.language() != "" && lang != p.language() {
		t.Errorf("html lang is %q, the address says %q", lang, p.language())
	}
	if p.language() == "" {
		return
	}
	if menu := menuOf(p); len(menu) < 4 {
		t.Errorf("the menu in its header is %q", menu)
	}
	foot := p.one("footer")
	if foot == nil {
		t.Fatal("has not exactly one footer")
	}
	if sentence := preview[lang]; sentence == "" || !strings.Contains(text(foot), sentence) {
		t.Errorf("the footer does not say %q", sentence)
	}
}

// TestPreview checks that the choice of language says it as well, in each: it may
// be the only page that a visitor reads. The page for missing pages claims nothing.
func TestPreview(t *testing.T) {
	s := open(t)
	root := text(s.pageAt(baseURL + "/").one("body"))
	for _, sentence := range preview {
		if !strings.Contains(root, sentence) {
			t.Errorf("/ does not say %q", sentence)
		}
	}
}

// menuOf is the addresses in the header without those of the language switcher.
func menuOf(p *page) []string {
	var menu []string
	for header := range p.all("header") {
		for nav := range elements(header, "nav") {
			for a := range elements(nav, "a") {
				if !hasAttr(a, "hreflang") {
					menu = append(menu, attr(a, "href"))
				}
			}
		}
	}
	return menu
}

// checkPolicy makes sure that nothing runs or loads but our own files.
func checkPolicy(t *testing.T, p *page) {
	policy := p.meta("Content-Security-Policy")
	if !strings.Contains(policy, "default-src 'none'") && !strings.Contains(policy, "default-src 'self'") {
		t.Errorf("Content-Security-Policy has no strict default-src: %q", policy)
	}
	if strings.Contains(policy, "unsafe-") {
		t.Errorf("Content-Security-Policy is weakened: %q", policy)
	}

	seen := false // a policy in a meta element says nothing about what stands above it
	for n := range p.all("") {
		switch {
		case strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy"):
			seen = true
		case n.Data == "style":
			t.Error("has a style element")
		case n.Data == "script" && attr(n, "src") == "" && attr(n, "type") != "application/ld+json":
			t.Error("has an inline script")
		case (n.Data == "script" || n.Data == "link" && attr(n, "rel") == "stylesheet") && !seen:
			t.Errorf("loads %s%s before its Content-Security-Policy", attr(n, "src"), attr(n, "href"))
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
				t.Errorf("<%s> has an inline %s", n.Data, a.Key)
			}
		}
	}
}

func checkWeight(t *testing.T, folder string, p *page) {
	weight := p.size
	sheets := p.links("stylesheet")
	if len(sheets) == 0 {
		t.Error("has no stylesheet")
	}
	for _, sheet := range sheets {
		info, err := os.Stat(filepath.Join(folder, filepath.FromSlash(sheet)))
		if err != nil {
			t.Error(err)
			continue
		}
		weight += int(info.Size())
	}
	most := heaviest
	for _, kind := range heavier {
		if kind.path.MatchString(p.path) {
			most = kind.most
			break
		}
	}
	if weight > most {
		t.Errorf("weighs %d bytes with its stylesheets, at most %d", weight, most)
	}
}

var reClass = regexp.MustCompile(`\.([a-z][a-z0-9_-]*)`)

// TestStylesheets makes sure that a page loads each stylesheet that it needs: what
// one of them styles is not left plain because the page loads only others.
func TestStylesheets(t *testing.T) {
	s := open(t)
	files, err := filepath.Glob(filepath.Join(s.folder, "assets", "*.css"))
	if err != nil || len(files) < 2 {
		t.Fatalf("found %d stylesheets, want at least 2 (%v)", len(files), err)
	}
	styled := map[string][]string{} // stylesheets by class
	for _, file := range files {
		css, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range reClass.FindAllSubmatch(css, -1) {
			styled[string(m[1])] = append(styled[string(m[1])], "/assets/"+filepath.Base(file))
		}
	}
	for _, p := range s.pages {
		loaded := p.links("stylesheet")
		for n := range p.all("") {
			for _, class := range strings.Fields(attr(n, "class")) {
				sheets := styled[class]
				if len(sheets) > 0 && !slices.ContainsFunc(sheets, func(sheet string) bool { return slices.Contains(loaded, sheet) }) {
					t.Errorf("%s does not load %s, which styles its class %q", p.path, sheets[0], class)
				}
			}
		}
	}
}

// TestSeveralLanguages makes sure that the tests above looked at every language.
func TestSeveralLanguages(t *testing.T) {
	s := open(t)
	count := map[string]int{}
	for _, p := range s.pages {
		count[p.language()]++
	}
	for language := range preview {
		if count[language] < 20 {
			t.Errorf("%d pages in %q, want at least 20", count[language], language)
		}
	}
}
