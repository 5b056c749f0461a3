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

// MaxOccurrences is how often something may take place: what a rule may count,
// and what [Recurrence.Between] returns at most.
const MaxOccurrences = 5000

const (
	maxLength   = 500  // characters of a rule
	maxInterval = 1000 // days, weeks, months or years
	firstYear   = 1901 // of the years in which every fourth one is a leap year
	lastYear    = 2099
)

// Rule is a recurrence rule (RFC 5545, 3.3.10 RECUR). Its zero value is no rule.
// Rules that say the same in the same parts are equal.
type Rule struct {
	text string // canonical, so that rules can be compared
}

// ParseRule reads a rule such as "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20251231". Its
// parts may come in any order, in small letters too. An UNTIL without Z is a time
// in Brussels.
func ParseRule(s string) (Rule, error) {
	if len(s) > maxLength {
		return Rule{}, fmt.Errorf("a rule has at most %d characters, this one has %d", maxLength, len(s))
	}
	for _, r := range s {
		if r < ' ' || r > '~' {
			return Rule{}, fmt.Errorf("a rule is one line of plain letters, digits and signs, without %q", r)
		}
	}
	c, err := parseRecur(s)
	if err != nil {
		return Rule{}, err
	}
	return Rule{c.String()}, nil
}

// IsZero reports whether there is no rule.
func (r Rule) IsZero() bool { return r == Rule{} }

// String is the rule in canonical form, as it follows RRULE: in a file, but that
// the kind of UNTIL is the one that was given.
func (r Rule) String() string { return r.text }

// recur is the rule in parts. A Rule has been read before, so there is no error.
func (r Rule) recur() recur {
	c, _ := parseRecur(r.text)
	return c
}

// value is the rule of an event as it stands in a file. UNTIL is a day for events
// of whole days and a moment in UTC for others (RFC 5545, 3.3.10). What happens
// every year on 29 February says so: left to themselves, some programs find a day
// in other years too.
func (r Rule) value(start time.Time, allDay bool) string {
	c := r.recur()
	last, untilDay := c.last(), c.untilDay
	if !last.IsZero() && untilDay != allDay {
		c.Until, c.untilDay = last.UTC(), allDay
		if allDay {
			c.Until = midnight(wall(last))
		}
	}
	_, month, day := wall(start).Date()
	if c.Freq == rrule.YEARLY && month == time.February && day == 29 && len(c.Byweekday)+len(c.Bymonthday) == 0 {
		c.Bymonth, c.Bymonthday = []int{2}, []int{29}
	}
	return c.String()
}

// recur is a rule in parts.
type recur struct {
	rrule.ROption      // without Dtstart; Until is a moment, or midnight UTC of a day
	untilDay      bool // Until is a day
}

// last is the last moment at which an occurrence may begin, or zero. An UNTIL that
// is a day ends with its last second.
func (c recur) last() time.Time {
	if c.untilDay {
		return instant(c.Until.Add(24*time.Hour - time.Second))
	}
	return c.Until
}

// String is the canonical form: parts in a fixed order, numbers sorted.
func (c recur) String() string {
	b := []byte("FREQ=" + c.Freq.String())
	number := func(name string, n int) {
		if n > 1 || n == 1 && name == "COUNT" {
			b = strconv.AppendInt(append(b, ";"+name+"="...), int64(n), 10)
		}
	}
	list := func(name string, values []int) {
		for i, v := range values {
			if i == 0 {
				b = append(b, ";"+name+"="...)
			} else {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, int64(v), 10)
		}
	}
	number("INTERVAL", c.Interval)
	number("COUNT", c.Count)
	if !c.Until.IsZero() {
		form := "20060102T150405Z"
		if c.untilDay {
			form = "20060102"
		}
		b = c.Until.AppendFormat(append(b, ";UNTIL="...), form)
	}
	if c.Wkst != rrule.MO {
		b = append(b, ";WKST="+weekdays[c.Wkst.Day()]...)
	}
	list("BYMONTH", c.Bymonth)
	list("BYMONTHDAY", c.Bymonthday)
	for i, d := range c.Byweekday {
		b = append(b, [2]string{";BYDAY=", ","}[min(i, 1)]...)
		if d.N() != 0 {
			b = strconv.AppendInt(b, int64(d.N()), 10)
		}
		b = append(b, weekdays[d.Day()]...)
	}
	list("BYSETPOS", c.Bysetpos)
	return string(b)
}

