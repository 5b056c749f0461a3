// Package project loads a whole project: it is the way of the data from the
// folders to the plan, in one function.
//
//	source → site → plan
//
// [Project.Load] reads what changed, links the model, checks its figures, loads the
// templates and the styles, and plans the Outputs. build, serve and check start here
// and see only the plan. A Project keeps what does not change between two Loads, so
// that serve answers at once; a second Load of an unchanged project gives the same
// plan.
package project

import (
	"net/url"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"bassins/cmd/internal/assets"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/plan"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
	"bassins/cmd/internal/theme"
)

// Options are the choices of one run. Dir must be set, and Now.
type Options struct {
	Dir      string       // the project's folder
	Now      time.Time    // the only time that the site knows
	AsOf     bool         // Now was asked for, see [site.Options]
	Drafts   bool         // publish drafts, and what is dated after Now
	BaseURL  string       // replaces base_url of data/site.yaml, if not empty
	BasePath string       // replaces the path of the base address, if not empty
	Sass     string       // Dart Sass, if not the one in .tools
	Printer  plan.Printer // makes PDF files of the reports; nil: there are none
}

// CacheDir is the folder of what can be made again.
func (o Options) CacheDir() string { return filepath.Join(o.Dir, ".cache") }

// Project is a folder of sources and what was made of it.
type Project struct {
	Options Options
	Tree    *source.Tree
	Site    *site.Site

	inputs []source.Input // listed for the next Load
	loader site.Loader
	theme  themeCache
	sass   assets.Compiler
	styles stylesCache
	last   *plan.Plan
	loaded loaded
}

// loaded is what the last plan was made with, if it has no errors.
type loaded struct {
	options  Options
	warnings []diag.Problem
}

// New returns the project in the folder of the options. Nothing is read yet.
func New(o Options) *Project { return &Project{Options: o} }

// Close ends what the project has started.
func (p *Project) Close() { p.sass.Close() }

// Inputs lists the project's files, as the next Load will read them.
func (p *Project) Inputs(problems *diag.List) []source.Input {
	p.inputs = source.List(p.Options.Dir, problems)
	return p.inputs
}

// The garbage collector, which Load sets. Nearly all that a load allocates stays,
// so that there is little to collect (60 ms less for 10,000 texts). Rendering
// leaves much behind: 200 instead of 66 would save a tenth of the CPU of a build,
// and take 85 MiB more than 195.
const (
	gcLoading  = 300
	gcFinished = 66
)

// Load reads the project and plans its site. The plan is complete only if
// problems holds no error. With changed paths, relative to the project, only
// those are read again.
func (p *Project) Load(problems *diag.List, changed ...string) *plan.Plan {
	debug.SetGCPercent(gcLoading)
	defer debug.SetGCPercent(gcFinished)
	if p.Tree == nil || len(changed) == 0 {
		if p.inputs == nil {
			p.Inputs(problems)
		}
		p.Tree = source.Read(p.Options.Dir, p.inputs, problems)
		p.inputs = nil
	} else {
		old := p.Tree
		p.Tree = old.Refresh(changed, problems)
		if len(changed) == 1 && p.swapText(old.File(changed[0]), p.Tree.File(changed[0]), problems) {
			return p.last
		}
	}
	p.loaded = loaded{}
	var templates sync.WaitGroup // they take a core 20 ms, while texts are read
	var wrong diag.List
	words := func(strings []*lang.Strings) { templates.Go(func() { p.loadTheme(strings, &wrong) }) }
	p.Site = p.loader.Load(p.Tree, site.Options{Now: p.Options.Now, AsOf: p.Options.AsOf, Drafts: p.Options.Drafts, BaseURL: p.Options.BaseURL, Words: words}, problems)
	figures.Check(p.Site, problems)
	templates.Wait()
	if problems.Add(wrong.Sorted()...); len(p.Site.Languages) == 0 {
		return &plan.Plan{}
	}
	in := plan.Input{
		Site:     p.Site,
		Tree:     p.Tree,
		Theme:    p.theme.set,
		BasePath: p.basePath(problems),
		CacheDir: p.Options.CacheDir(),
		Printer:  p.Options.Printer,
		Last:     p.last,
	}
	in.Styles, in.Scripts = p.loadStyles(problems)
	if problems.Failed() {
		plan.Lint(in, problems)
		return &plan.Plan{}
	}
	p.last = plan.New(in, problems)
	if !problems.Failed() {
		p.loaded = loaded{p.Options, problems.Sorted()}
	}
	return p.last
}

