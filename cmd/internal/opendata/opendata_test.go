package opendata

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/testfigures"
)

// plain writes the spaces that do not break as those that do.
var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// hostile are texts that do harm where they are not quoted.
var hostile = map[string]string{"data/observations/hostile.yaml": `
- indicator: population
  territory: q-1
  period: 2025
  value: -12.50
  note:
    fr: '=cmd("x";1), dit « il »'
    nl: '@nl \ "a"; b | c'
    en: +en
  sources:
    - ref: fable
      page: "3"
    - ref: saga
      page: "3"
- indicator: population
  territory: q-2
  period: 2025
  value: 7
  note:
    fr: "a\u2028\tb"
    nl: é
    en: ""
  sources:
    - ref: fable
`}

func testFiles(t testing.TB, more map[string]string) (*site.Site, *Files) {
	t.Helper()
	s := testfigures.Load(t, more)
	return s, NewFiles(s, FileOptions{
		Page: func(l int, i *site.Indicator) string {
			return "https://bassins.example.org/" + s.Languages[l].ID + "/" + i.ID.Value + "/"
		},
		Format: func(l int) string { return "https://bassins.example.org/" + s.Languages[l].ID + "/data/" },
	})
}

// dataset is all figures of a site, or those of a year.
func dataset(s *site.Site, year int) *Dataset {
	d := &Dataset{ID: "observations", URL: "https://bassins.example.org/data/observations.csv", Year: year}
	if year == 0 {
		d.All(s.Indicators)
	} else {
		ByYear(s, map[int]*Dataset{year: d})
		d.ID += "-" + strconv.Itoa(year)
		d.Published, _ = lang.ParseDate("2026-01-02")
	}
	for _, l := range s.Languages {
		d.Titles = append(d.Titles, "Titre "+l.ID)
		d.Descriptions = append(d.Descriptions, "Tout "+l.ID)
		d.Pages = append(d.Pages, "https://bassins.example.org/"+l.ID+"/")
	}
	return d
}

