package lang

import (
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"
)

// languages are those of the site, as their files say.
func languages(t testing.TB) map[string]*Language {
	t.Helper()
	all := map[string]*Language{}
	for _, id := range []string{"fr", "nl", "en"} {
		data, err := os.ReadFile("../../../data/languages/" + id + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		all[id] = compile(t, string(data))
		if all[id].ID != id {
			t.Errorf("%s.yaml is about %q", id, all[id].ID)
		}
	}
	return all
}

func decode(t testing.TB, data string) *Language {
	t.Helper()
	l := &Language{}
	if err := yaml.Load([]byte(data), l, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	return l
}

func compile(t testing.TB, data string) *Language {
	t.Helper()
	l := decode(t, data)
	for _, fault := range l.Compile() {
		t.Errorf("%s: %s: %s (%s)", l.ID, fault.Field, fault.Message, fault.Hint)
	}
	return l
}

// polish is a language that the site has not: it shows that nothing of a language
// is in the code. Its months differ beside a day, four digits are not grouped, and
// its plurals have four categories.
const polish = `
id: pl
name: Polski
locale: pl_PL
direction: ltr
fallback: [en, fr, nl]
months: [stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, września, października, listopada, grudnia]
months_alone: [styczeń, luty, marzec, kwiecień, maj, czerwiec, lipiec, sierpień, wrzesień, październik, listopad, grudzień]
months_short: [sty, lut, mar, kwi, maj, cze, lip, sie, wrz, paź, lis, gru]
weekdays: [poniedziałek, wtorek, środa, czwartek, piątek, sobota, niedziela]
dates:
  date: "{day} {month} {year}"
  day_month: "{day} {month}"
  day: "{day}"
  short: "{day} {month} {year}"
  month: "{month} {year}"
  weekday: "{weekday}, {date}"
  days: "{from} – {to}"
  months: "{from} – {to}"
  years: "{from}–{to}"
  at: "{date}, {time}"
  during: "{date}, {time}"
hours: {whole: "{hour}:00", minutes: "{hour}:{minute}", alone: "{time}", range: "{from}–{to}"}
numbers: {group: "\u00A0", min_grouping: 2, decimal: ",", minus: "-", percent: "{n}%"}
plurals:
  one: i = 1 and v = 0
  few: v = 0 and i % 10 = 2..4 and i % 100 != 12..14
  many: v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14
typography: {quotes: ["„", "”", "«", "»"], apostrophe: "’"}
`

func TestFourthLanguage(t *testing.T) {
	l := compile(t, polish)
	for _, test := range []struct{ got, want string }{
		{l.LongDate(date(t, "2025-02-01")), "sobota, 1 lutego 2025"},
		{l.Date(date(t, "2025-02")), "luty 2025"},
		{l.Range(date(t, "2025-02"), date(t, "2025-03")), "luty – marzec 2025"},
		{l.When(date(t, "2025-02-01T09:05"), Date{}), "sobota, 1 lutego 2025, 9:05"},
		{l.Int(1234), "1234"},
		{l.Int(12345), "12\u00A0345"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	if got, want := l.Order(), []string{"pl", "en", "fr", "nl"}; !slices.Equal(got, want) {
		t.Errorf("Order() = %q, want %q", got, want)
	}
}

func TestCompileFaults(t *testing.T) {
	for _, test := range []struct {
		field, message string
		spoil          func(*Language)
	}{
		{"id", `"FR" is not the id of a language`, func(l *Language) { l.ID = "FR" }},
		{"name", "nothing is written here", func(l *Language) { l.Name = " " }},
		{"locale", `"pl" is not a locale`, func(l *Language) { l.Locale = "pl" }},
		{"direction", `"left" is not a direction: expected ltr or rtl`, func(l *Language) { l.Direction = "left" }},
		{"fallback.1", `"pl" is the language itself`, func(l *Language) { l.Fallback[1] = "pl" }},
		{"fallback.2", `"en" is named twice`, func(l *Language) { l.Fallback[2] = "en" }},
		{"months.11", "nothing is written here", func(l *Language) { l.Months[11] = "" }},
		{"months_alone.1", `"styczeń" is there twice`, func(l *Language) { l.MonthsAlone[1] = "styczeń" }},
		{"weekdays.6", "nothing is written here", func(l *Language) { l.Weekdays[6] = "" }},
		{"dates.date", `"{day} {month}" does not hold each of {day} {month} {year} once, and no others`,
			func(l *Language) { l.Dates.Date = "{day} {month}" }},
		{"dates.years", `"{{{from}–{to}" does not hold each of {from} {to} once, and no others`,
			func(l *Language) { l.Dates.Years = "{{" + l.Dates.Years }},
		{"dates.days", `{ without } after it in "{from": write {{ for a brace`, func(l *Language) { l.Dates.Days = "{from" }},
		{"hours.whole", `"{hour}:00" does not hold each of {half} {hour} once, and no others`,
			func(l *Language) { l.Hours.Halves = [2]string{"am", "pm"}; l.Hours.Minutes += "{half}" }},
		{"numbers.decimal", `"," is the mark between groups too`, func(l *Language) { l.Numbers.Group = "," }},
		{"numbers.min_grouping", "7 is not between 0 and 3", func(l *Language) { l.Numbers.MinGrouping = 7 }},
		{"plurals.mayn", `"mayn" is not a plural category: expected zero, one, two, few, many, other`,
			func(l *Language) { l.Plurals["mayn"] = "i = 1" }},
		{"plurals.other", `"other" has no rule: it takes what is left`, func(l *Language) { l.Plurals["other"] = "" }},
		{"plurals.few", `"=" in the rule "i = = 1": a number is expected here`, func(l *Language) { l.Plurals["few"] = "i = = 1" }},
		{"typography.quotes.3", "nothing is written here", func(l *Language) { l.Typography.Quotes[3] = "" }},
		{"typography.space_before.;", `"x" is not one space`,
			func(l *Language) { l.Typography.SpaceBefore = map[string]string{";": "x"} }},
	} {
		l := decode(t, polish)
		test.spoil(l)
		faults := l.Compile()
		if len(faults) != 1 || faults[0].Field != test.field || faults[0].Message != test.message {
			t.Errorf("got %+v, want one fault %s: %s", faults, test.field, test.message)
		}
	}
}

// An empty file must give faults and no panic, also when its language is used.
func TestEmptyLanguage(t *testing.T) {
	l := &Language{}
	if len(l.Compile()) == 0 {
		t.Error("an empty language has no faults")
	}
	d := date(t, "2025-02-13T09:30")
	for range 2 {
		l.When(d, date(t, "2025-02-14"))
		l.HourRange(d, date(t, "2025-02-13T10:00"))
		l.Percent(1234.5, 1)
		if got := l.Plural(1); got != Other {
			t.Errorf("Plural(1) = %q", got)
		}
		l.Hours.Halves = [2]string{"am", "pm"}
	}
}

func TestText(t *testing.T) {
	text := Text{"fr": "Bonjour", "nl": "", "en": "Hello"}
	if got := text.In("en"); got != "Hello" {
		t.Errorf("In(en) = %q", got)
	}
	for _, test := range []struct {
		order      []string
		text, lang string
	}{
		{[]string{"nl", "fr", "en"}, "Bonjour", "fr"},
		{[]string{"en", "fr"}, "Hello", "en"},
		{[]string{"nl", "de"}, "", ""},
		{nil, "", ""},
	} {
		if got, lang := text.Best(test.order); got != test.text || lang != test.lang {
			t.Errorf("Best(%q) = %q, %q, want %q, %q", test.order, got, lang, test.text, test.lang)
		}
	}
}
