package site

import (
	"bytes"
	"fmt"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// wrongWeekday is the warning of a date that names another weekday than its own.
func wrongWeekday(path string, at source.Mark, w lang.WrongWeekday) diag.Problem {
	written := strings.Join(strings.Fields(strings.NewReplacer("*", "", "_", "").Replace(w.Written)), " ")
	p := at.At(path, fmt.Sprintf("%q has the wrong weekday: it is a %s", written, w.Weekday), "correct the weekday or the date")
	p.Severity = diag.Warning
	return p
}

// checkWeekdays checks the dates in the summary and in the body of a text.
func (t *Text) checkWeekdays(language *lang.Language, problems *diag.List) {
	if language == nil {
		return
	}
	for _, w := range language.WrongWeekdays(t.Front.Summary) {
		at := source.Locate(t.File.Data, source.Mark{}, "summary")
		problems.Add(wrongWeekday(t.File.Path, within(t.File.Data[:t.Offset], at, w.Written), w))
	}
	// The body is not copied to look for years, which it seldom holds.
	if !bytes.Contains(t.Body, []byte("20")) && !bytes.Contains(t.Body, []byte("19")) {
		return
	}
	for _, w := range language.WrongWeekdays(string(t.Body)) {
		line, column := diag.Position(t.File.Data, t.Offset+w.Offset)
		problems.Add(wrongWeekday(t.File.Path, source.Mark{Line: line, Column: column}, w))
	}
}

// weekdays checks the dates in a text of a data file, which is the value of a key
// in the mapping that holds the value at near.
func (l linker) weekdays(path string, near source.Mark, key string, t lang.Text) {
	for _, language := range l.Languages {
		for _, w := range language.WrongWeekdays(t[language.ID]) {
			at := l.locate(path, near, key+": "+language.ID)
			if f := l.tree.File(path); f != nil {
				at = within(f.Data, at, w.Written)
			}
			l.problems.Add(wrongWeekday(path, at, w))
		}
	}
}

// within returns the place of some words in a file, the first after a key in the
// same entry of a list, or the key itself if a fold or an escape stands between them.
func within(data []byte, key source.Mark, words string) source.Mark {
	start := 0
	for range key.Line - 1 {
		start += bytes.IndexByte(data[start:], '\n') + 1
	}
	entry, _, _ := bytes.Cut(data[start:], []byte("\n- "))
	i := bytes.Index(entry, []byte(words))
	if i < 0 {
		return key
	}
	line, column := diag.Position(data, start+i)
	return source.Mark{Line: line, Column: column}
}
