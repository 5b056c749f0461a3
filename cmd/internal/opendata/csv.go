package opendata

import (
	"slices"
	"strconv"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// Column is a column of the CSV. Names are permanent: programs read them.
type Column struct {
	Name     string // in the first row; one in words ends with its language
	Of       string // names its interface texts, opendata.column.<Of> and opendata.figure.<Of>
	Language int    // of a column in words; -1
	Required bool   // no cell is empty

	base, format string // datatype of the W3C's metadata vocabulary; a format of a text is a regular expression
	property     string // what the cells say, as linked data name it
	list         bool   // cells have several values
}

// between stands between the values of a cell that has several.
const between = " | "

const (
	slugFormat = "[a-z0-9]+(-[a-z0-9]+)*"
	sdmx       = "http://purl.org/linked-data/sdmx/2009/"
)

// Columns are the columns of the CSV, in order.
func (f *Files) Columns() []Column { return f.columns }

func (f *Files) makeColumns() []Column {
	var list []Column
	one := func(c Column) {
		if c.Of == "" {
			c.Of = c.Name
		}
		c.Language = -1
		list = append(list, c)
	}
	each := func(c Column) {
		c.Of = c.Name
		for l, id := range f.languages {
			c.Language, c.Name = l, c.Of+"_"+id
			list = append(list, c)
		}
	}
	one(Column{Name: "indicator", Required: true, base: "string", format: slugFormat})
	each(Column{Name: "indicator_name", base: "string"})
	one(Column{Name: "theme", Required: true, base: "string", format: slugFormat})
	one(Column{Name: "territory", Required: true, base: "string", format: slugFormat, property: sdmx + "dimension#refArea"})
	each(Column{Name: "territory_name", base: "string"})
	one(Column{Name: "territory_kind", Required: true, base: "string", format: slugFormat})
	one(Column{Name: "code", base: "string"})
	one(Column{Name: "period", base: "string", format: `[0-9]{4}(-[0-9]{2}){0,2}((/|\.\.)[0-9]{4}(-[0-9]{2}){0,2})?`, property: sdmx + "dimension#refPeriod"})
	one(Column{Name: "period_start", base: "date"})
	one(Column{Name: "period_end", base: "date"})
	one(Column{Name: "value", base: "decimal", property: sdmx + "measure#obsValue"})
	one(Column{Name: "low", base: "decimal"})
	one(Column{Name: "high", base: "decimal"})
	one(Column{Name: "unit", Required: true, base: "string", property: sdmx + "attribute#unitMeasure"})
	one(Column{Name: "qualifier", base: "string", format: anyOf(site.Qualifiers), property: sdmx + "attribute#obsStatus"})
	one(Column{Name: "missing", base: "string", format: anyOf(site.Reasons)})
	one(Column{Name: "break", Required: true, base: "boolean"})
	one(Column{Name: "corrected", base: "date"})
	each(Column{Name: "note", base: "string"})
	one(Column{Name: "source_title", base: "string", list: true})
	one(Column{Name: "source_url", base: "anyURI", list: true})
	one(Column{Name: "source_page", base: "string", list: true})
	each(Column{Name: "page", base: "anyURI"})
	return list
}

func anyOf(words []string) string {
	format := ""
	for _, w := range words {
		format = join(format, w, "|")
	}
	return format
}

// CSV appends figures as RFC 4180 has them: a line for each, below the names of
// [Files.Columns]. A text that a spreadsheet would take for a formula has an
// apostrophe before it.
func (f *Files) CSV(b []byte, d *Dataset) []byte {
	const line = 420 // bytes; more or less
	b = append(slices.Grow(b, len(f.header)+line*d.Count()), f.header...)
	var row csvRow
	for k, i := range d.Indicators {
		row.indicator(f, i)
		for _, o := range d.Figures[k] {
			b = row.append(b, f, o)
		}
	}
	return b
}

// csvRow keeps the cells that many rows have in common, as they are written.
type csvRow struct {
	head, unit, pages []byte // of the indicator
	notes             []byte // a row without notes has these
	sources           []site.Source
	cited             []byte // the cells of these sources
	periods           map[lang.Period]string
}

// appendCells appends cells, each with the comma that follows it.
func appendCells(b []byte, texts ...string) []byte {
	b = sheet.AppendCSV(b, [][]string{append(texts, "")}) // so that a cell by itself is no blank line
	return b[:len(b)-len("\r\n")]
}

// endRow puts the end of a line in the place of the last comma.
func endRow(b []byte) []byte { return append(b[:len(b)-1], "\r\n"...) }

func (r *csvRow) indicator(f *Files, i *site.Indicator) {
	r.head = appendCells(r.head[:0], i.ID.Value)
	r.head = appendCells(r.head, f.texts(i.Names)...)
	r.head = appendCells(r.head, i.ThemeID.Value)
	r.unit = appendCells(r.unit[:0], i.Unit.Value)
	pages := make([]string, len(f.languages))
	for l := range pages {
		pages[l] = f.options.Page(l, i)
	}
	r.pages = endRow(appendCells(r.pages[:0], pages...))
	r.notes = appendCells(r.notes[:0], make([]string, len(f.languages))...)
}

// texts are a text in each language, "" where there is none.
func (f *Files) texts(t lang.Text) []string {
	list := make([]string, len(f.languages), len(f.languages)+1)
	for l, id := range f.languages {
		list[l] = t[id]
	}
	return list
}

func (f *Files) territoryCells(t *site.Territory) []byte {
	b := appendCells(nil, t.ID.Value)
	b = appendCells(b, f.texts(t.Names)...)
	return appendCells(b, t.Kind.Value, code(t))
}

// period are the cells of a period. A file has few of them.
func (r *csvRow) period(p lang.Period) string {
	cells, ok := r.periods[p]
	if !ok {
		first, last := days(p)
		cells = p.String() + "," + first + "," + last + ","
		if r.periods == nil {
			r.periods = map[lang.Period]string{}
		}
		r.periods[p] = cells
	}
	return cells
}

func (r *csvRow) append(b []byte, f *Files, o *site.Observation) []byte {
	b = append(append(b, r.head...), f.places[o.Territory].csv...)
	b = append(b, r.period(o.Period)...)
	b = append(appendNumber(b, o.Value), ',')
	if o.Range != nil {
		b = appendNumber(b, o.Range.From)
		b = append(appendNumber(append(b, ','), o.Range.To), ',')
	} else {
		b = append(b, ",,"...)
	}
	b = append(b, r.unit...)
	b = append(append(b, sure(o)...), ',')
	b = append(append(b, o.Missing.Value...), ',')
	b = append(strconv.AppendBool(b, o.Break), ',')
	if len(o.Corrections) > 0 {
		b = append(b, o.Corrections[0].Date.String()...)
	}
	b = append(b, ',')
	if len(o.Note) > 0 {
		b = appendCells(b, f.texts(o.Note)...)
	} else {
		b = append(b, r.notes...)
	}
	if r.cited == nil || !site.SameSources(r.sources, o.Sources) {
		r.sources, r.cited = o.Sources, f.appendSources(r.cited[:0], o.Sources)
	}
	b = append(b, r.cited...)
	return append(b, r.pages...)
}

// appendNumber appends a number with the digits that its source gives, if there is
// one.
func appendNumber(b []byte, n source.Number) []byte {
	if !n.Known() {
		return b
	}
	if n.Value == 0 {
		n.Value = 0 // and not -0
	}
	start := len(b)
	b = strconv.AppendFloat(b, n.Value, 'f', -1, 64)
	point := slices.Index(b[start:], '.')
	have := 0
	if point >= 0 {
		have = len(b) - start - point - 1
	}
	for ; have < n.Decimals; have++ {
		if have == 0 {
			b = append(b, '.')
		}
		b = append(b, '0')
	}
	return b
}

// appendSources appends the cells of sources, in which the first value of each is of
// the first source, and so on.
func (f *Files) appendSources(b []byte, sources []site.Source) []byte {
	var titles, urls, pages string
	any := false
	for k, s := range sources {
		s = f.site.Source(s)
		if k > 0 {
			titles, urls, pages = titles+between, urls+between, pages+between
		}
		titles, urls, pages = titles+s.Title, urls+s.URL.Value, pages+s.Page
		any = any || s.Page != ""
	}
	if !any {
		pages = ""
	}
	return appendCells(b, titles, urls, pages)
}
