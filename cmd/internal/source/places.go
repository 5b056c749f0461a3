package source

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"bassins/cmd/internal/diag"
)

// Places returns, for each value of the file that is a text, where an offset in that
// text stands: the place of the value, if an escape stands before it.
func (f *File) Places(text string, offset int) []Mark {
	var marks []Mark
	for _, n := range f.scalars() {
		if n.Value == text {
			marks = append(marks, f.within(n, text[:min(offset, len(text))]))
		}
	}
	return marks
}

// Named returns the place of the first value of a key in the file, or of a key below
// it, that is the given one.
func (f *File) Named(key, value string) (at Mark, ok bool) {
	node, err := f.yaml.parse(f.Data)
	if err != nil || node == nil {
		return at, false
	}
	if n := named(node, key, value, false); n != nil {
		return Mark{n.Line, n.Column}, true
	}
	return at, false
}

func named(n *yaml.Node, key, value string, below bool) *yaml.Node {
	if n.Kind == yaml.ScalarNode && below && n.Value == value {
		return n
	}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			continue // a key
		}
		if found := named(c, key, value, n.Kind == yaml.MappingNode && (below || n.Content[i-1].Value == key)); found != nil {
			return found
		}
	}
	return nil
}

// scalars returns all values of the file that are no lists or mappings.
func (f *File) scalars() []*yaml.Node {
	node, err := f.yaml.parse(f.Data)
	if err != nil || node == nil {
		return nil
	}
	return appendScalars(nil, node)
}

func appendScalars(list []*yaml.Node, n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.ScalarNode {
		return append(list, n)
	}
	for i, c := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			list = appendScalars(list, c)
		}
	}
	return list
}

// within returns where in the file a value goes on after its beginning, of which
// lines may be folded and indented.
func (f *File) within(n *yaml.Node, beginning string) Mark {
	start := byteOffset(f.Data, Mark{n.Line, n.Column})
	rest := f.Data[start:]
	switch n.Style {
	case yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle:
		rest = rest[min(1, len(rest)):]
	case yaml.LiteralStyle, yaml.FoldedStyle: // the place is that of | or >
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
		rest = bytes.TrimLeft(rest, space)
	}
	for i := range len(beginning) {
		c := beginning[i]
		blank := c == ' ' || c == '\n'
		switch {
		case blank && i > 0 && (beginning[i-1] == ' ' || beginning[i-1] == '\n'):
		case blank:
			rest = bytes.TrimLeft(rest, space)
		case len(rest) > 0 && rest[0] == c:
			rest = rest[1:]
		default:
			return Mark{n.Line, n.Column}
		}
	}
	line, column := diag.Position(f.Data, len(f.Data)-len(rest))
	return Mark{line, column}
}

// space is what stands between the words of a value.
const space = " \t\r\n"

// byteOffset is the opposite of [diag.Position].
func byteOffset(data []byte, at Mark) int {
	offset := 0
	for range at.Line - 1 {
		offset += bytes.IndexByte(data[offset:], '\n') + 1
	}
	for range at.Column - 1 {
		_, size := utf8.DecodeRune(data[offset:])
		offset += size
	}
	return offset
}
