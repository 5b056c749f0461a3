package opendata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The rules of the Metadata Vocabulary for Tabular Data and of the Model for Tabular
// Data (W3C Recommendations of 17 December 2015) that concern one table. Sections
// are those of the vocabulary.

var (
	reLangTag  = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`) // BCP 47, also "und"
	reVarname  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_]*$`)          // RFC 6570; a name does not begin with _ (5.6)
	rePrefixed = regexp.MustCompile(`^(dc|dcat|rdfs|schema):[A-Za-z]+$`)   // of the initial context (5.8)
)

// csvwTypes are the built-in datatypes that are checked here (5.11.1).
var csvwTypes = map[string]func(string) bool{
	"string":  func(string) bool { return true },
	"boolean": func(s string) bool { return s == "true" || s == "false" || s == "1" || s == "0" },
	"decimal": regexp.MustCompile(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`).MatchString,
	"date":    func(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil },
	"anyURI":  func(s string) bool { u, err := url.Parse(s); return err == nil && u.IsAbs() },
}

// csvwProblems says what is wrong with a CSV and its description.
func csvwProblems(metadata, data []byte, name string) []string {
	var problems []string
	report := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	var table map[string]any
	if err := json.Unmarshal(metadata, &table); err != nil {
		return []string{err.Error()}
	}
	known := func(at string, of map[string]any, names ...string) {
		for key, value := range of {
			switch {
			case rePrefixed.MatchString(key):
				commonValue(report, at+"."+key, value)
			case !slices.Contains(names, key):
				report("%s: unknown property %s", at, key)
			}
		}
	}
	known("table", table, "@context", "@id", "@type", "url", "tableSchema", "notes", "dialect")
	if table["@context"] != csvwContext { // 5.2
		report("@context is %v", table["@context"])
	}
	if u, _ := table["url"].(string); u == "" || path.Base(u) != name { // 5.4; required
		report("url is %v, the file is %s", table["url"], name)
	}
	schema, _ := table["tableSchema"].(map[string]any)
	known("tableSchema", schema, "columns", "primaryKey", "foreignKeys", "rowTitles", "@id", "@type", "null", "lang")
	var columns []map[string]any
	list, _ := schema["columns"].([]any)
	names := map[string]int{}
	for i, c := range list {
		column, _ := c.(map[string]any)
		columns = append(columns, column)
		at := fmt.Sprintf("column %d", i+1)
		known(at, column, "name", "titles", "datatype", "lang", "required", "null", "separator", "propertyUrl", "valueUrl", "aboutUrl", "default", "ordered", "virtual", "suppressOutput")
		n, _ := column["name"].(string)
		if _, taken := names[n]; taken || !reVarname.MatchString(n) {
			report("%s: name %q is no name, or another's too", at, n)
		}
		names[n] = i
		titles, ok := column["titles"].(map[string]any) // a natural language property (5.1.6)
		for l, title := range titles {
			if text, isText := title.(string); !reLangTag.MatchString(l) || !isText || text == "" {
				report("%s: title %q in %q", at, title, l)
			}
		}
		if !ok || len(titles) < 2 {
			report("%s: titles are %v", at, column["titles"])
		}
		if l, has := column["lang"]; has && !reLangTag.MatchString(fmt.Sprint(l)) {
			report("%s: lang %v", at, l)
		}
		for property, fits := range map[string]func(any) bool{
			"required":  func(v any) bool { _, ok := v.(bool); return ok },
			"null":      func(v any) bool { _, ok := v.(string); return ok },
			"separator": func(v any) bool { s, ok := v.(string); return ok && s != "" },
			"propertyUrl": func(v any) bool {
				u, err := url.Parse(fmt.Sprint(v))
				return err == nil && u.IsAbs()
			},
		} {
			if v, has := column[property]; has && !fits(v) {
				report("%s: %s is %v", at, property, v)
			}
		}
		if base, format := datatype(column); csvwTypes[base] == nil {
			report("%s: datatype %v", at, column["datatype"])
		} else if _, err := regexp.Compile(format); err != nil || format != "" && base != "string" {
			report("%s: format %q of %s", at, format, base)
		}
	}
	key, _ := schema["primaryKey"].([]any)
	for _, n := range key { // a column reference (5.1.4)
		if _, ok := names[fmt.Sprint(n)]; !ok {
			report("primaryKey has %v, which is no column", n)
		}
	}
	if len(key) == 0 || len(columns) == 0 {
		report("there is no primaryKey, or no column")
	}
	rows(report, data, columns, names, key)
	return problems
}

// commonValue checks a value of a common property, which is JSON-LD (5.8).
func commonValue(report func(string, ...any), at string, value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			commonValue(report, at, item)
		}
	case map[string]any:
		text, hasValue := v["@value"]
		if id, hasID := v["@id"]; hasID == hasValue || hasID && !csvwTypes["anyURI"](fmt.Sprint(id)) {
			report("%s: %v has neither @value nor @id, or both", at, v)
		}
		if l, has := v["@language"]; hasValue && (!has || !reLangTag.MatchString(fmt.Sprint(l)) || fmt.Sprint(text) == "") {
			report("%s: %v", at, v)
		}
		for key := range v {
			if key != "@value" && key != "@language" && key != "@id" {
				report("%s: %s has no place here", at, key)
			}
		}
	case string:
	default:
		report("%s: %v", at, v)
	}
}

func datatype(column map[string]any) (base, format string) {
	if d, ok := column["datatype"].(map[string]any); ok {
		format, _ = d["format"].(string)
		base, _ = d["base"].(string)
		return base, format
	}
	base, _ = column["datatype"].(string)
	return base, ""
}

// rows checks the cells (Model, section 6.4).
func rows(report func(string, ...any), data []byte, columns []map[string]any, names map[string]int, key []any) {
	r := csv.NewReader(bytes.NewReader(data)) // which reports rows with another number of cells
	all, err := r.ReadAll()
	if err != nil || len(all) == 0 || len(all[0]) != len(columns) {
		report("%v, or the columns are not those of the file", err)
		return
	}
	for i, title := range all[0] { // schemas are compatible if a title in und is in both (5.5.2)
		if titles, _ := columns[i]["titles"].(map[string]any); titles["und"] != title || columns[i]["name"] != title {
			report("column %d is called %q in the file", i+1, title)
		}
	}
	seen := map[string]bool{}
	for n, row := range all[1:] {
		id := ""
		for _, k := range key {
			id += strconv.Quote(row[names[fmt.Sprint(k)]])
		}
		if seen[id] {
			report("row %d: there is another %s", n+1, id)
		}
		seen[id] = true
		for i, cell := range row {
			if cell == "" { // null
				if columns[i]["required"] == true {
					report("row %d: %s is required", n+1, columns[i]["name"])
				}
				continue
			}
			values := []string{cell}
			if separator, ok := columns[i]["separator"].(string); ok {
				values = strings.Split(cell, separator)
			}
			base, format := datatype(columns[i])
			for _, v := range values {
				if v == "" {
					continue
				}
				if format != "" && !regexp.MustCompile("^(?:"+format+")$").MatchString(v) || csvwTypes[base] != nil && !csvwTypes[base](v) {
					report("row %d: %s is %q, which is no %s %s", n+1, columns[i]["name"], v, base, format)
				}
			}
		}
	}
}

// TestMetadata checks descriptions and the files that they describe, and that the
// checks find what is wrong.
func TestMetadata(t *testing.T) {
	s, f := testFiles(t, hostile)
	for _, year := range []int{0, 2025, 2019} {
		d := dataset(s, year)
		metadata, err := f.Metadata(nil, d)
		if err != nil {
			t.Fatal(err)
		}
		data := f.CSV(nil, d)
		for _, p := range csvwProblems(metadata, data, d.ID+".csv") {
			t.Errorf("%d: %s", year, p)
		}
		if year == 0 {
			testProblems(t, string(metadata), string(data))
		}
	}
}

func testProblems(t *testing.T, metadata, data string) {
	for _, c := range []struct{ what, old, new, want string }{
		{"data", "Le livre", "\"Le", "parse error"},
		{"data", ",1255795,", ",1 255 795,", `value is "1 255 795"`},
		{"data", "2024-01-01,2024-01-01,2024-01-01", "2024-01-01,2024-02-30,2024-01-01", "period_start"},
		{"data", ",derived,", ",guessed,", "qualifier"},
		{"data", ",false,", ",no,", "break"},
		{"data", ",inhabitants,", ",,", "unit is required"},
		{"data", "https://example.org/sagas", "sagas", "source_url"},
		{"data", "2023-01-01,2023", "2024-01-01,2023", "there is another"},
		{"data", "territory_kind", "kind", `is called "kind"`},
		{"metadata", `"name":"period"`, `"name":"_period"`, "is no name"},
		{"metadata", `"und":"period"`, `"_":"period"`, "title"},
		{"metadata", `"datatype":"decimal"`, `"datatype":"digits"`, "datatype digits"},
		{"metadata", `"required":true`, `"required":"yes"`, "required is yes"},
		{"metadata", `"primaryKey":["indicator"`, `"primaryKey":["theme2"`, "no column"},
		{"metadata", `"url":"observations.csv"`, `"url":"o.csv"`, "url is"},
		{"metadata", `ns/csvw`, `ns/csv`, "@context"},
		{"metadata", `"@language":"nl"`, `"@lang":"nl"`, "has no place"},
		{"metadata", `"dc:publisher"`, `"publisher"`, "unknown property publisher"},
	} {
		changed := map[string]string{"metadata": metadata, "data": data}
		if changed[c.what] = strings.Replace(changed[c.what], c.old, c.new, 1); changed[c.what] == map[string]string{"metadata": metadata, "data": data}[c.what] {
			t.Errorf("there is no %s", c.old)
		}
		problems := strings.Join(csvwProblems([]byte(changed["metadata"]), []byte(changed["data"]), "observations.csv"), "\n")
		if !strings.Contains(problems, c.want) {
			t.Errorf("%s for %s: got %q, want %q", c.new, c.old, problems, c.want)
		}
	}
}
