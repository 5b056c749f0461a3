package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/sys/unix"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/plan"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
	"bassins/cmd/internal/theme"
)

// inside lets the program measure the stages in a process of its own, so that
// nothing that was done before weighs on the garbage collector.
func (b *bench) inside(p workspace) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c, err := measured(p.dir, b.env(), self, "-inside", p.dir, "-profile", b.profile)
	fmt.Fprint(b.out, c.output)
	return err
}

// stages measures one stage after the other.
type stages struct {
	w        *tabwriter.Writer
	articles int
	at       time.Duration
}

// cpuTime is what this process has worked so far, in the kernel too.
func cpuTime() time.Duration {
	var t unix.Timespec
	unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t)
	return time.Duration(t.Nano())
}

func (s *stages) end(name string) time.Duration {
	took := cpuTime() - s.at
	s.print(name, took)
	s.at = cpuTime()
	return took
}

func (s *stages) print(name string, took time.Duration) {
	fmt.Fprintf(s.w, "%s\t%.1f\t%.0f\t\n", name, float64(took.Nanoseconds())/1000/float64(s.articles), milliseconds(took))
}

// measureInside prints the work per page and the time that a server takes.
func measureInside(dir, profile string, out io.Writer) error {
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	if err := workPerPage(dir, out); err != nil {
		return err
	}
	return serve(dir, out)
}

func workPerPage(dir string, out io.Writer) error {
	cores := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(cores)
	var problems diag.List
	o := projectOptions(dir)
	s := &stages{w: tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight), at: cpuTime()}
	list := source.List(dir, &problems)
	for _, in := range list {
		if strings.HasPrefix(in.Path, "content/articles/") && strings.HasSuffix(in.Path, ".md") {
			s.articles++
		}
	}
	fmt.Fprintf(out, "\nWork per page: %d articles, one core\n", s.articles)
	fmt.Fprintln(s.w, "stage\tµs\tms in all\t")
	s.end("list the inputs")
	tree := source.Read(dir, list, &problems)
	s.end("read and hash them")
	var loader site.Loader
	loader.Load(tree, site.Options{Now: o.Now}, &problems)
	first := cpuTime() - s.at
	s.at = cpuTime()
	loader.Load(tree, site.Options{Now: o.Now}, &problems)
	again := cpuTime() - s.at
	s.print("front matter and references", first-again)
	s.print("data and links", again)

	p := project.New(o)
	defer p.Close()
	p.Load(&problems)
	if problems.Failed() {
		var b bytes.Buffer
		diag.Print(&b, problems.Sorted())
		return errors.New("the project has problems:\n" + b.String())
	}
	s.at = cpuTime()
	theme.Load(tree.Under("templates"), plan.Templates, p.Site.Strings, &problems)
	s.end("templates, read once")
	pl := p.Load(&problems, "content/nothing") // no file is read again
	s.print("plan", cpuTime()-s.at-again)
	return render(s, pl, out)
}

func render(s *stages, pl *plan.Plan, out io.Writer) error {
	var problems diag.List
	renderings := make([]plan.Rendering, len(pl.Outputs))
	s.at = cpuTime()
	for i := range pl.Outputs {
		var err error
		if renderings[i], err = pl.Outputs[i].Prepare(); err != nil {
			return err
		}
	}
	s.end("views and keys")
	var b bytes.Buffer
	for _, r := range renderings {
		b.Reset()
		r.Render(&b, &problems)
	}
	both := cpuTime() - s.at
	s.at = cpuTime()
	size := 0
	for _, r := range renderings {
		b.Reset()
		r.Render(&b, &problems)
		size += b.Len()
	}
	again := cpuTime() - s.at
	s.print("Markdown and cards", both-again) // a text is rendered once
	s.print("templates", again)
	s.w.Flush()
	fmt.Fprintf(out, "%d outputs, %.1f MB\n", len(pl.Outputs), float64(size)/1e6)
	return nil
}

func projectOptions(dir string) project.Options {
	return project.Options{Dir: dir, Now: time.Now().In(lang.Brussels()), Sass: os.Getenv("SASS")}
}

// serve measures the way from a change to a page, as a server goes it.
func serve(dir string, out io.Writer) error {
	var problems diag.List
	start := time.Now()
	p := project.New(projectOptions(dir))
	defer p.Close()
	if err := show(p.Load(&problems)); err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "\nServe: from a change to the page (ms of wall, median of 5)")
	fmt.Fprintf(w, "start\t%.1f\t\n", milliseconds(time.Since(start)))
	for _, s := range situations[1:] {
		var all []time.Duration
		for run := range 5 {
			if err := s.change(workspace{dir: dir}, 100+run); err != nil {
				return err
			}
			start := time.Now()
			if err := show(p.Load(&problems, s.file)); err != nil {
				return err
			}
			all = append(all, time.Since(start))
		}
		fmt.Fprintf(w, "%s\t%.1f\t\n", s.name, milliseconds(median(all)))
	}
	return w.Flush()
}

// show renders the page of the article that was edited.
func show(pl *plan.Plan) error {
	for i := range pl.Outputs {
		if pl.Outputs[i].Source != anArticle {
			continue
		}
		r, err := pl.Outputs[i].Prepare()
		if err != nil {
			return err
		}
		var problems diag.List
		r.Render(new(bytes.Buffer), &problems)
		return nil
	}
	return errors.New("the plan has no page of " + anArticle)
}
