package serve

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestEditBody(t *testing.T) {
	f := start(t, nil)
	for i := range 20 {
		old := f.read(party)
		f.write(party, old+fmt.Sprintf("\nPhrase %d.\n", i))
		f.contains(f.get(partyPage, 200), fmt.Sprintf("Phrase %d.", i), true)
	}
	before := f.server.current.Load()
	f.write(party, f.read(party))
	f.get(partyPage, 200)
	if f.server.current.Load() != before {
		t.Error("a file written as it was makes another edition")
	}
	if log := f.log.String(); !regexp.MustCompile(`(?m)^content/articles/fete-des-fables/index\.fr\.md: \d+ ms$`).MatchString(log) {
		t.Errorf("log is %q", log)
	}
}

func TestEditTitle(t *testing.T) {
	f := start(t, nil)
	f.contains(f.get(quayPage, 200), "Un titre neuf", false)
	f.edit(party, `"La fête des fables"`, "Un titre neuf")
	f.contains(f.get(quayPage, 200), "Un titre neuf", true)
	f.contains(f.get("/fr/", 200), "Un titre neuf", true)
}

func TestEditData(t *testing.T) {
	f := start(t, nil)
	f.edit("data/site.yaml", "Les bassins de Fictive", "Les bassins nouveaux")
	f.contains(f.get(partyPage, 200), "Les bassins nouveaux", true)
}

func TestEditTemplate(t *testing.T) {
	f := start(t, nil)
	f.edit("templates/article.html", "</article>", "<hr></article>")
	f.contains(f.get(partyPage, 200), "<hr></article>", true)
	f.write("templates/article.html", "{{.Nothing}}")
	f.contains(f.get(partyPage, 200), "templates/article.html:1", true)
}

// TestBroken breaks the front matter of one text: its page and all others stay as
// they were, with the problem on top, until it is mended.
func TestBroken(t *testing.T) {
	f := start(t, nil)
	good := f.read(party)
	f.edit(party, "summary: ", "sumary: ")
	for _, path := range []string{partyPage, quayPage, "/"} {
		body := f.get(path, 200)
		f.contains(body, `role="alert"`, true)
		f.contains(body, `<h2 id="bassins-problems">`, true)
		f.contains(body, `<code>`+party+`:6:1</code> unknown key &#34;sumary&#34; <em>did you mean &#34;summary&#34;?</em>`, true)
		f.contains(body, "/.bassins/problems.css", true)
	}
	f.contains(f.get(partyPage, 200), "Personne n’est venu", true)
	// A page that is not there may be missing because of the problem.
	body := f.get("/fr/articles/nothing/", 500)
	f.contains(body, "<h1>", true)
	f.contains(body, `role="alert"`, true)
	f.contains(body, party+":6:1", true)
	f.contains(body, "/.bassins/reload.js", true)
	f.get("/robots.txt", 200)

	f.write(party, good)
	f.contains(f.get(partyPage, 200), `role="alert"`, false)
	f.get("/fr/articles/nothing/", 404)
	log := f.log.String()
	for _, line := range []string{"problem\n" + party + ":6:1: unknown key", "no more problems\n"} {
		if !strings.Contains(log, line) {
			t.Errorf("log has no %q: %q", line, log)
		}
	}
}

// TestBrokenFromTheStart serves a project that has never been without errors.
func TestBrokenFromTheStart(t *testing.T) {
	f := start(t, nil)
	good := f.read(party)
	f.write(party, "no front matter")
	f.server.Close()
	o := f.server.o
	var err error
	if f.server, err = Start(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.server.Close)
	if len(f.server.Problems()) == 0 {
		t.Error("no problems")
	}
	answer, body := f.do("GET", "/fr/", "")
	if answer.StatusCode != 500 || !strings.Contains(answer.Header.Get("Content-Security-Policy"), "script-src 'self'") {
		t.Errorf("status %d, header %v", answer.StatusCode, answer.Header)
	}
	f.contains(body, party+":1:1", true)
	f.write(party, good)
	f.contains(f.get("/fr/", 200), `role="alert"`, false)
}

// TestRenderedProblems are those that only rendering finds: they are on the pages
// that show the text, however often these are asked for, and on no other.
func TestRenderedProblems(t *testing.T) {
	f := start(t, nil)
	const problem = "colline-muette/index.fr.md:11:4"
	f.edit("content/articles/colline-muette/index.fr.md", "(bassin:colline)", "(bassin:coline)")
	for range 2 {
		f.contains(f.get("/fr/articles/colline-muette/", 200), problem, true)
		f.contains(f.get("/nl/artikelen/colline-muette/", 200), problem, true) // in French for lack of a Dutch text
		f.contains(f.get(partyPage, 200), problem, false)
	}
	if n := strings.Count(f.log.String(), problem); n != 1 {
		t.Errorf("the log tells the problem %d times\n%s", n, f.log)
	}
	f.edit("content/articles/colline-muette/index.fr.md", "(bassin:coline)", "(bassin:colline)")
	f.contains(f.get("/fr/articles/colline-muette/", 200), problem, false)
}

