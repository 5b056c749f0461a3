package lang

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"

	"go.yaml.in/yaml/v4"
)

// ParseStrings reads the interface strings of a compiled language from the contents
// of a file. The problems have the place of the key or the text that is wrong; a
// message with a problem is known by its key all the same, so that it is not
// reported as missing too.
func ParseStrings(language *Language, path string, data []byte) (*Strings, []diag.Problem) {
	p := &stringsParser{strings: &Strings{Language: language, Path: path, messages: map[string]*message{}}}
	if valid := bytes.ToValidUTF8(data, nil); len(valid) < len(data) {
		same := 0
		for same < len(valid) && valid[same] == data[same] {
			same++
		}
		line, column := diag.Position(data, same)
		p.problem(&yaml.Node{Line: line, Column: column}, "save it as UTF-8", "a character is not in UTF-8")
		return p.strings, p.problems
	}
	var document yaml.Node
	if err := yaml.Load(data, &document); err != nil {
		p.syntax(data, err)
		return p.strings, p.problems
	}
	if len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode {
		p.problem(&document, "", "expected a mapping of keys to texts")
		return p.strings, p.problems
	}
	root := document.Content[0]
	lines := map[string]int{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.ShortTag() != "!!str" || key.Value == "" {
			p.problem(key, "put quotes around it", "the key of a text must be a text itself")
			continue
		}
		if line, ok := lines[key.Value]; ok {
			p.problem(key, fmt.Sprintf("it is in line %d already", line), "text %q is defined twice", key.Value)
			continue
		}
		lines[key.Value] = key.Line
		m := &message{line: key.Line, column: key.Column, forms: map[string]pattern{}}
		before := len(p.problems)
		if value.Kind == yaml.MappingNode {
			m.plural = true
			p.plural(key, value, m)
		} else {
			p.form(key, key, Other, value, m)
		}
		m.broken = slices.ContainsFunc(p.problems[before:], func(p diag.Problem) bool { return p.Severity == diag.Error })
		p.strings.messages[key.Value] = m
	}
	return p.strings, p.problems
}

// stringsParser collects the messages and the problems of one file.
type stringsParser struct {
	strings  *Strings
	problems []diag.Problem
}

