package opendata

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
)

// Workbook returns figures as an .xlsx for readers of a language: a sheet that
// explains the others, one for each theme, one for the indicators and one for the
// sources. The sheets of themes have the columns of [figures.Columns], so that an
// editor may change them and import them.
func (f *Files) Workbook(l int, d *Dataset) ([]byte, error) {
	id := f.languages[l]
	book := sheet.Workbook{Title: d.Titles[l], Creator: f.site.Config.Publisher.Names[id], Language: id}
	var taken []string
	add := func(name string, rows [][]sheet.Cell, more iter.Seq[[]sheet.Cell], widths ...float64) {
		name = sheet.SheetName(name, taken...)
		taken = append(taken, name)
		book.Tables = append(book.Tables, sheet.Table{Name: name, Rows: rows, More: more, Header: 1, Widths: widths})
	}
	message := f.site.Strings[l].Message
	add(message("download.readme"), f.readme(l, d), nil, 26, 100)
	var sources []site.Source
	for _, t := range f.site.Themes {
		var list []*site.Observation
		for k, i := range d.Indicators {
			if i.Theme == t {
				list = append(list, d.Figures[k]...)
			}
		}
		if len(list) > 0 {
			add(t.Names[id], [][]sheet.Cell{figures.Head(f.site)}, f.themeRows(l, list), f.widths()...)
			sources = Sources(sources, list)
		}
	}
	add(message("download.indicators"), f.indicatorRows(l, d), nil)
	add(message("download.sources"), f.sourceRows(l, sources), nil)
	var b bytes.Buffer
	err := sheet.WriteXLSX(&b, book)
	return b.Bytes(), err
}

// themeRows are figures with their units in words, which an import leaves alone. Where
// a figure has sources that no import can take, they are told to the reader all the
// same: by their address, and with the page in each.
func (f *Files) themeRows(l int, list []*site.Observation) iter.Seq[[]sheet.Cell] {
	columns := figures.Columns(f.languages)
	unit, cited, page := slices.Index(columns, "unit"), slices.Index(columns, "source"), slices.Index(columns, "page")
	return func(yield func([]sheet.Cell) bool) {
		var name sheet.Cell // of the unit
		k := 0
		for row := range figures.EachRow(f.site, list, l) {
			o := list[k]
			if k == 0 || o.Indicator != list[k-1].Indicator {
				name = sheet.TextCell(f.site.Strings[l].Message("unit_name." + o.Indicator.Unit.Value))
			}
			k++
			row[unit] = name
			if unimportable(o) {
				var ids, pages []string
				for _, s := range o.Sources {
					ids, pages = append(ids, sourceID(s)), append(pages, s.Page)
				}
				row[cited], row[page] = sheet.TextCell(strings.Join(ids, " ")), sheet.TextCell(strings.Join(pages, between))
			}
			if !yield(row) {
				return
			}
		}
	}
}

// unimportable reports whether a row of an import cannot name all sources of a figure.
func unimportable(o *site.Observation) bool {
	for k := range o.Sources {
		if s := &o.Sources[k]; s.Ref.Value == "" || s.Page != o.Sources[0].Page {
			return true
		}
	}
	return false
}

// widths are those of the columns of a theme: given, since to look at all texts takes
// a tenth of the time for a workbook.
func (f *Files) widths() []float64 {
	const ids, names, words, short = 24, 36, 60, 12
	var list []float64
	for _, name := range figures.Columns(f.languages) {
		switch {
		case strings.HasPrefix(name, "note_"):
			list = append(list, words)
		case strings.HasSuffix(name, "_name"):
			list = append(list, names)
		case name == "indicator" || name == "territory" || name == "unit" || name == "period" || name == "source":
			list = append(list, ids)
		default:
			list = append(list, short)
		}
	}
	return list
}

