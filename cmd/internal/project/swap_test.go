package project_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
)

// TestSwapEqualsLoad changes one text after the other in a project in memory, and
// compares it each time with one that is loaded anew.
func TestSwapEqualsLoad(t *testing.T) {
	p, _, problems := load(t, func(*project.Options) {})
	if problems.Failed() {
		t.Fatal(problems.Sorted())
	}
	for _, e := range []struct{ name, path, old, new string }{
		{"body", "content/articles/nouveau-quai/index.fr.md", "\n---\n", "\n---\nUn mot de plus.\n\n"},
		{"body again", "content/articles/nouveau-quai/index.fr.md", "Un mot", "Deux mots"},
		{"a link", "content/articles/nouveau-quai/index.fr.md", "Deux mots", "[](article:colline-muette)"},
		{"the only translation", "content/articles/colline-muette/index.fr.md", "\n---\n", "\n---\nEncore.\n\n"},
		{"a title", "content/articles/nouveau-quai/index.fr.md", "Un nouveau quai", "Un quai"},
		{"a picture less", "content/articles/nouveau-quai/index.fr.md", "![", "\\!["},
		{"a page", "content/pages/contact/index.fr.md", "Tout est inventé", "Tout est changé"},
		{"a body at last", "content/articles/nouveau-quai/index.nl.md", "\n---\n", "\n---\nEn nog iets.\n\n"},
	} {
		name := filepath.Join(p.Options.Dir, filepath.FromSlash(e.path))
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		i := strings.LastIndex(text, e.old)
		if i < 0 {
			t.Fatalf("%s: %s does not hold %q", e.name, e.path, e.old)
		}
		if err := os.WriteFile(name, []byte(text[:i]+e.new+text[i+len(e.old):]), 0o666); err != nil {
			t.Fatal(err)
		}
		fresh := project.New(p.Options)
		defer fresh.Close()
		var got, want diag.List
		inMemory, anew := p.Load(&got, e.path), fresh.Load(&want)
		if diff := cmp.Diff(want.Sorted(), got.Sorted()); diff != "" {
			t.Errorf("%s: problems of a fresh load (-), in memory (+):\n%s", e.name, diff)
		}
		if want.Failed() {
			continue
		}
		a, b := outputs(t, anew), outputs(t, inMemory)
		maps.DeleteFunc(a, func(path, text string) bool { return b[path] == text })
		for path := range a {
			t.Errorf("%s: %s differs", e.name, path)
		}
	}
}
