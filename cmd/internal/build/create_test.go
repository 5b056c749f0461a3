package build

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"bassins/cmd/internal/source"
)

// TestCreate compares the fast way to write a file with that of the library.
func TestCreate(t *testing.T) {
	for name, f := range map[string]func() ([]byte, string){
		"empty":      func() ([]byte, string) { return nil, "a" },
		"text":       func() ([]byte, string) { return []byte("du texte\n"), "b.html" },
		"10 MB":      func() ([]byte, string) { return bytes.Repeat([]byte("0123456789"), 1<<20), "c" },
		"no folder":  func() ([]byte, string) { return []byte("x"), "missing/d" },
		"there is":   func() ([]byte, string) { return []byte("new"), "old" },
		"a folder":   func() ([]byte, string) { return []byte("new"), "folder" },
		"under file": func() ([]byte, string) { return []byte("new"), "old/e" },
	} {
		t.Run(name, func(t *testing.T) {
			data, path := f()
			var errs [2]error
			for i, create := range []func(string, []byte) (source.Stamp, error){create, createWithOS} {
				dir := t.TempDir()
				os.WriteFile(filepath.Join(dir, "old"), []byte("old"), 0o666)
				os.Mkdir(filepath.Join(dir, "folder"), 0o777)
				at := filepath.Join(dir, path)
				stamp, err := create(at, data)
				if errs[i] = err; err != nil {
					if old, _ := os.ReadFile(filepath.Join(dir, "old")); string(old) != "old" {
						t.Errorf("the file that was there holds %q", old)
					}
					continue
				}
				if got, _ := os.ReadFile(at); !bytes.Equal(got, data) {
					t.Errorf("%d bytes were written, want %d", len(got), len(data))
				}
				info, err := os.Stat(at)
				if err != nil || outputStamp(info) != stamp || info.Mode().Perm()&0o600 != 0o600 {
					t.Errorf("stamp is %+v, of the file %+v (%v)", stamp, outputStamp(info), err)
				}
			}
			if (errs[0] == nil) != (errs[1] == nil) || errors.Is(errs[0], fs.ErrExist) != errors.Is(errs[1], fs.ErrExist) {
				t.Errorf("fails with %v, and the library's way with %v", errs[0], errs[1])
			} else if errs[0] != nil && cause(errs[0]) != cause(errs[1]) {
				t.Errorf("cause is %q, and of the library's way %q", cause(errs[0]), cause(errs[1]))
			}
		})
	}
}
