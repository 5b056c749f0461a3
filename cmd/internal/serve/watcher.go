package serve

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"bassins/cmd/internal/source"
)

// watcher tells what changes in the input folders of a project. Except for mark,
// its methods are for one goroutine.
type watcher struct {
	events  *fsnotify.Watcher
	dir     string
	folders map[string]bool // watched folders of the project, absolute

	markDir string // a watched folder outside the project
	marks   sync.Map
	marked  atomic.Int64
}

// queue is how many events wait while a change is loaded. More wait in the kernel.
const queue = 4096

func newWatcher(dir string) (*watcher, error) {
	w := &watcher{dir: dir, folders: map[string]bool{}}
	var err error
	if w.events, err = fsnotify.NewBufferedWatcher(queue); err != nil {
		return nil, watchError(dir, err)
	}
	if w.markDir, err = os.MkdirTemp("", "bassins-serve-"); err == nil {
		err = w.events.Add(w.markDir)
	}
	// The project's folder itself is watched for input folders that come later.
	err = errors.Join(err, w.events.Add(dir))
	for _, folder := range source.Folders {
		err = errors.Join(err, w.follow(filepath.Join(dir, folder)))
	}
	if err != nil {
		w.close()
		return nil, watchError(dir, err)
	}
	return w, nil
}

func watchError(dir string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		return errors.New("this computer watches no more folders (raise fs.inotify.max_user_watches and max_user_instances)")
	}
	return fmt.Errorf("watch %s: %w", dir, err)
}

func (w *watcher) close() {
	w.events.Close()
	os.RemoveAll(w.markDir)
}

// follow watches a folder and those in it. What is no folder is left alone.
func (w *watcher) follow(folder string) error {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil
	}
	// Watched first and read then, no folder made in between is missed.
	if err := w.events.Add(folder); err != nil {
		return ignoreMissing(err)
	}
	w.folders[folder] = true
	entries, err := os.ReadDir(folder)
	if err != nil {
		return ignoreMissing(err)
	}
	for _, e := range entries {
		if e.IsDir() && !ignored(e.Name()) {
			if err := w.follow(filepath.Join(folder, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// forget ends the watch of a folder and those in it. A renamed folder would keep
// its watch under the old name.
func (w *watcher) forget(folder string) {
	if !w.folders[folder] {
		return
	}
	for known := range w.folders {
		if known == folder || strings.HasPrefix(known, folder+string(filepath.Separator)) {
			w.events.Remove(known) // an error says that it is gone already
			delete(w.folders, known)
		}
	}
}

// batch is what has happened since the last one.
type batch struct {
	changes int      // number of events
	paths   []string // that changed, relative to the project
	all     bool     // any other may have changed, too
	waiting []chan struct{}
	errs    []error
}

// next waits until something happens and returns all that has happened by then,
// false if the watcher is closed.
func (w *watcher) next() (batch, bool) {
	var b batch
	ok := w.note(&b, nil) && w.drain(&b)
	return b, ok
}

// within adds to b what happens until the first change, or until d has passed.
// It reports whether there was a change.
func (w *watcher) within(d time.Duration, b *batch) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	for before := b.changes; b.changes == before; {
		if !w.note(b, timer.C) {
			return false
		}
	}
	return w.drain(b)
}

// drain adds what has already happened.
func (w *watcher) drain(b *batch) bool {
	for len(w.events.Events) > 0 || len(w.events.Errors) > 0 {
		if !w.note(b, nil) {
			return false
		}
	}
	return true
}

// note adds one event. It returns false if the timer ends first, or the watcher
// is closed.
func (w *watcher) note(b *batch, timer <-chan time.Time) bool {
	select {
	case e, ok := <-w.events.Events:
		if ok {
			w.add(b, e)
		}
		return ok
	case err, ok := <-w.events.Errors:
		if errors.Is(err, fsnotify.ErrEventOverflow) {
			w.lost(b)
		} else if ok {
			b.errs = append(b.errs, err)
		}
		return ok
	case <-timer:
		return false
	}
}

// lost is for when the kernel has dropped events, marks among them.
func (w *watcher) lost(b *batch) {
	b.changes++
	b.all = true
	w.marks.Range(func(name, _ any) bool {
		b.seen(w, name.(string))
		return true
	})
	for _, folder := range source.Folders {
		b.keep(w.follow(filepath.Join(w.dir, folder)))
	}
}

func (b *batch) keep(err error) {
	if err != nil {
		b.errs = append(b.errs, err)
	}
}

func (b *batch) seen(w *watcher, name string) {
	if mark, ok := w.marks.LoadAndDelete(name); ok {
		b.waiting = append(b.waiting, mark.(chan struct{}))
	}
}

func (w *watcher) add(b *batch, e fsnotify.Event) {
	if filepath.Dir(e.Name) == w.markDir {
		b.seen(w, e.Name)
		return
	}
	p, ok := w.path(e.Name)
	if !ok {
		return
	}
	if e.Has(fsnotify.Create | fsnotify.Remove | fsnotify.Rename) {
		w.forget(e.Name)
		b.keep(w.follow(e.Name))
	}
	b.changes++
	if !slices.Contains(b.paths, p) {
		b.paths = append(b.paths, p)
	}
}

// path returns the path of an input relative to the project, false for what is
// none.
func (w *watcher) path(name string) (string, bool) {
	p, err := filepath.Rel(w.dir, name)
	if err != nil {
		return "", false
	}
	p = filepath.ToSlash(p)
	parts := strings.Split(p, "/")
	return p, slices.Contains(source.Folders, parts[0]) && !slices.ContainsFunc(parts, ignored)
}

// ignored reports whether the name is hidden, or one under which an editor keeps a
// copy for a moment: Vim's 4913 and x~, Emacs's #x#.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, "~") || name == "4913"
}

// mark returns a channel that is closed once everything that happened before the
// call has been loaded. It makes a file and waits for the event of that, which
// comes after those of all earlier changes.
func (w *watcher) mark() (<-chan struct{}, error) {
	name := filepath.Join(w.markDir, strconv.FormatInt(w.marked.Add(1), 10))
	mark := make(chan struct{})
	w.marks.Store(name, mark)
	f, err := os.Create(name)
	if err != nil {
		w.marks.Delete(name)
		return nil, err
	}
	f.Close()
	os.Remove(name) // of no further use
	return mark, nil
}
