package lang

import (
	"cmp"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// PeriodKind says what sort of time a [Period] is. Values of two periods can be
// compared only if their kinds are equal.
type PeriodKind uint8

// The kinds of periods.
const (
	Undated    PeriodKind = iota // the source gives none
	Yearly                       // 2025
	Monthly                      // 2025-03
	AsOf                         // 2025-01-01: as things stood on a day
	SchoolYear                   // 2024/2025
	Years                        // 2017..2019
	Span                         // 2024-12-02..2024-12-06, or from month to month
)

// Period is the time that a figure is about. Its zero value is no period. Both
// ends are part of it.
type Period struct {
	From, To Date // To is no date if the period is one year, one month or one day
	School   bool
}

// ParsePeriod reads 2025, 2025-03, 2025-01-01, the school year 2024/2025, or two
// dates with .. between them, which are equally exact: 2017..2019.
func ParsePeriod(s string) (Period, error) {
	from, to, isSchool := strings.Cut(s, "/")
	if !isSchool {
		var isRange bool
		if from, to, isRange = strings.Cut(s, ".."); !isRange {
			d, err := ParseDate(s)
			if err == nil && d.precision == ToMinute {
				err = fmt.Errorf("%q is not a period: leave the hour out", s)
			}
			return Period{From: d}, err
		}
	}
	a, err := ParseDate(from)
	if err != nil {
		return Period{}, err
	}
	b, err := ParseDate(to)
	switch {
	case err != nil:
		return Period{}, err
	case isSchool && (a.precision != ToYear || b.precision != ToYear || b.year != a.year+1):
		return Period{}, fmt.Errorf("%q is not a school year: write it as 2024/2025", s)
	case a.precision != b.precision || a.precision == ToMinute:
		return Period{}, fmt.Errorf("%q is not a period: both ends are years, months or days", s)
	case a.Compare(b) >= 0:
		return Period{}, fmt.Errorf("%q is not a period: it ends before it has begun", s)
	}
	return Period{a, b, isSchool}, nil
}

// IsZero reports whether this is no period.
func (p Period) IsZero() bool { return p.From.IsZero() }

// Kind says what sort of time this is.
func (p Period) Kind() PeriodKind {
	switch {
	case p.IsZero():
		return Undated
	case p.School:
		return SchoolYear
	case !p.To.IsZero() && p.To.precision == ToYear:
		return Years
	case !p.To.IsZero():
		return Span
	}
	return [...]PeriodKind{ToYear: Yearly, ToMonth: Monthly, ToDay: AsOf}[p.From.precision]
}

// Last is the end of the period: a year, a month or a day, which is part of it.
func (p Period) Last() Date {
	if p.To.IsZero() {
		return p.From
	}
	return p.To
}

// Year is the year in which the period ends, to whose report it belongs, or 0.
func (p Period) Year() int { return p.Last().Year() }

// Place is where the period lies on an axis of years: 2025 is 2025, its March
// 2025 and two twelfths; what lasts several years lies in their middle.
func (p Period) Place() float64 {
	if p.IsZero() {
		return 0
	}
	return (p.From.place() + p.Last().place()) / 2
}

// place is the beginning of the date, in years.
func (d Date) place() float64 {
	const months, days = 12, 31
	return float64(d.year) + float64(max(1, d.month)-1)/months + float64(max(1, d.day)-1)/months/days
}

// Compare orders periods by their end, and those that end together by their
// beginning.
func (p Period) Compare(q Period) int {
	return cmp.Or(p.Last().Compare(q.Last()), p.From.Compare(q.From))
}

// String returns the period as [ParsePeriod] reads it, or "".
func (p Period) String() string {
	switch {
	case p.School:
		return p.From.String() + "/" + p.To.String()
	case !p.To.IsZero():
		return p.From.String() + ".." + p.To.String()
	}
	return p.From.String()
}

// UnmarshalYAML reads a period as [ParsePeriod] does. An empty value is no period.
func (p *Period) UnmarshalYAML(node *yaml.Node) (err error) {
	*p = Period{}
	switch {
	case node.Kind != yaml.ScalarNode:
		return fmt.Errorf("expected a period such as 2025 or 2025-01-01, not a list or a mapping")
	case node.Value != "":
		*p, err = ParsePeriod(node.Value)
	}
	return err
}