// TestUnreadable takes a file away from the server, which alters no content. Root
// reads it all the same, and sees no problem.
func TestUnreadable(t *testing.T) {
	f := start(t, nil)
	for _, mode := range []os.FileMode{0, 0o666} {
		if err := os.Chmod(f.path(party), mode); err != nil {
			t.Fatal(err)
		}
		f.contains(f.get(partyPage, 200), "permission denied", mode == 0 && os.Getuid() != 0)
	}
}

func TestTemplateFails(t *testing.T) {
	f := start(t, nil)
	f.edit("templates/article.html", "</article>", `{{index .Related 99}}</article>`)
	for range 2 {
		body := f.get(partyPage, 500)
		f.contains(body, "templates/article.html:", true)
		f.contains(body, "on page "+partyPage, true)
	}
	f.get("/fr/", 200)
}

// TestFiles lets files and folders come and go.
func TestFiles(t *testing.T) {
	f := start(t, nil)
	text := strings.NewReplacer("fete-des-fables", "neuf", "La fête des fables", "Tout neuf").Replace(f.read(party))
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(os.Mkdir(f.path("content/articles/neuf"), 0o777))
	f.write("content/articles/neuf/index.fr.md", text)
	f.contains(f.get("/fr/articles/neuf/", 200), "Tout neuf", true)

	// A folder is moved, edited, moved back, edited again: it stays watched.
	do(os.Rename(f.path("content/articles/neuf"), f.path("content/articles/autre")))
	f.get("/fr/articles/neuf/", 200) // the slug is the text's
	f.edit("content/articles/autre/index.fr.md", "Tout neuf", "Deux fois neuf")
	f.contains(f.get("/fr/articles/neuf/", 200), "Deux fois neuf", true)
	do(os.Rename(f.path("content/articles/autre"), f.path("content/articles/neuf")))
	f.edit("content/articles/neuf/index.fr.md", "Deux fois neuf", "Trois fois neuf")
	f.contains(f.get("/fr/articles/neuf/", 200), "Trois fois neuf", true)

	// So do all folders below one that moves.
	do(os.Rename(f.path("content"), f.path("elsewhere")))
	f.contains(f.get("/fr/articles/neuf/", 200), `role="alert"`, true)
	do(os.Rename(f.path("elsewhere"), f.path("content")))
	f.contains(f.get("/fr/articles/neuf/", 200), `role="alert"`, false)
	f.edit("content/articles/neuf/index.fr.md", "Trois fois neuf", "Quatre fois neuf")
	f.contains(f.get("/fr/articles/neuf/", 200), "Quatre fois neuf", true)

	do(os.Rename(f.path("content/articles/neuf/index.fr.md"), f.path("content/articles/neuf/index.nl.md")))
	f.get("/nl/artikelen/neuf/", 200)
	do(os.Remove(f.path("content/articles/neuf/index.nl.md")))
	f.get("/nl/artikelen/neuf/", 404)
	do(os.RemoveAll(f.path("content/articles/neuf")))
	f.get("/fr/articles/neuf/", 404)

	// An input folder that was not there before, with folders in it.
	do(os.RemoveAll(f.path("static")))
	f.get("/a/b/c.txt", 404)
	do(os.MkdirAll(f.path("static/a/b"), 0o777))
	f.write("static/a/b/c.txt", "deep")
	f.contains(f.get("/a/b/c.txt", 200), "deep", true)
}

// TestSaving saves as editors do: what is half-way saved is never shown.
func TestSaving(t *testing.T) {
	// A busy computer may stop this test between the halves.
	f := start(t, func(o *Options) { o.pause = 5 * time.Second })
	good := f.read(party)
	stop := make(chan struct{})
	var bad atomic.Value
	var group sync.WaitGroup
	group.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			answer, err := client.Get(f.address(partyPage))
			if err != nil {
				bad.Store(err.Error())
				return
			}
			var b strings.Builder
			bufio.NewReader(answer.Body).WriteTo(&b)
			answer.Body.Close()
			if answer.StatusCode != 200 || strings.Contains(b.String(), `role="alert"`) {
				bad.Store(fmt.Sprintf("status %d\n%s", answer.StatusCode, b.String()))
			}
		}
	})
	text := func(i int) string { return fmt.Sprintf("%s\nSauvé %d.\n", good, i) }
	for i := range 12 {
		path := f.path(party)
		var err error
		switch i % 3 {
		case 0: // empties the file, then writes
			err = os.WriteFile(path, nil, 0o666)
			time.Sleep(2 * time.Millisecond)
			f.write(party, text(i))
		case 1: // moves the old file away, then writes a new one, as Vim
			err = os.Rename(path, path+"~")
			time.Sleep(2 * time.Millisecond)
			f.write(party, text(i))
			os.Remove(path + "~")
		case 2: // writes another file, then puts it in the place of the old
			temporary := filepath.Join(filepath.Dir(path), ".index.swp")
			err = os.WriteFile(temporary, []byte(text(i)), 0o666)
			os.Rename(temporary, path)
		}
		if err != nil {
			t.Fatal(err)
		}
		f.contains(f.get(partyPage, 200), fmt.Sprintf("Sauvé %d.", i), true)
	}
	close(stop)
	group.Wait()
	if b := bad.Load(); b != nil {
		t.Errorf("while saving: %v", b)
	}
}

