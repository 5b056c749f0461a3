package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// options are the flags.
type options struct {
	sizes   []int
	runs    int
	hugo    string // the program, "" if there is none
	corpus  string // folder with corpus.py, "" if there is none
	keep    bool
	profile string
	// What is measured instead of articles, unless both are 0.
	ateliers, indicators int
}

func main() {
	var o options
	articles := flag.String("articles", "1000,10000", "numbers of articles, all languages together")
	flag.IntVar(&o.runs, "runs", 3, "runs of each build")
	flag.StringVar(&o.hugo, "hugo", "", "Hugo's program, if it is not on PATH")
	flag.StringVar(&o.corpus, "corpus", filepath.Join("..", "shared", "bench"), "folder of the comparison bench")
	flag.BoolVar(&o.keep, "keep", false, "keep the folders and say where they are")
	flag.StringVar(&o.profile, "profile", "", "write a CPU profile of the work per page and of serve to this file")
	flag.IntVar(&o.ateliers, "ateliers", 0, "measure what so many ateliers add to the site, instead of articles")
	flag.IntVar(&o.indicators, "indicators", 0, "measure what so many indicators add to the site, instead of articles")
	inside := flag.String("inside", "", "measure the stages in this project (the program calls itself so)")
	flag.Parse()

	err := func() error {
		if *inside != "" {
			return measureInside(*inside, o.profile, os.Stdout)
		}
		for size := range strings.SplitSeq(*articles, ",") {
			n, err := strconv.Atoi(size)
			if err != nil || n < 1 {
				return fmt.Errorf("-articles has %q, not a number", size)
			}
			o.sizes = append(o.sizes, n)
		}
		return run(o, os.Stdout)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run of the program.
type bench struct {
	options
	repository string
	temp       string
	program    string // bassins
	sass       string // the folder of Dart Sass, "" if there is none
	out        io.Writer
}

func run(o options, out io.Writer) (err error) {
	b := bench{options: o, out: out}
	if b.repository, err = os.Getwd(); err != nil {
		return err
	}
	if _, err := os.Stat("data/site.yaml"); err != nil {
		return errors.New("no data/site.yaml here; run bench in the repository")
	}
	b.findTools()
	if b.profile != "" {
		b.profile, _ = filepath.Abs(b.profile)
	}
	if b.temp, err = os.MkdirTemp("", "bassins-bench-"); err != nil {
		return err
	}
	if b.keep {
		fmt.Fprintln(out, "folders are kept in", b.temp)
	} else {
		defer os.RemoveAll(b.temp)
	}
	b.program = filepath.Join(b.temp, "bassins")
	if err := command("", "go", "build", "-o", b.program, "./cmd/bassins"); err != nil {
		return err
	}
	if o.ateliers > 0 {
		return b.addedAteliers(o.ateliers)
	}
	if o.indicators > 0 {
		return b.addedIndicators(o.indicators)
	}
	for _, n := range o.sizes {
		if err := b.size(n); err != nil {
			return fmt.Errorf("%d articles: %w", n, err)
		}
	}
	return nil
}

// findTools looks for what is there only on some machines.
func (b *bench) findTools() {
	b.corpus, _ = filepath.Abs(b.corpus)
	if _, err := os.Stat(filepath.Join(b.corpus, "corpus.py")); err != nil {
		b.corpus = ""
	}
	if _, err := exec.LookPath("python3"); err != nil {
		b.corpus = ""
	}
	if b.hugo == "" {
		b.hugo, _ = exec.LookPath("hugo")
	} else {
		b.hugo, _ = filepath.Abs(b.hugo)
	}
	sass := filepath.Join(b.repository, ".tools", "node_modules", "sass-embedded-linux-x64", "dart-sass")
	if _, err := os.Stat(filepath.Join(sass, "sass")); err == nil {
		b.sass = sass
	}
}

// size measures everything at one number of articles.
func (b *bench) size(n int) error {
	dir := filepath.Join(b.temp, strconv.Itoa(n))
	var c corpus
	var err error
	if b.corpus != "" {
		raw := filepath.Join(dir, "corpus")
		if err := command("", "python3", filepath.Join(b.corpus, "corpus.py"), raw, "--articles", strconv.Itoa(n)); err != nil {
			return err
		}
		c, err = readCorpus(raw)
	} else {
		c = ownCorpus(n)
	}
	if err != nil {
		return err
	}
	p := workspace{dir: filepath.Join(dir, "project"), repository: b.repository}
	if err := p.write(c); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "\n== %d articles, %.1f MB of text ==\n", n, float64(c.size())/1e6)
	if err := b.builds(p, dir); err != nil {
		return err
	}
	if err := b.inside(p); err != nil {
		return err
	}
	if b.hugo == "" || b.corpus == "" || b.sass == "" {
		fmt.Fprintln(b.out, "\nno comparison: Hugo, Dart Sass or the folder of the comparison bench is missing")
		return nil
	}
	return b.besideHugo(p, dir)
}
