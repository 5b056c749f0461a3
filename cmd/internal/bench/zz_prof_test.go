package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"testing"
	"time"

	"bassins/cmd/internal/build"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
)

func TestProf(t *testing.T) {
	dir := os.Getenv("PDIR")
	if dir == "" {
		t.Skip()
	}
	gc := gcPercent
	fmt.Sscan(os.Getenv("PGC"), &gc)
	debug.SetGCPercent(gc)
	p := project.New(projectOptions(dir))
	var problems diag.List
	f, _ := os.Create(os.Getenv("PPROF"))
	pprof.StartCPUProfile(f)
	c := cpuTime()
	s := build.Run(context.Background(), p, build.Options{Out: os.Getenv("POUT"), Settings: os.Getenv("PSET"), Log: func(s string, d time.Duration) { fmt.Println(s, d) }}, &problems)
	c = cpuTime() - c
	pprof.StopCPUProfile()
	f.Close()
	fmt.Println(s, "cpu", c)
	runtime.GC()
	h, _ := os.Create(os.Getenv("PPROF") + ".heap")
	pprof.WriteHeapProfile(h)
	h.Close()
	runtime.KeepAlive(p)
}