// table reads a CSV with the library, by the names of its columns.
func table(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(data))
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCSV(t *testing.T) {
	s, f := testFiles(t, hostile)
	data := f.CSV(nil, dataset(s, 0))
	if !bytes.Equal(data, f.CSV(nil, dataset(s, 0))) {
		t.Error("the same figures have other bytes the second time")
	}
	if n := bytes.Count(data, []byte("\n")); n != bytes.Count(data, []byte("\r\n")) || n != len(s.Observations)+1 {
		t.Errorf("%d lines, want %d that end with CRLF", n, len(s.Observations)+1)
	}
	rows := table(t, data)
	row := func(indicator, territory, period string) map[string]string {
		k := slices.IndexFunc(rows, func(r map[string]string) bool {
			return r["indicator"] == indicator && r["territory"] == territory && r["period"] == period
		})
		if k < 0 {
			t.Fatalf("there is no %s of %s for %s", indicator, territory, period)
		}
		return rows[k]
	}
	for _, c := range []struct{ indicator, territory, period, column, want string }{
		{"population", "region", "2024-01-01", "value", "1255795"},
		{"population", "region", "2024-01-01", "source_page", "12"},
		{"population", "region", "2024-01-01", "source_title", "Le livre des fables"},
		{"population", "region", "2024-01-01", "period_start", "2024-01-01"},
		{"population", "region", "2024-01-01", "period_end", "2024-01-01"},
		{"population", "region", "2024-01-01", "unit", "inhabitants"},
		{"population", "region", "2024-01-01", "qualifier", "exact"},
		{"population", "region", "2024-01-01", "page_nl", "https://bassins.example.org/nl/population/"},
		{"population", "region", "2024-01-01", "indicator_name_nl", "Bevolking"},
		{"population", "rivage", "2025-01-01", "note_nl", "Opgeteld."},
		{"population", "pont", "2025-01-01", "code", "00001"},
		{"population", "pont", "2025-01-01", "territory_kind", "commune"},
		{"population", "q-1", "2025", "territory_name_fr", "Quai"},
		{"population", "q-1", "2025", "territory_name_en", ""},
		{"population", "q-1", "2025", "value", "-12.50"},
		{"population", "q-1", "2025", "note_fr", `'=cmd("x";1), dit « il »`},
		{"population", "q-1", "2025", "note_nl", `'@nl \ "a"; b | c`},
		{"population", "q-1", "2025", "note_en", "'+en"},
		{"population", "q-1", "2025", "source_title", "Le livre des fables | The book of sagas"},
		{"population", "q-1", "2025", "source_url", "https://example.org/fables | https://example.org/sagas"},
		{"population", "q-1", "2025", "source_page", "3 | 3"},
		{"share", "region", "2025", "value", "31.25"},
		{"share", "region", "2025", "break", "false"},
		{"share", "region", "2024", "break", "true"},
		{"share", "region", "2024/2025", "period_end", ""},
		{"share", "rivage", "2024", "low", "25"},
		{"share", "rivage", "2024", "high", "33"},
		{"share", "rivage", "2024", "value", ""},
		{"share", "rivage", "2025", "corrected", "2025-02-01"},
		{"share", "colline", "2025", "missing", "not-published"},
		{"share", "colline", "2025", "qualifier", ""},
		{"odd", "rivage", "2017..2019", "period_start", "2017-01-01"},
		{"odd", "rivage", "2017..2019", "period_end", "2019-12-31"},
		{"odd", "region", "2025-03", "period_end", "2025-03-31"},
		{"odd", "region", "", "period_start", ""},
	} {
		if got := row(c.indicator, c.territory, c.period)[c.column]; got != c.want {
			t.Errorf("%s of %s for %s: %s is %q, want %q", c.indicator, c.territory, c.period, c.column, got, c.want)
		}
	}
	for _, r := range table(t, f.CSV(nil, dataset(s, 2019))) {
		if r["period"] != "2017..2019" {
			t.Errorf("the year 2019 has %v", r)
		}
	}
	var python [][]string
	if err := json.Unmarshal(run(t, data, "/usr/bin/python3", "testdata/rows.py"), &python); err != nil {
		t.Fatal(err)
	}
	ours, _ := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if diff := cmp.Diff(ours, python); diff != "" {
		t.Errorf("Python reads something else (-encoding/csv +Python)\n%s", diff)
	}
}

// run runs a program with input. Looking at the script tells go test that the result
// depends on it.
func run(t *testing.T, input []byte, program, script string, args ...string) []byte {
	t.Helper()
	if _, err := os.Stat(script); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, program, append([]string{script}, args...)...)
	c.Stdin = bytes.NewReader(input)
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return out
}

// TestFigureFile decodes the JSON into its types, and encodes it again: what is
// written by hand is what encoding/json would write.
func TestFigureFile(t *testing.T) {
	s, f := testFiles(t, hostile)
	for _, d := range []*Dataset{dataset(s, 0), dataset(s, 2025), {ID: "none"}} {
		data, err := f.JSON(nil, d)
		if err != nil {
			t.Fatal(err)
		}
		var file FigureFile
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&file); err != nil {
			t.Fatal(err)
		}
		again, err := plainJSON(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(again), string(data)); diff != "" {
			t.Errorf("%s (-encoding/json +ours)\n%s", d.ID, diff)
		}
		if len(file.Figures) != d.Count() || d.ID != "none" && d.Count() < 10 {
			t.Errorf("%s has %d figures of %d", d.ID, len(file.Figures), d.Count())
		}
		for _, o := range file.Figures {
			if !slices.ContainsFunc(file.Indicators, func(i FigureIndicator) bool { return i.ID == o.Indicator }) ||
				!slices.ContainsFunc(file.Territories, func(p FigurePlace) bool { return p.ID == o.Territory }) {
				t.Errorf("%s does not explain %v", d.ID, o)
			}
			for _, c := range o.Sources {
				if !slices.ContainsFunc(file.Sources, func(s FigureSource) bool { return s.ID == c.Source }) {
					t.Errorf("%s does not name the source %q", d.ID, c.Source)
				}
			}
		}
		if n := len(file.Corrections); n != 1 && d.ID != "none" {
			t.Errorf("%s has %d corrections", d.ID, n)
		}
	}
}

