package schedule

import (
	"fmt"
	"strings"
	"testing"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

func TestYears(t *testing.T) {
	years := Years(occurrences(t, "2024-12-30/2025-01-03 2024-12-31T20:00/2025-01-01T03:00 2025-02-27/2025-03-02 2025-03 2025"))
	var got []string
	for _, y := range years {
		line := fmt.Sprintf("%s:", y.Date())
		for m, list := range y.Months {
			if len(list) > 0 {
				line += fmt.Sprintf(" %d (%s)", m+1, starts(list))
			}
		}
		got = append(got, line+" "+starts(y.Undated))
	}
	want := `2024: 12 (2024-12-30 2024-12-31T20:00) 
2025: 1 (2024-12-30) 2 (2025-02-27) 3 (2025-02-27 2025-03) 2025`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}

// draw draws the month: a line a week, a cell a day.
func draw(s Sheet) string {
	weeks := make([][7]string, s.Weeks)
	for _, c := range s.Cells {
		text := fmt.Sprint(c.Date.Day()) + strings.Repeat("*", len(c.Starts)) + strings.Repeat("~", len(c.Continues))
		weeks[c.Week-1][c.Weekday-1] = text
	}
	var b strings.Builder
	for _, w := range weeks {
		fmt.Fprintf(&b, "%s\n", strings.TrimRight(strings.Join(w[:], "|"), ""))
	}
	return b.String()
}

func month(t *testing.T, s string) lang.Date {
	t.Helper()
	d, err := lang.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSheet(t *testing.T) {
	s := SheetOf(month(t, "2025-01"), occurrences(t, "2024-12-30/2025-01-03 2025-01-10T20:00/2025-01-11T02:00 2025-01-10 2025-01-30/2025-02-02 2024-10-01/2025-06-30 2025-01"))
	want := `||1~|2~|3~|4|5
6|7|8|9|10**|11|12
13|14|15|16|17|18|19
20|21|22|23|24|25|26
27|28|29|30*|31~||
`
	if got := draw(s); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if starts(s.Undated) != "2025-01" || starts(s.Long) != "2024-10-01" {
		t.Errorf("without a day: %q, long: %q", starts(s.Undated), starts(s.Long))
	}
	for name, weeks := range map[string]int{"2021-02": 4, "2025-02": 5, "2025-03": 6, "2025-06": 6} {
		if s := SheetOf(month(t, name), nil); s.Weeks != weeks {
			t.Errorf("%s has %d weeks, want %d", name, s.Weeks, weeks)
		}
	}
}

// TestPages cuts a full month: each day is on one page, in order.
func TestPages(t *testing.T) {
	s := SheetOf(month(t, "2025-01"), occurrences(t, "2025-01-02 2025-01-02 2025-01-02 2025-01-03 2025-01-20 2025-01-21"))
	pages := s.Pages(2)
	day := 0
	for _, p := range pages {
		n := 0
		for _, c := range p.Cells {
			if day++; c.Date.Day() != day {
				t.Errorf("day %d comes after %d", c.Date.Day(), day-1)
			}
			n += len(c.Starts)
		}
		if n > 3 {
			t.Errorf("a page has %d", n)
		}
	}
	if day != 31 || len(pages) != 3 {
		t.Errorf("%d days on %d pages", day, len(pages))
	}
	if one := s.Pages(6); len(one) != 1 || len(one[0].Cells) != 31 {
		t.Errorf("a month with room is cut into %d", len(one))
	}
}

func TestGlance(t *testing.T) {
	all := occurrences(t, "2024-12-30/2025-01-03 2025-01-10 2025-02-27/2025-03-02 2025-03-05 2025-03-12 2025-03-19 2025-03-26 2025")
	y := Years(all)[1]
	every := func(*site.Occurrence) bool { return true }
	for _, test := range []struct {
		limit int
		want  string
	}{
		{60, "1: 2024-12-30 2025-01-10; 2: 2025-02-27; 3: 2025-03-05 2025-03-12 2025-03-19 2025-03-26; 13: 2025; total 8"},
		{6, "1: 2024-12-30 2025-01-10; 2: 2025-02-27; 3: 2025-03-05 2025-03-12 +2; 13: 2025; total 6"},
		{1, "1: 2024-12-30 +1; 2: 2025-02-27; 3: 2025-03-05 +3; 13: 2025; total 4"}, // one a month at least
	} {
		g := Glance(y, every, test.limit)
		got := ""
		for m, list := range g.Months {
			if len(list) == 0 {
				continue
			}
			got += fmt.Sprintf("%d: %s", m+1, starts(list))
			if g.More[m] > 0 {
				got += fmt.Sprintf(" +%d", g.More[m])
			}
			got += "; "
		}
		if got += fmt.Sprintf("total %d", g.Total); got != test.want {
			t.Errorf("limit %d: got %s, want %s", test.limit, got, test.want)
		}
	}
	if g := Glance(y, func(*site.Occurrence) bool { return false }, 60); g.Total != 0 {
		t.Errorf("of nothing, %d are shown", g.Total)
	}
}
