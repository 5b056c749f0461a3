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
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/listing"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// atelierFlags are the choices of the command, as they were typed.
type atelierFlags struct {
	site                                     siteFlags
	bassin, kind, from, to, language, format string
	record                                   bool
}

func ateliersCommand() command {
	return command{"ateliers", "print the schedule, or record what calendars are told", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var f atelierFlags
		flags.StringVar(&f.site.now, "now", "", "")
		flags.BoolVar(&f.site.drafts, "drafts", false, "")
		flags.StringVar(&f.bassin, "bassin", "", "")
		flags.StringVar(&f.kind, "kind", "", "")
		flags.StringVar(&f.from, "from", "", "")
		flags.StringVar(&f.to, "to", "", "")
		flags.StringVar(&f.language, "lang", "", "")
		flags.StringVar(&f.format, "format", "table", "")
		flags.BoolVar(&f.record, "record", false, "")
		return func(_ context.Context, args []string, stdout, stderr io.Writer) int {
			if len(args) > 0 {
				return usageError(stderr, fmt.Sprintf("ateliers takes no argument %q", args[0]), "see bassins help ateliers")
			}
			if formats := []string{"table", "json", "ics"}; !slices.Contains(formats, f.format) {
				return usageError(stderr, fmt.Sprintf("unknown format %q", f.format), oneOf(f.format, formats))
			}
			options, err := f.site.options()
			if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			l := listing.Listing{From: lang.DateOf(options.Now, lang.ToDay)}
			for _, d := range []struct {
				name, value string
				date        *lang.Date
			}{{"from", f.from, &l.From}, {"to", f.to, &l.To}} {
				if d.value == "" {
					continue
				}
				if *d.date, err = lang.ParseDate(d.value); err != nil {
					return usageError(stderr, fmt.Sprintf("--%s: %v", d.name, err), "see bassins help ateliers")
				}
			}
			if !l.To.IsZero() && l.To.Compare(l.From.Truncate(l.To.Precision())) < 0 {
				return usageError(stderr, fmt.Sprintf("--to %s is before --from %s", l.To, l.From), "without --from it is today")
			}
			var problems diag.List
			s := loadSite(options, &problems)
			switch {
			case problems.Failed():
				return report(stderr, &problems)
			case f.record:
				return f.recordCalendar(s, options.Dir, &problems, stdout, stderr)
			}
			l.Site = s
			if message, hint := f.choose(&l); message != "" {
				return usageError(stderr, message, hint)
			}
			report(stderr, &problems)
			return f.print(l, stdout, stderr)
		}
	}}
}

// loadSite reads the texts and the data, and no templates: the schedule is the
// same whatever is wrong with them.
func loadSite(o project.Options, problems *diag.List) *site.Site {
	var loader site.Loader
	tree := source.Read(o.Dir, source.List(o.Dir, problems), problems)
	return loader.Load(tree, site.Options{Now: o.Now, AsOf: o.AsOf, Drafts: o.Drafts}, problems)
}

// choose finds what the flags name in the site, or says what does not exist.
func (f *atelierFlags) choose(l *listing.Listing) (message, hint string) {
	bassins, kinds, languages := []string{site.Region}, []string{}, []string{}
	for _, b := range l.Site.Bassins {
		bassins = append(bassins, b.ID)
	}
	for _, k := range l.Site.Kinds {
		kinds = append(kinds, k.ID.Value)
	}
	for _, language := range l.Site.Languages {
		languages = append(languages, language.ID)
	}
	for _, c := range []struct {
		what, value string
		known       []string
	}{{"bassin", f.bassin, bassins}, {"kind of atelier", f.kind, kinds}, {"language", f.language, languages}} {
		if c.value != "" && !slices.Contains(c.known, c.value) {
			return fmt.Sprintf("unknown %s %q", c.what, c.value), oneOf(c.value, c.known)
		}
	}
	l.Bassin, l.Kind, l.Language = f.bassin, f.kind, max(0, slices.Index(languages, f.language))
	return "", ""
}

// oneOf is the hint for a value that is none of those known.
func oneOf(value string, known []string) string {
	return cmp.Or(diag.DidYouMean(value, known), "one of "+strings.Join(known, ", "))
}

func (f *atelierFlags) print(l listing.Listing, stdout, stderr io.Writer) int {
	switch f.format {
	case "json":
		if err := l.JSON(stdout); err != nil {
			fmt.Fprintln(stderr, "bassins:", err)
			return exitProblems
		}
	case "ics":
		file, undated := l.Calendar()
		stdout.Write(file)
		if undated > 0 {
			fmt.Fprintf(stderr, "bassins: %s without a known day, which no calendar can show\n", counted(undated, "atelier"))
		}
	default:
		none := "no atelier\n"
		if f.from == "" {
			none = fmt.Sprintf("no atelier from %s on (with --from 2025-01-01 also those that are over)\n", l.From)
		}
		fmt.Fprint(stdout, cmp.Or(l.Table(), none))
	}
	if last := l.Site.Horizon(); !l.To.IsZero() && l.To.Time().After(last) && f.format != "ics" {
		fmt.Fprintf(stderr, "bassins: ateliers that repeat are listed until %s only (horizon_months in data/site.yaml)\n", lang.DateOf(last, lang.ToDay))
	}
	return exitOK
}

// recordCalendar writes what calendars are told, if that has changed. The file is
// there as a whole or not at all.
func (f *atelierFlags) recordCalendar(s *site.Site, dir string, problems *diag.List, stdout, stderr io.Writer) int {
	if f.bassin+f.kind+f.from+f.to+f.language != "" || f.format != "table" {
		return usageError(stderr, "--record stands alone", "it records all ateliers")
	}
	var rest diag.List
	for _, p := range problems.Sorted() {
		if p.Path != site.RecordPath || p.Line > 0 { // what is now put right
			rest.Add(p)
		}
	}
	report(stderr, &rest)
	data, differs := s.Record()
	return writeRecord(dir, site.RecordPath, data, differs, stdout, stderr)
}

// writeRecord writes a record of the project, if it has changed.
func writeRecord(dir, name string, data []byte, differs site.Recorded, stdout, stderr io.Writer) int {
	path := filepath.Join(dir, filepath.FromSlash(name))
	old, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(old, data):
		fmt.Fprintf(stdout, "%s: nothing to record\n", name)
		return exitOK
	case err == nil || errors.Is(err, fs.ErrNotExist):
		err = replaceFile(path, data)
	}
	if err != nil {
		fmt.Fprintln(stderr, "bassins:", err)
		return exitProblems
	}
	fmt.Fprintf(stdout, "%s: %s\n", name, differs)
	return exitOK
}

// replaceFile writes a file under a name that is not read, and gives it its own
// when it is whole.
func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".record-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
