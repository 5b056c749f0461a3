package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
)

// Options are the choices of one server. Project must be set.
type Options struct {
	Project project.Options  // an empty BasePath is /, whatever base_url says
	Port    int              // 0 finds a free one
	Clock   func() time.Time // if not nil, the site's day follows it
	Log     io.Writer        // gets a line for each change, and new problems, from several goroutines; nil for none

	pause time.Duration // instead of the constant pause, if not 0
}

// ErrTaken is the error of [Start] when another program listens on the port.
var ErrTaken = errors.New("taken by another program")

// Server shows one project until it is closed.
type Server struct {
	o         Options
	base      string // path below which the site lies: / or /x/
	started   time.Time
	listeners []net.Listener
	http      http.Server
	watcher   *watcher
	group     sync.WaitGroup // of the goroutines
	done      chan struct{}  // closed by Close
	close     sync.Once

	project *project.Project // this and loads are follow's alone
	loads   int
	current atomic.Pointer[edition]
}

// Start loads the project and serves it. Problems of the project are no error:
// the pages show them.
func Start(o Options) (*Server, error) {
	dir, err := filepath.Abs(o.Project.Dir)
	if err != nil {
		return nil, fmt.Errorf("find the project: %w", err)
	}
	o.Project.Dir = dir
	if o.Log == nil {
		o.Log = io.Discard
	}
	o.pause = cmp.Or(o.pause, pause)
	s := &Server{o: o, started: time.Now(), done: make(chan struct{})}
	s.base = "/" + strings.Trim(o.Project.BasePath, "/") + "/"
	if s.base == "//" {
		s.base = "/"
	}
	s.o.Project.BasePath = s.base
	if s.listeners, err = listen(o.Port); err != nil {
		return nil, err
	}
	if s.watcher, err = newWatcher(dir); err != nil {
		s.stopListening()
		return nil, err
	}
	if o.Clock != nil {
		s.o.Project.Now = o.Clock()
	}
	s.project = project.New(s.o.Project)
	s.publish(s.load(true, nil))
	s.http = http.Server{
		Handler:           http.HandlerFunc(s.handle),
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(o.Log, "", 0),
	}
	s.group.Go(s.follow)
	for _, l := range s.listeners {
		s.group.Go(func() { s.http.Serve(l) }) // ends with ErrServerClosed
	}
	return s, nil
}

// listen listens on both loopback addresses, because localhost may mean either.
func listen(port int) ([]net.Listener, error) {
	for try := 0; ; try++ {
		v4, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return nil, listenError(port, err)
		}
		found := v4.Addr().(*net.TCPAddr).Port
		v6, err := net.Listen("tcp6", fmt.Sprintf("[::1]:%d", found))
		switch {
		case err == nil:
			return []net.Listener{v4, v6}, nil
		case !errors.Is(err, syscall.EADDRINUSE):
			return []net.Listener{v4}, nil // this computer has no IPv6
		}
		v4.Close()
		if port != 0 || try == 10 {
			return nil, listenError(found, err)
		}
	}
}

func listenError(port int, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("port %d is %w", port, ErrTaken)
	}
	if e, ok := errors.AsType[syscall.Errno](err); ok {
		err = e
	}
	return fmt.Errorf("listen on port %d: %w", port, err)
}

func (s *Server) stopListening() {
	for _, l := range s.listeners {
		l.Close()
	}
}

// URL returns the address of the site.
func (s *Server) URL() string {
	return fmt.Sprintf("http://localhost:%d%s", s.listeners[0].Addr().(*net.TCPAddr).Port, s.base)
}

// Problems returns the problems of the current edition.
func (s *Server) Problems() []diag.Problem { return s.current.Load().problems }

// patience is how long Close waits for answers under way. Browsers keep
// connections open on which they ask nothing.
const patience = 300 * time.Millisecond

// Close ends the server and all that it has started.
func (s *Server) Close() {
	s.close.Do(func() {
		close(s.done)
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if s.http.Shutdown(ctx) != nil {
			s.http.Close()
		}
		s.watcher.close()
		s.group.Wait()
		s.project.Close()
	})
}
