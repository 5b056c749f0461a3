package agenda

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// Repeat is a rule in the words of an editor.
type Repeat struct {
	Every    string // day, week, month or year
	Interval int    // 2 is every other one; 0 and 1 are each
	// On names days: of a week "wednesday"; of a month "first wednesday" to "fifth"
	// or "last", "15" or "last day"; of a year "third sunday of september". Without
	// it the first occurrence says which. A month without such a day is left out.
	On    []string
	Until time.Time // the last day, inclusive; zero: none
	Count int       // how often; 0: without end
}

var (
	frequencies  = map[string]rrule.Frequency{"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY, "year": rrule.YEARLY}
	dayNames     = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	ordinalNames = []string{"last", "", "first", "second", "third", "fourth", "fifth"} // from -1
)

// Rule is the rule that the words mean.
func (r Repeat) Rule() (Rule, error) {
	var c recur
	var ok bool
	if c.Freq, ok = frequencies[strings.ToLower(r.Every)]; !ok {
		return Rule{}, fmt.Errorf("something repeats every day, week, month or year, not every %q", r.Every)
	}
	switch {
	case r.Interval < 0 || r.Interval > maxInterval:
		return Rule{}, fmt.Errorf("the interval is a number from 1 to %d, not %d", maxInterval, r.Interval)
	case r.Count < 0 || r.Count > MaxOccurrences:
		return Rule{}, fmt.Errorf("the count is a number from 1 to %d, not %d", MaxOccurrences, r.Count)
	case r.Count > 0 && !r.Until.IsZero():
		return Rule{}, errors.New("until and count both say when the repetition ends: keep one of them")
	}
	c.Interval, c.Count = r.Interval, r.Count
	if !r.Until.IsZero() {
		c.Until, c.untilDay = midnight(wall(r.Until)), true
	}
	for _, words := range r.On {
		if err := c.on(words); err != nil {
			return Rule{}, err
		}
	}
	if len(c.Byweekday) > 0 && len(c.Bymonthday) > 0 {
		return Rule{}, errors.New("days of the week and dates of the month cannot be mixed: write two events")
	}
	// Whatever was put together, it is a rule that could have been written.
	return ParseRule(c.String())
}

// on adds a day.
func (c *recur) on(words string) error {
	fields := strings.Fields(strings.ToLower(words))
	switch c.Freq {
	case rrule.WEEKLY:
		if len(fields) == 1 {
			if day := slices.Index(dayNames, fields[0]); day >= 0 {
				return c.addDay(rruleDays[day], words)
			}
		}
		return fmt.Errorf("every week has monday to sunday, not %q", words)
	case rrule.MONTHLY:
		return c.onMonth(fields, words)
	case rrule.YEARLY:
		return c.onYear(fields, words)
	}
	return fmt.Errorf("every day has no %q: repeat it every week", words)
}

// onMonth adds a day of the month: "first wednesday", "15" or "last day".
func (c *recur) onMonth(fields []string, words string) error {
	if d, ok := ordinalDay(fields); ok {
		return c.addDay(d, words)
	}
	day := -1
	if !slices.Equal(fields, []string{"last", "day"}) {
		day, _ = strconv.Atoi(strings.Join(fields, " "))
		if day < 1 || day > 31 {
			return fmt.Errorf(`every month has "first wednesday" to "fifth" or "last wednesday", "1" to "31" and "last day", not %q`, words)
		}
	}
	if slices.Contains(c.Bymonthday, day) {
		return fmt.Errorf("%q is there twice", words)
	}
	c.Bymonthday = append(c.Bymonthday, day)
	return nil
}

// onYear adds a day of the year: "third sunday of september".
func (c *recur) onYear(fields []string, words string) error {
	if len(fields) == 4 && fields[2] == "of" {
		d, ok := ordinalDay(fields[:2])
		for month := time.January; ok && month <= time.December; month++ {
			if strings.ToLower(month.String()) != fields[3] {
				continue
			}
			if len(c.Bymonth) > 0 && c.Bymonth[0] != int(month) {
				return errors.New("every year has days of one month: write two events")
			}
			c.Bymonth = []int{int(month)}
			return c.addDay(d, words)
		}
	}
	return fmt.Errorf(`every year has days such as "third sunday of september", not %q`, words)
}

// addDay adds a day of the week.
func (c *recur) addDay(d rrule.Weekday, words string) error {
	if slices.Contains(c.Byweekday, d) {
		return fmt.Errorf("%q is there twice", words)
	}
	c.Byweekday = append(c.Byweekday, d)
	return nil
}

// ordinalDay reads "first wednesday" or "last friday".
func ordinalDay(fields []string) (rrule.Weekday, bool) {
	if len(fields) != 2 {
		return rrule.Weekday{}, false
	}
	n, day := slices.Index(ordinalNames, fields[0])-1, slices.Index(dayNames, fields[1])
	if n < -1 || n == 0 || day < 0 {
		return rrule.Weekday{}, false
	}
	return rruleDays[day].Nth(n), true
}
