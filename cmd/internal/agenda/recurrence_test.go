package agenda

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/teambition/rrule-go"
)

// show writes spans as 2025-01-31 20:00–22:00, and days as 2025-01-31–2025-02-02.
func show(spans []Span, allDay bool) []string {
	var list []string
	for _, s := range spans {
		switch {
		case allDay:
			list = append(list, s.Start.Format("2006-01-02–")+s.End.Format("2006-01-02"))
		case wall(s.Start).YearDay() == wall(s.End).YearDay():
			list = append(list, s.Start.Format("2006-01-02 15:04–")+s.End.Format("15:04"))
		default:
			list = append(list, s.Start.Format("2006-01-02 15:04–")+s.End.Format("2006-01-02 15:04"))
		}
	}
	return list
}

func TestBetween(t *testing.T) {
	with := func(r Recurrence, except, also []time.Time) Recurrence {
		r.Except, r.Also = except, also
		return r
	}
	for name, c := range map[string]struct {
		recurrence Recurrence
		from, to   string
		want       []string
	}{
		"once": {timed("2025-01-08 20:00", "2025-01-08 22:00", ""), "2025-01-01", "2026-01-01",
			[]string{"2025-01-08 20:00–22:00"}},
		"once, too late": {timed("2025-01-08 20:00", "2025-01-08 22:00", ""), "2025-01-09", "2026-01-01", nil},
		"the window has its beginning": {timed("2025-01-08 20:00", "2025-01-08 22:00", ""), "2025-01-08 20:00", "2025-01-08 20:01",
			[]string{"2025-01-08 20:00–22:00"}},
		"but not its end": {timed("2025-01-08 20:00", "2025-01-08 22:00", ""), "2025-01-01", "2025-01-08 20:00", nil},
		"without an end": {timed("2025-01-08 20:00", "2025-01-08 20:00", "FREQ=WEEKLY;COUNT=2"), "2025-01-01", "2026-01-01",
			[]string{"2025-01-08 20:00–20:00", "2025-01-15 20:00–20:00"}},
		"the same hour all year": {timed("2025-03-23 20:00", "2025-03-23 22:00", "FREQ=WEEKLY;COUNT=3"), "2025-01-01", "2026-01-01",
			[]string{"2025-03-23 20:00–22:00", "2025-03-30 20:00–22:00", "2025-04-06 20:00–22:00"}},
		"the skipped hour": {timed("2025-03-29 02:30", "2025-03-29 04:00", "FREQ=DAILY;COUNT=3"), "2025-01-01", "2026-01-01",
			[]string{"2025-03-29 02:30–04:00", "2025-03-30 03:30–04:00", "2025-03-31 02:30–04:00"}},
		"nothing but the skipped hour": {timed("2025-03-29 02:30", "2025-03-29 03:00", "FREQ=DAILY;COUNT=3"), "2025-01-01", "2026-01-01",
			[]string{"2025-03-29 02:30–03:00", "2025-03-30 03:30–04:00", "2025-03-31 02:30–03:00"}},
		"into the skipped hour": {timed("2025-03-29 01:30", "2025-03-29 02:30", "FREQ=DAILY;COUNT=2"), "2025-01-01", "2026-01-01",
			[]string{"2025-03-29 01:30–02:30", "2025-03-30 01:30–03:30"}},
		"the night when the clock goes forward": {timed("2025-03-28 22:00", "2025-03-29 06:00", "FREQ=DAILY;COUNT=2"), "2025-01-01", "2026-01-01",
			[]string{"2025-03-28 22:00–2025-03-29 06:00", "2025-03-29 22:00–2025-03-30 06:00"}},
		"and back": {timed("2025-10-25 22:00", "2025-10-26 06:00", "FREQ=DAILY;COUNT=2"), "2025-01-01", "2026-01-01",
			[]string{"2025-10-25 22:00–2025-10-26 06:00", "2025-10-26 22:00–2025-10-27 06:00"}},
		"29 February": {timed("2024-02-29 20:00", "2024-02-29 22:00", "FREQ=YEARLY"), "2024-01-01", "2033-01-01",
			[]string{"2024-02-29 20:00–22:00", "2028-02-29 20:00–22:00", "2032-02-29 20:00–22:00"}},
		"the last day of the month": {days("2025-01-31", "2025-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4"), "2025-01-01", "2026-01-01",
			[]string{"2025-01-31–2025-01-31", "2025-02-28–2025-02-28", "2025-03-31–2025-03-31", "2025-04-30–2025-04-30"}},
		"the 31st, in some months": {days("2025-01-31", "2025-01-31", "FREQ=MONTHLY;COUNT=3"), "2025-01-01", "2026-01-01",
			[]string{"2025-01-31–2025-01-31", "2025-03-31–2025-03-31", "2025-05-31–2025-05-31"}},
		"the fifth Friday": {timed("2025-01-31 20:00", "2025-01-31 22:00", "FREQ=MONTHLY;BYDAY=5FR"), "2025-01-01", "2025-09-01",
			[]string{"2025-01-31 20:00–22:00", "2025-05-30 20:00–22:00", "2025-08-29 20:00–22:00"}},
		"the last working day": {timed("2025-01-31 09:00", "2025-01-31 10:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"), "2025-01-01", "2026-01-01",
			[]string{"2025-01-31 09:00–10:00", "2025-02-28 09:00–10:00", "2025-03-31 09:00–10:00"}},
		"across midnight": {timed("2025-01-10 22:00", "2025-01-11 02:00", "FREQ=WEEKLY;COUNT=2"), "2025-01-01", "2026-01-01",
			[]string{"2025-01-10 22:00–2025-01-11 02:00", "2025-01-17 22:00–2025-01-18 02:00"}},
		"until midnight": {timed("2025-01-10 22:00", "2025-01-11 00:00", "FREQ=WEEKLY;COUNT=1"), "2025-01-01", "2026-01-01",
			[]string{"2025-01-10 22:00–2025-01-11 00:00"}},
		"across New Year": {timed("2024-12-31 22:00", "2025-01-01 02:00", "FREQ=YEARLY"), "2025-01-01", "2027-01-01",
			[]string{"2025-12-31 22:00–2026-01-01 02:00", "2026-12-31 22:00–2027-01-01 02:00"}},
		"until a day, inclusive": {timed("2025-12-30 20:00", "2025-12-30 22:00", "FREQ=DAILY;UNTIL=20251231"), "2025-01-01", "2027-01-01",
			[]string{"2025-12-30 20:00–22:00", "2025-12-31 20:00–22:00"}},
		"until a moment, inclusive": {timed("2025-12-30 20:00", "2025-12-30 22:00", "FREQ=DAILY;UNTIL=20251231T190000Z"), "2025-01-01", "2027-01-01",
			[]string{"2025-12-30 20:00–22:00", "2025-12-31 20:00–22:00"}},
		"until a moment before": {timed("2025-12-30 20:00", "2025-12-30 22:00", "FREQ=DAILY;UNTIL=20251231T185959Z"), "2025-01-01", "2027-01-01",
			[]string{"2025-12-30 20:00–22:00"}},
		"until the last minute of summer time": {timed("2025-10-25 23:30", "2025-10-25 23:45", "FREQ=DAILY;UNTIL=20251026"), "2025-01-01", "2027-01-01",
			[]string{"2025-10-25 23:30–23:45", "2025-10-26 23:30–23:45"}},
		"whole weeks": {days("2025-07-21", "2025-07-25", "FREQ=YEARLY;COUNT=2"), "2025-01-01", "2027-01-01",
			[]string{"2025-07-21–2025-07-25", "2026-07-21–2026-07-25"}},
		"whole days in the night of the change": {days("2025-03-29", "2025-03-30", "FREQ=DAILY;COUNT=3"), "2025-01-01", "2027-01-01",
			[]string{"2025-03-29–2025-03-30", "2025-03-30–2025-03-31", "2025-03-31–2025-04-01"}},
		"whole days until a day": {days("2025-12-30", "2025-12-30", "FREQ=DAILY;UNTIL=20251231"), "2025-01-01", "2027-01-01",
			[]string{"2025-12-30–2025-12-30", "2025-12-31–2025-12-31"}},
		"every other week, which begins on Sunday": {timed("2025-01-06 20:00", "2025-01-06 22:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU;COUNT=4"), "2025-01-01", "2027-01-01",
			[]string{"2025-01-06 20:00–22:00", "2025-01-19 20:00–22:00", "2025-01-20 20:00–22:00", "2025-02-02 20:00–22:00"}},
		"exceptions": {with(timed("2025-01-08 20:00", "2025-01-08 22:00", "FREQ=WEEKLY;COUNT=4"), all("2025-01-08 20:00", "2025-01-22 20:00", "2025-01-29"), nil), "2025-01-01", "2026-01-01",
			[]string{"2025-01-15 20:00–22:00", "2025-01-29 20:00–22:00"}},
		"exceptions of whole days": {with(days("2025-01-08", "2025-01-09", "FREQ=WEEKLY;COUNT=3"), all("2025-01-15 13:00"), nil), "2025-01-01", "2026-01-01",
			[]string{"2025-01-08–2025-01-09", "2025-01-22–2025-01-23"}},
		"other days": {with(timed("2025-01-08 20:00", "2025-01-08 22:00", "FREQ=WEEKLY;COUNT=2"), nil, all("2025-01-10 18:00", "2025-01-15 20:00", "2024-12-31 18:00")), "2025-01-01", "2026-01-01",
			[]string{"2025-01-08 20:00–22:00", "2025-01-10 18:00–20:00", "2025-01-15 20:00–22:00"}},
		"other days without a rule": {with(days("2025-01-08", "2025-01-08", ""), all("2025-02-08"), all("2025-03-08 15:00", "2025-02-08")), "2025-01-01", "2026-01-01",
			[]string{"2025-01-08–2025-01-08", "2025-03-08–2025-03-08"}},
		"nothing after 2099": {timed("2098-06-01 20:00", "2098-06-01 22:00", "FREQ=YEARLY"), "2000-01-01", "2200-01-01",
			[]string{"2098-06-01 20:00–22:00", "2099-06-01 20:00–22:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.recurrence.Between(at(c.from), at(c.to))
			if diff := cmp.Diff(show(got, c.recurrence.AllDay), c.want); diff != "" || err != nil {
				t.Error(diff, err)
			}
		})
	}
}

