package agenda

import (
	"bytes"
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"
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
func (e Event) Component() []byte {
	var b bytes.Buffer
	b.Grow(1024)
	e.vevent(e.AllDay).write(&b)
	for _, o := range e.Overrides {
		o.UID, o.Rule, o.Except, o.Also = e.UID, Rule{}, nil, nil
		o.Sequence = max(o.Sequence, e.Sequence)
		if o.Modified.IsZero() {
			o.Modified = e.Modified
		}
		if o.Language == "" {
			o.Language = e.Language
		}
		o.vevent(e.AllDay).write(&b)
	}
	return b.Bytes()
}

// vevent is the event alone. If series, the event that it overrides is one of
// whole days.
func (e Event) vevent(series bool) vevent {
	v := vevent{ics.NewEvent(clean(e.UID))}
	v.Properties = append(make([]ics.IANAProperty, 0, 24), v.Properties...)
	v.add("DTSTAMP", moment(e.Modified))
	v.optional("CREATED", e.Created)
	v.optional("LAST-MODIFIED", e.Modified)
	v.add("SEQUENCE", strconv.Itoa(e.Sequence))
	if !e.RecurrenceID.IsZero() {
		v.start("RECURRENCE-ID", e.RecurrenceID, series)
	}
	v.start("DTSTART", e.Start, e.AllDay)
	e.ending(v)
	e.repetition(v)
	e.texts(v)
	return v
}

// ending adds the end, if there is one.
func (e Event) ending(v vevent) {
	start, end := e.walls()
	switch length := end.Sub(start); {
	case e.AllDay:
		// The day after the last one (RFC 5545, 3.6.1).
		v.start("DTEND", instant(end.AddDate(0, 0, 1)), true)
	case length == 0:
	case e.repeats() && instant(end).Sub(instant(start)) != length:
		// The clock changes during the first of many, all of which would last an hour
		// more or less if it had an end.
		v.add("DURATION", duration(length))
	default:
		v.start("DTEND", e.End, false)
	}
}

// repetition adds what makes the event happen again, and not. ical.js forgets the
// start if there are other days but no rule, and shows a day twice that is one of
// both.
func (e Event) repetition(v vevent) {
	switch {
	case !e.Rule.IsZero():
		v.add("RRULE", e.Rule.value(e.Start, e.AllDay))
	case len(e.Also) > 0:
		v.add("RRULE", "FREQ=DAILY;COUNT=1")
	}
	for _, t := range e.Except {
		v.start("EXDATE", t, e.AllDay)
	}
	rest := e.Recurrence
	for i, t := range e.Also {
		rest.Also = e.Also[:i]
		if _, there := rest.At(t); !there {
			v.start("RDATE", t, e.AllDay)
		}
	}
}

// texts adds what is not about time.
func (e Event) texts(v vevent) {
	tag := language(e.Language)
	v.text("SUMMARY", e.Summary, tag)
	v.text("DESCRIPTION", e.Description, tag)
	v.text("LOCATION", e.Location, tag)
	if e.HasGeo {
		v.add("GEO", degrees(e.Latitude)+";"+degrees(e.Longitude))
	}
	if e.URL != "" {
		v.add("URL", uri(e.URL))
	}
	for _, c := range e.Categories { // one each: golang-ical would escape a comma between them
		v.text("CATEGORIES", c, tag)
	}
	v.text("STATUS", e.Status, "")
	v.organizer(e.Organizer)
	if e.Contact == "" && e.Organizer.Email == "" {
		e.Contact = e.Organizer.Name
	}
	v.text("CONTACT", e.Contact, tag)
	if e.Transparent {
		v.add("TRANSP", "TRANSPARENT")
	}
}

// vevent is a VEVENT in the making.
type vevent struct{ *ics.VEvent }

func (v vevent) write(b *bytes.Buffer) {
	v.SerializeTo(b, layout) // a buffer has no errors
}

func (v vevent) add(name, value string, parameters ...ics.PropertyParameter) {
	v.AddProperty(ics.ComponentProperty(name), value, parameters...)
}

func (v vevent) text(name, value, language string) {
	switch {
	case value == "":
	case language == "":
		v.add(name, clean(value))
	default:
		v.add(name, clean(value), &ics.KeyValues{Key: "LANGUAGE", Value: []string{language}})
	}
}

func (v vevent) optional(name string, t time.Time) {
	if !t.IsZero() {
		v.add(name, moment(t))
	}
}

// start adds a time of Brussels, or a day.
func (v vevent) start(name string, t time.Time, day bool) {
	if day {
		v.add(name, wall(t).Format("20060102"), ics.WithValue("DATE"))
	} else {
		v.add(name, wall(t).Format("20060102T150405"), ics.WithTZID(zone))
	}
}

// moment is a time in UTC.
func moment(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// degrees has six decimals, which are 0.1 m (RFC 5545, 3.8.1.6).
func degrees(d float64) string { return strconv.FormatFloat(d, 'f', 6, 64) }
