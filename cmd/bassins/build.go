package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"bassins/cmd/internal/build"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/pdf"
	"bassins/cmd/internal/project"
)

func buildCommand() command {
	return command{"build", "build the site into a folder", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var site siteFlags
		site.register(flags)
		out := flags.String("o", "", "")
		verbose := flags.Bool("stages", false, "")
		withPDF := flags.Bool("pdf", false, "")
		return func(ctx context.Context, args []string, stdout, stderr io.Writer) int {
			if len(args) > 0 {
				return usageError(stderr, fmt.Sprintf("build takes no argument %q", args[0]), "the output folder follows -o")
			}
			options, err := site.options()
			if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			shown := cmp.Or(*out, "public")
			if *out == "" {
				*out = filepath.Join(options.Dir, "public")
			}
			o := build.Options{Out: *out, Settings: settings(options)}
			if *withPDF {
				printer, err := pdf.Find(os.Getenv("CHROMIUM"), filepath.Join(options.CacheDir(), "pdf"))
				if err != nil {
					fmt.Fprintf(stderr, "bassins: %v\n", err)
					return exitUsage
				}
				options.Printer, o.Settings = printer, o.Settings+"\n"+printer.Version()
			}
			if *verbose {
				o.Log = func(stage string, took time.Duration) {
					fmt.Fprintf(stderr, "%8.1f ms  %s\n", float64(took.Microseconds())/1000, stage)
				}
			}
			p := project.New(options)
			defer p.Close()
			var problems diag.List
			summary := build.Run(ctx, p, o, &problems)
			code := report(stderr, &problems)
			errors, warnings := problems.Count()
			if code != exitOK {
				fmt.Fprintf(stdout, "not built: %s; %s is as it was\n", counted(errors, "problem"), shown)
				return code
			}
			fmt.Fprintf(stdout, "%s, %s\n", summary, counted(warnings, "warning"))
			return exitOK
		}
	}}
}

func counted(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// settings is all that the site depends on besides its inputs. Two builds on one
// day have the same; another program has others.
func settings(o project.Options) string {
	program := "unknown"
	if path, err := os.Executable(); err == nil {
		if info, err := os.Stat(path); err == nil {
			program = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
		}
	}
	return strings.Join([]string{program, lang.DateOf(o.Now, lang.ToDay).String(), fmt.Sprint(o.Drafts, o.AsOf), o.BaseURL, o.BasePath}, "\n")
}
