package assets

import (
	"bytes"
	"path"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// Each script is a function of its own: its names are invisible to the others.
const (
	scopeStart = "(()=>{\"use strict\";\n"
	scopeEnd   = "\n})()"
)

// Scripts returns the scripts of all components joined in the order of their
// paths and minified, or nil if there are none. They are plain scripts, not
// modules: import and export are errors.
func Scripts(tree *source.Tree, problems *diag.List) []byte {
	var scripts [][]byte
	for _, f := range tree.Under("templates/components") {
		if path.Ext(f.Path) != ".js" {
			continue
		}
		scoped := scopeStart + string(bytes.TrimPrefix(f.Data, []byte("\ufeff"))) + scopeEnd
		script, err := Minify(f.Path, []byte(scoped))
		if err != nil {
			p := AsProblem(f.Path, err)
			last := bytes.Count(bytes.TrimRight(f.Data, "\n"), []byte("\n")) + 1
			if p.Line--; p.Line > last { // the script ends too early
				p.Line, p.Column = last, 0
			}
			problems.Add(p)
			continue
		}
		scripts = append(scripts, script)
	}
	if scripts == nil {
		return nil
	}
	return bytes.Join(scripts, []byte(";"))
}
