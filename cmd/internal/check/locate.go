package check

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// place is where the text of a link stands in a file.
type place struct {
	path         string
	line, column int
}

// search is the question where a file names an address.
type search struct {
	page   string // its source; "" for the common files
	lang   string
	href   string
	target int
}

// locate returns the places that name a target: in the source of the page, else in
// the data and the templates, of which every page may show something. Texts name
// one another by references (page:x#y), whose meaning this package does not know:
// a place is where the whole address stands, or the anchor after the name of the
// target's source.
func (r *reporter) locate(p *page, t *target) []place {
	if r.site.tree == nil {
		return nil
	}
	names := r.site.names(t)
	from := r.site.outputs[p.index].Source
	places := r.places(search{from, p.lang, t.href, t.output}, t, names, func() []*source.File { return r.site.sourceFiles(from, p.lang) })
	if len(places) == 0 {
		places = r.places(search{"", "", t.href, t.output}, t, names[:min(len(names), 2)], r.site.commonFiles)
	}
	return places
}

// places searches files for the first of the names that is there, once.
func (r *reporter) places(key search, t *target, names []func(string) bool, files func() []*source.File) []place {
	found, done := r.located[key]
	if done {
		return found
	}
	word := cmp.Or(t.fragment, t.href)
	for _, named := range names {
		for _, f := range files() {
			found = append(found, find(f, word, named)...)
		}
		if len(found) > 0 {
			break
		}
	}
	r.located[key] = found
	return found
}

// commonFiles are those that are the source of no page alone.
func (s *site) commonFiles() []*source.File {
	files := slices.Concat(s.tree.Under("data"), s.tree.Under("templates"))
	return slices.DeleteFunc(files, func(f *source.File) bool { return !isText(f.Path) })
}

func isText(file string) bool {
	switch path.Ext(file) {
	case ".md", ".yaml", ".html", ".svg":
		return true
	}
	return false
}

// sourceFiles are the texts that a source names: a file, or a folder with a file
// for each language.
func (s *site) sourceFiles(from, lang string) []*source.File {
	if from == "" {
		return nil
	}
	if f := s.tree.File(from); f != nil {
		if !isText(from) {
			return nil
		}
		return []*source.File{f}
	}
	var files []*source.File
	for _, f := range s.tree.Under(from) {
		if path.Ext(f.Path) != ".md" {
			continue
		}
		if strings.HasSuffix(f.Path, "."+lang+".md") {
			return []*source.File{f}
		}
		files = append(files, f)
	}
	return files
}

// names returns tests of whether a word in a source names the target, the surest first.
func (s *site) names(t *target) []func(word string) bool {
	tests := []func(string) bool{func(word string) bool { return word == t.href }}
	if t.fragment == "" || t.state != found {
		return tests
	}
	id := name(s.outputs[t.output].Source)
	return append(tests, func(word string) bool {
		before, fragment, _ := strings.Cut(word, "#")
		return fragment == t.fragment && name(before[strings.LastIndexByte(before, ':')+1:]) == id
	}, func(word string) bool {
		before, ok := strings.CutSuffix(word, "#"+t.fragment)
		return ok && before != "" || word == "glossary:"+t.fragment
	})
}

// name is what a reference calls the text in a file or a folder.
func name(file string) string {
	if strings.HasSuffix(file, ".md") {
		file = path.Dir(file)
	}
	return strings.TrimSuffix(path.Base(file), path.Ext(file))
}

// around are the signs before and after an address in Markdown and YAML.
const around = " \t\r\n()<>[]\"'`,"

// find returns the places in a file of words that hold part and pass the test. An
// empty address stands everywhere, and in no place that could be told.
func find(f *source.File, part string, test func(word string) bool) []place {
	if part == "" {
		return nil
	}
	var places []place
	for at := 0; at < len(f.Data); {
		next := bytes.Index(f.Data[at:], []byte(part))
		if next < 0 {
			break
		}
		start := bytes.LastIndexAny(f.Data[:at+next], around) + 1
		end := at + next + len(part)
		if n := bytes.IndexAny(f.Data[end:], around); n >= 0 {
			end += n
		} else {
			end = len(f.Data)
		}
		if test(string(f.Data[start:end])) {
			line, column := diag.Position(f.Data, start)
			places = append(places, place{f.Path, line, column})
		}
		at = end
	}
	return places
}
