package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"bassins/cmd/internal/diag"
)

// The library's messages name Go types; these patterns take out what an editor
// can use.
var (
	reUnknown   = regexp.MustCompile(`^field (\S+) not found in type (\S+)`)
	reTwice     = regexp.MustCompile(`^(?:field (\S+) already set|mapping key "([^"]*)" already defined)`)
	reLength    = regexp.MustCompile(`^invalid array: want (\d+) elements but got (\d+)`)
	reConstruct = regexp.MustCompile("(?s)^cannot construct !!(\\w+)(?: `(.*)`)? into (\\S+)")
)

// explainer turns the library's errors about a file into problems.
type explainer struct {
	path    string
	data    []byte
	lines   int // to be added to the lines of the library
	shifted int // have been added to them already
	into    reflect.Type
}

func (x explainer) explain(err error) []diag.Problem {
	var list *yaml.LoadErrors
	if !errors.As(err, &list) {
		if e, ok := errors.AsType[*yaml.LoadError](err); ok {
			list = &yaml.LoadErrors{Errors: []*yaml.LoadError{e}}
		} else {
			return []diag.Problem{x.whole(err)}
		}
	}
	var problems []diag.Problem
	for _, e := range list.Errors {
		if e.Mark.Line == 0 {
			problems = append(problems, x.whole(e))
			continue
		}
		p := diag.Problem{Path: x.path, Line: e.Mark.Line, Column: e.Mark.Column}
		if !x.syntax(e, &p) {
			p.Message, p.Hint = sentence(e, x.into)
		}
		x.keepInside(&p)
		p.Line += x.lines
		problems = append(problems, p)
	}
	return problems
}

// keepInside moves a problem that the library sees after the last line to the end
// of that line.
func (x explainer) keepInside(p *diag.Problem) {
	last, column := diag.Position(x.data, len(x.data))
	if last += x.shifted; p.Line > last {
		p.Line, p.Column = last, column
	}
}

// whole explains an error that has no place.
func (x explainer) whole(err error) diag.Problem {
	if !strings.Contains(err.Error(), "expected single document") {
		return diag.Problem{Path: x.path, Message: err.Error()}
	}
	line, begun := 0, false
	for text := range bytes.Lines(x.data) {
		line++
		marker := bytes.HasPrefix(text, []byte("---")) || bytes.HasPrefix(text, []byte("..."))
		if marker && begun {
			break
		}
		begun = begun || len(bytes.TrimSpace(text)) > 0 && text[0] != '#'
	}
	return diag.Problem{Path: x.path, Line: line + x.lines, Column: 1, Message: "a second document begins", Hint: "a file holds one; remove the line of ---"}
}

// A syntaxRule says in an editor's words what a message of the library means.
type syntaxRule struct {
	message, context string // parts of the library's message and of its context
	start            bool   // the problem is where the construct starts
	words, hint      string
}

const (
	tabWords     = "a tab indents this line"
	tabHint      = "indent with spaces, not with tabs"
	indentWords  = "this line is not indented like those around it"
	indentHint   = "the keys of one mapping start in the same column"
	colonWords   = "a colon inside a text"
	colonHint    = "put quotation marks around the text"
	unclosedHint = "put the same mark at the end of the text"
)

var syntaxRules = []syntaxRule{
	{message: "tab", words: tabWords, hint: tabHint},
	{message: "unexpected", context: "quoted scalar", start: true, words: "quotation mark is not closed", hint: unclosedHint},
	{message: "escape character", words: "\\ inside double quotation marks", hint: "write \\\\, or use single quotation marks"},
	{message: "hexadecimal", words: "\\ inside double quotation marks", hint: "write \\\\, or use single quotation marks"},
	{message: "',' or ']'", start: true, words: "[ is not closed", hint: "put a comma between the values and ] at the end"},
	{message: "',' or '}'", start: true, words: "{ is not closed", hint: "put a comma between the values and } at the end; a text that starts with { needs quotation marks"},
	{message: "node content", context: "flow", start: true, words: "[ or { is not closed", hint: "put ] or } at the end"},
	{message: "expected ':'", start: true, words: "key without a colon", hint: "write key: value"},
	{message: "expected key", words: indentWords, hint: indentHint},
	{message: "expected '-'", words: indentWords, hint: "the entries of one list start in the same column, with “- ”"},
}

