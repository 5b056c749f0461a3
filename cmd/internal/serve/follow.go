package serve

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
)

// edition is the project as one load has left it. Nobody changes it.
type edition struct {
	id       string         // another one for each edition of each server
	pages    *pages         // of this plan, or of the last one without errors; nil if there was none
	problems []diag.Problem // of this load
	replaced chan struct{}  // closed when the next edition takes its place
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
		if b.changed() || s.newDay() {
			s.change(&b)
		}
		for _, err := range b.errs {
			fmt.Fprintln(s.o.Log, watchError(s.o.Project.Dir, err))
		}
		for _, w := range b.waiting {
			close(w)
		}
	}
}

// change makes the next edition. What happens while it waits is added to b.
func (s *Server) change(b *batch) {
	start := time.Now()
	if !s.watcher.settled(*b) {
		s.watcher.within(pause, b)
	}
	e := s.load(*b)
	for try := 0; try < retries && len(e.errors()) > 0 && s.watcher.within(pause, b); try++ {
		e = s.load(*b)
	}
	last := s.current.Load()
	s.publish(e)
	s.report(*b, last, e, time.Since(start))
}

// newDay reports whether the clock shows another day than the site.
func (s *Server) newDay() bool {
	return s.o.Clock != nil && day(s.o.Clock()) != day(s.project.Options.Now)
}

func day(t time.Time) string { return lang.DateOf(t, lang.ToDay).String() }

// load reads what has changed and returns the edition that it makes.
func (s *Server) load(b batch) *edition {
	var problems diag.List
	if s.o.Clock != nil {
		b.all = b.all || s.newDay()
		s.project.Options.Now = s.o.Clock()
	}
	if b.all {
		b.paths = nil // stands for all
	}
	list := new(diag.List)
	plan := s.project.Load(list, b.paths...)
	problems.Add(list.Sorted()...)
	e := &edition{problems: problems.Sorted(), replaced: make(chan struct{})}
	if !list.Failed() {
		e.pages = newPages(plan, list)
	} else if last := s.current.Load(); last != nil {
		e.pages = last.pages
	}
	return e
}

// publish puts the edition in the place of the last one and tells the browsers.
func (s *Server) publish(e *edition) {
	n := 1
	last := s.current.Load()
	if last != nil {
		fmt.Sscanf(last.id[strings.LastIndexByte(last.id, '-')+1:], "%d", &n)
		n++
	}
	e.id = fmt.Sprintf("%x-%d", s.started.UnixNano(), n)
	s.current.Store(e)
	if last != nil {
		close(last.replaced)
	}
}

// report writes a line about a change, and the problems that it brought.
func (s *Server) report(b batch, last, e *edition, took time.Duration) {
	what := "everything"
	switch {
	case len(b.paths) == 1:
		what = b.paths[0]
	case len(b.paths) > 1:
		what = fmt.Sprintf("%s and %d more", b.paths[0], len(b.paths)-1)
	}
	state := ""
	if n := len(e.errors()); n == 1 {
		state = ", 1 problem"
	} else if n > 1 {
		state = fmt.Sprintf(", %d problems", n)
	} else if len(last.errors()) > 0 {
		state = ", no more problems"
	}
	fmt.Fprintf(s.o.Log, "%s: %d ms%s\n", what, took.Milliseconds(), state)
	diag.Print(s.o.Log, slices.DeleteFunc(slices.Clone(e.problems), func(p diag.Problem) bool {
		return slices.Contains(last.problems, p)
	}))
}
