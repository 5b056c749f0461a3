package site

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/source"
)

// The kinds of texts: the folders below content/.
const (
	Articles     = "articles"
	Pages        = "pages"
	Bassins      = "bassins"
	AtelierTexts = "ateliers" // what an entry of data/ateliers has no room for
	Rapports     = "rapports" // what a report says besides its figures
)

var kinds = []string{Articles, Pages, Bassins, AtelierTexts, Rapports}

// Entry is one folder below content/: a text with its translations and pictures.
type Entry struct {
	Kind     string
	ID       string                  // the folder's name
	Texts    []*Text                 // by [Site.Languages]; nil where there is no translation
	Pictures map[string]*source.File // by file name
	First    *Text                   // the first translation that there is, for what all of them share
	Bassins  []*Bassin
	Tags     []*Tag
}

// Folder returns the entry's folder in the project.
func (e *Entry) Folder() string { return "content/" + e.Kind + "/" + e.ID }

// Text is one translation of an [Entry]. It depends on its file alone.
type Text struct {
	File       *source.File
	Lang       string
	Front      Front
	Body       []byte   // Markdown; a part of File.Data
	Offset     int      // of Body in File.Data
	References []string // every link and picture that the body may name
}

// Shared is a hash of all of an article that more than its own pages may depend
// on: its front matter, and the files that it names, since they are published
// because a text names them.
func (t *Text) Shared() uint64 {
	h := sha256.New()
	h.Write(t.File.Data[:t.Offset])
	for _, ref := range t.References {
		if path.Ext(ref) != "" {
			h.Write([]byte(ref + "\n"))
		}
	}
	return binary.LittleEndian.Uint64(h.Sum(nil))
}

// Front is the front matter. Each kind takes some of its groups of keys.
type Front struct {
	Basics
	Titled
	News
	Layout source.String `yaml:"layout"` // pages: what the page adds to its text
}

// Basics are the keys that every kind takes.
type Basics struct {
	Summary string    `yaml:"summary"`
	Updated lang.Date `yaml:"updated"`
	Sources []Source  `yaml:"sources"`
	Draft   bool      `yaml:"draft"`
}

// Titled are the keys of texts that have an address of their own.
type Titled struct {
	Title   string          `yaml:"title"`
	Slug    source.String   `yaml:"slug"` // last part of the address
	Aliases []source.String `yaml:"aliases"`
}

// News are the keys of articles.
type News struct {
	Date      lang.Date       `yaml:"date"`      // of what the article reports
	Published lang.Date       `yaml:"published"` // of the text, if another
	Bassins   []source.String `yaml:"bassins"`
	Tags      []source.String `yaml:"tags"`
}

// The front matter of each kind, for the decoder, which refuses all other keys.
type (
	articleFront struct {
		Basics `yaml:",inline"`
		Titled `yaml:",inline"`
		News   `yaml:",inline"`
	}
	pageFront struct {
		Basics `yaml:",inline"`
		Titled `yaml:",inline"`
		Layout source.String `yaml:"layout"`
	}
	bassinFront struct {
		Basics `yaml:",inline"`
	}
	reportFront struct {
		Basics `yaml:",inline"`
		Title  string `yaml:"title"`
	}
)

// textPath is content/<kind>/<id>/index.<lang>.md, taken apart.
type textPath struct{ kind, id, name, lang string }

// parseTextPath takes the path of a file below content/ apart. A picture has no lang.
func parseTextPath(p string) (t textPath, problem string) {
	parts := strings.Split(p, "/")
	if len(parts) != 4 || !slices.Contains(kinds, parts[1]) {
		return t, "file is not where texts are kept"
	}
	t = textPath{kind: parts[1], id: parts[2], name: parts[3]}
	if path.Ext(t.name) != ".md" {
		return t, ""
	}
	l, ok := strings.CutPrefix(strings.TrimSuffix(t.name, ".md"), "index.")
	if !ok || l == "" {
		return textPath{}, "text is not named index.<language>.md"
	}
	t.lang = l
	return t, ""
}

// parsed is what one text file gives, with its problems: kept for as long as the
// file does not change.
type parsed struct {
	text     *Text
	problems []diag.Problem
}

