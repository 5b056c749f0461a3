package agenda

import (
	"fmt"
	"slices"
	"time"
)

// Span is the time of one occurrence. The days of whole-day events are their
// midnights, and End is the last day.
type Span struct{ Start, End time.Time }

// Recurrence is a span of time that repeats, or not if it has neither Rule nor Also.
type Recurrence struct {
	// Start and End are those of the first occurrence, in Brussels. If AllDay, they
	// are midnights of the first and of the last day. An End that is not after
	// Start, as the zero time, is none: the occurrences have a beginning, or a day.
	//
	// The rule begins with Start. What a rule does that leaves it out is undefined
	// (RFC 5545, 3.8.5.3) and different in every calendar program, so see whether
	// First returns it.
	Start, End time.Time
	AllDay     bool
	Rule       Rule
	Except     []time.Time // starts (days when AllDay) that do not happen: EXDATE
	Also       []time.Time // starts (days when AllDay) beside those of the rule: RDATE
}

// ErrTooMany is returned for more than MaxOccurrences in one window.
var ErrTooMany = fmt.Errorf("more than %d occurrences", MaxOccurrences)

var errYears = fmt.Errorf("a rule begins between %d and %d", firstYear, lastYear)

// Between returns the occurrences that start in [from, to), in order. They start
// and end at the same hour all year, also when the clock changes meanwhile.
func (r Recurrence) Between(from, to time.Time) ([]Span, error) {
	if y := wall(r.Start).Year(); !r.Rule.IsZero() && (y < firstYear || y > lastYear) {
		return nil, errYears
	}
	var spans []Span
	add := func(w time.Time) error {
		t := instant(w)
		if t.Before(from) || !t.Before(to) || r.lists(r.Except, t) {
			return nil
		}
		if len(spans) == MaxOccurrences {
			return ErrTooMany
		}
		spans = append(spans, r.span(w))
		return nil
	}
	for w := range r.starts(from, to) {
		if !instant(w).Before(to) {
			break
		}
		if err := add(w); err != nil {
			return nil, err
		}
	}
	for _, t := range r.Also {
		if err := add(wall(r.begin(t))); err != nil {
			return nil, err
		}
	}
	if len(r.Also) > 0 {
		slices.SortStableFunc(spans, func(a, b Span) int { return a.Start.Compare(b.Start) })
		spans = slices.CompactFunc(spans, func(a, b Span) bool { return a.Start.Equal(b.Start) })
	}
	return spans, nil
}

// First returns the first occurrence of the rule, whether or not it is an exception.
// It is false if the rule has no occurrence at all, or none in 30 years.
func (r Recurrence) First() (Span, bool) {
	for w := range r.starts(r.Start, r.Start.AddDate(patience, 0, 0)) {
		return r.span(w), true
	}
	return Span{}, false
}

// At returns the occurrence that starts at a moment (on a day when AllDay), of the
// rule or of Also. Exceptions count as occurrences here, so that an exception that
// matches nothing can be found: it is one for which At is false.
func (r Recurrence) At(start time.Time) (Span, bool) {
	start = r.begin(start)
	if r.lists(r.Also, start) {
		return r.span(wall(start)), true
	}
	for w := range r.starts(start, start) {
		if t := instant(w); !t.Before(start) {
			return r.span(w), t.Equal(start)
		}
	}
	return Span{}, false
}

// walls are the start and the end of the first occurrence on the clock. Without an
// end, they are the same.
func (r Recurrence) walls() (start, end time.Time) {
	start, end = wall(r.Start), wall(r.End)
	if r.AllDay {
		start, end = midnight(start), midnight(end)
	}
	if end.Before(start) {
		end = start
	}
	return start, end
}

// repeats reports whether there is more than the first occurrence.
func (r Recurrence) repeats() bool { return !r.Rule.IsZero() || len(r.Also) > 0 }

// lists reports whether one of the times is an occurrence that begins at t.
func (r Recurrence) lists(times []time.Time, t time.Time) bool {
	return slices.ContainsFunc(times, func(other time.Time) bool { return r.begin(other).Equal(t) })
}

// begin is the moment that a start means: the midnight of its day if AllDay.
func (r Recurrence) begin(t time.Time) time.Time {
	if r.AllDay {
		return instant(midnight(wall(t)))
	}
	return exact(t)
}

// span is the occurrence that begins when the clock shows a time. It lasts as long
// as the first, by the clock. RFC 5545 (3.8.5.3) wants the same number of minutes,
// so that a night of 22:00 to 6:00 would end at 7:00 if the clock goes forward
// meanwhile; people mean 6:00, and calendar programs show it.
func (r Recurrence) span(w time.Time) Span {
	start, end := r.walls()
	length := end.Sub(start)
	s := Span{instant(w), instant(w.Add(length))}
	if length > 0 && !s.End.After(s.Start) {
		// It begins in the hour that is left out, and would end before that is over.
		s.End = s.Start.Add(length)
	}
	return s
}
