package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
)

// besideHugo builds the same corpus with both programs, in turns.
func (b *bench) besideHugo(p workspace, dir string) error {
	site := filepath.Join(dir, "hugo")
	if err := command(b.corpus, "sh", "setup.sh", "hugo", filepath.Join(dir, "corpus"), site); err != nil {
		return err
	}
	p.hideStyles() // both compile theirs
	defer p.showStyles(b)
	var ours, theirs series
	var pages int
	for run := range b.runs {
		c, err := b.build(p, filepath.Join(dir, "turn-"+strconv.Itoa(run)), true)
		if err != nil {
			return err
		}
		ours = append(ours, c)
		out := filepath.Join(dir, "hugo-"+strconv.Itoa(run))
		os.RemoveAll(filepath.Join(site, "resources"))
		c, err = measured(site, b.env(), b.hugo, "--quiet", "--minify", "-d", out)
		if err != nil {
			return err
		}
		theirs = append(theirs, c)
		pages = countPages(out)
	}
	b.printBeside(ours, theirs, pages)
	return nil
}

func countPages(dir string) (n int) {
	filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".html") {
			n++
		}
		return nil
	})
	return n
}

func (b *bench) printBeside(ours, theirs series, pages int) {
	fmt.Fprintln(b.out, "\nBeside Hugo: cold, in turns")
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tpages\twall ms\tcpu ms\tpeak MiB\t")
	line := func(name string, pages int, s series) {
		fmt.Fprintf(w, "%s\t%d\t%.0f\t%.0f\t%.0f\t\n", name, pages, milliseconds(s.wall()), milliseconds(s.cpu()), s.peak())
	}
	line("bassins", ours[0].pages(), ours)
	line("hugo", pages, theirs)
	more := float64(ours[0].pages()) / float64(pages)
	wall, cpu := theirs.wall().Seconds()/ours.wall().Seconds(), theirs.cpu().Seconds()/ours.cpu().Seconds()
	fmt.Fprintf(w, "ratio\t%.1f\t%.1f\t%.1f\t%.1f\t\n", 1/more, wall, cpu, theirs.peak()/ours.peak())
	fmt.Fprintf(w, "per page\t\t%.1f\t%.1f\t\t\n", wall*more, cpu*more)
	w.Flush()
}
