package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"
)

// situation is what has happened to a project before it is built again: in a file
// a pattern was replaced by a text that holds a number.
type situation struct {
	name, file, pattern, by string
}

func (s situation) change(p workspace, run int) error {
	if s.file == "" {
		return nil
	}
	return p.edit(s.file, s.pattern, fmt.Sprintf(s.by, run))
}

// anArticle is the text that is edited.
const anArticle = "content/articles/a000001/index.fr.md"

var situations = []situation{
	{name: "nothing changed"},
	{"a body", anArticle, `\n---\n+`, "\n---\n\nEncore %d. "},
	{"a title", anArticle, `title: "`, `title: "%d `},
	{"an atelier", "data/ateliers/bench.yaml", `    fr: "`, `    fr: "%d `},
	{"a bassin's name", "data/bassins/nord.yaml", `names:\n  fr: .*`, "names:\n  fr: Nord %d"},
}

// builds measures the command, cold and after each situation.
func (b *bench) builds(p workspace, dir string) error {
	cold, warm := series{}, make([]series, len(situations))
	for run := range b.runs + 1 {
		out := filepath.Join(dir, "out-"+strconv.Itoa(run))
		p.hideStyles()
		c, err := b.build(p, out, true)
		if err != nil {
			return err
		}
		if run == 0 {
			continue // the first one after the corpus was written is slower
		}
		cold = append(cold, c)
		p.showStyles(b)
		time.Sleep(pause)
		if _, err := b.build(p, out, false); err != nil {
			return err
		}
		for i, s := range situations {
			if err := s.change(p, run); err != nil {
				return err
			}
			time.Sleep(pause)
			c, err := b.build(p, out, false)
			if err != nil {
				return err
			}
			warm[i] = append(warm[i], c)
		}
	}
	b.printBuilds(cold, warm)
	return nil
}

// pause is after each change: a build does not trust the time of a younger file,
// so that the next one would not be without changes.
const pause = 100 * time.Millisecond

// build runs the command once. A cold build finds nothing of an earlier one.
func (b *bench) build(p workspace, out string, cold bool) (cost, error) {
	if cold {
		if err := os.RemoveAll(p.path(".cache")); err != nil {
			return cost{}, err
		}
	}
	return measured(p.dir, b.env(), b.program, "build", "--stages", "-o", out)
}

// env leads to Dart Sass, for us and for Hugo.
func (b *bench) env() []string {
	if b.sass == "" {
		return nil
	}
	return []string{"SASS=" + filepath.Join(b.sass, "sass"), "PATH=" + b.sass + ":" + os.Getenv("PATH")}
}

// hideStyles takes the compiled stylesheets away, so that they have to be made.
func (p workspace) hideStyles() { move(p.path("templates"), p.dir, "*.css*") }

// showStyles puts them back, as they are in a repository.
func (p workspace) showStyles(b *bench) {
	move(p.dir, p.path("templates"), "*.css*")
	if _, err := os.Stat(p.path("templates", "main.css")); err != nil {
		measured(p.dir, b.env(), b.program, "styles")
	}
}

// move moves the files that match a pattern to another folder.
func move(from, to, pattern string) {
	files, _ := filepath.Glob(filepath.Join(from, pattern)) // the pattern is well formed
	for _, f := range files {
		os.Rename(f, filepath.Join(to, filepath.Base(f)))
	}
}

func (b *bench) printBuilds(cold series, warm []series) {
	pages := cold[0].pages()
	fmt.Fprintf(b.out, "\nBuilds: %d pages, %.0f pages/s cold, %.0f µs of CPU a page\n", pages,
		float64(pages)/cold.wall().Seconds(), float64(cold.cpu().Microseconds())/float64(pages))
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\twall ms\tcpu ms\tpeak MiB\trendered\trange of wall\t")
	line := func(name string, s series) {
		least, most := s.rangeOfWall()
		fmt.Fprintf(w, "%s\t%.0f\t%.0f\t%.0f\t%d\t%.0f–%.0f\t\n", name, milliseconds(s.wall()), milliseconds(s.cpu()), s.peak(), s[0].rendered(), milliseconds(least), milliseconds(most))
	}
	line("cold", cold)
	for i, s := range situations {
		line(s.name, warm[i])
	}
	w.Flush()
	fmt.Fprintln(b.out, "\nStages of a cold build, and after a body was edited (ms of wall)")
	b.printStages(cold[0], warm[1][0])
}

func (b *bench) printStages(cold, edited cost) {
	took := map[string]string{}
	for _, m := range reStage.FindAllStringSubmatch(edited.output, -1) {
		took[m[2]] = m[1]
	}
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, m := range reStage.FindAllStringSubmatch(cold.output, -1) {
		fmt.Fprintf(w, "%s\t%s\t%s\t\n", m[2], m[1], took[m[2]])
	}
	w.Flush()
}
