package schedule

import (
	"slices"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Year is a year of the archive.
type Year struct {
	Year        int
	Occurrences []*site.Occurrence     // that are held in it, by start
	Months      [12][]*site.Occurrence // that are held in each month; a day or the month is known
	Undated     []*site.Occurrence     // of which only the year is known
}

// Date returns the year as a date.
func (y *Year) Date() lang.Date { return lang.DateOf(first(y.Year, time.January), lang.ToYear) }

// Month returns a month of the year as a date.
func (y *Year) Month(m time.Month) lang.Date { return lang.DateOf(first(y.Year, m), lang.ToMonth) }

func first(year int, m time.Month) time.Time {
	return time.Date(year, m, 1, 12, 0, 0, 0, lang.Brussels())
}

// Years returns the years in which something is held, the earliest first. What is
// held in two months, or over New Year, is in both.
func Years(occurrences []*site.Occurrence) []*Year {
	byYear := map[int]*Year{}
	var years []*Year
	at := func(n int) *Year {
		if byYear[n] == nil {
			byYear[n] = &Year{Year: n}
			years = append(years, byYear[n])
		}
		return byYear[n]
	}
	for _, o := range occurrences {
		from, to := Span(o)
		for n := from.Year(); n <= to.Year(); n++ {
			y := at(n)
			y.Occurrences = append(y.Occurrences, o)
			if from.Precision() < lang.ToMonth {
				y.Undated = append(y.Undated, o)
				continue
			}
			start, end := time.January, time.December
			if n == from.Year() {
				start = from.Month()
			}
			if n == to.Year() && to.Precision() >= lang.ToMonth {
				end = to.Month()
			}
			for m := start; m <= end; m++ {
				y.Months[m-1] = append(y.Months[m-1], o)
			}
		}
	}
	slices.SortFunc(years, func(a, b *Year) int { return a.Year - b.Year })
	return years
}

// Cell is a day of a [Sheet].
type Cell struct {
	Day
	Weekday int // 1 is Monday
	Week    int // of the month, from 1
}

// Sheet is a month in weeks.
type Sheet struct {
	Month   lang.Date
	Cells   []Cell             // all its days
	Weeks   int                // 4 to 6
	Undated []*site.Occurrence // of which no day is known
	Long    []*site.Occurrence // that last longer than anybody wants to see them on every day
}

// longest is how many days an occurrence may last and be shown on each.
const longest = 14

// SheetOf arranges what is held in a month, which is in the order of its starts, in
// the weeks of the month.
func SheetOf(month lang.Date, occurrences []*site.Occurrence) Sheet {
	s := Sheet{Month: month}
	start := first(month.Year(), month.Month())
	offset := (int(start.Weekday()) + 6) % 7
	for t := start; t.Month() == month.Month(); t = t.AddDate(0, 0, 1) {
		place := offset + t.Day() - 1
		s.Cells = append(s.Cells, Cell{Day: Day{Date: lang.DateOf(t, lang.ToDay)}, Weekday: place%7 + 1, Week: place/7 + 1})
	}
	s.Weeks = s.Cells[len(s.Cells)-1].Week
	for _, o := range occurrences {
		from, to := Span(o)
		switch {
		case from.Precision() < lang.ToDay:
			s.Undated = append(s.Undated, o)
			continue
		case to.Time().Sub(from.Time()) > longest*24*time.Hour:
			s.Long = append(s.Long, o)
			continue
		}
		for i := range s.Cells {
			c := &s.Cells[i]
			switch {
			case c.Date == from:
				c.Starts = append(c.Starts, o)
			case c.Date.Compare(from) > 0 && c.Date.Compare(to) <= 0:
				c.Continues = append(c.Continues, o)
			}
		}
	}
	return s
}

// Pages cuts a sheet into parts with at most limit occurrences each, or a single
// day. What has no day is in the first.
func (s Sheet) Pages(limit int) []Sheet {
	pages := []Sheet{s}
	from, n := 0, len(s.Undated)+len(s.Long)
	for i, c := range s.Cells {
		size := len(c.Starts) + len(c.Continues)
		if n+size > limit && n > 0 {
			pages[len(pages)-1].Cells = s.Cells[from:i]
			pages = append(pages, Sheet{Month: s.Month, Weeks: s.Weeks})
			from, n = i, 0
		}
		n += size
	}
	pages[len(pages)-1].Cells = s.Cells[from:]
	return pages
}

// NoMonth is the place in [Lines] of what has only a year.
const NoMonth = 12

// Lines is a year in twelve short lists that fit on a sheet of paper, and one of
// what has no month.
type Lines struct {
	Months [NoMonth + 1][]*site.Occurrence
	More   [NoMonth + 1]int // how many a month has besides
	Total  int              // of those that are shown
}

// Glance returns the year's occurrences that match, each in the month in which it
// begins or goes on into the year, and of each month the same number at most, so
// that all together are at most limit.
func Glance(y *Year, match func(*site.Occurrence) bool, limit int) Lines {
	var g Lines
	most := 0
	for m, occurrences := range y.Months {
		for _, o := range occurrences {
			begins := o.Start.Year() == y.Year && int(o.Start.Month()) == m+1 || m == 0 && o.Start.Year() < y.Year
			if begins && match(o) {
				g.Months[m] = append(g.Months[m], o)
			}
		}
		most = max(most, len(g.Months[m]))
	}
	for _, o := range y.Undated {
		if match(o) {
			g.Months[NoMonth] = append(g.Months[NoMonth], o)
		}
	}
	most = max(most, len(g.Months[NoMonth]))
	total := func(most int) (n int) {
		for _, list := range g.Months {
			n += min(len(list), most)
		}
		return n
	}
	for most > 1 && total(most) > limit {
		most--
	}
	for m, list := range g.Months {
		if len(list) > most {
			g.Months[m], g.More[m] = list[:most], len(list)-most
		}
	}
	g.Total = total(most)
	return g
}
