package sheet

import (
	"strings"
	"unicode/utf8"
)

// AppendCSV appends rows as RFC 4180 has them: separated by commas, ended by CRLF,
// with quotes where they are needed. A text that a spreadsheet would take for a
// formula gets an apostrophe before it.
func AppendCSV(b []byte, rows [][]string) []byte {
	return appendCSV(b, rows, Dialect{Separator: ',', Decimal: '.'}, "\r\n", false)
}

// AppendCSV appends the line that declares the dialect, and rows that ReadCSV gives
// back as they were but for white space around them and at the end. Lines end with
// LF, as do all files that editors keep in a repository.
func (d Dialect) AppendCSV(b []byte, rows [][]string) []byte {
	b = append(b, "# separator="...)
	b = append(b, d.Separator)
	b = append(b, " decimal="...)
	b = append(b, d.Decimal, '\n')
	return appendCSV(b, rows, d, "\n", true)
}

func appendCSV(b []byte, rows [][]string, d Dialect, lineEnd string, trim bool) []byte {
	special := string(d.Separator) + "\"\r\n"
	for _, row := range rows {
		for i, text := range row {
			if trim {
				text = strings.TrimSpace(text)
			}
			if i > 0 {
				b = append(b, d.Separator)
			}
			formula := dangerous(text, d.Decimal)
			switch {
			case len(row) == 1 && text == "": // would be a blank line, which readers skip
				b = append(b, `""`...)
			case strings.ContainsAny(text, special) || strings.TrimSpace(text) != text:
				b = append(b, '"')
				if formula {
					b = append(b, '\'')
				}
				for j := range len(text) {
					if text[j] == '"' {
						b = append(b, '"')
					}
					b = append(b, text[j])
				}
				b = append(b, '"')
			default:
				if formula {
					b = append(b, '\'')
				}
				b = append(b, text...)
			}
		}
		b = append(b, lineEnd...)
	}
	return b
}

// dangerous reports whether a spreadsheet may take a text for a formula, after the
// apostrophes that it may begin with: those get one more, so that unprotect knows.
func dangerous(text string, decimal byte) bool {
	if text == "" || text[0] > '@' && text[0] < utf8.RuneSelf || '0' <= text[0] && text[0] <= '9' {
		return false // most texts
	}
	if text[0] != '\'' && plain(text, decimal) {
		return false
	}
	return starts(text)
}

// starts reports whether a text begins as a formula may, after apostrophes and
// spaces, by OWASP's list (CSV injection): the wide signs count in East Asian settings.
func starts(text string) bool {
	text = strings.TrimLeft(strings.TrimLeft(text, "'"), " ")
	c, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", c) && text != ""
}

// plain reports whether a text is a number with a sign and nothing else.
func plain(text string, decimal byte) bool {
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 {
		return false
	}
	whole, part, point := strings.Cut(digits, string(decimal))
	return onlyDigits(whole) && (!point || onlyDigits(part))
}

// unprotect takes off the apostrophe that appendCSV put before a text.
func unprotect(text string) string {
	if text[0] == '\'' && starts(text) {
		return text[1:]
	}
	return text
}

func onlyDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
