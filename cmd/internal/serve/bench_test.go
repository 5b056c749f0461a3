package serve

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

// BenchmarkShow measures the time from a change of a file to the end of the answer
// that shows it. cmd/internal/bench measures the same with a real corpus.
func BenchmarkShow(b *testing.B) {
	for _, articles := range []int{10, 1000, 10000} {
		b.Run(fmt.Sprintf("articles=%d", articles), func(b *testing.B) {
			dir := b.TempDir()
			if err := testproject.Write(dir); err != nil {
				b.Fatal(err)
			}
			// Lists of two articles a page would be most of the site.
			settings, err := os.ReadFile(filepath.Join(dir, "data", "site.yaml"))
			if err != nil {
				b.Fatal(err)
			}
			settings = bytes.Replace(settings, []byte("page_size: 2\n"), []byte("page_size: 20\n"), 1)
			if err := os.WriteFile(filepath.Join(dir, "data", "site.yaml"), settings, 0o666); err != nil {
				b.Fatal(err)
			}
			data, err := os.ReadFile(filepath.Join(dir, party))
			if err != nil {
				b.Fatal(err)
			}
			text := func(n int) string {
				return strings.ReplaceAll(string(data), "fete-des-fables", fmt.Sprintf("bench-%d", n))
			}
			for n := range articles {
				path := filepath.Join(dir, fmt.Sprintf("content/articles/bench-%d/index.fr.md", n))
				if err := os.Mkdir(filepath.Dir(path), 0o777); err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text(n)), 0o666); err != nil {
					b.Fatal(err)
				}
			}
			now, _ := lang.ParseDate(testproject.Now)
			s, err := Start(Options{Project: project.Options{Dir: dir, Now: now.Time()}})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			page := "http://" + s.listeners[0].Addr().String() + "/fr/articles/bench-0/"
			file := filepath.Join(dir, "content/articles/bench-0/index.fr.md")
			b.Run("change=none", func(b *testing.B) { show(b, page, "", nil) })
			b.Run("change=body", func(b *testing.B) {
				show(b, page, file, func(mark string) string { return text(0) + "\n" + mark + "\n" })
			})
			b.Run("change=title", func(b *testing.B) {
				show(b, page, file, func(mark string) string { return strings.Replace(text(0), "La fête des fables", mark, 1) })
			})
		})
	}
}

// show writes a file with another mark each time, and asks for the page with it.
func show(b *testing.B, page, file string, text func(mark string) string) {
	n := 0
	for b.Loop() {
		n++
		mark := fmt.Sprintf("mark%dx%d", n, time.Now().UnixNano())
		if text == nil {
			mark = ""
		} else if err := os.WriteFile(file, []byte(text(mark)), 0o666); err != nil {
			b.Fatal(err)
		}
		answer, err := client.Get(page)
		if err != nil {
			b.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != 200 || !strings.Contains(string(body), mark) {
			b.Fatalf("status %d, %v, without %q", answer.StatusCode, err, mark)
		}
	}
}
