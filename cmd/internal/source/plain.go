package source

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"
)

// parsePlain parses the YAML that nearly all front matter and data is made of, and
// returns nil for any other, which the library then reads (7 to 11 times slower):
//
//	# a line of comment, or an empty line
//	key: text up to the end of the line, or "in quotation marks"
//	key: 2025-03-14, 12, 1.5, true or false
//	key:
//	  key: mappings in mappings
//	key:
//	  - lists of texts
//	  - key: and of mappings
//	    key: text
//
// It builds the tree that the library builds, with the same tags and places, but
// without its comments, which nobody reads. It gives up on everything that it is
// not sure of. A fuzz test compares the two.
func parsePlain(data []byte) *yaml.Node { return new(plainParser).tree(data) }

// plainParsers are kept, because the nodes of a text take 16 kB and are needed
// only until its front matter is decoded.
var plainParsers = sync.Pool{New: func() any { return new(plainParser) }}

// maxDepth is the number of blocks in one another that parsePlain follows.
const maxDepth = 20

// parse is the function parse. The tree is good until the parser is used again.
func (p *plainParser) parse(data []byte) (*yaml.Node, error) {
	if root := p.tree(data); root != nil {
		return root, nil
	}
	return parseByLibrary(data)
}

type plainParser struct {
	rest   string // what follows the current line
	text   string // the current line from its column on
	line   int
	column int  // 0 after the last line
	odd    bool // a line is not ours to read

	// Allocations for all nodes of a tree. If one grows, what is taken stays good.
	nodes   []yaml.Node
	content []*yaml.Node // the children of the blocks that have ended
	open    []*yaml.Node // and of those that have not
}

func (p *plainParser) tree(data []byte) *yaml.Node {
	// A line has a key and a value or the block below it, and an item's mapping.
	most := 1 + 2*(bytes.Count(data, []byte("\n"))+1) + bytes.Count(data, []byte("- "))
	*p = plainParser{rest: string(data), nodes: slices.Grow(p.nodes[:0], most), content: slices.Grow(p.content[:0], most), open: p.open[:0]}
	p.next()
	root := p.block(1)
	if p.odd || p.column != 0 {
		return nil
	}
	return root
}

