package serve

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

// Files and pages of the fictitious project.
const (
	party     = "content/articles/fete-des-fables/index.fr.md"
	partyPage = "/fr/articles/fete-des-fables/"
	quayPage  = "/fr/articles/nouveau-quai/" // shows the party's title
)

// fixture is a server of a project of its own.
type fixture struct {
	*testing.T
	dir    string
	server *Server
	log    *logBuffer
}

// start serves the fictitious project, with the options changed by alter.
func start(t *testing.T, alter func(*Options)) *fixture {
	t.Helper()
	f := &fixture{T: t, dir: t.TempDir(), log: &logBuffer{}}
	if err := testproject.Write(f.dir); err != nil {
		t.Fatal(err)
	}
	now, err := lang.ParseDate(testproject.Now)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Project: project.Options{Dir: f.dir, Now: now.Time()}, Log: f.log}
	if alter != nil {
		alter(&o)
	}
	if f.server, err = Start(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.server.Close)
	for _, p := range f.server.Problems() {
		t.Errorf("untouched project: %v", p)
	}
	return f
}

// logBuffer is a buffer for several goroutines.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// address is that of a path on the server's own host.
func (f *fixture) address(path string) string {
	return "http://" + f.server.listeners[0].Addr().String() + path
}

// client follows no redirect and keeps no connection.
var client = http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       30 * time.Second,
}

// do asks for a path and returns the answer with its body.
func (f *fixture) do(method, path, host string) (*http.Response, string) {
	f.Helper()
	r, err := http.NewRequestWithContext(f.Context(), method, f.address(path), nil)
	if err != nil {
		f.Fatal(err)
	}
	if host != "" {
		r.Host = host
	}
	answer, err := client.Do(r)
	if err != nil {
		f.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		f.Fatal(err)
	}
	return answer, string(body)
}

// get asks for a path and checks the status.
func (f *fixture) get(path string, status int) string {
	f.Helper()
	answer, body := f.do(http.MethodGet, path, "")
	if answer.StatusCode != status {
		f.Fatalf("%s: status %d, want %d\n%s", path, answer.StatusCode, status, body)
	}
	return body
}

// contains checks that the body of a page holds, or does not hold, a text.
func (f *fixture) contains(body, text string, want bool) {
	f.Helper()
	if got := strings.Contains(body, text); got != want {
		_, panel, _ := strings.Cut(body, `role="alert"`)
		panel, _, _ = strings.Cut(panel, "</section>")
		f.Errorf("page contains %q: %t, want %t; its problems: %s", text, got, want, panel)
	}
}

func (f *fixture) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// write writes a file as most programs do: it is emptied first.
func (f *fixture) write(name, text string) {
	f.Helper()
	if err := os.WriteFile(f.path(name), []byte(text), 0o666); err != nil {
		f.Fatal(err)
	}
}

func (f *fixture) read(name string) string {
	f.Helper()
	data, err := os.ReadFile(f.path(name))
	if err != nil {
		f.Fatal(err)
	}
	return string(data)
}

// edit replaces the one place in a file that reads from.
func (f *fixture) edit(name, from, to string) {
	f.Helper()
	text := f.read(name)
	if n := strings.Count(text, from); n != 1 {
		f.Fatalf("%s holds %q %d times, want once", name, from, n)
	}
	f.write(name, strings.Replace(text, from, to, 1))
}

func TestPage(t *testing.T) {
	f := start(t, nil)
	body := f.get(partyPage, 200)
	f.contains(body, "La fête des fables", true)
	f.contains(body, `role="alert"`, false)
	if n := strings.Count(body, "/.bassins/reload.js"); n != 1 {
		t.Errorf("the script is on the page %d times, want once", n)
	}
	if !strings.Contains(body[strings.Index(body, "/.bassins/reload.js"):], "</body>") {
		t.Error("the script stands after the body")
	}
	if got := f.server.URL(); !strings.HasPrefix(got, "http://localhost:") || !strings.HasSuffix(got, "/") {
		t.Errorf("URL is %q", got)
	}
}

