package site

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

func TestValidSlug(t *testing.T) {
	for s, want := range map[string]bool{
		"nord": true, "2025": true, "a-b": true, "a--b": true,
		"": false, "-a": false, "a-": false, "A": false, "é": false, "a/b": false, "..": false, "a b": false, "a.b": false, "a%2f": false,
	} {
		if got := validSlug(s); got != want {
			t.Errorf("validSlug(%q) is %v, want %v", s, got, want)
		}
	}
	for s, want := range map[string]string{
		"Été à vélo": `lower-case letters, digits and hyphens: "ete-a-velo"`,
		"...":        "lower-case letters, digits and hyphens",
	} {
		if got := slugHint(s); got != want {
			t.Errorf("the hint for %q is %q, want %q", s, got, want)
		}
	}
}

func TestValidAlias(t *testing.T) {
	for s, want := range map[string]bool{
		"/fr/old/": true, "/fr/old": true, "/old.html": true, "/fr/été/": true,
		"": false, "/": false, "fr/old/": false, "//example.org/": false, "/fr/../x/": false, "/fr//x": false, "/fr/./x": false,
		`/fr\x`: false, "/fr/?a": false, "/fr/#a": false, "/fr/a b": false, "/fr/\n": false, "/<x>": false, `/"x"`: false, "/fr/\x00": false,
		"/..": false, "/fr/..": false, "/fr//": false, "/fr/%2e%2e/": false, "/fr/a%": false,
	} {
		if got := validAlias(s); got != want {
			t.Errorf("validAlias(%q) is %v, want %v", s, got, want)
		}
	}
}

// FuzzAddress holds what an address may never do: leave the output folder, or be
// another one for a browser than for us.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"/fr/old/", "/../x", "nord", "a/b", "/a%2f..", "/a;b", "/a:b/", "/\u202e/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if validSlug(s) && url.PathEscape(s) != s {
			t.Errorf("slug %q has to be escaped", s)
		}
		if !validAlias(s) {
			return
		}
		file := strings.TrimPrefix(s, "/")
		if !filepath.IsLocal(filepath.FromSlash(file)) || strings.ContainsAny(file, " \t\r\n") {
			t.Errorf("alias %q leaves the folder or the line of _redirects", s)
		}
		u, err := url.Parse(s)
		if err != nil || u.Path != s || u.Host != "" || u.RawQuery != "" {
			t.Errorf("alias %q is the address %v, %v", s, u, err)
		}
	})
}
