// Command bassins builds, shows and checks the website of the Brussels basins.
//
// Each subcommand has a file of its own here, with its flags and its exit codes
// and nothing else: 0 is success, 1 is a problem in the site, 2 is wrong usage.
// Run "bassins help" for the manual.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/project"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitOK       = 0
	exitProblems = 1
	exitUsage    = 2
)

// command is one subcommand.
type command struct {
	name    string
	summary string
	flags   func(*flag.FlagSet) func(ctx context.Context, args []string, out, errOut io.Writer) int
}

func commands() []command {
	return []command{buildCommand(), serveCommand(), checkCommand(), ateliersCommand(), figuresCommand(), importCommand(), exportCommand(), stylesCommand(), helpCommand(), versionCommand()}
}

func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(errOut, usage())
		return exitUsage
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-v", "-version", "--version":
		name = "version"
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == name })
	if i < 0 {
		var names []string
		for _, c := range all {
			names = append(names, c.name)
		}
		return usageError(errOut, fmt.Sprintf("unknown command %q", name), diag.DidYouMean(name, names))
	}
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	action := all[i].flags(flags)
	err := flags.Parse(args[1:])
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, topic(name))
		return exitOK
	}
	if err != nil {
		return usageError(errOut, flagMessage(err), flagHint(err, flags))
	}
	return action(ctx, flags.Args(), out, errOut)
}

// usageError says what is wrong with the command line.
func usageError(w io.Writer, message, hint string) int {
	if hint == "" {
		hint = "see bassins help"
	}
	fmt.Fprintf(w, "bassins: %s (%s)\n", message, hint)
	return exitUsage
}

func flagMessage(err error) string {
	return strings.ReplaceAll(err.Error(), "flag provided but not defined: -", "unknown flag --")
}

// flagHint finds the flag that an unknown one may have meant.
func flagHint(err error, flags *flag.FlagSet) string {
	_, name, ok := strings.Cut(err.Error(), "not defined: -")
	if !ok {
		return ""
	}
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if best := diag.Nearest(strings.TrimLeft(name, "-"), names); best != "" {
		return fmt.Sprintf("did you mean --%s?", best)
	}
	return ""
}

// siteFlags are the flags of the commands that load a project.
type siteFlags struct {
	now, baseURL, basePath string
	drafts                 bool
}

func (f *siteFlags) register(flags *flag.FlagSet) {
	flags.StringVar(&f.now, "now", "", "")
	flags.StringVar(&f.baseURL, "base-url", "", "")
	flags.StringVar(&f.basePath, "base-path", "", "")
	flags.BoolVar(&f.drafts, "drafts", false, "")
}

// options turns the flags into those of a project in the current folder.
func (f *siteFlags) options() (project.Options, error) {
	now, err := siteTime(f.now, os.Getenv("SOURCE_DATE_EPOCH"), time.Now())
	if err != nil {
		return project.Options{}, err
	}
	dir, err := findProject()
	return project.Options{
		Dir: dir, Now: now, AsOf: f.now != "", Drafts: f.drafts, BaseURL: f.baseURL, BasePath: f.basePath, Sass: os.Getenv("SASS"),
	}, err
}

// siteTime is the only time that the site knows: the flag, else the number of
// seconds that reproducible-builds.org's SOURCE_DATE_EPOCH gives, else the clock.
func siteTime(flag, epoch string, clock time.Time) (time.Time, error) {
	switch {
	case flag != "":
		d, err := lang.ParseDate(flag)
		if err != nil || d.Precision() < lang.ToDay || d.Year() < 2000 || d.Year() > 2099 {
			return time.Time{}, fmt.Errorf("--now is %q, not a date such as 2025-01-15", flag)
		}
		return d.Time(), nil
	case epoch != "":
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH is %q, not a number of seconds since 1970", epoch)
		}
		return time.Unix(seconds, 0).In(lang.Brussels()), nil
	}
	return clock.In(lang.Brussels()), nil
}

// findProject returns the folder with data/site.yaml: the current one or one above.
func findProject() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "data", "site.yaml")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no data/site.yaml here or in a folder above; run bassins in the project's folder")
		}
	}
}

// report prints the problems and returns the exit code.
func report(w io.Writer, problems *diag.List) int {
	diag.Print(w, problems.Sorted())
	if problems.Failed() {
		return exitProblems
	}
	return exitOK
}
