package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace = "http://schemas.openxmlformats.org/package/2006/"
	contentType  = "application/vnd.openxmlformats-"
)

// namedPart is a file of the package.
type namedPart struct{ name, content string }

// fixed returns the parts but for the sheets and the styles.
func (b Workbook) fixed() []namedPart {
	var types, sheets, relations strings.Builder
	for i, t := range b.Tables {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sofficedocument.spreadsheetml.worksheet+xml"/>`, i+1, contentType)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, appendText(nil, t.Name, false), i+1, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, officeSpace, i+1)
	}
	return []namedPart{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packageSpace + `content-types">` +
			`<Default Extension="rels" ContentType="` + contentType + `package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="` + contentType + `package.core-properties+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + contentType + `officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + contentType + `officedocument.spreadsheetml.styles+xml"/>` +
			types.String() + `</Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + packageSpace + `relationships">` +
			`<Relationship Id="rId1" Type="` + officeSpace + `/officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="` + packageSpace + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
			`</Relationships>`},
		{"docProps/core.xml", xmlHead + `<cp:coreProperties xmlns:cp="` + packageSpace + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
			element("dc:title", b.Title) + element("dc:creator", b.Creator) + element("dc:language", b.Language) + `</cp:coreProperties>`},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + officeSpace + `">` +
			`<bookViews><workbookView/></bookViews><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="` + packageSpace + `relationships">` + relations.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(b.Tables)+1, officeSpace)},
	}
}

func element(name, text string) string {
	if text == "" {
		return ""
	}
	return "<" + name + ">" + string(appendText(nil, text, false)) + "</" + name + ">"
}

// appendText appends a text to XML, without the characters that XML cannot have. In a
// cell, what looks like the escape of a character is escaped itself (22.9.2.19).
func appendText(b []byte, text string, cell bool) []byte {
	for i := 0; i < len(text); {
		if end := i + simple(text[i:]); end > i { // most of a text
			b = append(b, text[i:end]...)
			i = end
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '<':
			b = append(b, "&lt;"...)
		case c == '>':
			b = append(b, "&gt;"...)
		case c == '"':
			b = append(b, "&#34;"...)
		case c == '\r':
			b = append(b, "&#13;"...)
		case c < ' ' && c != '\n' && c != '\t', c == 0xfffe, c == 0xffff:
		case c == '_' && cell && unescape(text[i:min(i+7, len(text))]) != text[i:min(i+7, len(text))]:
			b = append(b, "_x005F_"...)
		case c == utf8.RuneError && size == 1:
			b = append(b, "\ufffd"...)
		default:
			b = append(b, text[i:i+size]...)
		}
		i += size
	}
	return b
}

// simple is the length of what a text begins with that stands in XML as it is.
func simple(text string) int {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= utf8.RuneSelf || c == '&' || c == '<' || c == '>' || c == '"' || c == '_' {
			return i
		}
	}
	return len(text)
}

// style is how a cell looks.
type style struct {
	header, wrap, quote bool
	number, percent     bool
	decimals            int
	code                string // the format of a date
}

// styleTable numbers the styles of a workbook in the order in which cells need them.
type styleTable struct {
	list   []style // from the style 1 on; 0 is that of cells without one
	index  map[style]int
	last   style // whose number is lastIndex: neighbours look alike
	number int
}

// mark appends the attribute with the number of a style, if it is not 0.
func (s *styleTable) mark(b []byte, of style) []byte {
	if of == (style{}) {
		return b
	}
	n := s.number
	if of != s.last {
		if n = s.index[of]; n == 0 {
			if s.index == nil {
				s.index = map[style]int{}
			}
			s.list = append(s.list, of)
			n = len(s.list)
			s.index[of] = n
		}
		s.last, s.number = of, n
	}
	b = append(b, ` s="`...)
	b = strconv.AppendInt(b, int64(n), 10)
	return append(b, '"')
}

// format returns the code of the format of numbers, or "" for none.
func (s style) format() string {
	if !s.number {
		return s.code
	}
	code := "#,##0"
	if s.decimals > 0 {
		code += "." + strings.Repeat("0", s.decimals)
	}
	if s.percent {
		code += "%"
	}
	return code
}

// append appends the part with the styles (ECMA-376 part 1, 18.8.39).
func (s *styleTable) append(b []byte) []byte {
	const own = 164 // the first number for formats that are not everybody's
	ids := map[string]int{"": 0}
	var codes, styles []byte
	for _, style := range s.list {
		code := style.format()
		id, ok := ids[code]
		if !ok {
			id = own + len(ids) - 1
			ids[code] = id
			codes = fmt.Appendf(codes, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, code)
		}
		font := 0
		if style.header {
			font = 1
		}
		styles = fmt.Appendf(styles, `<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0"`, id, font)
		if style.quote {
			styles = append(styles, ` quotePrefix="1"`...)
		}
		if id > 0 {
			styles = append(styles, ` applyNumberFormat="1"`...)
		}
		if font > 0 {
			styles = append(styles, ` applyFont="1"`...)
		}
		if style.wrap || style.header {
			styles = append(styles, ` applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`...)
		} else {
			styles = append(styles, `/>`...)
		}
	}
	b = append(b, xmlHead+`<styleSheet xmlns="`+mainSpace+`">`...)
	if len(ids) > 1 {
		b = fmt.Appendf(b, `<numFmts count="%d">%s</numFmts>`, len(ids)-1, codes)
	}
	const font = `<sz val="11"/><name val="Calibri"/><family val="2"/></font>`
	b = append(b, `<fonts count="2"><font>`+font+`<font><b/>`+font+`</fonts>`+
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`+
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`+
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`...)
	b = fmt.Appendf(b, `<cellXfs count="%d"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>%s</cellXfs>`, len(s.list)+1, styles)
	return append(b, `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`...)
}
