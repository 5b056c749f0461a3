package site

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// oneOf reports a value that is not among those allowed.
func (l linker) oneOf(path string, v source.String, key string, allowed ...string) {
	if !slices.Contains(allowed, v.Value) {
		l.problems.Add(v.Mark.At(path, fmt.Sprintf("%s is %q", key, v.Value), "one of "+strings.Join(allowed, ", ")))
	}
}

// text reports the languages that a text lacks and those that are not configured.
func (l linker) text(path string, at source.Mark, key string, t lang.Text) {
	l.languages(path, at, key, t)
	for _, language := range l.Languages {
		if strings.TrimSpace(t[language.ID]) == "" {
			l.problems.Add(l.locate(path, at, key).At(path, fmt.Sprintf("%s has no text in %q", key, language.ID), "every language of data/site.yaml needs one"))
		}
	}
}

// languages reports languages that are not configured.
func (l linker) languages(path string, at source.Mark, key string, t lang.Text) {
	for _, id := range sortedKeys(t) {
		if l.Language(id) < 0 {
			l.problems.Add(l.locate(path, at, key+": "+id).At(path, fmt.Sprintf("%s: language %q is not configured", key, id), "languages are listed in data/site.yaml"))
		}
	}
}

func (l linker) slugs(path string, at source.Mark, key string, t lang.Text) {
	l.text(path, at, key, t)
	for _, id := range sortedKeys(t) {
		if t[id] != "" && !validSlug(t[id]) {
			l.problems.Add(l.locate(path, at, key+": "+id).At(path, fmt.Sprintf("%s: %q is not an address", key, t[id]), slugHint(t[id])))
		}
	}
}

// or is an id that is told at a place near it if it is missing, and has none.
func or(id source.String, near source.Mark) source.String {
	id.Mark = cmp.Or(id.Mark, near)
	return id
}

// register adds a thing to an index and reports an id that is taken or no id.
func register[T any](l linker, index map[string]T, path, what string, id source.String, v T) {
	if !validSlug(id.Value) {
		l.problems.Add(id.Mark.At(path, fmt.Sprintf("%s has the id %q", what, id.Value), slugHint(id.Value)))
		return
	}
	if !l.define(path, what, id) {
		return
	}
	index[id.Value] = v
}

// define remembers where an id is defined, and reports one that is taken.
func (l linker) define(path, what string, id source.String) bool {
	key, place := what+" "+id.Value, fmt.Sprintf("%s:%d", path, id.Mark.Line)
	if other, taken := l.places[key]; taken {
		l.problems.Add(id.Mark.At(path, fmt.Sprintf("%s %q is also defined at %s", what, id.Value, other), "give one of them another id"))
		return false
	}
	l.places[key] = place
	return true
}

// locate is the place of a key such as "names: fr" in a file, in the mapping that
// holds the value at near.
func (l linker) locate(path string, near source.Mark, key string) source.Mark {
	f := l.tree.File(path)
	if f == nil {
		return near
	}
	return f.Locate(near, strings.Split(key, ": ")...)
}

// find resolves an id.
func find[T any](l linker, index map[string]T, path, what string, id source.String) (v T) {
	v, ok := index[id.Value]
	if !ok {
		l.unknown(path, what, id, slices.Collect(maps.Keys(index)))
	}
	return v
}

// definedIn says where the things are defined that an id may name.
var definedIn = map[string][]string{
	"bassin":               {"data/bassins"},
	"commune":              {"data/communes.yaml"},
	"territory":            {"data/bassins", "data/communes.yaml", territoriesPath},
	"theme":                {"data/themes.yaml"},
	"report":               {"data/rapports"},
	"tag":                  {"data/tags.yaml"},
	"source":               {"data/sources"},
	"indicator":            {"data/indicateurs"},
	"kind of atelier":      {"data/atelier-kinds.yaml"},
	"atelier":              {"data/ateliers"},
	"series":               {"data/series.yaml"},
	"spoken language":      {"data/spoken-languages.yaml"},
	"term of the glossary": {"data/glossary.yaml"},
	"page":                 {"content/pages"},
}

