package opendata

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// plain writes the spaces that do not break as those that do.
var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// load returns the fictitious site of package report, with the languages and the interface
// texts of the repository, and with more files.
func load(t testing.TB, more map[string]string) *site.Site {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("..", "report", "testdata", "site.txt"))
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
	for _, f := range archive.Files {
		write(f.Name, f.Data)
	}
	for _, folder := range []string{"languages", "i18n"} {
		for _, id := range []string{"fr", "nl", "en"} {
			data, err := os.ReadFile(filepath.Join("..", "..", "..", "data", folder, id+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			write("data/"+folder+"/"+id+".yaml", data)
		}
	}
	for path, text := range more {
		write(path, []byte(text))
	}
	now, err := lang.ParseDate("2025-12-01")
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
