package source

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/parallel"
)

// Folders are the input folders of a project, in the order in which they are read.
var Folders = []string{"content", "data", "static", "templates"}

// MaxText is the size in bytes above which a text is refused unread: no editor
// writes such a file, and decoding it would exhaust the memory.
const MaxText = 4 << 20

// MaxFile is the size in bytes above which any other file is refused unread.
const MaxFile = 64 << 20

// Input is a file as the folder lists it, not yet read.
type Input struct {
	Path  string // relative to the project, with forward slashes
	Stamp Stamp
}

// File is a file that was read. Nobody changes it afterwards.
type File struct {
	Path  string
	Stamp Stamp
	Data  []byte
	Hash  [sha256.Size]byte

	yaml parsedOnce
}

// Tree is all files of the input folders of one project.
type Tree struct {
	dir    string
	files  map[string]*File
	sorted []*File         // by path, so that a folder is a part of it
	unread map[string]bool // listed, but refused or unreadable
	failed bool            // something could not be listed or read

	refreshed bool // and so will be again
}

// List returns the inputs of the project in dir, sorted by path. Hidden files
// and folders (their name starts with a dot) are left out. A symbolic link is
// followed as long as it stays inside the project.
func List(dir string, problems *diag.List) []Input {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		problems.Add(diag.Problem{Message: "open the project: " + cause(err)})
		return nil
	}
	w := walker{dir: dir, real: real, problems: problems}
	var top []Input // folders below the input folders, to be walked in parallel
	for _, folder := range Folders {
		if info, err := os.Stat(filepath.Join(dir, folder)); err == nil && info.IsDir() {
			top = append(top, Input{Path: folder})
		}
	}
	var inputs []Input
	// Two levels are listed one after the other, what is below them in parallel:
	// content/articles holds nearly all folders of a large site.
	for range 2 {
		var below []Input
		for _, t := range top {
			files, folders := w.readFolder(t.Path)
			inputs = append(inputs, files...)
			below = append(below, folders...)
		}
		top = below
	}
	results := make([][]Input, len(top))
	parallel.For(len(top), func(i int) { results[i] = w.walk(top[i].Path, nil) })
	inputs = slices.Concat(inputs, slices.Concat(results...))
	slices.SortFunc(inputs, func(a, b Input) int { return cmp.Compare(a.Path, b.Path) })
	return inputs
}

// walker lists folders; it is safe for several goroutines.
type walker struct {
	dir, real string
	problems  *diag.List
}

func (w *walker) walk(folder string, inputs []Input) []Input {
	files, folders := w.readFolder(folder)
	inputs = append(inputs, files...)
	for _, f := range folders {
		inputs = w.walk(f.Path, inputs)
	}
	return inputs
}

func (w *walker) readFolder(folder string) (files, folders []Input) {
	entries, err := os.ReadDir(filepath.Join(w.dir, folder))
	if err != nil {
		w.problems.Add(diag.Problem{Path: folder, Message: "read the folder: " + cause(err)})
		return nil, nil
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		switch in, isFolder, ok := w.entry(folder+"/"+e.Name(), e); {
		case !ok:
		case isFolder:
			folders = append(folders, in)
		default:
			files = append(files, in)
		}
	}
	return files, folders
}

// entry returns one entry of a folder, or reports why it is no input.
func (w *walker) entry(p string, e fs.DirEntry) (in Input, isFolder, ok bool) {
	info, err := w.stat(p, e)
	switch {
	case err != nil:
		w.problems.Add(diag.Problem{Path: p, Message: cause(err), Hint: hintFor(err)})
	case info == nil || info.IsDir():
		return Input{Path: p}, true, true
	case info.Mode().IsRegular():
		return Input{Path: p, Stamp: stampOf(info)}, false, true
	default:
		w.problems.Add(diag.Problem{Path: p, Message: "is neither a file nor a folder"})
	}
	return Input{}, false, false
}

var (
	errLeaves   = errors.New("symbolic link leaves the project")
	errDangling = errors.New("symbolic link to nothing")
)

func hintFor(err error) string {
	switch {
	case errors.Is(err, errLeaves):
		return "copy the file to this place instead"
	case errors.Is(err, errDangling):
		return "put the file in its place, or delete the link"
	}
	return ""
}

// stat returns the information of a file, nil for a folder, which needs none.
func (w *walker) stat(p string, e fs.DirEntry) (fs.FileInfo, error) {
	if e.IsDir() {
		return nil, nil
	}
	if e.Type()&fs.ModeSymlink == 0 {
		return e.Info()
	}
	target, err := filepath.EvalSymlinks(filepath.Join(w.dir, p))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errDangling
	}
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(w.real, target)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, errLeaves
	}
	info, err := os.Stat(target)
	if err == nil && info.IsDir() {
		return nil, errors.New("symbolic link to a folder; link to files only")
	}
	return info, err
}

