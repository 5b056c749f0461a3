package source

import (
	"reflect"

	"go.yaml.in/yaml/v4"
)

// emptyEntries returns the places of the entries of lists that hold nothing: of a
// dash with nothing after it that of the dash. A list of pointers would hold a nil.
func emptyEntries(n *yaml.Node, found []Mark) []Mark {
	for _, c := range n.Content {
		if !isEmpty(n, c) {
			found = emptyEntries(c, found)
			continue
		}
		at := Mark{c.Line, c.Column}
		if n.Style&yaml.FlowStyle == 0 {
			at.Column = n.Column
		}
		found = append(found, at)
	}
	return found
}

func isEmpty(list, entry *yaml.Node) bool {
	return list.Kind == yaml.SequenceNode && entry.Tag == "!!null"
}

// withoutEmpty is a tree without the empty entries of its lists, so that all else in
// it can be decoded. The tree itself stays as it is: it may be kept with its file.
func withoutEmpty(n *yaml.Node) *yaml.Node {
	rest := *n
	rest.Content = nil
	for _, c := range n.Content {
		if !isEmpty(n, c) {
			rest.Content = append(rest.Content, withoutEmpty(c))
		}
	}
	return &rest
}

// keepEntries puts into the list that v points to those of its entries that can be
// decoded, of a list of which not all can: each is checked further by itself.
func keepEntries(v any, n *yaml.Node) {
	list := reflect.ValueOf(v).Elem()
	if list.Kind() != reflect.Slice || n.Kind != yaml.SequenceNode {
		return
	}
	kept := reflect.MakeSlice(list.Type(), 0, len(n.Content))
	for _, item := range n.Content {
		entry := reflect.New(list.Type().Elem())
		if fill(entry.Interface(), item) || item.Load(entry.Interface(), yaml.WithKnownFields()) == nil {
			placeEntries(entry.Elem(), item)
			kept = reflect.Append(kept, entry.Elem())
		}
	}
	list.Set(kept)
}

// placeEntries does for what the library has decoded what fillStruct does: see [String].
func placeEntries(v reflect.Value, n *yaml.Node) {
	t := shapeOf(v.Type())
	switch {
	case t.unmarshals:
	case v.Kind() == reflect.Pointer && !v.IsNil():
		placeEntries(v.Elem(), n)
	case v.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode && v.Len() == len(n.Content):
		for i, item := range n.Content {
			placeEntries(v.Index(i), item)
		}
	case t.fields != nil && n.Kind == yaml.MappingNode:
		var seen uint64
		for i := 0; i+1 < len(n.Content); i += 2 {
			if f, known := t.fields[n.Content[i].Value]; known {
				seen |= f.bit
				placeEntries(v.FieldByIndex(f.index), n.Content[i+1])
			}
		}
		t.place(v, n, seen)
	}
}

// place gives the first field of a struct its place, if its key was not seen.
func (s *shape) place(v reflect.Value, n *yaml.Node, seen uint64) {
	if s.first != nil && seen&s.first.bit == 0 {
		v.FieldByIndex(s.first.index).Addr().Interface().(*String).Mark = Mark{n.Line, n.Column}
	}
}
