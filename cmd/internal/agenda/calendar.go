package agenda

import (
	"bytes"
	"slices"
	"strconv"
	"time"
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
	var b bytes.Buffer
	c.Write(&b, components...)
	return b.Bytes()
}

// Write appends the [Calendar.File] to a buffer.
func (c Calendar) Write(to *bytes.Buffer, components ...[]byte) {
	size := 2048 + len(timezone)
	for _, component := range components {
		size += len(component)
	}
	to.Grow(size)
	b := content(to.AvailableBuffer())
	b.add("BEGIN:VCALENDAR")
	c.head(&b)
	// Every event has a DTSTART, which is never folded. A text that looks like one
	// does no harm.
	if slices.ContainsFunc(components, func(component []byte) bool { return bytes.Contains(component, []byte("DTSTART;TZID=")) }) {
		b = append(b, timezone...)
	}
	for _, component := range components {
		b = append(b, component...)
	}
	b.add("END:VCALENDAR")
	to.Write(b)
}

// head adds the properties of the calendar.
//
// It has no METHOD. A file without one is a picture of a calendar and asks for no
// answer (RFC 5545, 3.7.2), while METHOD:PUBLISH would require an organizer of
// every event (RFC 5546, 3.2.1).
func (c *Calendar) head(b *content) {
	tag := language(c.Language)
	b.add("VERSION:2.0")
	b.text("PRODID", c.ProdID, "")
	b.add("CALSCALE:GREGORIAN")
	b.text("UID", c.UID, "")
	if !c.LastModified.IsZero() {
		b.moment("LAST-MODIFIED", c.LastModified)
	}
	b.text("NAME", c.Name, tag)
	b.text("DESCRIPTION", c.Description, tag)
	if c.URL != "" {
		b.add("URL:", uri(c.URL))
	}
	if c.Source != "" {
		b.add("SOURCE;VALUE=URI:", uri(c.Source))
	}
	if c.Refresh > 0 {
		b.add("REFRESH-INTERVAL;VALUE=DURATION:", duration(c.Refresh))
		b.add("X-PUBLISHED-TTL:", duration(c.Refresh))
	}
	// What readers know that are older than RFC 7986.
	b.text("X-WR-CALNAME", c.Name, "")
	b.text("X-WR-CALDESC", c.Description, "")
	b.add("X-WR-TIMEZONE:", zone)
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
