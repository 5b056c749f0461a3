package sitetest

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The site is built for this address, as of this day.
const (
	baseURL = "https://bassins.example"
	today   = "2026-11-22"
)

// root is the folder of the repository.
var root = filepath.Join("..", "..", "..")

// temp is a folder for the time of the tests.
var temp string

func TestMain(m *testing.M) {
	var err error
	if temp, err = os.MkdirTemp("", "sitetest"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(temp)
	os.Exit(code)
}

// site is the site under test.
type site struct {
	folder string
	deep   string           // the site once more, for a host on which it is not alone
	server *httptest.Server // the site for a browser
	pages  []*page          // its pages, by address
}

// built is the site, built when the first test asks for it.
var built = sync.OnceValues(build)

// open returns the site.
func open(t *testing.T) *site {
	t.Helper()
	s, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func build() (*site, error) {
	if err := touchInputs(); err != nil {
		return nil, err
	}
	command := filepath.Join(temp, "bassins")
	if err := do("go", "build", "-buildvcs=false", "-o", command, "./cmd/bassins"); err != nil {
		return nil, err
	}
	s := &site{folder: filepath.Join(temp, "site"), deep: filepath.Join(temp, "deep")}
	if err := do(command, "build", "-o", s.folder, "--now", today, "--base-url", baseURL+"/"); err != nil {
		return nil, err
	}
	if err := do(command, "build", "-o", s.deep, "--now", today, "--base-url", baseURL+deepPath, "--base-path", deepPath); err != nil {
		return nil, err
	}
	pages, err := readPages(s.folder)
	if err != nil {
		return nil, err
	}
	s.pages = pages
	s.server = httptest.NewServer(http.FileServer(http.Dir(s.folder)))
	return s, nil
}

// touchInputs looks at every file that the site is made of. They are read by the
// command and by Node, not by this process, so that go test would otherwise not
// know that they changed and show an old result from its cache. It only notices
// what a test looks at, and nothing that TestMain does before.
func touchInputs() error {
	for _, name := range []string{"cmd", "content", "data", "static", "templates", ".tools", ".github", ".ci"} {
		err := filepath.WalkDir(filepath.Join(root, name), func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.Name() == "node_modules" || path == filepath.Join(root, ".tools", "bin") {
				return filepath.SkipDir
			}
			_, err = os.Stat(path)
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

// do runs a command at the root of the repository.
func do(name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Dir = root
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}

// script runs a script of .tools and fails the test for each problem it printed.
// The last line has to be done: a script that looked at nothing finds nothing.
func script(t *testing.T, done, stdin, name string, args ...string) {
	t.Helper()
	tools := filepath.Join(root, ".tools")
	if _, err := os.Stat(filepath.Join(tools, "node_modules", ".package-lock.json")); err != nil {
		t.Fatal("the packages in .tools are not installed: run make test, or cd .tools && npm ci --ignore-scripts")
	}
	// make test puts a newer Node here where the system's is too old.
	node := filepath.Join(tools, "bin", "node")
	if _, err := os.Stat(node); err != nil {
		if node, err = exec.LookPath("node"); err != nil {
			t.Fatal("there is no node: run make test, which installs it")
		}
	}

	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, node, append([]string{filepath.Join(tools, name)}, args...)...)
	c.WaitDelay = 10 * time.Second // a browser may outlive the script
	c.Stdin = strings.NewReader(stdin)
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	last := len(lines) - 1
	for _, line := range lines[:last] {
		t.Error(line)
	}
	if lines[last] != done {
		t.Errorf("%s ended with %q, want %q", name, lines[last], done)
	}
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, stderr.String())
	}
}
