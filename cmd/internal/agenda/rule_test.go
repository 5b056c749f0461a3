package agenda

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/teambition/rrule-go"
)

func TestParseRule(t *testing.T) {
	for s, want := range map[string]string{
		"FREQ=DAILY":                                    "FREQ=DAILY",
		"freq=monthly;byday=1we":                        "FREQ=MONTHLY;BYDAY=1WE",
		"FREQ=MONTHLY;BYDAY=+1WE":                       "FREQ=MONTHLY;BYDAY=1WE",
		"BYDAY=-1FR;FREQ=MONTHLY":                       "FREQ=MONTHLY;BYDAY=-1FR",
		"FREQ=MONTHLY;BYDAY=3WE,1WE,1WE":                "FREQ=MONTHLY;BYDAY=1WE,3WE",
		"FREQ=WEEKLY; BYDAY=FR,MO ;INTERVAL=2":          "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
		"FREQ=WEEKLY;INTERVAL=1;WKST=MO":                "FREQ=WEEKLY",
		"FREQ=WEEKLY;WKST=SU;BYDAY=SU":                  "FREQ=WEEKLY;WKST=SU;BYDAY=SU",
		"FREQ=DAILY;UNTIL=20251231":                     "FREQ=DAILY;UNTIL=20251231",
		"FREQ=DAILY;UNTIL=20251231T190000Z":             "FREQ=DAILY;UNTIL=20251231T190000Z",
		"FREQ=DAILY;UNTIL=20250701T200000":              "FREQ=DAILY;UNTIL=20250701T180000Z", // in Brussels
		"FREQ=DAILY;COUNT=1":                            "FREQ=DAILY;COUNT=1",
		"FREQ=DAILY;COUNT=5000":                         "FREQ=DAILY;COUNT=5000",
		"FREQ=YEARLY;BYMONTH=9;BYDAY=3SU":               "FREQ=YEARLY;BYMONTH=9;BYDAY=3SU",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30":           "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=YEARLY;BYDAY=-9MO":                        "FREQ=YEARLY;BYDAY=-9MO",
		"FREQ=MONTHLY;BYMONTHDAY=15,-1":                 "FREQ=MONTHLY;BYMONTHDAY=-1,15",
		"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
		"FREQ=DAILY;BYMONTH=7,8":                        "FREQ=DAILY;BYMONTH=7,8",
	} {
		r, err := ParseRule(s)
		if err != nil || r.String() != want {
			t.Errorf("%s: got %q %v, want %q", s, r, err, want)
		}
		if again, err := ParseRule(want); err != nil || again != r || r.IsZero() {
			t.Errorf("%s: not the same rule as %q: %v", s, want, err)
		}
	}
	if (Rule{}).String() != "" || !(Rule{}).IsZero() {
		t.Error("no rule is one")
	}
}

