package lang

import (
	"strings"
	"testing"
)

func TestWrongWeekdays(t *testing.T) {
	all := languages(t)
	for _, test := range []struct{ lang, text, written, weekday string }{
		{"fr", "Le jeudi 12 février 2025 à Evere.", "jeudi 12 février 2025", "mercredi"},
		{"fr", "Jeudi 12 Février 2025", "Jeudi 12 Février 2025", "mercredi"},
		{"fr", "JEUDI 12 FÉVRIER 2025", "JEUDI 12 FÉVRIER 2025", "mercredi"},
		{"fr", "jeudi, 12 fevrier 2025", "jeudi, 12 fevrier 2025", "mercredi"},
		{"fr", "(**jeudi** 12\u00a0févr. 2025)", "jeudi** 12\u00a0févr. 2025", "mercredi"},
		{"fr", "Rendez-vous l’après-midi du lundi 1er\nmars 2025 !", "lundi 1er\nmars 2025", "samedi"},
		{"fr", "du lundi 2 au samedi 6 décembre 2024", "samedi 6 décembre 2024", "vendredi"},
		{"nl", "Op donderdag 12 februari 2025 om 9.30 uur", "donderdag 12 februari 2025", "woensdag"},
		{"en", "Thursday 12 February 2025", "Thursday 12 February 2025", "Wednesday"},
		{"en", "on Thursday, February 12, 2025", "Thursday, February 12, 2025", "Wednesday"},
		{"en", "Friday the 2nd; Friday 2nd June 2026", "Friday 2nd June 2026", "Tuesday"},
		{"en", "Monday, 31 December 1999, was no such day", "Monday, 31 December 1999", "Friday"},

		{"fr", "Le jeudi 13 février 2025, le mercredi 12 février 2025, le samedi 1er mars 2025", "", ""},
		{"fr", "le 12 février 2025, jeudi 12 février, en février 2025, 2025, 20255 et 12025", "", ""},
		{"fr", "jeudi. 12 février 2025", "", ""}, // the end of a sentence
		{"fr", "jeudi 31 février 2025", "", ""},
		{"nl", "jeudi 12 février 2025", "", ""}, // in another language
		{"en", "Thursday, February 13, 2025", "", ""},
		{"en", "20", "", ""},
	} {
		found := all[test.lang].WrongWeekdays(test.text)
		if test.written == "" {
			if len(found) > 0 {
				t.Errorf("%s: %q: %+v", test.lang, test.text, found)
			}
			continue
		}
		want := WrongWeekday{strings.Index(test.text, test.written), test.written, test.weekday}
		if len(found) != 1 || found[0] != want {
			t.Errorf("%s: %q: got %+v, want %+v", test.lang, test.text, found, want)
		}
	}
}

// TestWrongWeekdaysOrder also has a language that writes words between the parts.
func TestWrongWeekdaysOrder(t *testing.T) {
	l := *languages(t)["fr"]
	l.Dates.Date = "{day} de {month} de {year}"
	l.Compile()
	found := l.WrongWeekdays("lundi 3 de mars de 2025, lundi 2 de mars de 2025, mardi 1 janvier 1950, lundi de mars de 2025")
	if len(found) != 2 || found[0].Written != "lundi 2 de mars de 2025" || found[1].Written != "mardi 1 janvier 1950" {
		t.Errorf("%+v", found)
	}
}

func FuzzWrongWeekdays(f *testing.F) {
	f.Add("jeudi 12 février 2025")
	f.Add("Thursday, February 12., 2025 \xff")
	all := languages(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range all {
			for _, w := range l.WrongWeekdays(text) {
				if !strings.HasPrefix(text[w.Offset:], w.Written) || w.Weekday == "" {
					t.Errorf("%q: %+v", text, w)
				}
			}
		}
	})
}

func BenchmarkWrongWeekdays(b *testing.B) {
	l := languages(b)["fr"]
	plain := strings.Repeat("Le bassin réunit celles et ceux qui soignent et accompagnent. ", 50)
	for _, test := range []struct{ name, text string }{
		{"without", plain},
		{"years", strings.Repeat("En mars 2024 et en 2025, "+plain[:275], 10)},
		{"dates", strings.Repeat("Le jeudi 13 février 2025, "+plain[:275], 10)},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.SetBytes(int64(len(test.text)))
			b.ReportAllocs()
			for b.Loop() {
				l.WrongWeekdays(test.text)
			}
		})
	}
}
