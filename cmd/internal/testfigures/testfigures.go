// Package testfigures loads a small, fictitious site that is all about figures, for the
// tests of the packages that write them. Only tests import it.
package testfigures

import (
	_ "embed"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
	"bassins/cmd/internal/testproject"
)

//go:embed testdata/site.txt
var archive []byte

// Now is the day for which the site is loaded.
const Now = "2025-12-01"

// Load returns the site of testdata/site.txt, with the languages and the interface
// texts of the repository, and with more files, by their paths. What is wrong with its
// figures fails the test.
func Load(t testing.TB, more map[string]string) *site.Site {
	t.Helper()
	root, err := testproject.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(path string, data []byte) {
		to := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range txtar.Parse(archive).Files {
		write(f.Name, f.Data)
	}
	for _, folder := range []string{"languages", "i18n"} {
		for _, id := range []string{"fr", "nl", "en"} {
			path := "data/" + folder + "/" + id + ".yaml"
			data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
			if err != nil {
				t.Fatal(err)
			}
			write(path, data)
		}
	}
	for path, text := range more {
		write(path, []byte(text))
	}
	now, err := lang.ParseDate(Now)
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	var loader site.Loader
	s := loader.Load(source.Read(dir, source.List(dir, &problems), &problems), site.Options{Now: now.Time()}, &problems)
	for _, p := range problems.Sorted() {
		if strings.HasPrefix(p.Path, "data/observations") || strings.HasPrefix(p.Path, "data/indicateurs") || s == nil {
			t.Error(p)
		}
	}
	return s
}