// parseText reads one text file. It looks at nothing else, except at the calendar of
// its language, which is nil if it is not configured.
func parseText(f *source.File, tp textPath, language *lang.Language) parsed {
	var problems diag.List
	t := &Text{File: f, Lang: tp.lang}
	var ok bool
	switch tp.kind {
	case Articles:
		var front articleFront
		t.Body, t.Offset, ok = source.SplitText(f.Path, f.Data, &front, &problems)
		t.Front = Front{Basics: front.Basics, Titled: front.Titled, News: front.News}
	case Pages:
		var front pageFront
		t.Body, t.Offset, ok = source.SplitText(f.Path, f.Data, &front, &problems)
		t.Front = Front{Basics: front.Basics, Titled: front.Titled, Layout: front.Layout}
	case Bassins, AtelierTexts:
		var front bassinFront
		t.Body, t.Offset, ok = source.SplitText(f.Path, f.Data, &front, &problems)
		t.Front = Front{Basics: front.Basics}
	case Rapports:
		var front reportFront
		t.Body, t.Offset, ok = source.SplitText(f.Path, f.Data, &front, &problems)
		t.Front = Front{Basics: front.Basics, Titled: Titled{Title: front.Title}}
	}
	if !ok {
		return parsed{nil, problems.Sorted()}
	}
	t.checkFront(tp, &problems)
	t.checkWeekdays(language, &problems)
	t.References = markdown.References(t.Body)
	return parsed{t, problems.Sorted()}
}

// maxSummary is the length in characters above which search engines and cards
// cut a summary.
const maxSummary = 300

func (t *Text) checkFront(tp textPath, problems *diag.List) {
	front := &t.Front
	missing := func(key string) {
		problems.Add(diag.Problem{Path: t.File.Path, Line: 1, Message: fmt.Sprintf("front matter has no %q", key)})
	}
	if front.Title == "" && (tp.kind == Articles || tp.kind == Pages) {
		missing("title")
	}
	if front.Summary == "" && tp.kind != AtelierTexts {
		missing("summary")
	}
	if n := len([]rune(front.Summary)); n > maxSummary {
		problems.Add(diag.Problem{Severity: diag.Warning, Path: t.File.Path, Line: 1, Message: fmt.Sprintf("summary of %d characters is long", n), Hint: fmt.Sprintf("at most %d", maxSummary)})
	}
	if tp.kind == Articles && front.Date.IsZero() {
		missing("date")
	}
	if front.Slug.Value == "" {
		front.Slug.Value = tp.id
		if !validSlug(tp.id) {
			problems.Add(diag.Problem{Path: t.File.Path, Message: fmt.Sprintf("folder name %q is not an address", tp.id), Hint: "give the text a slug:, or rename the folder; " + slugHint(tp.id)})
		}
	} else if !validSlug(front.Slug.Value) {
		problems.Add(front.Slug.Mark.At(t.File.Path, fmt.Sprintf("slug %q is not an address", front.Slug.Value), slugHint(front.Slug.Value)))
	}
	if len(front.Sources) == 0 {
		problems.Add(diag.Problem{Severity: diag.Warning, Path: t.File.Path, Line: 1, Message: "text names no source", Hint: "list where its facts come from under sources:"})
	}
	checkSources(t.File, front.Sources, problems)
	for _, a := range front.Aliases {
		if !validAlias(a.Value) {
			problems.Add(a.Mark.At(t.File.Path, fmt.Sprintf("alias %q is not an address of this site", a.Value), "write it as /fr/old/address/"))
		}
	}
}

// validSlug reports whether s can be one part of an address: lower-case ASCII
// letters, digits and hyphens.
func validSlug(s string) bool {
	if s == "" || len(s) > maxSlug || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

// maxSlug is how long a part of an address may be: files have names of at most 255
// bytes, of which it is only one part.
const maxSlug = 100

func slugHint(s string) string {
	if len(s) > maxSlug {
		return fmt.Sprintf("lower-case letters, digits and hyphens, at most %d", maxSlug)
	}
	if slug := lang.Slug(s); validSlug(slug) {
		return fmt.Sprintf("lower-case letters, digits and hyphens: %q", slug)
	}
	return "lower-case letters, digits and hyphens"
}

// validAlias reports whether a is an absolute path below the site, without
// anything that could lead out of it.
func validAlias(a string) bool {
	if !strings.HasPrefix(a, "/") || strings.HasPrefix(a, "//") || strings.ContainsAny(a, `\?#%<>"`) || strings.ContainsFunc(a, invisible) {
		return false
	}
	clean := path.Clean(a)
	return clean != "/" && (a == clean || a == clean+"/")
}

func invisible(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || r == utf8.RuneError }
