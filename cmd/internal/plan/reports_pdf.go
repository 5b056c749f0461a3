package plan

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"bassins/cmd/internal/site"
)

// Printer makes PDF files of pages.
type Printer interface {
	// Print returns the PDF file of a page that needs no other file. The same page
	// gives the same bytes. The date is told as the file's.
	Print(page []byte, date time.Time) ([]byte, error)
	// Pages returns the number of the page on which each id of the document stands.
	Pages(file []byte) map[string]int
}

// pdf is the PDF file of a report in a language, made when it is first asked for:
// the page that links to it says how large it is.
type pdf struct {
	once sync.Once
	data []byte
	err  error
}

type pdfKey struct{ language, year int }

// reportFile plans the PDF file of a report, if there is something to make it with.
func (p *planner) reportFile(l int, r *site.Report) {
	if p.in.Printer == nil {
		return
	}
	if p.pdfs == nil {
		p.pdfs = map[pdfKey]*pdf{}
	}
	p.pdfs[pdfKey{l, r.Year}] = &pdf{}
	path := p.path(p.reportPDFURL(l, r))
	p.plan.Outputs = append(p.plan.Outputs, Output{Path: path, Source: r.Path, make: func(p *planner) rendering {
		made := p.makePDF(l, r)
		h := newHasher()
		h.bytes(made.data)
		return file{h.sum(), func(b *bytes.Buffer) error {
			b.Write(made.data)
			return made.err
		}, cmp.Or(r.Path, path)}
	}})
}

func (p *planner) reportPDFURL(l int, r *site.Report) string {
	return p.linkTo(l, "rapport", r.ID()).URL + fileName(r, ".pdf")
}

// reportPDF is a link to the PDF file of a report; empty if there is none.
func (p *planner) reportPDF(l int, r *site.Report) File {
	if p.in.Printer == nil {
		return File{}
	}
	made := p.makePDF(l, r)
	if made.err != nil { // the Output tells it
		return File{}
	}
	return File{URL: p.reportPDFURL(l, r), Text: p.message(l, "rapport.pdf", "year", r.ID()), Detail: p.message(l, "rapport.pdf_size", "n", (len(made.data)+999)/1000)}
}

func (p *planner) makePDF(l int, r *site.Report) *pdf {
	made := p.pdfs[pdfKey{l, r.Year}]
	made.once.Do(func() {
		var page []byte
		if page, made.err = p.standalone(l, r); made.err != nil {
			return
		}
		if made.data, made.err = p.in.Printer.Print(page, r.Published.Time()); made.err == nil {
			// CSS cannot tell the page of a heading, so that the contents get their
			// numbers from a first print.
			page = withPageNumbers(page, p.in.Printer.Pages(made.data))
			made.data, made.err = p.in.Printer.Print(page, r.Published.Time())
		}
	})
	return made
}

// standalone is the printed report as one file, with its styles and its pictures in
// it and addresses that hold everywhere.
func (p *planner) standalone(l int, r *site.Report) ([]byte, error) {
	language := p.site.Languages[l]
	var b bytes.Buffer
	b.WriteString(`<!doctype html><html lang="` + language.ID + `" dir="` + language.Direction + `"><head><meta charset="utf-8"><title>`)
	b.WriteString(template.HTMLEscapeString(p.linkTo(l, "rapport", r.ID()).Text + " – " + p.site.Config.Names[language.ID]))
	b.WriteString("</title><style>")
	for _, name := range []string{mainSheet, figuresSheet, printSheet} {
		b.Write(bytes.ReplaceAll(p.in.Styles[name], []byte("</"), []byte(`<\/`)))
	}
	b.Write(p.runningHeads(l, r))
	b.WriteString(`</style></head><body class="page accent-none"><main class="main">`)
	body, err := p.withPictures(r, string(p.printed(l, r, p.words[l].Year(r, chartID))))
	b.WriteString(strings.ReplaceAll(body, ` href="`+p.in.BasePath, ` href="`+p.absolute(p.in.BasePath)))
	b.WriteString("</main></body></html>")
	return b.Bytes(), err
}

var reEntry = regexp.MustCompile(`<li><a href="#([^"]+)">.*?</a>`)

// withPageNumbers puts the numbers of the pages into the contents of a document.
func withPageNumbers(page []byte, numbers map[string]int) []byte {
	start := bytes.Index(page, []byte(`class="printed__contents"`))
	if start < 0 {
		return page
	}
	end := start + bytes.Index(page[start:], []byte("</ol>"))
	contents := reEntry.ReplaceAllFunc(page[start:end], func(entry []byte) []byte {
		n, ok := numbers[string(reEntry.FindSubmatch(entry)[1])]
		if !ok {
			return entry
		}
		return fmt.Appendf(bytes.Clone(entry), ` <span class="printed__page">%d</span>`, n)
	})
	return slices.Concat(page[:start], contents, page[end:])
}

var rePictureSet = regexp.MustCompile(` (?:srcset|sizes|loading)="[^"]*"`)

// withPictures puts the pictures of the report's text into the page.
func (p *planner) withPictures(r *site.Report, body string) (string, error) {
	if r.Text == nil || len(r.Text.Pictures) == 0 {
		return body, nil
	}
	body = rePictureSet.ReplaceAllString(body, "")
	for _, f := range r.Text.Pictures {
		picture := p.pictures[f]
		if picture == nil || len(picture.Variants) == 0 {
			continue
		}
		largest := picture.Variants[len(picture.Variants)-1]
		src := ` src="` + p.in.BasePath + largest.Name + `"`
		if !strings.Contains(body, src) {
			continue
		}
		data, err := picture.Render(largest, p.in.CacheDir)
		if err != nil {
			return "", err
		}
		body = strings.ReplaceAll(body, src, ` src="data:`+http.DetectContentType(data)+`;base64,`+base64.StdEncoding.EncodeToString(data)+`"`)
	}
	return body, nil
}
