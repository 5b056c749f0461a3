package theme

import (
	"fmt"
	"html/template"
	"slices"
	"text/template/parse"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
)

// call is {{t "key" "name" value …}}.
type call struct {
	key      string
	names    []string
	constant bool // without arguments
}

// callOf recognises a command that calls t with a constant key.
func callOf(c *parse.CommandNode) (call, bool) {
	if len(c.Args) < 2 {
		return call{}, false
	}
	f, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok || f.Ident != "t" {
		return call{}, false
	}
	key, ok := c.Args[1].(*parse.StringNode)
	if !ok {
		return call{}, false // the key is computed
	}
	found := call{key: key.Text, constant: len(c.Args) == 2}
	for i := 2; i < len(c.Args); i += 2 {
		if name, ok := c.Args[i].(*parse.StringNode); ok {
			found.names = append(found.names, name.Text)
		}
	}
	return found, true
}

// bake replaces {{t "key"}} by the text, escaped for HTML text and attributes
// alike, in all lists below n.
func bake(n parse.Node, texts *lang.Strings) {
	list, ok := n.(*parse.ListNode)
	if !ok || list == nil {
		return
	}
	for i, node := range list.Nodes {
		switch node := node.(type) {
		case *parse.ActionNode:
			if len(node.Pipe.Decl) > 0 || len(node.Pipe.Cmds) != 1 {
				continue
			}
			if c, ok := callOf(node.Pipe.Cmds[0]); ok && c.constant {
				if text, err := texts.Lookup(c.key); err == nil {
					list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: node.Pos, Text: []byte(template.HTMLEscapeString(text))}
				}
			}
		case *parse.IfNode:
			bake(node.List, texts)
			bake(node.ElseList, texts)
		case *parse.RangeNode:
			bake(node.List, texts)
			bake(node.ElseList, texts)
		case *parse.WithNode:
			bake(node.List, texts)
			bake(node.ElseList, texts)
		}
	}
}

// checkTexts reports calls of t whose key or arguments do not exist.
func (l *loader) checkTexts(t *template.Template) {
	for _, one := range t.Templates() {
		if one.Tree == nil || one.Tree.Root == nil {
			continue
		}
		commands(one.Tree.Root, func(c *parse.CommandNode) {
			found, ok := callOf(c)
			if !ok {
				return
			}
			message, hint := l.checkCall(found)
			if message == "" {
				return
			}
			where, _ := one.Tree.ErrorContext(c)
			p := explain(fmt.Errorf("template: %s: %s", where, message), one.Name())
			p.Hint = hint
			l.report(p)
		})
	}
}

func (l *loader) checkCall(c call) (message, hint string) {
	texts := l.languages[0]
	if !texts.Has(c.key) {
		return fmt.Sprintf("unknown interface text %q", c.key), diag.DidYouMean(c.key, texts.Keys())
	}
	names, plural := texts.Arguments(c.key)
	if plural && !slices.Contains(names, lang.Count) {
		names = append(names, lang.Count)
	}
	for _, name := range names {
		if !slices.Contains(c.names, name) {
			return fmt.Sprintf("interface text %q needs the argument %q", c.key, name), ""
		}
	}
	return "", ""
}

// commands calls f for every command below n.
func commands(n parse.Node, f func(*parse.CommandNode)) {
	pipe := func(p *parse.PipeNode) {
		if p == nil {
			return
		}
		for _, c := range p.Cmds {
			f(c)
			for _, a := range c.Args {
				commands(a, f)
			}
		}
	}
	branch := func(b *parse.BranchNode) {
		pipe(b.Pipe)
		commands(b.List, f)
		commands(b.ElseList, f)
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				commands(c, f)
			}
		}
	case *parse.ActionNode:
		pipe(n.Pipe)
	case *parse.PipeNode:
		pipe(n)
	case *parse.TemplateNode:
		pipe(n.Pipe)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	}
}
