package pdf

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2025, 3, 1, 0, 0, 0, 0, time.FixedZone("", 3600))

const page = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Een verslag</title>
<style>@page{size:a4} section{break-before:page}</style></head>
<body><h1>Verslag</h1><p><a href="#b">Tweede</a></p><section><h2 id="a">Eerste</h2></section><section><h2 id="b">Tweede</h2></section></body></html>`

// TestChromium prints with the browser of this machine, twice and without a cache.
func TestChromium(t *testing.T) {
	p, err := Find(os.Getenv("CHROMIUM"), "")
	if err != nil {
		t.Fatal(err)
	}
	first, err := p.Print([]byte(page), day)
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.Print([]byte(page), day)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the same page gave two files")
	}
	for _, want := range []string{"/CreationDate (D:20250301120000+00'00')", "/ModDate (D:20250301120000+00'00')", "/Lang (nl)", "/Title (Een verslag)", "/StructTreeRoot", "/Outlines"} {
		if !bytes.Contains(first, []byte(want)) {
			t.Errorf("the file has no %s", want)
		}
	}
	if pages := p.Pages(first); pages["b"] != 3 {
		t.Errorf("pages are %v, want b on page 3", pages)
	}
}

// fake is a browser that runs a script, with $out as the file to write.
func fake(t *testing.T, script string) *Printer {
	t.Helper()
	path := filepath.Join(t.TempDir(), "browser")
	text := "#!/bin/sh\nif [ \"$1\" = --version ]; then echo Fake 1; exit; fi\nfor a; do case $a in --print-to-pdf=*) out=${a#*=};; esac; done\n" + script + "\n"
	if err := os.WriteFile(path, []byte(text), 0o777); err != nil {
		t.Fatal(err)
	}
	p, err := Find(path, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const made = `printf '%%PDF-1.4\n/CreationDate (D:20261122172715+00'"'00'"')\n/ModDate (D:20261122172715-01'"'30'"')\n%%%%EOF\n' >"$out"`

func TestCache(t *testing.T) {
	p := fake(t, made)
	first, err := p.Print([]byte(page), day)
	if err != nil {
		t.Fatal(err)
	}
	if want := "%PDF-1.4\n/CreationDate (D:20250301120000+00'00')\n/ModDate (D:20250301120000+00'00')\n%%EOF\n"; string(first) != want {
		t.Errorf("the file is %q, want %q", first, want)
	}
	p.program = "/nowhere" // whatever comes now comes from the cache
	if again, err := p.Print([]byte(page), day); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the cache gave %q, %v", again, err)
	}
	if _, err := p.Print([]byte(page), day.AddDate(0, 0, 1)); err == nil {
		t.Error("a file of another day came from the cache")
	}
	files, _ := filepath.Glob(filepath.Join(p.cache, "*"))
	if len(files) != 1 {
		t.Fatalf("the cache holds %q", files)
	}
	if err := os.WriteFile(files[0], first[:20], 0o666); err != nil { // the disk was full
		t.Fatal(err)
	}
	if _, err := p.Print([]byte(page), day); err == nil {
		t.Error("half a file came from the cache")
	}
}

// TestForget checks that the cache does not grow for ever.
func TestForget(t *testing.T) {
	p := fake(t, made)
	if _, err := p.Print([]byte(page), day); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(p.cache, "*"))
	old := time.Now().AddDate(0, -2, 0)
	if err := os.Chtimes(files[0], old, old); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Print([]byte(page), day); err != nil { // which asks for it
		t.Fatal(err)
	}
	if _, err := p.Print([]byte(page+" "), day); err != nil {
		t.Fatal(err)
	}
	if files, _ := filepath.Glob(filepath.Join(p.cache, "*")); len(files) != 2 {
		t.Errorf("the cache holds %q, want both", files)
	}
	if err := os.Chtimes(files[0], old, old); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Print([]byte(page+"  "), day); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(files[0]); err == nil {
		t.Error("a file that nobody asked for in two months is still there")
	}
}

func TestBroken(t *testing.T) {
	for name, c := range map[string]struct{ script, want string }{
		"nothing":   {`echo one >&2; echo "no display" >&2; exit 1`, "made no PDF file: no display"},
		"silent":    {`exit 3`, "made no PDF file: exit status 3"},
		"half":      {`printf '%%PDF-1.4' >"$out"`, "made no PDF file: it said nothing"},
		"undated":   {`printf '%%PDF-1.4\n%%%%EOF' >"$out"`, "tells 0 times"},
		"otherwise": {strings.Replace(made, "ModDate", "Moddate", 1), "tells 1 times"},
	} {
		t.Run(name, func(t *testing.T) {
			p := fake(t, c.script)
			if _, err := p.Print([]byte(page), day); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
			if files, _ := filepath.Glob(filepath.Join(p.cache, "*")); len(files) > 0 {
				t.Errorf("the cache holds %q", files)
			}
		})
	}
}

func TestFind(t *testing.T) {
	if _, err := Find(filepath.Join(t.TempDir(), "none"), ""); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("error is %v, want %v", err, ErrNoBrowser)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Find("", ""); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("error without a browser is %v, want %v", err, ErrNoBrowser)
	}
}
