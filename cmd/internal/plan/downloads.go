package plan

import (
	"bytes"
	"strconv"
	"sync"
	"sync/atomic"

	"bassins/cmd/internal/opendata"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/report"
	"bassins/cmd/internal/site"
)

// The figures to take away. What is for all languages at once lies in one folder: a
// CSV of each indicator, of each report's year and of everything, beside each its
// description and the same as JSON. What is in a language, charts and workbooks, lies
// beside the page that shows it.
//
// /data/population.csv, /data/population.csv-metadata.json, /data/population.json
// /data/observations-2025.csv …, /data/observations.csv …
// /fr/indicateurs/population/population-region1.svg
// /fr/rapports/2025/rapport-2025.xlsx
const (
	downloadFolder   = "data/"
	observationsName = "observations"
)

// downloads are the files of figures, planned once and shown on several pages.
type downloads struct {
	files      *opendata.Files
	base       uint64 // hash of what all of them tell
	style      []byte // of charts
	indicators map[*site.Indicator]*fileSet
	years      map[*site.Report]*fileSet
	all        *fileSet
	charts     map[*site.Indicator][]report.Request // to be drawn in any language
	reports    map[*site.Report][][]report.Request  // by language: each has its own findings
}

// fileSet is the same figures in several formats.
type fileSet struct {
	opendata.Dataset
	source              string
	csv, metadata, json *download
	books               []*download // by language; nil
}

// download is a file that says how large it is on the page that links to it.
type download struct {
	url  string
	key  uint64
	size atomic.Int64
	make func(b []byte) ([]byte, error) // appends the file

	costly bool // once made for its size, it is kept until it is written
	lock   sync.Mutex
	kept   []byte
}

// write writes the file.
func (d *download) write(b *bytes.Buffer) (err error) {
	d.lock.Lock()
	data := d.kept
	d.kept = nil
	d.lock.Unlock()
	if data == nil {
		data, err = d.make(b.AvailableBuffer())
		d.size.Store(int64(len(data)))
	}
	if b.Len() == 0 && cap(data) > b.Cap() {
		*b = *bytes.NewBuffer(data) // there was no room: what was made takes the place of b without a copy
	} else {
		b.Write(data)
	}
	return err
}

// kilobytes is its size.
func (d *download) kilobytes() int64 {
	if d.size.Load() == 0 {
		d.measure()
	}
	return (d.size.Load() + 999) / 1000
}

// measure makes the file to know its size. An error is told where it is written.
func (d *download) measure() {
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.size.Load() > 0 {
		return // for another page, meanwhile
	}
	b := fragments.Get().(*bytes.Buffer)
	defer fragments.Put(b)
	b.Reset()
	data, err := d.make(b.AvailableBuffer())
	d.size.Store(int64(len(data)))
	if d.costly && err == nil {
		d.kept = bytes.Clone(data)
	}
}

// makeDownloads makes the files of figures, of which none is written yet.
func (p *planner) makeDownloads() {
	s, d := p.site, &p.downloads
	if len(s.Indicators) == 0 {
		return
	}
	d.files = opendata.NewFiles(s, opendata.FileOptions{
		Page:   func(l int, i *site.Indicator) string { return p.absolute(p.linkTo(l, "indicator", i.ID.Value).URL) },
		Format: func(l int) string { return p.absolute(p.openDataURL(l)) },
	})
	h := p.figureBase()
	h.string(p.origin)
	for l := range s.Languages {
		h.string(p.openDataURL(l))
		h.string(p.linkTo(l, "indicators", "").URL)
	}
	h.bytes(p.in.Styles[chartSheet])
	d.style = report.ChartStyle(p.in.Styles[chartSheet])
	d.base = h.sum()

	d.indicators = make(map[*site.Indicator]*fileSet, len(s.Indicators))
	for _, i := range s.Indicators {
		f := &fileSet{Dataset: opendata.Dataset{ID: i.ID.Value}, source: i.Path}
		f.All([]*site.Indicator{i})
		for l, language := range s.Languages {
			f.Titles = append(f.Titles, i.Names[language.ID])
			f.Descriptions = append(f.Descriptions, i.Definition[language.ID])
			f.Pages = append(f.Pages, d.files.Page(l, i))
		}
		p.fill(f, p.figureKeys[i])
		d.indicators[i] = f
	}
	p.makeYears()
	d.all = &fileSet{Dataset: opendata.Dataset{ID: observationsName}}
	d.all.All(s.Indicators)
	for l := range s.Languages {
		d.all.Titles = append(d.all.Titles, p.message(l, "download.all", "site", s.Config.Names[s.Languages[l].ID]))
		d.all.Descriptions = append(d.all.Descriptions, p.message(l, "download.all_description"))
		d.all.Pages = append(d.all.Pages, p.absolute(p.linkTo(l, "indicators", "").URL))
	}
	p.fill(d.all, p.allFigures)

	charts := make([][]report.Request, len(s.Indicators))
	parallel.For(len(charts), func(k int) { charts[k] = p.words[0].Charts(s.Indicators[k], chartID) })
	d.charts = make(map[*site.Indicator][]report.Request, len(charts))
	for k, i := range s.Indicators {
		d.charts[i] = charts[k]
	}
}

