// Package diag holds problems: what is wrong in a file that an editor wrote,
// where, and what to do about it.
//
// A [Problem] is data. Every stage of the program adds to one [List] and goes
// on, so that an editor sees all problems in one run. A problem prints as
//
//	content/articles/x/index.fr.md:4:10: unknown bassin "nort" (did you mean "nord"?)
//
// with the path relative to the project's folder, and line and column counted
// from 1 in characters. The list sorts and drops repeats, so that the same
// input prints the same text however many workers found it.
//
// The package knows nothing of what is checked; everything else imports it.
package diag

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"
	"unicode/utf8"
)

// Severity says whether a problem stops the publication.
type Severity string

// The severities. An error stops the publication, a warning does not.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Problem is one thing that is wrong, and where.
type Problem struct {
	Severity Severity `json:"severity"`
	Path     string   `json:"path"`             // relative to the project, with forward slashes; "" if no file is at fault
	Line     int      `json:"line,omitempty"`   // from 1; 0 if the whole file is meant
	Column   int      `json:"column,omitempty"` // from 1, in characters; 0 if the whole line is meant
	Message  string   `json:"message"`          // lower case, no full stop
	Hint     string   `json:"hint,omitempty"`   // what to do about it
	Page     string   `json:"page,omitempty"`   // address of the page that was rendered, for problems of templates
}

// String returns the problem as one line without a line feed.
func (p Problem) String() string {
	s := p.Path
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
		if p.Column > 0 {
			s += fmt.Sprintf(":%d", p.Column)
		}
	}
	if s != "" {
		s += ": "
	}
	if p.Severity == Warning {
		s += "warning: "
	}
	s += p.Message
	if p.Page != "" {
		s += " [page " + p.Page + "]"
	}
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return s
}

func (p Problem) compare(q Problem) int {
	return cmp.Or(
		cmp.Compare(p.Path, q.Path),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
		cmp.Compare(p.Severity, q.Severity),
		cmp.Compare(p.Message, q.Message),
		cmp.Compare(p.Hint, q.Hint),
		cmp.Compare(p.Page, q.Page),
	)
}

// List collects problems. Its zero value is an empty list, ready to use by
// several goroutines at once.
type List struct {
	mu       sync.Mutex
	problems []Problem
}

// Add adds problems. A problem without a severity becomes an error.
func (l *List) Add(problems ...Problem) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range problems {
		p.Severity = cmp.Or(p.Severity, Error)
		l.problems = append(l.problems, p)
	}
}

// Errorf adds an error about a whole file.
func (l *List) Errorf(path, format string, args ...any) {
	l.Add(Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// Sorted returns the problems by file, line and column, each of them once.
func (l *List) Sorted() []Problem {
	l.mu.Lock()
	defer l.mu.Unlock()
	slices.SortFunc(l.problems, Problem.compare)
	l.problems = slices.Compact(l.problems)
	return slices.Clone(l.problems)
}

// Count returns how many errors and warnings the list holds, without repeats.
func (l *List) Count() (errors, warnings int) {
	for _, p := range l.Sorted() {
		if p.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Failed reports whether the list holds an error.
func (l *List) Failed() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.problems, func(p Problem) bool { return p.Severity == Error })
}

// Limit is how many problems [Print] writes out before it counts the rest.
const Limit = 50

// Print writes the problems, a line each, errors before warnings when there are
// more than [Limit] of them, so that no error hides behind warnings.
func Print(w io.Writer, problems []Problem) {
	shown := problems
	if len(shown) > Limit {
		shown = slices.Clone(problems)
		slices.SortStableFunc(shown, func(a, b Problem) int { return cmp.Compare(a.Severity, b.Severity) })
		shown = shown[:Limit]
	}
	var b bytes.Buffer
	for _, p := range shown {
		b.WriteString(p.String())
		b.WriteByte('\n')
	}
	if rest := len(problems) - len(shown); rest > 0 {
		fmt.Fprintf(&b, "… and %d more problems\n", rest)
	}
	w.Write(b.Bytes())
}

// JSON writes the problems as one JSON array.
func JSON(w io.Writer, problems []Problem) error {
	if problems == nil {
		problems = []Problem{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(problems)
}

// Position returns the line and the column of a byte offset in text, both from
// 1, the column counted in characters. An offset past the end is the end.
func Position(text []byte, offset int) (line, column int) {
	before := text[:min(max(offset, 0), len(text))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}
