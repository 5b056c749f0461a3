package source

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bassins/cmd/internal/diag"
)

// Mark is a place in a file: line and column from 1, the column in characters.
type Mark struct{ Line, Column int }

// At returns an error at the mark in the file.
func (m Mark) At(path, message, hint string) diag.Problem {
	return diag.Problem{Path: path, Line: m.Line, Column: m.Column, Message: message, Hint: hint}
}

// String is a text that knows where it stands.
type String struct {
	Value string
	Mark  Mark
}

// UnmarshalYAML takes any scalar as it is written.
func (s *String) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return errors.New("expected a text")
	}
	*s = String{n.Value, Mark{n.Line, n.Column}}
	return nil
}

// Decode decodes the YAML of a file into the struct or slice that v points to.
// It reports all problems that it finds and then returns false.
func Decode(path string, data []byte, v any, problems *diag.List) bool {
	return decode(path, data, 0, v, problems)
}

// decode is [Decode] for a part of a file that starts after the given number of lines.
func decode(path string, data []byte, linesBefore int, v any, problems *diag.List) bool {
	if p, ok := checkText(data); !ok {
		p.Path = path
		p.Line += linesBefore
		problems.Add(p)
		return false
	}
	node, err := parse(data)
	if err == nil && node != nil {
		if marks := shift(node, linesBefore, nil); len(marks) > 0 {
			for _, m := range marks {
				problems.Add(m.At(path, "anchors and aliases (& and *) are not allowed", "write the value again, or put quotation marks around a text"))
			}
			return false
		}
		err = node.Load(v, yaml.WithKnownFields())
		linesBefore = 0 // the nodes have been shifted
	}
	if err != nil {
		problems.Add(explain(path, err, linesBefore, reflect.TypeOf(v))...)
	}
	return err == nil
}

// parse returns the root of the document, nil for one without a value.
func parse(data []byte) (*yaml.Node, error) {
	var doc yaml.Node
	err := yaml.Load(data, &doc)
	if err != nil && strings.Contains(err.Error(), "no documents in stream") {
		return nil, nil
	}
	if err != nil || len(doc.Content) == 0 {
		return nil, err
	}
	return doc.Content[0], nil
}

// shift moves a tree down by a number of lines and returns the places of all
// anchors and aliases in it.
func shift(n *yaml.Node, lines int, found []Mark) []Mark {
	n.Line += lines
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		return append(found, Mark{n.Line, n.Column})
	}
	for _, c := range n.Content {
		found = shift(c, lines, found)
	}
	return found
}

// checkText returns a problem, without a path, for bytes that are no text.
func checkText(data []byte) (diag.Problem, bool) {
	if !utf8.Valid(data) {
		offset := invalidOffset(data)
		line, column := diag.Position(data, offset)
		return diag.Problem{Line: line, Column: column, Message: fmt.Sprintf("invalid UTF-8: byte %#x", data[offset]), Hint: "save the file as UTF-8"}, false
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		line, column := diag.Position(data, i)
		return diag.Problem{Line: line, Column: column, Message: "file holds a null character", Hint: "is it a text file?"}, false
	}
	return diag.Problem{}, true
}

func invalidOffset(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// The library's messages name Go types; these patterns take out what an editor
// can use.
var (
	reUnknown   = regexp.MustCompile(`^field (\S+) not found in type (\S+)`)
	reTwice     = regexp.MustCompile(`^(?:field (\S+) already set|mapping key "([^"]*)" already defined)`)
	reConstruct = regexp.MustCompile("(?s)^cannot construct !!(\\w+)(?: `(.*)`)? into (\\S+)")
)

// explain turns the library's errors into problems.
func explain(path string, err error, linesBefore int, t reflect.Type) []diag.Problem {
	var list *yaml.LoadErrors
	if !errors.As(err, &list) {
		if e, ok := errors.AsType[*yaml.LoadError](err); ok {
			list = &yaml.LoadErrors{Errors: []*yaml.LoadError{e}}
		} else {
			return []diag.Problem{{Path: path, Message: err.Error()}}
		}
	}
	var problems []diag.Problem
	for _, e := range list.Errors {
		p := diag.Problem{Path: path, Line: e.Mark.Line + linesBefore, Column: e.Mark.Column}
		p.Message, p.Hint = sentence(e, t)
		problems = append(problems, p)
	}
	return problems
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
	if strings.Contains(message, "tab") {
		hint = "indent with spaces, not with tabs"
	} else if strings.Contains(message, "mapping values are not allowed") {
		hint = "put quotation marks around a text that holds a colon"
	}
	return message, hint
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
