package opendata

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// The figures as JSON. The names of the fields are permanent; what each means is an
// interface text, opendata.figure.<path>, which the page on open data shows. A field
// that is not known is left out. Texts are by language.
type (
	// FigureFile is a file of figures.
	FigureFile struct {
		ID          string            `json:"id"`
		Title       map[string]string `json:"title"`
		Year        int               `json:"year,omitempty"`
		Published   string            `json:"published,omitempty"`
		Pages       map[string]string `json:"pages,omitempty"`
		CSV         string            `json:"csv"`
		Licence     *FigureLicence    `json:"licence,omitempty"`
		Rights      map[string]string `json:"rights"`
		Indicators  []FigureIndicator `json:"indicators"`
		Territories []FigurePlace     `json:"territories"`
		Sources     []FigureSource    `json:"sources"`
		Corrections []FigureChange    `json:"corrections"`
		Figures     []Figure          `json:"observations"` // the last field, see [Files.JSON]
	}
	// FigureLicence is what others may do.
	FigureLicence struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	// FigureIndicator is what was measured.
	FigureIndicator struct {
		ID         string            `json:"id"`
		Names      map[string]string `json:"names"`
		Theme      string            `json:"theme"`
		Unit       string            `json:"unit"`
		UnitNames  map[string]string `json:"unit_names"`
		Decimals   int               `json:"decimals"`
		Direction  string            `json:"direction,omitempty"`
		Comparable bool              `json:"comparable"`
		Definition map[string]string `json:"definition"`
		Method     map[string]string `json:"method,omitempty"`
		Limits     map[string]string `json:"limits,omitempty"`
		Licence    *FigureLicence    `json:"licence,omitempty"`
		Pages      map[string]string `json:"pages"`
	}
	// FigurePlace is a territory.
	FigurePlace struct {
		ID     string            `json:"id"`
		Kind   string            `json:"kind"`
		Code   string            `json:"code,omitempty"`
		Bassin string            `json:"bassin,omitempty"`
		Names  map[string]string `json:"names"`
	}
	// FigureSource is where figures come from.
	FigureSource struct {
		ID        string `json:"id"`
		Title     string `json:"title"`
		Publisher string `json:"publisher,omitempty"`
		Date      string `json:"date,omitempty"`
		Language  string `json:"language,omitempty"`
		URL       string `json:"url,omitempty"`
	}
	// FigureChange is a value that was published and has changed since.
	FigureChange struct {
		Indicator string            `json:"indicator"`
		Territory string            `json:"territory"`
		Period    string            `json:"period,omitempty"`
		Date      string            `json:"date"`
		Old       json.Number       `json:"old"`
		New       json.Number       `json:"new"`
		Reason    map[string]string `json:"reason"`
	}
	// Figure is an observation.
	Figure struct {
		Indicator string            `json:"indicator"`
		Territory string            `json:"territory"`
		Period    string            `json:"period,omitempty"`
		Start     string            `json:"period_start,omitempty"`
		End       string            `json:"period_end,omitempty"`
		Value     json.Number       `json:"value,omitempty"`
		Low       json.Number       `json:"low,omitempty"`
		High      json.Number       `json:"high,omitempty"`
		Qualifier string            `json:"qualifier,omitempty"`
		Missing   string            `json:"missing,omitempty"`
		Break     bool              `json:"break,omitempty"`
		Note      map[string]string `json:"note,omitempty"`
		Sources   []FigureCitation  `json:"sources,omitempty"`
	}
	// FigureCitation is a place in a source.
	FigureCitation struct {
		Source string `json:"source"`
		Page   string `json:"page,omitempty"`
	}
)

