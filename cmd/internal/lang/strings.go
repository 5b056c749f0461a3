package lang

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"bassins/cmd/internal/diag"
)

// Count is the argument that decides the plural form of a message.
const Count = "n"

// Strings are the interface strings of one language. A nil *Strings holds none.
type Strings struct {
	Language *Language
	Path     string // of the file they were read from

	messages map[string]*message
}

// message is one interface string. A message without plural forms has only "other".
type message struct {
	line, column int // of its key
	plural       bool
	broken       bool // a problem was reported; what is left of it is not compared
	forms        map[string]pattern
}

// arguments returns the names of the arguments of all forms, sorted.
func (m *message) arguments() []string {
	var names []string
	for _, form := range m.forms {
		names = append(names, form.arguments()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Keys returns the keys, sorted.
func (s *Strings) Keys() []string {
	if s == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(s.messages))
}

// Has reports whether there is a message with the key.
func (s *Strings) Has(key string) bool {
	return s != nil && s.messages[key] != nil
}

// Arguments returns the names of the arguments that a message shows, sorted, and
// whether it is plural, so that [Count] must be given even if it is not shown.
func (s *Strings) Arguments(key string) (names []string, plural bool) {
	if !s.Has(key) {
		return nil, false
	}
	m := s.messages[key]
	return m.arguments(), m.plural
}

// Around returns what stands before and behind the count in a message, by category
// of plurals, if it shows the count once and nothing else in each of them; else nil.
// With [Language.Counted], numbers with a unit need no look at their arguments.
func (s *Strings) Around(key string) map[string][2]string {
	if !s.Has(key) {
		return nil
	}
	around := map[string][2]string{}
	for category, form := range s.messages[key].forms {
		var texts [2]string
		counts := 0
		for _, piece := range form {
			switch {
			case piece.argument == Count:
				counts++
			case piece.argument != "":
				return nil
			default:
				texts[min(counts, 1)] += piece.text
			}
		}
		if counts != 1 {
			return nil
		}
		around[category] = texts
	}
	if _, ok := around[Other]; !ok {
		return nil
	}
	return around
}

// Message returns the message with its arguments, given as pairs of name and value:
//
//	s.Message("search.found", "n", 3, "query", "vélo")
//
// If that fails it returns the key in brackets, which nobody overlooks. Use
// [Strings.Lookup] where the error can be told.
func (s *Strings) Message(key string, args ...any) string {
	text, err := s.Lookup(key, args...)
	if err != nil {
		return "[" + key + "]"
	}
	return text
}

// Lookup is Message with an error: for an unknown key, an argument that is missing
// or of a type that no message shows, and a plural without its count.
//
// Numbers are written in the language's way and a [Date] as [Language.Date] does;
// a year is no quantity, so give it as text. Arguments that the message does not
// use are ignored.
func (s *Strings) Lookup(key string, args ...any) (string, error) {
	if !s.Has(key) {
		err := fmt.Errorf("unknown text %q", key)
		if hint := diag.DidYouMean(key, s.Keys()); hint != "" {
			err = fmt.Errorf("unknown text %q (%s)", key, hint)
		}
		return "", err
	}
	if len(args)%2 != 0 {
		return "", fmt.Errorf("text %q: %d arguments are not pairs of name and value", key, len(args))
	}
	for i := 0; i < len(args); i += 2 {
		if _, ok := args[i].(string); !ok {
			return "", fmt.Errorf("text %q: %v is not the name of an argument", key, args[i])
		}
	}
	m := s.messages[key]
	form, ok := m.forms[Other]
	if !ok {
		return "", fmt.Errorf("text %q could not be read: see the problems of %s", key, s.Path)
	}
	if m.plural {
		count, _ := argumentNamed(args, Count)
		number, ok := plainNumber(count)
		if !ok {
			return "", fmt.Errorf("text %q: argument %q must be a number", key, Count)
		}
		if chosen, ok := m.forms[s.Language.PluralOf(number)]; ok {
			form = chosen
		}
	}
	if len(form) == 1 && form[0].argument == "" {
		return form[0].text, nil
	}
	var b strings.Builder
	for _, piece := range form {
		b.WriteString(piece.text)
		if piece.argument == "" {
			continue
		}
		value, ok := argumentNamed(args, piece.argument)
		if !ok {
			return "", fmt.Errorf("text %q: argument %q is missing", key, piece.argument)
		}
		text, ok := s.Language.argument(value)
		if !ok {
			return "", fmt.Errorf("text %q: argument %q is a %T, which no text can show", key, piece.argument, value)
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

// argumentNamed finds an argument among pairs of name and value: of two with one
// name it is the last. There are so few that a map would take longer.
func argumentNamed(args []any, name string) (value any, ok bool) {
	for i := len(args) - 2; i >= 0; i -= 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// argument writes the value of an argument.
func (l *Language) argument(value any) (text string, ok bool) {
	if number, ok := plainNumber(value); ok {
		return l.number(number), true
	}
	switch v := value.(type) {
	case Date:
		return l.Date(v), true
	case nil:
		return "", false
	}
	if v := reflect.ValueOf(value); v.Kind() == reflect.String { // also template.HTML and the like
		return v.String(), true
	}
	return "", false
}

// plainNumber writes a number of any type in Go's notation, without an exponent.
func plainNumber(value any) (digits string, ok bool) {
	if q, ok := value.(Quantity); ok {
		return decimal(q.Value, q.Decimals), true
	}
	v := reflect.ValueOf(value)
	switch {
	case !v.IsValid():
		return "", false
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), true
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), true
	case v.CanFloat():
		return decimal(v.Float(), -1), true
	}
	return "", false
}
