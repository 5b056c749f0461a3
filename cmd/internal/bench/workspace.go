package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"bassins/cmd/internal/lang"
)

// workspace is a project on disk.
type workspace struct {
	dir        string
	repository string
}

// bassins are ours, in the places of those of the corpus.
var bassins = []string{"nord", "nord-est", "centre-ouest", "sud", "sud-est"}

// write copies the repository's site and adds the corpus to it.
func (p workspace) write(c corpus) error {
	for _, folder := range []string{"content", "data", "templates", "static"} {
		from := filepath.Join(p.repository, folder)
		if _, err := os.Stat(from); err != nil {
			continue
		}
		if err := os.CopyFS(filepath.Join(p.dir, folder), os.DirFS(from)); err != nil {
			return err
		}
	}
	p.hideStyles() // back again after the cold builds
	if err := p.settings(); err != nil {
		return err
	}
	for _, a := range c.articles {
		if err := p.article(a, c); err != nil {
			return err
		}
	}
	if err := appendTo(p.path("data", "tags.yaml"), tagsYAML(c.tags)); err != nil {
		return err
	}
	return os.WriteFile(p.path("data", "ateliers", "bench.yaml"), []byte(ateliersYAML(c.ateliers)), 0o666)
}

func (p workspace) path(parts ...string) string {
	return filepath.Join(append([]string{p.dir}, parts...)...)
}

var rePageSize = regexp.MustCompile(`(?m)^page_size: \d+$`)

// settings makes lists as long as those of the comparison.
func (p workspace) settings() error {
	name := p.path("data", "site.yaml")
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, rePageSize.ReplaceAll(data, []byte("page_size: 20")), 0o666)
}

func (p workspace) article(a article, c corpus) error {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\ndate: %s\nsummary: %q\nbassins:\n", a.title, a.date, a.summary)
	for _, i := range a.bassins {
		fmt.Fprintf(&b, "  - %s\n", bassins[i])
	}
	b.WriteString("tags:\n")
	for _, i := range a.tags {
		fmt.Fprintf(&b, "  - %s\n", tagID(i))
	}
	fmt.Fprintf(&b, "sources:\n  - title: Rapport annuel, chapitre %d\n    url: https://example.org/rapport/%s\n    publisher: Brusano\n    lang: fr\n    date: %s\n---\n", len(a.body)%12+1, a.id, a.date)
	b.WriteString(a.body)
	folder := p.path("content", "articles", a.id)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for _, m := range regexp.MustCompile(`photo-\d+\.svg`).FindAllString(a.body, -1) {
		if err := copyFile(filepath.Join(c.pictures, m), filepath.Join(folder, m)); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(folder, "index."+a.lang+".md"), []byte(b.String()), 0o666)
}

func tagID(i int) string { return fmt.Sprintf("bench-%d", i) }

func tagsYAML(tags []names) string {
	var b strings.Builder
	for i, tag := range tags {
		fmt.Fprintf(&b, "\n- id: %s\n  names:\n", tagID(i))
		for _, l := range languages {
			fmt.Fprintf(&b, "    %s: %q\n", l, tag.in(l))
		}
		b.WriteString("  slugs:\n")
		for _, l := range languages {
			fmt.Fprintf(&b, "    %s: %s-%d\n", l, lang.Slug(tag.in(l)), i)
		}
	}
	return b.String()
}

// in is the text in a language, or in another one.
func (n names) in(l string) string {
	for _, id := range append([]string{l}, languages...) {
		if n[id] != "" {
			return n[id]
		}
	}
	return ""
}

func ateliersYAML(ateliers []atelier) string {
	var b strings.Builder
	for i, a := range ateliers {
		fmt.Fprintf(&b, "- id: bench-%d\n  kind: atelier-du-changement\n  bassins:\n    - %s\n  titles:\n", i, bassins[a.bassin])
		for _, l := range languages {
			fmt.Fprintf(&b, "    %s: %q\n", l, a.title.in(l))
		}
		b.WriteString("  summary:\n")
		for _, l := range languages {
			fmt.Fprintf(&b, "    %s: %q\n", l, a.text.in(l))
		}
		fmt.Fprintf(&b, "  start: %s\n  place:\n    name: %q\n  sources:\n    - title: Agenda\n      url: https://example.org/agenda/\n", a.date, a.place)
	}
	return b.String()
}

func appendTo(name, text string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.WriteString(f, text)
	return err
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}

// edit replaces the first match of a pattern in a file of the project.
func (p workspace) edit(name, pattern, by string) error {
	data, err := os.ReadFile(p.path(name))
	if err != nil {
		return err
	}
	at := regexp.MustCompile(pattern).FindIndex(data)
	if at == nil {
		return fmt.Errorf("%s has nothing like %s", name, pattern)
	}
	text := string(data[:at[0]]) + by + string(data[at[1]:])
	return os.WriteFile(p.path(name), []byte(text), 0o666)
}
