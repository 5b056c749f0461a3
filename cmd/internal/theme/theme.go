package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"

	"github.com/jba/templatecheck"
	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// Set is the templates of all languages, ready to be executed by several
// goroutines.
type Set struct {
	languages []*template.Template // baked and minified
	programs  []map[programKey]*program
	plain     *template.Template // as written, to find the line of an error
	keys      []uint64
}

// Load parses the template files, checks each template of views against the type
// of its value, and bakes the texts of each language in. It returns nil if
// problems holds an error about a template.
func Load(files []*source.File, views map[string]any, languages []*lang.Strings, problems *diag.List) *Set {
	l := loader{files: files, languages: languages, problems: problems}
	s := &Set{plain: l.parse(languages[0], func(_, text string) string { return text })}
	if l.failed {
		return nil
	}
	l.checkTexts(s.plain)
	l.checkViews(s.plain, views)
	if l.failed {
		return nil
	}
	minified := l.minify()
	for _, strings := range languages {
		t := l.parse(strings, func(name, _ string) string { return minified[name] })
		for _, one := range t.Templates() {
			if one.Tree != nil {
				bake(one.Tree.Root, strings)
			}
		}
		s.languages = append(s.languages, t)
		s.keys = append(s.keys, l.key(t))
		s.programs = append(s.programs, compile(t, strings.Lookup, views))
	}
	if !l.failed {
		l.checkContexts(s, views)
	}
	if l.failed {
		return nil
	}
	return s
}

// Has reports whether there is a template with the name.
func (s *Set) Has(name string) bool { return s.plain.Lookup(name) != nil }

// Key stands for all that the templates of a language add to a view.
func (s *Set) Key(language int) uint64 { return s.keys[language] }

// Execute appends the page that the template makes of the view. An error becomes
// a problem that names the template's line and the page.
func (s *Set) Execute(b *bytes.Buffer, language int, name string, view any, page string) (diag.Problem, bool) {
	if p := s.programs[language][programKey{name, reflect.TypeOf(view)}]; p != nil && p.execute(b, view) {
		return diag.Problem{}, true
	}
	err := s.languages[language].ExecuteTemplate(b, name, view)
	if err == nil {
		return diag.Problem{}, true
	}
	// The minified templates have lost their lines; the plain ones fail at the
	// same place and say where.
	if plain, cloneErr := s.plain.Clone(); cloneErr == nil {
		if again := plain.ExecuteTemplate(new(bytes.Buffer), name, view); again != nil {
			err = again
		}
	}
	p := explain(err, name)
	p.Page = page
	return p, false
}

type loader struct {
	files     []*source.File
	languages []*lang.Strings
	problems  *diag.List
	failed    bool
}

func (l *loader) report(p diag.Problem) {
	l.failed = true
	l.problems.Add(p)
}

// Name returns the template's name for a path, or "" if the file is none.
func Name(path string) string {
	rest, ok := strings.CutPrefix(path, "templates/")
	if !ok {
		return ""
	}
	if name, ok := strings.CutSuffix(rest, ".html"); ok {
		return name
	}
	if strings.HasSuffix(rest, ".svg") {
		return rest
	}
	return ""
}

// path is the file of a template.
func path(name string) string {
	if strings.HasSuffix(name, ".svg") {
		return "templates/" + name
	}
	return "templates/" + name + ".html"
}

// parse makes one set of all files, with the texts of one language.
func (l *loader) parse(texts *lang.Strings, text func(name, source string) string) *template.Template {
	root := template.New("").Funcs(template.FuncMap{"t": texts.Lookup}).Option("missingkey=zero")
	for _, f := range l.files {
		name := Name(f.Path)
		if name == "" {
			continue
		}
		if _, err := root.New(name).Parse(text(name, string(f.Data))); err != nil {
			l.report(explain(err, name))
		}
	}
	return root
}

// minify returns the templates by name, minified.
func (l *loader) minify() map[string]string {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
		TemplateDelims: html.GoTemplateDelims,
	})
	minified := map[string]string{}
	for _, f := range l.files {
		name := Name(f.Path)
		if name == "" {
			continue
		}
		text, err := m.String("text/html", string(f.Data))
		if err != nil || strings.HasSuffix(name, ".svg") {
			text = string(f.Data) // a template that cannot be minified is only larger
		}
		minified[name] = text
	}
	return minified
}

// checkViews type-checks the template of each kind of page.
func (l *loader) checkViews(t *template.Template, views map[string]any) {
	for name, view := range views {
		one := t.Lookup(name)
		if one == nil {
			l.report(diag.Problem{Path: path(name), Message: "template is missing"})
			continue
		}
		err := templatecheck.CheckHTML(one, view)
		var several interface{ Unwrap() []error }
		if errors.As(err, &several) {
			for _, e := range several.Unwrap() {
				l.report(explainField(explain(e, name), view))
			}
		} else if err != nil {
			l.report(explainField(explain(err, name), view))
		}
	}
}

// checkContexts finds the places where html/template cannot keep a value
// harmless. It looks for them when a template is first executed, so each is
// executed here, with an empty view: whatever else then goes wrong does not count.
func (l *loader) checkContexts(s *Set, views map[string]any) {
	for name, view := range views {
		empty := reflect.New(reflect.Indirect(reflect.ValueOf(view)).Type()).Interface()
		var unsafe *template.Error
		if err := s.languages[0].ExecuteTemplate(io.Discard, name, empty); !errors.As(err, &unsafe) {
			continue
		}
		err := error(unsafe)
		if plain, cloneErr := s.plain.Clone(); cloneErr == nil {
			if again := plain.ExecuteTemplate(io.Discard, name, empty); errors.As(again, &unsafe) {
				err = again // it has the line
			}
		}
		l.report(explain(err, name))
	}
}

// key hashes what a language's templates have become.
func (l *loader) key(t *template.Template) uint64 {
	h := sha256.New()
	for _, f := range l.files {
		if name := Name(f.Path); name != "" {
			if one := t.Lookup(name); one != nil && one.Tree != nil {
				fmt.Fprintf(h, "%q %q\n", name, one.Tree.Root.String())
			}
		}
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}
