package lang

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"regexp"
	"sync"
	"time"
	_ "time/tzdata" // the build must not depend on what the machine knows of Brussels

	"go.yaml.in/yaml/v4"
)

// Precision says how exact a [Date] is.
type Precision uint8

// The precisions, from nothing known to an hour with minutes.
const (
	Unknown Precision = iota
	ToYear
	ToMonth
	ToDay
	ToMinute
)

// Date is a year, a month, a day or a minute of a day, in Brussels. Its zero value
// is no date. Dates can be compared with ==, and ordered with [Date.Compare].
type Date struct {
	year                     int16
	month, day, hour, minute uint8
	precision                Precision
}

// belgianDate is what editors type instead; its order of day and month is known.
var belgianDate = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)

// ParseDate reads 2025, 2025-02, 2025-02-13 or 2025-02-13T09:30. An hour may have
// the offset that Brussels has then (2025-02-13T09:30+01:00), and no other. An hour
// that the clock shows twice is the first of the two.
func ParseDate(s string) (Date, error) {
	plain, offset := cutOffset(s)
	parts, precision := scanDate(plain)
	if precision == Unknown {
		if b := belgianDate.FindStringSubmatch(s); b != nil {
			return Date{}, fmt.Errorf("%q is not a date: write it as %s-%02s-%02s", s, b[3], b[2], b[1])
		}
		return Date{}, fmt.Errorf("%q is not a date: expected 2025, 2025-02, 2025-02-13 or 2025-02-13T09:30", s)
	}
	year, month, day, hour, minute := parts[0], parts[1], parts[2], parts[3], parts[4]
	switch {
	case year < 1000:
		return Date{}, fmt.Errorf("%q is not a date: there is no year %s here", s, s[:4])
	case precision >= ToMonth && (month < 1 || month > 12):
		return Date{}, fmt.Errorf("%q is not a date: there is no month %s", s, s[5:7])
	case precision >= ToDay && day < 1:
		return Date{}, fmt.Errorf("%q is not a date: there is no day %s", s, s[8:10])
	case precision >= ToDay && day > daysIn(year, month):
		return Date{}, fmt.Errorf("%q is not a date: %s %d has %d days", s, time.Month(month), year, daysIn(year, month))
	case hour > 23 || minute > 59:
		return Date{}, fmt.Errorf("%q is not a date: there is no hour %s", s, s[11:16])
	}
	d := Date{int16(year), uint8(month), uint8(day), uint8(hour), uint8(minute), precision}
	if precision < ToMinute {
		return d, nil
	}
	t := d.Time()
	if t.Hour() != hour {
		return Date{}, fmt.Errorf("%q is not a date: the clock jumps over that hour", s)
	}
	if offset != "" && offset != t.Format("Z07:00") && offset != t.Format("-07:00") {
		return Date{}, fmt.Errorf("%q is not a date: the offset of Brussels is %s then", s, t.Format("-07:00"))
	}
	return d, nil
}

// cutOffset takes the distance from universal time off an hour.
func cutOffset(s string) (plain, offset string) {
	const hour, distance = len("0000-00-00T00:00"), len("+00:00")
	if len(s) <= hour {
		return s, ""
	}
	plain, offset = s[:hour], s[hour:]
	if offset == "Z" || len(offset) == distance && (offset[0] == '+' || offset[0] == '-') && offset[3] == ':' {
		return plain, offset
	}
	return s, ""
}

// scanDate takes the numbers of a date apart; Unknown is the precision of what is none.
func scanDate(s string) (parts [5]int, precision Precision) {
	const layout = "0000-00-00T00:00"
	switch len(s) {
	case len("0000"):
		precision = ToYear
	case len("0000-00"):
		precision = ToMonth
	case len("0000-00-00"):
		precision = ToDay
	case len(layout):
		precision = ToMinute
	default:
		return parts, Unknown
	}
	part := 0
	for i := range len(s) {
		switch digit := s[i] - '0'; {
		case layout[i] != '0':
			if s[i] != layout[i] {
				return parts, Unknown
			}
			part++
		case digit > 9:
			return parts, Unknown
		default:
			parts[part] = parts[part]*10 + int(digit)
		}
	}
	return parts, precision
}

// daysIn returns the number of days of a month: the 0th day of the next is its last.
func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// DateOf returns the date in Brussels at a time, as exact as asked.
func DateOf(t time.Time, precision Precision) Date {
	t = t.In(Brussels())
	year, month, day := t.Date()
	hour, minute, _ := t.Clock()
	return Date{int16(year), uint8(month), uint8(day), uint8(hour), uint8(minute), ToMinute}.Truncate(precision)
}