// makeYears makes the files of the years that have a report.
func (p *planner) makeYears() {
	s, d := p.site, &p.downloads
	d.years, d.reports = map[*site.Report]*fileSet{}, map[*site.Report][][]report.Request{}
	sets := map[int]*opendata.Dataset{}
	for _, r := range s.Reports {
		f := &fileSet{source: r.Path, Dataset: opendata.Dataset{ID: observationsName + "-" + r.ID(), Year: r.Year, Published: r.Published}}
		d.years[r], sets[r.Year] = f, &f.Dataset
	}
	opendata.ByYear(s, sets)
	parallel.For(len(s.Reports), func(k int) {
		r := s.Reports[k]
		f := d.years[r]
		for l := range s.Languages {
			f.Titles = append(f.Titles, p.message(l, "download.year", "year", r.ID(), "site", s.Config.Names[s.Languages[l].ID]))
			f.Descriptions = append(f.Descriptions, p.message(l, "download.year_description", "year", r.ID()))
			f.Pages = append(f.Pages, p.absolute(p.linkTo(l, "rapport", r.ID()).URL))
		}
		p.fill(f, p.yearKey(f))
		for l := range s.Languages {
			f.books = append(f.books, &download{url: p.linkTo(l, "rapport", r.ID()).URL + fileName(r, ".xlsx"), key: f.csv.key, costly: true,
				make: func([]byte) ([]byte, error) { return d.files.Workbook(l, &f.Dataset) }})
		}
	})
	for _, r := range s.Reports {
		for l := range s.Languages {
			d.reports[r] = append(d.reports[r], p.words[l].ReportCharts(r, chartID))
		}
	}
}

// yearKey hashes all that is known of a year, so that a figure of another year leaves
// its files alone.
func (p *planner) yearKey(f *fileSet) uint64 {
	h := newHasher()
	h.string(f.Published.String())
	for k, i := range f.Indicators {
		about := *i
		about.Observations = f.Figures[k]
		h.indicator(&about)
	}
	return h.sum()
}

// fill gives a set its files.
func (p *planner) fill(f *fileSet, key uint64) {
	files := p.downloads.files
	url := p.in.BasePath + downloadFolder + f.ID
	f.URL = p.absolute(url + ".csv")
	h := newHasher()
	h.word(p.downloads.base)
	h.word(key)
	h.string(f.ID)
	key = h.sum()
	f.csv = &download{url: url + ".csv", key: key, make: func(b []byte) ([]byte, error) { return files.CSV(b, &f.Dataset), nil }}
	f.metadata = &download{url: url + ".csv" + opendata.MetadataSuffix, key: key, make: func(b []byte) ([]byte, error) { return files.Metadata(b, &f.Dataset) }}
	f.json = &download{url: url + ".json", key: key, make: func(b []byte) ([]byte, error) { return files.JSON(b, &f.Dataset) }}
}

