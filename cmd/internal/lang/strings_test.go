package lang

import (
	"slices"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
)

func parse(t *testing.T, l *Language, data string) *Strings {
	t.Helper()
	s, problems := ParseStrings(l, "data/i18n/"+l.ID+".yaml", []byte(data))
	for _, p := range problems {
		t.Error(p)
	}
	return s
}

const frenchStrings = `
# comments are welcome
nav.home: Accueil
search.found:
  one: "{n} résultat pour « {query} »"
  many: "{n} de résultats pour « {query} »"
  other: "{n} résultats pour « {query} »"
workshops: {one: Atelier, other: Ateliers}
braces: "{{n}} et }}{n}{{"
since: depuis {date}
`

func TestMessage(t *testing.T) {
	s := parse(t, languages(t)["fr"], frenchStrings)
	for _, test := range []struct {
		key  string
		args []any
		want string
	}{
		{"nav.home", nil, "Accueil"},
		{"nav.home", []any{"unused", 1}, "Accueil"},
		{"search.found", []any{"n", 0, "query", "vélo"}, "0 résultat pour « vélo »"},
		{"search.found", []any{"query", "vélo", "n", 1}, "1 résultat pour « vélo »"},
		{"search.found", []any{"n", int64(1234), "query", "{n}"}, "1 234 résultats pour « {n} »"},
		{"search.found", []any{"n", uint8(2), "query", 1000}, "2 résultats pour « 1 000 »"},
		{"search.found", []any{"n", 1000000, "query", "x"}, "1 000 000 de résultats pour « x »"},
		{"search.found", []any{"n", 1.5, "query", "x"}, "1,5 résultat pour « x »"},
		{"search.found", []any{"n", Quantity{1, 1}, "query", "x"}, "1,0 résultat pour « x »"},
		{"search.found", []any{"n", Quantity{2.25, 1}, "query", "x"}, "2,3 résultats pour « x »"},
		{"workshops", []any{"n", 1}, "Atelier"},
		{"workshops", []any{"n", 2}, "Ateliers"},
		{"braces", []any{"n", -3}, "{n} et }−3{"},
		{"since", []any{"date", date(t, "2025-03-01")}, "depuis 1er mars 2025"},
		{"nav.hom", nil, "[nav.hom]"},
	} {
		if got := plain(s.Message(test.key, test.args...)); got != test.want {
			t.Errorf("Message(%q, %v) = %q, want %q", test.key, test.args, got, test.want)
		}
	}
	if got, want := s.Keys(), []string{"braces", "nav.home", "search.found", "since", "workshops"}; !slices.Equal(got, want) {
		t.Errorf("Keys() = %q, want %q", got, want)
	}
	if !s.Has("nav.home") || s.Has("nav") {
		t.Error("Has is wrong")
	}
	if names, plural := s.Arguments("search.found"); !slices.Equal(names, []string{"n", "query"}) || !plural {
		t.Errorf("Arguments = %q, %t", names, plural)
	}
}

