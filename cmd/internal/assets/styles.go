package assets

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"

	"github.com/bep/godartsass/v2"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// The stylesheet: its source, its committed result, and what tells whether the
// two belong together.
const (
	mainSCSS = "templates/main.scss"
	mainCSS  = "templates/main.css"
	mainKey  = "templates/main.css.key"
)

// sassVersion is the Dart Sass that .tools/package.json asks for.
const sassVersion = "1.108.2"

// styleOptions stands for all else that decides over the bytes of the stylesheet.
const styleOptions = "dart-sass " + sassVersion + " compressed, tdewolff/minify"

// Options are the options of [Styles] and [UpdateStyles].
type Options struct {
	// Sass is the command of Dart Sass. Empty, it is the one that npm installs
	// in the project's .tools.
	Sass string
	// Compiler keeps Dart Sass running for the next call. Nil, Dart Sass starts
	// and ends with each call that needs it.
	Compiler *Compiler
}

// Styles returns the stylesheet, compiled from templates/main.scss and what it
// uses. As long as these have not changed since [UpdateStyles] wrote
// templates/main.css it is that file, and Dart Sass is not needed.
func Styles(tree *source.Tree, o Options, problems *diag.List) []byte {
	css, key := tree.File(mainCSS), tree.File(mainKey)
	if css != nil && key != nil && string(bytes.TrimSpace(key.Data)) == styleKey(tree, css.Data) {
		return css.Data
	}
	return compile(tree, o, problems)
}

// UpdateStyles compiles the stylesheet and writes it to templates/main.css, with
// its key beside it. It writes nothing if it finds an error.
func UpdateStyles(tree *source.Tree, o Options, problems *diag.List) {
	command := o.command(tree)
	version, err := godartsass.Version(command)
	if err != nil {
		problems.Add(missingSass(command, err))
		return
	}
	if v := version.CompilerVersion; v != sassVersion {
		problems.Add(diag.Problem{Path: mainCSS,
			Message: fmt.Sprintf("expected Dart Sass %s, but %s is %s", sassVersion, command, v),
			Hint:    "`make styles` installs the right one"})
		return
	}
	var found diag.List
	css := compile(tree, o, &found)
	problems.Add(found.Sorted()...)
	if found.Failed() {
		return
	}
	err = writeFile(filepath.Join(tree.Dir(), mainCSS), css)
	if err == nil {
		err = writeFile(filepath.Join(tree.Dir(), mainKey), []byte(styleKey(tree, css)+"\n"))
	}
	if err != nil {
		problems.Errorf(mainCSS, "write: %v", err)
	}
}

func compile(tree *source.Tree, o Options, problems *diag.List) []byte {
	c := o.Compiler
	if c == nil {
		c = new(Compiler)
		defer c.Close()
	}
	return c.compile(tree, o.command(tree), problems)
}

// command is the file that starts Dart Sass.
func (o Options) command(tree *source.Tree) string {
	return cmp.Or(o.Sass, filepath.Join(tree.Dir(), ".tools", "node_modules", "sass-embedded-linux-x64", "dart-sass", "sass"))
}

// missingSass says what to do when Dart Sass does not start.
func missingSass(command string, err error) diag.Problem {
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("no such file")
	}
	return diag.Problem{Path: mainCSS,
		Message: fmt.Sprintf("not made from the .scss files as they are now, and Dart Sass does not start: %s: %v", command, err),
		Hint:    "`make styles` installs it with `npm ci` in .tools, then compiles"}
}

// styleKey is the hash of all that decides over the stylesheet, and of the
// stylesheet itself: neither a change of a .scss file nor one made to the
// compiled file by hand or by a merge goes unnoticed.
func styleKey(tree *source.Tree, css []byte) string {
	parts := [][]byte{[]byte(styleOptions), css}
	for _, f := range scssFiles(tree) {
		// Git on Windows may have changed the line ends.
		parts = append(parts, []byte(f.Path), bytes.ReplaceAll(f.Data, []byte("\r\n"), []byte("\n")))
	}
	return hash(parts...)
}

// scssFiles returns the SCSS files, sorted by path.
func scssFiles(tree *source.Tree) []*source.File {
	var files []*source.File
	for _, f := range tree.Under("templates") {
		if path.Ext(f.Path) == ".scss" {
			files = append(files, f)
		}
	}
	return files
}
