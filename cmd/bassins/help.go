package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
)

// manual is the help of all topics: each begins with a line "# name: summary".
//
//go:embed help.txt
var manual string

func helpCommand() command {
	return command{"help", "explain a command or a topic", func(*flag.FlagSet) func(context.Context, []string, io.Writer, io.Writer) int {
		return func(_ context.Context, args []string, stdout, stderr io.Writer) int {
			if len(args) == 0 {
				fmt.Fprint(stdout, usage())
				return exitOK
			}
			text := topic(args[0])
			if text == "" {
				return usageError(stderr, fmt.Sprintf("no help on %q", args[0]), diag.DidYouMean(args[0], topics()))
			}
			fmt.Fprint(stdout, text)
			return exitOK
		}
	}}
}

// usage lists the commands and the other topics.
func usage() string {
	var b strings.Builder
	b.WriteString("bassins builds, shows and checks the website of the Brussels basins.\n\nCommands:\n")
	names := map[string]bool{}
	for _, c := range commands() {
		names[c.name] = true
		fmt.Fprintf(&b, "  %-10s %s\n", c.name, c.summary)
	}
	b.WriteString("\nTopics:\n")
	for name, summary := range sections() {
		if !names[name] {
			fmt.Fprintf(&b, "  %-10s %s\n", name, summary)
		}
	}
	b.WriteString("\nbassins help NAME explains one of them.\n")
	return b.String()
}

// sections yields the names and summaries of the manual, in order.
func sections() func(func(name, summary string) bool) {
	return func(yield func(string, string) bool) {
		for line := range strings.Lines(manual) {
			if title, ok := strings.CutPrefix(line, "# "); ok {
				name, summary, _ := strings.Cut(strings.TrimSpace(title), ": ")
				if !yield(name, summary) {
					return
				}
			}
		}
	}
}

func topics() []string {
	var names []string
	for name := range sections() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// topic returns the text of a topic, "" if there is none.
func topic(name string) string {
	_, text, ok := strings.Cut("\n"+manual, "\n# "+name+": ")
	if !ok {
		return ""
	}
	_, text, _ = strings.Cut(text, "\n")
	text, _, _ = strings.Cut(text, "\n# ")
	return strings.Trim(text, "\n") + "\n"
}