func (p *stringsParser) problem(at *yaml.Node, hint, format string, args ...any) {
	p.problems = append(p.problems, diag.Problem{
		Severity: diag.Error, Path: p.strings.Path, Line: at.Line, Column: at.Column,
		Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// syntax adds what the YAML library says of a file that it cannot read. A file
// without any text is no error: [CheckStrings] says what is missing.
func (p *stringsParser) syntax(data []byte, err error) {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		p.problem(&yaml.Node{}, "", "%v", err)
		return
	}
	message := strings.TrimPrefix(load.Message, "yaml: ")
	if message == "no documents in stream" {
		return
	}
	if load.ContextMsg != "" {
		message = load.ContextMsg + ": " + message
	}
	mark := load.Mark
	// What is never closed is noticed past the end: better show where it opens.
	if last, _ := diag.Position(data, len(bytes.TrimSpace(data))); mark.Line > last {
		mark.Line, mark.Column = last, 0
		if 0 < load.ContextMark.Line && load.ContextMark.Line <= last {
			mark = load.ContextMark
		}
	}
	p.problem(&yaml.Node{Line: mark.Line, Column: mark.Column}, "", "%s", message)
}

// plural reads the forms of a message with a count.
func (p *stringsParser) plural(key, value *yaml.Node, m *message) {
	used := p.strings.Language.PluralCategories()
	seen := map[string]bool{}
	for i := 0; i+1 < len(value.Content); i += 2 {
		category, text := value.Content[i], value.Content[i+1]
		switch {
		case !slices.Contains(used, category.Value):
			p.problem(category, diag.DidYouMean(category.Value, used),
				"text %q: %q is not a plural category of %s: expected %s", key.Value, category.Value,
				p.strings.Language.Name, strings.Join(used, ", "))
		case seen[category.Value]:
			p.problem(category, "", "text %q has the form %q twice", key.Value, category.Value)
		default:
			p.form(key, category, category.Value, text, m)
		}
		seen[category.Value] = true
	}
	examples := p.strings.Language.examples()
	for _, category := range used {
		if seen[category] || category != Other && len(examples[category]) == 0 {
			continue
		}
		hint := "every text with a count needs it"
		if numbers := examples[category]; len(numbers) > 0 {
			hint = "it is for " + listed(numbers)
		}
		p.problem(key, hint, "text %q has no form %q", key.Value, category)
	}
	p.hidden(key, m, examples)
}

// hidden warns of a form that shows no count although it serves several: French
// "un atelier" would also be said of 0.
func (p *stringsParser) hidden(key *yaml.Node, m *message, examples map[string][]int) {
	if !slices.Contains(m.forms[Other].arguments(), Count) {
		return
	}
	for _, category := range slices.Sorted(maps.Keys(m.forms)) {
		numbers := examples[category]
		if len(numbers) < 2 || slices.Contains(m.forms[category].arguments(), Count) {
			continue
		}
		p.problem(key, fmt.Sprintf("write {%s} in it", Count), "text %q: the form %q does not show the count, but is for %s",
			key.Value, category, listed(numbers))
		p.problems[len(p.problems)-1].Severity = diag.Warning
	}
}

// examples returns for each category the first numbers below 1000 that take it.
// A category without any, such as French "many" (1 000 000), may be left out.
func (l *Language) examples() map[string][]int {
	const enough = 4
	numbers := map[string][]int{}
	for n := range 1000 {
		if category := l.Plural(n); len(numbers[category]) < enough {
			numbers[category] = append(numbers[category], n)
		}
	}
	return numbers
}

// listed writes examples: "0, 1" or "2, 3, 4, 22 …".
func listed(numbers []int) string {
	s := strings.Trim(fmt.Sprint(numbers), "[]")
	s = strings.ReplaceAll(s, " ", ", ")
	if len(numbers) > 3 {
		s += " …"
	}
	return s
}

// form reads one text. A node that is not a text, or has a stray brace, is a problem;
// one that is empty may lie past the end of the file, so that is said at its label.
func (p *stringsParser) form(key, label *yaml.Node, category string, node *yaml.Node, m *message) {
	switch {
	case node.Kind == yaml.AliasNode:
		p.problem(node, "write it out", "text %q refers to another", key.Value)
		return
	case node.Kind == yaml.ScalarNode && (node.ShortTag() == "!!null" || strings.TrimSpace(node.Value) == ""):
		p.problem(label, "", "text %q is empty", key.Value)
		return
	case node.Kind != yaml.ScalarNode:
		p.problem(node, "", "text %q is a list or a mapping, and not a text", key.Value)
		return
	case node.ShortTag() != "!!str":
		p.problem(node, "put quotes around it", "%s of text %q is not a text", node.Value, key.Value)
		return
	}
	pattern, err := parsePattern(node.Value)
	if err != nil {
		p.problem(node, "", "text %q: %v", key.Value, err)
		return
	}
	m.forms[category] = pattern
}

// CheckStrings compares the interface strings of all languages: each must have the
// same keys, and a message the same arguments in all of them. Problems of
// arguments are at the line of the key; a key that is missing has no line, and the
// hint says where another language defines it.
func CheckStrings(all []*Strings) []diag.Problem {
	first := map[string]*Strings{} // where a key is defined first
	for _, s := range all {
		for _, key := range s.Keys() {
			if first[key] == nil {
				first[key] = s
			}
		}
	}
	var problems []diag.Problem
	for _, s := range all {
		for _, key := range slices.Sorted(maps.Keys(first)) {
			model := first[key].messages[key]
			place := fmt.Sprintf("%s:%d", first[key].Path, model.line)
			if !s.Has(key) {
				problems = append(problems, diag.Problem{
					Severity: diag.Error, Path: s.Path,
					Message: fmt.Sprintf("missing text %q", key),
					Hint:    "it is defined at " + place,
				})
				continue
			}
			m := s.messages[key]
			got, want := m.arguments(), model.arguments()
			if !m.broken && !model.broken && !slices.Equal(got, want) {
				problems = append(problems, diag.Problem{
					Severity: diag.Error, Path: s.Path, Line: m.line, Column: m.column,
					Message: fmt.Sprintf("text %q has %s, but %s at %s", key, argumentList(got), argumentList(want), place),
				})
			}
		}
	}
	return problems
}

func argumentList(names []string) string {
	if len(names) == 0 {
		return "no arguments"
	}
	return "the arguments {" + strings.Join(names, "} {") + "}"
}