// swapText makes the plan with another version of one text, if that is all that
// has changed since the last plan. What is left is the work of every load, which
// an editor who is writing would wait for each time that he saves.
func (p *Project) swapText(old, changed *source.File, problems *diag.List) bool {
	if old == nil || changed == nil || p.loaded.options != p.Options || problems.Failed() {
		return false
	}
	next, before, after := p.loader.WithText(p.Site, old, changed)
	if next == nil {
		return false
	}
	for _, w := range p.loaded.warnings {
		if !slices.Contains(before, w) {
			problems.Add(w)
		}
	}
	problems.Add(after...)
	p.Site = next
	p.last = p.last.WithTexts(next, p.Tree, problems)
	p.loaded.warnings = problems.Sorted()
	return true
}

// basePath is the path below which the site lies, with slashes around it.
func (p *Project) basePath(problems *diag.List) string {
	path := p.Options.BasePath
	if path == "" {
		u, err := url.Parse(p.Site.Config.BaseURL.Value)
		if err != nil {
			return "/" // the site package has reported it
		}
		path = u.Path
	}
	path = "/" + strings.Trim(path, "/") + "/"
	if path == "//" {
		path = "/"
	}
	if strings.ContainsAny(path, "?#\\ \"<>") || strings.Contains(path, "..") {
		problems.Add(diag.Problem{Message: "base path " + path + " is not the path of an address", Hint: "for example /x/"})
	}
	return path
}

// themeCache keeps the templates for as long as no file that they are made of
// changes.
type themeCache struct {
	key string
	set *theme.Set
}

func (p *Project) loadTheme(strings []*lang.Strings, problems *diag.List) {
	templates := p.Tree.Under("templates")
	key := fileKey(templates, p.Tree.Under("data/i18n"), p.Tree.Under("data/languages"), []*source.File{p.Tree.File("data/site.yaml")})
	if p.theme.set == nil || p.theme.key != key {
		set := theme.Load(templates, plan.Templates, strings, problems)
		p.theme = themeCache{key, set}
	}
}

// stylesCache is the same for the stylesheets and the script.
type stylesCache struct {
	key     string
	styles  map[string][]byte
	scripts []byte
}

func (p *Project) loadStyles(problems *diag.List) (styles map[string][]byte, scripts []byte) {
	key := fileKey(p.Tree.Under("templates"))
	if p.styles.styles != nil && p.styles.key == key {
		return p.styles.styles, p.styles.scripts
	}
	var found diag.List
	styles = assets.Styles(p.Tree, assets.Options{Sass: p.Options.Sass, Compiler: &p.sass}, &found)
	scripts = assets.Scripts(p.Tree, &found)
	if list := found.Sorted(); len(list) > 0 {
		problems.Add(list...) // and again by the next Load, for as long as they are there
	} else {
		p.styles = stylesCache{key, styles, scripts}
	}
	return styles, scripts
}

// fileKey names the exact contents of some files.
func fileKey(lists ...[]*source.File) string {
	var b strings.Builder
	for _, list := range lists {
		for _, f := range list {
			if f != nil {
				b.WriteString(f.Path)
				b.WriteByte(0)
				b.Write(f.Hash[:])
			}
		}
	}
	return b.String()
}
