package assets

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bep/godartsass/v2"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// folder holds the stylesheets: each of its own .scss files that is no partial is
// one, as main.scss.
const (
	folder   = "templates"
	mainSCSS = folder + "/main.scss"
)

// cssOf is where the compiled form of a stylesheet is committed.
func cssOf(scss string) string { return strings.TrimSuffix(scss, ".scss") + ".css" }

// keyOf is where the file stands that tells whether the two belong together.
func keyOf(scss string) string { return cssOf(scss) + ".key" }

// nameOf is the name of a stylesheet: "main".
func nameOf(scss string) string { return strings.TrimSuffix(path.Base(scss), ".scss") }

// sassVersion is the Dart Sass that .tools/package.json asks for.
const sassVersion = "1.108.2"

// styleOptions stands for all else that decides over the bytes of a stylesheet.
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

// Styles returns the stylesheets by name, such as "main", compiled from the files
// templates/*.scss and what these use. As long as nothing has changed since
// [UpdateStyles] wrote them they are the committed files, and Dart Sass is not needed.
func Styles(tree *source.Tree, o Options, problems *diag.List) map[string][]byte {
	sheets := sheetFiles(tree)
	if len(sheets) == 0 || stale(tree) != "" {
		return compile(tree, o, problems)
	}
	styles := map[string][]byte{}
	for _, f := range sheets {
		styles[nameOf(f.Path)] = tree.File(cssOf(f.Path)).Data
	}
	return styles
}

// stale returns the first stylesheet whose committed form does not fit, or "".
func stale(tree *source.Tree) string {
	for _, f := range sheetFiles(tree) {
		css, key := tree.File(cssOf(f.Path)), tree.File(keyOf(f.Path))
		if css == nil || key == nil || string(bytes.TrimSpace(key.Data)) != styleKey(tree, css.Data) {
			return cssOf(f.Path)
		}
	}
	return ""
}

// UpdateStyles compiles the stylesheets and writes each beside its source, as
// templates/main.css, with its key. It writes nothing if it finds an error.
func UpdateStyles(tree *source.Tree, o Options, problems *diag.List) {
	command := o.command(tree)
	version, err := godartsass.Version(command)
	if err != nil {
		problems.Add(missingSass(tree, command, err))
		return
	}
	if v := version.CompilerVersion; v != sassVersion {
		problems.Add(diag.Problem{Path: cssOf(mainSCSS),
			Message: fmt.Sprintf("expected Dart Sass %s, but %s is %s", sassVersion, command, v),
			Hint:    "`make styles` installs the right one"})
		return
	}
	var found diag.List
	styles := compile(tree, o, &found)
	problems.Add(found.Sorted()...)
	if found.Failed() {
		return
	}
	for _, f := range sheetFiles(tree) {
		css := styles[nameOf(f.Path)]
		err := writeFile(filepath.Join(tree.Dir(), cssOf(f.Path)), css)
		if err == nil {
			err = writeFile(filepath.Join(tree.Dir(), keyOf(f.Path)), []byte(styleKey(tree, css)+"\n"))
		}
		if err != nil {
			problems.Errorf(cssOf(f.Path), "write: %v", err)
		}
	}
}

func compile(tree *source.Tree, o Options, problems *diag.List) map[string][]byte {
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
func missingSass(tree *source.Tree, command string, err error) diag.Problem {
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("no such file")
	}
	return diag.Problem{Path: cmp.Or(stale(tree), cssOf(mainSCSS)),
		Message: fmt.Sprintf("not made from the .scss files as they are now, and Dart Sass does not start: %s: %v", command, err),
		Hint:    "`make styles` installs it with `npm ci` in .tools, then compiles"}
}

// styleKey is the hash of all that decides over the stylesheets, and of a
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
	for _, f := range tree.Under(folder) {
		if path.Ext(f.Path) == ".scss" {
			files = append(files, f)
		}
	}
	return files
}

// sheetFiles returns those that are stylesheets of their own.
func sheetFiles(tree *source.Tree) []*source.File {
	return slices.DeleteFunc(scssFiles(tree), func(f *source.File) bool {
		return path.Dir(f.Path) != folder || strings.HasPrefix(path.Base(f.Path), "_")
	})
}