// planDownloads plans the files.
func (p *planner) planDownloads() {
	d := &p.downloads
	if d.files == nil {
		return
	}
	file := func(f *fileSet, d *download) { p.addWritten(p.path(d.url), f.source, d.key, d.write) }
	set := func(f *fileSet) {
		for _, d := range append([]*download{f.csv, f.metadata, f.json}, f.books...) {
			file(f, d)
		}
	}
	set(d.all)
	for _, r := range p.site.Reports {
		set(d.years[r])
		for l := range p.site.Languages {
			page := p.linkTo(l, "rapport", r.ID()).URL
			for _, request := range d.reports[r][l] {
				p.chartFile(l, page, p.reportChartURL(l, r, request.ID), r.Path, request)
			}
		}
	}
	for _, i := range p.site.Indicators {
		set(d.indicators[i])
		for l := range p.site.Languages {
			page := p.linkTo(l, "indicator", i.ID.Value).URL
			for _, request := range d.charts[i] {
				p.chartFile(l, page, p.chartURL(l, i, request.ID), i.Path, request)
			}
		}
	}
}

// chartID begins the ids of the drawings of a page.
const chartID = "c-"

// chartURL is the address of a drawing of an indicator, by its id on the page.
func (p *planner) chartURL(l int, i *site.Indicator, id string) string {
	return p.linkTo(l, "indicator", i.ID.Value).URL + i.ID.Value + "-" + id[len(chartID):] + ".svg"
}

// reportChartURL is that of a drawing of a report.
func (p *planner) reportChartURL(l int, r *site.Report, id string) string {
	return p.linkTo(l, "rapport", r.ID()).URL + "rapport-" + strconv.Itoa(r.Year) + "-" + id[len(chartID):] + ".svg"
}

// chartFile plans the file of a drawing that stands on a page.
func (p *planner) chartFile(l int, page, url, source string, r report.Request) {
	h := newHasher()
	h.word(p.downloads.base)
	h.word(p.requestKey(l, r))
	h.string(page)
	style := p.downloads.style
	p.addWritten(p.path(url), source, h.sum(), func(b *bytes.Buffer) error {
		b.Write(p.words[l].ChartFile(b.AvailableBuffer(), r, style, p.absolute(page)))
		return nil
	})
}

// chartLinks are the file of a drawing of a page, to stand below it. Url is that of
// a drawing by its id.
func (p *planner) chartLinks(l int, of []report.Request, id string, url func(id string) string) []Link {
	for _, r := range of {
		if r.ID == id {
			return []Link{{URL: url(id), Text: p.message(l, "download.svg")}}
		}
	}
	return nil
}

// maxSized is the number of figures up to which a file is made to know its size. Of
// larger ones the number of figures is told: one that changes remakes pages with links
// to files of other years, which would all be made for it.
const maxSized = 5000

// detail is the format of a file and how much is in it.
func (p *planner) detail(l int, f *fileSet, d *download, format string) string {
	if n := f.Count(); n > maxSized {
		return p.message(l, "download.count", "format", format, "n", n)
	}
	return p.message(l, "download.size", "format", format, "n", d.kilobytes())
}

// links are the files of a set as a page offers them, with their sizes.
func (p *planner) links(l int, f *fileSet) Lazy[[]File] {
	h := newHasher()
	h.word(uint64(l))
	h.word(f.csv.key)
	return newLazy(h.sum(), func() []File {
		var list []File
		one := func(d *download, text, format string) {
			list = append(list, File{URL: d.url, Text: p.message(l, text), Detail: p.detail(l, f, d, format)})
		}
		if f.books != nil {
			one(f.books[l], "download.xlsx", "XLSX")
		}
		one(f.csv, "download.csv", "CSV")
		one(f.json, "download.json", "JSON")
		one(f.metadata, "download.metadata", "CSVW")
		return list
	})
}

// alternates are the files that say what a page says, for its head.
func (p *planner) alternatesOf(l int, f *fileSet) []alternate {
	list := []alternate{
		{mediaTypes["csv"], Link{URL: f.csv.url, Text: p.message(l, "download.csv")}},
		{mediaTypes["json"], Link{URL: f.json.url, Text: p.message(l, "download.json")}},
	}
	if f.books != nil {
		list = append(list, alternate{mediaTypes["xlsx"], Link{URL: f.books[l].url, Text: p.message(l, "download.xlsx")}})
	}
	return list
}

// distributions are the files of a set for machines (schema.org DataDownload).
func (p *planner) distributions(l int, f *fileSet) []distribution {
	var list []distribution
	for _, file := range p.alternatesOf(l, f) {
		list = append(list, distribution{"DataDownload", file.kind, p.absolute(file.URL)})
	}
	return list
}
