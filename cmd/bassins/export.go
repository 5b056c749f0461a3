package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/site"
)

// exportFlags are the choices of the command, as they were typed.
type exportFlags struct {
	site                        siteFlags
	indicators                  []string
	from, format, out, language string
	replace                     bool
}

func exportCommand() command {
	return command{"export", "write figures as a spreadsheet for an editor", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var f exportFlags
		flags.StringVar(&f.site.now, "now", "", "")
		flags.Func("indicator", "", func(id string) error { f.indicators = append(f.indicators, id); return nil })
		flags.StringVar(&f.from, "from", "", "")
		flags.StringVar(&f.format, "format", "", "")
		flags.StringVar(&f.out, "out", "", "")
		flags.StringVar(&f.language, "lang", "", "")
		flags.BoolVar(&f.replace, "replace", false, "")
		return func(_ context.Context, args []string, stdout, stderr io.Writer) int {
			if len(args) > 0 {
				return usageError(stderr, fmt.Sprintf("export takes no argument %q", args[0]), "--out names the file; see bassins help export")
			}
			formats := []string{"csv", "xlsx"}
			f.format = cmp.Or(f.format, strings.TrimPrefix(strings.ToLower(filepath.Ext(f.out)), "."), "csv")
			switch {
			case !slices.Contains(formats, f.format):
				return usageError(stderr, fmt.Sprintf("unknown format %q", f.format), oneOf(f.format, formats))
			case f.format == "xlsx" && f.out == "":
				return usageError(stderr, "a workbook is written into a file", "--out figures.xlsx")
			}
			options, err := f.site.options()
			if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			var problems diag.List
			s := loadFigures(options, &problems)
			if problems.Failed() {
				return report(stderr, &problems)
			}
			if message, hint := f.unknown(s); message != "" {
				return usageError(stderr, message, hint)
			}
			return f.write(s, stdout, stderr)
		}
	}}
}

// unknown says what the flags name that the site has not.
func (f *exportFlags) unknown(s *site.Site) (message, hint string) {
	var indicators, files []string
	for _, i := range s.Indicators {
		indicators = append(indicators, i.ID.Value)
	}
	for _, o := range s.Observations {
		if !slices.Contains(files, o.Path) {
			files = append(files, o.Path)
		}
	}
	f.from = filepath.ToSlash(f.from)
	for _, id := range f.indicators {
		if !slices.Contains(indicators, id) {
			return fmt.Sprintf("unknown indicator %q", id), cmp.Or(diag.DidYouMean(id, indicators), "bassins figures lists them")
		}
	}
	if f.from != "" && !slices.Contains(files, f.from) {
		return fmt.Sprintf("there are no figures in %q", f.from), oneOf(f.from, files)
	}
	if languages := s.LanguageIDs(); f.language != "" && !slices.Contains(languages, f.language) {
		return fmt.Sprintf("unknown language %q", f.language), oneOf(f.language, languages)
	}
	return "", ""
}

// write writes the figures, and says which do not fit into a sheet.
func (f *exportFlags) write(s *site.Site, stdout, stderr io.Writer) int {
	e := figures.NewExport(s, f.indicators, f.from)
	var data bytes.Buffer
	if f.format == "xlsx" {
		if err := e.Workbook(&data, max(0, s.Language(f.language))); err != nil {
			fmt.Fprintln(stderr, "bassins:", err)
			return exitProblems
		}
	} else {
		data.Write(e.CSV())
	}
	diag.Print(stderr, e.Left)
	if f.out == "" {
		stdout.Write(data.Bytes())
		return exitOK
	}
	if _, err := os.Lstat(f.out); !f.replace && !errors.Is(err, fs.ErrNotExist) {
		return usageError(stderr, f.out+" is already there", "--replace writes it anew")
	}
	if err := replaceFile(f.out, data.Bytes()); err != nil {
		fmt.Fprintln(stderr, "bassins:", err)
		return exitProblems
	}
	fmt.Fprintf(stdout, "%s: %s\n", f.out, counted(len(e.Observations), "figure"))
	return exitOK
}
