package theme

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"bassins/cmd/internal/diag"
)

// reTemplate takes the messages of text/template, html/template and templatecheck
// apart. Their columns count bytes from 0.
var reTemplate = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:]+)(?::(\d+))?(?::(\d+))?: (.*)$`)

// reWhere takes out what the libraries say of the place within the line.
var reWhere = regexp.MustCompile(`(?s)^(?:executing|checking) "[^"]*" at <(.*?)>: (?:error calling \w+: )?(.*)$`)

// explain turns an error of a template into a problem at its line.
func explain(err error, name string) diag.Problem {
	message := err.Error()
	m := reTemplate.FindStringSubmatch(message)
	if m == nil {
		return diag.Problem{Path: path(name), Message: message}
	}
	p := diag.Problem{Path: path(m[1]), Message: m[4]}
	p.Line, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		column, _ := strconv.Atoi(m[3])
		p.Column = column + 1
	}
	if m := reWhere.FindStringSubmatch(p.Message); m != nil {
		p.Message = "{{" + strings.Trim(m[1], "{}") + "}}: " + m[2]
	}
	if words, _, ok := strings.Cut(p.Message, "branches end in different contexts:"); ok {
		p.Message, p.Hint = words+"branches do not leave the same tag or attribute open", "write the whole tag in each branch"
	}
	if strings.HasPrefix(p.Message, "ends in a non-text context:") {
		p.Message, p.Hint = "template ends inside a tag or an attribute", "close what is open"
	}
	if p.Message == "unexpected EOF" {
		p.Message, p.Hint = "template ends inside {{if}}, {{range}}, {{with}} or {{define}}", "close it with {{end}}"
	}
	return p
}

// reField is what templatecheck says of a field that there is not.
var reField = regexp.MustCompile(`can't use field (\w+) in type \*?(?:\[\])?(\S+)$`)

// explainField names the field that a misspelt one may have meant: one of the
// view's, or of what the view holds.
func explainField(p diag.Problem, view any) diag.Problem {
	m := reField.FindStringSubmatch(p.Message)
	if m == nil {
		return p
	}
	where, _, _ := strings.Cut(p.Message, ": can't use")
	fields := fieldsOf(reflect.TypeOf(view), m[2], map[reflect.Type]bool{})
	p.Message = fmt.Sprintf("%s: there is no field %q", where, m[1])
	if p.Hint = diag.DidYouMean(m[1], fields); p.Hint == "" && len(fields) > 0 {
		p.Hint = "fields are " + strings.Join(fields, ", ")
	}
	return p
}

// fieldsOf returns the fields and methods of the type with the given name,
// somewhere below t.
func fieldsOf(t reflect.Type, name string, seen map[reflect.Type]bool) []string {
	if seen[t] {
		return nil
	}
	seen[t] = true
	if t.String() == name {
		return members(t)
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return fieldsOf(t.Elem(), name, seen)
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				if names := fieldsOf(f.Type, name, seen); names != nil {
					return names
				}
			}
		}
	}
	return nil
}

// members are the names that a template may write after a dot.
func members(t reflect.Type) []string {
	var names []string
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() && !f.Anonymous {
				names = append(names, f.Name)
			}
		}
	}
	for i := range t.NumMethod() {
		names = append(names, t.Method(i).Name)
	}
	return names
}