// At returns the day with the hour of another date, which has one.
func (d Date) At(clock Date) Date {
	d = d.Truncate(ToDay)
	d.hour, d.minute, d.precision = clock.hour, clock.minute, clock.precision
	return d
}

// Truncate returns the date with no more than the given precision.
func (d Date) Truncate(precision Precision) Date {
	precision = min(precision, d.precision)
	t := Date{precision: precision}
	if precision >= ToYear {
		t.year = d.year
	}
	if precision >= ToMonth {
		t.month = d.month
	}
	if precision >= ToDay {
		t.day = d.day
	}
	if precision >= ToMinute {
		t.hour, t.minute = d.hour, d.minute
	}
	return t
}

// IsZero reports whether this is no date.
func (d Date) IsZero() bool { return d.precision == Unknown }

// Precision says how exact the date is.
func (d Date) Precision() Precision { return d.precision }

// Year returns the year, or 0 if this is no date.
func (d Date) Year() int { return int(d.year) }

// Month returns the month, or 0 if it is not known.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns the day of the month, or 0 if it is not known.
func (d Date) Day() int { return int(d.day) }

// Clock returns the hour and the minute; ok is false if they are not known.
func (d Date) Clock() (hour, minute int, ok bool) {
	return int(d.hour), int(d.minute), d.precision == ToMinute
}

// Brussels is the time zone of all dates.
var Brussels = sync.OnceValue(func() *time.Location {
	location, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		return time.FixedZone("CET", 60*60) // not reached: time/tzdata has the zone
	}
	return location
})

// Time returns the moment at which the date begins in Brussels, or the zero time
// if this is no date. An hour that the clock shows twice is the first of the two.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	t := time.Date(int(d.year), time.Month(max(1, d.month)), max(1, int(d.day)), int(d.hour), int(d.minute), 0, 0, Brussels())
	if d.precision == ToMinute {
		// Of an hour that the clock shows twice RFC 5545 (3.3.5) takes the first, and
		// package time, as it happens, the second.
		if first := t.Add(-time.Hour); first.Hour() == t.Hour() {
			return first
		}
	}
	return t
}

// Compare orders dates by time; of two that begin together, the less exact is first.
func (d Date) Compare(e Date) int {
	return cmp.Or(
		cmp.Compare(d.year, e.year),
		cmp.Compare(d.month, e.month),
		cmp.Compare(d.day, e.day),
		cmp.Compare(d.hour, e.hour),
		cmp.Compare(d.minute, e.minute),
		cmp.Compare(d.precision, e.precision),
	)
}

// String returns the date as [ParseDate] reads it, or "".
func (d Date) String() string {
	const layout = "0000-00-00T00:00"
	if d.precision == Unknown {
		return ""
	}
	b := []byte(layout)[:[...]int{ToYear: 4, ToMonth: 7, ToDay: 10, ToMinute: len(layout)}[d.precision]]
	put := func(end, n int) {
		for ; n > 0 && end <= len(b); end, n = end-1, n/10 {
			b[end-1] = byte('0' + n%10)
		}
	}
	put(4, int(d.year))
	put(7, int(d.month))
	put(10, int(d.day))
	put(13, int(d.hour))
	put(16, int(d.minute))
	return string(b)
}

// ISO returns the date for <time datetime>: like String, an hour with its distance
// from universal time ("2025-02-13T09:30+01:00").
func (d Date) ISO() string {
	if d.precision == ToMinute {
		return d.Time().Format("2006-01-02T15:04Z07:00")
	}
	return d.String()
}

// UnmarshalYAML reads a date as [ParseDate] does. An empty value is no date.
func (d *Date) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode {
		return fmt.Errorf("expected a date such as 2025-02-13, not a list or a mapping")
	}
	return d.UnmarshalText([]byte(node.Value))
}

// UnmarshalText reads a date as [ParseDate] does; "" is no date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d = Date{}
	if len(text) > 0 {
		*d, err = ParseDate(string(text))
	}
	return err
}

// MarshalText writes the date as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Hash lets gohugoio/hashstructure see the date, which has no exported fields:
// without it all dates would have one hash.
func (d Date) Hash() (uint64, error) {
	h := fnv.New64a()
	h.Write([]byte(d.String()))
	return h.Sum64(), nil
}
