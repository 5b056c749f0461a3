package build_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// edit is one change of the project's sources.
type edit struct {
	name, path string
	change     func(old string) string // nil removes the file
	invisible  bool                    // the site does not show it
}

func (e edit) apply(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(e.path))
	old, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if e.change == nil {
		err = os.RemoveAll(path)
	} else {
		next := e.change(string(old))
		if next == string(old) {
			t.Fatalf("%s changes nothing", e.name)
		}
		if err = os.MkdirAll(filepath.Dir(path), 0o777); err == nil {
			err = os.WriteFile(path, []byte(next), 0o666)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// replace changes the first place that reads old.
func replace(old, new string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, new, 1) }
}

const newArticle = `---
title: Tout neuf
date: 2025-02-25
summary: Un texte de plus.
bassins: [colline]
tags: [chiffres]
sources:
  - ref: fable
---
Voir [le quai](article:nouveau-quai).
`

// edits are changes of texts, pictures, files and every data file, in an order in
// which each is possible.
func edits(t *testing.T) []edit {
	t.Helper()
	list := []edit{
		{"text", "content/pages/contact/index.fr.md", replace("Tout est inventé", "Tout est changé"), false},
		{"title", "content/articles/nouveau-quai/index.fr.md", replace("Un nouveau quai", "Un quai"), false},
		{"summary", "content/articles/nouveau-quai/index.nl.md", replace("meer niet", "anders niets"), false},
		{"date", "content/articles/colline-muette/index.fr.md", replace("2024-11-05", "2025-02-28"), false},
		{"tag added", "content/articles/colline-muette/index.fr.md", replace("sources:", "tags: [chiffres]\nsources:"), false},
		{"article added", "content/articles/tout-neuf/index.fr.md", func(string) string { return newArticle }, false},
		{"slug", "content/articles/tout-neuf/index.fr.md", replace("date:", "slug: neuf\ndate:"), false},
		{"alias", "content/articles/tout-neuf/index.fr.md", replace("date:", "aliases: [/fr/articles/tout-neuf/]\ndate:"), false},
		{"draft", "content/articles/tout-neuf/index.fr.md", replace("date:", "draft: true\ndate:"), false},
		{"draft published", "content/articles/tout-neuf/index.fr.md", replace("draft: true\n", ""), false},
		{"article removed", "content/articles/tout-neuf/index.fr.md", nil, false},
		{"translation added", "content/articles/colline-muette/index.nl.md", func(string) string {
			return "---\ntitle: Stil\ndate: 2025-02-28\nsummary: Stil.\nbassins: [colline]\ntags: [chiffres]\nsources: [{ref: fable}]\n---\nStil.\n"
		}, false},
		{"portrait", "content/bassins/rivage/index.fr.md", replace("au bord de rien", "au bord de tout"), false},
		{"picture", "content/articles/nouveau-quai/quai.png", func(string) string {
			var b bytes.Buffer
			if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}, false},
		{"static file", "static/fable.txt", replace("Rien", "Tout"), false},
		{"static file removed", "static/fable.txt", nil, false},
		{"comment", "data/site.yaml", replace("fictitious", "fictional"), true},
		{"name of the site", "data/site.yaml", replace("Les bassins de Fictive", "Bassins"), false},
		{"address of a section", "data/site.yaml", replace("fr: rencontres", "fr: reunions"), false},
		{"menu", "data/site.yaml", replace("  - ateliers\n  - articles", "  - articles\n  - ateliers"), false},
		{"length of lists", "data/site.yaml", replace("page_size: 2", "page_size: 3"), false},
		{"status", "data/site.yaml", replace("status: preview", "status: public"), false},
		{"bassin", "data/bassins/rivage.yaml", replace("Bassin Rivage", "Bassin du Rivage"), false},
		{"helpdesk", "data/bassins/rivage.yaml", replace("+32 2 000 00 00", "+32 2 000 00 01"), false},
		{"address of a bassin", "data/bassins/colline.yaml", replace("fr: colline", "fr: butte"), false},
		{"commune", "data/communes.yaml", replace("fr: Pontnulpart\n", "fr: Pont-Nulle-Part\n"), false},
		{"tag", "data/tags.yaml", replace("fr: Fables", "fr: Contes"), false},
		{"kind of atelier", "data/atelier-kinds.yaml", replace("fr: Nuages", "fr: Brumes"), false},
		{"atelier", "data/ateliers/2025.yaml", replace("status: planned", "status: cancelled"), false},
		{"atelier moved", "data/ateliers/2025.yaml", replace("start: 2025-09", "start: 2025-01"), false},
		{"atelier that repeats", "data/ateliers/cercle.yaml", replace("until: 2025-12-31", "until: 2025-10-31"), false},
		{"time moved", "data/ateliers/cercle.yaml", replace("2025-03-13T12:30", "2025-03-13T12:15"), false},
		{"reason", "data/ateliers/cercle.yaml", replace("Le quai est fermé", "Le quai est loin"), false},
		{"record of calendars", "data/calendar.yaml", replace("sequence: 0", "sequence: 7"), false},
		{"series", "data/series.yaml", replace("Les soirées des fables", "Soirées"), false},
		{"spoken language", "data/spoken-languages.yaml", replace("fr: langue des signes", "fr: signes"), false},
		{"indicator", "data/indicateurs/indicators.yaml", replace("Part des rêveurs", "Rêveurs"), false},
		{"figure", "data/observations/all.yaml", replace("value: 3000", "value: 3001"), false},
		{"text of a report", "content/rapports/2025/index.fr.md", replace("Une introduction", "Un début"), false},
		{"report", "data/rapports/2025.yaml", replace("Les rêves sont comptés", "On compte les rêves"), false},
		{"territory", "data/territories.yaml", replace("Région de Fictive", "Région fictive"), false},
		{"theme", "data/themes.yaml", replace("fr: Population", "fr: Habitants"), false},
		{"term", "data/glossary.yaml", replace("Ce qui n'existe pas", "Ce qui n'est pas"), false},
		{"partner", "data/partners.yaml", replace("fr: Maison fictive", "fr: Maison"), false},
		{"source", "data/sources/all.yaml", replace("Le livre des fables", "Livre"), false},
		{"accessibility", "data/accessibility.yaml", replace("Essais fictifs", "Essais"), false},
		{"language", "data/languages/nl.yaml", replace("februari", "sprokkelmaand"), false},
		{"interface text", "data/i18n/fr.yaml", replace("\nskip: ", "\nskip: X "), false},
		{"interface text with arguments", "data/i18n/nl.yaml", replace("\npartner.website: \"", "\npartner.website: \"X "), false},
		{"language of dates", "data/languages/fr.yaml", replace("février", "pluviôse"), false},
	}
	return list
}

// templateEdits are a change of every template, script and of one SCSS file.
func templateEdits(t *testing.T, dir string) []edit {
	t.Helper()
	var list []edit
	for path := range tree(t, filepath.Join(dir, "templates")) {
		e := edit{name: path, path: "templates/" + path}
		switch filepath.Ext(path) {
		case ".html":
			e.change = func(s string) string { return s + "x" }
		case ".svg":
			e.change = replace("</svg>", "<desc>x</desc></svg>")
		case ".js":
			e.change = func(s string) string { return s + "\nconsole.log(1)" }
		case ".scss":
			if path != "main.scss" { // each takes Dart Sass a while
				continue
			}
			e.change = func(s string) string { return s + "\nx { top: 0 }" }
		default:
			continue
		}
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b edit) int { return strings.Compare(a.path, b.path) })
	return list
}
