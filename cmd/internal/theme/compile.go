package theme

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"sync"
	"text/template/parse"
)

// A template of the library finds each field by its name and calls each escaper
// by reflection, for every page anew: 125 µs for an article. Here the trees that
// html/template has escaped are turned into functions for the type of the view,
// once (20 µs). What is not understood stays with the library: a template that
// uses more than the nodes below, and any execution that fails, so that there is
// one kind of error. Both ways write the same bytes, which a test compares.

// step writes a part of a template.
type step func(x *execution, dot reflect.Value)

// program is a template for one type of dot.
type program struct {
	steps []step
	slots int // number of variables
}

// execution is the state of one run.
type execution struct {
	out  *bytes.Buffer
	vars []reflect.Value // of the templates that are being executed
	base int             // where those of the innermost begin
}

// giveUp ends an execution that the library has to do instead.
type giveUp struct{}

func (p *program) run(x *execution, dot reflect.Value) {
	outer, used := x.base, len(x.vars)
	x.base = used
	for range p.slots {
		x.vars = append(x.vars, reflect.Value{})
	}
	x.vars[x.base] = dot // $
	runAll(p.steps, x, dot)
	x.vars, x.base = x.vars[:used], outer
}

func runAll(steps []step, x *execution, dot reflect.Value) {
	for _, s := range steps {
		s(x, dot)
	}
}

var executions = sync.Pool{New: func() any { return new(execution) }}

// execute appends what the program makes of the value. It returns false, and has
// appended nothing, if the library has to do it.
func (p *program) execute(out *bytes.Buffer, value any) (ok bool) {
	start := out.Len()
	x := executions.Get().(*execution)
	*x = execution{out: out, vars: x.vars[:0]}
	defer func() {
		if r := recover(); r != nil {
			if _, expected := r.(giveUp); !expected {
				panic(r)
			}
			out.Truncate(start)
			ok = false
			return
		}
		clear(x.vars[:cap(x.vars)]) // a pool must not keep the view
		x.out = nil
		executions.Put(x)
	}()
	p.run(x, reflect.ValueOf(value))
	return true
}

// compiler makes programs of the templates of one language.
type compiler struct {
	set      *template.Template
	text     func(key string, args ...any) (string, error) // the function t
	programs map[programKey]*program                       // nil for what the library has to do
}

type programKey struct {
	name string
	dot  reflect.Type
}

// compile returns the programs of the templates that plan executes.
func compile(set *template.Template, text func(key string, args ...any) (string, error), views map[string]any) map[programKey]*program {
	c := &compiler{set, text, map[programKey]*program{}}
	for name := range views {
		set.ExecuteTemplate(io.Discard, name, nil) // fails, and escapes the trees before
	}
	for name, view := range views {
		c.program(name, reflect.TypeOf(view))
	}
	return c.programs
}

// program returns the template compiled for a type, or nil.
func (c *compiler) program(name string, dot reflect.Type) *program {
	key := programKey{name, dot}
	if p, ok := c.programs[key]; ok {
		return p
	}
	c.programs[key] = nil // a template that calls itself is left to the library
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil || t.Tree.Root == nil {
		return nil
	}
	f := &function{compiler: c, scope: []variable{{"$", 0, dot}}, slots: 1}
	steps, ok := f.list(t.Tree.Root, dot)
	if !ok {
		return nil
	}
	c.programs[key] = &program{steps, f.slots}
	return c.programs[key]
}

// function is a template that is being compiled.
type function struct {
	*compiler
	scope []variable
	slots int
}

type variable struct {
	name string
	slot int
	typ  reflect.Type
}

func (f *function) declare(name string, typ reflect.Type) int {
	slot := f.slots
	f.slots++
	f.scope = append(f.scope, variable{name, slot, typ})
	return slot
}

func (f *function) list(list *parse.ListNode, dot reflect.Type) (steps []step, ok bool) {
	if list == nil {
		return nil, true
	}
	visible := len(f.scope)
	defer func() { f.scope = f.scope[:visible] }()
	var text []byte // neighbours are written at once
	flush := func() {
		if len(text) > 0 {
			steps = append(steps, writeText(text))
			text = nil
		}
	}
	for _, n := range list.Nodes {
		if n, isText := n.(*parse.TextNode); isText {
			text = append(text, n.Text...)
			continue
		}
		flush()
		s, ok := f.node(n, dot)
		if !ok {
			return nil, false
		}
		steps = append(steps, s)
	}
	flush()
	return steps, true
}

func writeText(text []byte) step {
	return func(x *execution, _ reflect.Value) { x.out.Write(text) }
}

