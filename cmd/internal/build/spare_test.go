package build_test

import (
	"os"
	"path/filepath"
	"testing"

	"bassins/cmd/internal/build"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
)

// TestSpare edits two texts in turn, so that each build works in the site before
// the last. A build that fails late leaves no trace in the site, whose files the
// spare holds under a second name; the next one is whole.
func TestSpare(t *testing.T) {
	dir := newProject(t)
	o := options(t, dir)
	before, _ := run(t, o)
	for _, step := range []struct {
		name, more string
		fails      bool
	}{
		{"colline-muette", "Un.", false},
		{"colline-muette", "Deux.", false},
		{"fete-des-fables", "[rien](page:nulle-part)", true},
		{"fete-des-fables", "Trois.", false},
		{"colline-muette", "Quatre.", false},
		{"fete-des-fables", "Cinq.", false},
	} {
		text := filepath.Join(dir, "content", "articles", step.name, "index.fr.md")
		original, err := os.ReadFile(text)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(text, append(original[:len(original):len(original)], "\n"+step.more+"\n"...), 0o666); err != nil {
			t.Fatal(err)
		}
		if step.fails {
			p := project.New(o)
			var problems diag.List
			build.Run(t.Context(), p, build.Options{Out: filepath.Join(dir, "public"), Settings: o.Now.String() + o.BasePath}, &problems)
			p.Close()
			if d := differences(before, tree(t, filepath.Join(dir, "public"))); len(d) > 0 || !problems.Failed() {
				t.Errorf("a build that failed (%v) changed %q", problems.Sorted(), d)
			}
			if err := os.WriteFile(text, original, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		after, summary := run(t, o)
		if d := differences(before, after); len(d) == 0 || len(d) > 2 || summary.Rendered != len(d) { // nl may fall back to fr
			t.Errorf("%q changed %q, and made %d outputs anew", step.more, d, summary.Rendered)
		}
		before = after
	}
	fresh := t.TempDir()
	copySources(t, dir, fresh)
	cold, _ := run(t, options(t, fresh))
	if d := differences(before, cold); len(d) > 0 {
		t.Errorf("the last site differs from a fresh one in %q", d)
	}
}

// TestSpareDamaged alters the spare: what does not belong there is put right.
func TestSpareDamaged(t *testing.T) {
	dir := newProject(t)
	o := options(t, dir)
	list := edits(t)
	run(t, o)
	list[0].apply(t, dir)
	run(t, o)
	spares, err := filepath.Glob(filepath.Join(dir, ".cache", "build", "*.site"))
	if err != nil || len(spares) != 1 {
		t.Fatalf("spares: %v, %v", spares, err)
	}
	if err := os.RemoveAll(filepath.Join(spares[0], "nl")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(spares[0], "fr", "index.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(spares[0], "fr", "index.html"), []byte("?"), 0o666); err != nil {
		t.Fatal(err)
	}
	list[1].apply(t, dir)
	warm, _ := run(t, o)
	fresh := t.TempDir()
	copySources(t, dir, fresh)
	cold, _ := run(t, options(t, fresh))
	if d := differences(warm, cold); len(d) > 0 {
		t.Errorf("after a damage of the spare the site differs from a fresh one in %q", d)
	}
}
