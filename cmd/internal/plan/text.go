package plan

import (
	"bytes"
	"html/template"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// minTOC is the number of headings from which a text gets a table of contents.
const minTOC = 3

// Text is a text of an editor's. Key stands for the Markdown and for all that
// its links, pictures and figures lead to; the rendering waits until the template
// asks, but for a text with figures: what they show is known when it is done.
type Text struct {
	Key  uint64
	Lang string // where it is not the page's
	body *body
}

type body struct {
	p        *planner
	language int // of the page, into which links lead
	written  int // of the text
	file     *source.File
	offset   int
	input    markdown.Input
	once     sync.Once
	result   markdown.Result
}

// HTML returns the rendered text.
func (t Text) HTML() template.HTML {
	if t.body == nil {
		return ""
	}
	t.body.render()
	return t.body.result.HTML
}

// TOC returns the table of contents, nil for a text with few headings.
func (t Text) TOC() []Heading {
	if t.body == nil {
		return nil
	}
	t.body.render()
	if len(t.body.result.Headings) < minTOC {
		return nil
	}
	toc := make([]Heading, len(t.body.result.Headings))
	for i, h := range t.body.result.Headings {
		toc[i] = Heading{h.ID, h.HTML, h.Level}
	}
	return toc
}

func (b *body) render() {
	b.once.Do(func() {
		b.result = b.p.markdown[b.written].Render(b.input)
		for _, problem := range b.result.Problems {
			line, column := diag.Position(b.file.Data, b.offset+problem.Offset)
			hint := problem.Hint
			if problem.Reference != "" {
				if better := b.p.suggest(problem.Reference); better != "" {
					hint = better
				}
			}
			b.p.problems.Add(diag.Problem{Path: b.file.Path, Line: line, Column: column, Message: problem.Message, Hint: hint})
		}
	})
}

// text prepares a text of an entry for a page in language l.
func (p *planner) text(l int, e *site.Entry, t *site.Text) Text {
	if t == nil {
		return Text{}
	}
	b := &body{p: p, language: l, written: p.site.Language(t.Lang), file: t.File, offset: t.Offset}
	b.input.Source = t.Body
	b.input.Figures = textFigures{p: p, language: l, written: b.written}
	h := newHasher()
	h.bytes(t.File.Hash[:])
	h.string(p.site.Languages[b.written].ID)
	h.string(p.site.Languages[l].ID)
	for _, ref := range t.References {
		if picture, ok := p.picture(e, ref); ok {
			if b.input.Images == nil {
				b.input.Images = map[string]markdown.Image{}
			}
			b.input.Images[ref] = picture
			h.string(ref)
			h.string(picture.Src)
			h.string(picture.Srcset)
			continue
		}
		if link, ok := p.resolve(l, e, ref); ok {
			if b.input.Links == nil {
				b.input.Links = make(map[string]markdown.Link, len(t.References))
			}
			b.input.Links[ref] = link
			h.string(ref)
			h.string(link.URL)
			h.string(link.Title)
			h.string(link.Lang)
		}
	}
	if markdown.HasFigures(t.Body) {
		b.render()
		h.string(string(b.result.HTML))
	}
	text := Text{Key: h.sum(), body: b}
	if b.written != l {
		text.Lang = t.Lang
	}
	return text
}

// inline renders a one-line text of a data file for language l.
func (p *planner) inline(l int, path, text string) template.HTML {
	if text == "" {
		return ""
	}
	source := []byte(text)
	var links map[string]markdown.Link
	for _, ref := range markdown.References(source) {
		if link, ok := p.resolve(l, nil, ref); ok {
			if links == nil {
				links = map[string]markdown.Link{}
			}
			links[ref] = link
		}
	}
	in := markdown.Input{Source: source, Links: links}
	if path == glossaryPath || path == partnersPath { // other texts go to calendars too, where there are no figures
		in.Figures = textFigures{p: p, language: l, written: l}
	}
	html, problems := p.markdown[l].Inline(in)
	for _, problem := range problems {
		hint := problem.Hint
		if problem.Reference != "" {
			hint = p.suggest(problem.Reference)
		}
		p.problems.Add(p.inData(path, text, problem.Offset, diag.Problem{Path: path, Message: problem.Message, Hint: hint})...)
	}
	return html
}

// inData is a problem of a one-line text of a data file wherever the file has that
// text.
func (p *planner) inData(path, text string, offset int, problem diag.Problem) []diag.Problem {
	var places []diag.Problem
	if f := p.in.Tree.File(path); f != nil {
		for _, at := range f.Places(text, offset) {
			places = append(places, at.At(path, problem.Message, problem.Hint))
		}
	}
	if places == nil { // not as it was written
		problem.Message += " in " + quoteStart(text)
		places = append(places, problem)
	}
	return places
}

// summary is the summary of a text, in the language in which that is written.
func (p *planner) summary(t *site.Text) string {
	written := p.site.Language(t.Lang)
	text, problems := p.markdown[written].Plain(t.Front.Summary, textFigures{p: p, language: written, written: written})
	for _, problem := range problems {
		p.problems.Add(inFront(t, "summary", t.Front.Summary, problem))
	}
	return text
}

// inFront is a problem of a text of the front matter at its place in the file, which
// is where the value of its key goes on as the text does there.
func inFront(t *site.Text, key, value string, problem markdown.Problem) diag.Problem {
	front, rest := t.File.Data[:t.Offset], []byte(value[problem.Offset:])
	if i := bytes.IndexAny(rest, " )\n"); i >= 0 {
		rest = rest[:i]
	}
	at := max(0, bytes.Index(front, []byte(key+":")))
	at += max(0, bytes.Index(front[at:], rest))
	line, column := diag.Position(t.File.Data, at)
	return diag.Problem{Path: t.File.Path, Line: line, Column: column, Message: problem.Message, Hint: problem.Hint}
}

// quoteStart returns the first words of a text, for a message.
func quoteStart(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return "“" + text + "”"
}

// plain is a one-line text of a data file with the typography of language l.
func (p *planner) plain(l int, text string) string { return p.markdown[l].Text(text) }

// withoutMarkup is a one-line text of a data file for places that take no markup.
func (p *planner) withoutMarkup(l int, text string) string {
	text, _ = p.markdown[l].Plain(text, textFigures{p: p, language: l, written: l}) // inline tells the problems
	return reMarkup.ReplaceAllString(text, "$1")
}

// reMarkup matches the links of a one-line text.
var reMarkup = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// resolve returns where a reference in a text leads, for a reader of language l.
// References are short (article:x, glossary:x#y) or relative to the text's folder
// (../x, ../../pages/x).
func (p *planner) resolve(l int, e *site.Entry, ref string) (markdown.Link, bool) {
	target, fragment, _ := strings.Cut(ref, "#")
	if fragment != "" {
		fragment = "#" + fragment
	}
	kind, id, short := strings.Cut(target, ":")
	if !short {
		kind, id = relative(e, target)
	}
	if kind+":" == figureRef {
		kind = "indicator"
	}
	to, ok := p.routes.find(kind, id)
	if !ok {
		// A draft that is linked already is no mistake: its name stands without a link.
		return markdown.Link{}, p.site.Unpublished(kind+"s", id)
	}
	if to.urls[l] == "" { // left out of this language
		return markdown.Link{Title: to.titles[l]}, true
	}
	link := markdown.Link{URL: to.urls[l] + fragment, Title: to.titles[l]}
	if to.langs[l] != l {
		link.Lang = p.site.Languages[to.langs[l]].ID
	}
	return link, true
}

// relative turns a path between texts into a kind and an id. Besides the path
// that a file browser would follow, ../articles/x is understood from any text.
func relative(e *site.Entry, target string) (kind, id string) {
	if e == nil {
		return "", ""
	}
	if strings.HasSuffix(target, ".md") {
		target = path.Dir(target)
	}
	for _, from := range []string{e.Folder(), "content/" + e.Kind} {
		parts := strings.Split(path.Join(from, target), "/")
		if len(parts) == 3 && parts[0] == "content" && slices.Contains([]string{site.Articles, site.Pages, site.Bassins, site.Rapports}, parts[1]) {
			return strings.TrimSuffix(parts[1], "s"), parts[2]
		}
	}
	return "", ""
}

// suggest returns a hint for a reference that leads nowhere.
func (p *planner) suggest(ref string) string {
	target, _, _ := strings.Cut(ref, "#")
	var all []string
	if strings.HasPrefix(target, figureRef) {
		id, _, more := strings.Cut(target, "/")
		if more && p.site.Indicator(strings.TrimPrefix(id, figureRef)) != nil {
			return "a link with words of its own leads to an indicator: " + id
		}
		for _, i := range p.site.Indicators {
			all = append(all, figureRef+i.ID.Value)
		}
		return diag.DidYouMean(id, all)
	}
	for key := range p.routes.byRef {
		all = append(all, key.kind+":"+key.id)
	}
	return diag.DidYouMean(target, all)
}
