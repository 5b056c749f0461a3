package site

import (
	"testing"

	"bassins/cmd/internal/lang"
)

// TestAsLong moves what lasts some hours or days to nights on which the clock
// changes, to 29 February and over New Year.
func TestAsLong(t *testing.T) {
	for _, test := range []struct{ start, end, other, want string }{
		{"2025-03-05T09:30", "2025-03-05T12:00", "2025-03-06T10:00", "2025-03-06T12:30"},
		{"2025-03-05T22:00", "2025-03-06T06:00", "2025-03-29T22:00", "2025-03-30T06:00"},
		{"2025-03-05T22:00", "2025-03-06T06:00", "2025-10-25T22:00", "2025-10-26T06:00"},
		{"2025-03-29T22:00", "2025-03-30T06:00", "2025-04-05T22:00", "2025-04-06T06:00"},
		{"2025-03-05T01:00", "2025-03-05T02:30", "2025-03-30T01:00", "2025-03-30T03:30"}, // 2:30 is left out
		{"2025-03-05T20:00", "2025-03-06T00:30", "2025-12-31T20:00", "2026-01-01T00:30"},
		{"2025-10-10", "2025-10-12", "2025-10-25", "2025-10-27"},
		{"2025-03-10", "2025-03-12", "2024-02-28", "2024-03-01"},
		{"2025-03-10", "2025-03-10", "2025-03-30", "2025-03-30"},
	} {
		var dates [3]lang.Date
		for i, s := range []string{test.start, test.end, test.other} {
			d, err := lang.ParseDate(s)
			if err != nil {
				t.Fatal(err)
			}
			dates[i] = d
		}
		if got := AsLong(dates[0], dates[1], dates[2]).String(); got != test.want {
			t.Errorf("%s to %s, moved to %s, ends at %s, want %s", test.start, test.end, test.other, got, test.want)
		}
	}
}