// weekdays are the days as rules write them, in the order of rrule-go.
var weekdays = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

var rruleDays = []rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU}

// parseRecur reads a rule part by part. It leaves out nothing: what it does not
// know, and what would not be followed as it is written, is an error.
func parseRecur(s string) (recur, error) {
	var c recur
	var seen []string
	for part := range strings.SplitSeq(strings.ToUpper(s), ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		switch {
		case !ok || name == "" || value == "":
			return recur{}, fmt.Errorf("%q is no part of a rule, want NAME=value", part)
		case slices.Contains(seen, name):
			return recur{}, fmt.Errorf("%s is there twice", name)
		}
		seen = append(seen, name)
		if err := c.set(name, value); err != nil {
			return recur{}, err
		}
	}
	return c, c.check(seen)
}

// set reads one part.
func (c *recur) set(name, value string) (err error) {
	switch name {
	case "FREQ":
		c.Freq, err = frequency(value)
	case "INTERVAL":
		c.Interval, err = number(name, value, 1, maxInterval)
	case "COUNT":
		c.Count, err = number(name, value, 1, MaxOccurrences)
	case "UNTIL":
		c.Until, c.untilDay, err = until(value)
	case "WKST":
		c.Wkst, err = weekday(name, value)
		if err == nil && c.Wkst.N() != 0 {
			err = fmt.Errorf("WKST is a day without a number, not %q", value)
		}
	case "BYDAY":
		c.Byweekday, err = byDay(value)
	case "BYMONTH":
		c.Bymonth, err = numbers(name, value, 12, false)
	case "BYMONTHDAY":
		c.Bymonthday, err = numbers(name, value, 31, true)
	case "BYSETPOS":
		c.Bysetpos, err = numbers(name, value, 366, true)
	case "BYHOUR", "BYMINUTE", "BYSECOND":
		err = fmt.Errorf("%s is not taken: every occurrence begins at the hour of the first", name)
	case "BYWEEKNO", "BYYEARDAY":
		err = fmt.Errorf("%s is not taken: calendar programs do not agree about it", name)
	default:
		err = fmt.Errorf("there is no part %q, only FREQ, INTERVAL, COUNT, UNTIL, WKST, BYDAY, BYMONTH, BYMONTHDAY and BYSETPOS", name)
	}
	return err
}

// check looks at parts that do not go together. RFC 5545 (3.3.10) forbids some of
// these; the others it allows, but ical.js, and with it Thunderbird, would show
// other days than we do.
func (c *recur) check(seen []string) error {
	has := func(name string) bool { return slices.Contains(seen, name) }
	yearly, monthly := c.Freq == rrule.YEARLY, c.Freq == rrule.MONTHLY
	switch {
	case !has("FREQ"):
		return errors.New("a rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")
	case has("COUNT") && has("UNTIL"):
		return errors.New("COUNT and UNTIL both say when the rule ends: keep one of them")
	case has("BYDAY") && has("BYMONTHDAY"):
		return errors.New("BYDAY and BYMONTHDAY both say which days: keep one of them")
	case has("BYMONTHDAY") && c.Freq == rrule.WEEKLY:
		return errors.New("BYMONTHDAY does not go with FREQ=WEEKLY")
	case has("BYMONTHDAY") && yearly && !has("BYMONTH"):
		return errors.New("BYMONTHDAY with FREQ=YEARLY needs BYMONTH")
	case has("BYMONTHDAY") && yearly && len(c.Bymonth)+len(c.Bymonthday) > 2 && slices.Max(c.Bymonthday) > 28:
		return errors.New("BYMONTHDAY with FREQ=YEARLY has days after the 28th only if there is one day and one month")
	case has("BYMONTHDAY") && c.Bymonthday[0] < 0 && !monthly:
		return errors.New("BYMONTHDAY counts from the end of the month with FREQ=MONTHLY only")
	case has("BYMONTH") && monthly:
		return errors.New("BYMONTH does not go with FREQ=MONTHLY: write FREQ=YEARLY with these months")
	case len(c.Bymonth) > 1 && yearly && !has("BYDAY") && !has("BYMONTHDAY"):
		return errors.New("FREQ=YEARLY with several months in BYMONTH needs BYDAY or BYMONTHDAY")
	case has("BYSETPOS") && !(monthly && has("BYDAY")):
		return errors.New("BYSETPOS needs FREQ=MONTHLY and BYDAY")
	}
	return c.checkOrdinals(has("BYSETPOS"))
}

