package report

import (
	"fmt"
	"strings"
	"testing"

	"bassins/cmd/internal/testfigures"
)

// BenchmarkSections writes what the page of an indicator shows: ten years of two
// basins, the Region and three communes, with their charts drawn.
func BenchmarkSections(b *testing.B) {
	var sheet strings.Builder
	sheet.WriteString("# separator=; decimal=.\nindicator;territory;period;value;source\n")
	for year := 2000; year < 2010; year++ {
		for k, territory := range []string{"rivage", "colline", "region", "pont", "mont", "eau"} {
			fmt.Fprintf(&sheet, "share;%s;%d;%d.%d;fable\n", territory, year, 20+k, year%10)
		}
	}
	s := testfigures.Load(b, map[string]string{"data/observations/many.csv": sheet.String()})
	w, i := words(s)["fr"], s.Indicator("share")
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		for _, section := range w.Sections(i, "c-") {
			for _, d := range section.Drawings {
				out = d.Chart.Append(out[:0])
			}
		}
	}
}
