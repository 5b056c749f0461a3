package lang

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// plain makes the spaces that do not break ordinary, for tables that can be read.
func plain(s string) string {
	return strings.NewReplacer("\u00A0", " ", "\u202F", " ").Replace(s)
}

func TestDateFormats(t *testing.T) {
	all := languages(t)
	for _, test := range []struct{ from, to, fr, nl, en string }{
		{"2025-02-13", "", "le jeudi 13 février 2025", "donderdag 13 februari 2025", "Thursday 13 February 2025"},
		{"2025-03-01", "", "le samedi 1er mars 2025", "zaterdag 1 maart 2025", "Saturday 1 March 2025"},
		{"2025-03-11", "", "le mardi 11 mars 2025", "dinsdag 11 maart 2025", "Tuesday 11 March 2025"},
		{"2025-02-13", "2025-02-13", "le jeudi 13 février 2025", "donderdag 13 februari 2025", "Thursday 13 February 2025"},
		{"2025-02", "", "février 2025", "februari 2025", "February 2025"},
		{"2025", "", "2025", "2025", "2025"},
		{"2024-12-02", "2024-12-06", "du lundi 2 au vendredi 6 décembre 2024",
			"van maandag 2 tot en met vrijdag 6 december 2024", "Monday 2 to Friday 6 December 2024"},
		{"2024-11-29", "2024-12-01", "du vendredi 29 novembre au dimanche 1er décembre 2024",
			"van vrijdag 29 november tot en met zondag 1 december 2024", "Friday 29 November to Sunday 1 December 2024"},
		{"2024-12-31", "2025-01-02", "du mardi 31 décembre 2024 au jeudi 2 janvier 2025",
			"van dinsdag 31 december 2024 tot en met donderdag 2 januari 2025", "Tuesday 31 December 2024 to Thursday 2 January 2025"},
		{"2024-12-31", "2025-12-31", "du mardi 31 décembre 2024 au mercredi 31 décembre 2025",
			"van dinsdag 31 december 2024 tot en met woensdag 31 december 2025", "Tuesday 31 December 2024 to Wednesday 31 December 2025"},
		{"2025-04", "2025-06", "avril – juin 2025", "april – juni 2025", "April – June 2025"},
		{"2024-04", "2025-04", "avril 2024 – avril 2025", "april 2024 – april 2025", "April 2024 – April 2025"},
		{"2023", "2025", "2023–2025", "2023–2025", "2023–2025"},
		{"2023", "2025-02", "2023 – février 2025", "2023 – februari 2025", "2023 – February 2025"},
		{"", "2025", "2025", "2025", "2025"},
		{"", "", "", "", ""},
		{"2025-02-13T09:30", "", "le jeudi 13 février 2025 à 9 h 30", "donderdag 13 februari 2025 om 9.30 uur",
			"Thursday 13 February 2025 at 9:30 am"},
		{"2025-02-13T09:30", "2025-02-13T12:00", "le jeudi 13 février 2025 de 9 h 30 à 12 h",
			"donderdag 13 februari 2025 van 9.30 tot 12 uur", "Thursday 13 February 2025, 9:30 am to 12 noon"},
		{"2025-02-13T09:30", "2025-02-13", "le jeudi 13 février 2025 à 9 h 30", "donderdag 13 februari 2025 om 9.30 uur",
			"Thursday 13 February 2025 at 9:30 am"},
		{"2024-12-02T09:30", "2024-12-06T12:00", "du lundi 2 à 9 h 30 au vendredi 6 décembre 2024 à 12 h",
			"van maandag 2 om 9.30 uur tot vrijdag 6 december 2024 om 12 uur",
			"Monday 2 at 9:30 am to Friday 6 December 2024 at 12 noon"},
		{"2024-12-02T19:00", "2024-12-03", "du lundi 2 à 19 h au mardi 3 décembre 2024",
			"van maandag 2 om 19 uur tot dinsdag 3 december 2024", "Monday 2 at 7 pm to Tuesday 3 December 2024"},
	} {
		from, to := date(t, test.from), date(t, test.to)
		for id, want := range map[string]string{"fr": test.fr, "nl": test.nl, "en": test.en} {
			if got := plain(all[id].When(from, to)); got != want {
				t.Errorf("%s: When(%s, %s) = %q, want %q", id, test.from, test.to, got, want)
			}
			without := all[id].When(from.Truncate(ToDay), to.Truncate(ToDay))
			if got := all[id].LongRange(from, to); got != without {
				t.Errorf("%s: LongRange(%s, %s) = %q, want %q", id, test.from, test.to, got, without)
			}
		}
	}
}