// syntax explains what the library could not read. Where it stopped tells more
// than its message does.
func (x explainer) syntax(e *yaml.LoadError, p *diag.Problem) bool {
	before, at := x.around(e.Mark.Line, e.Mark.Column)
	switch {
	case strings.Contains(e.Message, "cannot start any token") && strings.HasPrefix(at, "\t"):
		p.Message, p.Hint = tabWords, tabHint
		return true
	case strings.Contains(e.Message, "cannot start any token"):
		p.Message, p.Hint = fmt.Sprintf("a text cannot start with %q", firstRune(at)), colonHint
		return true
	case strings.Contains(e.Message, "mapping values are not allowed") && strings.Contains(before, ":"):
		p.Message, p.Hint = colonWords, colonHint
		return true
	case strings.Contains(e.Message, "mapping values are not allowed"):
		p.Message, p.Hint, p.Column = indentWords, indentHint, 1
		return true
	}
	for _, r := range syntaxRules {
		if strings.Contains(e.Message, r.message) && strings.Contains(e.ContextMsg, r.context) {
			p.Message, p.Hint = r.words, r.hint
			if r.start && e.ContextMark.Line > 0 {
				p.Line, p.Column = e.ContextMark.Line, cmp.Or(e.ContextMark.Column, 1)
			}
			return true
		}
	}
	return false
}

// around returns the parts of a line before and from a column.
func (x explainer) around(line, column int) (before, at string) {
	n := 1 + x.shifted
	for text := range bytes.Lines(x.data) {
		if n == line {
			runes := []rune(string(text))
			column = min(max(column-1, 0), len(runes))
			return string(runes[:column]), string(runes[column:])
		}
		n++
	}
	return "", ""
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

func sentence(e *yaml.LoadError, t reflect.Type) (message, hint string) {
	if m := reUnknown.FindStringSubmatch(e.Message); m != nil {
		keys := keysOf(t, m[2], map[reflect.Type]bool{})
		hint = diag.DidYouMean(m[1], keys)
		if hint == "" && len(keys) > 0 {
			hint = "known keys: " + strings.Join(keys, ", ")
		}
		return fmt.Sprintf("unknown key %q", m[1]), hint
	}
	if m := reTwice.FindStringSubmatch(e.Message); m != nil {
		return fmt.Sprintf("key %q is given twice", m[1]+m[2]), "keep one of them"
	}
	if m := reLength.FindStringSubmatch(e.Message); m != nil {
		return fmt.Sprintf("expected a list of %s values, not of %s", m[1], m[2]), ""
	}
	if m := reConstruct.FindStringSubmatch(e.Message); m != nil {
		value := ""
		if m[2] != "" {
			value = fmt.Sprintf(", not %q", m[2])
		} else if kind := kinds[m[1]]; kind != "" {
			value = ", not " + kind
		}
		return "expected " + expectation(m[3]) + value, ""
	}
	message = strings.TrimPrefix(e.Message, "found ")
	if cause := e.Unwrap(); cause != nil && e.Stage == "constructor" {
		message = cause.Error()
	}
	if e.ContextMsg != "" {
		message += " " + e.ContextMsg
	}
	return message, ""
}

var kinds = map[string]string{"map": "a mapping", "seq": "a list", "str": "a text", "int": "a number", "float": "a number", "bool": "true or false", "null": "nothing"}

// expectation says in an editor's words what a Go type takes.
func expectation(goType string) string {
	switch {
	case goType == "bool":
		return "true or false"
	case strings.HasPrefix(goType, "int") || strings.HasPrefix(goType, "uint"):
		return "a whole number"
	case strings.HasPrefix(goType, "float"):
		return "a number"
	case goType == "string" || goType == "source.String":
		return "a text"
	case strings.HasPrefix(goType, "[]"):
		return "a list (lines that start with “- ”)"
	case goType == "lang.Text":
		return "a text for each language (fr: …, nl: …)"
	case goType == "lang.Date":
		return "a date (2025-03-14)"
	}
	return "a mapping (key: value)"
}

// keysOf returns the YAML keys of the struct with the given name, somewhere
// below t, sorted.
func keysOf(t reflect.Type, name string, seen map[reflect.Type]bool) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] {
		return nil
	}
	seen[t] = true
	if t.String() == name {
		keys := yamlKeys(t)
		slices.Sort(keys)
		return keys
	}
	for i := range t.NumField() {
		if keys := keysOf(t.Field(i).Type, name, seen); keys != nil {
			return keys
		}
	}
	return nil
}

func yamlKeys(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case strings.Contains(options, "inline"):
			keys = append(keys, yamlKeys(f.Type)...)
		case key != "" && key != "-":
			keys = append(keys, key)
		}
	}
	return keys
}
