package sheet

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// rawCell is a cell as it stands in the file (ECMA-376 part 1, 18.3.1.4).
type rawCell struct {
	kind    string // the attribute t
	style   int
	value   string
	has     bool // there is a value, which may be ""
	formula bool
}

// read reads up to the end of the cell.
func (c *rawCell) read(d *xml.Decoder) error {
	for {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				c.value, err = chars(d)
				c.has = true
			case "is":
				c.value, err = richText(d)
				c.has = true
			case "f":
				c.formula = true
				err = d.Skip()
			default:
				err = d.Skip()
			}
			if err != nil {
				return err
			}
		}
	}
}

// value returns what a cell holds, or why it is refused.
func (r *xlsxReader) value(raw rawCell) (c Cell, reason, hint string) {
	v := strings.TrimSpace(raw.value)
	if raw.formula && (!raw.has || v == "" && raw.kind != "str") {
		return c, "the formula has no result in the file", "open it in a spreadsheet program and save it there, or write the result"
	}
	switch raw.kind {
	case "s":
		if v == "" {
			return c, "", ""
		}
		i, err := strconv.Atoi(v)
		if err != nil || i < 0 || i >= len(r.texts) {
			return c, "the file has no text for the cell", "write it anew"
		}
		return checkedText(r.texts[i])
	case "inlineStr":
		return checkedText(raw.value)
	case "str":
		return checkedText(unescape(raw.value))
	case "b":
		switch v {
		case "1":
			return Cell{Kind: Bool, Text: "true", Number: 1}, "", ""
		case "0":
			return Cell{Kind: Bool, Text: "false"}, "", ""
		}
		return c, fmt.Sprintf("%q is no boolean", shorten(v)), "write it anew"
	case "e":
		return c, fmt.Sprintf("the cell shows the error %s", shorten(v)), "correct its formula, or empty it"
	case "d":
		for _, layout := range []string{dayLayout, minuteLayout, "2006-01-02T15:04:05", "2006-01-02T15:04:05Z07:00"} {
			if t, err := time.Parse(layout, v); err == nil {
				return r.date(t, r.format(raw.style))
			}
		}
		return c, fmt.Sprintf("%q is no date", shorten(v)), "write it anew"
	case "", "n":
		if v == "" {
			return c, "", ""
		}
		return r.number(v, r.format(raw.style))
	}
	return c, fmt.Sprintf("unknown kind of cell %q", shorten(raw.kind)), "write it anew"
}

// checkedText returns a text without the white space around it.
func checkedText(text string) (c Cell, reason, hint string) {
	if text = strings.TrimSpace(text); text == "" {
		return c, "", ""
	}
	if reason := textProblem(text); reason != "" {
		return c, reason, "write it anew"
	}
	return Cell{Kind: Text, Text: text}, "", ""
}

// textProblem says which character no text should have, the sign for a lost letter
// among them.
func textProblem(text string) string {
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == utf8.RuneError || c == 0xfffe || c == 0xffff {
			return fmt.Sprintf("the character %U is none of a text", c)
		}
	}
	return ""
}

func (r *xlsxReader) format(style int) numberFormat {
	if style < 0 || style >= len(r.formats) {
		return numberFormat{}
	}
	return r.formats[style]
}

// number returns what the sheet shows for a number.
func (r *xlsxReader) number(v string, f numberFormat) (c Cell, reason, hint string) {
	value, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) || strings.ContainsAny(v, "xX_pP") {
		return c, fmt.Sprintf("%q is no number", shorten(v)), "write it anew"
	}
	if f.date() || f.time {
		return r.serial(value, f)
	}
	if size := math.Abs(value); size >= 1e15 || size != 0 && size < 1e-9 {
		return c, fmt.Sprintf("the number %s is out of every range", shorten(v)), "write it as text if it is no number but a code"
	}
	// No spreadsheet shows more than 15 digits; the others are what calculations in
	// binary digits leave over. The sign % moves the point in the decimal digits.
	digits := strconv.FormatFloat(value, 'e', maxDigits-1, 64)
	c.Decimals = f.decimals
	if f.percent {
		mantissa, exponent, _ := strings.Cut(digits, "e")
		n, _ := strconv.Atoi(exponent)
		digits, c.Percent = mantissa+"e"+strconv.Itoa(n+2), true
	}
	c.Number, _ = strconv.ParseFloat(digits, 64)
	if c.Number == 0 {
		c.Number = 0 // and not -0
	}
	c.Kind, c.Text = Number, FormatNumber(c.Number, 0, '.')
	if _, part, ok := strings.Cut(c.Text, "."); ok {
		c.Decimals = max(c.Decimals, len(part))
	}
	return c, "", ""
}

const (
	dayLayout    = "2006-01-02"
	minuteLayout = "2006-01-02T15:04"
)

// The days that both spreadsheets and calendars have. In spreadsheets 1900 is a leap
// year, so that those before March have other numbers in some programs.
const (
	firstSerial = 61        // 1900-03-01
	lastSerial  = 2_958_466 // the day after 9999-12-31
	from1904    = 1462      // days between the two ways of counting
)

// serial returns the date with a number: days since the end of 1899.
func (r *xlsxReader) serial(value float64, f numberFormat) (c Cell, reason, hint string) {
	if !f.date() {
		return c, "the cell is a time of day or a length of time", "write it as text, or as a number of hours or minutes"
	}
	if r.date1904 {
		value += from1904
	}
	if value < firstSerial || value >= lastSerial {
		return c, fmt.Sprintf("the number %s has the format of a date, and is none", FormatNumber(value, 0, '.')), "give the cell the format of a number or a text, and write it anew"
	}
	days, part := math.Modf(value)
	minutes := math.Round(part * 24 * 60)
	return r.date(epoch().AddDate(0, 0, int(days)).Add(time.Duration(minutes)*time.Minute), f)
}

func epoch() time.Time { return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC) }

// date returns a date as precisely as its format shows it.
func (r *xlsxReader) date(t time.Time, f numberFormat) (c Cell, reason, hint string) {
	layout := dayLayout
	switch {
	case f.time && f.date():
		layout = minuteLayout
	case f.year && !f.month && !f.day:
		layout = "2006"
	case f.month && !f.day:
		layout = "2006-01"
	case !f.date() && (t.Hour() != 0 || t.Minute() != 0):
		layout = minuteLayout
	}
	return Cell{Kind: Date, Text: t.Format(layout)}, "", ""
}

// parseRef returns column and row of a name like "B7", or 0.
func parseRef(ref string) (col, row int) {
	i := 0
	for ; i < len(ref) && i < 3 && 'A' <= ref[i]&^0x20 && ref[i]&^0x20 <= 'Z'; i++ {
		col = col*26 + int(ref[i]&^0x20-'A') + 1
	}
	if row = number(ref[i:]); row == 0 {
		return 0, 0
	}
	return col, row
}

// number returns a number of a few digits, or 0.
func number(text string) int {
	if len(text) > 8 || !onlyDigits(text) {
		return 0
	}
	n, _ := strconv.Atoi(text)
	return n
}
