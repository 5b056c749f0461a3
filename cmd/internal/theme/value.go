package theme

import (
	"reflect"
	"text/template/parse"
)

// value is an expression of a template, compiled.
type value struct {
	typ reflect.Type
	of  func(x *execution, dot reflect.Value) reflect.Value
}

// command compiles a value, or a call of one of the few functions that are known.
func (f *function) command(c *parse.CommandNode, dot reflect.Type) (value, bool) {
	if fn, ok := c.Args[0].(*parse.IdentifierNode); ok {
		args := make([]value, len(c.Args)-1)
		for i, a := range c.Args[1:] {
			if args[i], ok = f.operand(a, dot); !ok {
				return value{}, false
			}
		}
		switch fn.Ident {
		case "or":
			return either(args)
		case "index":
			return element(args)
		case "gt":
			return greater(args)
		case "not":
			return negation(args)
		case "t":
			return f.message(args)
		}
		return value{}, false
	}
	if len(c.Args) != 1 {
		return value{}, false
	}
	return f.operand(c.Args[0], dot)
}

func (f *function) operand(n parse.Node, dot reflect.Type) (value, bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return value{dot, func(_ *execution, dot reflect.Value) reflect.Value { return dot }}, true
	case *parse.StringNode:
		text := reflect.ValueOf(n.Text)
		return value{text.Type(), func(*execution, reflect.Value) reflect.Value { return text }}, true
	case *parse.NumberNode:
		number := reflect.ValueOf(int(n.Int64))
		return value{number.Type(), func(*execution, reflect.Value) reflect.Value { return number }}, n.IsInt
	case *parse.FieldNode:
		return fields(value{dot, func(_ *execution, dot reflect.Value) reflect.Value { return dot }}, n.Ident)
	case *parse.VariableNode:
		for i := len(f.scope) - 1; i >= 0; i-- {
			if v := f.scope[i]; v.name == n.Ident[0] {
				return fields(value{v.typ, func(x *execution, _ reflect.Value) reflect.Value { return x.vars[x.base+v.slot] }}, n.Ident[1:])
			}
		}
	}
	return value{}, false
}

// fields follows names of fields and methods.
func fields(v value, names []string) (value, bool) {
	for _, name := range names {
		var ok bool
		if v, ok = field(v, name); !ok {
			return value{}, false
		}
	}
	return v, true
}

func field(v value, name string) (value, bool) {
	if m, ok := v.typ.MethodByName(name); ok {
		if v.typ.Kind() == reflect.Interface || m.Type.NumIn() != 1 || m.Type.NumOut() != 1 {
			return value{}, false
		}
		index := m.Index
		return value{m.Type.Out(0), func(x *execution, dot reflect.Value) reflect.Value {
			receiver := v.of(x, dot)
			if receiver.Kind() == reflect.Pointer && receiver.IsNil() {
				panic(giveUp{})
			}
			return receiver.Method(index).Call(nil)[0]
		}}, true
	}
	typ, pointer := v.typ, false
	if typ.Kind() == reflect.Pointer {
		typ, pointer = typ.Elem(), true
	}
	if _, ok := reflect.PointerTo(typ).MethodByName(name); ok || typ.Kind() != reflect.Struct {
		return value{}, false // a method that depends on whether the value has an address
	}
	found, ok := typ.FieldByName(name)
	if !ok || !found.IsExported() || embedsPointer(typ, found.Index) {
		return value{}, false
	}
	one, path := found.Index[0], found.Index[1:]
	return value{found.Type, func(x *execution, dot reflect.Value) reflect.Value {
		s := v.of(x, dot)
		if pointer {
			if s.IsNil() {
				panic(giveUp{})
			}
			s = s.Elem()
		}
		s = s.Field(one)
		for _, i := range path {
			s = s.Field(i)
		}
		return s
	}}, true
}

// embedsPointer reports whether the way to a field leads through a pointer.
func embedsPointer(typ reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if typ = typ.Field(i).Type; typ.Kind() != reflect.Struct {
			return true
		}
	}
	return false
}

