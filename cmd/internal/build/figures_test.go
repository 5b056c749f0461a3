package build_test

import (
	"slices"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
)

// TestFiguresInTexts edits figures: exactly the texts that show one get another
// key, and a warm build gives what a cold one does.
func TestFiguresInTexts(t *testing.T) {
	dir := newProject(t)
	const article = "content/articles/nouveau-quai/index.fr.md"
	edit{path: article, change: func(s string) string {
		return s + "\n::: card share/rivage\n:::\n\n::: data population\nterritories: region\n:::\n"
	}}.apply(t, dir)
	edit{path: "content/articles/colline-muette/index.fr.md", change: replace("Une colline ne dit rien.", "Parmi [](figure:share/rivage), rien.")}.apply(t, dir)
	o := options(t, dir)
	p := project.New(o)
	defer p.Close()
	warm, _ := run(t, o)
	before := articleKeys(t, p)
	const (
		party  = "fr/articles/fete-des-fables/index.html" // names both, the Dutch one the population
		partij = "nl/artikelen/fabelfeest/index.html"
		quay   = "fr/articles/nouveau-quai/index.html"
		hill   = "fr/articles/colline-muette/index.html" // in its summary
		heuvel = "nl/artikelen/colline-muette/index.html"
	)
	for _, c := range []struct {
		edit
		want []string
	}{
		{edit{"population", "data/observations/all.yaml", replace("value: 3000", "value: 3456"), false}, []string{party, quay, partij}},
		{edit{"share", "data/observations/all.yaml", replace("value: 12.5", "value: 13.5"), false}, []string{hill, party, quay, heuvel}},
		{edit{"another territory", "data/observations/all.yaml", replace("value: 999", "value: 998"), false}, []string{}},
		{edit{"another source's page", "data/observations/all.yaml", replace("    - ref: fable\n\n- indicator: share", "    - ref: fable\n      page: \"7\"\n\n- indicator: share"), false}, []string{party, quay, partij}},
		{edit{"source", "data/sources/all.yaml", replace("Le livre des fables", "Le grand livre"), false}, nil},
	} {
		c.apply(t, dir)
		after := articleKeys(t, p, c.path)
		var changed []string
		for path, key := range after {
			if before[path] != key {
				changed = append(changed, path)
			}
		}
		slices.Sort(changed)
		if c.want != nil && !slices.Equal(changed, c.want) {
			t.Errorf("%s: %s got another key, want %s", c.name, strings.Join(changed, ", "), strings.Join(c.want, ", "))
		}
		before = after
		warm, _ = run(t, o)
	}
	fresh := t.TempDir()
	copySources(t, dir, fresh)
	cold, _ := run(t, options(t, fresh))
	if paths := differences(warm, cold); len(paths) > 0 {
		t.Errorf("warm and cold build differ in %s", strings.Join(paths, ", "))
	}
}

// articleKeys are the keys of the pages of articles, after a file has changed.
func articleKeys(t *testing.T, p *project.Project, changed ...string) map[string]uint64 {
	t.Helper()
	var problems diag.List
	plan := p.Load(&problems, changed...)
	keys := map[string]uint64{}
	for i := range plan.Outputs {
		o := &plan.Outputs[i]
		if !strings.HasPrefix(o.Source, "content/articles/") || !strings.HasSuffix(o.Path, ".html") {
			continue
		}
		r, err := o.Prepare()
		if err != nil {
			t.Fatal(err)
		}
		keys[o.Path] = r.Key
	}
	if problems.Failed() {
		t.Fatal(problems.Sorted())
	}
	return keys
}
