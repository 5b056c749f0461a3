package build

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/plan"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/source"
)

// Options are the choices of one build.
type Options struct {
	Out      string                                 // the output folder
	Settings string                                 // all that the site depends on besides the inputs: options, version of the program
	Log      func(stage string, took time.Duration) // called at the end of each stage, if not nil
}

// Summary is what a build did.
type Summary struct {
	Languages []string
	Pages     []int // by language
	Files     int   // other files
	Bytes     int64 // of all
	Rendered  int   // Outputs that were made anew
	Took      time.Duration
}

// Run builds the project's site into the output folder. If problems holds an error
// afterwards, the folder is as it was.
func Run(ctx context.Context, p *project.Project, o Options, problems *diag.List) Summary {
	start := time.Now()
	b := &builder{project: p, o: o, problems: problems, at: start}
	b.run(ctx)
	b.summary.Took = time.Since(start)
	return b.summary
}

type builder struct {
	project  *project.Project
	o        Options
	problems *diag.List
	at       time.Time // when the stage began
	summary  Summary

	old     *manifest
	next    manifest
	stopped atomic.Bool // the disk is full or gone: one problem tells it
}

func (b *builder) stage(name string) {
	if now := time.Now(); b.o.Log != nil {
		b.o.Log(name, now.Sub(b.at))
		b.at = now
	}
}

func (b *builder) fail(message string, err error) {
	b.problems.Add(diag.Problem{Path: b.shown(), Message: message + ": " + cause(err)})
}

// shown is the output folder as problems name it: relative to the project if it
// lies there.
func (b *builder) shown() string {
	if out, err := filepath.Abs(b.o.Out); err == nil {
		if rel, err := filepath.Rel(b.project.Options.Dir, out); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(b.o.Out)
}

func (b *builder) run(ctx context.Context) {
	options := b.project.Options
	if err := checkPlace(options.Dir, b.o.Out); err != nil {
		b.problems.Add(diag.Problem{Path: b.shown(), Message: err.Error()})
		return
	}
	unlock, err := lock(filepath.Join(options.CacheDir(), "lock"))
	if err != nil {
		b.problems.Add(diag.Problem{Path: ".cache", Message: err.Error()})
		return
	}
	defer unlock()

	b.old = readManifest(b.manifestPath())
	b.stage("manifest")
	b.next = manifest{settings: b.o.Settings, started: time.Now().UnixNano()}
	for _, in := range b.project.Inputs(b.problems) {
		b.next.inputs = append(b.next.inputs, input{Input: in})
	}
	b.stage("list")
	if b.unchanged() {
		b.problems.Add(b.old.warnings...)
		b.count(b.old)
		b.stage("compare")
		return
	}
	var foreign diag.List
	var looking sync.WaitGroup
	looking.Go(func() { checkForeign(b.o.Out, b.shown(), &foreign) }) // waits for the disk while Load computes
	pl := b.project.Load(b.problems)
	b.stage("load and plan")
	looking.Wait()
	if b.problems.Failed() {
		return
	}
	if b.problems.Add(foreign.Sorted()...); b.problems.Failed() {
		return
	}
	b.stage("look for foreign files")
	b.write(ctx, pl)
}

// manifestPath is where the manifest of the output folder is kept.
func (b *builder) manifestPath() string {
	out, _ := filepath.Abs(b.o.Out)
	h := sha256.Sum256([]byte(out))
	return filepath.Join(b.project.Options.CacheDir(), "build", hex.EncodeToString(h[:8]))
}

// tick is how far apart two changes of a file must be to have different times.
const tick = 20 * time.Millisecond

// unchanged reports whether neither the inputs, the settings nor the outputs have
// changed since the last build. A file that was written while that build listed
// the inputs, or just before, may have changed without a new stamp.
func (b *builder) unchanged() bool {
	if b.old.settings != b.next.settings || len(b.old.outputs) == 0 || b.problems.Failed() {
		return false
	}
	if !slices.EqualFunc(b.old.inputs, b.next.inputs, b.same) {
		return false
	}
	var altered atomic.Bool
	parallel.For(len(b.old.outputs), func(i int) {
		if !altered.Load() && !b.intact(&b.old.outputs[i]) {
			altered.Store(true)
		}
	})
	return !altered.Load()
}

// same reports whether an input has not changed since the last build.
func (b *builder) same(old, in input) bool {
	return old.Input == in.Input && max(in.Stamp.Modified, in.Stamp.Changed) < b.old.started-int64(tick)
}

// intact reports whether an Output lies in the old folder as it was written.
func (b *builder) intact(w *written) bool {
	info, err := os.Lstat(filepath.Join(b.o.Out, filepath.FromSlash(w.path)))
	return err == nil && info.Mode().IsRegular() && outputStamp(info) == w.stamp
}

func outputStamp(info fs.FileInfo) source.Stamp {
	s := source.StampOf(info)
	s.Changed = 0 // a further link to the file alters it
	return s
}

// write makes the new folder and puts it in the place of the old.
func (b *builder) write(ctx context.Context, pl *plan.Plan) {
	out, err := resolved(b.o.Out)
	if err != nil {
		b.fail("find the output folder", err)
		return
	}
	next := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".bassins-new")
	if err := removeAll(next); err != nil {
		b.fail("remove what a stopped build left behind", err)
		return
	}
	spare, err := b.takeSpare(next)
	if err != nil {
		b.fail("create the output folder", err)
		return
	}
	defer removeAll(next)
	removeVanished(next, spare, pl)
	b.render(ctx, pl, next)
	b.stage("render and write")
	if b.problems.Failed() || ctx.Err() != nil {
		if err := ctx.Err(); err != nil {
			b.fail("stopped", err)
		}
		return
	}
	b.next.languages, b.next.pages = pl.Languages, pl.Pages
	if err := b.replace(next, out); err != nil {
		b.fail("put the new site in place", err)
		return
	}
	os.Rename(next, b.sparePath()) // on another disk it fails, and there is no spare
	b.stage("put in place")
	b.next.warnings = b.problems.Sorted()
	if err := b.next.write(b.manifestPath()); err != nil {
		b.problems.Add(diag.Problem{Severity: diag.Warning, Path: ".cache", Message: "remember the build: " + cause(err), Hint: "the next build will take longer"})
	}
	b.count(&b.next)
	b.stage("save the manifest")
}

