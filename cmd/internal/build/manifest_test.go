package build

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

var compare = cmp.AllowUnexported(manifest{}, input{}, written{})

func sampleManifest() *manifest {
	return &manifest{
		settings: "a\nb", started: 1763800000000000000,
		inputs:    []input{{source.Input{Path: "content/é.md", Stamp: source.Stamp{Size: 1, Modified: 2, Changed: 3, Inode: 4}}, 1 << 62}},
		outputs:   []written{{"fr/index.html", 1 << 63, source.Stamp{Size: 5, Modified: 6, Inode: 7}}, {"x", 0, source.Stamp{}}},
		languages: []string{"fr", "nl"}, pages: []int{3, 0},
		warnings: []diag.Problem{{Severity: diag.Warning, Path: "p", Line: 1, Column: 2, Message: "m", Hint: "h", Page: "/"}},
	}
}

func TestManifest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "below", "manifest")
	if diff := cmp.Diff(&manifest{}, readManifest(path), compare); diff != "" {
		t.Errorf("a manifest that does not exist (-want +got):\n%s", diff)
	}
	want := sampleManifest()
	if err := want.write(path); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, readManifest(path), compare); diff != "" {
		t.Errorf("written and read (-want +got):\n%s", diff)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data { // a disk that was full, or a machine that went off
		if err := os.WriteFile(path, data[:n], 0o666); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&manifest{}, readManifest(path), compare); diff != "" {
			t.Fatalf("the first %d bytes alone (-want +got):\n%s", n, diff)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*.new")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}

func FuzzManifest(f *testing.F) {
	path := filepath.Join(f.TempDir(), "manifest")
	if err := sampleManifest().write(path); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(manifestVersion + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Add([]byte(manifestVersion + "\x00\x00\xff\xff\xff\x7f"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "manifest")
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		m := readManifest(path)
		if len(m.languages) != len(m.pages) {
			t.Errorf("%d languages and %d numbers of pages", len(m.languages), len(m.pages))
		}
		if len(m.outputs) == 0 {
			return // unreadable, or of no use
		}
		if err := m.write(path); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m, readManifest(path), compare); diff != "" {
			t.Errorf("what was read is not what is written (-want +got):\n%s", diff)
		}
	})
}

func TestCheckPlace(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"site/content", "site/cmd", "elsewhere"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "site", "content"), filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for out, want := range map[string]string{
		"site/public":     "",
		"site/a/b/c":      "",
		"elsewhere":       "",
		"site2":           "",
		"site":            "output folder holds the project; choose one inside it or elsewhere",
		".":               "output folder holds the project; choose one inside it or elsewhere",
		"site/content":    "output folder lies inside content/; choose another one",
		"site/static/new": "output folder lies inside static/; choose another one",
		"site/.git/x":     "output folder lies inside .git/; choose another one",
		"link/x":          "output folder lies inside content/; choose another one",
		"site/../site/./": "output folder holds the project; choose one inside it or elsewhere",
	} {
		got := ""
		if err := checkPlace(filepath.Join(dir, "site"), dir+"/"+out); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", out, got, want)
		}
	}
}

// TestExchangeInTwo is the way of file systems that cannot exchange two folders
// in one step.
func TestExchangeInTwo(t *testing.T) {
	for name, exchange := range map[string]func(next, out string) error{"one step": exchange, "two steps": exchangeInTwo} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			next, out := filepath.Join(dir, "next"), filepath.Join(dir, "out")
			for _, folder := range []string{next, out} {
				if err := os.MkdirAll(filepath.Join(folder, filepath.Base(folder)), 0o777); err != nil {
					t.Fatal(err)
				}
			}
			if err := exchange(next, out); err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{"next/out", "out/next"} {
				if _, err := os.Stat(filepath.Join(dir, path)); err != nil {
					t.Error(err)
				}
			}
			if err := exchange(filepath.Join(dir, "absent"), out); err == nil {
				t.Error("a folder that does not exist was exchanged")
			}
			if _, err := os.Stat(filepath.Join(out, "next")); err != nil {
				t.Errorf("after a failure the old folder is gone: %v", err)
			}
		})
	}
}
