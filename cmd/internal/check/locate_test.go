package check

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
)

func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for path, data := range files {
		to := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLocate(t *testing.T) {
	const target = "fr/missions/index.html"
	text := func(body string) map[string]string {
		return map[string]string{"content/articles/a/index.fr.md": "---\ntitle: T\n---\n" + body + "\n"}
	}
	tests := []struct {
		name, source, html string
		files              map[string]string
		want               string
	}{
		{"a reference", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			text("Été : voir [le réseau](page:missions#reseau)."),
			`content/articles/a/index.fr.md:4:24: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"a path", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			text("[R](../../pages/missions/index.fr.md#reseau)"),
			`content/articles/a/index.fr.md:4:5: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"every place", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			text("[R](page:missions#reseau) [S](page:missions#reseaux)\n\n[T](<page:missions#reseau>)"),
			`content/articles/a/index.fr.md:4:5: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)
content/articles/a/index.fr.md:6:6: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"the reference to that page, not to another", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			text("[O](page:others#reseau) [R](page:missions#reseau)"),
			`content/articles/a/index.fr.md:4:29: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"the glossary, by the id of a term", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			text("[R](glossary:reseau)"),
			`content/articles/a/index.fr.md:4:5: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"an address", "content/articles/a/index.fr.md", `<a href="https://x.example/fr/x/">R</a>`,
			text("Voir <https://x.example/fr/x/>, <https://x.example/fr/x/y>"),
			`content/articles/a/index.fr.md:4:7: dead link "https://x.example/fr/x/" [page /fr/a/] (did you mean "/fr/a/"?)
content/articles/a/index.fr.md:4:7: warning: link "https://x.example/fr/x/" names the host of this site [page /fr/a/] (write a reference such as page:x, which stays right when the site moves)`},
		{"an anchor of the same text", "content/articles/a/index.fr.md", `<a href="#suite">R</a>`, text("## Suite {#suit}\n\n[R](#suite)"),
			`content/articles/a/index.fr.md:6:5: dead anchor "#suite": no id "suite" there [page /fr/a/]`},
		{"the text in the language of the page", "content/pages/home", `<a href="/fr/missions/#reseau">R</a>`,
			map[string]string{"content/pages/home/index.nl.md": "[R](page:missions#reseau)", "content/pages/home/index.fr.md": "\n[R](page:missions#reseau)"},
			`content/pages/home/index.fr.md:2:5: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"the text of another language that is shown instead", "content/pages/home", `<a href="/fr/missions/#reseau">R</a>`,
			map[string]string{"content/pages/home/index.nl.md": "[R](page:missions#reseau)"},
			`content/pages/home/index.nl.md:1:5: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"data", "data/ateliers/2025.yaml", `<a href="/fr/missions/#reseau">R</a>`,
			map[string]string{"data/ateliers/2025.yaml": "- notes: \"[R](page:missions#reseau)\"\n"},
			`data/ateliers/2025.yaml:1:15: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"data that many pages show", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			map[string]string{"content/articles/a/index.fr.md": "T", "data/notes.yaml": "- \"[O](page:others#reseau)\"\n- \"[R](page:missions#reseau)\"\n"},
			`data/notes.yaml:2:8: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"data with another reference only", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			map[string]string{"content/articles/a/index.fr.md": "T", "data/notes.yaml": "- \"[O](page:others#reseau)\"\n"},
			`content/articles/a/index.fr.md: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"a template", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`,
			map[string]string{"content/articles/a/index.fr.md": "T", "templates/x.html": "<a href=\"/fr/missions/#reseau\">"},
			`templates/x.html:1:10: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
		{"nowhere: the template made it", "content/articles/a/index.fr.md", `<a href="/fr/missions/#reseau">R</a>`, text("reseau, #reseaux, missions"),
			`content/articles/a/index.fr.md: dead anchor "/fr/missions/#reseau": no id "reseau" there [page /fr/a/] (did you mean "#reseaux"?)`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := sound("fr/a/index.html", test.html)
			page.source = test.source
			missions := sound(target, `<p id="reseaux"></p>`)
			missions.source = "content/pages/missions/index.fr.md"
			s := handmade("", page, missions)
			s.tree = readTree(t, test.files)
			var problems diag.List
			s.check(context.Background(), &problems)
			if diff := cmp.Diff(test.want, lines(&problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestKnown makes sure that a lost anchor which the Markdown package has reported
// is not told again, and one beside it is.
func TestKnown(t *testing.T) {
	page := sound("fr/a/index.html", `<a href="#un">1</a><a href="#deux">2</a>`)
	page.source = "content/articles/a/index.fr.md"
	s := handmade("", page)
	s.tree = readTree(t, map[string]string{page.source: "[1](#un) [2](#deux)\n"})
	var problems diag.List
	problems.Add(diag.Problem{Path: page.source, Line: 1, Column: 1, Message: `no heading here has the address "#un"`})
	s.check(context.Background(), &problems)
	want := `content/articles/a/index.fr.md:1:1: no heading here has the address "#un"
content/articles/a/index.fr.md:1:14: dead anchor "#deux": no id "deux" there [page /fr/a/]`
	if diff := cmp.Diff(want, lines(&problems)); diff != "" {
		t.Error(diff)
	}
}