// Unread reports whether a file of data/, or one in a folder of it, could not all be
// read: what it is asked for may stand there.
func (s *Site) Unread(path string) bool { return s.index.broken[path] }

// unknownID is an id that names nothing, of which the hint is worked out once: a sheet
// may have it in each of 200,000 rows.
type unknownID struct{ what, id string }

// unknown reports an id that names nothing, unless what it names may stand in a
// file that could not be read.
func (l linker) unknown(path, what string, id source.String, candidates []string) {
	if slices.ContainsFunc(definedIn[what], l.Unread) {
		return
	}
	key := unknownID{what, id.Value}
	known, ok := l.hints.Load(key)
	if !ok {
		hint := diag.DidYouMean(id.Value, candidates)
		if slices.Sort(candidates); hint == "" && len(candidates) > 0 && len(candidates) <= 30 {
			hint = "known: " + strings.Join(candidates, ", ")
		}
		known, _ = l.hints.LoadOrStore(key, hint)
	}
	l.problems.Add(id.Mark.At(path, fmt.Sprintf("unknown %s %q", what, id.Value), known.(string)))
}

// source checks the id of a source that a fact may name.
func (l linker) source(path string, id source.String) {
	if id.Value != "" {
		find(l, l.index.sources, path, "source", id)
	}
}

// sources checks a list of sources of a data file.
func (l linker) sources(path string, sources []Source) {
	checkSources(l.tree.File(path), sources, l.problems)
	l.references(path, sources)
}

// references checks that sources that stand for others lead somewhere.
func (l linker) references(path string, sources []Source) {
	for _, s := range sources {
		l.source(path, s.Ref)
	}
}

// checkSources checks what a list of sources says by itself.
func checkSources(f *source.File, sources []Source, problems *diag.List) {
	for _, s := range sources {
		switch {
		case s.Ref.Value != "" && (s.Title != "" || s.URL.Value != ""):
			problems.Add(s.Ref.Mark.At(f.Path, "source has both ref and title or url", "keep one of the two"))
		case s.Ref.Value != "":
		case s.Title == "" || s.URL.Value == "":
			at := cmp.Or(s.URL.Mark, s.Ref.Mark) // of the entry
			problems.Add(at.At(f.Path, "source needs title and url", "or ref: with an id of data/sources"))
		default:
			checkAddress(f.Path, s.URL, problems)
		}
	}
}

// address checks a link to another site.
func (l linker) address(path string, u source.String) { checkAddress(path, u, l.problems) }

func checkAddress(path string, u source.String, problems *diag.List) {
	if u.Value == "" {
		return
	}
	if parsed, err := url.Parse(u.Value); err != nil || parsed.Scheme != "https" && parsed.Scheme != "http" || parsed.Host == "" {
		problems.Add(u.Mark.At(path, fmt.Sprintf("%q is not an address on the web", u.Value), "it starts with https://"))
	}
}

// The forms of phone numbers and e-mail addresses that become links: no sign that
// could end a header or an attribute gets through.
var (
	rePhone = regexp.MustCompile(`^\+[0-9]+( [0-9]+)+$`)
	reEmail = regexp.MustCompile(`^[^\s@<>"',;:()\[\]\\%?&]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
)

// contact checks a phone number and an e-mail address; either may be empty.
func (l linker) contact(path string, phone, email source.String) {
	if phone.Value != "" && !rePhone.MatchString(phone.Value) {
		l.problems.Add(phone.Mark.At(path, fmt.Sprintf("%q is not an international phone number", phone.Value), `write it as "+32 2 000 00 00"`))
	}
	if email.Value != "" && !reEmail.MatchString(email.Value) {
		l.problems.Add(email.Mark.At(path, fmt.Sprintf("%q is not an e-mail address", email.Value), "write it as name@example.org"))
	}
}

func sortedKeys(t lang.Text) []string { return slices.Sorted(maps.Keys(t)) }
