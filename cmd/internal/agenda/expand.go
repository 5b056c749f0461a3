package agenda

import (
	"iter"
	"time"

	"github.com/teambition/rrule-go"
)

// Bounds of the search for occurrences, in years after the first.
const (
	patience = 30 // until a rule is said to have none
	longest  = 68 // that a rule is followed
)

// starts are the beginnings of the occurrences of the rule on the clock, in order,
// exceptions among them. Those before from may be missing, and those after the year
// of to are.
//
// rrule-go looks for the next occurrence up to the year 9999 and cannot be stopped,
// which takes up to 60 ms for a rule that has none. Therefore it counts in years
// that look like ours but are near the end of its time. It also counts in UTC,
// since what it does when the clocks change is not what RFC 5545 says.
func (r Recurrence) starts(from, to time.Time) iter.Seq[time.Time] {
	start, _ := r.walls()
	if r.Rule.IsZero() {
		return func(yield func(time.Time) bool) { yield(start) }
	}
	c := r.Rule.recur()
	last := c.last()
	until := min(wall(to).Year(), start.Year()+longest, lastYear)
	return func(yield func(time.Time) bool) {
		if start.Year() < firstYear || until < start.Year() {
			return
		}
		there := twin(start.Year(), until)
		c.Dtstart = c.skip(start, wall(from))
		c.Dtstart = time.Unix(c.Dtstart.Unix()+there, 0).UTC()
		c.Until = time.Time{}
		rule, err := rrule.NewRRule(c.ROption)
		if err != nil {
			return // ParseRule lets no such rule through
		}
		next := rule.Iterator()
		for t, ok := next(); ok; t, ok = next() {
			w := time.Unix(t.Unix()-there, 0).UTC()
			if w.Year() > until || !last.IsZero() && instant(w).After(last) || !yield(w) {
				return
			}
		}
	}
}

// skip is a day on which the rule may begin as well as with start if only what
// comes after from is asked for. A rule that counts has to begin with its first.
func (c *recur) skip(start, from time.Time) time.Time {
	if c.Count > 0 {
		return start
	}
	days := int(from.Sub(start) / (24 * time.Hour))
	switch c.Freq {
	case rrule.DAILY:
		return start.AddDate(0, 0, periods(days, max(1, c.Interval)))
	case rrule.WEEKLY:
		return start.AddDate(0, 0, periods(days, 7*max(1, c.Interval)))
	case rrule.MONTHLY:
		if len(c.Byweekday)+len(c.Bymonthday) == 0 {
			c.Bymonthday = []int{start.Day()}
		}
		months := (from.Year()-start.Year())*12 + int(from.Month()-start.Month())
		if n := periods(months, max(1, c.Interval)); n > 0 {
			return start.AddDate(0, n, 1-start.Day())
		}
	}
	return start
}

// periods is the length of all whole periods but the last, or 0.
func periods(length, period int) int {
	return max(0, length/period-1) * period
}

// twin is how many seconds there are from a year to the latest one from which the
// calendar up to 9999 is the same as from that year until another: it begins on the
// same day of the week and is as far from a leap year. None of these is left out
// from 1901 to 2099 and from 9901 to 9999, so there is one in any 28 years.
func twin(year, until int) int64 {
	first := func(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	other := rrule.MAXYEAR - (until - year)
	for other%4 != year%4 || first(other).Weekday() != first(year).Weekday() {
		other--
	}
	return first(other).Unix() - first(year).Unix()
}
