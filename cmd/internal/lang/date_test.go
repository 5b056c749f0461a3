package lang

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

func date(t testing.TB, s string) Date {
	t.Helper()
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	for _, test := range []struct{ text, iso, start string }{
		{"2025", "2025", "2025-01-01T00:00:00+01:00"},
		{"2025-02", "2025-02", "2025-02-01T00:00:00+01:00"},
		{"2024-02-29", "2024-02-29", "2024-02-29T00:00:00+01:00"},
		{"2025-02-13T09:30", "2025-02-13T09:30+01:00", "2025-02-13T09:30:00+01:00"},
		{"2025-07-13T00:00", "2025-07-13T00:00+02:00", "2025-07-13T00:00:00+02:00"},
		{"2025-10-26T02:30", "2025-10-26T02:30+02:00", "2025-10-26T02:30:00+02:00"}, // twice that day
		{"2025-10-26T03:00", "2025-10-26T03:00+01:00", "2025-10-26T03:00:00+01:00"},
	} {
		d := date(t, test.text)
		if d.String() != test.text || d.ISO() != test.iso || d.Time().Format(time.RFC3339) != test.start {
			t.Errorf("%s: String %q, ISO %q, Time %v", test.text, d.String(), d.ISO(), d.Time())
		}
	}
}

func TestParseDateOffset(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"2025-02-13T09:30+01:00", "2025-02-13T09:30"},
		{"2025-07-01T09:30+02:00", "2025-07-01T09:30"},
		{"2025-10-26T02:30+02:00", "2025-10-26T02:30"},
		{"1900-01-01T12:00Z", "1900-01-01T12:00"}, // Brussels had the time of Greenwich
		{"1900-01-01T12:00+00:00", "1900-01-01T12:00"},
	} {
		if d, err := ParseDate(test.text); err != nil || d != date(t, test.want) {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", test.text, d, err, test.want)
		}
	}
}

func TestParseDateErrors(t *testing.T) {
	const form = ": expected 2025, 2025-02, 2025-02-13 or 2025-02-13T09:30"
	for _, test := range []struct{ text, want string }{
		{"2025-02-30", ": February 2025 has 28 days"},
		{"2025-04-31T10:00", ": April 2025 has 30 days"},
		{"2025-13", ": there is no month 13"},
		{"2025-00-01", ": there is no month 00"},
		{"2025-01-00", ": there is no day 00"},
		{"2025-01-01T24:00", ": there is no hour 24:00"},
		{"2025-01-01T10:60", ": there is no hour 10:60"},
		{"2025-03-30T02:30", ": the clock jumps over that hour"},
		{"2025-03-30T02:30+01:00", ": the clock jumps over that hour"},
		{"2025-07-01T09:30+01:00", ": the offset of Brussels is +02:00 then"},
		{"2025-02-13T09:30+02:00", ": the offset of Brussels is +01:00 then"},
		{"2025-02-13T09:30-01:00", ": the offset of Brussels is +01:00 then"},
		{"2025-02-13T09:30Z", ": the offset of Brussels is +01:00 then"},
		{"2025-10-26T02:30+01:00", ": the offset of Brussels is +02:00 then"}, // no calendar can say the second
		{"2025-02-30T09:30+01:00", ": February 2025 has 28 days"},
		{"2025-02-13T09:30+1:00", form}, {"2025-02-13T09:30+0100", form}, {"2025-02-13T09:30z", form}, {"2025-02-13+01:00", form},
		{"0025", ": there is no year 0025 here"},
		{"3/2/2025", ": write it as 2025-02-03"},
		{"13.02.2025", ": write it as 2025-02-13"},
		{"", form}, {"2025-2-3", form}, {"2025-02-13 09:30", form}, {"2025-02-13T09:30:00Z", form},
		{" 2025", form}, {"20250213", form}, {"février", form}, {"2025\n", form},
	} {
		d, err := ParseDate(test.text)
		if err == nil || !strings.HasSuffix(err.Error(), "is not a date"+test.want) || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v, want …%s", test.text, d, err, test.want)
		}
	}
}

