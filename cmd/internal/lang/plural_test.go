package lang

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// pluralSamples are CLDR's own, from plurals.xml; ~ is a range in steps of the
// last digit.
var pluralSamples = map[string]map[string]string{
	"fr": {
		One:   "0, 1, 0.0~1.5",
		Many:  "1000000, 1c6, 2c6, 3c6, 4c6, 5c6, 6c6, 1.0000001c6, 1.1c6, 2.0000001c6, 2.1c6, 3.1c6",
		Other: "2~17, 100, 1000, 10000, 100000, 1c3, 2c3, 3c3, 4c3, 5c3, 6c3, 2.0~3.5, 10.0, 100.0, 1000.0, 1000000.0, 1.0001c3, 1.1c3",
	},
	"nl": {
		One:   "1",
		Other: "0, 2~16, 100, 1000, 10000, 100000, 1000000, 0.0~1.5, 10.0, 100.0, 1000.0, 10000.0, 100000.0, 1000000.0",
	},
	"en": {
		One:   "1",
		Other: "0, 2~16, 100, 1000, 10000, 100000, 1000000, 0.0~1.5, 10.0, 100.0, 1000.0, 10000.0, 100000.0, 1000000.0",
	},
	"pl": {
		One:   "1",
		Few:   "2~4, 22~24, 32~34, 42~44, 52~54, 62, 102, 1002",
		Many:  "0, 5~19, 100, 1000, 10000, 100000, 1000000",
		Other: "0.0~1.5, 10.0, 100.0, 1000.0, 10000.0, 100000.0, 1000000.0",
	},
}

func TestPluralSamples(t *testing.T) {
	all := languages(t)
	all["pl"] = compile(t, polish)
	for id, categories := range pluralSamples {
		for category, samples := range categories {
			for sample := range strings.SplitSeq(samples, ", ") {
				for _, number := range sampleNumbers(t, sample) {
					if got := all[id].PluralOf(number); got != category {
						t.Errorf("%s: %s takes %q, want %q", id, number, got, category)
					}
				}
			}
		}
	}
}

// sampleNumbers returns "2", "3", "4" for "2~4".
func sampleNumbers(t *testing.T, sample string) []string {
	first, last, ok := strings.Cut(sample, "~")
	if !ok {
		return []string{sample}
	}
	whole, fraction, _ := strings.Cut(first, ".")
	digits := len(fraction)
	from, err := strconv.Atoi(whole + fraction)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []string
	for n := from; ; n++ {
		number := strconv.Itoa(n)
		if digits > 0 {
			number = fmt.Sprintf("%d.%d", n/10, n%10)
		}
		if numbers = append(numbers, number); number == last {
			return numbers
		}
		if len(numbers) > 100 {
			t.Fatalf("%s does not end", sample)
		}
	}
}

func TestPluralOf(t *testing.T) {
	fr := languages(t)["fr"]
	for number, want := range map[string]string{
		"-1": One, "-2": Other, "1.99": One, "": Other, "-": Other, "1.": Other, "1c": Other, "1c99": Other, "x": Other,
		"1000000000000000000000000": Many, "1000000000000000000000001": Other,
	} {
		if got := fr.PluralOf(number); got != want {
			t.Errorf("PluralOf(%q) = %q, want %q", number, got, want)
		}
	}
	if got := fr.Plural(-1); got != One {
		t.Errorf("Plural(-1) = %q", got)
	}
	if got := fr.PluralCategories(); !reflect.DeepEqual(got, []string{One, Many, Other}) {
		t.Errorf("PluralCategories() = %q", got)
	}
}

