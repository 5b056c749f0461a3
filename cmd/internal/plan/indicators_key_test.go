package plan_test

import (
	"bytes"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

// TestFigureKey changes every line that pages of figures may be made of: a page that
// changes must have another key.
func TestFigureKey(t *testing.T) {
	dir := figureProject(t)
	writeFile(t, dir, "data/rapports/2024.yaml", "published: 2025-02-02\n") // shows no figure but its own
	writeFile(t, dir, "data/observations/odd.yaml", `- indicator: population
  territory: colline
  missing: not-published
  note:
    fr: Personne ne le dit.
    nl: Niemand zegt het.
- indicator: share
  territory: pontnulpart
  period: 2024
  missing: too-few
`)
	writeFile(t, dir, "data/corrections.yaml", `- indicator: share
  territory: colline
  period: 2024
  date: 2025-02-10
  old: 30
  new: 31
  reason:
    fr: Une erreur de lecture.
    nl: Een leesfout.
`)
	p := load(t, dir, testproject.Now)
	defer p.Close()
	before, ok := aboutFigures(t, p)
	if !ok {
		t.Fatal("the project has problems")
	}
	changed := keysFollow(t, p, dir, before, aboutFigures, "data/indicateurs/*", "data/observations/*", "data/rapports/*", "data/[c-t]*.yaml",
		"data/sources/*", "data/bassins/*", "content/rapports/*/*", "content/pages/*/index.fr.md")
	if changed < 500 {
		t.Errorf("%d pages changed: there are more", changed)
	}
}

// aboutFigures makes the pages of figures; ok is false if the project has errors.
func aboutFigures(t *testing.T, p *project.Project, changed ...string) (pages map[string]page, ok bool) {
	t.Helper()
	var problems diag.List
	pl := p.Load(&problems, changed...)
	if problems.Failed() {
		return nil, false
	}
	pages = map[string]page{}
	for _, o := range pl.Outputs {
		if !strings.HasPrefix(o.Path, "fr/indicateurs/") && !strings.HasPrefix(o.Path, "fr/rapports/") && !strings.Contains(o.Path, "/chiffres/") {
			continue
		}
		if !strings.HasSuffix(o.Path, ".html") {
			continue
		}
		r, err := o.Prepare()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		r.Render(&b, &problems)
		pages[o.Path] = page{r.Key, b.String()}
	}
	return pages, !problems.Failed()
}
