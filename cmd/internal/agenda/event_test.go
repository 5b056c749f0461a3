package agenda

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// consultation is an event as most are.
func consultation() Event {
	return Event{
		UID: "consultation@example.org", Sequence: 2,
		Created:    time.Date(2024, 12, 1, 0, 0, 0, 0, time.UTC),
		Modified:   time.Date(2025, 1, 10, 14, 5, 0, 0, brussels()),
		Recurrence: timed("2025-01-01 09:30", "2025-01-01 12:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20251231"),
		Overrides: []Event{{
			RecurrenceID: at("2025-05-07 09:30"),
			Recurrence:   timed("2025-05-08 10:00", "2025-05-08 12:00", ""),
			Summary:      "Consultation déplacée",
		}, {
			RecurrenceID: at("2025-08-06 09:30"),
			Recurrence:   timed("2025-08-06 09:30", "2025-08-06 12:00", ""),
			Sequence:     3,
			Status:       "CANCELLED",
			Modified:     time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC),
			Language:     "nl",
			Summary:      "Geen consultatie",
		}},
		Summary:     "Consultation des nourrissons, sans rendez-vous",
		Description: "Pesée, vaccins et conseils pour les enfants de 0 à 6 ans; apportez le carnet.\n\nÀ bientôt!",
		Location:    "Rue de la Source 12, 1060 Saint-Gilles",
		URL:         "https://example.org/fr/consultation/",
		Latitude:    50.8333333, Longitude: 4.35, HasGeo: true,
		Categories: []string{"Enfants", "Santé, soins"},
		Status:     "CONFIRMED",
		Organizer:  Organizer{"L'Escale", "info@example.org"},
		Contact:    "02 123 45 67",
		Language:   "fr",
	}
}

