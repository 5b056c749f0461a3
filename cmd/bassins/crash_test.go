//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"bassins/cmd/internal/testproject"
)

// bassins is a call of the command in a folder.
func bassins(dir string, args ...string) *exec.Cmd {
	c := exec.Command("bassins", args...)
	c.Dir = dir
	return c
}

// mustBuild builds the project and returns its site.
func mustBuild(t *testing.T, dir string, args ...string) map[string]string {
	t.Helper()
	args = append([]string{"build", "--now", testproject.Now}, args...)
	if out, err := bassins(dir, args...).CombinedOutput(); err != nil {
		t.Fatalf("bassins %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return siteIn(t, dir)
}

func siteIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := readTree(filepath.Join(dir, "public"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestKilled kills a build while it writes: the site that is there stays as it
// was, and the next build takes no notice.
func TestKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	before := mustBuild(t, dir)
	addArticles(t, dir, 300) // time to be killed in
	half := filepath.Join(dir, ".public.bassins-new")
	killed := false
	for try := 0; try < 10 && !killed; try++ {
		c := bassins(dir, "build", "--now", testproject.Now)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			if entries, err := os.ReadDir(half); err == nil && len(entries) > 1 {
				break
			}
		}
		c.Process.Kill()
		err := c.Wait()
		_, left := os.Stat(half)
		killed = err != nil && left == nil
	}
	if !killed {
		t.Fatal("no build could be killed while it wrote")
	}
	if diff := compareTrees(before, siteIn(t, dir)); diff != "" {
		t.Errorf("a killed build changed the site:\n%s", diff)
	}
	after := mustBuild(t, dir)
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Errorf("the folder of the killed build is still there: %v", err)
	}
	if err := os.RemoveAll(filepath.Join(dir, ".cache")); err != nil {
		t.Fatal(err)
	}
	if diff := compareTrees(after, mustBuild(t, dir)); diff != "" {
		t.Errorf("the build after a killed one is not that of a clean cache:\n%s", diff)
	}
}

// addArticles writes n articles that differ in their names.
func addArticles(t *testing.T, dir string, n int) {
	t.Helper()
	for i := range n {
		folder := filepath.Join(dir, "content", "articles", fmt.Sprintf("essai-%d", i))
		text := fmt.Sprintf("---\ntitle: Essai %d\ndate: 2025-01-01\nsummary: Un essai.\nsources:\n  - ref: fable\n---\nBonjour.\n", i)
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "index.fr.md"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAtOnce starts several builds at one time: each either builds the site or
// says that another does, and the site is whole.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	outputs := make([]string, 4)
	for i := range outputs {
		group.Go(func() {
			out, err := bassins(dir, "build", "--now", testproject.Now).CombinedOutput()
			if err == nil {
				out = nil
			}
			outputs[i] = string(out)
		})
	}
	group.Wait()
	built := 0
	for _, out := range outputs {
		if out == "" {
			built++
		} else if !strings.HasPrefix(out, ".cache: another build of this project is running") {
			t.Errorf("a build beside others says %q", out)
		}
	}
	if built == 0 {
		t.Error("none of the builds came to its end")
	}
	got := siteIn(t, dir)
	if err := os.RemoveAll(filepath.Join(dir, ".cache")); err != nil {
		t.Fatal(err)
	}
	if diff := compareTrees(mustBuild(t, dir), got); diff != "" {
		t.Errorf("builds at once made another site than one alone:\n%s", diff)
	}
}

// TestUnreadable builds as a user who may not read some files, and not write the
// output. Root may do everything, so the command then runs as nobody.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "unreadable") // the folders of t.TempDir are closed to others
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	command, err := exec.LookPath("bassins")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(command)
	if err != nil {
		t.Fatal(err)
	}
	command = filepath.Join(dir, "bassins")
	if err := os.WriteFile(command, program, 0o755); err != nil {
		t.Fatal(err)
	}
	project := filepath.Join(dir, "site")
	if err := testproject.Write(project); err != nil {
		t.Fatal(err)
	}
	before := mustBuild(t, project)
	credential := &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		credential.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
		if out, err := exec.Command("chown", "-R", "65534:65534", dir).CombinedOutput(); err != nil {
			t.Fatalf("chown: %v\n%s", err, out)
		}
	}
	chmod := func(path string, mode os.FileMode) {
		if err := os.Chmod(filepath.Join(project, path), mode); err != nil {
			t.Fatal(err)
		}
	}
	build := func() string {
		c := exec.Command(command, "build", "--now", testproject.Now)
		c.Dir, c.SysProcAttr = project, credential
		var stderr bytes.Buffer
		c.Stderr = &stderr
		if err := c.Run(); err == nil {
			t.Error("the build says that all is well")
		}
		return stderr.String()
	}
	chmod("data/tags.yaml", 0)
	chmod("content/pages/contact/index.fr.md", 0)
	chmod("static", 0)
	want := "content/pages/contact/index.fr.md: read: permission denied\n" +
		"data/tags.yaml: read: permission denied\n" +
		"static: read the folder: permission denied\n"
	if got := build(); got != want {
		t.Errorf("with unreadable files the build says\n%swant\n%s", got, want)
	}
	chmod("data/tags.yaml", 0o644)
	chmod("content/pages/contact/index.fr.md", 0o644)
	chmod("static", 0o755)
	chmod(".", 0o555) // the new site cannot be made beside the old one
	addText := filepath.Join(project, "content", "pages", "contact", "index.fr.md")
	text, err := os.ReadFile(addText)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(addText, append(text, "\nPlus.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, want := build(), "public: create the output folder: permission denied\n"; got != want {
		t.Errorf("where nothing can be written the build says %q, want %q", got, want)
	}
	chmod(".", 0o755)
	if diff := compareTrees(before, siteIn(t, project)); diff != "" {
		t.Errorf("the site changed:\n%s", diff)
	}
}
