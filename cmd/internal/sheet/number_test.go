package sheet

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestParseNumber(t *testing.T) {
	for _, test := range []struct {
		text     string
		decimal  byte
		value    float64
		decimals int
	}{
		{"0", ',', 0, 0}, {"-0,0", ',', 0, 1}, {"47,16", ',', 47.16, 2}, {"47.16", '.', 47.16, 2}, {"202925", ',', 202925, 0},
		{"-3", '.', -3, 0}, {"1.234", '.', 1.234, 3}, {"1,234", ',', 1.234, 3}, {"0,50", ',', .5, 2}, {"123456789012345", ',', 123456789012345, 0},
		{"0,000000000000000123456789012345", ',', 0.000000000000000123456789012345, 30},
	} {
		value, decimals, err := ParseNumber(test.text, test.decimal)
		if value != test.value || math.Signbit(value) != math.Signbit(test.value) || decimals != test.decimals || err != nil {
			t.Errorf("%q: got %v with %d decimals, %v", test.text, value, decimals, err)
		}
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                 `the cell is empty, and a number is expected`,
		"x":                `"x" is not a number`,
		"n.c.":             `"n.c." is not a number`,
		"NaN":              `"NaN" is not a number (leave the cell empty where nothing is known)`,
		"-Inf":             `"-Inf" is not a number (leave the cell empty where nothing is known)`,
		"-":                `"-" is not a number (leave the cell empty where nothing is known)`,
		"0x1F":             `"0x1F" is not a number`,
		"1e5":              `"1e5" is not a number`,
		"1_000":            `"1_000" is not a number`,
		"=cmd()":           `"=cmd()" is a formula (write its result)`,
		"1.234":            `"1.234" has a sign between thousands (write "1234" or "1,234")`,
		"-12.345":          `"-12.345" has a sign between thousands (write "-12345" or "-12,345")`,
		"1.234.567":        `"1.234.567" has a sign between thousands (write "1234567")`,
		"1 234":            `"1 234" has a sign between thousands (write "1234")`,
		"1\u00a0234,5":     `"1\u00a0234,5" has a sign between thousands (write "1234,5")`,
		"1\u202f234":       `"1\u202f234" has a sign between thousands (write "1234")`,
		"1'234":            `"1'234" has a sign between thousands (write "1234")`,
		"1’234’567,8":      `"1’234’567,8" has a sign between thousands (write "1234567,8")`,
		"1.234,56":         `"1.234,56" has a sign between thousands (write "1234,56")`,
		"1,234.56":         `"1,234.56" has a point for a decimal sign, and this file has a comma (write "1234,56")`,
		"1,234,567":        `"1,234,567" has a sign between thousands (write "1234567")`,
		"1 234.5":          `"1 234.5" has a point for a decimal sign, and this file has a comma (write "1234,5")`,
		"47.16":            `"47.16" has a point for a decimal sign, and this file has a comma (write "47,16")`,
		"12 %":             `"12 %" has a percent sign (write "12")`,
		"-4,5%":            `"-4,5%" has a percent sign (write "-4,5")`,
		"+5":               `"+5" has a plus sign (write "5")`,
		"−5,1":             `"−5,1" has a long minus sign (write "-5,1")`,
		"--5":              `"--5" is not written as a number (write "-5")`,
		"5,":               `"5," is not written as a number (write "5")`,
		",5":               `",5" is not a number`,
		"1,2,3":            `"1,2,3" is not a number`,
		"1 23":             `"1 23" is not a number`,
		"007":              `"007" begins with a zero (write "7")`,
		"-00,5":            `"-00,5" begins with a zero (write "-0,5")`,
		"1234567890123456": `"1234567890123456" has more than 15 digits (round it)`,
		"٣":                `"٣" is not a number`,
	} {
		_, _, err := ParseNumber(text, ',')
		if e := (*NumberError)(nil); !errors.As(err, &e) || e.Error() != want {
			t.Errorf("%q: got  %v\nwant %s", text, err, want)
		}
	}
	for text, want := range map[string]string{
		"1,5":   `"1,5" has a comma for a decimal sign, and this file has a point (write "1.5")`,
		"1,234": `"1,234" has a sign between thousands (write "1234" or "1.234")`,
	} {
		if _, _, err := ParseNumber(text, '.'); err == nil || err.Error() != want {
			t.Errorf("%q: got  %v\nwant %s", text, err, want)
		}
	}
}

func TestNumberOfCell(t *testing.T) {
	csv, book := &Sheet{Dialect: Dialect{';', ','}}, &Sheet{}
	for want, test := range map[string]struct {
		sheet *Sheet
		cell  Cell
	}{
		"12.5": {csv, TextCell("12,5")},
		"2":    {book, NumberCell(2, 0)},
		`"12,5" is a text, not a number (type it again in a cell without a format)`:         {book, TextCell("12,5")},
		`"2025-01-01" is a date, not a number (type the number in a cell without a format)`: {book, Cell{Kind: Date, Text: "2025-01-01"}},
		`"true" is a boolean, not a number (type the number in a cell without a format)`:    {book, Cell{Kind: Bool, Text: "true"}},
		`the cell is empty, and a number is expected`:                                       {book, Cell{}},
		`"12.5" has a point for a decimal sign, and this file has a comma (write "12,5")`:   {csv, TextCell("12.5")},
	} {
		value, _, err := test.sheet.Number(test.cell)
		got := strconv.FormatFloat(value, 'f', -1, 64)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestFormatNumber(t *testing.T) {
	for _, test := range []struct {
		value    float64
		decimals int
		decimal  byte
		want     string
	}{
		{47.16, 0, ',', "47,16"}, {47, 2, ',', "47,00"}, {47.5, 2, '.', "47.50"}, {1e15, 0, ',', "1000000000000000"}, {math.Copysign(0, -1), 0, ',', "0"}, {-0.5, 1, ',', "-0,5"},
	} {
		if got := FormatNumber(test.value, test.decimals, test.decimal); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

// FuzzParseNumber writes what was read: it comes back, and so does what a hint says.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1.234,5", "-47,16", "1 234", "NaN", "0x1p-2", "=1", "12 %", "00,1"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		decimal := byte('.')
		if comma {
			decimal = ','
		}
		value, decimals, err := ParseNumber(text, decimal)
		if err == nil {
			if math.IsNaN(value) || math.IsInf(value, 0) || len(strings.Trim(text, "-0123456789.,")) > 0 {
				t.Fatalf("%q is %v", text, value)
			}
			if got := FormatNumber(value, decimals, decimal); got != text && got != strings.TrimPrefix(text, "-") {
				t.Errorf("%q comes back as %q", text, got)
			}
			return
		}
		var e *NumberError
		if !errors.As(err, &e) || e.Reason == "" {
			t.Fatalf("%q: error %#v", text, err)
		}
		if quoted, ok := strings.CutPrefix(e.Hint, "write \""); ok {
			shown, _, _ := strings.Cut(quoted, `"`)
			if _, _, err := ParseNumber(shown, decimal); err != nil && !strings.Contains(err.Error(), "digits") && !strings.Contains(err.Error(), "zero") {
				t.Errorf("%q: the hint %q does not help: %v", text, e.Hint, err)
			}
		}
	})
}
