package agenda

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Calendar is the head of a file. All but ProdID may be left out.
type Calendar struct {
	Name, Description, Language string
	Source                      string        // address of the file itself (RFC 7986, 5.8)
	URL                         string        // of a page that shows the same
	Refresh                     time.Duration // how long readers wait before they look again
	ProdID                      string        // what wrote it, as -//Owner//Product//EN
	UID                         string        // RFC 7986, 5.3
	LastModified                time.Time
}

// File is the calendar with its components.
func (c Calendar) File(components ...[]byte) []byte {
	const end = "END:VCALENDAR\r\n"
	var head bytes.Buffer
	c.head().SerializeTo(&head, layout) // a buffer has no errors
	parts := [][]byte{bytes.TrimSuffix(head.Bytes(), []byte(end))}
	// Every event has a DTSTART, which is never folded. A text that looks like one
	// does no harm.
	timed := func(component []byte) bool { return bytes.Contains(component, []byte("DTSTART;TZID=")) }
	if slices.ContainsFunc(components, timed) {
		parts = append(parts, []byte(timezone))
	}
	parts = append(parts, components...)
	return bytes.Join(append(parts, []byte(end)), nil)
}

// head is the calendar without components.
//
// It has no METHOD. A file without one is a picture of a calendar and asks for no
// answer (RFC 5545, 3.7.2), while METHOD:PUBLISH would require an organizer of
// every event (RFC 5546, 3.2.1).
func (c Calendar) head() *ics.Calendar {
	h := &ics.Calendar{}
	add := func(name, value string, parameters ...string) {
		if value == "" {
			return
		}
		p := ics.BaseProperty{IANAToken: name, Value: value, ICalParameters: map[string][]string{}}
		for i := 0; i < len(parameters); i += 2 {
			if parameters[i+1] != "" {
				p.ICalParameters[parameters[i]] = []string{parameters[i+1]}
			}
		}
		h.CalendarProperties = append(h.CalendarProperties, ics.CalendarProperty{BaseProperty: p})
	}
	name, description, tag := clean(c.Name), clean(c.Description), language(c.Language)
	add("VERSION", "2.0")
	add("PRODID", clean(c.ProdID))
	add("CALSCALE", "GREGORIAN")
	add("UID", clean(c.UID))
	if !c.LastModified.IsZero() {
		add("LAST-MODIFIED", moment(c.LastModified))
	}
	add("NAME", name, "LANGUAGE", tag)
	add("DESCRIPTION", description, "LANGUAGE", tag)
	add("URL", uri(c.URL))
	add("SOURCE", uri(c.Source), "VALUE", "URI")
	if c.Refresh > 0 {
		add("REFRESH-INTERVAL", duration(c.Refresh), "VALUE", "DURATION")
		add("X-PUBLISHED-TTL", duration(c.Refresh))
	}
	// What readers know that are older than RFC 7986.
	add("X-WR-CALNAME", name)
	add("X-WR-CALDESC", description)
	add("X-WR-TIMEZONE", zone)
	return h
}

// duration is a length of time in whole minutes (RFC 5545, 3.3.6).
func duration(d time.Duration) string {
	minutes := max(1, int(d/time.Minute))
	switch {
	case minutes%(24*60) == 0:
		return "P" + strconv.Itoa(minutes/(24*60)) + "D"
	case minutes%60 == 0:
		return "PT" + strconv.Itoa(minutes/60) + "H"
	default:
		return "PT" + strconv.Itoa(minutes) + "M"
	}
}

// timezone is what the clocks of Brussels have done since 1996, and will do until
// a law says otherwise.
const timezone = "BEGIN:VTIMEZONE\r\n" +
	"TZID:" + zone + "\r\n" +
	"BEGIN:DAYLIGHT\r\n" +
	"DTSTART:19810329T020000\r\n" +
	"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" +
	"TZOFFSETFROM:+0100\r\n" +
	"TZOFFSETTO:+0200\r\n" +
	"TZNAME:CEST\r\n" +
	"END:DAYLIGHT\r\n" +
	"BEGIN:STANDARD\r\n" +
	"DTSTART:19961027T030000\r\n" +
	"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n" +
	"TZOFFSETFROM:+0200\r\n" +
	"TZOFFSETTO:+0100\r\n" +
	"TZNAME:CET\r\n" +
	"END:STANDARD\r\n" +
	"END:VTIMEZONE\r\n"
