// Package check looks at every Output of a site without writing any.
//
// [Run] loads the project, makes all Outputs as build would, so that it finds all
// that build finds, and reads what was made: the links, ids, pictures and headings
// of HTML, the addresses in XML and CSS, and whether XML and JSON can be read at
// all. Then each of [Checks] looks at each page. A problem names what the editor
// wrote and the page on which it shows:
//
//	content/articles/x/index.fr.md:12:9: dead anchor "/fr/glossaire/#basin": no id "basin" there [page /fr/articles/x/] (did you mean "#bassin"?)
//
// Where the text of a link stands in the page's source, in data or in a template, the
// problem has its line; it is found by searching, so a link that was put together has
// none. A problem that many pages share, as a link in the footer does, is told once.
//
// Links to other hosts are not followed. The package knows Outputs and nothing of
// basins; the command calls it.
//
// The work is linear. Workers render and read the pages (scan.go, formats.go), and
// resolve each address once (address.go); a page keeps only pointers to the
// addresses and its ids. All the rest is done afterwards in one goroutine
// (links.go, structure.go, report.go).
package check

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/plan"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/source"
)

// Check is one thing that is looked for on every page.
type Check struct {
	Name string
	Doc  string // what holds where the check finds nothing
	run  func(*pass)
}

// Checks are all checks.
var Checks = []Check{
	{"link", "Every address of our own, in links, pictures, scripts, feeds and the sitemap, is that of a page or file of the site.", deadLinks},
	{"anchor", "Every link to a part of a page leads to an id on that page.", deadAnchors},
	{"base-path", "Every address of our own begins with the path below which the site lies.", outsideLinks},
	{"scheme", "Links begin with https:, http:, mailto: or tel:, or lead to this site.", oddLinks},
	{"own-host", "Links within the site do not name its host, so that it can move.", absoluteLinks},
	{"link-text", "Every link has a text, a label or a picture with a description.", emptyLinks},
	{"id", "An id stands once on a page.", repeatedIDs},
	{"alt", "Every picture has an alt attribute; an empty one says that it only decorates.", missingAlts},
	{"lang", "Every page says in which language it is.", missingLang},
	{"heading", "Every page has exactly one h1, unless it leads on to another at once.", headings},
	{"format", "HTML, XML and JSON can be read.", malformed},
}

// Summary is what a run has looked at.
type Summary struct {
	Pages int // of HTML
	Links int // on all pages, in feeds, the sitemap and styles
}

// String is the summary as the beginning of a sentence.
func (s Summary) String() string {
	if s.Pages == 0 {
		return "checked no pages yet"
	}
	return fmt.Sprintf("checked %s pages, %s links", grouped(s.Pages), grouped(s.Links))
}

// grouped writes a number with a comma between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Run checks the project's site and adds what is wrong to problems. Where the
// project cannot be planned, its problems are all that there is to find.
func Run(ctx context.Context, p *project.Project, problems *diag.List) Summary {
	pl := p.Load(problems)
	if problems.Failed() {
		return Summary{}
	}
	s := newSite(pl.Outputs, p.Site.Config.BaseURL.Value, p.Options.BasePath)
	s.tree = p.Tree
	s.render = func(i int, b *bytes.Buffer, problems *diag.List) {
		r, err := pl.Outputs[i].Prepare()
		if err != nil {
			problems.Add(diag.Problem{Path: pl.Outputs[i].Source, Message: err.Error()})
			return
		}
		r.Render(b, problems)
	}
	return s.check(ctx, problems)
}

// site is what the checks know of the whole site.
type site struct {
	outputs  []plan.Output
	render   func(i int, b *bytes.Buffer, problems *diag.List) // appends the bytes of an Output
	tree     *source.Tree                                      // where the texts of links are searched; may be nil
	host     string                                            // of the base address
	basePath string
	byPath   map[string]int          // index of an Output
	pages    []page                  // by index of the Output
	anchors  map[int]map[string]bool // ids of the pages to which anchors lead, as they are asked for
}

func newSite(outputs []plan.Output, baseURL, basePath string) *site {
	s := &site{outputs: outputs, byPath: make(map[string]int, len(outputs)), pages: make([]page, len(outputs))}
	u, err := url.Parse(baseURL)
	if err != nil {
		u = &url.URL{} // the site package has reported it
	}
	s.host = u.Host
	if basePath == "" {
		basePath = u.Path
	}
	s.basePath = "/"
	if inner := strings.Trim(basePath, "/"); inner != "" {
		s.basePath = "/" + inner + "/"
	}
	for i := range outputs {
		s.byPath[outputs[i].Path] = i
	}
	return s
}

// check reads all pages, then has each check look at each of them.
func (s *site) check(ctx context.Context, problems *diag.List) Summary {
	s.read(ctx, problems)
	if err := ctx.Err(); err != nil {
		problems.Add(diag.Problem{Message: "stopped: " + err.Error()})
		return Summary{}
	}
	var summary Summary
	r := newReporter(s, problems)
	for i := range s.pages {
		p := &s.pages[i]
		summary.Links += p.linkCount
		if p.isHTML {
			summary.Pages++
		}
		if p.broken {
			continue
		}
		for k := range Checks {
			Checks[k].run(&pass{site: s, page: p, report: r.add})
		}
	}
	r.finish()
	return summary
}

// chunk is how many Outputs a worker takes at a time.
const chunk = 16

// read makes all Outputs and keeps of each what the checks need. It begins at the
// end, because the sitemap, which takes longest, is the last.
func (s *site) read(ctx context.Context, problems *diag.List) {
	var left atomic.Int64
	left.Store(int64(len(s.outputs)))
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			w := newScanner(s)
			var b bytes.Buffer
			for {
				to := int(left.Add(-chunk)) + chunk
				if to <= 0 || ctx.Err() != nil {
					return
				}
				for i := to - 1; i >= max(to-chunk, 0); i-- {
					var own diag.List
					b.Reset()
					s.render(i, &b, &own)
					// What could not be made is half a page: all that would be
					// said about it follows from the problem told already.
					s.pages[i].broken = own.Failed()
					problems.Add(own.Sorted()...)
					w.scan(i, b.Bytes())
				}
			}
		})
	}
	group.Wait()
}
