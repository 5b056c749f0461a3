package site

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/source"
)

// Options are the choices of one run.
type Options struct {
	Now     time.Time // the day that the site is made for
	AsOf    bool      // it was asked for: that the data know of later days is no mistake
	Drafts  bool      // publish drafts and what is dated after Now
	BaseURL string    // replaces base_url of data/site.yaml where not empty
	// Words is called as soon as the languages and the interface texts are known,
	// for what needs no more than these; nil: nothing does.
	Words func([]*lang.Strings)
}

// Loader makes sites out of source trees and remembers the texts that it has
// read, by their unchanged files. Its zero value is ready; one Load at a time.
type Loader struct {
	texts     map[*source.File]parsed
	strings   map[stringsFiles]parsedStrings
	languages []*source.File // that the texts were read with
}

// stringsFiles are what interface texts depend on: their own file, and that of
// the language, whose plurals they are checked with (8 ms for three languages).
type stringsFiles struct{ language, strings *source.File }

type parsedStrings struct {
	strings  *lang.Strings
	problems []diag.Problem
}

// Load reads and links everything. The site is complete only if problems holds
// no error.
func (l *Loader) Load(tree *source.Tree, o Options, problems *diag.List) *Site {
	s := &Site{Now: o.Now, today: lang.DateOf(o.Now, lang.ToDay)}
	s.index.broken = map[string]bool{}
	r := reader{tree: tree, problems: problems, known: l.strings, read: map[string]bool{}, broken: s.index.broken}
	l.strings = map[stringsFiles]parsedStrings{}
	r.parsed = l.strings
	for _, p := range tree.Unread() {
		r.broken[p], r.broken[path.Dir(p)] = true, true
	}
	r.settings(s, o)
	if len(s.Languages) == 0 {
		return s // nothing can be said in no language
	}
	if o.Words != nil {
		o.Words(s.Strings)
	}
	r.data(s)
	r.reportUnread()
	var languages []*source.File
	for _, language := range s.Languages {
		languages = append(languages, tree.File(languagePath(language.ID)))
	}
	if !slices.Equal(languages, l.languages) {
		l.texts, l.languages = nil, languages
	}
	l.readTexts(s, tree, o, problems)
	link(s, tree, o, problems)
	return s
}

// reader decodes the files of data/.
type reader struct {
	tree     *source.Tree
	problems *diag.List
	known    map[stringsFiles]parsedStrings // by the load before
	parsed   map[stringsFiles]parsedStrings // by this one
	read     map[string]bool                // the paths that something has asked for
	broken   map[string]bool                // the paths that could not be read
}

// file decodes one file of data/ into v.
func (r *reader) file(p string, v any) bool {
	f := r.tree.File(p)
	ok := f != nil && r.tree.Decode(f, v, r.problems)
	if f == nil && !r.broken[p] {
		r.problems.Add(diag.Problem{Path: p, Message: "file is missing"})
	}
	r.note(p, ok)
	return ok
}

// note remembers that a file was read, or that it could not be.
func (r *reader) note(p string, ok bool) {
	if r.read[p] = true; !ok {
		r.broken[p], r.broken[path.Dir(p)] = true, true
	}
}

// optional decodes a file of data/ that need not be there. What cannot be read in
// full leaves v as it was, except for a list, of which v gets what can be read.
func optional[T any](r *reader, p string, v *T) {
	if r.tree.File(p) == nil {
		return
	}
	var read T
	if r.file(p, &read) || isList[T]() {
		*v = read
	}
}

// isList reports whether a file holds a list: of one with an entry that cannot be
// decoded, the others are checked all the same.
func isList[T any]() bool { return reflect.TypeFor[T]().Kind() == reflect.Slice }

// large is optional for a large file, which is decoded while others are: 20 ms for the
// record of 5,000 ateliers. What it returns waits until v is there.
func large[T any](r *reader, p string, v *T) (wait func()) {
	f := r.tree.File(p)
	if f == nil {
		return func() {}
	}
	var read T
	var ok bool
	var group sync.WaitGroup
	group.Go(func() { ok = r.tree.Decode(f, &read, r.problems) })
	return func() {
		group.Wait()
		if r.note(p, ok); ok {
			*v = read
		}
	}
}

// folder decodes each file of a folder of data/, and adds them sorted by path. They
// are decoded on all cores: 5,000 ateliers take one of them 50 ms.
func folder[T any](r *reader, p string, add func(path string, v T)) {
	files := slices.DeleteFunc(slices.Clone(r.tree.Under(p)), func(f *source.File) bool { return path.Ext(f.Path) != ".yaml" })
	values, ok := make([]T, len(files)), make([]bool, len(files))
	parallel.For(len(files), func(i int) { ok[i] = r.tree.Decode(files[i], &values[i], r.problems) })
	for i, f := range files {
		if r.note(f.Path, ok[i]); ok[i] || isList[T]() {
			add(f.Path, values[i])
		}
	}
}

