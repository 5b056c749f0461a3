package schedule

import (
	"slices"
	"strings"
	"time"

	"bassins/cmd/internal/agenda"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// Event returns an atelier as calendars show it to readers of language l: url is
// the address of its page. An atelier of which no day is known has no place in a
// calendar, see [HasDay].
func Event(s *site.Site, l int, a *site.Atelier, url string) agenda.Event {
	w := writer{s, l, s.Languages[l].ID}
	whole := site.Occurrence{Atelier: a, Start: a.Start, End: a.End, Original: a.Previous, Status: a.Status.Value, Place: a.Place, Reason: a.Reason, Changed: a.Changed}
	e := w.event(&whole, url)
	e.Created, e.Modified = a.Publication.Created.Time(), a.Publication.LastModified()
	if a.Repeats == nil {
		return e
	}
	e.Recurrence.Rule = a.Rule
	e.Recurrence.Except = days(a, a.Repeats.Except)
	e.Recurrence.Also = days(a, a.Repeats.Also)
	for i := range a.Repeats.Changes {
		o, original, ok := changed(whole, &a.Repeats.Changes[i])
		if !ok {
			continue
		}
		override := w.event(&o, url)
		override.Created, override.Modified = e.Created, e.Modified
		override.RecurrenceID = original
		e.Overrides = append(e.Overrides, override)
	}
	return e
}

// HasDay reports whether the day of an atelier is known, without which it can be
// in no calendar.
func HasDay(a *site.Atelier) bool { return a.Start.Precision() >= lang.ToDay }

// days are the starts that an atelier's exceptions name. An exception that names
// no hour means that of the atelier.
func days(a *site.Atelier, list []source.String) []time.Time {
	var starts []time.Time
	for _, s := range list {
		if d, err := lang.ParseDate(s.Value); err == nil {
			starts = append(starts, startOn(a, d).Time())
		}
	}
	return starts
}

func startOn(a *site.Atelier, day lang.Date) lang.Date {
	if day.Precision() == lang.ToDay && !a.AllDay() {
		return day.At(a.Start)
	}
	return day
}

// changed is one occurrence that is not as the rule says, and when the rule says
// it is. It is made of the change and not looked up among the atelier's
// occurrences, which end at the horizon: calendars show the rule beyond it.
func changed(whole site.Occurrence, c *site.Change) (o site.Occurrence, original time.Time, ok bool) {
	day, err := lang.ParseDate(c.Date.Value)
	if err != nil {
		return o, original, false
	}
	a := whole.Atelier
	start := startOn(a, day)
	o = whole
	o.Start, o.Original = start, lang.Date{}
	if !a.End.IsZero() {
		o.End = site.AsLong(a.Start, a.End, start)
	}
	o.Apply(*c)
	return o, start.Time(), true
}

// writer writes what calendars say in one language.
type writer struct {
	site *site.Site
	l    int
	id   string // of the language
}

func (w writer) message(key string, args ...any) string {
	return w.site.Strings[w.l].Message(key, args...)
}

// event is all of an occurrence but its record and its rule.
func (w writer) event(o *site.Occurrence, url string) agenda.Event {
	a := o.Atelier
	e := agenda.Event{
		UID:         a.UID.Value,
		Sequence:    a.Publication.Sequence,
		Recurrence:  agenda.Recurrence{Start: o.Start.Time(), End: o.Last().Time(), AllDay: a.AllDay()},
		Summary:     w.title(o),
		Description: w.description(o, url),
		URL:         url,
		Categories:  w.categories(a),
		Status:      status(o.Status),
		Transparent: true, // who reads a public calendar is not busy at all that is in it
		Language:    w.id,
	}
	if p := o.Place; p != nil {
		e.Location = w.location(p)
		e.Latitude, e.Longitude, e.HasGeo = p.Latitude, p.Longitude, p.Latitude != 0 || p.Longitude != 0
	} else if a.Online {
		e.Location = w.message("atelier.online")
	}
	e.Contact = w.contact(a)
	return e
}

// status is the word of RFC 5545, 3.8.1.11. What is announced is CONFIRMED:
// calendar programs draw TENTATIVE as the reader's own doubt, who has none, and
// some hide it. What was put off has no date and is CANCELLED on this one. Both
// stay in the calendar, since what disappears from a file stays in programs that
// have read it.
func status(id string) string {
	switch id {
	case "cancelled", "postponed":
		return "CANCELLED"
	}
	return "CONFIRMED"
}

// title says what has happened first, since some programs show a cancelled event
// like any other.
func (w writer) title(o *site.Occurrence) string {
	title := o.Atelier.Titles[w.id]
	switch o.Status {
	case "cancelled", "postponed":
		return w.message("calendar."+o.Status, "title", title)
	}
	return title
}

// location is a place in one line: name, address, commune.
func (w writer) location(p *site.Place) string {
	address := p.Address.In(w.id)
	parts := []string{p.Name.In(w.id), address}
	if commune := w.commune(p.Commune.Value); commune != "" && !strings.Contains(address, commune) {
		parts = append(parts, commune)
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

func (w writer) commune(id string) string {
	if c := w.site.Commune(id); c != nil {
		return c.Names[w.id]
	}
	if p := w.site.Part(id); p != nil {
		return p.Names[w.id]
	}
	return ""
}

// categories are the kind and the bassins, by which programs sort and colour.
func (w writer) categories(a *site.Atelier) []string {
	return append([]string{a.Kind.Names[w.id]}, w.territory(a)...)
}

func (w writer) territory(a *site.Atelier) []string {
	var names []string
	if a.Region {
		names = append(names, w.message("atelier.region"))
	}
	for _, b := range a.Bassins {
		names = append(names, b.Names[w.id])
	}
	return names
}

// contact is whom to ask, if that is public.
func (w writer) contact(a *site.Atelier) string {
	c := a.Contact
	if c == nil {
		return ""
	}
	parts := slices.DeleteFunc([]string{c.Name[w.id], c.Phone.Value, c.Email.Value}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}
