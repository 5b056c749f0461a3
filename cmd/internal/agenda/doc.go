// Package agenda writes iCalendar files (RFC 5545, with the calendar properties
// of RFC 7986) and says when something that repeats takes place.
//
// It knows the format and not the site: what an event is called, who holds it and
// which calendars it belongs to is given to it, and so is every moment. It has no
// clock, and the same [Event] always gives the same bytes.
//
//	BEGIN:VCALENDAR
//	VERSION:2.0
//	PRODID:-//Example//Agenda//FR
//	BEGIN:VTIMEZONE
//	…
//	END:VTIMEZONE
//	BEGIN:VEVENT
//	UID:consultation@example.org
//	DTSTAMP:20250110T000000Z
//	DTSTART;TZID=Europe/Brussels:20250101T093000
//	DTEND;TZID=Europe/Brussels:20250101T120000
//	RRULE:FREQ=MONTHLY;UNTIL=20251231T225959Z;BYDAY=1WE
//	EXDATE;TZID=Europe/Brussels:20250903T093000
//	SUMMARY;LANGUAGE=fr:Consultation des nourrissons
//	END:VEVENT
//	END:VCALENDAR
//
// An [Event] becomes a component once, and a [Calendar] is a head, the time zone
// and any number of such components, so that many calendars can share them:
//
//	one, two := consultation.Component(), market.Component()
//	file := calendar.File(one, two)
//
// # Time
//
// Everything happens in Brussels. Only what its clocks show counts: a consultation
// at 9:30 is at 9:30 in January and in July. An hour that the clock skips in March
// or shows twice in October is read as RFC 5545 says (3.3.5): 2:30 in the skipped
// hour is 3:30, and 2:30 in the repeated hour is the first of the two.
//
// An event lasts from Start to End. If it is AllDay, both are days and End is the
// last one; the file has the day after it, as the standard wants.
//
// # Repetition
//
// A [Rule] is what the standard calls RECUR, and comes from a text ([ParseRule]) or
// from the words of an editor ([Repeat]). Not everything is taken: no rule repeats
// within a day, none has both COUNT and UNTIL, and what calendar programs are known
// to read differently is refused with a sentence that says why: BYWEEKNO, BYYEARDAY,
// and some parts together. A UNTIL that is a day includes that day.
//
// A rule is followed from 1901 to 2099 and for at most 68 years. One that finds no
// day in 30 years has none ([Recurrence.First]).
//
// # How it is made
//
// Rules are followed by rrule-go (expand.go). Lines are written in content.go, for
// speed and not by golang-ical, with which tests compare them byte by byte. What
// Python's icalendar and ical.js read in the files is compared with what was meant.
//
// # What it does not do
//
// It reads no iCalendar files, sends no invitations, and has no alarms, to-dos or
// other time zones.
package agenda
