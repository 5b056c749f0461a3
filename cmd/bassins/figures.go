package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/listing"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/site"
)

// figureFlags are the choices of the command, as they were typed.
type figureFlags struct {
	site                           siteFlags
	year, bassin, language, format string
	record                         bool
}

func figuresCommand() command {
	return command{"figures", "print what is known and what is missing, or record what was published", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var f figureFlags
		flags.StringVar(&f.site.now, "now", "", "")
		flags.StringVar(&f.year, "year", "", "")
		flags.StringVar(&f.bassin, "bassin", "", "")
		flags.StringVar(&f.language, "lang", "", "")
		flags.StringVar(&f.format, "format", "table", "")
		flags.BoolVar(&f.record, "record", false, "")
		return func(_ context.Context, args []string, stdout, stderr io.Writer) int {
			if len(args) > 0 {
				return usageError(stderr, fmt.Sprintf("figures takes no argument %q", args[0]), "see bassins help figures")
			}
			if formats := []string{"table", "json"}; !slices.Contains(formats, f.format) {
				return usageError(stderr, fmt.Sprintf("unknown format %q", f.format), oneOf(f.format, formats))
			}
			year, err := lang.ParseDate(f.year)
			if f.year != "" && (err != nil || year.Precision() != lang.ToYear) {
				return usageError(stderr, fmt.Sprintf("--year is %q, not a year such as 2025", f.year), "see bassins help figures")
			}
			options, err := f.site.options()
			if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			var problems diag.List
			s := loadFigures(options, &problems)
			switch {
			case f.record && (f.year+f.bassin+f.language != "" || f.format != "table"):
				return usageError(stderr, "--record stands alone", "it records all figures")
			case problems.Failed():
				return report(stderr, &problems)
			case f.record:
				report(stderr, &problems)
				data, differs := figures.Record(s)
				return writeRecord(options.Dir, figures.RecordPath, data, differs, stdout, stderr)
			}
			return f.print(s, year.Year(), &problems, stdout, stderr)
		}
	}}
}

// loadFigures reads the texts and the data, and checks the figures; the templates do
// not matter for them.
func loadFigures(o project.Options, problems *diag.List) *site.Site {
	s := loadSite(o, problems)
	figures.Check(s, problems)
	return s
}

// print prints the overview.
func (f *figureFlags) print(s *site.Site, year int, problems *diag.List, stdout, stderr io.Writer) int {
	bassins, languages := ids(s.TerritoriesOf(site.SumBassins)), s.LanguageIDs()
	if f.bassin != "" && !slices.Contains(bassins, f.bassin) {
		return usageError(stderr, fmt.Sprintf("unknown bassin %q", f.bassin), oneOf(f.bassin, bassins))
	}
	if f.language != "" && !slices.Contains(languages, f.language) {
		return usageError(stderr, fmt.Sprintf("unknown language %q", f.language), oneOf(f.language, languages))
	}
	report(stderr, problems)
	v := listing.Figures{
		Overview: figures.NewOverview(s, year, s.Territory(f.bassin)),
		Language: languages[max(0, slices.Index(languages, f.language))],
		Values:   f.bassin != "",
	}
	if f.format == "json" {
		if err := v.JSON(stdout); err != nil {
			fmt.Fprintln(stderr, "bassins:", err)
			return exitProblems
		}
		return exitOK
	}
	table := v.Table()
	if table == "" {
		table = "no indicator\n"
	}
	fmt.Fprint(stdout, table)
	return exitOK
}

func ids(territories []*site.Territory) []string {
	var list []string
	for _, t := range territories {
		list = append(list, t.ID.Value)
	}
	return list
}

// openInput reads a file that an editor named, unless it is larger than any sheet.
func openInput(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > most {
		return nil, fmt.Errorf("%s has %d MB, more than %d", filepath.ToSlash(path), (info.Size()+1<<20-1)>>20, most>>20)
	}
	return os.ReadFile(path)
}
