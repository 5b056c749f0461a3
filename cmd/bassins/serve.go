package main

import (
	"context"
	"flag"
	"io"
)

func serveCommand() command {
	return command{"serve", "show the site while you write", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		return func(ctx context.Context, args []string, stdout, stderr io.Writer) int { return exitOK }
	}}
}
