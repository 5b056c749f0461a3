package lang

import (
	"strconv"
	"time"
)

// Rules for all functions here: a part that the date does not know is not shown,
// never made up; the year is always shown; no date gives "".

// Date returns the date without its hour: "13 février 2025", "février 2025", "2025".
func (l *Language) Date(d Date) string {
	switch {
	case d.precision >= ToDay:
		return l.day(d, l.Dates.Date)
	case d.precision == ToMonth:
		return fill(l.Dates.Month, "month", l.monthAlone(d), "year", year(d))
	case d.precision == ToYear:
		return year(d)
	}
	return ""
}

// LongDate returns the date with its weekday: "jeudi 13 février 2025".
func (l *Language) LongDate(d Date) string {
	if d.precision < ToDay {
		return l.Date(d)
	}
	return l.longDay(d, l.Dates.Date)
}

// ShortDate returns the date with an abbreviated month: "13 févr. 2025".
func (l *Language) ShortDate(d Date) string {
	if d.precision < ToDay {
		return l.Date(d)
	}
	return fill(l.Dates.Short, "day", l.dayNumber(d), "month", l.MonthsShort[d.month-1], "year", year(d))
}

// OnDay returns the date with its weekday as it stands in a sentence, or alone:
// "le jeudi 13 février 2025".
func (l *Language) OnDay(d Date) string {
	if d.precision < ToDay {
		return l.Date(d)
	}
	return l.on(l.LongDate(d))
}

// on puts around a day what the language asks for.
func (l *Language) on(date string) string {
	if l.Dates.On == "" {
		return date
	}
	return fill(l.Dates.On, "date", date)
}

// Month returns the month of a date: "février 2025", or "2025" if only the year is known.
func (l *Language) Month(d Date) string { return l.Date(d.Truncate(ToMonth)) }

// Range returns two dates as one: "du 2 au 6 décembre 2024", "avril – juin 2025",
// "2023–2025". What the ends share is written once. Without an end, or with an
// equal one, it is [Language.Date].
func (l *Language) Range(from, to Date) string {
	return l.ends(from.Truncate(ToDay), to.Truncate(ToDay), l.day, l.Date)
}

// LongRange is [Language.Range] with weekdays:
// "du lundi 2 au vendredi 6 décembre 2024".
func (l *Language) LongRange(from, to Date) string {
	return l.ends(from.Truncate(ToDay), to.Truncate(ToDay), l.longDay, l.OnDay)
}

// Hour returns the time of day: "9 h 30", or "" if it is not known.
func (l *Language) Hour(d Date) string {
	if d.precision < ToMinute {
		return ""
	}
	return fill(l.Hours.Alone, "time", l.clock(d))
}

// HourRange returns two times of day as one: "de 9 h 30 à 12 h". Without an end,
// or with an equal one, it is [Language.Hour].
func (l *Language) HourRange(from, to Date) string {
	if !twoHours(from, to) {
		return l.Hour(from)
	}
	return fill(l.Hours.Range, "from", l.clock(from), "to", l.clock(to))
}

// twoHours reports whether two dates have different times of day.
func twoHours(from, to Date) bool {
	return from.precision == ToMinute && to.precision == ToMinute && (from.hour != to.hour || from.minute != to.minute)
}

// When returns all that is known of when something happens, with weekdays:
// "le jeudi 13 février 2025 de 9 h 30 à 12 h", or over several days
// "du lundi 2 à 9 h 30 au vendredi 6 décembre 2024 à 12 h".
func (l *Language) When(from, to Date) string {
	switch {
	case from.Truncate(ToDay) != to.Truncate(ToDay) && !to.IsZero():
		return l.ends(from, to, l.dayAt, func(d Date) string { return l.When(d, Date{}) })
	case from.precision < ToMinute:
		return l.OnDay(from)
	case !twoHours(from, to):
		return l.on(l.dayAt(from, l.Dates.Date))
	}
	return fill(l.Dates.During, "date", l.OnDay(from), "time", l.HourRange(from, to))
}

// ends writes a range. The function day writes a date that is known to the day by
// one of the patterns Date, DayMonth and Day; alone writes any date by itself.
func (l *Language) ends(from, to Date, day func(Date, string) string, alone func(Date) string) string {
	if to.IsZero() || from == to {
		return alone(from)
	}
	if from.IsZero() {
		return alone(to)
	}
	sameYear := from.year == to.year
	switch {
	case from.precision >= ToDay && to.precision >= ToDay:
		start := l.Dates.Date
		if sameYear && from.month == to.month {
			start = l.Dates.Day
		} else if sameYear {
			start = l.Dates.DayMonth
		}
		pattern := l.Dates.Days
		if max(from.precision, to.precision) == ToMinute && l.Dates.Hours != "" {
			pattern = l.Dates.Hours
		}
		return fill(pattern, "from", day(from, start), "to", day(to, l.Dates.Date))
	case from.precision == ToYear && to.precision == ToYear:
		return fill(l.Dates.Years, "from", year(from), "to", year(to))
	case from.precision == ToMonth && to.precision == ToMonth && sameYear:
		return fill(l.Dates.Months, "from", l.monthAlone(from), "to", alone(to))
	}
	return fill(l.Dates.Months, "from", alone(from), "to", alone(to))
}

// day writes a day by one of the patterns Date, DayMonth and Day.
func (l *Language) day(d Date, pattern string) string {
	return fill(pattern, "day", l.dayNumber(d), "month", l.Months[d.month-1], "year", year(d))
}

func (l *Language) longDay(d Date, pattern string) string {
	weekday := time.Date(int(d.year), d.Month(), int(d.day), 0, 0, 0, 0, time.UTC).Weekday()
	return fill(l.Dates.Weekday, "weekday", l.Weekdays[(weekday+6)%7], "date", l.day(d, pattern))
}

// dayAt is longDay with the hour, if that is known.
func (l *Language) dayAt(d Date, pattern string) string {
	if d.precision < ToMinute {
		return l.longDay(d, pattern)
	}
	return fill(l.Dates.At, "date", l.longDay(d, pattern), "time", l.Hour(d))
}

func (l *Language) dayNumber(d Date) string {
	if d.day == 1 && l.Dates.FirstDay != "" {
		return l.Dates.FirstDay
	}
	return strconv.Itoa(int(d.day))
}

func (l *Language) monthAlone(d Date) string {
	if name := l.MonthsAlone[d.month-1]; name != "" {
		return name
	}
	return l.Months[d.month-1]
}

// clock writes a time of day without what goes around it.
func (l *Language) clock(d Date) string {
	h := &l.Hours
	hour, half := int(d.hour), ""
	if h.Halves != [2]string{} {
		half = h.Halves[hour/12]
		hour = (hour+11)%12 + 1
	}
	switch {
	case d.minute > 0:
		return fill(h.Minutes, "hour", strconv.Itoa(hour), "minute", two(d.minute), "half", half)
	case d.hour == 12 && h.Noon != "":
		return h.Noon
	case d.hour == 0 && h.Midnight != "":
		return h.Midnight
	}
	return fill(h.Whole, "hour", strconv.Itoa(hour), "half", half)
}

// two writes a number below 100 with two digits.
func two(n uint8) string { return string([]byte{'0' + n/10, '0' + n%10}) }

func year(d Date) string { return strconv.Itoa(int(d.year)) }