// English says "1 workshop" but "1.0 workshops": what is shown decides, not the value.
func TestQuantityPlural(t *testing.T) {
	s := parse(t, languages(t)["en"], `a: {one: "{n} workshop", other: "{n} workshops"}`)
	for want, n := range map[string]any{"1 workshop": 1, "1.0 workshops": Quantity{1, 1}} {
		if got := s.Message("a", "n", n); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestAround puts numbers into what stands around them, as messages do.
func TestAround(t *testing.T) {
	l := languages(t)["fr"]
	s := parse(t, l, `
people: {one: "{n} personne", many: "{n} de personnes", other: "{n} personnes"}
share: "soit {n} %"
both: "{n} sur {total}"
twice: "{n} et {n}"
none: "rien"
`)
	for _, key := range []string{"people", "share"} {
		around := s.Around(key)
		for _, q := range []Quantity{{}, {1, 0}, {1.5, 1}, {-1, 0}, {2, 1}, {1234, 0}, {1e6, 0}, {2e6, 0}, {12345.678, 2}, {0.005, 2}, {-0.4, 0}} {
			text, category := l.Counted(q)
			texts, ok := around[category]
			if !ok {
				texts = around[Other]
			}
			if got, want := texts[0]+text+texts[1], s.Message(key, Count, q); got != want {
				t.Errorf("%s of %v is %q, want %q", key, q, got, want)
			}
		}
	}
	for _, key := range []string{"both", "twice", "none", "unknown"} {
		if around := s.Around(key); around != nil {
			t.Errorf("%s has %v around its number", key, around)
		}
	}
}

func TestLookupErrors(t *testing.T) {
	s := parse(t, languages(t)["fr"], frenchStrings)
	for _, test := range []struct {
		key  string
		args []any
		want string
	}{
		{"nav.hom", nil, `unknown text "nav.hom" (did you mean "nav.home"?)`},
		{"zzzzzz", nil, `unknown text "zzzzzz"`},
		{"since", nil, `text "since": argument "date" is missing`},
		{"since", []any{"date"}, `text "since": 1 arguments are not pairs of name and value`},
		{"since", []any{1, 2}, `text "since": 1 is not the name of an argument`},
		{"since", []any{"date", nil}, `text "since": argument "date" is a <nil>, which no text can show`},
		{"since", []any{"date", []int{1}}, `text "since": argument "date" is a []int, which no text can show`},
		{"workshops", nil, `text "workshops": argument "n" must be a number`},
		{"workshops", []any{"n", "3"}, `text "workshops": argument "n" must be a number`},
	} {
		if _, err := s.Lookup(test.key, test.args...); err == nil || err.Error() != test.want {
			t.Errorf("Lookup(%q, %v): got %v, want %s", test.key, test.args, err, test.want)
		}
	}
	var none *Strings
	if none.Has("x") || none.Keys() != nil || none.Message("x") != "[x]" {
		t.Error("no strings have a message")
	}
}

func TestParseStringsProblems(t *testing.T) {
	all := languages(t)
	for _, test := range []struct{ id, data, want string }{
		{"fr", "", ""},
		{"fr", "# nothing yet\n", ""},
		{"fr", "- a", "f:1:1: expected a mapping of keys to texts"},
		{"fr", "a: b\né: \xe9\n", "f:2:4: a character is not in UTF-8 (save it as UTF-8)"},
		{"fr", "a: b\nc: 'd\n", "f:2:4: while scanning a quoted scalar: found unexpected end of stream"},
		{"fr", "a: b\nb: c\na: d", `f:3:1: text "a" is defined twice (it is in line 1 already)`},
		{"fr", "é: b\nx: 12", `f:2:4: 12 of text "x" is not a text (put quotes around it)`},
		{"fr", "a:\nb: ''", `f:1:1: text "a" is empty` + "\n" + `f:2:1: text "b" is empty`},
		{"en", "a: {one: ~, other: b}", `f:1:5: text "a" is empty`},
		{"fr", "a: [b]", `f:1:4: text "a" is a list or a mapping, and not a text`},
		{"fr", "a: &x b\nc: *x", `f:2:4: text "c" refers to another (write it out)`},
		{"fr", "12: b", `f:1:1: the key of a text must be a text itself (put quotes around it)`},
		{"fr", "<<: {a: b}", `f:1:1: the key of a text must be a text itself (put quotes around it)`},
		{"fr", "a: 'é {b'", `f:1:4: text "a": { without } after it in "é {b": write {{ for a brace`},
		{"fr", "a: 'b}'", `f:1:4: text "a": } without { before it in "b}": write }} for a brace`},
		{"fr", "a: '{B}'", `f:1:4: text "a": "B" is not the name of an argument: small letters, digits and _ only, or {{ for a brace`},
		{"fr", "a:\n  one: '{n} b'\n  othr: '{n} c'",
			`f:3:3: text "a": "othr" is not a plural category of Français: expected one, many, other (did you mean "other"?)` + "\n" +
				`f:1:1: text "a" has no form "other" (it is for 2, 3, 4, 5 …)`},
		{"nl", "a:\n  one: b\n  few: c\n  other: d",
			`f:3:3: text "a": "few" is not a plural category of Nederlands: expected one, other`},
		{"en", "a: {other: '{n} b'}", `f:1:1: text "a" has no form "one" (it is for 1)`},
		{"en", "a: {one: b, one: c, other: d}", `f:1:13: text "a" has the form "one" twice`},
		{"en", "a: {one: b, other: {x: y}}", `f:1:20: text "a" is a list or a mapping, and not a text`},
		{"en", "a: {one: b, other: '{n} c'}", ""},
		{"fr", "a: {one: b, other: '{n} c'}",
			`f:1:1: warning: text "a": the form "one" does not show the count, but is for 0, 1 (write {n} in it)`},
		{"pl", "a: {one: b, other: c}", `f:1:1: text "a" has no form "few" (it is for 2, 3, 4, 22 …)` + "\n" +
			`f:1:1: text "a" has no form "many" (it is for 0, 5, 6, 7 …)`},
	} {
		l := all[test.id]
		if l == nil {
			l = compile(t, polish)
		}
		s, problems := ParseStrings(l, "f", []byte(test.data))
		if got := printed(problems); got != test.want {
			t.Errorf("%s: %q\ngot  %s\nwant %s", test.id, test.data, got, test.want)
		}
		for _, key := range s.Keys() {
			s.Message(key, "n", 2)
		}
	}
}

func printed(problems []diag.Problem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

func TestCheckStrings(t *testing.T) {
	all := languages(t)
	fr := parse(t, all["fr"], "a: A {name}\nb: {one: '{n} b', other: '{n} bs'}\nc: C\nd: D\n")
	nl := parse(t, all["nl"], "b: {one: een b, other: '{n} b'}\na: A {naam}\nc: C {n}\n")
	en := parse(t, all["en"], "a: A {name}\nb: '{n} b'\nc: C\nd: D\ne: E\n")
	want := strings.Join([]string{
		`data/i18n/fr.yaml: missing text "e" (it is defined at data/i18n/en.yaml:5)`,
		`data/i18n/nl.yaml:2:1: text "a" has the arguments {naam}, but the arguments {name} at data/i18n/fr.yaml:1`,
		`data/i18n/nl.yaml:3:1: text "c" has the arguments {n}, but no arguments at data/i18n/fr.yaml:3`,
		`data/i18n/nl.yaml: missing text "d" (it is defined at data/i18n/fr.yaml:4)`,
		`data/i18n/nl.yaml: missing text "e" (it is defined at data/i18n/en.yaml:5)`,
	}, "\n")
	if got := printed(CheckStrings([]*Strings{fr, nl, en})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := CheckStrings(nil); got != nil {
		t.Errorf("got %v of nothing", got)
	}
}

// A text that could not be read is reported once, and not as missing too.
func TestBrokenTextIsNotMissing(t *testing.T) {
	all := languages(t)
	fr, problems := ParseStrings(all["fr"], "fr", []byte("a: '{b'\n"))
	nl := parse(t, all["nl"], "a: '{b}'\n")
	if len(problems) != 1 {
		t.Errorf("got %v, want one problem", problems)
	}
	if got := CheckStrings([]*Strings{fr, nl}); got != nil {
		t.Errorf("got %v, want none", got)
	}
	if _, err := fr.Lookup("a"); err == nil || err.Error() != `text "a" could not be read: see the problems of fr` {
		t.Errorf("got %v", err)
	}
}

func FuzzParseStrings(f *testing.F) {
	for _, s := range []string{frenchStrings, "a: {one: b}", "a: *b", "{", "a: '{'", "? [a]\n: b", "a: !x b", "\ufeffa: b\r\n"} {
		f.Add([]byte(s))
	}
	all := languages(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + strings.Count(string(data), "\u0085") +
			strings.Count(string(data), "\u2028") + strings.Count(string(data), "\u2029") + 1
		var parsed []*Strings
		for _, id := range []string{"fr", "nl"} {
			s, problems := ParseStrings(all[id], id, data)
			for _, p := range problems {
				if p.Message == "" || p.Line > lines {
					t.Errorf("%q: %+v", data, p)
				}
			}
			for _, key := range s.Keys() {
				s.Message(key, "n", 1)
			}
			parsed = append(parsed, s)
		}
		for _, p := range CheckStrings(parsed) {
			if strings.Contains(p.Message, "missing") {
				t.Errorf("%q: %v", data, p)
			}
		}
	})
}
