package lang

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// WrongWeekday is a date in a text whose weekday is not that of the date.
type WrongWeekday struct {
	Offset  int    // of the date in the text
	Written string // "jeudi 12 février 2025"
	Weekday string // what the day was: "mercredi"
}

// WrongWeekdays returns the dates in a text that name another weekday than theirs:
// weekday, day, month and year in words, or with the month before the day, with
// commas or without. A text is searched for years first, which few have (0.1 µs for
// 3 kB without one).
func (l *Language) WrongWeekdays(text string) []WrongWeekday {
	var found []WrongWeekday
	for _, century := range [...]string{"19", "20"} {
		for at := 0; ; at += len(century) {
			next := strings.Index(text[at:], century)
			if next < 0 {
				break
			}
			at += next
			if w, ok := l.weekdayBefore(text, at); ok {
				found = append(found, w)
			}
		}
	}
	slices.SortFunc(found, func(a, b WrongWeekday) int { return a.Offset - b.Offset })
	return found
}

// weekdayBefore reads the date that ends with the year at a place of a text; ok
// reports whether there is one with a wrong weekday.
func (l *Language) weekdayBefore(text string, at int) (w WrongWeekday, ok bool) {
	end := at + len("2025")
	if end > len(text) || end < len(text) && isDigit(text[end]) {
		return w, false
	}
	year, err := strconv.Atoi(text[at:end])
	if err != nil {
		return w, false
	}
	day, month, i := 0, time.Month(0), at
	for day == 0 || month == 0 {
		word, start := l.wordBefore(text, i)
		n := dayNumber(word)
		switch name := l.names[strings.ToLower(word)]; {
		case name.month != 0 && month == 0:
			month = name.month
		case n != 0 && day == 0:
			day = n
		default:
			return w, false
		}
		i = start
	}
	word, start := l.wordBefore(text, i)
	name, known := l.names[strings.ToLower(word)]
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if !known || name.weekday == 0 || text[start+len(word)] == '.' || date.Day() != day || date.Weekday() == name.weekday%7 {
		return w, false
	}
	return WrongWeekday{start, text[start:end], l.Weekdays[(date.Weekday()+6)%7]}, true
}

// wordBefore returns the word or number that ends before a place of a text, and
// where it starts; "" if anything but spaces, commas and emphasis lies between, or
// one of the words that the language writes between the parts of a date ("12 de
// febrero de 2025").
func (l *Language) wordBefore(text string, end int) (word string, start int) {
	for end > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:end])
		if !unicode.IsSpace(r) && r != ',' && r != '*' && r != '_' {
			break
		}
		end -= size
	}
	start = end
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (r != '.' || start != end) { // a dot ends "12." and "févr."
			break
		}
		start -= size
	}
	word = strings.TrimSuffix(text[start:end], ".")
	if start > 0 && slices.Contains(l.between, word) {
		return l.wordBefore(text, start)
	}
	return word, start
}

// dayNumber reads the day of a month with an ending that a language may give it
// ("1er", "2nd"), or returns 0.
func dayNumber(word string) int {
	digits := 0
	for digits < len(word) && isDigit(word[digits]) {
		digits++
	}
	if digits == 0 || digits > 2 || len(word)-digits > 3 {
		return 0
	}
	n, _ := strconv.Atoi(word[:digits])
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// calendarName is what a word means in a date: a month or a weekday, Sunday being 7.
type calendarName struct {
	month   time.Month
	weekday time.Weekday
}

// nameDates prepares the words of [Language.WrongWeekdays].
func (l *Language) nameDates() {
	l.names = map[string]calendarName{}
	add := func(name string, meaning calendarName) {
		name = strings.ToLower(strings.TrimSuffix(name, "."))
		l.names[name] = meaning
		l.names[Fold(name)] = meaning // "fevrier" is read too
	}
	for i := range 12 {
		for _, name := range []string{l.Months[i], l.MonthsAlone[i], l.MonthsShort[i]} {
			add(name, calendarName{month: time.Month(i + 1)})
		}
	}
	for i, name := range l.Weekdays {
		add(name, calendarName{weekday: time.Weekday(i + 1)})
	}
	delete(l.names, "")
	l.between = nil
	for _, pattern := range []string{l.Dates.Date, l.Dates.Weekday} {
		for _, word := range strings.FieldsFunc(pattern, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '.' }) {
			if !strings.Contains(word, "{") {
				l.between = append(l.between, word)
			}
		}
	}
}
