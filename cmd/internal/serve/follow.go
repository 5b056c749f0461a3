package serve

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
)

// edition is the project as one load has left it. Nobody changes it.
type edition struct {
	id       string         // no other edition, of this server or another, has it
	pages    *pages         // of this load's plan, or of the last one without errors; nil if there was none
	problems []diag.Problem // of this load
	replaced chan struct{}  // closed when the next edition has taken its place
}

// errors are the problems that stop the publication.
func (e *edition) errors() []diag.Problem { return errorsOf(e.problems) }

func errorsOf(problems []diag.Problem) []diag.Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool { return p.Severity != diag.Error })
}

// pause is how long the second half of a save may take after the first.
const pause = 15 * time.Millisecond

// retries is how often follow waits for that before it shows what there is.
const retries = 10

// follow loads what changes, until the watcher is closed.
func (s *Server) follow() {
	for {
		b, ok := s.watcher.next()
		if !ok {
			return
		}
		if b.changes > 0 || s.newDay() {
			s.change(&b)
		}
		for _, err := range b.errs {
			fmt.Fprintln(s.o.Log, watchError(s.o.Project.Dir, err))
		}
		for _, mark := range b.waiting {
			close(mark)
		}
	}
}

// change makes the next edition, if b holds a change. What happens while it waits
// is added to b.
func (s *Server) change(b *batch) {
	start := time.Now()
	if !s.settled(s.altered(b)) {
		s.watcher.within(s.o.pause, b)
	}
	last := s.current.Load()
	var e *edition
	var loaded []string
	for try := 0; ; try++ {
		if paths := s.altered(b); b.all || len(paths) > 0 || s.newDay() {
			e = s.load(b.all, paths)
			loaded = append(loaded, paths...)
			b.all = false
		}
		if e == nil || len(e.errors()) == 0 || try == retries || !s.watcher.within(s.o.pause, b) {
			break
		}
	}
	if e != nil {
		s.publish(e)
		s.report(loaded, last, e, time.Since(start))
	}
}

// altered returns the paths that are not as the project has read them. Programs
// save in several steps, each of which is an event.
func (s *Server) altered(b *batch) []string {
	return slices.DeleteFunc(slices.Clone(b.paths), s.asRead)
}

func (s *Server) asRead(p string) bool {
	name := filepath.Join(s.o.Project.Dir, filepath.FromSlash(p))
	known := s.project.Tree.File(p)
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return known == nil && len(s.project.Tree.Under(p)) == 0
	case err != nil || known == nil || info.Size() != int64(len(known.Data)):
		return false
	}
	data, err := os.ReadFile(name)
	return err == nil && bytes.Equal(data, known.Data)
}

// settled reports whether all paths are folders, or files with a content. One that
// is not may be half-way through being saved.
func (s *Server) settled(paths []string) bool {
	return !slices.ContainsFunc(paths, func(p string) bool {
		info, err := os.Stat(filepath.Join(s.o.Project.Dir, filepath.FromSlash(p)))
		return err != nil || info.Mode().IsRegular() && info.Size() == 0
	})
}

// newDay reports whether the clock shows another day than the site.
func (s *Server) newDay() bool {
	return s.o.Clock != nil && day(s.o.Clock()) != day(s.project.Options.Now)
}

func day(t time.Time) string { return lang.DateOf(t, lang.ToDay).String() }

// load reads what has changed, or all, and returns the edition that it makes.
func (s *Server) load(all bool, changed []string) *edition {
	if s.newDay() {
		s.project.Options.Now = s.o.Clock()
		all = true
	}
	if all {
		changed = nil
	}
	problems := new(diag.List)
	plan := s.project.Load(problems, changed...)
	s.loads++
	e := &edition{
		id:       fmt.Sprintf("%x-%d", s.started.UnixNano(), s.loads),
		problems: problems.Sorted(),
		replaced: make(chan struct{}),
	}
	if !problems.Failed() {
		e.pages = newPages(plan, problems)
	} else if last := s.current.Load(); last != nil {
		e.pages = last.pages
	}
	return e
}

// publish puts the edition in the place of the last one, then tells the browsers.
func (s *Server) publish(e *edition) {
	if last := s.current.Swap(e); last != nil {
		close(last.replaced)
	}
}

// report writes a line about a change, and the problems that it brought.
func (s *Server) report(changed []string, last, e *edition, took time.Duration) {
	slices.Sort(changed)
	changed = slices.Compact(changed)
	what := "everything"
	switch n := len(changed); {
	case n == 1:
		what = changed[0]
	case n > 1:
		what = fmt.Sprintf("%s and %d more", changed[0], n-1)
	}
	state := ""
	switch n := len(e.errors()); {
	case n == 1:
		state = ", 1 problem"
	case n > 1:
		state = fmt.Sprintf(", %d problems", n)
	case len(last.errors()) > 0:
		state = ", no more problems"
	}
	fmt.Fprintf(s.o.Log, "%s: %d ms%s\n", what, took.Milliseconds(), state)
	diag.Print(s.o.Log, slices.DeleteFunc(slices.Clone(e.problems), func(p diag.Problem) bool {
		return slices.Contains(last.problems, p)
	}))
}
