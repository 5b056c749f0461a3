package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// years is how many years of each generated indicator are known.
const years = 10

// addedIndicators measures what indicators add to a build.
func (b *bench) addedIndicators(n int) error {
	return b.added(fmt.Sprintf("%d indicators, %d years, %d territories", n, years, len(bassins)+1),
		func(p workspace) error { return p.generateIndicators(n) },
		situation{"a figure", "data/observations/homelessness.yaml", `value: 41\d\d`, "value: 41%02d"})
}

// generateIndicators writes indicators that nobody takes for true ones, and a report
// for each year.
func (p workspace) generateIndicators(n int) error {
	const themes = 10
	r := rand.New(rand.NewPCG(3, uint64(n)))
	var list, definitions, rows strings.Builder
	for i := range themes {
		fmt.Fprintf(&list, "- id: bench-%d\n", i)
		for _, key := range []string{"names", "slugs"} {
			fmt.Fprintf(&list, "  %s:\n", key)
			for _, l := range languages {
				fmt.Fprintf(&list, "    %s: fiction-%d\n", l, i)
			}
		}
	}
	rows.WriteString("# separator=; decimal=.\nindicator;territory;period;value;source\n")
	for i := range n {
		fmt.Fprintf(&definitions, "- id: bench-%04d\n  theme: bench-%d\n  unit: people\n  decimals: 0\n", i, i%themes)
		for _, key := range []string{"names", "definition", "limits"} {
			fmt.Fprintf(&definitions, "  %s:\n", key)
			for _, l := range languages {
				text := fmt.Sprintf("Fiction %d", i)
				if key != "names" {
					text = prose(r, 2)
				}
				fmt.Fprintf(&definitions, "    %s: %q\n", l, text)
			}
		}
		for _, territory := range append([]string{"region"}, bassins...) {
			value := 1000 + r.IntN(1000)
			for year := range years {
				value += r.IntN(100)
				fmt.Fprintf(&rows, "bench-%04d;%s;%d;%d;bn\n", i, territory, 2025-years+1+year, value)
			}
		}
	}
	files := map[string]string{
		"data/indicateurs/bench.yaml": definitions.String(),
		"data/observations/bench.csv": rows.String(),
	}
	for year := range years {
		files[fmt.Sprintf("data/rapports/%d.yaml", 2025-years+1+year)] = "published: 2026-01-01\n"
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(p.path(name)), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(p.path(name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return appendTo(p.path("data", "themes.yaml"), list.String())
}
