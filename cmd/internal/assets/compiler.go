package assets

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/bep/godartsass/v2"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// A Compiler keeps Dart Sass running between compilations, and the last
// stylesheets that it made. Its zero value is ready; Dart Sass starts with the
// first compilation. It is safe for several goroutines.
type Compiler struct {
	mu      sync.Mutex
	process *godartsass.Transpiler
	log     *[]godartsass.LogEvent // filled by the process

	key    string // of the last stylesheets that had no problems
	styles map[string][]byte
}

// compileTimeout is far above the 0.1 s that a compilation takes: it ends a loop without end.
const compileTimeout = 30 * time.Second

// Close ends Dart Sass if it was started.
func (c *Compiler) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stop()
}

func (c *Compiler) stop() {
	if c.process != nil {
		c.process.Close() // the error says how the process ended, which does not matter any more
		c.process = nil
	}
}

// compile returns the stylesheets by name, without those in which Sass finds an error.
func (c *Compiler) compile(tree *source.Tree, command string, problems *diag.List) map[string][]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := styleKey(tree, nil)
	if key == c.key {
		return c.styles
	}
	if tree.File(mainSCSS) == nil {
		problems.Errorf(mainSCSS, "file is missing")
		return nil
	}
	var found diag.List
	r := &resolver{tree: tree, used: map[string]bool{}}
	styles := map[string][]byte{}
	for _, f := range sheetFiles(tree) {
		if err := c.start(command); err != nil { // the one before may have ended it
			problems.Add(missingSass(tree, command, err))
			return nil
		}
		if css, ok := c.sheet(f, r, &found); ok {
			styles[nameOf(f.Path)] = css
		}
	}
	if !found.Failed() {
		found.Add(r.unused()...)
	}
	list := found.Sorted()
	problems.Add(list...)
	if len(list) == 0 {
		c.key, c.styles = key, styles
	}
	return styles
}

// sheet returns one stylesheet, ok false if Sass finds an error.
func (c *Compiler) sheet(f *source.File, r *resolver, problems *diag.List) (css []byte, ok bool) {
	*c.log = nil
	r.used[f.Path] = true
	result, err := c.process.Execute(godartsass.Args{
		Source: string(f.Data), URL: addressOf(f.Path), ImportResolver: r, OutputStyle: godartsass.OutputStyleCompressed,
	})
	found, ok := c.answer(r.tree, f.Path, err)
	problems.Add(found...)
	if !ok {
		return nil, false
	}
	// Sass marks UTF-8 by a BOM; our pages, which link to the stylesheet, say so already.
	css, err = Minify(cssOf(f.Path), bytes.TrimPrefix([]byte(result.CSS), []byte("\ufeff")))
	if err != nil {
		problems.Add(AsProblem(cssOf(f.Path), err))
		return nil, false
	}
	return css, true
}

// start starts Dart Sass unless it runs.
func (c *Compiler) start(command string) (err error) {
	if c.process != nil {
		return nil
	}
	defer func() {
		// The library (2.5.0, conn.go) panics on a command that is found but
		// is no program of this system.
		if recover() != nil {
			err = errors.New("not a program that runs here")
		}
	}()
	// Each process has a log of its own: one that hangs may still write to it.
	log := new([]godartsass.LogEvent)
	process, err := godartsass.Start(godartsass.Options{
		DartSassEmbeddedFilename: command,
		Timeout:                  compileTimeout,
		LogEventHandler:          func(e godartsass.LogEvent) { *log = append(*log, e) },
		Stderr:                   io.Discard,
	})
	if err != nil {
		return err
	}
	c.process, c.log = process, log
	return nil
}

// answer turns all that Sass had to say about a stylesheet into problems. It
// returns ok false for one that failed, and ends a process that gave no answer.
func (c *Compiler) answer(tree *source.Tree, sheet string, err error) (problems []diag.Problem, ok bool) {
	if err == nil {
		return messages(tree, sheet, *c.log), true
	}
	e, isSass := errors.AsType[godartsass.SassError](err)
	if !isSass {
		c.stop() // without a look at its log, which it may still be writing
		message, _, _ := strings.Cut(err.Error(), ";")
		return []diag.Problem{{Path: sheet, Message: "Dart Sass: " + message,
			Hint: "a loop without end, or a damaged installation, which `make styles` repairs"}}, false
	}
	p := diag.Problem{Path: sheet}
	p.Message, p.Hint = sentence(e.Message)
	if f := tree.File(pathOf(e.Span.Url)); f != nil {
		p.Path = f.Path
		p.Line, p.Column = diag.Position(f.Data, byteOffset(f.Data, e.Span.Start.Offset))
	}
	return append(messages(tree, sheet, *c.log), p), false
}