// replace exchanges the new folder with the old one, if there is one, in one step
// for the whole site.
func (b *builder) replace(next, out string) error {
	if err := b.writeMarker(next); err != nil {
		return err
	}
	if err := os.Mkdir(out, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return exchange(next, out)
}

// render makes each Output that has changed, and takes the others over.
func (b *builder) render(ctx context.Context, pl *plan.Plan, next string) {
	old := make(map[string]*written, len(b.old.outputs))
	if b.old.settings == b.next.settings {
		for i := range b.old.outputs {
			old[b.old.outputs[i].path] = &b.old.outputs[i]
		}
	}
	parallel.For(len(b.next.inputs), func(i int) { b.next.inputs[i].shared = pl.Shared(b.next.inputs[i].Path) })
	edited, alone := b.edited()
	b.next.outputs = make([]written, len(pl.Outputs))
	b.eachOutput(ctx, next, func(w *worker, i int) {
		o := &pl.Outputs[i]
		known := old[o.Path]
		if known != nil && alone && !edited[o.Source] && w.takeOver(known) {
			b.next.outputs[i] = *known
		} else {
			b.next.outputs[i] = w.output(o, known)
		}
	})
}

// edited returns the paths of the inputs that have changed. If alone is true no
// Output has changed but those that are made of one of them: an editor has written
// on in some texts, which is most of what editors do (0.3 s instead of 0.5 for
// 10,000 texts, since views of the others need not be made).
func (b *builder) edited() (paths map[string]bool, alone bool) {
	if b.old.settings != b.next.settings || len(b.old.inputs) != len(b.next.inputs) {
		return nil, false
	}
	paths = map[string]bool{}
	for i, in := range b.next.inputs {
		old := b.old.inputs[i]
		if b.same(old, in) {
			continue
		}
		if old.Path != in.Path || old.shared != in.shared || in.shared == 0 {
			return nil, false
		}
		paths[in.Path] = true
	}
	return paths, true
}

// chunk is how many Outputs a worker takes at a time: neighbours share folders.
const chunk = 16

// eachOutput calls f for every Output, from as many goroutines as there are cores. It
// begins at the end, where the sitemap is, for which one core would work alone in the
// end (30 ms of 1.3 s with 16,500 pages).
func (b *builder) eachOutput(ctx context.Context, next string, f func(w *worker, i int)) {
	n := len(b.next.outputs)
	var at, rendered atomic.Int64
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			w := &worker{builder: b, next: next, made: next}
			for {
				end := n - int(at.Add(chunk)) + chunk
				if end <= 0 || ctx.Err() != nil {
					break
				}
				for i := max(0, end-chunk); i < end; i++ {
					f(w, i)
				}
			}
			rendered.Add(int64(w.rendered))
		})
	}
	group.Wait()
	b.summary.Rendered += int(rendered.Load())
}