func TestPlainRange(t *testing.T) {
	all := languages(t)
	for _, test := range []struct{ from, to, fr, nl, en string }{
		{"2024-12-01", "2024-12-06", "du 1er au 6 décembre 2024", "van 1 tot en met 6 december 2024", "1 to 6 December 2024"},
		{"2024-11-02", "2024-12-06", "du 2 novembre au 6 décembre 2024", "van 2 november tot en met 6 december 2024", "2 November to 6 December 2024"},
		{"2025-02-13T09:30", "2025-02-13T10:30", "13 février 2025", "13 februari 2025", "13 February 2025"},
	} {
		for id, want := range map[string]string{"fr": test.fr, "nl": test.nl, "en": test.en} {
			if got := plain(all[id].Range(date(t, test.from), date(t, test.to))); got != want {
				t.Errorf("%s: Range(%s, %s) = %q, want %q", id, test.from, test.to, got, want)
			}
		}
	}
}

func TestHours(t *testing.T) {
	all := languages(t)
	for _, test := range []struct{ from, to, fr, nl, en string }{
		{"09:30", "12:00", "de 9 h 30 à 12 h", "van 9.30 tot 12 uur", "9:30 am to 12 noon"},
		{"09:00", "17:05", "de 9 h à 17 h 05", "van 9 tot 17.05 uur", "9 am to 5:05 pm"},
		{"12:30", "00:00", "de 12 h 30 à minuit", "van 12.30 tot 0 uur", "12:30 pm to midnight"},
		{"00:15", "", "0 h 15", "0.15 uur", "12:15 am"},
		{"12:00", "", "12 h", "12 uur", "12 noon"},
		{"23:59", "23:59", "23 h 59", "23.59 uur", "11:59 pm"},
	} {
		from, to := date(t, "2025-02-13T"+test.from), Date{}
		if test.to != "" {
			to = date(t, "2025-02-13T"+test.to)
		}
		for id, want := range map[string]string{"fr": test.fr, "nl": test.nl, "en": test.en} {
			if got := plain(all[id].HourRange(from, to)); got != want {
				t.Errorf("%s: HourRange(%s, %s) = %q, want %q", id, test.from, test.to, got, want)
			}
		}
	}
}

// A line must not break between a day and its month, or a number and its hour sign.
func TestSpacesThatDoNotBreak(t *testing.T) {
	all := languages(t)
	from, to := date(t, "2025-02-13T09:30"), date(t, "2025-02-13T10:00")
	for id, want := range map[string]string{
		"fr": "le jeudi 13\u00A0février 2025 de 9\u00A0h\u00A030 à 10\u00A0h",
		"nl": "donderdag 13\u00A0februari 2025 van 9.30 tot 10\u00A0uur",
		"en": "Thursday 13\u00A0February 2025, 9:30\u00A0am to 10\u00A0am",
	} {
		if got := all[id].When(from, to); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// The names are compared with package time's on every day of a year, by way of English.
func TestEveryDay(t *testing.T) {
	en := languages(t)["en"]
	for day := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() == 2024; day = day.AddDate(0, 0, 1) {
		if got, want := plain(en.LongDate(DateOf(day, ToDay))), day.Format("Monday 2 January 2006"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestEveryMonth(t *testing.T) {
	months := map[string]string{
		"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"nl": "januari februari maart april mei juni juli augustus september oktober november december",
		"en": "January February March April May June July August September October November December",
	}
	short := map[string]string{
		"fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
		"nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
		"en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
	}
	weekdays := map[string]string{ // Sunday first, as package time counts
		"fr": "dimanche lundi mardi mercredi jeudi vendredi samedi",
		"nl": "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag",
		"en": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
	}
	for id, l := range languages(t) {
		for month := time.January; month <= time.December; month++ {
			day := time.Date(2025, month, 14, 12, 0, 0, 0, time.UTC)
			name := strings.Fields(months[id])[month-1]
			for _, test := range []struct{ got, want string }{
				{l.Month(DateOf(day, ToDay)), name + " 2025"},
				{l.ShortDate(DateOf(day, ToDay)), "14 " + strings.Fields(short[id])[month-1] + " 2025"},
				{l.LongDate(DateOf(day, ToDay)), fmt.Sprintf("%s 14 %s 2025", strings.Fields(weekdays[id])[day.Weekday()], name)},
			} {
				if plain(test.got) != test.want {
					t.Errorf("%s: got %q, want %q", id, test.got, test.want)
				}
			}
		}
	}
}