// next goes to the next line that is neither empty nor a comment.
func (p *plainParser) next() {
	for p.rest != "" {
		var line string
		line, p.rest, _ = strings.Cut(p.rest, "\n")
		p.line++
		if !simple(line) {
			p.odd = true
			break
		}
		p.text = strings.TrimLeft(line, " ")
		if p.text != "" && p.text[0] != '#' {
			p.column = len(line) - len(p.text) + 1
			return
		}
	}
	p.text, p.column = "", 0
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

// block takes the mapping or the list that starts with the current line. Whoever
// asks for it looks at the column in which it stops: a line that is further in
// than the next of its own continues a scalar, or is a mistake.
func (p *plainParser) block(depth int) *yaml.Node {
	switch {
	case depth > maxDepth:
		return nil
	case strings.HasPrefix(p.text, "- "):
		return p.list(depth)
	}
	return p.mapping(depth)
}

func (p *plainParser) list(depth int) *yaml.Node {
	list, from := p.node(yaml.SequenceNode, "!!seq", "", p.column), len(p.open)
	for p.column == list.Column && strings.HasPrefix(p.text, "- ") {
		p.text, p.column = p.text[2:], p.column+2
		var item *yaml.Node
		if _, _, ok := cutKey(p.text); ok {
			item = p.mapping(depth + 1)
		} else {
			item = p.scalar(p.text)
		}
		if item == nil {
			return nil
		}
		p.open = append(p.open, item)
	}
	return p.end(list, from)
}

func (p *plainParser) mapping(depth int) *yaml.Node {
	m, from := p.node(yaml.MappingNode, "!!map", "", p.column), len(p.open)
	for p.column == m.Column {
		name, rest, ok := cutKey(p.text)
		if !ok {
			return nil
		}
		key := p.node(yaml.ScalarNode, "!!str", name, p.column)
		var value *yaml.Node
		if rest != "" {
			value = p.scalar(rest)
		} else if p.next(); p.column > m.Column || p.column == m.Column && strings.HasPrefix(p.text, "- ") {
			value = p.block(depth + 1)
		}
		if value == nil {
			return nil
		}
		p.open = append(p.open, key, value)
	}
	return p.end(m, from)
}

// end gives a block its children, and gives up on a line that is indented further.
func (p *plainParser) end(block *yaml.Node, from int) *yaml.Node {
	if p.column > block.Column {
		return nil
	}
	start := len(p.content)
	p.content = append(p.content, p.open[from:]...)
	block.Content = slices.Clip(p.content[start:])
	p.open = p.open[:from]
	return block
}

// node returns a node in the current line. All before it is ASCII, so that its
// column counts characters.
func (p *plainParser) node(kind yaml.Kind, tag, value string, column int) *yaml.Node {
	p.nodes = append(p.nodes, yaml.Node{Kind: kind, Tag: tag, Value: value, Line: p.line, Column: column})
	return &p.nodes[len(p.nodes)-1]
}

// cutKey takes "key:" off a text, and what is after it.
func cutKey(s string) (key, rest string, ok bool) {
	end := 0
	for end < len(s) && (isLetter(s[end]) || s[end] == '_' || end > 0 && (isDigit(s[end]) || s[end] == '-' || s[end] == '.')) {
		end++
	}
	// The library does not take a key of more than 1,024 characters.
	if end == 0 || end == len(s) || s[end] != ':' || end > 200 || wordTag(s[:end]) != "!!str" {
		return "", "", false
	}
	if rest = s[end+1:]; rest == "" {
		return s[:end], "", true
	}
	return s[:end], rest[1:], rest[0] == ' ' && len(rest) > 1
}

// scalar takes the value that is the rest of the line, and the line.
func (p *plainParser) scalar(s string) *yaml.Node {
	value, tag, style := s, "!!str", yaml.Style(0)
	ok := false
	switch {
	case s == "":
	case s[0] == '"':
		style = yaml.DoubleQuotedStyle
		value, ok = unquote(s)
	case s[0] == '\'':
		style = yaml.SingleQuotedStyle
		value, ok = unquote(s)
	default:
		tag = plainTag(s)
		ok = tag != ""
	}
	if !ok {
		return nil
	}
	n := p.node(yaml.ScalarNode, tag, value, p.column+len(p.text)-len(s))
	n.Style = style
	p.next()
	return n
}

// unquote reads a text in quotation marks: what is doubled in single ones, and
// \", \\ and \u00A0 in double ones.
func unquote(s string) (string, bool) {
	quote := s[0]
	if plain := s[1:]; strings.IndexByte(plain, quote) == len(plain)-1 && plain != "" && (quote == '\'' || strings.IndexByte(plain, '\\') < 0) {
		return plain[:len(plain)-1], true
	}
	var text []byte
	for rest := s[1:]; rest != ""; {
		switch c := rest[0]; {
		case c == '\'' && quote == c && strings.HasPrefix(rest, "''"):
			text, rest = append(text, c), rest[2:]
		case c == quote:
			return string(text), len(rest) == 1
		case c == '\\' && quote == '"':
			if len(rest) < 2 || rest[1] != '"' && rest[1] != '\\' && rest[1] != 'u' {
				return "", false
			}
			r, _, tail, err := strconv.UnquoteChar(rest, quote)
			if err != nil {
				return "", false
			}
			text, rest = append(text, string(r)...), tail
		default:
			text, rest = append(text, c), rest[1:]
		}
	}
	return "", false
}

// plainTag returns the tag of a scalar without quotation marks, or "" if it is not
// sure of it.
func plainTag(s string) string {
	last := s[len(s)-1]
	if last == ' ' || last == ':' || strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return ""
	}
	switch c := s[0]; {
	case isLetter(c) || c >= 0x80 || c == '(' || c == '/':
		return wordTag(s)
	case isDigit(c) || c == '-' && len(s) > 1 && isDigit(s[1]):
		return numberTag(s)
	}
	return ""
}

// wordTag is plainTag for what starts with a letter. The longest word with another
// meaning than itself is "false".
func wordTag(s string) string {
	if len(s) > len("false") {
		return "!!str"
	}
	switch strings.ToLower(s) {
	case "null":
		return ""
	case "true", "false":
		if s == "true" || s == "false" {
			return "!!bool"
		}
		return ""
	}
	return "!!str" // yes, no, on and off too
}

// numberTag is plainTag for what starts with a digit or a minus and a digit.
func numberTag(s string) string {
	for i := range len(s) {
		if !isDigit(s[i]) && strings.IndexByte("abcdefABCDEFxXoO_+-.:TtZz ", s[i]) < 0 {
			return "!!str" // no number and no time holds it
		}
	}
	switch {
	case strings.Contains(s, ".."): // from..to
		return "!!str"
	case like(s, "0000-00"), like(s, "0000-00-00T00:00"), like(s, "00:00"):
		return "!!str"
	case like(s, time.DateOnly):
		if _, err := time.Parse(time.DateOnly, s); err == nil {
			return "!!timestamp"
		}
		return ""
	}
	whole, fraction, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if !isDigits(whole) || len(whole) > 18 || len(whole) > 1 && whole[0] == '0' || point && !isDigits(fraction) || s == "-0" {
		return ""
	}
	if point {
		return "!!float"
	}
	return "!!int"
}

// like reports whether s has the form of an example: digits where it has digits,
// else the same.
func like(s, example string) bool {
	if len(s) != len(example) {
		return false
	}
	for i := range len(s) {
		if s[i] != example[i] && !(isDigit(s[i]) && isDigit(example[i])) {
			return false
		}
	}
	return true
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
