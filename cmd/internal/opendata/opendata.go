package opendata

import (
	"bytes"
	"strings"
	"sync"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Files writes figures of a site. Its methods may be called from several goroutines.
type Files struct {
	site      *site.Site
	options   FileOptions
	languages []string
	columns   []Column
	header    []byte
	schema    []byte // of the columns, as JSON
	places    map[*site.Territory]place

	indicators sync.Map // as JSON
}

// FileOptions are what the site around the figures knows better. Addresses are
// absolute.
type FileOptions struct {
	Page   func(language int, i *site.Indicator) string // of the indicator's page
	Format func(language int) string                    // of the page that explains the files; "" if there is none
}

// place is what a CSV says of a territory.
type place struct{ csv []byte }

// NewFiles prepares to write figures of a site.
func NewFiles(s *site.Site, o FileOptions) *Files {
	f := &Files{site: s, options: o, languages: s.LanguageIDs(), places: make(map[*site.Territory]place, len(s.Territories))}
	f.columns = f.makeColumns()
	var names []string
	for _, c := range f.columns {
		names = append(names, c.Name)
	}
	f.header = endRow(appendCells(nil, names...))
	f.schema, _ = plainJSON(f.makeSchema()) // structs of texts always encode
	f.schema = bytes.TrimSpace(f.schema)
	for _, t := range s.Territories {
		f.places[t] = place{f.territoryCells(t)}
	}
	return f
}

// Page is the address of an indicator's page.
func (f *Files) Page(l int, i *site.Indicator) string { return f.options.Page(l, i) }

// Dataset says which figures a file has, and what stands above them.
type Dataset struct {
	ID           string    // the name of the file without what follows a point
	URL          string    // of the CSV, absolute
	Titles       []string  // by language
	Descriptions []string  // by language
	Pages        []string  // absolute, by language: that show the same; "" where there is none
	Published    lang.Date // of the report; zero
	Year         int       // in which all periods end; 0 is any
	Indicators   []*site.Indicator
	Figures      [][]*site.Observation // of each indicator, by territory, then by period
}

// All gives the dataset all figures of some indicators.
func (d *Dataset) All(indicators []*site.Indicator) {
	d.Indicators = indicators
	for _, i := range indicators {
		d.Figures = append(d.Figures, i.Observations)
	}
}

// ByYear gives each of some datasets the figures of its year.
func ByYear(s *site.Site, sets map[int]*Dataset) {
	for _, i := range s.Indicators {
		for _, o := range i.Observations {
			d := sets[o.Period.Year()]
			if d == nil {
				continue
			}
			if n := len(d.Indicators); n == 0 || d.Indicators[n-1] != i {
				d.Indicators, d.Figures = append(d.Indicators, i), append(d.Figures, nil)
			}
			last := len(d.Figures) - 1
			d.Figures[last] = append(d.Figures[last], o)
		}
	}
}

// Count is the number of figures.
func (d *Dataset) Count() int {
	n := 0
	for _, list := range d.Figures {
		n += len(list)
	}
	return n
}

// Rights say in a language what others may do with figures of some indicators, in
// a few sentences. The licence of the site is that of what the site has added:
// figures keep the terms of those from whom they are quoted.
func Rights(s *site.Site, language int, indicators []*site.Indicator) []string {
	message := s.Strings[language].Message
	list := []string{message("download.rights_none")}
	if licence := s.Config.Licence; licence != nil {
		list[0] = message("download.rights", "licence", licence.Name)
	}
	list = append(list, message("download.rights_figures"))
	own := map[site.Licence][]string{}
	var order []site.Licence
	for _, i := range indicators {
		if i.Licence == nil {
			continue
		}
		// Where it stands in its file is no part of it.
		l := site.Licence{Name: i.Licence.Name}
		l.URL.Value = i.Licence.URL.Value
		if own[l] == nil {
			order = append(order, l)
		}
		own[l] = append(own[l], i.Names[s.Languages[language].ID])
	}
	for _, l := range order {
		list = append(list, message("download.rights_own", "indicators", strings.Join(own[l], ", "), "licence", l.Name))
	}
	return list
}

// days are the first and the last day of a period, as ISO 8601 has them. Those of a
// school year differ from school to school, and are "".
func days(p lang.Period) (first, last string) {
	if p.IsZero() || p.School {
		return "", ""
	}
	end := p.Last().Time()
	switch p.Last().Precision() {
	case lang.ToYear:
		end = end.AddDate(1, 0, -1)
	case lang.ToMonth:
		end = end.AddDate(0, 1, -1)
	}
	return lang.DateOf(p.From.Time(), lang.ToDay).String(), lang.DateOf(end, lang.ToDay).String()
}

// sure is how sure a value is; "" where there is none.
func sure(o *site.Observation) string {
	if !o.Known() {
		return ""
	}
	return o.Qualifier.Value
}

// code is the official code of a territory: that of Statbel (NIS) of a commune, that
// of the Monitoring of a quartier; "" for others.
func code(t *site.Territory) string {
	if t.Kind.Value == site.KindCommune {
		return t.Commune.NIS
	}
	return t.Code
}

// join puts two texts together, either of which may be "".
func join(a, b, between string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}
