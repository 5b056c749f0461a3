package plan

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/gohugoio/hashstructure"

	"bassins/cmd/internal/assets"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/report"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
	"bassins/cmd/internal/theme"
)

// Version is mixed into the key of every Output: it changes whenever the same
// view would give other bytes.
const Version = 1

// Input is all that a plan is made of.
type Input struct {
	Site     *site.Site
	Tree     *source.Tree
	Theme    *theme.Set
	Styles   map[string][]byte // the compiled stylesheets by name
	Scripts  []byte            // nil if there are none
	BasePath string            // path below the base address: "/" or "/x/"
	CacheDir string            // for resized pictures
	Printer  Printer           // makes PDF files of the reports; nil: there are none
	Last     *Plan             // the plan before, of which what depends on one file is kept; may be nil
}

// Plan is the list of all Outputs, sorted by path.
type Plan struct {
	Outputs   []Output
	Languages []string // ids
	Pages     []int    // number of pages by language

	pictures map[*source.File]*assets.Picture
}

// Output is one file of the site.
type Output struct {
	Path   string // below the output folder, with forward slashes
	Source string // what the editor wrote that it is made of; may be empty

	planner *planner
	make    func(p *planner) rendering // uses the p that it is given, see [Plan.WithTexts]
}

// rendering is an Output with its view.
type rendering interface {
	key() (uint64, error)
	render(b *bytes.Buffer, problems *diag.List)
}

// Rendering is an Output whose view has been made.
type Rendering struct {
	Key uint64 // equal keys mean equal bytes
	r   rendering
}

// Prepare makes the view of an Output and its key. It renders nothing.
func (o *Output) Prepare() (Rendering, error) {
	r := o.make(o.planner)
	key, err := r.key()
	if err != nil {
		return Rendering{}, fmt.Errorf("hash the view of %s: %w", o.Path, err)
	}
	return Rendering{key, r}, nil
}

// Render appends the Output's bytes to b.
func (r Rendering) Render(b *bytes.Buffer, problems *diag.List) { r.r.render(b, problems) }

// page is an Output that a template makes of a view.
type page[V any] struct {
	p        *planner
	language int
	template string
	path     string
	view     *V
}

func (r page[V]) key() (uint64, error) {
	h, err := hashstructure.Hash(r.view, nil)
	return mix(h, r.p.in.Theme.Key(r.language), r.p.frameKey[r.language]), err
}

func (r page[V]) render(b *bytes.Buffer, problems *diag.List) {
	problem, ok := r.p.in.Theme.Execute(b, r.language, r.template, r.view, "/"+strings.TrimSuffix(r.path, "index.html"))
	if !ok {
		problems.Add(problem)
	}
}

// latePage is a page whose key is known without its view, which is made only if
// the page is rendered.
type latePage[V any] struct {
	page[V]
	hash uint64 // of all that the view is made of
	make func(p *planner) *V
}

func (r latePage[V]) key() (uint64, error) {
	return mix(r.hash, r.p.in.Theme.Key(r.language), r.p.frameKey[r.language]), nil
}

func (r latePage[V]) render(b *bytes.Buffer, problems *diag.List) {
	r.view = r.make(r.p)
	r.page.render(b, problems)
}

// mix joins hashes into one.
func mix(hashes ...uint64) uint64 {
	h := newHasher()
	h.word(Version)
	for _, x := range hashes {
		h.word(x)
	}
	return h.sum()
}

// file is an Output that a function writes.
type file struct {
	hash  uint64
	write func(b *bytes.Buffer) error
	path  string
}

func (f file) key() (uint64, error) { return mix(f.hash), nil }

func (f file) render(b *bytes.Buffer, problems *diag.List) {
	if err := f.write(b); err != nil {
		problems.Add(diag.Problem{Path: f.path, Message: err.Error()})
	}
}

// planner holds what the functions of this package share while they plan, and
// the Outputs while they render. It is read-only once New has returned.
type planner struct {
	in       Input
	site     *site.Site
	problems *diag.List
	plan     *Plan

	origin       string               // scheme and host of the site's address
	homeURLs     []string             // by language: /fr/
	markdown     []*markdown.Renderer // by language
	words        []*report.Words      // of figures, by language
	figureKeys   map[*site.Indicator]uint64
	allFigures   uint64 // hash of all of them
	everyYear    uint64 // of what reports of any year show
	routes       routes
	assets       assetPaths
	pictures     map[*source.File]*assets.Picture
	frames       []frame  // by language
	frameKey     []uint64 // by language: hash of what the frames bake in
	languages    string   // hashes of the files of all languages: any text may be shown in any
	cards        cards
	neighbours   []neighbours // by place in site.Ateliers
	timetable    timetable
	components   [][]component                    // by language, and by place in site.Ateliers
	onAteliers   []uint64                         // by language: hash of what the pages of all ateliers share
	onIndicators []uint64                         // by language: hash of what the pages of all indicators share
	spoken       []uint64                         // by language: hash of the names of spoken languages
	calendars    [][]calendar                     // subscriptions by language
	articlesOf   []groups                         // by language
	maps         []map[*site.Bassin]template.HTML // by language; the one under nil marks no bassin
	listed       []listing                        // pages for search engines and for the map of the site
	laterPages   []string                         // addresses of the second and later pages of lists
	pdfs         map[pdfKey]*pdf
	downloads    downloads
	years        map[*site.Report][]*pair[report.Year] // by language: the page and the version for paper show one
}

