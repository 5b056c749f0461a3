package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
)

// observationsFolder is where sheets of figures go.
const observationsFolder = "data/observations"

// importFlags are the choices of the command, as they were typed.
type importFlags struct {
	site       siteFlags
	out, sheet string
	replace    bool
}

func importCommand() command {
	return command{"import", "take the figures of a spreadsheet into the project", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var f importFlags
		flags.StringVar(&f.site.now, "now", "", "")
		flags.StringVar(&f.out, "out", "", "")
		flags.StringVar(&f.sheet, "sheet", "", "")
		flags.BoolVar(&f.replace, "replace", false, "")
		return func(_ context.Context, args []string, stdout, stderr io.Writer) int {
			args, code := flagsAnywhere(flags, args, stderr)
			switch {
			case code != exitOK:
				return code
			case len(args) != 1:
				return usageError(stderr, fmt.Sprintf("import takes one file, not %d", len(args)), "see bassins help import")
			}
			return f.run(args[0], stdout, stderr)
		}
	}}
}

// run imports one file. Nothing is written if anything of it is refused.
func (f *importFlags) run(name string, stdout, stderr io.Writer) int {
	extension := strings.ToLower(filepath.Ext(name))
	if extension != ".xlsx" && extension != ".csv" {
		return usageError(stderr, fmt.Sprintf("%q is neither .xlsx nor .csv", name), "save it as one of them in a spreadsheet program")
	}
	if f.sheet != "" && extension == ".csv" {
		return usageError(stderr, "--sheet is for workbooks, and a CSV has no sheets", "")
	}
	options, err := f.site.options()
	if err != nil {
		return usageError(stderr, err.Error(), "")
	}
	out, err := f.target(options.Dir, name)
	if err != nil {
		return usageError(stderr, err.Error(), "see bassins help import")
	}
	to := filepath.Join(options.Dir, filepath.FromSlash(out))
	if _, err := os.Lstat(to); !f.replace && !errors.Is(err, fs.ErrNotExist) {
		return usageError(stderr, out+" is already there", "--replace puts the figures of this file in the place of those that it has; --out gives another name")
	}
	data, err := openInput(name, sheet.MaxBytes)
	if err != nil {
		fmt.Fprintln(stderr, "bassins:", err)
		return exitProblems
	}
	var loaded, problems diag.List
	s := loadSite(options, &loaded)
	for _, p := range loaded.Sorted() {
		if p.Severity == diag.Error && stopsImport(p.Path, out) {
			problems.Add(p)
		}
	}
	if problems.Failed() {
		report(stderr, &problems)
		fmt.Fprintln(stderr, "bassins: nothing is imported as long as the data have errors")
		return exitProblems
	}
	in := figures.Input{Path: strings.TrimSuffix(filepath.ToSlash(name), filepath.Ext(name)) + extension, Data: data, Sheet: f.sheet, Out: out}
	file, count, found := figures.Import(s, in)
	diag.Print(stderr, found)
	if problems.Add(found...); problems.Failed() {
		errors, _ := problems.Count()
		fmt.Fprintf(stderr, "bassins: nothing is imported: %s\n", counted(errors, "error"))
		return exitProblems
	}
	err = os.MkdirAll(filepath.Dir(to), 0o777)
	if err == nil {
		err = replaceFile(to, file)
	}
	if err != nil {
		fmt.Fprintln(stderr, "bassins:", err)
		return exitProblems
	}
	fmt.Fprintf(stdout, "%s: %s\n", out, counted(count, "figure"))
	return exitOK
}

// stopsImport reports whether figures cannot be checked as long as a file has an
// error. What is replaced may be wrong, and what speaks of figures is looked at again
// when they are there.
func stopsImport(path, out string) bool {
	elsewhere := path == out || path == site.CorrectionsPath || strings.HasPrefix(path, "data/rapports/") || strings.HasPrefix(path, "content/")
	return !elsewhere
}

// target is the file to be written, relative to the project: that of --out, or one
// that is called as the editor's.
func (f *importFlags) target(dir, name string) (string, error) {
	if f.out == "" {
		slug := lang.Slug(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
		return observationsFolder + "/" + cmp.Or(slug, "figures") + ".csv", nil
	}
	absolute, err := filepath.Abs(f.out)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(dir, absolute)
	rel = filepath.ToSlash(rel)
	base := strings.TrimSuffix(path.Base(rel), ".csv")
	if err != nil || path.Dir(rel) != observationsFolder || path.Ext(rel) != ".csv" || lang.Slug(base) != base {
		return "", fmt.Errorf("--out is %q: expected a name such as %s/income.csv, of small letters, digits and hyphens", f.out, observationsFolder)
	}
	return rel, nil
}

// flagsAnywhere takes the flags that stand after an argument, where package flag
// stops. It returns the arguments.
func flagsAnywhere(flags *flag.FlagSet, rest []string, stderr io.Writer) (args []string, code int) {
	for len(rest) > 0 {
		if !strings.HasPrefix(rest[0], "-") || rest[0] == "-" {
			args, rest = append(args, rest[0]), rest[1:]
			continue
		}
		if err := flags.Parse(rest); err != nil {
			return nil, usageError(stderr, flagMessage(err), flagHint(err, flags))
		}
		if slices.Equal(rest, flags.Args()) {
			return nil, usageError(stderr, fmt.Sprintf("unknown flag %s", rest[0]), "")
		}
		rest = flags.Args()
	}
	return args, exitOK
}
