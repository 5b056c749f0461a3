package serve

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/plan"
)

// pages are the Outputs of one plan.
type pages struct {
	outputs []plan.Output // sorted by path
	list    *diag.List    // to which the plan adds what it finds while it renders

	// One page is rendered at a time, so that what is new in list is known to be
	// the page's.
	rendering sync.Mutex

	mu    sync.Mutex
	known map[diag.Problem]bool
	found map[string][]diag.Problem // by path; a second rendering finds less
}

func newPages(p *plan.Plan, list *diag.List) *pages {
	s := &pages{outputs: p.Outputs, list: list, known: map[diag.Problem]bool{}, found: map[string][]diag.Problem{}}
	for _, problem := range list.Sorted() {
		s.known[problem] = true
	}
	return s
}

// find returns the Output at a path below the site, nil if there is none.
func (s *pages) find(p string) *plan.Output {
	if s == nil {
		return nil
	}
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	i, ok := slices.BinarySearchFunc(s.outputs, p, func(o plan.Output, p string) int { return strings.Compare(o.Path, p) })
	if !ok {
		return nil
	}
	return &s.outputs[i]
}

// rendered is an Output's bytes and what is wrong with them.
type rendered struct {
	data     []byte
	problems []diag.Problem
	fresh    []diag.Problem // those that no rendering has found before
	failed   bool           // the data is not whole
}

func (s *pages) render(o *plan.Output) rendered {
	if isPage(o) {
		s.rendering.Lock()
		defer s.rendering.Unlock()
	}
	var own diag.List
	var b bytes.Buffer
	r, err := o.Prepare()
	if err == nil {
		r.Render(&b, &own)
	} else {
		own.Errorf(cmp.Or(o.Source, o.Path), "%v", err)
	}
	result := rendered{data: b.Bytes(), problems: own.Sorted(), failed: own.Failed()}
	s.mu.Lock()
	defer s.mu.Unlock()
	if isPage(o) {
		result.problems = append(result.problems, s.collect(o)...)
	}
	for _, p := range result.problems {
		if !s.known[p] {
			s.known[p] = true
			result.fresh = append(result.fresh, p)
		}
	}
	return result
}

// collect returns all that the plan has found in the page o, which was just
// rendered, and what other pages have found in the text that it shows.
func (s *pages) collect(o *plan.Output) []diag.Problem {
	found := s.found[o.Path]
	for _, p := range s.list.Sorted() {
		shown := o.Source != "" && (p.Path == o.Source || strings.HasPrefix(p.Path, o.Source+"/"))
		if (shown || !s.known[p]) && !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	if len(found) > 0 {
		s.found[o.Path] = found
	}
	return found
}

func isPage(o *plan.Output) bool { return path.Ext(o.Path) == ".html" }
