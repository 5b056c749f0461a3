package schedule

import (
	"slices"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Day is a day with what is held on it.
type Day struct {
	Date      lang.Date
	Starts    []*site.Occurrence // that begin on it; those without an hour first
	Continues []*site.Occurrence // that began on a day before
}

// Month is a month with the days on which something begins.
type Month struct {
	Date    lang.Date          // a month, or a year for what is known no better
	Undated []*site.Occurrence // of which no day is known
	Days    []Day
}

// Count returns the number of occurrences that begin in the month.
func (m Month) Count() int {
	n := len(m.Undated)
	for _, d := range m.Days {
		n += len(d.Starts)
	}
	return n
}

// ByMonth groups occurrences, which are in the order of their starts, by the month
// and the day on which they begin.
func ByMonth(occurrences []*site.Occurrence) []Month {
	var months []Month
	for _, o := range occurrences {
		date := o.Start.Truncate(lang.ToMonth)
		if n := len(months); n == 0 || months[n-1].Date != date {
			months = append(months, Month{Date: date})
		}
		m := &months[len(months)-1]
		if o.Start.Precision() < lang.ToDay {
			m.Undated = append(m.Undated, o)
			continue
		}
		day := o.Start.Truncate(lang.ToDay)
		if n := len(m.Days); n == 0 || m.Days[n-1].Date != day {
			m.Days = append(m.Days, Day{Date: day})
		}
		last := &m.Days[len(m.Days)-1]
		last.Starts = append(last.Starts, o)
	}
	return months
}

// Cut returns the first months with at most limit occurrences, and what is left of
// the others, which begins with a part of a month if that alone has more. At least
// one day is shown.
func Cut(months []Month, limit int) (shown, rest []Month) {
	n := 0
	for i, m := range months {
		if n+m.Count() <= limit {
			n += m.Count()
			continue
		}
		if i > 0 {
			return months[:i], months[i:]
		}
		first, later := m, Month{Date: m.Date}
		n = len(m.Undated)
		for k, d := range m.Days {
			if n += len(d.Starts); n > limit && k > 0 {
				first.Days, later.Days = m.Days[:k], m.Days[k:]
				break
			}
		}
		if len(later.Days) == 0 {
			return months[:1], months[1:]
		}
		return []Month{first}, append([]Month{later}, months[1:]...)
	}
	return months, nil
}

// Span returns the first and the last day on which an occurrence is held. What
// ends in the night after it began, or at midnight, is of the day on which it began:
// nobody would look for the end of a soirée on the morning after.
func Span(o *site.Occurrence) (first, last lang.Date) {
	first = o.Start.Truncate(lang.ToDay)
	end := o.Last()
	if end.Precision() == lang.ToMinute {
		if end.Time().Sub(o.Start.Time()) <= 24*time.Hour {
			return first, first
		}
		if hour, minute, _ := end.Clock(); hour == 0 && minute == 0 {
			end = lang.DateOf(end.Time().Add(-time.Minute), lang.ToDay)
		}
	}
	return first, end.Truncate(lang.ToDay)
}

// MonthsOf returns the months in which an occurrence is held; a year for one of which no
// more is known.
func MonthsOf(o *site.Occurrence) []lang.Date {
	first, last := Span(o)
	months := []lang.Date{first.Truncate(lang.ToMonth)}
	if first.Precision() < lang.ToMonth || last.Precision() < lang.ToMonth {
		return months
	}
	for month := months[0]; month.Compare(last.Truncate(lang.ToMonth)) < 0; months = append(months, month) {
		month = lang.DateOf(month.Time().AddDate(0, 1, 0), lang.ToMonth)
	}
	return months
}

// Upcoming returns the occurrences that have not ended, by start.
func Upcoming(s *site.Site, occurrences []*site.Occurrence) []*site.Occurrence {
	var found []*site.Occurrence
	for _, o := range occurrences {
		if !s.Ended(o) {
			found = append(found, o)
		}
	}
	return found
}

// Past returns the occurrences that have ended, the latest first.
func Past(s *site.Site, occurrences []*site.Occurrence) []*site.Occurrence {
	var found []*site.Occurrence
	for i := len(occurrences) - 1; i >= 0; i-- {
		if s.Ended(occurrences[i]) {
			found = append(found, occurrences[i])
		}
	}
	return found
}

// WithDay returns the occurrences of which the day is known.
func WithDay(occurrences []*site.Occurrence) []*site.Occurrence {
	return slices.DeleteFunc(slices.Clone(occurrences), func(o *site.Occurrence) bool { return o.Start.Precision() < lang.ToDay })
}

// End returns the moment at which an occurrence is over: its end, or that of the
// day, month or year in which it is, where no hour is known.
func End(o *site.Occurrence) time.Time {
	last := o.Last()
	t := last.Time()
	switch last.Precision() {
	case lang.ToMinute:
		if !o.End.IsZero() {
			return t
		}
		return last.Truncate(lang.ToDay).Time().AddDate(0, 0, 1) // an end that is not known
	case lang.ToDay:
		return t.AddDate(0, 0, 1)
	case lang.ToMonth:
		return t.AddDate(0, 1, 0)
	}
	return t.AddDate(1, 0, 0)
}
