package plan

import (
	"html/template"
	"strings"

	"bassins/cmd/internal/lang"
)

// Dates in the middle of a sentence, as elements that machines can read.

// dated is a message with a date in it, which is an element of its own.
func (p *planner) dated(l int, key string, date Time, args ...any) template.HTML {
	const place = "\uE000" // no text has it
	before, after, _ := strings.Cut(p.message(l, key, append(args, "date", place)...), place)
	escape := template.HTMLEscapeString
	return template.HTML(escape(before) + `<time datetime="` + escape(date.ISO) + `">` + escape(date.Text) + `</time>` + escape(after))
}

// asOf is a message that says of which day it is: that of the build.
func (p *planner) asOf(l int, key string) template.HTML {
	return p.dated(l, key, p.date(l, p.site.Today()))
}

// on is a date with its weekday and its hour, as it stands in a sentence.
func (p *planner) on(l int, d lang.Date) Time {
	return Time{ISO: d.ISO(), Text: p.site.Languages[l].When(d, lang.Date{})}
}
