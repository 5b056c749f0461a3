package lang

// Language is all that is known about one language, decoded from its file in
// data/languages. Call [Language.Compile] before use.
type Language struct {
	ID        string   `yaml:"id"`        // BCP 47, as in <html lang>: "fr"
	Name      string   `yaml:"name"`      // in the language itself: "Français"
	Locale    string   `yaml:"locale"`    // for og:locale: "fr_BE"
	Direction string   `yaml:"direction"` // "ltr" or "rtl"
	Fallback  []string `yaml:"fallback"`  // other languages, in the order tried where a text is missing

	Months      [12]string `yaml:"months"`       // beside a day: "1 lutego"
	MonthsAlone [12]string `yaml:"months_alone"` // without a day: "luty 2025"; may be left out if the same
	MonthsShort [12]string `yaml:"months_short"` // abbreviated, beside a day
	Weekdays    [7]string  `yaml:"weekdays"`     // Monday first

	Dates      DatePatterns      `yaml:"dates"`
	Hours      HourPatterns      `yaml:"hours"`
	Numbers    NumberMarks       `yaml:"numbers"`
	Plurals    map[string]string `yaml:"plurals"` // category → rule in the syntax of UTS 35
	Typography Typography        `yaml:"typography"`

	rules   []pluralRule            // compiled from Plurals, in the order of Categories
	names   map[string]calendarName // of months and weekdays, in lower case, with and without accents
	between []string                // words that stand between the parts of a date
}

// DatePatterns say how a language writes dates. {day}, {month} and {year} stand
// for the parts, {from} and {to} for the two ends of a range.
type DatePatterns struct {
	FirstDay string `yaml:"first_day"` // the first of a month, if not "1": "1er"
	Date     string `yaml:"date"`      // "{day} {month} {year}"
	DayMonth string `yaml:"day_month"` // "{day} {month}", at the start of a range within a year
	Day      string `yaml:"day"`       // "{day}", at the start of a range within a month
	Short    string `yaml:"short"`     // "{day} {month} {year}" with the abbreviated month
	Month    string `yaml:"month"`     // "{month} {year}"
	Weekday  string `yaml:"weekday"`   // "{weekday} {date}"
	On       string `yaml:"on"`        // "le {date}", around a day with its weekday that is no end of a range; may be left out
	Days     string `yaml:"days"`      // "du {from} au {to}", ends that are days
	Hours    string `yaml:"hours"`     // the same for ends with hours, if not Days: "van {from} tot {to}"
	Months   string `yaml:"months"`    // "{from} – {to}", ends that are months
	Years    string `yaml:"years"`     // "{from}–{to}", ends that are years
	At       string `yaml:"at"`        // "{date} à {time}", one hour
	During   string `yaml:"during"`    // "{date} {time}", a range of hours
}

// HourPatterns say how a language writes the time of day. With Halves the clock
// has twelve hours, and the patterns Whole and Minutes hold {half}.
type HourPatterns struct {
	Halves   [2]string `yaml:"halves"`   // before and after noon: [am, pm]; left out for 24 hours
	Whole    string    `yaml:"whole"`    // "{hour} h"
	Minutes  string    `yaml:"minutes"`  // "{hour} h {minute}"
	Noon     string    `yaml:"noon"`     // instead of Whole at 12:00, if not empty
	Midnight string    `yaml:"midnight"` // instead of Whole at 0:00, if not empty
	Alone    string    `yaml:"alone"`    // "{time} uur", around one hour
	Range    string    `yaml:"range"`    // "van {from} tot {to} uur", around two
}

// NumberMarks say how a language writes numbers.
type NumberMarks struct {
	Group       string `yaml:"group"`        // between groups of three digits
	MinGrouping int    `yaml:"min_grouping"` // digits before the first group mark; 2 leaves 1234 whole (CLDR minimumGroupingDigits)
	Decimal     string `yaml:"decimal"`      // before the decimals
	Minus       string `yaml:"minus"`        // before a negative number
	Percent     string `yaml:"percent"`      // "{n} %"
}

// Typography is what package markdown applies to prose.
type Typography struct {
	Quotes      [4]string         `yaml:"quotes"`       // opening and closing, outer then inner
	Apostrophe  string            `yaml:"apostrophe"`   // for the typed '
	SpaceBefore map[string]string `yaml:"space_before"` // mark → the space that goes before it
	SpaceAfter  map[string]string `yaml:"space_after"`  // mark → the space that goes after it
}

// Order returns the languages in which to look for a text: this one, then those
// of Fallback.
func (l *Language) Order() []string {
	return append([]string{l.ID}, l.Fallback...)
}

// Text is a text in several languages, by their id.
type Text map[string]string

// In returns the text in one language, or "".
func (t Text) In(id string) string { return t[id] }

// Best returns the text in the first language of order that has one, and that
// language, or "" twice. [Language.Order] is such an order.
func (t Text) Best(order []string) (text, lang string) {
	for _, id := range order {
		if t[id] != "" {
			return t[id], id
		}
	}
	return "", ""
}