// TestRepeatedHour is about the hour that comes twice: time.Date makes the second
// of it, the files mean the first.
func TestRepeatedHour(t *testing.T) {
	second := time.Date(2025, 10, 26, 2, 30, 0, 0, brussels())
	first := second.Add(-time.Hour)
	if wall(first) != wall(second) {
		t.Fatal(first, second)
	}
	for _, start := range []time.Time{first, second} {
		for _, rule := range []string{"", "FREQ=DAILY;COUNT=1"} {
			r := Recurrence{Start: start, End: start.Add(30 * time.Minute)}
			if rule != "" {
				r.Rule = must(rule)
			}
			spans, err := r.Between(at("2025-01-01"), at("2026-01-01"))
			if len(spans) != 1 || !spans[0].Start.Equal(first) || err != nil {
				t.Errorf("%v %s: got %v %v", start, rule, spans, err)
			}
			if _, ok := r.At(second); !ok {
				t.Errorf("%v %s: does not happen", start, rule)
			}
			if r.Except = []time.Time{second}; len(must2(r.Between(at("2025-01-01"), at("2026-01-01")))) != 0 {
				t.Errorf("%v %s: no exception", start, rule)
			}
		}
	}
	// From the last minutes of the first to those of the second.
	r := Recurrence{Start: at("2025-10-26 01:30"), End: second.Add(time.Hour)}
	if s, _ := r.First(); s.End.Sub(s.Start) != 3*time.Hour {
		t.Errorf("it lasts %v", s.End.Sub(s.Start))
	}
}

