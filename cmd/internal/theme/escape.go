package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// writer appends a value, escaped for its place in the page.
type writer func(out *bytes.Buffer, v reflect.Value)

// writerFor is the writer that stands for the library's escapers at the end of a
// pipeline, nil if there is none for the type.
func writerFor(escapers []*parse.CommandNode, typ reflect.Type) writer {
	if !printable(typ) {
		return nil
	}
	var names []string
	for _, c := range escapers {
		name, ok := c.Args[0].(*parse.IdentifierNode)
		if !ok || len(c.Args) != 1 {
			return nil
		}
		names = append(names, strings.TrimPrefix(name.Ident, "_html_template_"))
	}
	chain := strings.Join(names, " ")
	switch {
	case typ.Kind() == reflect.Int && (chain == "htmlescaper" || chain == "attrescaper"):
		return func(out *bytes.Buffer, v reflect.Value) {
			out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
		}
	case typ == reflect.TypeFor[template.HTML]() && chain == "htmlescaper":
		return func(out *bytes.Buffer, v reflect.Value) { out.WriteString(v.String()) }
	case typ == reflect.TypeFor[template.URL]() && chain == "urlfilter urlnormalizer attrescaper":
		return addressWriter(`<a href="`, `">`, func(s string) any { return template.URL(s) }, anything, plainInAddress)
	case typ != reflect.TypeFor[string]():
		return nil
	}
	switch chain {
	case "htmlescaper", "attrescaper":
		return func(out *bytes.Buffer, v reflect.Value) { appendEscaped(out, v.String()) }
	case "urlfilter urlnormalizer attrescaper":
		return addressWriter(`<a href="`, `">`, text, startsSafely, plainInAddress)
	case "urlescaper attrescaper":
		return addressWriter(`<a href="#`, `">`, text, anything, plainInFragment)
	}
	return nil
}

// printable reports whether a type is printed as it is stored, and not by a method.
func printable(typ reflect.Type) bool {
	return !typ.Implements(reflect.TypeFor[fmt.Stringer]()) && !typ.Implements(reflect.TypeFor[error]())
}

// escapes is what html/template writes for a byte in text and in quoted attributes.
var escapes = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

func appendEscaped(out *bytes.Buffer, s string) {
	written := 0
	for i := range len(s) {
		if by := escapes[s[i]]; by != "" {
			out.WriteString(s[written:i])
			out.WriteString(by)
			written = i + 1
		}
	}
	out.WriteString(s[written:])
}

// What the library changes in no part of an address, and not in a fragment.
var (
	plainInFragment = bytesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
	plainInAddress  = bytesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!#$*,/:;=?@[]")
)

func bytesOf(s string) (set [256]bool) {
	for i := range len(s) {
		set[s[i]] = true
	}
	return set
}

// startsSafely reports whether an address can have no scheme but those of the web.
func startsSafely(s string) bool {
	return s == "" || s[0] == '/' || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// anything starts safely where no scheme can stand, or one that is vouched for.
func anything(string) bool { return true }

// text gives the library an address as the text that it is.
func text(s string) any { return s }

// addressWriter copies an address in which nothing has to be done, as in nearly
// all, and asks the library about any other, as a value of its type.
func addressWriter(before, after string, typed func(string) any, safe func(string) bool, plain [256]bool) writer {
	library := template.Must(template.New("").Parse(before + "{{.}}" + after))
	return func(out *bytes.Buffer, v reflect.Value) {
		s := v.String()
		as := safe(s)
		for i := 0; as && i < len(s); i++ {
			as = plain[s[i]]
		}
		if as {
			out.WriteString(s)
			return
		}
		var b bytes.Buffer
		if library.Execute(&b, typed(s)) != nil {
			panic(giveUp{})
		}
		out.Write(b.Bytes()[len(before) : b.Len()-len(after)])
	}
}
