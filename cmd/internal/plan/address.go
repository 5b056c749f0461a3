package plan

import (
	"cmp"
	"fmt"
	"path"
	"strings"

	"bassins/cmd/internal/diag"
)

// sameAddress is the problem of two Outputs with one path, said where an editor can
// change it: at the id or the slug in a data file, if that gives the address.
func (p *planner) sameAddress(o, other *Output) diag.Problem {
	if o.Source == "" { // nobody can change that one
		o, other = other, o
	}
	problem := diag.Problem{Path: cmp.Or(o.Source, o.Path), Hint: "give one of them another slug",
		Message: fmt.Sprintf("address /%s is also that of %s", strings.TrimSuffix(o.Path, "index.html"), cmp.Or(other.Source, "a page of the generator's"))}
	f := p.in.Tree.File(o.Source)
	if f == nil || path.Ext(o.Source) != ".yaml" {
		return problem
	}
	part := path.Base(strings.TrimSuffix(o.Path, "/index.html"))
	part = strings.TrimSuffix(part, path.Ext(part)) // of a calendar
	if slug, ok := f.Named("slugs", part); ok {
		problem.Line, problem.Column = slug.Line, slug.Column
	} else if id, ok := f.Named("id", part); ok {
		problem.Line, problem.Column, problem.Hint = id.Line, id.Column, "give it another id"
	}
	return problem
}