// worker renders Outputs, one after the other.
type worker struct {
	*builder
	next     string
	buffer   bytes.Buffer
	made     string // the last folder that was: most hold one page, and so are asked for once
	rendered int
}

// output renders an Output, unless what is known of it, if anything, still holds.
func (w *worker) output(o *plan.Output, known *written) written {
	if w.stopped.Load() {
		return written{}
	}
	r, err := o.Prepare()
	if err != nil {
		w.problems.Add(diag.Problem{Path: o.Source, Message: err.Error()})
		return written{}
	}
	if known != nil && known.key == r.Key && w.takeOver(known) {
		return *known
	}
	w.buffer.Reset()
	r.Render(&w.buffer, w.problems)
	w.rendered++
	stamp, err := w.writeFile(filepath.Join(w.next, filepath.FromSlash(o.Path)))
	if err != nil && !w.stopped.Swap(true) {
		w.fail("write /"+o.Path, err)
	}
	w.shrink()
	return written{o.Path, r.Key, stamp}
}

// shrink lets a large buffer go, which few Outputs need.
func (w *worker) shrink() {
	const large = 16 << 20
	if w.buffer.Cap() > large {
		w.buffer = bytes.Buffer{}
	}
}

// takeOver links a file from the old folder, if it is intact there, to its path in
// the new one, where the spare may have it already.
func (w *worker) takeOver(known *written) bool {
	if !w.intact(known) {
		return false
	}
	path := filepath.Join(w.next, filepath.FromSlash(known.path))
	if info, err := os.Lstat(path); err == nil {
		if outputStamp(info) == known.stamp {
			return true
		}
		os.Remove(path)
	}
	return w.makeFolder(filepath.Dir(path)) && os.Link(filepath.Join(w.o.Out, filepath.FromSlash(known.path)), path) == nil
}

func (w *worker) makeFolder(dir string) bool {
	if w.made == dir {
		return true
	}
	err := os.Mkdir(dir, 0o777)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.MkdirAll(dir, 0o777)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return false
	}
	w.made = dir
	return true
}

// writeFile writes the buffer to a new file. It never writes into one that is
// there, since that may be a file of the old site under a second name.
func (w *worker) writeFile(path string) (source.Stamp, error) {
	w.makeFolder(filepath.Dir(path))
	stamp, err := create(path, w.buffer.Bytes())
	if errors.Is(err, fs.ErrExist) {
		os.Remove(path)
		stamp, err = create(path, w.buffer.Bytes())
	}
	return stamp, err
}

// createWithOS writes a file that is not there yet and returns its stamp. A file
// that is there is left as it is, and the error is fs.ErrExist.
func createWithOS(path string, data []byte) (source.Stamp, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return source.Stamp{}, err
	}
	_, err = f.Write(data)
	info, statErr := f.Stat()
	if err := cmp.Or(err, statErr, f.Close()); err != nil {
		return source.Stamp{}, err
	}
	return outputStamp(info), nil
}

// writeMarker lists the files in the new folder.
func (b *builder) writeMarker(next string) error {
	var list strings.Builder
	list.WriteString(markerTitle)
	for _, o := range b.next.outputs {
		list.WriteString(o.path)
		list.WriteByte('\n')
	}
	return os.WriteFile(filepath.Join(next, Marker), []byte(list.String()), 0o666)
}

func (b *builder) count(m *manifest) {
	b.summary.Languages, b.summary.Pages = m.languages, m.pages
	all := 0
	for _, n := range m.pages {
		all += n
	}
	b.summary.Files = len(m.outputs) - all
	for i := range m.outputs {
		b.summary.Bytes += m.outputs[i].stamp.Size
	}
}

// String is the summary as one line: pages by language, other files, bytes, time.
func (s Summary) String() string {
	all := 0
	var by []string
	for i, n := range s.Pages {
		all += n
		if i < len(s.Languages) {
			by = append(by, fmt.Sprintf("%s %d", s.Languages[i], n))
		}
	}
	return fmt.Sprintf("%d pages (%s), %d other files, %.1f MB, %d rendered, %.2f s",
		all, strings.Join(by, ", "), s.Files, float64(s.Bytes)/1e6, s.Rendered, s.Took.Seconds())
}