// lines is a text with the line ends of a file.
func lines(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestComponent(t *testing.T) {
	event := consultation()
	event.Except, event.Also = all("2025-09-03 09:30", "2025-10-01 09:30"), all("2025-09-04 14:00")
	want := lines(`BEGIN:VEVENT
UID:consultation@example.org
DTSTAMP:20250110T130500Z
CREATED:20241201T000000Z
LAST-MODIFIED:20250110T130500Z
SEQUENCE:2
DTSTART;TZID=Europe/Brussels:20250101T093000
DTEND;TZID=Europe/Brussels:20250101T120000
RRULE:FREQ=MONTHLY;UNTIL=20251231T225959Z;BYDAY=1WE
EXDATE;TZID=Europe/Brussels:20250903T093000
EXDATE;TZID=Europe/Brussels:20251001T093000
RDATE;TZID=Europe/Brussels:20250904T140000
SUMMARY;LANGUAGE=fr:Consultation des nourrissons\, sans rendez-vous
DESCRIPTION;LANGUAGE=fr:Pesée\, vaccins et conseils pour les enfants de 0 
 à 6 ans\; apportez le carnet.\n\nÀ bientôt!
LOCATION;LANGUAGE=fr:Rue de la Source 12\, 1060 Saint-Gilles
GEO:50.833333;4.350000
URL:https://example.org/fr/consultation/
CATEGORIES;LANGUAGE=fr:Enfants
CATEGORIES;LANGUAGE=fr:Santé\, soins
STATUS:CONFIRMED
ORGANIZER;CN="L'Escale":mailto:info@example.org
CONTACT;LANGUAGE=fr:02 123 45 67
END:VEVENT
BEGIN:VEVENT
UID:consultation@example.org
DTSTAMP:20250110T130500Z
LAST-MODIFIED:20250110T130500Z
SEQUENCE:2
RECURRENCE-ID;TZID=Europe/Brussels:20250507T093000
DTSTART;TZID=Europe/Brussels:20250508T100000
DTEND;TZID=Europe/Brussels:20250508T120000
SUMMARY;LANGUAGE=fr:Consultation déplacée
END:VEVENT
BEGIN:VEVENT
UID:consultation@example.org
DTSTAMP:20250801T000000Z
LAST-MODIFIED:20250801T000000Z
SEQUENCE:3
RECURRENCE-ID;TZID=Europe/Brussels:20250806T093000
DTSTART;TZID=Europe/Brussels:20250806T093000
DTEND;TZID=Europe/Brussels:20250806T120000
SUMMARY;LANGUAGE=nl:Geen consultatie
STATUS:CANCELLED
END:VEVENT
`)
	got := event.Component()
	if diff := cmp.Diff(unfold(got), unfold([]byte(want))); diff != "" {
		t.Error(diff)
	}
	wellFormed(t, got)
	for range 20 {
		if !bytes.Equal(event.Component(), got) {
			t.Fatal("not the same twice")
		}
	}
}

func TestComponentOfDays(t *testing.T) {
	event := Event{
		UID: "week", Modified: time.Date(2025, 1, 10, 0, 0, 0, 0, time.UTC),
		Recurrence:  days("2025-07-21", "2025-07-25", "FREQ=YEARLY;UNTIL=20301231T225959Z"),
		Transparent: true,
		Overrides: []Event{{ // from then on it has hours
			RecurrenceID: at("2026-07-21"),
			Recurrence:   timed("2026-07-21 10:00", "2026-07-21 10:00", ""),
		}},
	}
	event.Except, event.Also = all("2027-07-21 10:00"), all("2027-08-02")
	want := lines(`BEGIN:VEVENT
UID:week
DTSTAMP:20250110T000000Z
LAST-MODIFIED:20250110T000000Z
SEQUENCE:0
DTSTART;VALUE=DATE:20250721
DTEND;VALUE=DATE:20250726
RRULE:FREQ=YEARLY;UNTIL=20301231
EXDATE;VALUE=DATE:20270721
RDATE;VALUE=DATE:20270802
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:week
DTSTAMP:20250110T000000Z
LAST-MODIFIED:20250110T000000Z
SEQUENCE:0
RECURRENCE-ID;VALUE=DATE:20260721
DTSTART;TZID=Europe/Brussels:20260721T100000
END:VEVENT
`)
	if diff := cmp.Diff(string(event.Component()), want); diff != "" {
		t.Error(diff)
	}
}

// TestEnd looks at the end of days and hours.
func TestEnd(t *testing.T) {
	for _, c := range []struct {
		recurrence Recurrence
		want       string
	}{
		{days("2025-07-21", "2025-07-21", ""), "DTEND;VALUE=DATE:20250722"},
		{Recurrence{Start: at("2025-12-31"), AllDay: true}, "DTEND;VALUE=DATE:20260101"},
		{Recurrence{Start: at("2025-03-30"), AllDay: true}, "DTEND;VALUE=DATE:20250331"},
		{days("2025-10-25", "2025-10-26", ""), "DTEND;VALUE=DATE:20251027"},
		{days("2024-02-28", "2024-02-28", ""), "DTEND;VALUE=DATE:20240229"},
		{timed("2025-12-31 22:00", "2026-01-01 00:00", ""), "DTEND;TZID=Europe/Brussels:20260101T000000"},
		{timed("2025-12-31 22:00", "2025-12-31 22:00", ""), ""},
		{timed("2025-03-28 22:00", "2025-03-29 06:00", "FREQ=DAILY"), "DTEND;TZID=Europe/Brussels:20250329T060000"},
		{timed("2025-03-29 22:00", "2025-03-30 06:00", ""), "DTEND;TZID=Europe/Brussels:20250330T060000"},
		{timed("2025-03-29 22:00", "2025-03-30 06:00", "FREQ=DAILY"), "DURATION:PT8H"}, // which are seven
		{timed("2025-10-25 09:15", "2025-10-26 09:00", "FREQ=DAILY"), "DURATION:PT1425M"},
		{Recurrence{Start: at("2025-12-31 22:00")}, ""},
	} {
		component := Event{Recurrence: c.recurrence}.Component()
		if got := line(component, "DTEND") + line(component, "DURATION"); got != c.want {
			t.Errorf("%v: got %s, want %s", c.recurrence, got, c.want)
		}
	}
}

func TestFile(t *testing.T) {
	calendar := Calendar{
		Name: "Ateliers, à Forest", Description: "Tous", Language: "fr",
		Source: "https://example.org/fr/forest.ics?a,b", URL: "https://example.org/fr/",
		Refresh: 12 * time.Hour, ProdID: "-//Example//Agenda//FR", UID: "forest@example.org",
		LastModified: time.Date(2025, 1, 10, 0, 0, 0, 0, time.UTC),
	}
	head := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Agenda//FR
CALSCALE:GREGORIAN
UID:forest@example.org
LAST-MODIFIED:20250110T000000Z
NAME;LANGUAGE=fr:Ateliers\, à Forest
DESCRIPTION;LANGUAGE=fr:Tous
URL:https://example.org/fr/
SOURCE;VALUE=URI:https://example.org/fr/forest.ics?a,b
REFRESH-INTERVAL;VALUE=DURATION:PT12H
X-PUBLISHED-TTL:PT12H
X-WR-CALNAME:Ateliers\, à Forest
X-WR-CALDESC:Tous
X-WR-TIMEZONE:Europe/Brussels
`
	whole, hours := Event{UID: "d", Recurrence: days("2025-01-01", "2025-01-01", "")}, Event{UID: "h", Recurrence: timed("2025-01-01 10:00", "2025-01-01 11:00", "")}
	one, two := whole.Component(), hours.Component()
	for _, c := range []struct {
		components [][]byte
		want       string
	}{
		{nil, lines(head)},
		{[][]byte{one}, lines(head) + string(one)},
		{[][]byte{one, two}, lines(head) + timezone + string(one) + string(two)},
	} {
		before := slices.Clone(c.components)
		got := calendar.File(c.components...)
		if diff := cmp.Diff(string(got), c.want+"END:VCALENDAR\r\n"); diff != "" {
			t.Error(diff)
		}
		wellFormed(t, got)
		if diff := cmp.Diff(c.components, before); diff != "" {
			t.Error("components were changed:", diff)
		}
	}
	wellFormed(t, []byte(timezone))
	empty := lines("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nCALSCALE:GREGORIAN\nX-WR-TIMEZONE:Europe/Brussels\nEND:VCALENDAR\n")
	if diff := cmp.Diff(string(Calendar{ProdID: "x"}.File()), empty); diff != "" {
		t.Error(diff)
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Second: "PT1M", 90 * time.Minute: "PT90M", 6 * time.Hour: "PT6H", 24 * time.Hour: "P1D", 36 * time.Hour: "PT36H", 14 * 24 * time.Hour: "P14D",
	} {
		if got := duration(d); got != want {
			t.Errorf("%v: got %s, want %s", d, got, want)
		}
	}
}

func BenchmarkComponent(b *testing.B) {
	event := consultation()
	event.Overrides = nil
	event.Except = all("2025-09-03 09:30")
	b.ReportAllocs()
	for b.Loop() {
		event.Component()
	}
}

func BenchmarkFile(b *testing.B) {
	components := slices.Repeat([][]byte{consultation().Component()}, 500)
	calendar := Calendar{Name: "All", ProdID: "x", Refresh: time.Hour}
	b.ReportAllocs()
	for b.Loop() {
		b.SetBytes(int64(len(calendar.File(components...))))
	}
}
