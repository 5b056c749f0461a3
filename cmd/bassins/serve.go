package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/serve"
)

func serveCommand() command {
	return command{"serve", "show the site while you write", func(flags *flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		var site siteFlags
		flags.StringVar(&site.now, "now", "", "")
		flags.StringVar(&site.basePath, "base-path", "", "")
		flags.BoolVar(&site.drafts, "drafts", false, "")
		port := flags.Int("port", 8080, "")
		return func(ctx context.Context, args []string, stdout, stderr io.Writer) int {
			if len(args) > 0 {
				return usageError(stderr, fmt.Sprintf("serve takes no argument %q", args[0]), "")
			}
			if *port < 0 || *port > 65535 {
				return usageError(stderr, fmt.Sprintf("--port is %d", *port), "a port is a number from 1 to 65535; 0 finds a free one")
			}
			options, err := site.options()
			if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			o := serve.Options{Project: options, Port: *port, Log: stderr}
			if site.now == "" && os.Getenv("SOURCE_DATE_EPOCH") == "" {
				o.Clock = func() time.Time { return time.Now().In(lang.Brussels()) }
			}
			start := time.Now()
			server, err := serve.Start(o)
			if errors.Is(err, serve.ErrTaken) {
				return usageError(stderr, err.Error(), "choose another with --port, or a free one with --port 0")
			} else if err != nil {
				return usageError(stderr, err.Error(), "")
			}
			defer server.Close()
			fmt.Fprintf(stdout, "%s shows the site, loaded in %.2f s; Ctrl-C ends\n", server.URL(), time.Since(start).Seconds())
			diag.Print(stderr, server.Problems())
			<-ctx.Done()
			return exitOK
		}
	}}
}
