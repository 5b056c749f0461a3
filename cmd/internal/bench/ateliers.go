package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"
)

// recurring is how many of the generated ateliers repeat.
const recurring = 300

// addedAteliers measures what ateliers add to a build.
func (b *bench) addedAteliers(n int) error {
	return b.added(fmt.Sprintf("%d ateliers, %d of which repeat", n, recurring),
		func(p workspace) error { return p.generateAteliers(n) },
		situation{"a place", "data/ateliers/2025.yaml", `      fr: (Centre belge de la bande dessinée|Salle \d+)`, "      fr: Salle %d"})
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
