package agenda

import (
	"testing"
	"time"
)

// at is a time in Brussels, such as 2025-01-31 20:00, or the midnight of a day.
func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		if t, err = time.Parse("2006-01-02", s); err != nil {
			panic(err)
		}
	}
	return instant(t)
}

// all is times in Brussels.
func all(list ...string) []time.Time {
	var times []time.Time
	for _, s := range list {
		times = append(times, at(s))
	}
	return times
}

// must is a rule that is known to be good.
func must(s string) Rule {
	r, err := ParseRule(s)
	if err != nil {
		panic(err)
	}
	return r
}

// timed is a recurrence with hours.
func timed(start, end, rule string) Recurrence {
	r := Recurrence{Start: at(start), End: at(end)}
	if rule != "" {
		r.Rule = must(rule)
	}
	return r
}

// days is a recurrence of whole days.
func days(first, last, rule string) Recurrence {
	r := timed(first, last, rule)
	r.AllDay = true
	return r
}

// shown reports whether the clocks of Brussels show a time at all.
func shown(w time.Time) bool {
	t := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), 0, 0, brussels())
	return t.Hour() == w.Hour() && t.Minute() == w.Minute()
}

func TestInstant(t *testing.T) {
	for clock, want := range map[string]string{
		"2025-01-01 09:30": "2025-01-01T08:30:00Z",
		"2025-07-01 09:30": "2025-07-01T07:30:00Z",
		"2025-03-30 01:59": "2025-03-30T00:59:00Z",
		"2025-03-30 02:00": "2025-03-30T01:00:00Z", // 3:00
		"2025-03-30 02:30": "2025-03-30T01:30:00Z", // 3:30
		"2025-03-30 03:00": "2025-03-30T01:00:00Z",
		"2025-10-26 01:59": "2025-10-25T23:59:00Z",
		"2025-10-26 02:00": "2025-10-26T00:00:00Z", // the first of two
		"2025-10-26 02:59": "2025-10-26T00:59:00Z",
		"2025-10-26 03:00": "2025-10-26T02:00:00Z",
	} {
		if got := at(clock).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s: got %s, want %s", clock, got, want)
		}
	}
}

// TestWall goes through the hours of ten years: the clock shows what it is asked for.
func TestWall(t *testing.T) {
	twice, skipped := 0, 0
	for w := time.Date(2020, 1, 1, 0, 30, 0, 0, time.UTC); w.Year() < 2030; w = w.Add(time.Hour) {
		got := instant(w)
		switch want := w; {
		case wall(got).Equal(want.Add(time.Hour)):
			skipped++
			if shown(w) {
				t.Error(w, "exists, but becomes", got)
			}
		case !wall(got).Equal(want):
			t.Error(w, "becomes", got)
		case wall(got.Add(time.Hour)).Equal(want):
			twice++
		case wall(got.Add(-time.Hour)).Equal(want):
			t.Error(w, "becomes the second", got)
		}
	}
	if twice != 10 || skipped != 10 {
		t.Errorf("%d hours twice and %d skipped in ten years", twice, skipped)
	}
}
