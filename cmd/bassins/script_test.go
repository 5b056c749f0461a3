package main

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"bassins/cmd/internal/testproject"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect, and their README")

// epoch is the noon of testproject.Now in universal time.
const epoch = "1740830400"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"bassins": main})
}

func TestScripts(t *testing.T) {
	root, err := testproject.Root()
	if err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "site")
	buildOld(t, old)
	p := testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){},
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, "SASS="+testproject.Sass(root), "SOURCE_DATE_EPOCH="+epoch, "OLD="+filepath.Join(old, "public"))
			return nil
		},
	}
	for _, c := range scriptCommands {
		p.Cmds[c.name] = func(ts *testscript.TestScript, neg bool, args []string) {
			if neg && !c.negatable {
				ts.Fatalf("unsupported: ! %s", c.name)
			}
			if len(args) < c.min || c.max >= 0 && len(args) > c.max {
				ts.Fatalf("usage: %s %s", c.name, c.args)
			}
			c.run(ts, neg, args)
		}
	}
	testscript.Run(t, p)
}

// buildOld builds the untouched project: what a build with a problem must leave
// as it was.
func buildOld(t *testing.T, dir string) {
	t.Helper()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("bassins", "build", "--now", testproject.Now)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("bassins build: %v\n%s", err, out)
	}
}

// scriptCommand is a command that scripts have besides those of testscript.
type scriptCommand struct {
	name, args, help string
	min, max         int // of arguments; max is -1 if there may be any number
	negatable        bool
	run              func(ts *testscript.TestScript, neg bool, args []string)
}

// scriptCommands are listed in the README of the scripts. They may grow, so this
// is a table and no switch.
var scriptCommands = []scriptCommand{
	{"project", "", "write the fictitious project into site/, around the files that the script put there, with a copy of its built site in site/public, and go to site/", 0, 0, false, writeProject},
	{"exits", "CODE COMMAND ARG…", "run a command and check its exit code", 2, -1, false, exits},
	{"edit", "FILE OLD NEW", "replace the one place in a file that reads OLD; \\n and \\t are understood", 3, 3, false, edit},
	{"append", "FILE TEXT", "add a text to the end of a file; \\n and \\t are understood", 2, 2, false, appendText},
	{"bytes", "FILE [HEX]", "write a file of these bytes, or an empty one", 1, 2, false, writeBytes},
	{"sparse", "FILE BYTES", "write a file of that many zero bytes, which take no room on the disk", 2, 2, false, sparse},
	{"sametree", "DIR DIR", "compare all files of two folders; with ! they must differ", 2, 2, true, sameTree},
	{"unchanged", "", "check that public/ is the site that was there before", 0, 0, false, unchanged},
	{"german", "", "give every name in the data files that has a Dutch text a German one", 0, 0, false, german},
	{"repeat", "FILE N TEXT", "add a text to the end of a file that many times; \\n and \\t are understood", 3, 3, false, repeat},
	{"workbook", "FILE NAME=TABLE…", "write an .xlsx with a sheet for each table, hidden if its name begins with a point; a table has a row in each line, with | between cells such as text, number:12.5, date:45658, percent:0.12, formula:A1+1, formula:A1+1=5, error:#N/A; \"merge A1:B2\" joins cells, and \"hide \" before a row hides it", 2, -1, false, workbook},
	{"busy", "", "hold the project as a build does that is not finished", 0, 0, false, busy},
}

func writeProject(ts *testscript.TestScript, _ bool, _ []string) {
	dir := ts.MkAbs("site")
	ts.Check(testproject.Write(dir))
	ts.Check(os.CopyFS(filepath.Join(dir, "public"), os.DirFS(ts.Getenv("OLD"))))
	ts.Check(ts.Chdir(dir))
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code is %d, want %d", got, want)
	}
}

// unescape reads \n and \t, which testscript's quotes leave alone.
var unescape = strings.NewReplacer(`\n`, "\n", `\t`, "\t")

func edit(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	text, from := ts.ReadFile(file), unescape.Replace(args[1])
	if n := strings.Count(text, from); n != 1 {
		ts.Fatalf("%s holds %q %d times, want once", args[0], from, n)
	}
	ts.Check(os.WriteFile(file, []byte(strings.Replace(text, from, unescape.Replace(args[2]), 1)), 0o666))
}

func appendText(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(file, []byte(ts.ReadFile(file)+unescape.Replace(args[1])), 0o666))
}

func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	data, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	file := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o777))
	ts.Check(os.WriteFile(file, data, 0o666))
}

func sparse(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	file := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o777))
	ts.Check(os.WriteFile(file, nil, 0o666))
	ts.Check(os.Truncate(file, size))
}

