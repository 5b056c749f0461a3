// Package testproject writes a small, complete and fictitious project for tests:
// the contents and data of cmd/bassins/testdata/project, which speak of two
// basins, three communes and two languages, joined with the repository's own
// templates, languages and interface texts. Whoever changes a template therefore
// tests it here too. Only tests import it.
package testproject

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"bassins/cmd/internal/assets"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// Now is the day for which tests build the project: the meeting of February 2025
// is over, that of September is to come.
const Now = "2025-03-01"

// Root returns the folder of the repository, found from the current one.
func Root() (string, error) {
	dir, err := os.Getwd()
	for ; err == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
	}
	return "", errors.Join(errors.New("no go.mod in this folder or above"), err)
}

// Sass returns the command of Dart Sass in a repository.
func Sass(root string) string {
	return filepath.Join(root, ".tools", "node_modules", "sass-embedded-linux-x64", "dart-sass", "sass")
}

// Write writes the project into a folder. It leaves files that exist as they are,
// so that a test may write its own first.
func Write(dir string) error {
	files, err := read()
	if err != nil {
		return err
	}
	for path, data := range files {
		to := filepath.Join(dir, filepath.FromSlash(path))
		if _, err := os.Lstat(to); err == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(to, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// read returns the files of the project by path, read once.
var read = sync.OnceValues(func() (map[string][]byte, error) {
	root, err := Root()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	add := func(from, to string) {
		from = filepath.Join(root, filepath.FromSlash(from))
		err = errors.Join(err, filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			rel := strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(path, from)), "/")
			files[strings.Trim(to+"/"+rel, "/")] = data
			return err
		}))
	}
	add("cmd/bassins/testdata/project", "")
	add("templates", "templates")
	for _, language := range []string{"fr", "nl"} {
		add("data/languages/"+language+".yaml", "data/languages/"+language+".yaml")
		add("data/i18n/"+language+".yaml", "data/i18n/"+language+".yaml")
	}
	if err != nil {
		return nil, err
	}
	return files, compileStyles(root, files)
})

// compileStyles puts the finished stylesheets among the files, so that only the
// first of many builds waits for Dart Sass. Without Dart Sass those that the
// repository holds have to fit.
func compileStyles(root string, files map[string][]byte) error {
	if _, err := os.Stat(Sass(root)); err != nil {
		return nil
	}
	dir, err := os.MkdirTemp("", "testproject")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for path, data := range files {
		if !strings.HasPrefix(path, "templates/") {
			continue
		}
		to := filepath.Join(dir, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.WriteFile(to, data, 0o666)); err != nil {
			return err
		}
	}
	var problems diag.List
	tree := source.Read(dir, source.List(dir, &problems), &problems)
	assets.UpdateStyles(tree, assets.Options{Sass: Sass(root)}, &problems)
	for _, p := range problems.Sorted() {
		if p.Severity == diag.Error {
			err = errors.Join(err, errors.New(p.String()))
		}
	}
	made, globErr := filepath.Glob(filepath.Join(dir, "templates", "*.css*"))
	err = errors.Join(err, globErr)
	for _, path := range made {
		data, readErr := os.ReadFile(path)
		err = errors.Join(err, readErr)
		files["templates/"+filepath.Base(path)] = data
	}
	return err
}