// Read reads the listed files of the project in dir.
func Read(dir string, inputs []Input, problems *diag.List) *Tree {
	// One allocation for all files: rounded up one by one they would take a sixth more.
	room, starts := 0, make([]int, len(inputs))
	for i, in := range inputs {
		starts[i] = room
		if in.Stamp.Size <= in.limit() {
			room += int(in.Stamp.Size) + 1
		}
	}
	all := make([]byte, room)
	files := make([]*File, len(inputs))
	parallel.For(len(inputs), func(i int) { files[i] = readFile(dir, inputs[i], all[starts[i]:], problems) })
	t := &Tree{dir: dir, files: make(map[string]*File, len(files)), unread: map[string]bool{}, failed: problems.Failed()}
	for i, f := range files {
		if f != nil {
			t.files[f.Path] = f
		} else {
			t.unread[inputs[i].Path] = true
		}
	}
	t.sort()
	return t
}

func (t *Tree) sort() {
	t.sorted = make([]*File, 0, len(t.files))
	for _, f := range t.files {
		t.sorted = append(t.sorted, f)
	}
	slices.SortFunc(t.sorted, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
}

// limit is the size above which the file is refused.
func (in Input) limit() int64 {
	if isText(in.Path) {
		return MaxText
	}
	return MaxFile
}

// readFile reads a file, into room if that is not nil.
func readFile(dir string, in Input, room []byte, problems *diag.List) *File {
	if in.Stamp.Size > in.limit() {
		problems.Add(diag.Problem{Path: in.Path,
			Message: fmt.Sprintf("file of %d MB is too large", in.Stamp.Size>>20),
			Hint:    fmt.Sprintf("at most %d MB", in.limit()>>20)})
		return nil
	}
	data, err := read(filepath.Join(dir, filepath.FromSlash(in.Path)), in.Stamp.Size, room)
	if err != nil {
		problems.Add(diag.Problem{Path: in.Path, Message: "read: " + cause(err)})
		return nil
	}
	return &File{Path: in.Path, Stamp: in.Stamp, Data: data, Hash: sha256.Sum256(data)}
}

// read returns a file whose size is known, in one step instead of the three of
// os.ReadFile (8 µs instead of 11). If the size has changed meanwhile it reads the
// file once more.
func read(name string, size int64, room []byte) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if room == nil {
		room = make([]byte, size+1)
	}
	n, err := f.Read(room[:size+1]) // one more, to see that nothing follows
	if int64(n) != size || err != nil {
		return os.ReadFile(name)
	}
	return room[:size:size], nil
}

func isText(p string) bool {
	switch path.Ext(p) {
	case ".md", ".yaml", ".yml", ".html", ".scss":
		return true
	}
	return false
}

// cause is an error of the file system without the path, which the problem has.
func cause(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err.Error()
	}
	return err.Error()
}

// Dir returns the project's folder.
func (t *Tree) Dir() string { return t.dir }

// File returns the file at path, or nil.
func (t *Tree) File(path string) *File { return t.files[path] }

// Unread returns the paths of the files that could not be read, sorted.
func (t *Tree) Unread() []string { return slices.Sorted(maps.Keys(t.unread)) }

// Under returns the files below a folder, sorted by path.
func (t *Tree) Under(folder string) []*File {
	byPath := func(f *File, p string) int { return strings.Compare(f.Path, p) }
	from, _ := slices.BinarySearchFunc(t.sorted, folder+"/", byPath)
	to, _ := slices.BinarySearchFunc(t.sorted, folder+"0", byPath) // 0 is what follows /
	return slices.Clip(t.sorted[from:to])
}

// Refresh returns the tree as it is on disk now, given the paths that may have
// changed: files, or folders that came or went. Files that did not change are
// shared with the old tree. If the old tree is incomplete, all is read again, so
// that what is wrong with a file is reported for as long as it is.
func (t *Tree) Refresh(paths []string, problems *diag.List) *Tree {
	if t.failed {
		return Read(t.dir, List(t.dir, problems), problems)
	}
	next := &Tree{dir: t.dir, files: make(map[string]*File, len(t.files)), unread: map[string]bool{}, refreshed: true}
	for p, f := range t.files {
		if !slices.ContainsFunc(paths, func(q string) bool { return strings.HasPrefix(p, q) && (len(p) == len(q) || p[len(q)] == '/') }) {
			next.files[p] = f
		}
	}
	w := walker{dir: t.dir, problems: problems}
	w.real, _ = filepath.EvalSymlinks(t.dir)
	for _, p := range paths {
		info, err := os.Lstat(filepath.Join(t.dir, filepath.FromSlash(p)))
		if err != nil || hidden(p) {
			continue // it went away
		}
		in, isFolder, ok := w.entry(p, fs.FileInfoToDirEntry(info))
		if !ok {
			continue
		}
		inputs := []Input{in}
		if isFolder {
			inputs = w.walk(p, nil)
		}
		for _, in := range inputs {
			f := readFile(t.dir, in, nil, problems)
			if f == nil {
				next.unread[in.Path] = true
				continue
			}
			if old := t.files[in.Path]; old != nil && old.Hash == f.Hash {
				f = old
			}
			next.files[in.Path] = f
		}
	}
	next.failed = problems.Failed()
	next.sort()
	return next
}

func hidden(p string) bool {
	return strings.HasPrefix(path.Base(p), ".") || strings.Contains(p, "/.")
}