func TestOperands(t *testing.T) {
	for number, want := range map[string]operands{ // the table of UTS 35, part 3, section 5.1
		"1":       {i: 1},
		"1.0":     {i: 1, v: 1},
		"1.00":    {i: 1, v: 2},
		"1.3":     {i: 1, v: 1, w: 1, f: 3, t: 3},
		"1.30":    {i: 1, v: 2, w: 1, f: 30, t: 3},
		"1.03":    {i: 1, v: 2, w: 2, f: 3, t: 3},
		"1.230":   {i: 1, v: 3, w: 2, f: 230, t: 23},
		"1200000": {i: 1200000},
		"1.2c6":   {i: 1200000, e: 6},
		"123c6":   {i: 123000000, e: 6},
		"1200.5":  {i: 1200, v: 1, w: 1, f: 5, t: 5},
		"1.20050c3": {i: 1200, v: 2, w: 1, f: 50, t: 5,
			e: 3},
	} {
		if got, ok := parseOperands(number); !ok || got != want {
			t.Errorf("%s: got %+v, want %+v", number, got, want)
		}
	}
}

func TestPluralRules(t *testing.T) {
	for _, test := range []struct{ rule, yes, no string }{
		{"n = 1", "1 1.0", "0 1.5 2"},
		{"n != 1", "0 1.5 2", "1 1.0"},
		{"n % 10 = 1,3..5", "1 13 24 5.0", "2 16 3.5"},
		{"n % 10=1 , 3 .. 5", "1 13", "2"},
		{"f = 1 or t = 1 and w = 1", "0.1 0.10 1.01", "0.11 1"},
		{"v = 2", "1.00", "1 1.0"},
		{"c = 6 or e = 3", "1c6 1c3", "1 1000000"},
	} {
		c, err := parsePlural(test.rule)
		if err != nil {
			t.Error(err)
		}
		for want, numbers := range map[bool]string{true: test.yes, false: test.no} {
			for number := range strings.FieldsSeq(numbers) {
				if o, ok := parseOperands(number); !ok || c.holds(o) != want {
					t.Errorf("%q holds for %s: got %t, want %t", test.rule, number, !want, want)
				}
			}
		}
	}
}

func TestPluralRuleErrors(t *testing.T) {
	for rule, want := range map[string]string{
		"":                         `the rule "" ends where one of n i v w f t c e is expected`,
		"x = 1":                    `"x" in the rule "x = 1": one of n i v w f t c e is expected here`,
		"i 1":                      `"1" in the rule "i 1": "=" or "!=" is expected here`,
		"i = 1 and":                `the rule "i = 1 and" ends where one of n i v w f t c e is expected`,
		"i = 1 @integer 1":         `"@integer" in the rule "i = 1 @integer 1": "and", "or" or the end is expected here`,
		"i % 0 = 1":                `division by 0 in the rule "i % 0 = 1"`,
		"i = 4..2":                 `the range 4..2 in the rule "i = 4..2" is empty`,
		"i = 1..":                  `the rule "i = 1.." ends where a number is expected`,
		"i = -1":                   `"-1" in the rule "i = -1": a number is expected here`,
		"i = 99999999999999999999": `"99999999999999999999" in the rule "i = 99999999999999999999": a number is expected here`,
	} {
		if _, err := parsePlural(rule); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", rule, err, want)
		}
	}
}

func FuzzPluralRule(f *testing.F) {
	for _, rule := range []string{
		"i = 0,1", "e = 0 and i != 0 and i % 1000000 = 0 and v = 0 or e != 0..5", "n%10=2..4", "i = ", "and", "n = 1.5", "i ! = 1",
	} {
		f.Add(rule, "1.50")
	}
	f.Fuzz(func(t *testing.T, rule, number string) {
		c, err := parsePlural(rule)
		if err != nil {
			if c != nil || err.Error() == "" {
				t.Errorf("%q gives a rule and an error", rule)
			}
			return
		}
		// Spaces between signs do not matter.
		again, err := parsePlural(strings.Join(pluralTokens(rule), "\t "))
		if err != nil || !reflect.DeepEqual(c, again) {
			t.Errorf("%q: %v and %v, %v", rule, c, again, err)
		}
		if o, ok := parseOperands(number); ok {
			c.holds(o)
		}
	})
}
