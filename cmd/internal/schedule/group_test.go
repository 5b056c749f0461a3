package schedule

import (
	"fmt"
	"strings"
	"testing"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// occurrence is one of an atelier whose title is its start.
func occurrence(t *testing.T, start, end string) *site.Occurrence {
	t.Helper()
	o := &site.Occurrence{Atelier: &site.Atelier{Titles: lang.Text{"fr": start}}}
	for _, d := range []struct {
		text string
		to   *lang.Date
	}{{start, &o.Start}, {end, &o.End}} {
		if d.text == "" {
			continue
		}
		date, err := lang.ParseDate(d.text)
		if err != nil {
			t.Fatal(err)
		}
		*d.to = date
	}
	return o
}

// occurrences reads "2025-02-13 2025-02-14/2025-02-16".
func occurrences(t *testing.T, list string) []*site.Occurrence {
	t.Helper()
	var found []*site.Occurrence
	for _, s := range strings.Fields(list) {
		start, end, _ := strings.Cut(s, "/")
		found = append(found, occurrence(t, start, end))
	}
	return found
}

func starts(list []*site.Occurrence) string {
	var s []string
	for _, o := range list {
		s = append(s, o.Start.String())
	}
	return strings.Join(s, " ")
}

func TestSpan(t *testing.T) {
	for _, test := range []struct{ name, start, end, want string }{
		{"a day", "2025-02-13", "", "2025-02-13–2025-02-13"},
		{"several days", "2024-12-30", "2025-01-03", "2024-12-30–2025-01-03"},
		{"an evening", "2025-02-13T18:00", "2025-02-13T20:00", "2025-02-13–2025-02-13"},
		{"no end", "2025-02-13T18:00", "", "2025-02-13–2025-02-13"},
		{"over midnight", "2025-02-13T20:00", "2025-02-14T02:00", "2025-02-13–2025-02-13"},
		{"until midnight", "2025-02-13T20:00", "2025-02-14T00:00", "2025-02-13–2025-02-13"},
		{"New Year's Eve", "2024-12-31T20:00", "2025-01-01T05:00", "2024-12-31–2024-12-31"},
		{"two days with hours", "2025-02-13T09:00", "2025-02-14T17:00", "2025-02-13–2025-02-14"},
		{"two days until midnight", "2025-02-13T09:00", "2025-02-15T00:00", "2025-02-13–2025-02-14"},
		{"a day of 25 hours", "2025-10-26T00:00", "2025-10-27T00:00", "2025-10-26–2025-10-26"},
		{"a month", "2025-02", "", "2025-02–2025-02"},
	} {
		first, last := Span(occurrence(t, test.start, test.end))
		if got := first.String() + "–" + last.String(); got != test.want {
			t.Errorf("%s: held on %s, want %s", test.name, got, test.want)
		}
	}
}

func TestByMonth(t *testing.T) {
	months := ByMonth(occurrences(t, "2024-12-30/2025-01-03 2025-01-10 2025-01-10T09:30/2025-01-10T12:00 2025-01-21T20:00/2025-01-22T02:00 2025-01 2025-03-01 2025"))
	var got []string
	for _, m := range months {
		line := fmt.Sprintf("%s %d:", m.Date, m.Count())
		for _, d := range m.Days {
			line += fmt.Sprintf(" %s (%s)", d.Date, starts(d.Starts))
		}
		if len(m.Undated) > 0 {
			line += " no day (" + starts(m.Undated) + ")"
		}
		got = append(got, line)
	}
	want := `2024-12 1: 2024-12-30 (2024-12-30)
2025-01 4: 2025-01-10 (2025-01-10 2025-01-10T09:30) 2025-01-21 (2025-01-21T20:00) no day (2025-01)
2025-03 1: 2025-03-01 (2025-03-01)
2025 1: no day (2025)`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}

// TestCut cuts a list at each length: nothing is lost or doubled, and no more is
// shown than asked, but for a first day that alone is longer.
func TestCut(t *testing.T) {
	all := ByMonth(occurrences(t, "2025-01-10 2025-01-10T09:00 2025-01-11 2025-01-20 2025-01 2025-02-03 2025-02-04 2025-03-01"))
	const total = 8
	for limit := range total + 2 {
		shown, rest := Cut(all, limit)
		n, left := 0, 0
		for _, m := range shown {
			n += m.Count()
		}
		for _, m := range rest {
			left += m.Count()
		}
		if n+left != total || n == 0 || n > max(limit, 3) { // 3: the first day, and what has no day
			t.Errorf("of %d, %d are shown and %d left", limit, n, left)
		}
		if limit >= total && left > 0 {
			t.Errorf("of %d, %d are left", limit, left)
		}
	}
	if shown, rest := Cut(all, 6); len(shown) != 1 || len(rest) != 2 || rest[0].Date.String() != "2025-02" {
		t.Errorf("a list is not cut between months: %v", rest)
	}
}

func TestEnd(t *testing.T) {
	for _, test := range []struct{ start, end, want string }{
		{"2025-02-13", "", "2025-02-13T23:00Z"},
		{"2025-07-13", "", "2025-07-13T22:00Z"},
		{"2025-03-30", "", "2025-03-30T22:00Z"}, // the day on which the clock jumps
		{"2025-02-13", "2025-02-15", "2025-02-15T23:00Z"},
		{"2025-02-13T09:30", "2025-02-13T12:00", "2025-02-13T11:00Z"},
		{"2025-02-13T09:30", "", "2025-02-13T23:00Z"},
		{"2025-03-21T20:00", "2025-03-22T02:00", "2025-03-22T01:00Z"},
		{"2025-02", "", "2025-02-28T23:00Z"},
		{"2025", "", "2025-12-31T23:00Z"},
	} {
		if got := End(occurrence(t, test.start, test.end)).UTC().Format("2006-01-02T15:04Z"); got != test.want {
			t.Errorf("%s/%s is over at %s, want %s", test.start, test.end, got, test.want)
		}
	}
}
