package source

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
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

// String is a text that knows where it stands. One that is the first field of a
// struct and has no value, because its key is missing, has the place of the mapping:
// there one says of an entry without an id what is wrong with it.
type String struct {
	Value string
	Mark  Mark
}

// Values returns the texts of a list, without their places.
func Values(list []String) []string {
	var values []string
	for _, s := range list {
		values = append(values, s.Value)
	}
	return values
}

// UnmarshalYAML takes any scalar as it is written.
func (s *String) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return errors.New("expected a text")
	}
	*s = String{n.Value, Mark{n.Line, n.Column}}
	return nil
}

// Decode decodes the YAML of a file of the tree into the struct or slice that v
// points to. It reports all problems that it finds and then returns false; of a list
// it keeps the entries that can be decoded.
//
// A file of a tree that has been refreshed is parsed once, however often it is
// decoded: a server decodes all data after each change (4 ms instead of 22). A build
// keeps nothing: parsed, 5,000 ateliers take 60 MB.
func (t *Tree) Decode(f *File, v any, problems *diag.List) bool {
	if t.refreshed {
		return decode(f.Path, f.Data, 0, f.yaml.parse, v, problems)
	}
	parser := plainParsers.Get().(*plainParser)
	defer plainParsers.Put(parser)
	return decode(f.Path, f.Data, 0, parser.parse, v, problems)
}

// parsedOnce is what [parse] has returned.
type parsedOnce struct {
	once sync.Once
	root *yaml.Node
	err  error
}

func (p *parsedOnce) parse(data []byte) (*yaml.Node, error) {
	p.once.Do(func() { p.root, p.err = parse(data) })
	return p.root, p.err
}

// decode is [File.Decode] for a part of a file that starts after the given number of lines.
func decode(path string, data []byte, linesBefore int, parse func([]byte) (*yaml.Node, error), v any, problems *diag.List) bool {
	if p, ok := checkText(data); !ok {
		p.Path = path
		p.Line += linesBefore
		problems.Add(p)
		return false
	}
	node, err := parse(data)
	shifted := 0
	if err == nil && node != nil {
		if marks := shift(node, linesBefore, nil); len(marks) > 0 {
			for _, m := range marks {
				problems.Add(m.At(path, "anchors and aliases (& and *) are not allowed", "write the value again, or put quotation marks around a text"))
			}
			return false
		}
		if fill(v, node) {
			return true // which it does of no list with an empty entry
		}
		empty := emptyEntries(node, nil)
		for _, m := range empty {
			problems.Add(m.At(path, "empty entry in a list", "write it, or delete the dash"))
		}
		if len(empty) > 0 {
			node = withoutEmpty(node)
		}
		err = node.Load(v, yaml.WithKnownFields())
		shifted = linesBefore
		if err == nil {
			placeEntries(reflect.ValueOf(v).Elem(), node)
			return len(empty) == 0
		}
		keepEntries(v, node)
	}
	if err != nil {
		e := explainer{path, data, linesBefore - shifted, shifted, reflect.TypeOf(v)}
		problems.Add(e.explain(err)...)
	}
	return err == nil
}

// parse returns the root of the document, nil for one without a value.
func parse(data []byte) (*yaml.Node, error) {
	if root := parsePlain(data); root != nil {
		return root, nil
	}
	return parseByLibrary(data)
}

func parseByLibrary(data []byte) (*yaml.Node, error) {
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
	if i := loneReturn(data); i >= 0 {
		line, column := diag.Position(data, i)
		return diag.Problem{Line: line, Column: column, Message: "lines end as on the first Macintosh", Hint: "save the file with the line ends of Unix or Windows"}, false
	}
	if i := indexControl(data); i >= 0 {
		line, column := diag.Position(data, i)
		r, _ := utf8.DecodeRune(data[i:])
		return diag.Problem{Line: line, Column: column, Message: fmt.Sprintf("control character %U", r), Hint: "delete it; most programs do not show it"}, false
	}
	return diag.Problem{}, true
}

// indexControl is bytes.IndexFunc(data, isControl), which looks at every character
// (2 µs instead of 15 for a text of 3 kB).
func indexControl(data []byte) int {
	for i, c := range data {
		if !startsControl[c] {
			continue
		}
		if r, _ := utf8.DecodeRune(data[i:]); isControl(r) {
			return i
		}
	}
	return -1
}

// startsControl are the bytes with which a control character can start.
var startsControl = func() (set [256]bool) {
	for c := range rune(0x10000) {
		if isControl(c) {
			set[string(c)[0]] = true
		}
	}
	return set
}()

// isControl reports the characters that YAML forbids, or takes for the end of a
// line where nobody else does, and that no text needs.
func isControl(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	}
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfffe || r == 0xffff
}

// loneReturn is the place of a carriage return without a line feed, or -1: YAML
// takes it for the end of a line, and lines would be counted in two ways.
func loneReturn(data []byte) int {
	for i := 0; i < len(data); {
		next := bytes.IndexByte(data[i:], '\r')
		if next < 0 {
			break
		}
		if i += next; i+1 == len(data) || data[i+1] != '\n' {
			return i
		}
		i++
	}
	return -1
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

// Locate returns the place of a key in YAML or in the front matter of a text: a
// path of keys, from the mapping that begins or holds a value at near, or from the
// top if near is zero. Where a part of the path is missing it is the place of the
// last key that is there, or near.
func Locate(data []byte, near Mark, keys ...string) Mark {
	block, lines := frontMatter(bytes.TrimPrefix(data, []byte("\ufeff")))
	node, err := parse(block)
	if err != nil || node == nil {
		return near
	}
	shift(node, lines, nil)
	return locate(node, near, keys)
}

// Locate is the function Locate for a file of nothing but YAML, which is parsed
// once: a file may have thousands of problems.
func (f *File) Locate(near Mark, keys ...string) Mark {
	node, err := f.yaml.parse(f.Data)
	if err != nil || node == nil {
		return near
	}
	return locate(node, near, keys)
}

func locate(node *yaml.Node, near Mark, keys []string) Mark {
	if near != (Mark{}) {
		node = holder(node, near)
	}
	at := near
	for _, key := range keys {
		if node == nil || node.Kind != yaml.MappingNode {
			break
		}
		found := false
		for i := 0; i+1 < len(node.Content) && !found; i += 2 {
			if k := node.Content[i]; k.Value == key {
				at, node, found = Mark{k.Line, k.Column}, node.Content[i+1], true
			}
		}
		if !found {
			break
		}
	}
	return at
}

// holder returns the mapping that begins or has a value at a place, or nil.
func holder(n *yaml.Node, at Mark) *yaml.Node {
	if n.Kind == yaml.MappingNode && (Mark{n.Line, n.Column}) == at {
		return n
	}
	for i, c := range n.Content {
		if i+1 < len(n.Content) {
			next := n.Content[i+1]
			if next.Line < at.Line || next.Line == at.Line && next.Column <= at.Column {
				continue // it ends before the place
			}
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 && c.Kind == yaml.ScalarNode && (Mark{c.Line, c.Column}) == at {
			return n
		}
		if found := holder(c, at); found != nil {
			return found
		}
	}
	return nil
}
