package opendata

import (
	"bytes"
	"encoding/json"

	"bassins/cmd/internal/site"
)

// The description of a CSV, after the W3C's Metadata Vocabulary for Tabular Data
// (https://www.w3.org/TR/tabular-metadata/). Names with a colon are common
// properties (section 5.8), which have values as JSON-LD writes them.
type (
	csvwTable struct {
		Context     string     `json:"@context"`
		URL         string     `json:"url"` // relative: the CSV lies beside it
		Titles      []csvwText `json:"dc:title"`
		Description []csvwText `json:"dc:description,omitempty"`
		Identifier  string     `json:"dc:identifier"`
		Publisher   []csvwText `json:"dc:publisher"`
		Issued      string     `json:"dc:issued,omitempty"`
		Sources     []csvwID   `json:"dc:source,omitempty"`
		Licence     *csvwID    `json:"dc:license,omitempty"` // of what this site has added
		Rights      []csvwText `json:"dc:rights"`
		Pages       []csvwID   `json:"dcat:landingPage,omitempty"`
		Explained   []csvwID   `json:"rdfs:seeAlso,omitempty"`
		// tableSchema, a csvwSchema, is the same for all and follows: see [Files.Metadata].
	}
	csvwText struct {
		Value    string `json:"@value"`
		Language string `json:"@language"`
	}
	csvwID struct {
		ID string `json:"@id"`
	}
	csvwSchema struct {
		Columns    []csvwColumn `json:"columns"`
		PrimaryKey []string     `json:"primaryKey"`
	}
	csvwColumn struct {
		Name        string            `json:"name"`
		Titles      map[string]string `json:"titles"` // by language; und is the header's
		Description []csvwText        `json:"dc:description"`
		Datatype    any               `json:"datatype"`
		Language    string            `json:"lang,omitempty"`
		Required    bool              `json:"required"`
		Null        string            `json:"null"`
		Separator   string            `json:"separator,omitempty"`
		Property    string            `json:"propertyUrl,omitempty"`
	}
	csvwDatatype struct {
		Base   string `json:"base"`
		Format string `json:"format"`
	}
)

// csvwContext is the one that all such descriptions have.
const csvwContext = "http://www.w3.org/ns/csvw"

// MetadataSuffix follows the name of a CSV in that of its description, where programs
// look for it (Model for Tabular Data and Metadata, section 5.3).
const MetadataSuffix = "-metadata.json"

// Metadata appends the description of the CSV of the same figures, for programs.
func (f *Files) Metadata(b []byte, d *Dataset) ([]byte, error) {
	t := csvwTable{
		Context: csvwContext, URL: d.ID + ".csv", Identifier: d.URL, Issued: d.Published.String(),
		Titles: f.tagged(d.Titles), Description: f.tagged(d.Descriptions),
		Pages: ids(d.Pages), Sources: ids(f.sourceURLs(d)),
	}
	var explained, publisher, rights []string
	for l, id := range f.languages {
		explained = append(explained, f.options.Format(l))
		publisher = append(publisher, f.site.Config.Publisher.Names[id])
		text := ""
		for _, sentence := range Rights(f.site, l, d.Indicators) {
			text = join(text, sentence, " ")
		}
		rights = append(rights, text)
	}
	t.Explained, t.Publisher, t.Rights = ids(explained), f.tagged(publisher), f.tagged(rights)
	if licence := f.site.Config.Licence; licence != nil && licence.URL.Value != "" {
		t.Licence = &csvwID{licence.URL.Value}
	}
	head, err := plainJSON(t)
	if err != nil {
		return b, err
	}
	const end = "}\n"
	b = append(append(b, head[:len(head)-len(end)]...), `,"tableSchema":`...)
	return append(append(b, f.schema...), end...), nil
}

func (f *Files) makeSchema() csvwSchema {
	s := csvwSchema{PrimaryKey: []string{"indicator", "territory", "period"}}
	for _, c := range f.columns {
		column := csvwColumn{Name: c.Name, Titles: map[string]string{"und": c.Name}, Required: c.Required, Property: c.property, Datatype: c.base}
		if c.format != "" {
			column.Datatype = csvwDatatype{c.base, c.format}
		}
		if c.list {
			column.Separator = between
		}
		if c.Language >= 0 {
			column.Language = f.languages[c.Language]
		}
		var meanings []string
		for l, id := range f.languages {
			column.Titles[id] = f.Title(l, c)
			meanings = append(meanings, f.Meaning(l, c))
		}
		column.Description = f.tagged(meanings)
		s.Columns = append(s.Columns, column)
	}
	return s
}

// Title names a column in a language.
func (f *Files) Title(l int, c Column) string {
	return f.site.Strings[l].Message("opendata.column."+c.Of, "language", f.name(c))
}

// Meaning says what the cells of a column mean.
func (f *Files) Meaning(l int, c Column) string {
	return f.site.Strings[l].Message("opendata.figure." + c.Of)
}

// name is the name of the language of a column.
func (f *Files) name(c Column) string {
	if c.Language < 0 {
		return ""
	}
	return f.site.Languages[c.Language].Name
}

// tagged are texts by language, those that there are.
func (f *Files) tagged(texts []string) []csvwText {
	var list []csvwText
	for l, text := range texts {
		if text != "" {
			list = append(list, csvwText{text, f.languages[l]})
		}
	}
	return list
}

func ids(urls []string) []csvwID {
	var list []csvwID
	for _, url := range urls {
		if url != "" {
			list = append(list, csvwID{url})
		}
	}
	return list
}

// sourceURLs are the addresses of the sources of figures, each once.
func (f *Files) sourceURLs(d *Dataset) []string {
	var urls []string
	known := map[string]bool{}
	var last []site.Source
	for _, list := range d.Figures {
		for _, o := range list {
			if last != nil && site.SameSources(last, o.Sources) {
				continue
			}
			last = o.Sources
			for _, s := range o.Sources {
				if url := f.site.Source(s).URL.Value; url != "" && !known[url] {
					known[url] = true
					urls = append(urls, url)
				}
			}
		}
	}
	return urls
}

// plainJSON encodes a value for a file, in which < needs no escaping.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}