// Sources adds the sources of figures to a list that has each once. Nil is a figure
// that no source tells.
func Sources(list []site.Source, of []*site.Observation) []site.Source {
	var last []site.Source
	for _, o := range of {
		if o == nil || last != nil && site.SameSources(last, o.Sources) {
			continue
		}
		last = o.Sources
		for _, s := range o.Sources {
			if !slices.ContainsFunc(list, func(other site.Source) bool { return sourceID(other) == sourceID(s) }) {
				list = append(list, s)
			}
		}
	}
	return list
}

func textRow(texts ...string) []sheet.Cell {
	row := make([]sheet.Cell, len(texts))
	for i, t := range texts {
		row[i] = sheet.TextCell(t)
	}
	return row
}

// readme says what the workbook is, from whom, under which licence, and what its
// columns and words mean.
func (f *Files) readme(l int, d *Dataset) [][]sheet.Cell {
	s := f.site.Strings[l]
	rows := [][]sheet.Cell{textRow(d.Titles[l])}
	one := func(key, text string) {
		if text != "" {
			label := ""
			if key != "" {
				label = s.Message("download.readme_" + key)
			}
			rows = append(rows, textRow(label, text))
		}
	}
	one("what", d.Descriptions[l])
	one("publisher", f.site.Config.Publisher.Names[f.languages[l]])
	if !d.Published.IsZero() {
		one("published", f.site.Languages[l].Date(d.Published))
	}
	one("page", d.Pages[l])
	one("format", f.options.Format(l))
	key := "licence"
	for _, sentence := range Rights(f.site, l, d.Indicators) {
		one(key, sentence)
		key = ""
	}
	one("licence_text", licenceURL(f.site.Config.Licence))
	one("numbers", s.Message("download.readme_exact"))
	part := func(key string) { rows = append(rows, nil, textRow(s.Message("download.readme_"+key))) }
	part("columns")
	for _, name := range figures.Columns(f.languages) {
		rows = append(rows, textRow(name, f.meaningInBook(l, name)))
	}
	part("qualifiers")
	for _, q := range site.Qualifiers {
		rows = append(rows, textRow(q, s.Message("figure.meaning."+q)))
	}
	part("missing")
	for _, r := range site.Reasons {
		rows = append(rows, textRow(r, s.Message("figure.reason."+r)))
	}
	return rows
}

func licenceURL(l *site.Licence) string {
	if l == nil {
		return ""
	}
	return l.URL.Value
}

// meaningInBook says what a column of a workbook means. Most are those of the CSV.
func (f *Files) meaningInBook(l int, name string) string {
	s := f.site.Strings[l]
	if key := "download.column." + name; s.Has(key) {
		return s.Message(key)
	}
	for _, c := range f.columns {
		if c.Name == name {
			return f.Meaning(l, c)
		}
	}
	return s.Message("opendata.figure." + name) // a name, in the language of the book
}

// indicatorRows say what was measured.
func (f *Files) indicatorRows(l int, d *Dataset) [][]sheet.Cell {
	id, s := f.languages[l], f.site.Strings[l]
	head := func(key string) string { return s.Message("download.head." + key) }
	rows := [][]sheet.Cell{textRow("id", head("name"), head("theme"), head("unit"), head("definition"), head("method"), head("limits"), head("licence"), head("page"))}
	for _, i := range d.Indicators {
		licence := ""
		if i.Licence != nil {
			licence = i.Licence.Name
		}
		rows = append(rows, textRow(i.ID.Value, i.Names[id], i.Theme.Names[id], s.Message("unit_name."+i.Unit.Value),
			i.Definition[id], i.Method[id], i.Limits[id], licence, f.options.Page(l, i)))
	}
	return rows
}

// sourceRows say where figures come from.
func (f *Files) sourceRows(l int, sources []site.Source) [][]sheet.Cell {
	head := func(key string) string { return f.site.Strings[l].Message("download.head." + key) }
	rows := [][]sheet.Cell{textRow("id", head("title"), head("publisher"), head("date"), head("language"), head("address"))}
	for _, s := range sources {
		v := f.source(s)
		rows = append(rows, textRow(v.ID, v.Title, v.Publisher, v.Date, v.Language, v.URL))
	}
	return rows
}