// TestRights says of whom the licence is not.
func TestRights(t *testing.T) {
	s, _ := testFiles(t, map[string]string{"data/indicateurs/open.yaml": `
- id: open
  theme: people
  names: {fr: Ouvert, nl: Open, en: Open}
  definition: {fr: Ouvert., nl: Open., en: Open.}
  unit: people
  licence: {name: Licence fictive, url: "https://example.org/licence"}
`})
	got := plain.Replace(strings.Join(Rights(s, 0, s.Indicators), " "))
	want := "Aucune licence n’a encore été choisie pour la compilation, les définitions et les traductions de ce site. " +
		"Chaque chiffre garde les conditions de la source qui est nommée avec lui. Conditions connues : Ouvert, Licence fictive."
	if got != want {
		t.Errorf("got %s", got)
	}
	s.Config.Licence = &site.Licence{Name: "L"}
	if got := Rights(s, 2, nil)[0]; got != "This site’s compilation, definitions and translations are under the licence L." {
		t.Errorf("got %s", got)
	}
}

func TestWorkbook(t *testing.T) {
	s, f := testFiles(t, hostile)
	d := dataset(s, 2025)
	data, err := f.Workbook(0, d)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := f.Workbook(0, d); !bytes.Equal(data, again) {
		t.Error("the same figures have other bytes the second time")
	}
	var book struct {
		Title, Creator, Language string
		Sheets                   []struct {
			Name, Freeze string
			Widths       []float64
			Cells        [][]any // reference, type, value …, as openpyxl has them
		}
	}
	if err := json.Unmarshal(run(t, data, "/usr/bin/python3", "../sheet/testdata/cells.py"), &book); err != nil {
		t.Fatal(err)
	}
	var names []string
	cells := map[string]any{}
	for _, sheet := range book.Sheets {
		names = append(names, sheet.Name)
		if sheet.Freeze != "A2" || len(sheet.Widths) < 2 {
			t.Errorf("%s has no frozen header, or no widths: %q %v", sheet.Name, sheet.Freeze, sheet.Widths)
		}
		for _, c := range sheet.Cells {
			if text, _ := c[2].(string); strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
				t.Errorf("%s!%s names an interface text that there is not: %s", sheet.Name, c[0], text)
			}
			if c[1] == "f" {
				t.Errorf("%s!%s is a formula: %v", sheet.Name, c[0], c[2])
			}
			cells[sheet.Name+"!"+c[0].(string)] = c[2]
		}
	}
	if diff := cmp.Diff([]string{"Lisez-moi", "Gens", "Indicateurs", "Sources"}, names); diff != "" || book.Title != "Titre fr" || book.Language != "fr" || book.Creator != "Projet" {
		t.Errorf("%s\n%+v", diff, book)
	}
	for ref, want := range map[string]any{
		"Lisez-moi!A1": "Titre fr", "Lisez-moi!B4": "2 janvier 2026", "Gens!B1": "indicator_name", "Gens!B2": "Population",
		"Indicateurs!A2": "population", "Indicateurs!D2": "habitant·es", "Sources!F2": "https://example.org/fables",
	} {
		if got, _ := cells[ref].(string); plain.Replace(got) != want {
			t.Errorf("%s is %v, want %v", ref, cells[ref], want)
		}
	}
	var columns []string
	sheets, refused := sheet.ReadXLSX("x.xlsx", data)
	if len(refused) > 0 {
		t.Errorf("%v", refused)
	}
	for _, c := range sheets[1].Rows[0] {
		columns = append(columns, c.Text)
	}
	explained := map[string]string{}
	for _, row := range sheets[0].Rows {
		explained[row[0].Text] = row[1].Text
	}
	for _, name := range append(columns, append(site.Qualifiers, site.Reasons...)...) {
		if explained[name] == "" {
			t.Errorf("%s is not explained", name)
		}
	}
	// What the sheets of themes say comes back, but for what is for readers only.
	back, problems := site.ReadObservations("x.xlsx", sheets[1], s.LanguageIDs(), "indicator_name", "territory_name", "unit")
	if len(problems) > 0 || len(back) != d.Count() {
		t.Fatalf("%d figures of %d: %v", len(back), d.Count(), problems)
	}
	k := 0
	for n, i := range d.Indicators {
		for _, o := range d.Figures[n] {
			got := back[k]
			same := got.IndicatorID.Value == i.ID.Value && got.TerritoryID.Value == o.TerritoryID.Value && got.Period == o.Period &&
				got.Value.Value == o.Value.Value && got.Value.Decimals == o.Value.Decimals && got.Missing.Value == o.Missing.Value &&
				got.Break == o.Break && len(got.Sources) == len(o.Sources) && cmp.Equal(got.Note, oneLine(o.Note))
			if !same {
				t.Errorf("%+v came back as %+v", o, got)
			}
			k++
		}
	}
}