// byteOffset turns an offset of Dart's, which counts UTF-16 code units, into one of Go's.
func byteOffset(text []byte, units int) int {
	i := 0
	for i < len(text) && units > 0 {
		r, size := utf8.DecodeRune(text[i:])
		units -= max(1, utf16.RuneLen(r))
		i += size
	}
	return i
}

// reLog takes apart the message of a log event, whose line and column count from 0.
var reLog = regexp.MustCompile(`(?s)^` + scheme + `(.+?):(\d+):(\d+): (.*)$`)

// messages turns what Sass said beside the result into problems: a deprecation
// is an error, since a later Sass will refuse it; @warn and @debug are warnings.
func messages(tree *source.Tree, sheet string, log []godartsass.LogEvent) []diag.Problem {
	var problems []diag.Problem
	for _, e := range log {
		p := diag.Problem{Path: sheet, Severity: diag.Warning}
		text := e.Message
		if m := reLog.FindStringSubmatch(text); m != nil && tree.File(m[1]) != nil {
			line, _ := strconv.Atoi(m[2])
			column, _ := strconv.Atoi(m[3])
			p.Path, p.Line, p.Column, text = m[1], line+1, column+1, m[4]
		}
		p.Message, p.Hint = sentence(text)
		if e.Type == godartsass.LogEventTypeDeprecated {
			p.Severity = diag.Error
			p.Message = fmt.Sprintf("deprecated (%s): %s", e.DeprecationType, p.Message)
		}
		problems = append(problems, p)
	}
	return problems
}

// sentence makes one of Sass's messages ours: its first paragraph says what is
// wrong, the others what to do.
func sentence(text string) (message, hint string) {
	message, hint, _ = strings.Cut(text, "\n\n")
	message = strings.TrimSuffix(strings.Join(strings.Fields(message), " "), ".")
	if len(message) > 1 && message[1] >= 'a' && message[1] <= 'z' {
		message = strings.ToLower(message[:1]) + message[1:]
	}
	return message, strings.Join(strings.Fields(hint), " ")
}

// resolver gives Sass the files of the tree, and nothing else: with an address
// of another scheme than file:, Sass never looks at the disk itself.
type resolver struct {
	tree *source.Tree
	used map[string]bool
}

const scheme = "tree:///"

func addressOf(file string) string { return (&url.URL{Scheme: "tree", Path: "/" + file}).String() }

func pathOf(address string) string {
	p, _ := strings.CutPrefix(address, scheme)
	p, _ = url.PathUnescape(p)
	return p
}

// CanonicalizeURL returns the address of the file that a @use rule means, or ""
// if there is none. Sass first asks for a name relative to the file that holds
// the rule, then for the name itself, which starts from templates/.
func (r *resolver) CanonicalizeURL(address string) (string, error) {
	name := pathOf(address)
	if !strings.HasPrefix(address, scheme) {
		name = path.Join(folder, name)
	}
	dir, base := path.Split(strings.TrimSuffix(name, ".scss"))
	// https://sass-lang.com/documentation/at-rules/use/#partials
	for _, candidates := range [][2]string{
		{dir + base + ".scss", dir + "_" + base + ".scss"},
		{name + "/index.scss", name + "/_index.scss"},
	} {
		plain, partial := r.tree.File(candidates[0]), r.tree.File(candidates[1])
		switch {
		case plain != nil && partial != nil:
			return "", fmt.Errorf("it could mean %s or %s; delete one of them", plain.Path, partial.Path)
		case plain != nil:
			return addressOf(plain.Path), nil
		case partial != nil:
			return addressOf(partial.Path), nil
		}
	}
	return "", nil
}

// Load returns the content of a file.
func (r *resolver) Load(address string) (godartsass.Import, error) {
	f := r.tree.File(pathOf(address))
	if f == nil {
		return godartsass.Import{}, errors.New("no such file")
	}
	r.used[f.Path] = true
	return godartsass.Import{Content: string(f.Data), SourceSyntax: godartsass.SourceSyntaxSCSS}, nil
}

// unused returns a problem for each file that no @use rule reaches.
func (r *resolver) unused() []diag.Problem {
	var problems []diag.Problem
	for _, f := range scssFiles(r.tree) {
		if !r.used[f.Path] {
			problems = append(problems, diag.Problem{Path: f.Path, Message: "no @use rule leads from a stylesheet such as " + mainSCSS + " to this file", Hint: "add one, or delete the file"})
		}
	}
	return problems
}