func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	diff := treeDiff(ts, ts.MkAbs(args[0]), ts.MkAbs(args[1]))
	switch {
	case neg && diff == "":
		ts.Fatalf("%s and %s are the same", args[0], args[1])
	case !neg && diff != "":
		ts.Fatalf("%s and %s differ:\n%s", args[0], args[1], diff)
	}
}

// reDutch finds a Dutch text in a data file; the places in data/i18n are left out.
var reDutch = regexp.MustCompile(`(?m)^([ -]*)nl: (.*)$`)

func german(ts *testscript.TestScript, _ bool, _ []string) {
	files, err := filepath.Glob(ts.MkAbs("data/*.yaml"))
	ts.Check(err)
	below, err := filepath.Glob(ts.MkAbs("data/*/*.yaml"))
	ts.Check(err)
	for _, file := range append(files, below...) {
		if dir := filepath.Base(filepath.Dir(file)); dir == "i18n" || dir == "languages" {
			continue
		}
		text := reDutch.ReplaceAllStringFunc(ts.ReadFile(file), func(line string) string {
			m := reDutch.FindStringSubmatch(line)
			return line + "\n" + strings.ReplaceAll(m[1], "-", " ") + "de: " + strings.TrimSuffix(m[2], "en")
		})
		text = strings.Replace(text, "  - nl\nofficial", "  - nl\n  - de\nofficial", 1)
		ts.Check(os.WriteFile(file, []byte(text), 0o666))
	}
}

func unchanged(ts *testscript.TestScript, _ bool, _ []string) {
	if diff := treeDiff(ts, ts.Getenv("OLD"), ts.MkAbs("public")); diff != "" {
		ts.Fatalf("public/ is not what it was:\n%s", diff)
	}
}

// treeDiff tells how the files of two folders differ.
func treeDiff(ts *testscript.TestScript, a, b string) string {
	inA, err := readTree(a)
	ts.Check(err)
	inB, err := readTree(b)
	ts.Check(err)
	return compareTrees(inA, inB)
}

// compareTrees names the files that two trees do not share, and of those that
// differ the first place.
func compareTrees(a, b map[string]string) string {
	var diff strings.Builder
	all := maps.Clone(a)
	maps.Copy(all, b)
	for _, path := range slices.Sorted(maps.Keys(all)) {
		x, inA := a[path]
		y, inB := b[path]
		switch {
		case !inB:
			fmt.Fprintf(&diff, "%s is missing\n", path)
		case !inA:
			fmt.Fprintf(&diff, "%s is new\n", path)
		case x != y:
			i := 0
			for i < min(len(x), len(y)) && x[i] == y[i] {
				i++
			}
			around := func(s string) string { return s[max(0, i-30):min(len(s), i+30)] }
			fmt.Fprintf(&diff, "%s differs at byte %d:\n\t%q\n\t%q\n", path, i, around(x), around(y))
		}
	}
	return diff.String()
}

// readTree returns the files of a folder by path.
func readTree(dir string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[rel] = string(data)
		return err
	})
	return files, err
}

// TestReadme keeps the README of the scripts: what each is for, and their commands.
func TestReadme(t *testing.T) {
	dir := filepath.Join("testdata", "script")
	var b bytes.Buffer
	b.WriteString("# Scripts\n\nEach file is one behaviour of the command, run by [testscript](https://pkg.go.dev/github.com/rogpeppe/go-internal/testscript)\n" +
		"against a fictitious project. `go test ./cmd/bassins -update` rewrites what they expect, and this page.\n\n## Commands\n\n" +
		"Besides those of testscript:\n\n| Command | What it does |\n|---|---|\n")
	for _, c := range scriptCommands {
		fmt.Fprintf(&b, "| `%s` | %s |\n", strings.TrimSpace(c.name+" "+c.args), c.help)
	}
	b.WriteString("\n## Files\n\n| Script | Behaviour |\n|---|---|\n")
	scripts, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	slices.Sort(scripts)
	for _, path := range scripts {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(string(data), "\n")
		behaviour, ok := strings.CutPrefix(first, "# ")
		if !ok {
			t.Errorf("%s: the first line is no comment that says what the script is for", path)
		}
		fmt.Fprintf(&b, "| %s | %s |\n", strings.TrimSuffix(filepath.Base(path), ".txt"), behaviour)
	}
	readme := filepath.Join(dir, "README.md")
	if *update {
		if err := os.WriteFile(readme, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.String(), string(got)); diff != "" {
		t.Errorf("%s is out of date; run go test ./cmd/bassins -update\n%s", readme, diff)
	}
}