// JSON appends figures as a [FigureFile].
func (f *Files) JSON(b []byte, d *Dataset) ([]byte, error) {
	file := FigureFile{
		ID: d.ID, Title: f.byLanguage(d.Titles), Year: d.Year, Published: d.Published.String(), Pages: f.byLanguage(d.Pages), CSV: d.URL,
		Licence: licenceOf(f.site.Config.Licence), Rights: map[string]string{},
		Indicators: []FigureIndicator{}, Territories: []FigurePlace{}, Sources: []FigureSource{}, Corrections: []FigureChange{}, Figures: []Figure{},
	}
	for l, id := range f.languages {
		for _, sentence := range Rights(f.site, l, d.Indicators) {
			file.Rights[id] = join(file.Rights[id], sentence, " ")
		}
	}
	places, sources := map[*site.Territory]bool{}, map[string]bool{}
	var last []site.Source
	for k, i := range d.Indicators {
		for n, o := range d.Figures[k] {
			if n == 0 || o.Territory != d.Figures[k][n-1].Territory {
				places[o.Territory] = true
			}
			if last == nil || !site.SameSources(last, o.Sources) {
				last = o.Sources
				for _, s := range last {
					if id := sourceID(s); !sources[id] {
						sources[id] = true
						file.Sources = append(file.Sources, f.source(s))
					}
				}
			}
		}
		for _, c := range i.Corrections {
			if slices.Contains(d.Figures[k], c.Observation) {
				file.Corrections = append(file.Corrections, FigureChange{
					i.ID.Value, c.TerritoryID.Value, c.Period.String(), c.Date.String(), jsonNumber(c.Old), jsonNumber(c.New), c.Reason,
				})
			}
		}
	}
	for _, t := range f.site.Territories {
		if places[t] {
			file.Territories = append(file.Territories, f.place(t))
		}
	}
	head, err := plainJSON(file)
	if err != nil {
		return b, err
	}
	// What is most of the file is put into the places of two empty lists. Indicators are
	// encoded once for all files that explain them. Observations are written by hand:
	// encoding/json takes 2 µs for each, this 0.2.
	const none, end = `"indicators":[]`, "]}\n"
	const each, explained = 300, 2500                        // bytes; more or less
	first := bytes.Index(head, []byte(none)) + len(none) - 1 // no text has a bare quotation mark
	b = slices.Grow(b, len(head)+explained*len(d.Indicators)+each*d.Count())
	b = append(b, head[:first]...)
	for k, i := range d.Indicators {
		if k > 0 {
			b = append(b, ',')
		}
		b = append(b, f.encoded(i)...)
	}
	b = append(b, head[first:len(head)-len(end)]...)
	w := jsonWriter{b: b, languages: slices.Sorted(slices.Values(f.languages))}
	for _, list := range d.Figures {
		for _, o := range list {
			w.observation(o)
		}
	}
	return append(w.b, end...), nil
}

func (f *Files) byLanguage(texts []string) map[string]string {
	var by map[string]string
	for l, text := range texts {
		if text == "" {
			continue
		}
		if by == nil {
			by = make(map[string]string, len(texts))
		}
		by[f.languages[l]] = text
	}
	return by
}

func licenceOf(l *site.Licence) *FigureLicence {
	if l == nil {
		return nil
	}
	return &FigureLicence{l.Name, l.URL.Value}
}

// encoded is an indicator as JSON.
func (f *Files) encoded(i *site.Indicator) []byte {
	if known, ok := f.indicators.Load(i); ok {
		return known.([]byte)
	}
	data, _ := plainJSON(f.indicator(i)) // texts always encode
	data = bytes.TrimSpace(data)
	f.indicators.Store(i, data)
	return data
}

func (f *Files) indicator(i *site.Indicator) FigureIndicator {
	v := FigureIndicator{
		ID: i.ID.Value, Names: i.Names, Theme: i.ThemeID.Value, Unit: i.Unit.Value, UnitNames: map[string]string{}, Decimals: i.Decimals,
		Direction: i.Direction.Value, Comparable: i.Compared(), Definition: i.Definition, Method: i.Method, Limits: i.Limits,
		Licence: licenceOf(i.Licence), Pages: map[string]string{},
	}
	for l, id := range f.languages {
		v.UnitNames[id] = f.site.Strings[l].Message("unit_name." + i.Unit.Value)
		v.Pages[id] = f.options.Page(l, i)
	}
	return v
}

