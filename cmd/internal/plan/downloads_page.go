package plan

import (
	"reflect"
	"strings"

	"bassins/cmd/internal/opendata"
)

// FigureDownloads is what the page on open data says of figures.
type FigureDownloads struct {
	All     Lazy[[]File] // every figure
	Years   []YearFiles  // of the reports, the latest first
	Index   Link         // indicators, each of which has its own files on its page
	Columns FieldTable   // of the CSV
	Fields  FieldTable   // of the JSON
	Rights  []string
}

// YearFiles are the figures of a year.
type YearFiles struct {
	Report Link
	Files  Lazy[[]File]
}

// FieldTable says what the fields of a file mean.
type FieldTable struct {
	Caption, Head string
	Rows          []Field
}

// figureDownloads is nil on a site without figures.
func (p *planner) figureDownloads(l int) *FigureDownloads {
	d := &p.downloads
	if d.files == nil {
		return nil
	}
	v := &FigureDownloads{
		All: p.links(l, d.all), Index: p.linkTo(l, "indicators", ""), Rights: opendata.Rights(p.site, l, nil),
		Columns: FieldTable{Caption: p.message(l, "opendata.columns"), Head: p.message(l, "opendata.name")},
		Fields:  FieldTable{Caption: p.message(l, "opendata.figure_fields"), Head: p.message(l, "opendata.field")},
	}
	for _, r := range p.site.Reports {
		v.Years = append(v.Years, YearFiles{p.linkTo(l, "rapport", r.ID()), p.links(l, d.years[r])})
	}
	for _, c := range d.files.Columns() {
		v.Columns.Rows = append(v.Columns.Rows, Field{c.Name, d.files.Meaning(l, c)})
	}
	for _, path := range jsonFields(reflect.TypeFor[opendata.FigureFile](), "") {
		v.Fields.Rows = append(v.Fields.Rows, Field{path, p.message(l, figureFieldKey(path))})
	}
	return v
}

// figureFieldKey is the interface text that says what a field means. What stands in
// several places means the same in all of them, and the same as in the CSV.
func figureFieldKey(path string) string {
	path = strings.ReplaceAll(path, "[]", "")
	for _, same := range [][2]string{
		{"observations.sources", "cited"}, {"observations.", ""}, {"indicators.licence.", "licence."},
		{"corrections.indicator", "indicator"}, {"corrections.territory", "territory"}, {"corrections.period", "period"},
		{"indicators.theme", "theme"}, {"territories.kind", "territory_kind"}, {"territories.code", "code"},
	} {
		path = strings.Replace(path, same[0], same[1], 1)
	}
	if path == "indicators.unit" {
		path = "unit"
	}
	return "opendata.figure." + path
}