// New plans the site. The plan is complete only if problems holds no error.
func New(in Input, problems *diag.List) *Plan {
	p := &planner{in: in, site: in.Site, problems: problems, plan: &Plan{}}
	p.plan.Pages = make([]int, len(p.site.Languages))
	for _, l := range p.site.Languages {
		p.plan.Languages = append(p.plan.Languages, l.ID)
		p.homeURLs = append(p.homeURLs, in.BasePath+l.ID+"/")
	}
	base, _ := url.Parse(p.site.Config.BaseURL.Value)
	p.origin = base.Scheme + "://" + base.Host
	p.renderers()
	for _, f := range slices.Concat(in.Tree.Under("data/languages"), in.Tree.Under("data/i18n")) {
		p.languages += string(f.Hash[:])
	}
	p.findLayouts()
	p.checkNames()
	if problems.Failed() {
		p.lint()
		return p.plan
	}
	p.makeWords()
	p.makeFigureKeys()
	p.assignRoutes()
	p.makeDownloads()
	p.planAssets()
	p.planPictures()
	p.makeFrames()
	p.makeMaps()
	p.findNeighbours()
	p.makeCalendars()
	p.shareAteliers()
	p.shareIndicators()
	p.makeCards()
	p.groupArticles()

	p.root()
	p.homes()
	p.bassins()
	p.communes()
	p.indicators()
	p.reports()
	p.planDownloads()
	p.schedulePages()
	p.ateliers()
	p.articles()
	p.pages()
	p.terms()
	p.feeds()
	p.planCalendars()
	p.scheduleData()
	p.redirects()
	p.sitemap()
	p.wellKnown()

	p.finish()
	return p.plan
}

// WithTexts returns the plan of a site that differs from the plan's own only in
// the bodies of articles. Addresses, titles, cards and lists are the same, so that
// nothing is planned again.
func (pl *Plan) WithTexts(s *site.Site, tree *source.Tree, problems *diag.List) *Plan {
	next := *pl
	p := *pl.Outputs[0].planner
	p.site, p.in.Site, p.in.Tree, p.problems, p.plan = s, s, tree, problems, &next
	next.Outputs = slices.Clone(pl.Outputs)
	for i := range next.Outputs {
		next.Outputs[i].planner = &p
	}
	return &next
}

// Shared returns a hash of all that Outputs show of a source besides those that
// name it as their Source. It is 0 for a source that any Output may depend on.
func (pl *Plan) Shared(source string) uint64 {
	if len(pl.Outputs) == 0 {
		return 0
	}
	if t := pl.Outputs[0].planner.site.Article(source); t != nil {
		return t.Shared()
	}
	return 0
}

// add plans a page.
func add[V any](p *planner, language int, path, template, source string, view func(p *planner) *V) {
	p.plan.Outputs = append(p.plan.Outputs, Output{Path: path, Source: source, make: func(p *planner) rendering {
		return page[V]{p, language, template, path, view(p)}
	}})
	p.plan.Pages[language]++
}

// addLate plans a page whose key is made without its view.
func addLate[V any](p *planner, language int, path, template, source string, key func(p *planner) uint64, view func(p *planner) *V) {
	p.plan.Outputs = append(p.plan.Outputs, Output{Path: path, Source: source, make: func(p *planner) rendering {
		return latePage[V]{page[V]{p, language, template, path, nil}, key(p), view}
	}})
	p.plan.Pages[language]++
}

// addFile plans a file with a key of its own.
func (p *planner) addFile(path, source string, hash uint64, data func() ([]byte, error)) {
	p.addWritten(path, source, hash, func(b *bytes.Buffer) error {
		data, err := data()
		b.Write(data)
		return err
	})
}

// addWritten plans a file that is written as the Outputs are, without a copy.
func (p *planner) addWritten(path, source string, hash uint64, write func(b *bytes.Buffer) error) {
	p.plan.Outputs = append(p.plan.Outputs, Output{Path: path, Source: source, make: func(p *planner) rendering {
		return file{hash, write, cmp.Or(source, path)}
	}})
}

// addBytes plans a small file whose bytes exist already.
func (p *planner) addBytes(path, source string, data []byte) {
	h := fnv.New64a()
	h.Write(data)
	p.addFile(path, source, h.Sum64(), func() ([]byte, error) { return data, nil })
}

// finish sorts the Outputs and reports two with one path, of which the later planned
// is the odd one, or one that is a folder of another.
func (p *planner) finish() {
	order := make([]int, len(p.plan.Outputs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, k int) int {
		return cmp.Or(strings.Compare(p.plan.Outputs[i].Path, p.plan.Outputs[k].Path), i-k)
	})
	outputs := make([]Output, len(order))
	for at, i := range order {
		outputs[at] = p.plan.Outputs[i]
	}
	p.plan.Outputs = outputs
	byPath := make(map[string]*Output, len(outputs))
	for i := range outputs {
		o := &outputs[i]
		o.planner = p
		if other := byPath[o.Path]; other != nil {
			p.problems.Add(p.sameAddress(o, other))
		}
		byPath[o.Path] = o
	}
	last := ""
	for i := range outputs {
		dir, _ := path.Split(outputs[i].Path)
		if dir == last { // whose folders have been looked for
			continue
		}
		last = dir
		for {
			cut := strings.LastIndexByte(dir, '/')
			if cut < 0 {
				break
			}
			dir = dir[:cut]
			if other := byPath[dir]; other != nil {
				p.problems.Add(diag.Problem{Path: cmp.Or(outputs[i].Source, outputs[i].Path), Message: fmt.Sprintf("address /%s is a file, made of %s", dir, cmp.Or(other.Source, "nothing"))})
			}
		}
	}
}
