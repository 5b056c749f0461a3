// Package internal holds no code, only the test of what the packages below it may
// import.
package internal

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "bassins/cmd/internal/"

// may says which packages of the project each package may import: only earlier
// stages. What is in no list here does not exist; a new package finds its place.
var may = map[string][]string{
	// what a file says, and what is wrong with it
	"diag":   {},
	"source": {"diag", "parallel"},
	// work on all cores
	"parallel": {},
	// formats: they know nothing of the project but how to report a problem
	"agenda":   {},
	"pdf":      {},
	"chart":    {},
	"lang":     {"diag"},
	"markdown": {},
	"sheet":    {"diag"},
	// the way of the data
	"assets":   {"diag", "source"},
	"site":     {"diag", "parallel", "source", "agenda", "lang", "markdown", "sheet"},
	"figures":  {"diag", "source", "lang", "sheet", "site"},
	"theme":    {"diag", "source", "lang"},
	"schedule": {"agenda", "lang", "site", "source"},
	"opendata": {"source", "lang", "sheet", "site", "figures"},
	"report":   {"source", "chart", "lang", "site", "opendata"},
	"plan":     {"diag", "parallel", "source", "agenda", "lang", "markdown", "assets", "site", "theme", "schedule", "report", "opendata"},
	"listing":  {"agenda", "lang", "schedule", "figures", "site", "source"},
	"project":  {"diag", "source", "lang", "assets", "site", "figures", "theme", "plan"},
	// what is done with the plan
	"build": {"diag", "parallel", "source", "plan", "project"},
	"check": {"diag", "source", "plan", "project"},
	"serve": {"diag", "source", "lang", "plan", "project"},
	// tests and measurements
	"testproject": {"diag", "source", "assets"},
	"testfigures": {"diag", "lang", "site", "source", "testproject"},
	"sitetest":    {},
	"bench":       {"diag", "build", "check", "serve", "project", "plan", "lang", "site", "source", "theme", "markdown", "testproject"},
}

// command is what cmd/bassins may import: no stage in the middle.
var command = []string{"assets", "build", "check", "diag", "figures", "lang", "listing", "pdf", "project", "serve", "sheet", "source", "site"}

// maxLines is the length of a file that nobody has to scroll through for long.
const maxLines = 500

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	walk(t, func(path string, f *ast.File) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		name := strings.TrimPrefix(dir, "internal/")
		allowed, ok := may[name]
		if dir == "bassins" {
			allowed, ok = command, true
		}
		seen[name] = true
		if !ok {
			t.Errorf("%s: package %s has no place in the table of imports", path, name)
			return
		}
		for _, i := range f.Imports {
			imported, _ := strconv.Unquote(i.Path.Value)
			if short, ours := strings.CutPrefix(imported, module); ours && !slices.Contains(allowed, short) {
				t.Errorf("%s: %s may not import %s", path, name, short)
			}
		}
	})
	for name := range may {
		if !seen[name] && name != "sitetest" { // which is tests only
			t.Errorf("package %s of the table does not exist", name)
		}
	}
}

// timeless packages know no clock: the site's only time is an argument, so that
// the same input gives the same bytes on any day.
var timeless = []string{"diag", "source", "agenda", "chart", "sheet", "lang", "markdown", "assets", "site", "schedule", "figures", "opendata", "report", "listing", "theme", "plan", "project", "check"}

func TestClock(t *testing.T) {
	walk(t, func(path string, f *ast.File) {
		name := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "internal/")
		if strings.HasSuffix(path, "_test.go") || !slices.Contains(timeless, name) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && (s.Sel.Name == "Now" || s.Sel.Name == "Local") {
					t.Errorf("%s: %s may not use time.%s", path, name, s.Sel.Name)
				}
			}
			return true
		})
	})
}

// TestDirections reads the table itself: whoever is imported comes earlier.
func TestDirections(t *testing.T) {
	state := map[string]int{} // 1 while its imports are visited, 2 afterwards
	var visit func(name string)
	visit = func(name string) {
		if state[name] == 1 {
			t.Errorf("package %s imports itself in the end", name)
		}
		if state[name] != 0 {
			return
		}
		state[name] = 1
		for _, below := range may[name] {
			visit(below)
		}
		state[name] = 2
	}
	for name := range may {
		visit(name)
	}
}

func TestForm(t *testing.T) {
	documented := map[string]bool{}
	walk(t, func(path string, f *ast.File) {
		dir := filepath.Dir(path)
		if _, ok := documented[dir]; !ok {
			documented[dir] = false
		}
		if f.Doc != nil {
			start := "Package " + f.Name.Name + " "
			if f.Name.Name == "main" {
				start = "Command "
			}
			if !strings.HasPrefix(f.Doc.Text(), start) {
				t.Errorf("%s: the package comment does not begin with %q", path, start)
			}
			documented[dir] = true
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: an init function does things out of sight", path)
			}
		}
		if n := lines(t, path); n > maxLines {
			t.Errorf("%s has %d lines, more than %d", path, n, maxLines)
		}
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

// walk parses every Go file below cmd.
func walk(t *testing.T, visit func(path string, f *ast.File)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		visit(strings.TrimPrefix(filepath.ToSlash(path), "../"), f)
		return nil
	})
	if err != nil || files < 50 {
		t.Fatalf("%d files read: %v", files, err)
	}
}

func lines(t *testing.T, path string) int {
	t.Helper()
	f, err := os.Open(filepath.Join("..", path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		n++
	}
	return n
}
