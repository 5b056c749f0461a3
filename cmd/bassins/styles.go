package main

import (
	"context"
	"flag"
	"io"

	"bassins/cmd/internal/assets"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

func stylesCommand() command {
	return command{"styles", "compile the stylesheets after a change of SCSS", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var site siteFlags
		return func(_ context.Context, _ []string, _, stderr io.Writer) int {
			options, err := site.options()
			if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			var problems diag.List
			tree := source.Read(options.Dir, source.List(options.Dir, &problems), &problems)
			assets.UpdateStyles(tree, assets.Options{Sass: options.Sass}, &problems)
			return report(stderr, &problems)
		}
	}}
}
