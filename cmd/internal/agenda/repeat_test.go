package agenda

import (
	"testing"
	"time"
)

func TestRepeat(t *testing.T) {
	for _, c := range []struct {
		repeat Repeat
		want   string
	}{
		{Repeat{Every: "day"}, "FREQ=DAILY"},
		{Repeat{Every: "Day", Interval: 3, Count: 10}, "FREQ=DAILY;INTERVAL=3;COUNT=10"},
		{Repeat{Every: "week"}, "FREQ=WEEKLY"},
		{Repeat{Every: "week", Interval: 1, On: []string{"friday", "Monday"}}, "FREQ=WEEKLY;BYDAY=MO,FR"},
		{Repeat{Every: "month", On: []string{"first wednesday"}, Until: at("2025-12-31")}, "FREQ=MONTHLY;UNTIL=20251231;BYDAY=1WE"},
		{Repeat{Every: "month", On: []string{"first wednesday", "third  Wednesday "}}, "FREQ=MONTHLY;BYDAY=1WE,3WE"},
		{Repeat{Every: "month", On: []string{"second monday", "fourth tuesday"}}, "FREQ=MONTHLY;BYDAY=2MO,4TU"},
		{Repeat{Every: "month", On: []string{"fifth sunday"}}, "FREQ=MONTHLY;BYDAY=5SU"},
		{Repeat{Every: "month", On: []string{"last friday"}}, "FREQ=MONTHLY;BYDAY=-1FR"},
		{Repeat{Every: "month", On: []string{"15"}}, "FREQ=MONTHLY;BYMONTHDAY=15"},
		{Repeat{Every: "month", On: []string{"last day", "1"}}, "FREQ=MONTHLY;BYMONTHDAY=-1,1"},
		{Repeat{Every: "year"}, "FREQ=YEARLY"},
		{Repeat{Every: "year", On: []string{"third sunday of september"}}, "FREQ=YEARLY;BYMONTH=9;BYDAY=3SU"},
		// The last day is that of Brussels.
		{Repeat{Every: "day", Until: time.Date(2025, 6, 30, 22, 30, 0, 0, time.UTC)}, "FREQ=DAILY;UNTIL=20250701"},
		{Repeat{Every: "day", Until: time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)}, "FREQ=DAILY;UNTIL=20251231"},
	} {
		if got, err := c.repeat.Rule(); err != nil || got.String() != c.want {
			t.Errorf("%+v: got %q %v, want %q", c.repeat, got, err, c.want)
		}
	}
}

func TestRepeatRefuses(t *testing.T) {
	for _, c := range []struct {
		repeat Repeat
		want   string
	}{
		{Repeat{}, `something repeats every day, week, month or year, not every ""`},
		{Repeat{Every: "hour"}, `something repeats every day, week, month or year, not every "hour"`},
		{Repeat{Every: "day", Interval: -1}, "the interval is a number from 1 to 1000, not -1"},
		{Repeat{Every: "day", Count: -1}, "the count is a number from 1 to 5000, not -1"},
		{Repeat{Every: "day", Count: 5001}, "the count is a number from 1 to 5000, not 5001"},
		{Repeat{Every: "day", Count: 3, Until: at("2025-12-31")}, "until and count both say when the repetition ends: keep one of them"},
		{Repeat{Every: "day", Until: at("2125-12-31")}, "UNTIL lies between 1901 and 2099, not in 2125: leave it out if the rule has no end"},
		{Repeat{Every: "day", On: []string{"monday"}}, `every day has no "monday": repeat it every week`},
		{Repeat{Every: "week", On: []string{"first monday"}}, `every week has monday to sunday, not "first monday"`},
		{Repeat{Every: "week", On: []string{"mon"}}, `every week has monday to sunday, not "mon"`},
		{Repeat{Every: "week", On: []string{"monday", "Monday"}}, `"Monday" is there twice`},
		{Repeat{Every: "month", On: []string{"wednesday"}}, `every month has "first wednesday" to "fifth" or "last wednesday", "1" to "31" and "last day", not "wednesday"`},
		{Repeat{Every: "month", On: []string{"sixth wednesday"}}, `every month has "first wednesday" to "fifth" or "last wednesday", "1" to "31" and "last day", not "sixth wednesday"`},
		{Repeat{Every: "month", On: []string{"32"}}, `every month has "first wednesday" to "fifth" or "last wednesday", "1" to "31" and "last day", not "32"`},
		{Repeat{Every: "month", On: []string{""}}, `every month has "first wednesday" to "fifth" or "last wednesday", "1" to "31" and "last day", not ""`},
		{Repeat{Every: "month", On: []string{"15", "15"}}, `"15" is there twice`},
		{Repeat{Every: "month", On: []string{"15", "first monday"}}, "days of the week and dates of the month cannot be mixed: write two events"},
		{Repeat{Every: "year", On: []string{"third sunday"}}, `every year has days such as "third sunday of september", not "third sunday"`},
		{Repeat{Every: "year", On: []string{"third sunday of sept"}}, `every year has days such as "third sunday of september", not "third sunday of sept"`},
		{Repeat{Every: "year", On: []string{"first sunday of may", "first sunday of june"}}, "every year has days of one month: write two events"},
	} {
		if got, err := c.repeat.Rule(); err == nil || err.Error() != c.want || !got.IsZero() {
			t.Errorf("%+v: got %q %v, want %s", c.repeat, got, err, c.want)
		}
	}
}
