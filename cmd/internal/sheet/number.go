package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// maxDigits is how many digits of a number spreadsheets keep, and a float64 too.
const maxDigits = 15

// NumberError says why a text is no number, and how to write it.
type NumberError struct{ Reason, Hint string }

// Error returns both in one line.
func (e *NumberError) Error() string {
	if e.Hint == "" {
		return e.Reason
	}
	return e.Reason + " (" + e.Hint + ")"
}

// Number returns the number in a cell of the sheet, and how many digits it has after
// the decimal sign. Its error is a *NumberError.
func (s *Sheet) Number(c Cell) (value float64, decimals int, err error) {
	switch {
	case c.Kind == Number:
		return c.Number, c.Decimals, nil
	case c.Kind == Text && s.Dialect.Decimal != 0:
		return ParseNumber(c.Text, s.Dialect.Decimal)
	case c.Kind == Text:
		return 0, 0, &NumberError{fmt.Sprintf("%q is a text, not a number", c.Text), "type it again in a cell without a format"}
	case c.Kind == Empty:
		return 0, 0, &NumberError{Reason: "the cell is empty, and a number is expected"}
	}
	return 0, 0, &NumberError{fmt.Sprintf("%q is a %s, not a number", c.Text, c.Kind), "type the number in a cell without a format"}
}

// ParseNumber reads a number as it stands in a CSV: a minus or none, digits, and if
// there are decimals the decimal sign, '.' or ',', and digits again. Its error is a
// *NumberError.
func ParseNumber(text string, decimal byte) (value float64, decimals int, err error) {
	digits := strings.TrimPrefix(text, "-")
	whole, part, point := strings.Cut(digits, string(decimal))
	if !onlyDigits(whole) || point && !onlyDigits(part) {
		return 0, 0, notPlain(text, decimal)
	}
	if len(whole) > 1 && whole[0] == '0' {
		return 0, 0, &NumberError{fmt.Sprintf("%q begins with a zero", text), writeInstead(text, strings.TrimLeft(whole[:len(whole)-1], "0")+whole[len(whole)-1:], part, decimal)}
	}
	if len(strings.TrimLeft(whole+part, "0")) > maxDigits {
		return 0, 0, &NumberError{fmt.Sprintf("%q has more than %d digits", shorten(text), maxDigits), "round it"}
	}
	value, err = strconv.ParseFloat(strings.Replace(text, string(decimal), ".", 1), 64)
	if err != nil {
		return 0, 0, &NumberError{Reason: fmt.Sprintf("%q is not a number", shorten(text))}
	}
	if value == 0 {
		value = 0 // and not -0
	}
	return value, len(part), nil
}

// separators are the signs that people put between thousands, beside the decimal
// sign of somebody else.
const separators = " \u00a0\u202f\u2009'’"

// notPlain says what is wrong with a text, and which number it is in another notation.
func notPlain(text string, decimal byte) error {
	quoted := fmt.Sprintf("%q", shorten(text))
	switch {
	case text == "":
		return &NumberError{Reason: "the cell is empty, and a number is expected"}
	case text[0] == '=':
		return &NumberError{quoted + " is a formula", "write its result"}
	case notKnown(text):
		return &NumberError{quoted + " is not a number", "leave the cell empty where nothing is known"}
	}
	bare, percent := strings.CutSuffix(text, "%")
	unsigned := strings.TrimLeft(bare, "+-−")
	sign := bare[:len(bare)-len(unsigned)]
	unsigned = strings.Trim(unsigned, separators)
	whole, part, reason := regroup(unsigned, decimal)
	switch {
	case whole == "":
		return &NumberError{Reason: quoted + " is not a number"}
	case percent:
		reason = "has a percent sign"
	case reason != "":
	case strings.HasPrefix(sign, "+"):
		reason = "has a plus sign"
	case strings.HasPrefix(sign, "−"):
		reason = "has a long minus sign"
	default:
		reason = "is not written as a number"
	}
	if sign = strings.TrimPrefix(sign, "+"); sign != "" {
		sign = "-"
	}
	hint := writeInstead(sign, whole, part, decimal)
	if other := otherReading(unsigned, decimal); other != "" {
		hint += fmt.Sprintf(" or %q", sign+other)
	}
	return &NumberError{quoted + " " + reason, hint}
}

