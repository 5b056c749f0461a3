package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
)

// writeFiles writes files below a folder.
func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for path, text := range files {
		to := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func paths(files []*File) []string {
	var found []string
	for _, f := range files {
		found = append(found, f.Path)
	}
	return found
}

func messages(problems *diag.List) string {
	var b strings.Builder
	for _, p := range problems.Sorted() {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"content/a/index.fr.md": "a", "content/ab": "x", "content/.hidden": "x", "content/.git/x": "x", "data/b/c/d.yaml": "d",
		"static/e": "", "templates/f.html": "f", "cmd/g.go": "g", "README.md": "x", "content/b/~index.md": "x",
	})
	var problems diag.List
	tree := Read(dir, List(dir, &problems), &problems)
	want := []string{"content/a/index.fr.md", "content/ab", "content/b/~index.md"}
	if diff := cmp.Diff(want, paths(tree.Under("content"))); diff != "" {
		t.Errorf("content (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"content/a/index.fr.md"}, paths(tree.Under("content/a"))); diff != "" {
		t.Errorf("content/a (-want +got):\n%s", diff)
	}
	if f := tree.File("data/b/c/d.yaml"); f == nil || string(f.Data) != "d" {
		t.Errorf("data/b/c/d.yaml is %v", f)
	}
	if f := tree.File("cmd/g.go"); f != nil {
		t.Error("a file outside the input folders was read")
	}
	if got := messages(&problems); got != "" {
		t.Errorf("problems: %s", got)
	}
}

func TestNoProject(t *testing.T) {
	var problems diag.List
	if inputs := List(filepath.Join(t.TempDir(), "absent"), &problems); inputs != nil {
		t.Errorf("inputs: %v", inputs)
	}
	if got, want := messages(&problems), "open the project: no such file or directory\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRefresh(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{"content/a/x.md": "x", "content/a/y.md": "y", "content/b/z.md": "z", "data/d.yaml": "d"})
	var problems diag.List
	old := Read(dir, List(dir, &problems), &problems)

	writeFiles(t, dir, map[string]string{"content/a/x.md": "changed", "content/c/new.md": "new", "content/c/.hidden": "x"})
	if err := os.RemoveAll(filepath.Join(dir, "content", "b")); err != nil {
		t.Fatal(err)
	}
	next := old.Refresh([]string{"content/a/x.md", "content/a/y.md", "content/b", "content/c", "content/c/.hidden"}, &problems)
	want := []string{"content/a/x.md", "content/a/y.md", "content/c/new.md"}
	if diff := cmp.Diff(want, paths(next.Under("content"))); diff != "" {
		t.Errorf("content (-want +got):\n%s", diff)
	}
	if got := string(next.File("content/a/x.md").Data); got != "changed" {
		t.Errorf("the changed file holds %q", got)
	}
	if string(old.File("content/a/x.md").Data) != "x" || old.File("content/b/z.md") == nil {
		t.Error("the old tree has changed")
	}
	for _, path := range []string{"content/a/y.md", "data/d.yaml"} {
		if next.File(path) != old.File(path) {
			t.Errorf("the unchanged %s is another File", path)
		}
	}
	if got := messages(&problems); got != "" {
		t.Errorf("problems: %s", got)
	}
}

// TestRefreshLink protects serve: a link that leaves the project is no more read
// when it comes while the server runs.
func TestRefreshLink(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{"static/a": "a"})
	var problems diag.List
	tree := Read(dir, List(dir, &problems), &problems)
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "static", "secret")); err != nil {
		t.Fatal(err)
	}
	tree = tree.Refresh([]string{"static/secret"}, &problems)
	if tree.File("static/secret") != nil {
		t.Error("the target of the link was read")
	}
	const want = "static/secret: symbolic link leaves the project (copy the file to this place instead)\n"
	if got := messages(&problems); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRefreshIncomplete reports what is wrong with a file as long as it is, also
// when another one changes.
func TestRefreshIncomplete(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{"data/a.yaml": "a", "data/b.yaml": "b"})
	large := filepath.Join(dir, "data", "a.yaml")
	if err := os.Truncate(large, MaxText+1); err != nil {
		t.Fatal(err)
	}
	const want = "data/a.yaml: file of 4 MB is too large (at most 4 MB)\n"
	var problems diag.List
	tree := Read(dir, List(dir, &problems), &problems)
	if got := messages(&problems); got != want {
		t.Errorf("at first: got %q, want %q", got, want)
	}
	problems = diag.List{}
	tree = tree.Refresh([]string{"data/b.yaml"}, &problems)
	if got := messages(&problems); got != want {
		t.Errorf("after a change elsewhere: got %q, want %q", got, want)
	}
	if diff := cmp.Diff([]string{"data/a.yaml"}, tree.Unread()); diff != "" {
		t.Errorf("unread (-want +got):\n%s", diff)
	}
	if err := os.Truncate(large, 1); err != nil {
		t.Fatal(err)
	}
	problems = diag.List{}
	tree = tree.Refresh([]string{"data/a.yaml"}, &problems)
	if got := messages(&problems); got != "" || tree.File("data/a.yaml") == nil {
		t.Errorf("once repaired: got %q, file %v", got, tree.File("data/a.yaml"))
	}
}
