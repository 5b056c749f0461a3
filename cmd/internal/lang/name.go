package lang

import (
	"errors"

	"go.yaml.in/yaml/v4"
)

// Name is a text that is the same in every language, or one in each. In Brussels most
// places have two names, and some have one.
type Name struct {
	same  string
	texts Text
}

// In returns the name in a language, or "".
func (n Name) In(id string) string {
	if n.texts == nil {
		return n.same
	}
	return n.texts[id]
}

// Texts returns the name in each language, or nil if it is the same in all.
func (n Name) Texts() Text { return n.texts }

// UnmarshalYAML takes a text, or a mapping of texts by language.
func (n *Name) UnmarshalYAML(node *yaml.Node) error {
	switch {
	case node.Kind == yaml.ScalarNode && node.Tag != "!!null":
		*n = Name{same: node.Value}
		return nil
	case node.Kind == yaml.MappingNode:
		*n = Name{}
		return node.Load(&n.texts)
	}
	return errors.New("expected a text, or one for each language")
}
