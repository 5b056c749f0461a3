package lang

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"bassins/cmd/internal/diag"
)

// Fault is what is wrong with one field of a language.
type Fault struct {
	Field   string // the way to it in the file, with dots, list places from 0: "dates.days", "months.11"
	Message string
	Hint    string
}

var (
	idSyntax     = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)
	localeSyntax = regexp.MustCompile(`^[a-z]{2,3}_[A-Z]{2}$`)
)

// Compile checks the language and makes it ready for use. It returns all that is
// wrong, in the order of the fields; a language with faults still formats, badly.
// Whether the languages of Fallback exist is for the caller to say.
func (l *Language) Compile() []Fault {
	c := &compiler{}
	c.names(l)
	c.lists(l)
	c.dates(&l.Dates)
	c.hours(&l.Hours)
	c.numbers(&l.Numbers)
	l.rules = c.plurals(l.Plurals)
	c.typography(&l.Typography)
	l.nameDates()
	return c.faults
}

// compiler collects the faults of one language.
type compiler struct{ faults []Fault }

func (c *compiler) fault(field, hint, format string, args ...any) {
	c.faults = append(c.faults, Fault{Field: field, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (c *compiler) names(l *Language) {
	if !idSyntax.MatchString(l.ID) {
		c.fault("id", "a tag of BCP 47 such as fr or pt-BR", "%q is not the id of a language", l.ID)
	}
	c.text("name", l.Name)
	if !localeSyntax.MatchString(l.Locale) {
		c.fault("locale", "language and country such as fr_BE", "%q is not a locale", l.Locale)
	}
	if l.Direction != "ltr" && l.Direction != "rtl" {
		c.fault("direction", "", "%q is not a direction: expected ltr or rtl", l.Direction)
	}
	for i, id := range l.Fallback {
		field := "fallback." + strconv.Itoa(i)
		switch {
		case id == l.ID:
			c.fault(field, "name other languages", "%q is the language itself", id)
		case !idSyntax.MatchString(id):
			c.fault(field, "a tag of BCP 47 such as fr or pt-BR", "%q is not the id of a language", id)
		case slices.Contains(l.Fallback[:i], id):
			c.fault(field, "", "%q is named twice", id)
		}
	}
}

func (c *compiler) lists(l *Language) {
	c.list("months", l.Months[:])
	if l.MonthsAlone != [12]string{} {
		c.list("months_alone", l.MonthsAlone[:])
	}
	c.list("months_short", l.MonthsShort[:])
	c.list("weekdays", l.Weekdays[:])
}

// list checks names that must all be there and differ.
func (c *compiler) list(field string, names []string) {
	for i, name := range names {
		place := field + "." + strconv.Itoa(i)
		if c.text(place, name) && slices.Contains(names[:i], name) {
			c.fault(place, "", "%q is there twice", name)
		}
	}
}

func (c *compiler) dates(d *DatePatterns) {
	c.pattern("dates.date", d.Date, "day", "month", "year")
	c.pattern("dates.day_month", d.DayMonth, "day", "month")
	c.pattern("dates.day", d.Day, "day")
	c.pattern("dates.short", d.Short, "day", "month", "year")
	c.pattern("dates.month", d.Month, "month", "year")
	c.pattern("dates.weekday", d.Weekday, "date", "weekday")
	if d.On != "" {
		c.pattern("dates.on", d.On, "date")
	}
	c.pattern("dates.days", d.Days, "from", "to")
	if d.Hours != "" {
		c.pattern("dates.hours", d.Hours, "from", "to")
	}
	c.pattern("dates.months", d.Months, "from", "to")
	c.pattern("dates.years", d.Years, "from", "to")
	c.pattern("dates.at", d.At, "date", "time")
	c.pattern("dates.during", d.During, "date", "time")
}

func (c *compiler) hours(h *HourPatterns) {
	whole, minutes := []string{"hour"}, []string{"hour", "minute"}
	if h.Halves != [2]string{} {
		c.list("hours.halves", h.Halves[:])
		whole, minutes = []string{"half", "hour"}, []string{"half", "hour", "minute"}
	}
	c.pattern("hours.whole", h.Whole, whole...)
	c.pattern("hours.minutes", h.Minutes, minutes...)
	c.pattern("hours.alone", h.Alone, "time")
	c.pattern("hours.range", h.Range, "from", "to")
}

func (c *compiler) numbers(n *NumberMarks) {
	c.text("numbers.group", n.Group)
	c.text("numbers.decimal", n.Decimal)
	c.text("numbers.minus", n.Minus)
	if n.Group == n.Decimal && n.Group != "" {
		c.fault("numbers.decimal", "", "%q is the mark between groups too", n.Decimal)
	}
	if n.MinGrouping < 0 || n.MinGrouping > 3 {
		c.fault("numbers.min_grouping", "", "%d is not between 0 and 3", n.MinGrouping)
	}
	c.pattern("numbers.percent", n.Percent, "n")
}

// plurals returns the rules that are right, in the order of Categories.
func (c *compiler) plurals(texts map[string]string) []pluralRule {
	for _, category := range slices.Sorted(maps.Keys(texts)) {
		if !slices.Contains(Categories, category) {
			c.fault("plurals."+category, diag.DidYouMean(category, Categories),
				"%q is not a plural category: expected %s", category, strings.Join(Categories, ", "))
		}
	}
	var rules []pluralRule
	for _, category := range Categories {
		text, ok := texts[category]
		if !ok {
			continue
		}
		if category == Other {
			c.fault("plurals.other", "leave it out", "%q has no rule: it takes what is left", Other)
			continue
		}
		rule, err := parsePlural(text)
		if err != nil {
			c.fault("plurals."+category, "rules are written as in CLDR's plurals.xml, without samples", "%v", err)
			continue
		}
		rules = append(rules, pluralRule{category, rule})
	}
	return rules
}

func (c *compiler) typography(t *Typography) {
	for i, quote := range t.Quotes {
		c.text("typography.quotes."+strconv.Itoa(i), quote)
	}
	c.text("typography.apostrophe", t.Apostrophe)
	c.spaces("typography.space_before", t.SpaceBefore)
	c.spaces("typography.space_after", t.SpaceAfter)
}

func (c *compiler) spaces(field string, spaces map[string]string) {
	for _, mark := range slices.Sorted(maps.Keys(spaces)) {
		space := spaces[mark]
		if utf8.RuneCountInString(mark) != 1 {
			c.fault(field+"."+mark, "", "%q is not one character", mark)
		}
		if r, size := utf8.DecodeRuneInString(space); size != len(space) || !unicode.IsSpace(r) && r != '\u2060' {
			c.fault(field+"."+mark, `such as "\u00A0" or "\u202F"`, "%q is not one space", space)
		}
	}
}

// text says that a field must not be empty, and reports whether it is right.
func (c *compiler) text(field, value string) bool {
	if strings.Trim(value, " \t\n") == "" { // spaces that do not break are something: they group digits
		c.fault(field, "", "nothing is written here")
		return false
	}
	return true
}

// pattern says that a text must hold the arguments, given in alphabetical order,
// each once, and no others.
func (c *compiler) pattern(field, text string, arguments ...string) {
	if !c.text(field, text) {
		return
	}
	want := "{" + strings.Join(arguments, "} {") + "}"
	p, err := parsePattern(text)
	if err != nil {
		c.fault(field, "expected "+want, "%v", err)
	} else if !slices.Equal(p.arguments(), arguments) || strings.Count(text, "{")+strings.Count(text, "}") != 2*len(arguments) {
		c.fault(field, "", "%q does not hold each of %s once, and no others", text, want)
	}
}