func TestParseRuleRefuses(t *testing.T) {
	for s, want := range map[string]string{
		"":                                                      `"" is no part of a rule, want NAME=value`,
		"BYDAY=WE":                                              "a rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY",
		"FREQ=DAILY;":                                           `"" is no part of a rule, want NAME=value`,
		"FREQ=DAILY;COUNT":                                      `"COUNT" is no part of a rule, want NAME=value`,
		"FREQ=DAILY;COUNT=":                                     `"COUNT=" is no part of a rule, want NAME=value`,
		"FREQ=DAILY;COUNT=3;UNTIL=20251231":                     "COUNT and UNTIL both say when the rule ends: keep one of them",
		"until=20251231;count=3;freq=weekly":                    "COUNT and UNTIL both say when the rule ends: keep one of them",
		"FREQ=SECONDLY":                                         "FREQ=SECONDLY is not taken: nothing repeats within a day",
		"freq=minutely":                                         "FREQ=MINUTELY is not taken: nothing repeats within a day",
		"FREQ=HOURLY":                                           "FREQ=HOURLY is not taken: nothing repeats within a day",
		"FREQ=FORTNIGHTLY":                                      `FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, not "FORTNIGHTLY"`,
		"FREQ=DAILY;FREQ=DAILY":                                 "FREQ is there twice",
		"FREQ=WEEKLY;BYDAY=MO;byday=TU":                         "BYDAY is there twice",
		"FREQ=DAILY;X-NAME=1":                                   `there is no part "X-NAME", only FREQ, INTERVAL, COUNT, UNTIL, WKST, BYDAY, BYMONTH, BYMONTHDAY and BYSETPOS`,
		"RRULE:FREQ=DAILY":                                      `there is no part "RRULE:FREQ", only FREQ, INTERVAL, COUNT, UNTIL, WKST, BYDAY, BYMONTH, BYMONTHDAY and BYSETPOS`,
		"FREQ=DAILY;BYHOUR=9":                                   "BYHOUR is not taken: every occurrence begins at the hour of the first",
		"FREQ=YEARLY;BYWEEKNO=20":                               "BYWEEKNO is not taken: calendar programs do not agree about it",
		"FREQ=DAILY;INTERVAL=0":                                 `INTERVAL is a number from 1 to 1000, not "0"`,
		"FREQ=DAILY;INTERVAL=-1":                                `INTERVAL is a number from 1 to 1000, not "-1"`,
		"FREQ=DAILY;INTERVAL=99999999999999999999":              `INTERVAL is a number from 1 to 1000, not "99999999999999999999"`,
		"FREQ=DAILY;COUNT=0":                                    `COUNT is a number from 1 to 5000, not "0"`,
		"FREQ=DAILY;COUNT=-2":                                   `COUNT is a number from 1 to 5000, not "-2"`,
		"FREQ=DAILY;COUNT=5001":                                 `COUNT is a number from 1 to 5000, not "5001"`,
		"FREQ=DAILY;COUNT=three":                                `COUNT is a number from 1 to 5000, not "THREE"`,
		"FREQ=WEEKLY;BYDAY=WEDNESDAY":                           `BYDAY has MO, TU, WE, TH, FR, SA and SU, perhaps with a number as in 1WE or -1FR, not "WEDNESDAY"`,
		"FREQ=WEEKLY;BYDAY=MO,":                                 `BYDAY has MO, TU, WE, TH, FR, SA and SU, perhaps with a number as in 1WE or -1FR, not ""`,
		"FREQ=WEEKLY;BYDAY=O":                                   `BYDAY has MO, TU, WE, TH, FR, SA and SU, perhaps with a number as in 1WE or -1FR, not "O"`,
		"FREQ=MONTHLY;BYDAY=0MO":                                `BYDAY has MO, TU, WE, TH, FR, SA and SU, perhaps with a number as in 1WE or -1FR, not "0MO"`,
		"FREQ=MONTHLY;BYDAY=54MO":                               `BYDAY has MO, TU, WE, TH, FR, SA and SU, perhaps with a number as in 1WE or -1FR, not "54MO"`,
		"FREQ=MONTHLY;BYDAY=6MO":                                "the number in BYDAY=6MO goes from 1 to 5 or from -1 to -5",
		"FREQ=YEARLY;BYMONTH=12;BYDAY=53MO":                     "the number in BYDAY=53MO goes from 1 to 5 or from -1 to -5",
		"FREQ=YEARLY;BYDAY=10MO":                                "the number in BYDAY=10MO goes from 1 to 9 or from -1 to -9",
		"FREQ=WEEKLY;BYDAY=1MO":                                 "a number in BYDAY needs FREQ=MONTHLY or YEARLY",
		"FREQ=MONTHLY;BYDAY=MO,1TU":                             "BYDAY has days with and without a number: number all of them, or write two rules",
		"FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1":                     "a number in BYDAY does not go with BYSETPOS",
		"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13":                   "BYDAY and BYMONTHDAY both say which days: keep one of them",
		"FREQ=MONTHLY;BYSETPOS=1":                               "BYSETPOS needs FREQ=MONTHLY and BYDAY",
		"FREQ=YEARLY;BYDAY=MO;BYSETPOS=1":                       "BYSETPOS needs FREQ=MONTHLY and BYDAY",
		"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0":                      `BYSETPOS has numbers from 1 to 366 or from -1 to -366, not "0"`,
		"FREQ=MONTHLY;BYMONTH=7;BYDAY=1WE":                      "BYMONTH does not go with FREQ=MONTHLY: write FREQ=YEARLY with these months",
		"FREQ=YEARLY;BYMONTH=7,8":                               "FREQ=YEARLY with several months in BYMONTH needs BYDAY or BYMONTHDAY",
		"FREQ=YEARLY;BYMONTH=13":                                `BYMONTH has numbers from 1 to 12, not "13"`,
		"FREQ=YEARLY;BYMONTH=-1":                                `BYMONTH has numbers from 1 to 12, not "-1"`,
		"FREQ=YEARLY;BYMONTHDAY=1":                              "BYMONTHDAY with FREQ=YEARLY needs BYMONTH",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1":                   "BYMONTHDAY counts from the end of the month with FREQ=MONTHLY only",
		"FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30":                 "BYMONTHDAY with FREQ=YEARLY has days after the 28th only if there is one day and one month",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1,29":                 "BYMONTHDAY with FREQ=YEARLY has days after the 28th only if there is one day and one month",
		"FREQ=WEEKLY;BYMONTHDAY=1":                              "BYMONTHDAY does not go with FREQ=WEEKLY",
		"FREQ=MONTHLY;BYMONTHDAY=32":                            `BYMONTHDAY has numbers from 1 to 31 or from -1 to -31, not "32"`,
		"FREQ=WEEKLY;WKST=1MO":                                  `WKST is a day without a number, not "1MO"`,
		"FREQ=WEEKLY;WKST=X":                                    `WKST has MO, TU, WE, TH, FR, SA and SU, perhaps with a number as in 1WE or -1FR, not "X"`,
		"FREQ=DAILY;UNTIL=2025-12-31":                           `UNTIL is a day as in 20251231 or a moment as in 20251231T200000Z, not "2025-12-31"`,
		"FREQ=DAILY;UNTIL=20250230":                             `UNTIL is a day as in 20251231 or a moment as in 20251231T200000Z, not "20250230"`,
		"FREQ=DAILY;UNTIL=99991231":                             "UNTIL lies between 1901 and 2099, not in 9999: leave it out if the rule has no end",
		"FREQ=DAILY\r\nATTACH:x":                                `a rule is one line of plain letters, digits and signs, without '\r'`,
		"FREQ=DAILY\n":                                          `a rule is one line of plain letters, digits and signs, without '\n'`,
		"FREQ=DAILY\u2028":                                      `a rule is one line of plain letters, digits and signs, without '\u2028'`,
		"FREQ=DAILY\x00":                                        `a rule is one line of plain letters, digits and signs, without '\x00'`,
		"FREQ=DAILY;BYMONTH=" + strings.Repeat("1,", 250) + "1": "a rule has at most 500 characters, this one has 520",
	} {
		r, err := ParseRule(s)
		if err == nil || err.Error() != want || !r.IsZero() {
			t.Errorf("%q: got %q %v, want %s", s, r, err, want)
		}
	}
}

