package serve

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strconv"

	"bassins/cmd/internal/diag"
)

// own is the address below which serve's own files are.
const own = "/.bassins/"

//go:embed problems.html problems.css reload.js
var files embed.FS

// templates are "panel", the errors on top of a page, nothing if there are none;
// "page", the errors alone; and "script", what reloads a page.
var templates = template.Must(template.ParseFS(files, "problems.html"))

// panel is what the templates show.
type panel struct {
	Edition string
	Title   string
	Errors  []item
	More    int // errors that are left out
}

// item is an error, its place as compilers write it.
type item struct {
	Place, Message, Hint, Page string
}

func write(b *bytes.Buffer, name string, e *edition, errors []diag.Problem) {
	v := panel{Edition: e.id, Title: fmt.Sprintf("%d problems", len(errors)), More: max(0, len(errors)-diag.Limit)}
	if len(errors) == 1 {
		v.Title = "1 problem"
	}
	for _, p := range errors[:len(errors)-v.More] {
		v.Errors = append(v.Errors, item{place(p), p.Message, p.Hint, p.Page})
	}
	if err := templates.ExecuteTemplate(b, name, v); err != nil {
		panic(err) // only a mistake in problems.html
	}
}

func place(p diag.Problem) string {
	s := p.Path
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}
