package check

import (
	"fmt"
	"strings"

	"bassins/cmd/internal/diag"
)

// pass is one check on one page.
type pass struct {
	site   *site
	page   *page
	report func(*page, finding)
}

// finding is what a check has found on a page.
type finding struct {
	severity diag.Severity // an error if empty
	message  string
	to       *target       // the link at fault; nil if none is
	hint     string        // what to do about it, or
	suggest  func() string // how to find that out, which may take long
}

func (p *pass) add(f finding) { p.report(p.page, f) }

// each yields the links of the page in a state.
func (p *pass) each(state state) func(func(link) bool) {
	return func(yield func(link) bool) {
		for _, l := range p.page.links {
			if l.to.state == state && !yield(l) {
				return
			}
		}
	}
}

func deadLinks(p *pass) {
	what := [...]string{followed: "dead link", loaded: "missing file", stated: "dead address for machines"}
	for l := range p.each(missing) {
		p.add(finding{message: fmt.Sprintf("%s %q", what[l.role], l.to.href), to: l.to,
			suggest: func() string { return p.site.suggestAddress(l.to.path) }})
	}
}

// refused is what html/template writes in place of an address that it does not trust.
const refused = "#ZgotmplZ"

func deadAnchors(p *pass) {
	for l := range p.each(found) {
		t := l.to
		if t.fragment == "" || p.site.hasID(t) {
			continue
		}
		if t.href == refused {
			p.add(finding{message: fmt.Sprintf("the template refused an address and wrote %q", refused),
				hint: "html/template takes http:, https: and mailto: only; the view must give any other as a template.URL"})
			continue
		}
		p.add(finding{message: fmt.Sprintf("dead anchor %q: no id %q there", t.href, t.fragment), to: t,
			suggest: func() string { return p.site.suggestAnchor(t) }})
	}
}

// hasID reports whether the page to which t leads has its anchor. Of what is not
// HTML, or was not made, nothing is known.
func (s *site) hasID(t *target) bool {
	p := &s.pages[t.output]
	if !p.isHTML || p.broken {
		return true
	}
	if s.anchors == nil {
		s.anchors = map[int]map[string]bool{}
	}
	ids := s.anchors[t.output]
	if ids == nil {
		ids = map[string]bool{}
		for id := range strings.SplitSeq(p.ids, "\n") {
			ids[id] = true
		}
		s.anchors[t.output] = ids
	}
	return ids[t.fragment]
}

// suggestAnchor is a hint for an anchor that the page to which t leads has not.
func (s *site) suggestAnchor(t *target) string {
	var anchors []string
	dead, may := "#"+t.fragment, near("#"+t.fragment)
	for id := range strings.SplitSeq(strings.TrimSuffix(s.pages[t.output].ids, "\n"), "\n") {
		if may("#" + id) {
			anchors = append(anchors, "#"+id)
		}
	}
	return diag.DidYouMean(dead, anchors)
}

func outsideLinks(p *pass) {
	for l := range p.each(outside) {
		if l.to.absolute && l.role == followed {
			continue // another site on the same host
		}
		p.add(finding{message: fmt.Sprintf("address %q does not begin with the base path %q", l.to.href, p.site.basePath), to: l.to,
			suggest: func() string {
				inner := strings.TrimPrefix(l.to.path, "/")
				if _, ok := p.site.find(inner); ok {
					return fmt.Sprintf("did you mean %q?", p.site.basePath+inner)
				}
				return ""
			}})
	}
}

func oddLinks(p *pass) {
	for l := range p.each(odd) {
		if l.role == loaded && scheme(l.to.href) == "data" {
			continue // a picture within the page
		}
		p.add(finding{message: fmt.Sprintf("address %q does not belong on a page", l.to.href), to: l.to,
			hint: "addresses begin with https:, mailto: or tel:, or lead to this site"})
	}
	for l := range p.each(empty) {
		p.add(finding{message: "an address is empty", to: l.to})
	}
}

// absoluteLinks leaves out the address of the whole site, which a text may show.
func absoluteLinks(p *pass) {
	for _, l := range p.page.links {
		t := l.to
		if l.role == followed && t.absolute && t.state != outside && t.path != p.site.basePath {
			p.add(finding{severity: diag.Warning, message: fmt.Sprintf("link %q names the host of this site", t.href), to: t,
				hint: "write a reference such as page:x, which stays right when the site moves"})
		}
	}
}

func emptyLinks(p *pass) {
	for _, href := range p.page.nameless {
		p.add(finding{message: fmt.Sprintf("link %q has no text", href), hint: "give it a text, an aria-label, or a picture with a description"})
	}
}
