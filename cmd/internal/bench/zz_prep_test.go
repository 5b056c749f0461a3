package main

import (
	"os"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
)

func BenchmarkPrepare(b *testing.B) {
	p := project.New(projectOptions(os.Getenv("PDIR")))
	var problems diag.List
	pl := p.Load(&problems)
	b.ReportAllocs()
	for b.Loop() {
		for i := range pl.Outputs {
			pl.Outputs[i].Prepare()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(pl.Outputs)), "ns/output")
}

func BenchmarkLoad(b *testing.B) {
	p := project.New(projectOptions(os.Getenv("PDIR")))
	var problems diag.List
	p.Load(&problems)
	b.ReportAllocs()
	for b.Loop() {
		p.Load(&problems, "content/nothing")
	}
}