// TestMany changes many files at once.
func TestMany(t *testing.T) {
	f := start(t, nil)
	const n = 300
	text := f.read(party)
	for i := range n {
		name := fmt.Sprintf("content/articles/many-%d/index.fr.md", i)
		if err := os.MkdirAll(filepath.Dir(f.path(name)), 0o777); err != nil {
			t.Fatal(err)
		}
		f.write(name, strings.ReplaceAll(text, "fete-des-fables", fmt.Sprintf("many-%d", i)))
	}
	f.get(fmt.Sprintf("/fr/articles/many-%d/", n-1), 200)
	if loads := strings.Count(f.log.String(), " ms"); loads > n/4 {
		t.Errorf("%d loads for %d files written at once", loads, n)
	}
}

// events opens the stream of events of a page; next returns the name of the next,
// "" at the end of the stream.
func (f *fixture) events(edition string) (stream *http.Response, next func() string) {
	f.Helper()
	if edition == "" {
		edition = regexp.MustCompile(`data-edition="([^"]+)"`).FindStringSubmatch(f.get("/fr/", 200))[1]
	}
	stream, err := client.Get(f.address("/.bassins/events?seen=" + edition))
	if err != nil {
		f.Fatal(err)
	}
	if got := stream.Header.Get("Content-Type"); got != "text/event-stream" {
		f.Errorf("Content-Type of the events is %q", got)
	}
	lines := bufio.NewScanner(stream.Body)
	return stream, func() string {
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				return name
			} else if strings.HasPrefix(lines.Text(), "retry: ") {
				return "retry"
			}
		}
		return ""
	}
}

func TestEvents(t *testing.T) {
	f := start(t, nil)
	stream, next := f.events("")
	defer stream.Body.Close()
	if got := next(); got != "retry" {
		t.Fatalf("before any change: %q", got)
	}
	f.edit(party, "Personne", "Quelqu'un")
	if got := next(); got != "change" {
		t.Fatalf("after a change: %q", got)
	}
	// The new plan is in place when browsers hear of it.
	pages := f.server.current.Load().pages
	f.contains(string(pages.render(pages.find(strings.Trim(partyPage, "/")+"/")).data), "Quelqu’un", true)

	late, next := f.events("another-edition")
	defer late.Body.Close()
	if got := next(); got != "change" {
		t.Errorf("page of another edition: %q", got)
	}
}

// TestMidnight lets the clock reach a day on which a meeting has passed.
func TestMidnight(t *testing.T) {
	var hours atomic.Int64
	morning := time.Date(2025, 9, 1, 8, 0, 0, 0, time.UTC)
	f := start(t, func(o *Options) {
		o.Clock = func() time.Time { return morning.Add(time.Duration(hours.Load()) * time.Hour) }
	})
	before := f.server.current.Load().id
	hours.Store(10)
	page := f.get("/fr/rencontres/", 200)
	if f.server.current.Load().id != before {
		t.Error("loaded again on the same day")
	}
	hours.Store(24 * 60)
	if f.get("/fr/rencontres/", 200) == page {
		t.Error("the page is as it was two months earlier")
	}
	if f.server.current.Load().id == before {
		t.Error("not loaded again on the next day")
	}
}

// TestTogether reads, edits and listens at once, for the race detector.
func TestTogether(t *testing.T) {
	f := start(t, nil)
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for range 15 {
				for _, path := range []string{partyPage, quayPage, "/", "/sitemap.xml", "/nothing/"} {
					answer, err := client.Get(f.address(path))
					if err != nil {
						t.Error(err)
						return
					}
					answer.Body.Close()
				}
			}
		})
		group.Go(func() {
			name := fmt.Sprintf("content/articles/together-%d/index.fr.md", i)
			os.MkdirAll(filepath.Dir(f.path(name)), 0o777)
			for j := range 10 {
				text := fmt.Sprintf("---\ntitle: T\nslug: together-%d\ndate: 2025-01-01\nsummary: S.\n---\nTour %d.\n", i, j)
				if err := os.WriteFile(f.path(name), []byte(text), 0o666); err != nil {
					t.Error(err)
				}
				answer, err := client.Get(f.address(fmt.Sprintf("/fr/articles/together-%d/", i)))
				if err != nil {
					t.Error(err)
					return
				}
				var b strings.Builder
				bufio.NewReader(answer.Body).WriteTo(&b)
				answer.Body.Close()
				if !strings.Contains(b.String(), fmt.Sprintf("Tour %d.", j)) {
					t.Errorf("no Tour %d: status %d", j, answer.StatusCode)
				}
			}
		})
	}
	group.Wait()
}
