package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// names are those that the browser has on different systems.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// ErrNoBrowser says that there is no Chromium, and how to get one.
var ErrNoBrowser = errors.New("PDF files need Chromium, and there is none (on Debian: sudo apt-get install -y chromium fonts-liberation; or name it in CHROMIUM)")

// limit is how long one file may take.
const limit = 2 * time.Minute

// Printer makes PDF files. It is for several goroutines.
type Printer struct {
	program string
	version string
	cache   string // folder; "" keeps nothing

	busy sync.Mutex // one browser at a time: each takes all cores, and half a gigabyte
}

// Find returns a Printer with the program, or with the Chromium that is in PATH if
// it is "". Files are kept in the folder cache.
func Find(program, cache string) (*Printer, error) {
	if program == "" {
		for _, name := range names {
			if found, err := exec.LookPath(name); err == nil {
				program = found
				break
			}
		}
	}
	if program == "" {
		return nil, ErrNoBrowser
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	out, err := exec.CommandContext(ctx, program, "--version").Output()
	version := strings.TrimSpace(string(out))
	if err != nil || version == "" {
		return nil, fmt.Errorf("ask %s for its version: %w; %w", program, err, ErrNoBrowser)
	}
	return &Printer{program: program, version: version, cache: cache}, nil
}

// Version names the browser: another one makes other files of the same page.
func (p *Printer) Version() string { return p.version }

// Print returns the PDF file of a page. It tells the date as the one on which it
// was made.
func (p *Printer) Print(page []byte, date time.Time) ([]byte, error) {
	h := sha256.New()
	fmt.Fprintln(h, revision, p.version, noon(date), len(page))
	h.Write(page)
	kept := filepath.Join(p.cache, hex.EncodeToString(h.Sum(nil)[:16])+".pdf")
	if p.cache != "" {
		if data, err := os.ReadFile(kept); err == nil && complete(data) {
			now := time.Now()
			os.Chtimes(kept, now, now) // else it is forgotten one day
			return data, nil
		}
	}
	data, err := p.print(page)
	if err != nil {
		return nil, err
	}
	if data, err = dated(data, date); err != nil {
		return nil, err
	}
	if p.cache != "" {
		keep(kept, data) // if it fails, the next build takes longer
		p.forget()
	}
	return data, nil
}

// forget deletes the files that no build has asked for in a month: each version of
// a text makes others.
func (p *Printer) forget() {
	files, _ := os.ReadDir(p.cache)
	for _, f := range files {
		if info, err := f.Info(); err == nil && time.Since(info.ModTime()) > 30*24*time.Hour {
			os.Remove(filepath.Join(p.cache, f.Name()))
		}
	}
}

// revision changes whenever the same page would give another file.
const revision = 1

// flags make a browser that prints and does nothing else.
var flags = []string{
	"--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
	"--disable-extensions", "--disable-dev-shm-usage", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
	"--no-pdf-header-footer", "--generate-pdf-document-outline",
}

func (p *Printer) print(page []byte) ([]byte, error) {
	p.busy.Lock()
	defer p.busy.Unlock()
	dir, err := os.MkdirTemp("", "bassins-pdf-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	if err := os.WriteFile(in, page, 0o666); err != nil {
		return nil, err
	}
	args := append(append([]string{}, flags...), "--user-data-dir="+filepath.Join(dir, "profile"), "--print-to-pdf="+out)
	if os.Geteuid() == 0 { // the sandbox refuses to run as root, as one is in a container
		args = append(args, "--no-sandbox")
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var said bytes.Buffer
	c := exec.CommandContext(ctx, p.program, append(args, "file://"+filepath.ToSlash(in))...)
	c.Stderr = &said
	c.WaitDelay = time.Second // its children may hold the pipe
	err = c.Run()
	data, readErr := os.ReadFile(out)
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s has not printed the page within %v", p.program, limit)
	case readErr != nil || !complete(data):
		return nil, fmt.Errorf("%s has made no PDF file: %s", p.program, last(said.String(), err))
	}
	return data, nil
}

// last is the last line of what a program said, or its error.
func last(said string, err error) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if text := lines[len(lines)-1]; text != "" {
		return text
	}
	if err != nil {
		return err.Error()
	}
	return "it said nothing"
}

func complete(data []byte) bool {
	return bytes.HasPrefix(data, []byte("%PDF-")) && bytes.HasSuffix(bytes.TrimSpace(data), []byte("%%EOF"))
}

var reDates = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}[+-]\d{2}'\d{2}'\)`)

// noon is how PDF writes the noon of a day, ISO 32000-2 §7.9.4.
func noon(date time.Time) string { return "D:" + date.Format("20060102") + "120000+00'00'" }

// dated replaces the times at which the file was made by one of the same length, so
// that no offset in it changes.
func dated(data []byte, date time.Time) ([]byte, error) {
	text := noon(date)
	found := 0
	data = reDates.ReplaceAllFunc(data, func(old []byte) []byte {
		found++
		name, _, _ := bytes.Cut(old, []byte(" "))
		return append(append([]byte{}, name...), " ("+text+")"...)
	})
	if found != 2 {
		return nil, fmt.Errorf("the PDF file tells %d times where 2 are known: its browser writes it in another way", found)
	}
	return data, nil
}

var (
	rePage = regexp.MustCompile(`(?m)^(\d+) 0 obj\s+<<\s*/Type\s*/Page\s`)
	reDest = regexp.MustCompile(`/([A-Za-z0-9_.-]+) \[(\d+) 0 R /XYZ `)
)

// Pages returns the number of the page on which each id of the document stands that
// a link of its own leads to, as far as the file tells it: in plain text, as Chromium
// writes it, with the pages in their order.
func (p *Printer) Pages(file []byte) map[string]int {
	places := map[string]int{}
	for _, m := range rePage.FindAllSubmatch(file, -1) {
		places[string(m[1])] = len(places) + 1
	}
	pages := map[string]int{}
	for _, m := range reDest.FindAllSubmatch(file, -1) {
		if n := places[string(m[2])]; n > 0 {
			pages[string(m[1])] = n
		}
	}
	return pages
}

// keep writes a file in one step: a build that is stopped leaves no half of it.
func keep(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "*.new")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
