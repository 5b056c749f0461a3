package agenda

import (
	"strconv"
	"time"
)

// Event is what one entry of a calendar says. All but UID, Modified and Start may
// be left out.
type Event struct {
	UID               string    // globally unique, and the same for ever
	Sequence          int       // grows with every change that matters to those who go
	Created, Modified time.Time // in UTC; DTSTAMP and LAST-MODIFIED are Modified

	Recurrence
	RecurrenceID time.Time // of an override: when the occurrence would have started
	// Overrides are moved or cancelled occurrences. Each says all that it needs, but
	// UID, Sequence, Modified and Language, which are those of the event if missing.
	Overrides []Event

	Summary, Description, Location, URL string
	Latitude, Longitude                 float64 // in degrees (WGS 84)
	HasGeo                              bool    // whether they are known
	Categories                          []string
	Status                              string // CONFIRMED, TENTATIVE or CANCELLED
	Organizer                           Organizer
	Contact                             string
	Transparent                         bool   // it does not make anyone busy
	Language                            string // of the texts (RFC 5646)
}

// Organizer is who holds an event. One without e-mail cannot be written as such,
// and becomes the contact if there is no other.
type Organizer struct{ Name, Email string }

// Component is the VEVENTs of the event, of which the overrides come last, as
// lines of a file. It can be part of many calendars.
func (e Event) Component() []byte { return e.AppendComponent(nil) }

// AppendComponent appends the [Event.Component].
func (e Event) AppendComponent(to []byte) []byte {
	b := content(to)
	e.write(&b, e.AllDay)
	for _, o := range e.Overrides {
		o.UID, o.Rule, o.Except, o.Also = e.UID, Rule{}, nil, nil
		o.Sequence = max(o.Sequence, e.Sequence)
		if o.Modified.IsZero() {
			o.Modified = e.Modified
		}
		if o.Language == "" {
			o.Language = e.Language
		}
		o.write(&b, e.AllDay)
	}
	return b
}

// write adds the event alone. If series, the event that it overrides is one of
// whole days.
func (e *Event) write(b *content, series bool) {
	b.add("BEGIN:VEVENT")
	b.textOrNone("UID", e.UID, "")
	b.moment("DTSTAMP", e.Modified)
	if !e.Created.IsZero() {
		b.moment("CREATED", e.Created)
	}
	if !e.Modified.IsZero() {
		b.moment("LAST-MODIFIED", e.Modified)
	}
	b.add("SEQUENCE:", strconv.Itoa(e.Sequence))
	if !e.RecurrenceID.IsZero() {
		b.start("RECURRENCE-ID", e.RecurrenceID, series)
	}
	b.start("DTSTART", e.Start, e.AllDay)
	e.ending(b)
	e.repetition(b)
	e.texts(b)
	b.add("END:VEVENT")
}

// ending adds the end, if there is one.
func (e *Event) ending(b *content) {
	start, end := e.walls()
	switch length := end.Sub(start); {
	case e.AllDay:
		// The day after the last one (RFC 5545, 3.6.1).
		b.start("DTEND", instant(end.AddDate(0, 0, 1)), true)
	case length == 0:
	case e.repeats() && instant(end).Sub(instant(start)) != length:
		// The clock changes during the first of many, all of which would last an hour
		// more or less if it had an end.
		b.add("DURATION:", duration(length))
	default:
		b.start("DTEND", e.End, false)
	}
}

// repetition adds what makes the event happen again, and not. ical.js forgets the
// start if there are other days but no rule, and shows a day twice that is one of
// both.
func (e *Event) repetition(b *content) {
	switch {
	case !e.Rule.IsZero():
		b.add("RRULE:", e.Rule.value(e.Start, e.AllDay))
	case len(e.Also) > 0:
		b.add("RRULE:FREQ=DAILY;COUNT=1")
	}
	for _, t := range e.Except {
		b.start("EXDATE", t, e.AllDay)
	}
	rest := e.Recurrence
	for i, t := range e.Also {
		rest.Also = e.Also[:i]
		if _, there := rest.At(t); !there {
			b.start("RDATE", t, e.AllDay)
		}
	}
}

// texts adds what is not about time.
func (e *Event) texts(b *content) {
	tag := language(e.Language)
	b.text("SUMMARY", e.Summary, tag)
	b.text("DESCRIPTION", e.Description, tag)
	b.text("LOCATION", e.Location, tag)
	if e.HasGeo {
		b.add("GEO:", degrees(e.Latitude), ";", degrees(e.Longitude))
	}
	if e.URL != "" {
		b.add("URL:", uri(e.URL))
	}
	for _, c := range e.Categories {
		b.text("CATEGORIES", c, tag)
	}
	b.text("STATUS", e.Status, "")
	contact := e.Contact
	if e.Organizer.Email != "" {
		b.organizer(e.Organizer)
	} else if contact == "" {
		contact = e.Organizer.Name
	}
	b.text("CONTACT", contact, tag)
	if e.Transparent {
		b.add("TRANSP:TRANSPARENT")
	}
}

// degrees has six decimals, which are 0.1 m (RFC 5545, 3.8.1.6).
func degrees(d float64) string { return strconv.FormatFloat(d, 'f', 6, 64) }
