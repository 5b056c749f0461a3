package plan

import (
	"path"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/site"
)

// Lint reports what is wrong with the texts, for a project whose facts have
// problems, so that there can be no plan: an editor sees both in one run. Only the
// site and the tree of the input are needed.
func Lint(in Input, problems *diag.List) {
	p := &planner{in: in, site: in.Site, problems: problems, plan: &Plan{}}
	p.renderers()
	p.lint()
}

func (p *planner) lint() {
	known := p.hasFigureData()
	for _, e := range p.site.Entries() {
		for _, t := range e.Texts {
			if t == nil {
				continue
			}
			input := markdown.Input{Source: t.Body, Links: map[string]markdown.Link{}, Images: map[string]markdown.Image{}}
			for _, ref := range t.References {
				if e.Pictures[path.Clean(ref)] != nil {
					input.Images[ref] = markdown.Image{Src: ref}
				} else if p.exists(e, ref) {
					input.Links[ref] = markdown.Link{}
				}
			}
			b := body{p: p, written: p.site.Language(t.Lang), file: t.File, offset: t.Offset, input: input}
			if b.input.Figures = (anyFigures{}); known {
				b.input.Figures = textFigures{p: p, language: b.written, written: b.written, check: true}
			}
			b.render()
		}
	}
}

// exists reports whether a reference may lead somewhere. What lies in a file that
// could not be read gets the benefit of the doubt.
func (p *planner) exists(e *site.Entry, ref string) bool {
	target, _, _ := strings.Cut(ref, "#")
	kind, id, short := strings.Cut(target, ":")
	if !short {
		kind, id = relative(e, target)
	}
	switch kind {
	case "bassin":
		return p.in.Tree.File("data/bassins/"+id+".yaml") != nil
	case "article", "page":
		return len(p.in.Tree.Under("content/"+kind+"s/"+id)) > 0
	case "commune":
		return len(p.site.Communes) == 0 || p.site.Unread("data/communes.yaml") || p.site.Commune(id) != nil || p.site.Part(id) != nil
	case "glossary":
		return len(p.site.Terms) == 0 || p.site.Unread(glossaryPath) || p.site.Term(id) != nil
	case "atelier":
		return len(p.site.Ateliers) == 0 || p.site.Unread("data/ateliers") || p.site.Atelier(id) != nil
	}
	return kind != ""
}
