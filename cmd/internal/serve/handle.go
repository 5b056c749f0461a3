package serve

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/plan"
)

// handle answers a request. Other sites must neither ask under a name of theirs
// that leads here (DNS rebinding), nor put what they get into their pages.
func (s *Server) handle(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case !local(r.Host):
		http.Error(w, "This server answers to localhost only.", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "This server only shows the site.", http.StatusMethodNotAllowed)
	case strings.HasPrefix(r.URL.Path, own):
		s.ownFile(w, r)
	default:
		s.siteFile(w, r)
	}
}

// local reports whether a Host header names this computer.
func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	switch strings.ToLower(host) {
	case "localhost", "127.0.0.1", "::1", "[::1]":
		return true
	}
	return false
}

// settle waits until what changed before the call is in the current edition.
func (s *Server) settle(ctx context.Context) {
	mark, err := s.watcher.mark()
	if err != nil {
		return // the disk is full: what is there is shown, perhaps too early
	}
	select {
	case <-mark:
	case <-ctx.Done():
	case <-s.done:
	}
}

// siteFile answers with an Output of the plan.
func (s *Server) siteFile(w http.ResponseWriter, r *http.Request) {
	s.settle(r.Context())
	e := s.current.Load()
	name, below := strings.CutPrefix(r.URL.Path, s.base)
	if !below {
		if r.URL.Path == "/" || r.URL.Path+"/" == s.base {
			redirect(w, r, s.base)
			return
		}
		s.missing(w, r, e)
		return
	}
	if o := e.pages.find(name); o != nil {
		s.output(w, r, http.StatusOK, e, o)
	} else if e.pages.find(name+"/") != nil {
		redirect(w, r, s.base+name+"/")
	} else {
		s.missing(w, r, e)
	}
}

// redirect leads to a path of this server, for now: browsers do not remember it.
func redirect(w http.ResponseWriter, r *http.Request, path string) {
	to := url.URL{Path: path, RawQuery: r.URL.RawQuery}
	http.Redirect(w, r, to.String(), http.StatusTemporaryRedirect)
}

// output answers with an Output; status is for pages.
func (s *Server) output(w http.ResponseWriter, r *http.Request, status int, e *edition, o *plan.Output) {
	result := e.pages.render(o)
	diag.Print(s.o.Log, result.fresh)
	errors := errorsOf(append(result.problems, e.errors()...))
	switch {
	case result.failed:
		s.problemPage(w, e, errors)
	case isPage(o):
		s.page(w, status, e, errors, result.data)
	default:
		w.Header().Set("Content-Type", contentType(o.Path))
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(result.data))
	}
}

// missing answers where nothing is: with the site's page for that, or with the
// errors, as one of them may be the reason.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, e *edition) {
	errors := e.errors()
	o := e.pages.find("404.html")
	switch {
	case len(errors) > 0:
		s.problemPage(w, e, errors)
	case o == nil:
		http.Error(w, "There is no such page.", http.StatusNotFound)
	default:
		s.output(w, r, http.StatusNotFound, e, o)
	}
}

// page writes a page of the site, with the errors on top and the script that
// reloads it.
func (s *Server) page(w http.ResponseWriter, status int, e *edition, errors []diag.Problem, page []byte) {
	var b bytes.Buffer
	b.Grow(len(page) + 2000)
	start, end := bodyOf(page)
	b.Write(page[:start])
	write(&b, "panel", e, errors)
	b.Write(page[start:end])
	write(&b, "script", e, nil)
	b.Write(page[end:])
	respond(w, status, b.Bytes())
}

// bodyOf returns where the content of <body> starts and ends. Our templates write
// no > into the tag's attributes.
func bodyOf(page []byte) (start, end int) {
	if i := bytes.Index(page, []byte("<body")); i >= 0 {
		start = i + bytes.IndexByte(page[i:], '>') + 1
	}
	end = bytes.LastIndex(page, []byte("</body>"))
	if end < start {
		end = len(page)
	}
	return start, end
}

// problemPage answers with the errors alone.
func (s *Server) problemPage(w http.ResponseWriter, e *edition, errors []diag.Problem) {
	var b bytes.Buffer
	write(&b, "page", e, errors)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'")
	respond(w, http.StatusInternalServerError, b.Bytes())
}

func respond(w http.ResponseWriter, status int, page []byte) {
	w.Header().Set("Content-Type", contentType("x.html"))
	w.Header().Set("Content-Length", strconv.Itoa(len(page)))
	w.WriteHeader(status)
	w.Write(page)
}

// ownFile answers with what serve adds to the site.
func (s *Server) ownFile(w http.ResponseWriter, r *http.Request) {
	switch name := strings.TrimPrefix(r.URL.Path, own); name {
	case "events":
		s.events(w, r)
	case "reload.js", "problems.css":
		data, _ := files.ReadFile(name)
		w.Header().Set("Content-Type", contentType(name))
		w.Write(data)
	default:
		http.NotFound(w, r)
	}
}

// events tells a page of the edition in the parameter "seen" when there is another,
// in the form of the HTML standard's server-sent events.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	seen := r.URL.Query().Get("seen")
	if e := s.current.Load(); e.id == seen {
		io.WriteString(w, "retry: 500\n\n")
		http.NewResponseController(w).Flush()
		select {
		case <-e.replaced:
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
	fmt.Fprintf(w, "event: change\ndata: %s\n\n", s.current.Load().id)
}

// contentTypes are those of the files that a site may hold. The system's own table
// is only asked for others: it differs from computer to computer.
var contentTypes = map[string]string{
	"":             "text/plain; charset=utf-8",
	".avif":        "image/avif",
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".geojson":     "application/geo+json; charset=utf-8",
	".gif":         "image/gif",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".ics":         "text/calendar; charset=utf-8",
	".jpeg":        "image/jpeg",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".pdf":         "application/pdf",
	".png":         "image/png",
	".svg":         "image/svg+xml; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
	".xml":         "application/xml; charset=utf-8",
}

func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t := contentTypes[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