// checkOrdinals looks at the numbers of BYDAY. rrule-go would look for the sixth
// Monday of a month outside its tables, and icalendar and ical.js take a number of two
// digits, which a year has, for another rule.
func (c *recur) checkOrdinals(chosen bool) error {
	most := 5
	if c.Freq == rrule.YEARLY && len(c.Bymonth) == 0 {
		most = 9
	}
	for _, d := range c.Byweekday {
		n := d.N()
		switch {
		case (n == 0) != (c.Byweekday[0].N() == 0):
			return errors.New("BYDAY has days with and without a number: number all of them, or write two rules")
		case n != 0 && c.Freq != rrule.MONTHLY && c.Freq != rrule.YEARLY:
			return errors.New("a number in BYDAY needs FREQ=MONTHLY or YEARLY")
		case n != 0 && chosen:
			return errors.New("a number in BYDAY does not go with BYSETPOS")
		case n > most || n < -most:
			return fmt.Errorf("the number in BYDAY=%d%s goes from 1 to %d or from -1 to -%d", n, weekdays[d.Day()], most, most)
		}
	}
	return nil
}

func frequency(value string) (rrule.Frequency, error) {
	switch value {
	case "DAILY":
		return rrule.DAILY, nil
	case "WEEKLY":
		return rrule.WEEKLY, nil
	case "MONTHLY":
		return rrule.MONTHLY, nil
	case "YEARLY":
		return rrule.YEARLY, nil
	case "SECONDLY", "MINUTELY", "HOURLY":
		return 0, fmt.Errorf("FREQ=%s is not taken: nothing repeats within a day", value)
	}
	return 0, fmt.Errorf("FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, not %q", value)
}

func number(name, value string, least, most int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("%s is a number from %d to %d, not %q", name, least, most, value)
	}
	return n, nil
}

// numbers reads a list of numbers, sorted and without repetition. If signed, they
// may count from the end.
func numbers(name, value string, most int, signed bool) ([]int, error) {
	var list []int
	for item := range strings.SplitSeq(value, ",") {
		n, err := strconv.Atoi(item)
		switch {
		case err == nil && n >= 1 && n <= most || signed && n <= -1 && n >= -most:
			list = append(list, n)
		case signed:
			return nil, fmt.Errorf("%s has numbers from 1 to %d or from -1 to -%d, not %q", name, most, most, item)
		default:
			return nil, fmt.Errorf("%s has numbers from 1 to %d, not %q", name, most, item)
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// byDay reads a list of days such as MO,-1FR, sorted and without repetition.
func byDay(value string) ([]rrule.Weekday, error) {
	var list []rrule.Weekday
	for item := range strings.SplitSeq(value, ",") {
		d, err := weekday("BYDAY", item)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b rrule.Weekday) int { return (a.N()-b.N())*8 + a.Day() - b.Day() })
	return slices.Compact(list), nil
}

// weekday reads a day such as WE, 1WE or -1FR.
func weekday(name, value string) (rrule.Weekday, error) {
	at := max(0, len(value)-2)
	day := slices.Index(weekdays, value[at:])
	n, err := 0, error(nil)
	if at > 0 {
		n, err = strconv.Atoi(value[:at])
	}
	if day < 0 || err != nil || at > 0 && n == 0 || n > 53 || n < -53 {
		return rrule.Weekday{}, fmt.Errorf("%s has MO, TU, WE, TH, FR, SA and SU, perhaps with a number as in 1WE or -1FR, not %q", name, value)
	}
	return rruleDays[day].Nth(n), nil
}

// until reads the end of a rule, a day or a moment.
func until(value string) (t time.Time, day bool, err error) {
	switch {
	case len(value) == len("20060102"):
		day = true
		t, err = time.Parse("20060102", value)
	case strings.HasSuffix(value, "Z"):
		t, err = time.Parse("20060102T150405Z", value)
	default:
		t, err = time.Parse("20060102T150405", value)
		t = instant(t).UTC()
	}
	switch {
	case err != nil:
		return t, day, fmt.Errorf("UNTIL is a day as in 20251231 or a moment as in 20251231T200000Z, not %q", value)
	case t.Year() < firstYear || t.Year() > lastYear:
		return t, day, fmt.Errorf("UNTIL lies between %d and %d, not in %d: leave it out if the rule has no end", firstYear, lastYear, t.Year())
	}
	return t, day, nil
}