// truthOf is what if asks of a type, nil if it is not known here.
func truthOf(typ reflect.Type) func(reflect.Value) bool {
	switch typ.Kind() {
	case reflect.Bool:
		return reflect.Value.Bool
	case reflect.String, reflect.Slice:
		return func(v reflect.Value) bool { return v.Len() > 0 }
	case reflect.Int:
		return func(v reflect.Value) bool { return v.Int() != 0 }
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }
	case reflect.Struct:
		return func(reflect.Value) bool { return true }
	}
	return nil
}

// either is the function or. Values of several types may only be tested, so that
// one stands for all: the first that is not empty, as a bool.
func either(args []value) (value, bool) {
	if len(args) == 0 {
		return value{}, false
	}
	same := true
	truths := make([]func(reflect.Value) bool, len(args))
	for i, a := range args {
		same = same && a.typ == args[0].typ
		if truths[i] = truthOf(a.typ); truths[i] == nil {
			return value{}, false
		}
	}
	if same {
		return value{args[0].typ, func(x *execution, dot reflect.Value) (v reflect.Value) {
			for i, a := range args {
				if v = a.of(x, dot); truths[i](v) {
					break
				}
			}
			return v
		}}, true
	}
	return value{reflect.TypeFor[oneOf](), func(x *execution, dot reflect.Value) reflect.Value {
		for i, a := range args {
			if truths[i](a.of(x, dot)) {
				return yes
			}
		}
		return no
	}}, true
}

// oneOf stands for a value of one of several types. Nothing can be done with it
// but ask whether it is empty: it is no bool, so that it is never printed as one.
type oneOf bool

var yes, no = reflect.ValueOf(oneOf(true)), reflect.ValueOf(oneOf(false))

// element is the function index with a list and a variable.
func element(args []value) (value, bool) {
	if len(args) != 2 || args[0].typ.Kind() != reflect.Slice || args[1].typ.Kind() != reflect.Int {
		return value{}, false
	}
	list, index := args[0], args[1]
	return value{list.typ.Elem(), func(x *execution, dot reflect.Value) reflect.Value {
		l, i := list.of(x, dot), int(index.of(x, dot).Int())
		if i < 0 || i >= l.Len() {
			panic(giveUp{})
		}
		return l.Index(i)
	}}, true
}

// negation is the function not.
func negation(args []value) (value, bool) {
	if len(args) != 1 || truthOf(args[0].typ) == nil {
		return value{}, false
	}
	a, truth := args[0], truthOf(args[0].typ)
	return value{reflect.TypeFor[oneOf](), func(x *execution, dot reflect.Value) reflect.Value {
		if truth(a.of(x, dot)) {
			return no
		}
		return yes
	}}, true
}

// message is the function t with the key of a text, and its arguments.
func (f *function) message(args []value) (value, bool) {
	if len(args) == 0 || args[0].typ.Kind() != reflect.String {
		return value{}, false
	}
	return value{reflect.TypeFor[string](), func(x *execution, dot reflect.Value) reflect.Value {
		given := make([]any, len(args)-1)
		for i, a := range args[1:] {
			given[i] = a.of(x, dot).Interface()
		}
		text, err := f.text(args[0].of(x, dot).String(), given...)
		if err != nil {
			panic(giveUp{})
		}
		return reflect.ValueOf(text)
	}}, true
}

// greater is the function gt with two numbers.
func greater(args []value) (value, bool) {
	if len(args) != 2 || args[0].typ.Kind() != reflect.Int || args[1].typ.Kind() != reflect.Int {
		return value{}, false
	}
	a, b := args[0], args[1]
	return value{reflect.TypeFor[oneOf](), func(x *execution, dot reflect.Value) reflect.Value {
		if a.of(x, dot).Int() > b.of(x, dot).Int() {
			return yes
		}
		return no
	}}, true
}
