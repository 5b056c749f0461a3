package source

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"
)

// parsePlain parses the YAML that nearly all front matter is made of, and returns
// nil for any other, which the library then reads (2 µs instead of 36):
//
//	key: text up to the end of the line, or "in quotation marks", or a date
//	key:
//	  - text
//	  - key: text
//	    key: text
//
// It builds the tree that the library builds, with the same tags and places, and
// gives up on everything that it is not sure of: comments, escapes, numbers, yes
// and no, empty lines. A fuzz test compares the two.
func parsePlain(data []byte) *yaml.Node { return new(plainParser).tree(data) }

// plainParsers are kept, because the nodes of a text take 16 kB and are needed
// only until its front matter is decoded.
var plainParsers = sync.Pool{New: func() any { return new(plainParser) }}

// parse is the function parse. The tree is good until the parser is used again.
func (p *plainParser) parse(data []byte) (*yaml.Node, error) {
	if root := p.tree(data); root != nil {
		return root, nil
	}
	return parseByLibrary(data)
}

type plainParser struct {
	rest   string
	line   string // the current one
	number int
	odd    bool // a line is not ours to read
	nodes  []yaml.Node
}

func (p *plainParser) tree(data []byte) *yaml.Node {
	most := 3*(bytes.Count(data, []byte("\n"))+1) + 1 // "- key: text" has three
	*p = plainParser{rest: string(data), nodes: slices.Grow(p.nodes[:0], most)}
	root := p.node(yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: 1, Column: 1})
	for p.next() {
		key, rest, ok := p.key(p.line, 1)
		if !ok {
			return nil
		}
		var value *yaml.Node
		if rest == "" {
			value = p.list()
		} else {
			value = p.value(rest, len(p.line)-len(rest)+1)
		}
		if value == nil {
			return nil
		}
		root.Content = append(root.Content, key, value)
	}
	if len(root.Content) == 0 || p.odd {
		return nil
	}
	return root
}

// node takes a node out of the one allocation for all, with the room for children
// that the node had there the last time.
func (p *plainParser) node(n yaml.Node) *yaml.Node {
	p.nodes = p.nodes[:len(p.nodes)+1]
	to := &p.nodes[len(p.nodes)-1]
	n.Content = to.Content[:0]
	*to = n
	return to
}

// next goes to the next line.
func (p *plainParser) next() bool {
	if len(p.rest) == 0 || p.odd {
		return false
	}
	p.line, p.rest, _ = strings.Cut(p.rest, "\n")
	p.number++
	p.odd = p.line == "" || !simple(p.line)
	return !p.odd
}

// follows reports whether the next line starts with a prefix, and goes to it.
func (p *plainParser) follows(prefix string) bool {
	return strings.HasPrefix(p.rest, prefix) && p.next()
}

// simple reports whether a line holds only characters that mean nothing special
// to YAML wherever they stand: no control characters, none of its other line
// ends, and nothing that it does not print.
func simple(line string) bool {
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c < ' ' || c == 0x7f:
			return false
		case c == 0xc2 && i+1 < len(line) && line[i+1] < 0xa0: // U+0080 to U+009F
			return false
		case c == 0xe2 && strings.HasPrefix(line[i:], "\u2028"), c == 0xe2 && strings.HasPrefix(line[i:], "\u2029"):
			return false
		case c == 0xef && i+1 < len(line) && line[i+1] >= 0xbb: // U+FEFF, U+FFFE, U+FFFF
			return false
		}
	}
	return true
}

// key takes "key:" off a text that starts in a column, and what is after it.
func (p *plainParser) key(s string, column int) (key *yaml.Node, rest string, ok bool) {
	end := 0
	for end < len(s) && (s[end] >= 'a' && s[end] <= 'z' || s[end] == '_') {
		end++
	}
	if end == 0 || end == len(s) || s[end] != ':' || !isString(s[:end]) {
		return nil, "", false
	}
	key = p.node(yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s[:end], Line: p.number, Column: column})
	if rest = s[end+1:]; rest == "" {
		return key, "", true
	}
	return key, rest[1:], rest[0] == ' ' && len(rest) > 1
}

// list takes the indented lines of a list.
func (p *plainParser) list() *yaml.Node {
	list := p.node(yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: p.number + 1, Column: 3})
	for p.follows("  - ") {
		const column = 5
		item := p.line[column-1:]
		var one *yaml.Node
		if _, _, ok := p.key(item, column); ok {
			one = p.mapping(column)
		} else {
			one = p.value(item, column)
		}
		if one == nil {
			return nil
		}
		list.Content = append(list.Content, one)
	}
	if len(list.Content) == 0 {
		return nil
	}
	return list
}

// mapping takes the lines of one item of a list.
func (p *plainParser) mapping(column int) *yaml.Node {
	m := p.node(yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: p.number, Column: column})
	for {
		key, rest, ok := p.key(p.line[column-1:], column)
		if !ok || rest == "" {
			return nil
		}
		value := p.value(rest, len(p.line)-len(rest)+1)
		if value == nil {
			return nil
		}
		m.Content = append(m.Content, key, value)
		if !p.follows("    ") {
			return m
		}
	}
}

// value reads a scalar that is the rest of a line. All before it is ASCII, so
// that its column counts characters.
func (p *plainParser) value(s string, column int) *yaml.Node {
	n := yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Line: p.number, Column: column}
	if s == "" {
		return nil
	}
	switch c := s[0]; {
	case c == '"' || c == '\'':
		end := strings.IndexByte(s[1:], c) + 1
		if end != len(s)-1 || len(s) < 2 || strings.IndexByte(s, '\\') >= 0 && c == '"' {
			return nil
		}
		n.Value, n.Style = s[1:end], yaml.DoubleQuotedStyle
		if c == '\'' {
			n.Style = yaml.SingleQuotedStyle
		}
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80:
		if !isString(s) || s[len(s)-1] == ' ' || s[len(s)-1] == ':' || strings.Contains(s, ": ") || strings.Contains(s, " #") {
			return nil
		}
	case isDay(s):
		n.Tag = "!!timestamp"
	default:
		return nil
	}
	return p.node(n)
}

// isString reports whether a plain scalar that starts with a letter is certainly
// a text. The longest word with another meaning is "false".
func isString(s string) bool {
	if len(s) > len("false") {
		return true
	}
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf":
		return false
	}
	return true
}

// isDay reports whether s is a day as the library knows it, 2025-03-14.
func isDay(s string) bool {
	if len(s) != len(time.DateOnly) || s[4] != '-' {
		return false
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
