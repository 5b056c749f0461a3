package check

import (
	"cmp"
	"fmt"
	"strings"

	"bassins/cmd/internal/diag"
)

// reporter turns findings into problems: one for each place in a file, and one for
// each that no file shows, however many pages have it.
type reporter struct {
	site     *site
	problems *diag.List
	known    map[mention]bool // by the problems that the build has found
	groups   map[group]*shared
	order    []*shared
	located  map[search][]place
}

// mention is a line of which a problem says something about a word.
type mention struct {
	path string
	line int
	word string
}

// group is what findings have in common that are told as one problem.
type group struct {
	place   place
	message string
}

// shared is a finding and how many pages have it.
type shared struct {
	problem diag.Problem
	to      *target
	suggest func() string
	last    *page
	others  int
}

func newReporter(s *site, problems *diag.List) *reporter {
	r := &reporter{site: s, problems: problems, known: map[mention]bool{}, groups: map[group]*shared{}, located: map[search][]place{}}
	for _, p := range problems.Sorted() {
		if _, quoted, ok := strings.Cut(p.Message, `"`); ok && p.Line > 0 {
			word, _, _ := strings.Cut(quoted, `"`)
			r.known[mention{p.Path, p.Line, word}] = true
		}
	}
	return r
}

func (r *reporter) add(p *page, f finding) {
	o := &r.site.outputs[p.index]
	places := []place{{}}
	if f.to != nil {
		if found := r.locate(p, f.to); len(found) > 0 {
			places = found
		}
	}
	for _, at := range places {
		// A link within a text that leads nowhere is also found as it is rendered.
		if at.line > 0 && r.known[mention{at.path, at.line, f.to.href}] {
			continue
		}
		key := group{at, f.message}
		if g := r.groups[key]; g != nil {
			if g.last != p {
				g.last = p
				g.others++
			}
			continue
		}
		g := &shared{last: p, to: f.to, suggest: f.suggest, problem: diag.Problem{Severity: f.severity, Path: cmp.Or(at.path, o.Source, o.Path),
			Line: at.line, Column: at.column, Message: f.message, Hint: f.hint, Page: r.site.address(p.index)}}
		r.groups[key] = g
		r.order = append(r.order, g)
	}
}

// maxSuggestions bounds the search for hints: who breaks thousands of links does
// not read a hint for each.
const maxSuggestions = 100

func (r *reporter) finish() {
	type question struct {
		message string
		page    int // to which the link leads
	}
	hints := map[question]string{}
	for _, g := range r.order {
		if g.suggest != nil {
			q := question{g.problem.Message, g.to.output}
			hint, asked := hints[q]
			if !asked && len(hints) < maxSuggestions {
				hint = g.suggest()
				hints[q] = hint
			}
			g.problem.Hint = hint
		}
		if g.others == 1 {
			g.problem.Message += ", and on 1 other page"
		} else if g.others > 1 {
			g.problem.Message += fmt.Sprintf(", and on %s other pages", grouped(g.others))
		}
		r.problems.Add(g.problem)
	}
}