func must2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestTooMany(t *testing.T) {
	r := timed("2001-01-01 20:00", "2001-01-01 22:00", "FREQ=DAILY")
	if spans, err := r.Between(at("2001-01-01"), at("2020-01-01")); !errors.Is(err, ErrTooMany) || spans != nil {
		t.Errorf("%d occurrences: %v", len(spans), err)
	}
	if spans, err := r.Between(at("2050-01-01"), at("2060-01-01")); err != nil || len(spans) != 3652 {
		t.Errorf("%d occurrences: %v", len(spans), err)
	}
	r = timed("2001-01-01 20:00", "2001-01-01 22:00", "FREQ=DAILY;COUNT=5000")
	if spans, err := r.Between(at("2001-01-01"), at("2020-01-01")); err != nil || len(spans) != 5000 {
		t.Errorf("%d occurrences: %v", len(spans), err)
	}
	r.Also = all("2019-01-01")
	if _, err := r.Between(at("2001-01-01"), at("2020-01-01")); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
}

func TestFirst(t *testing.T) {
	for _, c := range []struct{ start, rule, want string }{
		{"2025-01-01 20:00", "", "2025-01-01"},
		{"2025-01-01 20:00", "FREQ=MONTHLY;BYDAY=1WE", "2025-01-01"},
		{"2025-01-02 20:00", "FREQ=MONTHLY;BYDAY=1WE", "2025-02-05"},
		{"2024-03-01 20:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29"},
		{"2025-01-01 20:00", "FREQ=DAILY;UNTIL=20250101", "2025-01-01"},
		{"2025-01-01 20:00", "FREQ=DAILY;UNTIL=20241231", ""},
		{"2025-01-02 20:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20250115", ""},
		{"2025-01-01 20:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ""},
		{"2025-01-01 20:00", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ""},
		{"2025-01-01 20:00", "FREQ=DAILY;BYMONTH=4,6,9,11;BYMONTHDAY=31", ""},
		{"2025-01-01 20:00", "FREQ=DAILY;INTERVAL=7;BYDAY=TH", ""},
		{"2025-01-01 20:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31,-1", "2025-01-31"},
		{"2025-02-01 20:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", ""},
		{"2025-01-01 20:00", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", ""},
		{"2025-01-01 20:00", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=20", ""},
		{"2025-01-01 20:00", "FREQ=YEARLY;BYDAY=9WE", "2025-02-26"},
		{"2150-01-01 20:00", "FREQ=YEARLY", ""},
		{"1800-01-01 20:00", "FREQ=YEARLY", ""},
		{"0001-01-01 00:00", "FREQ=YEARLY", ""},
	} {
		r := timed(c.start, c.start, c.rule)
		begin := time.Now()
		s, ok := r.First()
		if d := time.Since(begin); d > 100*time.Millisecond {
			t.Errorf("%s: took %v", c.rule, d)
		}
		got := ""
		if ok {
			got = s.Start.Format("2006-01-02")
		}
		if got != c.want {
			t.Errorf("%s from %s: got %q, want %q", c.rule, c.start, got, c.want)
		}
	}
	if _, err := timed("1800-01-01 20:00", "1800-01-01 20:00", "FREQ=YEARLY").Between(at("1800-01-01"), at("1801-01-01")); err == nil {
		t.Error("a rule of 1800 is followed")
	}
}

// TestAt also shows what it is for: an exception that matches nothing.
func TestAt(t *testing.T) {
	r := timed("2025-01-01 20:00", "2025-01-01 22:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20251231")
	r.Except, r.Also = all("2025-02-05 20:00"), all("2025-02-06 20:00")
	for start, want := range map[string]bool{
		"2025-01-01 20:00": true,
		"2025-02-05 20:00": true, // an exception
		"2025-02-06 20:00": true, // beside the rule
		"2025-12-03 20:00": true,
		"2025-12-03":       false,
		"2025-12-03 20:01": false,
		"2025-12-04 20:00": false,
		"2024-12-04 20:00": false,
		"2026-01-07 20:00": false,
		"2300-01-07 20:00": false,
	} {
		s, ok := r.At(at(start))
		if ok != want || ok && (!s.Start.Equal(at(start)) || s.End.Sub(s.Start) != 2*time.Hour) {
			t.Errorf("%s: got %v %v", start, s, ok)
		}
	}
	r = days("2025-07-21", "2025-07-25", "FREQ=YEARLY")
	if s, ok := r.At(at("2027-07-21 15:00")); !ok || !s.Start.Equal(at("2027-07-21")) || !s.End.Equal(at("2027-07-25")) {
		t.Error("not on this day:", s)
	}
	if _, ok := r.At(at("2027-07-22")); ok {
		t.Error("it starts on its second day")
	}
	if _, ok := days("2025-07-21", "2025-07-21", "").At(at("2025-07-21")); !ok {
		t.Error("something that happens once does not")
	}
}

// TestTwin compares what is counted in other years with what rrule-go makes of ours.
func TestTwin(t *testing.T) {
	for _, rule := range []string{
		"FREQ=DAILY;INTERVAL=5", "FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=SU,TU", "FREQ=MONTHLY;BYDAY=-1MO,5FR",
		"FREQ=MONTHLY;BYMONTHDAY=-1,29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYDAY=-9TH,9WE,6MO",
	} {
		for year := firstYear; year <= lastYear; year += 3 {
			r := Recurrence{Start: time.Date(year, 1, 7, 12, 0, 0, 0, brussels()), Rule: must(rule)}
			until := min(year+40, lastYear)
			spans, err := r.Between(r.Start, time.Date(until+1, 1, 1, 0, 0, 0, 0, brussels()))
			if err != nil {
				t.Fatal(err)
			}
			option := r.Rule.recur().ROption
			option.Dtstart = wall(r.Start)
			plain := must2(rrule.NewRRule(option))
			want := plain.Between(option.Dtstart, time.Date(until, 12, 31, 23, 0, 0, 0, time.UTC), true)
			got := make([]time.Time, len(spans))
			for i, s := range spans {
				got[i] = wall(s.Start)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s from %d: got %v, want %v", rule, year, got, want)
			}
		}
	}
}

// TestSkip compares what is found in a year with what is found in all years.
func TestSkip(t *testing.T) {
	for _, rule := range []string{
		"FREQ=DAILY", "FREQ=DAILY;INTERVAL=5", "FREQ=DAILY;INTERVAL=400", "FREQ=DAILY;COUNT=4000", "FREQ=WEEKLY",
		"FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=SU,TU", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=5", "FREQ=MONTHLY;INTERVAL=30;BYDAY=-1MO,5FR",
		"FREQ=MONTHLY;BYMONTHDAY=-1,29", "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1;UNTIL=20210101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
	} {
		r := timed("2010-01-31 20:00", "2010-01-31 22:00", rule)
		whole := must2(r.Between(at("2010-01-01"), at("2023-01-01")))
		for from := at("2009-06-01 20:00"); from.Year() < 2022; from = from.AddDate(0, 0, 17) {
			to := from.AddDate(1, 0, 0)
			outside := func(s Span) bool { return s.Start.Before(from) || !s.Start.Before(to) }
			want := slices.DeleteFunc(slices.Clone(whole), outside)
			if got := must2(r.Between(from, to)); !slices.Equal(got, want) {
				t.Fatalf("%s from %v: got %v, want %v", rule, from, got, want)
			}
		}
	}
}

// TestBackToBack shows that one event may start when another ends.
func TestBackToBack(t *testing.T) {
	one := timed("2025-01-06 18:00", "2025-01-06 19:30", "FREQ=WEEKLY")
	two := timed("2025-01-06 19:30", "2025-01-06 21:00", "FREQ=WEEKLY")
	from, to := at("2025-01-01"), at("2027-01-01")
	a, b := must2(one.Between(from, to)), must2(two.Between(from, to))
	if len(a) != 104 || len(b) != 104 {
		t.Fatal(len(a), len(b))
	}
	for i := range a {
		if !a[i].End.Equal(b[i].Start) {
			t.Errorf("%v and %v", a[i], b[i])
		}
	}
}

func BenchmarkBetween(b *testing.B) {
	for name, r := range map[string]Recurrence{
		"monthly":         timed("2025-01-01 09:30", "2025-01-01 12:00", "FREQ=MONTHLY;BYDAY=1WE"),
		"weekly":          timed("2025-01-01 09:30", "2025-01-01 12:00", "FREQ=WEEKLY"),
		"monthly of 2010": timed("2010-01-06 09:30", "2010-01-06 12:00", "FREQ=MONTHLY;BYDAY=1WE"),
		"daily of 2010":   timed("2010-01-06 09:30", "2010-01-06 12:00", "FREQ=DAILY"),
	} {
		b.Run(name, func(b *testing.B) {
			from, to := at("2025-01-01"), at("2027-01-01")
			b.ReportAllocs()
			for b.Loop() {
				if spans, err := r.Between(from, to); err != nil || len(spans) < 24 {
					b.Fatal(len(spans), err)
				}
			}
		})
	}
}

func BenchmarkFirst(b *testing.B) {
	for _, rule := range []string{"FREQ=MONTHLY;BYDAY=1WE", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"} {
		b.Run(strings.ReplaceAll(rule, ";", ","), func(b *testing.B) {
			r := timed("2025-01-01 09:30", "2025-01-01 12:00", rule)
			b.ReportAllocs()
			for b.Loop() {
				r.First()
			}
		})
	}
}