// oneLine is a note as a cell has it.
func oneLine(note lang.Text) lang.Text {
	var text lang.Text
	for id, s := range note {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			if text == nil {
				text = lang.Text{}
			}
			text[id] = s
		}
	}
	return text
}

// TestNumbers writes the digits of the source.
func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{"0": "0", "-0": "0", "12.50": "12.50", "12.5": "12.5", "100.00": "100.00", "-0.10": "-0.10", "123456789012345": "123456789012345"} {
		read := &sheet.Sheet{Dialect: sheet.Dialect{Separator: ';', Decimal: '.'}, Rows: [][]sheet.Cell{
			{sheet.TextCell("indicator"), sheet.TextCell("territory"), sheet.TextCell("period"), sheet.TextCell("value"), sheet.TextCell("source")},
			{sheet.TextCell("a"), sheet.TextCell("b"), {}, {Kind: sheet.Text, Text: text, Line: 2, Column: 5}, sheet.TextCell("c")},
		}}
		list, problems := site.ReadObservations("x.csv", read, nil)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if got := string(appendNumber(nil, list[0].Value)); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

// BenchmarkFiles writes ten years of all that is known of an indicator for each of
// six territories.
func BenchmarkFiles(b *testing.B) {
	var text strings.Builder
	text.WriteString("# separator=; decimal=.\nindicator;territory;period;value;source\n")
	for _, territory := range []string{"rivage", "colline", "region", "pont", "mont", "eau"} {
		for year := 2000; year < 2010; year++ {
			text.WriteString("share;" + territory + ";" + strconv.Itoa(year) + ";20.5;fable\n")
		}
	}
	s, f := testFiles(b, map[string]string{"data/observations/many.csv": text.String()})
	d := dataset(s, 0)
	*d = Dataset{ID: d.ID, URL: d.URL, Titles: d.Titles, Descriptions: d.Descriptions, Pages: d.Pages}
	d.All([]*site.Indicator{s.Indicator("share")})
	b.Run("csv", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f.CSV(nil, d)
		}
	})
	b.Run("metadata", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f.Metadata(nil, d)
		}
	})
	b.Run("json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f.JSON(nil, d)
		}
	})
	b.Run("xlsx", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f.Workbook(0, d)
		}
	})
}

// FuzzAppendJSON compares with encoding/json.
func FuzzAppendJSON(f *testing.F) {
	for _, text := range []string{"", "a", `"\`, "\u2028", "\x00\x7f", "é\xff", "<&>", "\ufffd"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, err := plainJSON(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendJSON(nil, text); string(got) != strings.TrimSuffix(string(want), "\n") {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	})
}
