package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"
)

// numberFormat is what a format of numbers makes of one.
type numberFormat struct {
	percent          bool
	year, month, day bool
	time             bool // of day, or a length of time
	decimals         int
}

// formats are those that every spreadsheet has by number (ECMA-376 part 1, 18.8.30),
// as far as they matter here. 27 to 36 and 50 to 58 are dates of East Asia.
var formats = map[int]string{
	2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
	14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
	27: "yyyy-mm-dd", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd",
	32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy-mm-dd",
	39: "#,##0.00", 40: "#,##0.00", 43: "#,##0.00", 44: "#,##0.00",
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
	50: "yyyy-mm-dd", 51: "yyyy-mm-dd", 52: "yyyy-mm", 53: "yyyy-mm-dd", 54: "yyyy-mm-dd",
	55: "yyyy-mm", 56: "yyyy-mm-dd", 57: "yyyy-mm-dd", 58: "yyyy-mm-dd",
}

// numberFormats returns the format of each style of cells.
func (p *pack) numberFormats(name string) ([]numberFormat, error) {
	own := map[int]string{}
	var styles []numberFormat
	inside := false
	err := p.xml(name, func(_ *xml.Decoder, t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil {
					own[id] = attr(e, "formatCode")
				}
			case "cellXfs":
				inside = true
			case "xf":
				if inside {
					id, _ := strconv.Atoi(attr(e, "numFmtId"))
					code, ok := own[id]
					if !ok {
						code = formats[id]
					}
					styles = append(styles, parseFormat(code))
				}
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				inside = false
			}
		}
		return nil
	})
	return styles, err
}

// parseFormat reads a format code such as `#,##0.0 "hab."` or `[$-40C]d mmm yyyy;@`.
// Only the part for positive numbers counts. An m is a month, or minutes beside an h
// or an s.
func parseFormat(code string) numberFormat {
	var f numberFormat
	clock, m, point := false, false, false
	for i := 0; i < len(code); i++ {
		switch unicode.ToLower(rune(code[i])) {
		case ';':
			i = len(code)
		case '"':
			if n := strings.IndexByte(code[i+1:], '"'); n >= 0 {
				i += n + 1
			} else {
				i = len(code)
			}
		case '[':
			n := strings.IndexByte(code[i:], ']')
			if n < 0 {
				i = len(code)
				break
			}
			if inner := strings.ToLower(code[i+1 : i+n]); inner != "" && strings.Trim(inner, inner[:1]) == "" && strings.Contains("hms", inner[:1]) {
				clock = true // a length of time: [h]:mm
			}
			i += n
		case '%':
			f.percent = true
		case 'y':
			f.year = true
		case 'd':
			f.day = true
		case 'm':
			m = true
		case 'h', 's':
			clock = true
		case 'a':
			if strings.HasPrefix(strings.ToLower(code[i:]), "am/pm") {
				clock = true
				i += len("am/pm") - 1
			}
		case 'g':
			if strings.HasPrefix(strings.ToLower(code[i:]), "general") {
				i += len("general") - 1
			}
		case 'e':
			if i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-') {
				i++ // an exponent
			}
		case '\\', '_', '*': // the next character is itself, a width, a filling
			i++
		case '.':
			point = true
		case '0':
			if point {
				f.decimals++
			}
		}
	}
	f.time = clock
	f.month = m && (!clock || f.year || f.day)
	return f
}

// date reports whether the format shows a day, a month or a year.
func (f numberFormat) date() bool { return f.year || f.month || f.day }