// notKnown reports whether a text stands for no number in programs of statistics.
func notKnown(text string) bool {
	switch strings.ToLower(strings.TrimLeft(text, "+-")) {
	case "nan", "inf", "infinity", "":
		return true
	}
	return false
}

// writeInstead is the hint with the number as it should be written. Of signed, only
// a minus counts.
func writeInstead(signed, whole, part string, decimal byte) string {
	number := whole
	if strings.HasPrefix(signed, "-") {
		number = "-" + number
	}
	if part != "" {
		number += string(decimal) + part
	}
	return fmt.Sprintf("write %q", number)
}

// regroup returns the digits of an unsigned number in another notation: with a sign
// between thousands, or with the other decimal sign. whole is "" if it is none.
func regroup(bare string, decimal byte) (whole, part, reason string) {
	other := byte('.' + ',' - int(decimal))
	head, tail, _ := strings.Cut(bare, string(decimal))
	if tail != "" && !onlyDigits(tail) {
		// 1,234.56 in a file with a decimal comma
		if i := strings.LastIndexByte(bare, other); i > 0 && onlyDigits(bare[i+1:]) {
			if joined, ok := grouped(bare[:i], string(decimal)); ok {
				return joined, bare[i+1:], fmt.Sprintf("has %s for a decimal sign, and this file has %s", name(other), name(decimal))
			}
		}
		// 1,234,567 in the same
		if joined, ok := grouped(bare, string(decimal)); ok {
			return joined, "", "has a sign between thousands"
		}
		return "", "", ""
	}
	if onlyDigits(head) {
		return head, tail, ""
	}
	for _, s := range separators + string(other) {
		if joined, ok := grouped(head, string(s)); ok {
			return joined, tail, "has a sign between thousands"
		}
	}
	if i := strings.IndexByte(head, other); i > 0 && tail == "" && onlyDigits(head[i+1:]) {
		joined, ok := head[:i], onlyDigits(head[:i])
		for _, s := range separators {
			if !ok {
				joined, ok = grouped(head[:i], string(s))
			}
		}
		if ok {
			return joined, head[i+1:], fmt.Sprintf("has %s for a decimal sign, and this file has %s", name(other), name(decimal))
		}
	}
	return "", "", ""
}

// otherReading is what 1.234 may be as well in a file with a decimal comma.
func otherReading(bare string, decimal byte) string {
	other := byte('.' + ',' - int(decimal))
	whole, part, ok := strings.Cut(bare, string(other))
	if ok && onlyDigits(whole) && onlyDigits(part) && len(part) == 3 && len(whole) <= 3 {
		return whole + string(decimal) + part
	}
	return ""
}

// grouped joins groups of three digits, of which the first may have fewer.
func grouped(text, separator string) (joined string, ok bool) {
	groups := strings.Split(text, separator)
	for i, g := range groups {
		if !onlyDigits(g) || len(g) > 3 || i > 0 && len(g) != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), len(groups) > 1
}

func name(decimal byte) string {
	if decimal == ',' {
		return "a comma"
	}
	return "a point"
}

// shorten is a text that fits in a message.
func shorten(text string) string {
	n := 0
	for i, c := range text {
		if n++; n > 40 || unicode.IsControl(c) {
			return text[:i] + "…"
		}
	}
	return text
}

// FormatNumber writes a number as ParseNumber reads it, with at least so many
// decimals, and with as many as it has.
func FormatNumber(value float64, decimals int, decimal byte) string {
	text := strconv.FormatFloat(value, 'f', -1, 64)
	if value == 0 {
		text = "0" // and not -0
	}
	_, part, point := strings.Cut(text, ".")
	if missing := decimals - len(part); missing > 0 {
		if !point {
			text += "."
		}
		text += strings.Repeat("0", missing)
	}
	if decimal != '.' {
		text = strings.Replace(text, ".", string(decimal), 1)
	}
	return text
}
