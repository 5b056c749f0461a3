package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"bassins/cmd/internal/check"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
)

func checkCommand() command {
	return command{"check", "list everything that is wrong, without writing", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var site siteFlags
		site.register(flags)
		asJSON := flags.Bool("json", false, "")
		return func(ctx context.Context, args []string, stdout, stderr io.Writer) int {
			if len(args) > 0 {
				return usageError(stderr, fmt.Sprintf("check takes no argument %q", args[0]), "it checks the whole site")
			}
			options, err := site.options()
			if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			p := project.New(options)
			defer p.Close()
			var problems diag.List
			summary := check.Run(ctx, p, &problems)
			if err := printChecked(stdout, summary, &problems, *asJSON); err != nil {
				fmt.Fprintln(stderr, "bassins:", err)
				return exitProblems
			}
			if problems.Failed() {
				return exitProblems
			}
			return exitOK
		}
	}}
}

// printChecked writes the problems, which are what the command was asked for, and
// therefore to the same stream as the summary.
func printChecked(w io.Writer, summary check.Summary, problems *diag.List, asJSON bool) error {
	if asJSON {
		return diag.JSON(w, problems.Sorted())
	}
	diag.Print(w, problems.Sorted())
	errors, warnings := problems.Count()
	_, err := fmt.Fprintf(w, "%s: %s, %s\n", summary, counted(errors, "error"), counted(warnings, "warning"))
	return err
}
