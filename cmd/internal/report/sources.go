package report

import (
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Time is a date as a machine and as a person read it.
type Time struct{ ISO, Text string }

// Source is where a text or a figure comes from.
type Source struct {
	Title, URL, Lang, Publisher string
	Date                        Time   // empty if the source is undated
	Page                        string // "p. 12", "tableau 3"; "" if it names none
}

// Sources are where figures come from, each once.
func (w *Words) Sources(lists ...[]site.Source) []Source {
	var found []Source
	var last *site.Source
	for _, list := range lists {
		for k := range list {
			s := &list[k]
			if last != nil && s.Ref.Value != "" && s.Ref.Value == last.Ref.Value && s.Page == last.Page {
				continue // as in most lists of numbers; what an id means is found nowhere else
			}
			last = s
			v := w.Source(*s)
			known := false
			for _, other := range found {
				known = known || other == v
			}
			if !known {
				found = append(found, v)
			}
		}
	}
	return found
}

// Source is one of them. Its title has the typography of its own language.
func (w *Words) Source(s site.Source) Source {
	s = w.site.Source(s)
	written := w.site.Language(s.Lang)
	if written < 0 {
		written = w.number
	}
	v := Source{Title: w.options.Plain(written, s.Title), URL: s.URL.Value, Publisher: s.Publisher, Date: w.time(s.Date), Page: w.page(s.Page)}
	if s.Lang != w.id {
		v.Lang = s.Lang
	}
	return v
}

// page names a page by its number, and leaves what else there is as it is written.
func (w *Words) page(page string) string {
	if page != "" && strings.Trim(page, "0123456789-–") == "" {
		return w.message("source.page", "page", page)
	}
	return page
}

func (w *Words) time(d lang.Date) Time {
	if d.IsZero() {
		return Time{}
	}
	return Time{d.ISO(), w.language.Date(d)}
}