func (r *reader) settings(s *Site, o Options) {
	const p = "data/site.yaml"
	if !r.file(p, &s.Config) {
		return
	}
	if o.BaseURL != "" {
		s.Config.BaseURL.Value = o.BaseURL
	}
	for _, id := range s.Config.Languages {
		l, f := r.language(id.Value), r.strings(id.Value)
		if l == nil {
			continue
		}
		s.Languages = append(s.Languages, l)
		if f == nil {
			continue
		}
		files := stringsFiles{r.tree.File(languagePath(id.Value)), f}
		parsed, ok := r.known[files]
		if !ok {
			parsed.strings, parsed.problems = lang.ParseStrings(l, f.Path, f.Data)
		}
		r.parsed[files] = parsed
		r.problems.Add(parsed.problems...)
		if parsed.strings != nil {
			s.Strings = append(s.Strings, parsed.strings)
		}
	}
	if len(s.Strings) < len(s.Config.Languages) || len(s.Strings) == 0 {
		if len(s.Config.Languages) == 0 {
			r.problems.Errorf(p, "no languages")
		}
		s.Languages = nil // else every text of the others would be a problem
		return
	}
	r.problems.Add(lang.CheckStrings(s.Strings)...)
	s.Config.Calendar.defaults()
	if s.Config.PageSize <= 0 {
		s.Config.PageSize = 20
	}
}

func languagePath(id string) string { return "data/languages/" + id + ".yaml" }

// language reads what the site knows of a language, nil if that cannot be read.
func (r *reader) language(id string) *lang.Language {
	var l lang.Language
	p := languagePath(id)
	if r.read[p] = true; r.tree.File(p) == nil && !r.broken[p] {
		r.problems.Add(diag.Problem{Path: p, Message: "file is missing", Hint: fmt.Sprintf("data/site.yaml names the language %q", id)})
		return nil
	}
	if !r.file(p, &l) {
		return nil
	}
	for _, fault := range l.Compile() {
		at := source.Locate(r.tree.File(p).Data, Mark{}, strings.Split(fault.Field, ".")...)
		r.problems.Add(at.At(p, fault.Field+": "+fault.Message, fault.Hint))
	}
	if l.ID != id {
		r.problems.Errorf(p, "id is %q, but the file is named for %q", l.ID, id)
	}
	return &l
}

// strings finds the interface texts of a language.
func (r *reader) strings(id string) *source.File {
	p := "data/i18n/" + id + ".yaml"
	r.read[p] = true
	f := r.tree.File(p)
	if f == nil && !r.broken[p] {
		r.problems.Add(diag.Problem{Path: p, Message: "file is missing", Hint: "the interface texts of this language"})
	}
	return f
}

func (r *reader) data(s *Site) {
	defer large(r, RecordPath, &s.recorded)()
	folder(r, "data/bassins", func(p string, b Bassin) {
		b.Path, b.ID = p, strings.TrimSuffix(path.Base(p), ".yaml")
		s.Bassins = append(s.Bassins, &b)
	})
	slices.SortFunc(s.Bassins, func(a, b *Bassin) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.ID, b.ID))
	})
	optional(r, "data/communes.yaml", &s.Communes)
	optional(r, "data/tags.yaml", &s.Tags)
	optional(r, "data/glossary.yaml", &s.Terms)
	optional(r, "data/partners.yaml", &s.Partners)
	optional(r, "data/atelier-kinds.yaml", &s.Kinds)
	optional(r, "data/series.yaml", &s.Series)
	optional(r, "data/spoken-languages.yaml", &s.Spoken)
	optional(r, "data/themes.yaml", &s.Themes)
	optional(r, territoriesPath, &s.Territories)
	optional(r, CorrectionsPath, &s.Corrections)
	optional(r, "data/accessibility.yaml", &s.Accessibility)
	folder(r, "data/indicateurs", func(p string, indicators []*Indicator) {
		for _, i := range indicators {
			i.Path = p
		}
		s.Indicators = append(s.Indicators, indicators...)
	})
	folder(r, observationsFolder, func(p string, observations []*Observation) {
		for _, o := range observations {
			o.Path = p
		}
		s.Observations = append(s.Observations, observations...)
	})
	r.sheets(s)
	folder(r, "data/rapports", func(p string, report Report) {
		report.Path = p
		s.Reports = append(s.Reports, &report)
	})
	folder(r, "data/ateliers", func(p string, ateliers []*Atelier) {
		for _, a := range ateliers {
			a.Path = p
		}
		s.Ateliers = append(s.Ateliers, ateliers...)
	})
	s.index.sources = map[string]*Source{}
	folder(r, "data/sources", func(p string, sources []*Source) {
		for _, src := range sources {
			src.Path = p
			if src.ID.Value == "" {
				r.problems.Add(cmp.Or(src.ID.Mark, src.Ref.Mark).At(p, "source has no id", "by which texts and facts name it"))
				continue
			}
			if other := s.index.sources[src.ID.Value]; other != nil {
				r.problems.Add(src.ID.Mark.At(p, fmt.Sprintf("source %q is also defined at %s:%d", src.ID.Value, other.Path, other.ID.Mark.Line), "give one of them another id"))
				continue
			}
			s.index.sources[src.ID.Value] = src
		}
	})
}

