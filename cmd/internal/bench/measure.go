package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cost is what one run of a program took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
	output    string
}

// measured runs a program in a folder.
func measured(dir string, env []string, name string, args ...string) (cost, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), env...)
	var output bytes.Buffer
	c.Stdout, c.Stderr = &output, &output
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	if err != nil {
		return cost{}, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, firstLines(output.String()))
	}
	// Children that it waited for count: Dart Sass is a part of the work.
	usage := c.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{wall, c.ProcessState.UserTime() + c.ProcessState.SystemTime(), usage.Maxrss << 10, output.String()}, nil
}

func command(dir, name string, args ...string) error {
	_, err := measured(dir, nil, name, args...)
	return err
}

func firstLines(s string) string {
	lines := strings.SplitAfterN(s, "\n", 12)
	return strings.Join(lines[:min(len(lines), 11)], "")
}

// series is the same measured several times.
type series []cost

func median[T cmp.Ordered](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

func (s series) each(f func(cost) time.Duration) []time.Duration {
	var all []time.Duration
	for _, c := range s {
		all = append(all, f(c))
	}
	return all
}

func (s series) wall() time.Duration {
	return median(s.each(func(c cost) time.Duration { return c.wall }))
}

func (s series) cpu() time.Duration {
	return median(s.each(func(c cost) time.Duration { return c.cpu }))
}

func (s series) rangeOfWall() (least, most time.Duration) {
	all := s.each(func(c cost) time.Duration { return c.wall })
	return slices.Min(all), slices.Max(all)
}

func (s series) peak() float64 {
	var all []int64
	for _, c := range s {
		all = append(all, c.peak)
	}
	return float64(median(all)) / (1 << 20)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

var (
	reStage   = regexp.MustCompile(`(?m)^ *([\d.]+) ms  (.+)$`)
	rePages   = regexp.MustCompile(`(?m)^(\d+) pages`)
	reOutputs = regexp.MustCompile(`, (\d+) rendered`)
)

// pages is the number of pages in the summary of a build.
func (c cost) pages() int { return firstNumber(rePages, c.output) }

// rendered is the number of Outputs that a build made anew.
func (c cost) rendered() int { return firstNumber(reOutputs, c.output) }

func firstNumber(re *regexp.Regexp, s string) int {
	m := re.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}
