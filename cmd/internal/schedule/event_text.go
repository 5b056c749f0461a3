package schedule

import (
	"regexp"
	"slices"
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// description is what a calendar shows when the event is opened: plain text, a
// paragraph for each matter, the address of the page last.
func (w writer) description(o *site.Occurrence, url string) string {
	a := o.Atelier
	kind := a.Kind.Names[w.id]
	if a.Theme != nil {
		kind += " – " + a.Theme.Names[w.id]
	}
	paragraphs := []string{
		kind + " – " + strings.Join(w.territory(a), ", "),
		w.state(o),
		Plain(w.site, w.l, a.Summary[w.id]),
		w.unknown(o),
		w.ways(a),
		w.registration(a.Registration),
		w.message("calendar.page", "url", url),
	}
	return join(paragraphs, "\n\n")
}

// Changed reports whether something has become of a date since it was announced.
func Changed(status string) bool {
	return status == "moved" || status == "postponed" || status == "cancelled"
}

// state says what has become of an announced date.
func (w writer) state(o *site.Occurrence) string {
	var lines []string
	if Changed(o.Status) {
		state := w.message("status." + o.Status)
		if !o.Changed.IsZero() {
			state = w.message("atelier.state_on", "status", state, "date", w.site.Languages[w.l].Date(o.Changed))
		}
		lines = append(lines, state)
	}
	if !o.Original.IsZero() {
		lines = append(lines, w.message("atelier.moved_from", "date", w.site.Languages[w.l].When(o.Original, lang.Date{})))
	}
	return join(append(lines, o.Reason[w.id]), "\n")
}

// unknown says what a reader looks for and does not find.
func (w writer) unknown(o *site.Occurrence) string {
	a := o.Atelier
	var lines []string
	if a.PartOfDay.Value != "" {
		lines = append(lines, capital(w.message("part_of_day."+a.PartOfDay.Value))+".")
	}
	if a.AllDay() && a.End.IsZero() {
		lines = append(lines, w.message("atelier.hours_unknown"))
	}
	if o.Place == nil && !a.Online {
		lines = append(lines, w.message("atelier.place_unknown")+".")
	}
	if a.YearInferred() {
		lines = append(lines, w.message("atelier.year_inferred"))
	}
	return join(lines, "\n")
}

// ways says who can take part and how.
func (w writer) ways(a *site.Atelier) string {
	var lines []string
	add := func(key, value string) {
		if value != "" {
			lines = append(lines, w.message("calendar.line", "label", w.message(key), "value", value))
		}
	}
	add("atelier.audience", a.Audience[w.id])
	add("atelier.languages", Spoken(w.site, w.l, a.Languages))
	add("atelier.interpretation", Spoken(w.site, w.l, a.Interpretation))
	if a.Place != nil {
		if a.Place.Wheelchair.Value != "" {
			lines = append(lines, w.message("atelier.wheelchair_"+a.Place.Wheelchair.Value))
		}
		add("atelier.transport", a.Place.Transport[w.id])
	}
	if a.Online {
		add("atelier.join", a.Join.Value)
	}
	if a.Capacity > 0 {
		add("atelier.capacity", w.message("atelier.places", "n", a.Capacity))
	}
	return join(lines, "\n")
}

// registration says how to register. Whether that is still possible is on the
// page: here it would change without a change of the facts.
func (w writer) registration(r *site.Registration) string {
	if r == nil {
		return ""
	}
	var lines []string
	switch {
	case r.IsRequired():
		lines = append(lines, w.message("atelier.registration_required"))
	case r.Required != nil:
		lines = append(lines, w.message("atelier.registration_free_entry"))
	}
	if ways := join([]string{r.URL.Value, r.Email.Value, r.Phone.Value}, ", "); ways != "" {
		lines = append(lines, w.message("calendar.line", "label", w.message("atelier.registration"), "value", ways))
	}
	language := w.site.Languages[w.l]
	if !r.Opens.IsZero() {
		lines = append(lines, w.message("atelier.registration_opens", "date", language.When(r.Opens, lang.Date{})))
	}
	if !r.Closes.IsZero() {
		lines = append(lines, w.message("atelier.registration_closes", "date", language.When(r.Closes, lang.Date{})))
	}
	if r.Free {
		lines = append(lines, w.message("atelier.free"))
	} else if price := r.Price[w.id]; price != "" {
		lines = append(lines, w.message("calendar.line", "label", w.message("atelier.price"), "value", price))
	}
	return join(lines, "\n")
}

// Spoken are the names of spoken languages in a row: "français, langue des signes".
func Spoken(s *site.Site, l int, ids []source.String) string {
	var names []string
	for _, id := range ids {
		i := slices.IndexFunc(s.Spoken, func(one *site.SpokenLanguage) bool { return one.ID.Value == id.Value })
		if i >= 0 {
			names = append(names, s.Spoken[i].Names[s.Languages[l].ID])
		}
	}
	return strings.Join(names, ", ")
}

var (
	reLink     = regexp.MustCompile(`!?\[([^\]]*)\]\(([^)]*)\)`)
	reEmphasis = regexp.MustCompile("(\\*\\*|\\*|__|`)(\\S(?:.*?\\S)?)(\\*\\*|\\*|__|`)")
	reEscape   = regexp.MustCompile(`\\([[:punct:]])`)
)

// Plain is the inline Markdown of a summary as plain text for readers of language
// l: links are their text, and those without a text the name of what they lead to.
func Plain(s *site.Site, l int, markdown string) string {
	if !strings.ContainsAny(markdown, "[*_`\\") {
		return markdown
	}
	// What is escaped stands aside, as letters that no text has, until the marks are gone.
	text := reEscape.ReplaceAllStringFunc(markdown, func(s string) string { return string(aside + rune(s[1])) })
	text = reLink.ReplaceAllStringFunc(text, func(link string) string {
		m := reLink.FindStringSubmatch(link)
		if m[1] != "" {
			return m[1]
		}
		return name(s, l, m[2])
	})
	text = reEmphasis.ReplaceAllString(text, "$2")
	return strings.Map(func(r rune) rune {
		if r > aside && r < aside+128 {
			return r - aside
		}
		return r
	}, text)
}

// aside is the begin of a range for private use.
const aside = '\uE000'

// name is what a reference such as glossary:helpdesk is called.
func name(s *site.Site, l int, ref string) string {
	ref, _, _ = strings.Cut(ref, "#")
	kind, id, _ := strings.Cut(ref, ":")
	language := s.Languages[l].ID
	switch kind {
	case "glossary":
		if t := s.Term(id); t != nil {
			return t.Terms[language]
		}
	case "bassin":
		if b := s.Bassin(id); b != nil {
			return b.Names[language]
		}
	case "commune":
		return writer{s, l, language}.commune(id)
	case "atelier":
		if a := s.Atelier(id); a != nil {
			return a.Titles[language]
		}
	case "article", "page":
		if e := s.Entry(kind+"s", id); e != nil {
			if t := s.Shown(e, l); t != nil {
				return t.Front.Title
			}
		}
	}
	return ref
}

// join joins the texts that are not empty.
func join(texts []string, with string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), with)
}

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
