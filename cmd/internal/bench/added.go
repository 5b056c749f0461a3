package main

import (
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"
)

// added measures what generated data add to a build of this repository's site: the
// same situations in two projects, in turns, one with the data and one without.
func (b *bench) added(what string, generate func(workspace) error, edit situation) error {
	dir := filepath.Join(b.temp, "added")
	var projects []workspace
	for _, name := range []string{"without", "with"} {
		p := workspace{dir: filepath.Join(dir, name), repository: b.repository}
		if err := p.write(corpus{}); err != nil {
			return err
		}
		p.showStyles(b)
		if name == "with" {
			if err := generate(p); err != nil {
				return err
			}
		}
		if err := command(p.dir, b.program, "ateliers", "--record"); err != nil {
			return err
		}
		projects = append(projects, p)
	}
	steps := []situation{
		{name: "cold"},
		{name: "nothing changed"},
		{"a body", "content/pages/contact/index.fr.md", `\n---\n+`, "\n---\n\nEncore %d. "},
		edit,
	}
	costs := make([][2]series, len(steps))
	for run := range b.runs + 1 {
		for at, p := range projects {
			out := filepath.Join(dir, fmt.Sprintf("out-%d-%d", at, run))
			for i, s := range steps {
				if err := s.change(p, run); err != nil {
					return err
				}
				time.Sleep(pause)
				c, err := b.build(p, out, i == 0)
				if err != nil {
					return err
				}
				if run > 0 { // the first is slower
					costs[i][at] = append(costs[i][at], c)
				}
			}
		}
	}
	fmt.Fprintf(b.out, "\n== %s: what they add ==\n", what)
	w := tabwriter.NewWriter(b.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\twall ms without\twith\tadded\tcpu ms added\tpeak MiB added\trendered\t")
	for i, s := range steps {
		without, with := costs[i][0], costs[i][1]
		fmt.Fprintf(w, "%s\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%d\t\n", s.name, milliseconds(without.wall()), milliseconds(with.wall()),
			milliseconds(with.wall()-without.wall()), milliseconds(with.cpu()-without.cpu()), with.peak()-without.peak(), with[0].rendered())
	}
	w.Flush()
	fmt.Fprintln(b.out, "\nStages of a cold build without and with them (ms of wall)")
	b.printStages(costs[0][1][0], costs[0][0][0])
	return nil
}
