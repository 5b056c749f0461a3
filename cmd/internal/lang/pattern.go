package lang

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// pattern is a text with arguments in braces, in pieces.
type pattern []piece

// piece is either plain text or the name of an argument.
type piece struct{ text, argument string }

var argumentName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// parsePattern reads "{n} of {total}". {{ and }} are literal braces; a brace that
// is neither doubled nor part of an argument is an error.
func parsePattern(text string) (pattern, error) {
	var p pattern
	var plain strings.Builder
	for rest := text; rest != ""; {
		at := strings.IndexAny(rest, "{}")
		if at < 0 {
			plain.WriteString(rest)
			break
		}
		plain.WriteString(rest[:at])
		rest = rest[at:]
		if strings.HasPrefix(rest, "{{") || strings.HasPrefix(rest, "}}") {
			plain.WriteByte(rest[0])
			rest = rest[2:]
			continue
		}
		if rest[0] == '}' {
			return nil, fmt.Errorf("} without { before it in %q: write }} for a brace", text)
		}
		end := strings.IndexByte(rest, '}')
		if end < 0 {
			return nil, fmt.Errorf("{ without } after it in %q: write {{ for a brace", text)
		}
		name := rest[1:end]
		if !argumentName.MatchString(name) {
			return nil, fmt.Errorf("%q is not the name of an argument: small letters, digits and _ only, or {{ for a brace", name)
		}
		if plain.Len() > 0 {
			p = append(p, piece{text: plain.String()})
			plain.Reset()
		}
		p = append(p, piece{argument: name})
		rest = rest[end+1:]
	}
	if plain.Len() > 0 {
		p = append(p, piece{text: plain.String()})
	}
	return p, nil
}

// arguments returns the names that the pattern holds, sorted, each as often as
// it occurs.
func (p pattern) arguments() []string {
	var names []string
	for _, piece := range p {
		if piece.argument != "" {
			names = append(names, piece.argument)
		}
	}
	slices.Sort(names)
	return names
}

// fill returns the text of a language's pattern with its arguments, given as
// pairs of name and value. Compile has seen to it that all braces are arguments.
func fill(text string, pairs ...string) string {
	b := make([]byte, 0, 64)
	for {
		before, rest, found := strings.Cut(text, "{")
		b = append(b, before...)
		if !found {
			return string(b)
		}
		var name string
		name, text, _ = strings.Cut(rest, "}")
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b = append(b, pairs[i+1]...)
			}
		}
	}
}