func TestDateInYAML(t *testing.T) {
	var v struct {
		Dates []Date `yaml:"dates"`
		None  Date   `yaml:"none"`
	}
	err := yaml.Load([]byte("dates: [2025, 2025-02, 2025-02-13, '2025-02-13T09:30']\nnone:\n"), &v)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := json.Marshal(v); string(got) != `{"Dates":["2025","2025-02","2025-02-13","2025-02-13T09:30"],"None":""}` {
		t.Errorf("got %s", got)
	}
	for text, want := range map[string]string{
		"none: 2025-02-30":   `line 1: "2025-02-30" is not a date: February 2025 has 28 days`,
		"none: {year: 2025}": "line 1: expected a date such as 2025-02-13, not a list or a mapping",
		"none: yes":          `line 1: "yes" is not a date: expected 2025`,
	} {
		if err := yaml.Load([]byte(text), &v); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestDateOrder(t *testing.T) {
	ordered := []Date{{}}
	for _, s := range []string{"2024-12-31", "2025", "2025-01", "2025-01-01", "2025-01-01T00:00", "2025-01-01T00:01", "2025-02", "2026"} {
		ordered = append(ordered, date(t, s))
	}
	shuffled := slices.Clone(ordered)
	slices.Reverse(shuffled)
	slices.SortFunc(shuffled, Date.Compare)
	if !slices.Equal(shuffled, ordered) {
		t.Errorf("got %v, want %v", shuffled, ordered)
	}
	hashes := map[uint64]bool{}
	for _, d := range ordered {
		h, err := d.Hash()
		if err != nil || hashes[h] {
			t.Errorf("%v: hash %d is there twice, or %v", d, h, err)
		}
		hashes[h] = true
	}
}

func TestDateParts(t *testing.T) {
	d := DateOf(time.Date(2025, 6, 30, 22, 15, 59, 0, time.UTC), ToMinute)
	if d != date(t, "2025-07-01T00:15") {
		t.Errorf("DateOf gives %v", d)
	}
	hour, minute, ok := d.Clock()
	if d.Year() != 2025 || d.Month() != time.July || d.Day() != 1 || hour != 0 || minute != 15 || !ok {
		t.Errorf("parts of %v are wrong", d)
	}
	for precision, want := range []string{"", "2025", "2025-07", "2025-07-01", "2025-07-01T00:15"} {
		if got := d.Truncate(Precision(precision)); got != date(t, want) || got.Precision() != Precision(precision) {
			t.Errorf("Truncate(%d) = %v, want %s", precision, got, want)
		}
	}
	if got := date(t, "2025").Truncate(ToDay); got != date(t, "2025") {
		t.Errorf("Truncate makes up %v", got)
	}
	if !(Date{}).Time().IsZero() {
		t.Error("no date has a time")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025", "2025-02", "2025-02-30", "2025-02-13T09:30", "13/2/2025", "2025-10-26T02:30", "2025-07-01T09:30+02:00"} {
		f.Add(s)
	}
	all := languages(f)
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Errorf("ParseDate(%q) gives a date and an error", s)
			}
			return
		}
		if plain, offset := cutOffset(s); d.String() != plain || offset != "" && !strings.HasSuffix(d.ISO(), strings.ReplaceAll(offset, "+00:00", "Z")) || DateOf(d.Time(), d.Precision()) != d {
			t.Errorf("ParseDate(%q) = %v, at %v", s, d, d.Time())
		}
		for id, l := range all {
			for _, text := range []string{l.Date(d), l.LongDate(d), l.ShortDate(d), l.Month(d), l.When(d, Date{})} {
				if !strings.Contains(text, s[:4]) {
					t.Errorf("%s: %q of %s has no year", id, text, s)
				}
			}
		}
	})
}
