package assets

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/parse/v2"

	"bassins/cmd/internal/diag"
)

// Error is a problem of one asset, as an error: see [AsProblem].
type Error struct{ diag.Problem }

// Error returns the message and the hint, without the place, which whoever
// reports the error will put before it.
func (e *Error) Error() string {
	return diag.Problem{Message: e.Message, Hint: e.Hint}.String()
}

// AsProblem returns the problem in an error of this package; any other error
// becomes a problem of the file at path.
func AsProblem(path string, err error) diag.Problem {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Problem
	}
	return diag.Problem{Path: path, Message: err.Error()}
}

// Minify returns data without what its reader does not need. The extension of
// name says what it is: .css, .html, .js, .json, .svg or .webmanifest. Anything
// else is returned as it is, .xml too: feeds hold escaped HTML, whose white space
// the library would join even within <pre>. The error is an [*Error] at the
// place in data.
func Minify(name string, data []byte) ([]byte, error) {
	ext := strings.ToLower(path.Ext(name))
	switch ext {
	case ".css", ".html", ".js", ".json", ".svg":
	case ".webmanifest":
		ext = ".json"
	default:
		return data, nil
	}
	// The input is copied: the minifiers write into it.
	out, err := minifier().Bytes(ext, bytes.Clone(data))
	if err != nil {
		return nil, &Error{minifyProblem(name, err)}
	}
	return out, nil
}

func minifyProblem(name string, err error) diag.Problem {
	e, ok := errors.AsType[*parse.Error](err)
	if !ok {
		return diag.Problem{Path: name, Message: err.Error()}
	}
	return diag.Problem{Path: name, Line: e.Line, Column: e.Column, Message: e.Message}
}

// minifier knows the formats by extension, and by the media types under which
// they stand inside of HTML and SVG.
func minifier() *minify.M {
	m := minify.New()
	m.Add(".html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	m.AddFunc(".css", css.Minify)
	m.AddFunc("text/css", css.Minify)
	m.AddFunc(".js", js.Minify)
	m.AddFunc("application/javascript", js.Minify)
	m.AddFunc(".svg", svg.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	// 1.0 stays 1.0: who reads the figures may care.
	m.Add(".json", &json.Minifier{KeepNumbers: true})
	m.AddRegexp(regexpJSON, &json.Minifier{KeepNumbers: true})
	return m
}

var regexpJSON = regexp.MustCompile(`[/+]json$`)
