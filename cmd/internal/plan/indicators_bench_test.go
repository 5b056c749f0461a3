package plan_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

// BenchmarkIndicator renders the page of an indicator with ten years of two basins
// and the Region, its charts, its table and its key.
func BenchmarkIndicator(b *testing.B) {
	dir := b.TempDir()
	if err := testproject.Write(dir); err != nil {
		b.Fatal(err)
	}
	var sheet strings.Builder
	sheet.WriteString("# separator=; decimal=.\nindicator;territory;period;value;source\n")
	for year := 2010; year < 2020; year++ {
		for k, territory := range []string{"rivage", "colline", "region", "fictive-sur-eau", "montimaginaire", "pontnulpart"} {
			fmt.Fprintf(&sheet, "share;%s;%d;%d.%d;fable\n", territory, year, 20+k, year%10)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "observations", "many.csv"), []byte(sheet.String()), 0o666); err != nil {
		b.Fatal(err)
	}
	now, err := lang.ParseDate(testproject.Now)
	if err != nil {
		b.Fatal(err)
	}
	p := project.New(project.Options{Dir: dir, Now: now.Time()})
	defer p.Close()
	var problems diag.List
	plan := p.Load(&problems)
	if plan == nil || problems.Failed() {
		b.Fatal(problems.Sorted())
	}
	for i := range plan.Outputs {
		o := &plan.Outputs[i]
		if o.Path != "fr/indicateurs/share/index.html" {
			continue
		}
		var out bytes.Buffer
		b.ReportAllocs()
		for b.Loop() {
			out.Reset()
			r, err := o.Prepare()
			if err != nil {
				b.Fatal(err)
			}
			r.Render(&out, &problems)
		}
		b.ReportMetric(float64(out.Len()), "bytes")
		return
	}
	b.Fatal("there is no such page")
}
