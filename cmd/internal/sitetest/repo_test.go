package sitetest

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWorkflow has the GitHub workflows read by actionlint, which knows what
// GitHub would refuse, without the shell checkers that not every machine has.
func TestWorkflow(t *testing.T) {
	workflows, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	if err != nil || len(workflows) == 0 {
		t.Fatal("no workflows", err)
	}
	for i, name := range workflows {
		workflows[i], _ = filepath.Abs(name)
	}
	// It needs an older YAML library than we do, and therefore has a go.mod of its own.
	args := []string{"-C", filepath.Join(root, ".tools"), "tool", "actionlint", "-no-color", "-shellcheck=", "-pyflakes="}
	out, err := exec.Command("go", append(args, workflows...)...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestMenu keeps the Makefile a menu.
func TestMenu(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	var targets, lines int
	target := regexp.MustCompile(`^[a-z]+:`)
	for line := range strings.SplitSeq(string(data), "\n") {
		switch {
		case target.MatchString(line):
			targets, lines = targets+1, 0
			if !strings.Contains(line, "## ") {
				t.Errorf("no help: %s", line)
			}
		case strings.HasPrefix(line, "\t"):
			if lines++; lines > 2 {
				t.Errorf("third line of a target, it should be a script: %s", line)
			}
		}
	}
	if targets < 8 || targets > 12 {
		t.Errorf("%d targets, want 8 to 12", targets)
	}
}

// sourceHost matches the package sources that tools write into their files. Ours
// name none: each machine uses the source that it is set up for.
var sourceHost = regexp.MustCompile(`://[a-z.]*(registry|proxy\.golang|sum\.golang|deb\.debian|ftp\.debian|npmmirror|goproxy|pypi|archive\.ubuntu)|"resolved":`)

// TestNoPackageSource looks for them in every file of the repository.
func TestNoPackageSource(t *testing.T) {
	ignored := map[string]bool{".git": true, "public": true, ".cache": true, "node_modules": true}
	count := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (ignored[entry.Name()] || strings.HasPrefix(entry.Name(), ".public") || name == filepath.Join(root, ".tools", "bin")):
			return filepath.SkipDir
		case !entry.Type().IsRegular() || entry.Name() == "repo_test.go":
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if bytes.ContainsRune(data, 0) {
			return nil // a picture, or a program that somebody built
		}
		count++
		if m := sourceHost.Find(data); m != nil {
			t.Errorf("%s has %s", name, m)
		}
		return nil
	})
	if err != nil || count < 100 {
		t.Errorf("looked at %d files: %v", count, err)
	}
	for _, name := range []string{"package-lock.json", ".npmrc"} {
		if _, err := os.Stat(filepath.Join(root, ".tools", name)); err != nil {
			t.Error(err)
		}
	}
}
