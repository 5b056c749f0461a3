package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// recurring is how many of the generated ateliers repeat.
const recurring = 300

// addedAteliers measures what ateliers add to a build of this repository's site:
// the same situations in two projects, in turns, one with them and one without.
func (b *bench) addedAteliers(n int) error {
	dir := filepath.Join(b.temp, "ateliers")
	var projects []workspace
	for _, name := range []string{"without", "with"} {
		p := workspace{dir: filepath.Join(dir, name), repository: b.repository}
		if err := p.write(corpus{}); err != nil {
			return err
		}
		p.showStyles(b)
		if name == "with" {
			if err := p.generateAteliers(n); err != nil {
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
		{"a place", "data/ateliers/2025.yaml", `    name: (Centre belge de la bande dessinée|Salle \d+)`, "    name: Salle %d"},
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
	fmt.Fprintf(b.out, "\n== %d ateliers, %d of which repeat: what they add ==\n", n, recurring)
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

// generateAteliers writes ateliers that nobody takes for true ones, 500 a file.
func (p workspace) generateAteliers(n int) error {
	const each = 500
	r := rand.New(rand.NewPCG(2, uint64(n)))
	first := time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC)
	kinds := []string{"atelier-du-changement", "conseil-de-l-action", "rendez-vous", "session-d-information"}
	rules := []string{"FREQ=WEEKLY;COUNT=20", "FREQ=WEEKLY;INTERVAL=2;COUNT=26", "FREQ=MONTHLY;BYDAY=1WE", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=40"}
	var b strings.Builder
	write := func(i int) error {
		defer b.Reset()
		return os.WriteFile(p.path("data", "ateliers", fmt.Sprintf("bench-%02d.yaml", i/each)), []byte(b.String()), 0o666)
	}
	for i := range n {
		day := first.AddDate(0, 0, r.IntN(1800))
		fmt.Fprintf(&b, "- id: bench-%05d\n  kind: %s\n", i, kinds[r.IntN(len(kinds))])
		if r.IntN(10) == 0 {
			b.WriteString("  region: true\n")
		} else {
			fmt.Fprintf(&b, "  bassins:\n    - %s\n", bassins[r.IntN(len(bassins))])
		}
		for _, key := range []string{"titles", "summary"} {
			fmt.Fprintf(&b, "  %s:\n", key)
			for _, l := range languages {
				text := "Fiction " + strconv.Itoa(i)
				if key == "summary" {
					text = prose(r, 2)
				}
				fmt.Fprintf(&b, "    %s: %q\n", l, text)
			}
		}
		if i%max(1, n/recurring) == 0 && i/max(1, n/recurring) < recurring {
			rule := rules[r.IntN(len(rules))]
			for strings.Contains(rule, "1WE") && (day.Weekday() != time.Wednesday || day.Day() > 7) ||
				strings.Contains(rule, "=-1") && day.AddDate(0, 0, 1).Day() != 1 ||
				strings.Contains(rule, "TU,TH") && day.Weekday() != time.Tuesday {
				day = day.AddDate(0, 0, 1)
			}
			fmt.Fprintf(&b, "  repeats:\n    rule: %s\n", rule)
		}
		hour := 8 + r.IntN(10)
		fmt.Fprintf(&b, "  start: %sT%02d:30\n  end: %sT%02d:00\n", day.Format(time.DateOnly), hour, day.Format(time.DateOnly), hour+2)
		fmt.Fprintf(&b, "  place:\n    name: Salle Nulle Part %d\n    address: rue de la Fable %d\n    commune: jette\n", i, i)
		fmt.Fprintf(&b, "  languages:\n    - fr\n    - nl\n  registration:\n    required: true\n    url: https://example.org/inscription/%d\n  status: planned\n", i)
		b.WriteString("  sources:\n    - title: Agenda fictif\n      url: https://example.org/agenda/\n")
		if (i+1)%each == 0 {
			if err := write(i); err != nil {
				return err
			}
		}
	}
	return write(n)
}