func TestAnswers(t *testing.T) {
	f := start(t, func(o *Options) {
		for name, text := range map[string]string{"table.csv": "a\n", "page.html": "<p>", "file": "x", "photo.jpg": "x", "x.unknown": "x"} {
			path := filepath.Join(o.Project.Dir, "static", name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
	})
	stylesheet := regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`).FindStringSubmatch(f.get("/fr/", 200))[1]
	for _, test := range []struct {
		method, path, host string
		status             int
		header, value      string
	}{
		{path: "/", status: 200, header: "Content-Type", value: "text/html; charset=utf-8"},
		{path: "/fr/", status: 200, header: "Cache-Control", value: "no-store"},
		{path: "/fr/index.html", status: 200},
		{path: "/fr", status: 307, header: "Location", value: "/fr/"},
		{path: "/fr/articles?a=b", status: 307, header: "Location", value: "/fr/articles/?a=b"},
		{path: "/nothing/", status: 404, header: "Content-Type", value: "text/html; charset=utf-8"},
		{path: "//example.org/..", status: 404},
		{path: "/%2e%2e/go.mod", status: 404},
		{path: "/sitemap.xml", status: 200, header: "Content-Type", value: "application/xml; charset=utf-8"},
		{path: "/fr/articles/atom.xml", status: 200},
		{path: "/robots.txt", status: 200, header: "Content-Type", value: "text/plain; charset=utf-8"},
		{path: stylesheet, status: 200, header: "Content-Type", value: "text/css; charset=utf-8"},
		{path: "/table.csv", status: 200, header: "Content-Type", value: "text/csv; charset=utf-8"},
		{path: "/file", status: 200, header: "Content-Type", value: "text/plain; charset=utf-8"},
		{path: "/photo.jpg", status: 200, header: "Content-Type", value: "image/jpeg"},
		{path: "/x.unknown", status: 200, header: "Content-Type", value: "application/octet-stream"},
		{path: "/page.html", status: 200},
		{path: "/.bassins/reload.js", status: 200, header: "Content-Type", value: "text/javascript; charset=utf-8"},
		{path: "/.bassins/problems.css", status: 200, header: "Content-Type", value: "text/css; charset=utf-8"},
		{path: "/.bassins/problems.html", status: 404},
		{method: "HEAD", path: "/fr/", status: 200, header: "Content-Type", value: "text/html; charset=utf-8"},
		{method: "HEAD", path: "/robots.txt", status: 200},
		{method: "HEAD", path: "/nothing", status: 404},
		{method: "POST", path: "/fr/", status: 405, header: "Allow", value: "GET, HEAD"},
		{method: "OPTIONS", path: "/.bassins/events", status: 405},
		{path: "/fr/", host: "localhost", status: 200},
		{path: "/fr/", host: "LOCALHOST:8080", status: 200},
		{path: "/fr/", host: "[::1]:8080", status: 200},
		{path: "/fr/", host: "127.0.0.1", status: 200},
		{path: "/fr/", host: "example.org", status: 403},
		{path: "/fr/", host: "localhost.example.org:8080", status: 403},
		{path: "/.bassins/events", host: "example.org:8080", status: 403},
		{path: "/fr/", host: "127.0.0.2", status: 403},
	} {
		if test.method == "" {
			test.method = "GET"
		}
		answer, body := f.do(test.method, test.path, test.host)
		if answer.StatusCode != test.status {
			t.Errorf("%s %s as %q: status %d, want %d", test.method, test.path, test.host, answer.StatusCode, test.status)
		}
		if got := answer.Header.Get(test.header); test.header != "" && got != test.value {
			t.Errorf("%s %s: %s is %q, want %q", test.method, test.path, test.header, got, test.value)
		}
		if test.method == "HEAD" && (body != "" || answer.ContentLength <= 0) {
			t.Errorf("HEAD %s: body %q, length %d", test.path, body, answer.ContentLength)
		}
	}
	missing := f.get("/nothing/", 404)
	f.contains(missing, "/.bassins/reload.js", true)
	f.contains(missing, `href="/fr/"`, true)
}

func TestBasePath(t *testing.T) {
	f := start(t, func(o *Options) { o.Project.BasePath = "x/y" })
	if got := f.server.URL(); !strings.HasSuffix(got, "/x/y/") {
		t.Errorf("URL is %q", got)
	}
	body := f.get("/x/y"+partyPage, 200)
	f.contains(body, `href="/x/y/fr/"`, true)
	f.contains(body, `src="/.bassins/reload.js"`, true)
	f.get("/.bassins/reload.js", 200)
	f.get(partyPage, 404)
	for _, path := range []string{"/", "/x/y"} {
		if answer, _ := f.do("GET", path, ""); answer.StatusCode != 307 || answer.Header.Get("Location") != "/x/y/" {
			t.Errorf("%s: status %d to %q", path, answer.StatusCode, answer.Header.Get("Location"))
		}
	}
	if answer, _ := f.do("GET", "/x/y/fr", ""); answer.Header.Get("Location") != "/x/y/fr/" {
		t.Errorf("without a slash: to %q", answer.Header.Get("Location"))
	}
}

func TestPortTaken(t *testing.T) {
	f := start(t, nil)
	port := f.server.listeners[0].Addr().(*net.TCPAddr).Port
	_, err := Start(Options{Project: project.Options{Dir: f.dir}, Port: port})
	if !errors.Is(err, ErrTaken) {
		t.Errorf("second server on the port: %v", err)
	}
}

// TestClose checks that a server leaves nothing running, and no file.
func TestClose(t *testing.T) {
	before := runtime.NumGoroutine()
	f := start(t, nil)
	marks := f.server.watcher.markDir
	stream, next := f.events("")
	defer stream.Body.Close()
	next()
	idle, err := net.Dial("tcp", f.server.listeners[0].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	began := time.Now()
	f.server.Close()
	f.server.Close()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("Close took %v", took)
	}
	stream.Body.Close()
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
	if _, err := os.Stat(marks); !os.IsNotExist(err) {
		t.Errorf("the folder of marks is still there: %v", err)
	}
}

// TestLost has the kernel drop events: everything is read again, and no request
// waits for a mark that was among them.
func TestLost(t *testing.T) {
	w, err := newWatcher(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	if _, err := w.mark(); err != nil {
		t.Fatal(err)
	}
	var b batch
	w.lost(&b)
	if !b.all || b.changes != 1 || len(b.waiting) != 1 {
		t.Errorf("batch is %+v", b)
	}
}