// reportUnread warns of files in data/ that nothing reads: most often a name
// with a typing error.
func (r *reader) reportUnread() {
	for _, f := range r.tree.Under("data") {
		if !r.read[f.Path] {
			r.problems.Add(diag.Problem{Severity: diag.Warning, Path: f.Path, Message: "file is not used", Hint: "check its name and its folder"})
		}
	}
}

// readTexts reads content/.
func (l *Loader) readTexts(s *Site, tree *source.Tree, o Options, problems *diag.List) {
	files := tree.Under("content")
	paths := make([]textPath, len(files))
	results := make([]parsed, len(files))
	parallel.For(len(files), func(i int) {
		f := files[i]
		tp, problem := parseTextPath(f.Path)
		paths[i] = tp
		switch known, ok := l.texts[f]; {
		case problem != "":
			problems.Add(diag.Problem{Path: f.Path, Message: problem, Hint: "content/" + strings.Join(kinds, "|") + "/<name>/index.<language>.md, pictures beside it"})
		case tp.lang == "":
		case ok:
			results[i] = known
		default:
			var language *lang.Language
			if i := s.Language(tp.lang); i >= 0 {
				language = s.Languages[i]
			}
			results[i] = parseText(f, tp, language)
		}
	})
	l.texts = make(map[*source.File]parsed, len(files))
	s.index.entries = make(map[string]*Entry, len(files)/2)
	s.index.unpublished = map[string]bool{}
	for i, f := range files {
		if tp := paths[i]; tp.id != "" {
			l.texts[f] = results[i]
			problems.Add(results[i].problems...)
			if tp.lang != "" && results[i].text == nil {
				s.index.broken["content/"+tp.kind] = true
			}
			s.addFile(f, tp, results[i].text, problems)
		}
	}
	s.collect(o, problems)
}

// addFile puts a text or a picture into its entry.
func (s *Site) addFile(f *source.File, tp textPath, t *Text, problems *diag.List) {
	folder := "content/" + tp.kind + "/" + tp.id
	e := s.index.entries[folder]
	if e == nil {
		e = &Entry{Kind: tp.kind, ID: tp.id, Texts: make([]*Text, len(s.Languages))}
		s.index.entries[folder] = e
	}
	if tp.lang == "" {
		if e.Pictures == nil {
			e.Pictures = map[string]*source.File{}
		}
		e.Pictures[tp.name] = f
		return
	}
	i := s.Language(tp.lang)
	if i < 0 {
		problems.Add(diag.Problem{Path: f.Path, Message: fmt.Sprintf("language %q is not configured", tp.lang), Hint: "languages are listed in data/site.yaml"})
		return
	}
	e.Texts[i] = t
}

// collect takes the entries that are to be published into the lists of the site.
func (s *Site) collect(o Options, problems *diag.List) {
	folders := make([]string, 0, len(s.index.entries))
	for folder := range s.index.entries {
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	for _, folder := range folders {
		e := s.index.entries[folder]
		written := slices.ContainsFunc(e.Texts, func(t *Text) bool { return t != nil })
		if !written && len(e.Pictures) > 0 {
			problems.Add(diag.Problem{Severity: diag.Warning, Path: folder, Message: "folder holds no text", Hint: "add index.<language>.md or remove the folder"})
		}
		for i, t := range e.Texts {
			if t != nil && !o.Drafts && (t.Front.Draft || s.inFuture(t)) {
				e.Texts[i] = nil
			}
		}
		if first := slices.IndexFunc(e.Texts, func(t *Text) bool { return t != nil }); first >= 0 {
			e.First = e.Texts[first]
		} else {
			delete(s.index.entries, folder)
			s.index.unpublished[folder] = written
			continue
		}
		s.checkMissing(e, problems)
		s.index.sorted = append(s.index.sorted, e)
		switch e.Kind {
		case Articles:
			s.Articles = append(s.Articles, e)
		case Pages:
			s.Pages = append(s.Pages, e)
		}
	}
}

// inFuture reports whether the text is to be published on a later day.
func (s *Site) inFuture(t *Text) bool {
	day := t.Front.Published
	if day.IsZero() {
		day = t.Front.Date
	}
	return !day.IsZero() && day.Truncate(lang.ToDay).Compare(lang.DateOf(s.Now, min(day.Precision(), lang.ToDay))) > 0
}

func (s *Site) checkMissing(e *Entry, problems *diag.List) {
	if s.Config.Missing[e.Kind].Value != MissingError {
		return
	}
	for i, t := range e.Texts {
		if t == nil {
			problems.Add(diag.Problem{Path: e.Folder(), Message: "text is missing in " + s.Languages[i].ID,
				Hint: fmt.Sprintf("write index.%s.md, or set missing: %s: fallback in data/site.yaml", s.Languages[i].ID, e.Kind)})
		}
	}
}