func (f *Files) place(t *site.Territory) FigurePlace {
	v := FigurePlace{ID: t.ID.Value, Kind: t.Kind.Value, Code: code(t), Names: t.Names}
	if t.Bassin != nil && t.Kind.Value != site.KindBassin {
		v.Bassin = t.Bassin.ID
	}
	return v
}

// sourceID names a source within a file: by its id, or where it has none, since it is
// written beside a figure, by what it is.
func sourceID(s site.Source) string { return cmp.Or(s.Ref.Value, s.URL.Value, s.Title) }

func (f *Files) source(s site.Source) FigureSource {
	id := sourceID(s)
	s = f.site.Source(s)
	return FigureSource{id, s.Title, s.Publisher, s.Date.String(), s.Lang, s.URL.Value}
}

func jsonNumber(n source.Number) json.Number { return json.Number(appendNumber(nil, n)) }

// jsonWriter appends observations as encoding/json would.
type jsonWriter struct {
	b         []byte
	languages []string // sorted
	periods   map[lang.Period]string
	some      bool // not the first
}

func (w *jsonWriter) observation(o *site.Observation) {
	if w.some {
		w.b = append(w.b, ',')
	}
	w.some = true
	w.b = append(w.b, `{"indicator":`...)
	w.b = appendJSON(w.b, o.Indicator.ID.Value)
	w.text("territory", o.Territory.ID.Value)
	w.b = append(w.b, w.period(o.Period)...)
	w.number("value", o.Value)
	if o.Range != nil {
		w.number("low", o.Range.From)
		w.number("high", o.Range.To)
	}
	w.text("qualifier", sure(o))
	w.text("missing", o.Missing.Value)
	if o.Break {
		w.b = append(w.b, `,"break":true`...)
	}
	if len(o.Note) > 0 {
		w.b = append(w.b, `,"note":`...)
		start := byte('{')
		for _, l := range w.languages {
			if text, ok := o.Note[l]; ok {
				w.b = append(appendJSON(append(w.b, start), l), ':')
				w.b = appendJSON(w.b, text)
				start = ','
			}
		}
		w.b = append(w.b, '}')
	}
	for k, s := range o.Sources {
		if k == 0 {
			w.b = append(w.b, `,"sources":[`...)
		} else {
			w.b = append(w.b, ',')
		}
		w.b = appendJSON(append(w.b, `{"source":`...), sourceID(s))
		w.text("page", s.Page)
		w.b = append(w.b, '}')
		if k == len(o.Sources)-1 {
			w.b = append(w.b, ']')
		}
	}
	w.b = append(w.b, '}')
}

// period are the fields of a period. A file has few of them.
func (w *jsonWriter) period(p lang.Period) string {
	fields, ok := w.periods[p]
	if !ok {
		one := jsonWriter{}
		first, last := days(p)
		one.text("period", p.String())
		one.text("period_start", first)
		one.text("period_end", last)
		if fields = string(one.b); w.periods == nil {
			w.periods = map[lang.Period]string{}
		}
		w.periods[p] = fields
	}
	return fields
}

func (w *jsonWriter) text(name, text string) {
	if text != "" {
		w.b = append(append(append(w.b, `,"`...), name...), `":`...)
		w.b = appendJSON(w.b, text)
	}
}

func (w *jsonWriter) number(name string, n source.Number) {
	if n.Known() {
		w.b = append(append(append(w.b, `,"`...), name...), `":`...)
		w.b = appendNumber(w.b, n)
	}
}

// appendJSON appends a text as JSON. Most need no escaping.
func appendJSON(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return appendOddJSON(b, text)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

// appendOddJSON is appendJSON for texts that may need escaping.
func appendOddJSON(b []byte, text string) []byte {
	needs := func(c rune) bool {
		return c < ' ' || c == '"' || c == '\\' || c == utf8.RuneError || c == '\u2028' || c == '\u2029'
	}
	if strings.ContainsFunc(text, needs) {
		quoted, _ := plainJSON(text) // texts always encode
		return append(b, quoted[:len(quoted)-1]...)
	}
	return append(append(append(b, '"'), text...), '"')
}