// TestValue looks at what stands in a file.
func TestValue(t *testing.T) {
	for _, c := range []struct {
		rule, start string
		allDay      bool
		want        string
	}{
		{"FREQ=DAILY", "2025-01-01 20:00", false, "FREQ=DAILY"},
		{"FREQ=DAILY;UNTIL=20251231", "2025-01-01 20:00", false, "FREQ=DAILY;UNTIL=20251231T225959Z"},
		{"FREQ=DAILY;UNTIL=20250630", "2025-01-01 20:00", false, "FREQ=DAILY;UNTIL=20250630T215959Z"},
		{"FREQ=DAILY;UNTIL=20251231", "2025-01-01", true, "FREQ=DAILY;UNTIL=20251231"},
		{"FREQ=DAILY;UNTIL=20251231T190000Z", "2025-01-01 20:00", false, "FREQ=DAILY;UNTIL=20251231T190000Z"},
		{"FREQ=DAILY;UNTIL=20251230T230000Z", "2025-01-01", true, "FREQ=DAILY;UNTIL=20251231"}, // midnight in Brussels
		{"FREQ=YEARLY", "2024-02-29 20:00", false, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"},
		{"FREQ=YEARLY;COUNT=3", "2024-02-29", true, "FREQ=YEARLY;COUNT=3;BYMONTH=2;BYMONTHDAY=29"},
		{"FREQ=YEARLY;BYMONTH=2;BYDAY=-1TH", "2024-02-29", true, "FREQ=YEARLY;BYMONTH=2;BYDAY=-1TH"},
		{"FREQ=MONTHLY", "2024-02-29", true, "FREQ=MONTHLY"},
	} {
		if got := must(c.rule).value(at(c.start), c.allDay); got != c.want {
			t.Errorf("%s from %s: got %s, want %s", c.rule, c.start, got, c.want)
		}
	}
}

func FuzzParseRule(f *testing.F) {
	f.Add("FREQ=MONTHLY;BYDAY=1WE;UNTIL=20251231")
	f.Add("freq=yearly;bymonth=2;bymonthday=30")
	f.Add("FREQ=YEARLY;BYDAY=-9MO;INTERVAL=7;COUNT=5000")
	f.Add("FREQ=MONTHLY;BYDAY=MO,SU;BYSETPOS=-2;WKST=SU")
	f.Add("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;UNTIL=20260101T000000")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRule(s)
		if err != nil {
			return
		}
		if again, err := ParseRule(r.String()); again != r || err != nil {
			t.Fatalf("%s becomes %s: %v", r, again, err)
		}
		begin := time.Now()
		for _, recurrence := range []Recurrence{timed("2024-02-29 20:00", "2024-03-01 02:00", r.String()), days("2025-01-31", "2025-02-01", r.String())} {
			value := r.value(recurrence.Start, recurrence.AllDay)
			if _, err := rrule.StrToROption(value); err != nil {
				t.Errorf("%s cannot be read: %v", value, err)
			}
			first, ok := recurrence.First()
			spans, err := recurrence.Between(at("1990-01-01"), at("2199-01-01"))
			if err != nil && !errors.Is(err, ErrTooMany) || len(spans) > MaxOccurrences {
				t.Errorf("%d occurrences: %v", len(spans), err)
			}
			if err == nil && ok && (len(spans) == 0 || spans[0] != first) {
				t.Errorf("the first is %v and not %v", first, spans)
			}
		}
		if d := time.Since(begin); d > time.Second {
			t.Errorf("%s took %v", r, d)
		}
	})
}