func (f *function) node(n parse.Node, dot reflect.Type) (step, bool) {
	switch n := n.(type) {
	case *parse.ActionNode:
		return f.action(n, dot)
	case *parse.IfNode:
		return f.branch(&n.BranchNode, dot, false)
	case *parse.WithNode:
		return f.branch(&n.BranchNode, dot, true)
	case *parse.RangeNode:
		return f.loop(n, dot)
	case *parse.TemplateNode:
		return f.call(n, dot)
	}
	return nil, false
}

func (f *function) action(n *parse.ActionNode, dot reflect.Type) (step, bool) {
	if len(n.Pipe.Decl) == 1 && len(n.Pipe.Cmds) == 1 && !n.Pipe.IsAssign {
		return f.declaration(n.Pipe, dot)
	}
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) < 2 {
		return nil, false
	}
	v, ok := f.command(n.Pipe.Cmds[0], dot)
	if !ok {
		return nil, false
	}
	write := writerFor(n.Pipe.Cmds[1:], v.typ)
	if write == nil {
		return nil, false
	}
	return func(x *execution, dot reflect.Value) { write(x.out, v.of(x, dot)) }, true
}

// declaration is {{$x := value}}.
func (f *function) declaration(n *parse.PipeNode, dot reflect.Type) (step, bool) {
	v, ok := f.command(n.Cmds[0], dot)
	if !ok || v.typ == reflect.TypeFor[oneOf]() {
		return nil, false
	}
	slot := f.declare(n.Decl[0].Ident[0], v.typ)
	return func(x *execution, dot reflect.Value) { x.vars[x.base+slot] = v.of(x, dot) }, true
}

// branch is if and with.
func (f *function) branch(n *parse.BranchNode, dot reflect.Type, with bool) (step, bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 {
		return nil, false
	}
	v, ok := f.command(n.Pipe.Cmds[0], dot)
	if !ok {
		return nil, false
	}
	truth := truthOf(v.typ)
	if truth == nil {
		return nil, false
	}
	inner := dot
	if with && v.typ == reflect.TypeFor[oneOf]() {
		return nil, false
	}
	if with {
		inner = v.typ
	}
	then, ok := f.list(n.List, inner)
	if !ok {
		return nil, false
	}
	otherwise, ok := f.list(n.ElseList, dot)
	return func(x *execution, dot reflect.Value) {
		value := v.of(x, dot)
		switch {
		case !truth(value):
			runAll(otherwise, x, dot)
		case with:
			runAll(then, x, value)
		default:
			runAll(then, x, dot)
		}
	}, ok
}

func (f *function) loop(n *parse.RangeNode, dot reflect.Type) (step, bool) {
	if len(n.Pipe.Cmds) != 1 {
		return nil, false
	}
	v, ok := f.command(n.Pipe.Cmds[0], dot)
	if !ok || v.typ.Kind() != reflect.Slice {
		return nil, false
	}
	visible := len(f.scope)
	index, element := -1, -1
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		element = f.declare(d[0].Ident[0], v.typ.Elem())
	case 2:
		index = f.declare(d[0].Ident[0], reflect.TypeFor[int]())
		element = f.declare(d[1].Ident[0], v.typ.Elem())
	}
	each, ok := f.list(n.List, v.typ.Elem())
	f.scope = f.scope[:visible]
	if !ok {
		return nil, false
	}
	otherwise, ok := f.list(n.ElseList, dot)
	return func(x *execution, dot reflect.Value) {
		all := v.of(x, dot)
		if all.Len() == 0 {
			runAll(otherwise, x, dot)
		}
		for i := range all.Len() {
			one := all.Index(i)
			if index >= 0 {
				x.vars[x.base+index] = reflect.ValueOf(i)
			}
			if element >= 0 {
				x.vars[x.base+element] = one
			}
			runAll(each, x, one)
		}
	}, ok
}

func (f *function) call(n *parse.TemplateNode, dot reflect.Type) (step, bool) {
	if n.Pipe == nil || len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 {
		return nil, false
	}
	v, ok := f.command(n.Pipe.Cmds[0], dot)
	if !ok || v.typ == reflect.TypeFor[oneOf]() || f.set.Lookup(n.Name) == nil {
		return nil, false // a name of the library's own, for another context than text
	}
	if p := f.program(n.Name, v.typ); p != nil {
		return func(x *execution, dot reflect.Value) { p.run(x, v.of(x, dot)) }, true
	}
	set, name := f.set, n.Name
	return func(x *execution, dot reflect.Value) {
		if set.ExecuteTemplate(x.out, name, v.of(x, dot).Interface()) != nil {
			panic(giveUp{})
		}
	}, true
}
