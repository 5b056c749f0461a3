package build_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bassins/cmd/internal/build"
	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

func newProject(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func options(t *testing.T, dir string) project.Options {
	t.Helper()
	root, err := testproject.Root()
	if err != nil {
		t.Fatal(err)
	}
	now, err := lang.ParseDate(testproject.Now)
	if err != nil {
		t.Fatal(err)
	}
	return project.Options{Dir: dir, Now: now.Time(), Sass: testproject.Sass(root)}
}

// run builds a project into its public/ and returns what is there afterwards.
func run(t *testing.T, o project.Options) (map[string]string, build.Summary) {
	t.Helper()
	p := project.New(o)
	defer p.Close()
	var problems diag.List
	out := filepath.Join(o.Dir, "public")
	summary := build.Run(t.Context(), p, build.Options{Out: out, Settings: o.Now.String() + o.BasePath}, &problems)
	for _, problem := range problems.Sorted() {
		if problem.Severity == diag.Error {
			t.Fatal(problem)
		}
	}
	return tree(t, out), summary
}

// tree returns the files of a folder by path, but for the marker.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// differences returns the paths at which two trees differ.
func differences(a, b map[string]string) []string {
	var paths []string
	all := maps.Clone(a)
	maps.Copy(all, b)
	for path := range all {
		x, inA := a[path]
		y, inB := b[path]
		if inA != inB || x != y {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// copySources copies the input folders of a project.
func copySources(t *testing.T, from, to string) {
	t.Helper()
	for _, folder := range []string{"content", "data", "static", "templates"} {
		if err := os.CopyFS(filepath.Join(to, folder), os.DirFS(filepath.Join(from, folder))); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWarmEqualsCold changes one thing after the other in a project. A build that
// knows the last one, a project that stayed in memory as serve's does, and a build
// that knows nothing must come to the same bytes.
func TestWarmEqualsCold(t *testing.T) {
	t.Run("data", func(t *testing.T) {
		t.Parallel()
		dir := newProject(t)
		list := edits(t)
		warmEqualsCold(t, dir, list)
		for path := range tree(t, filepath.Join(dir, "data")) {
			if !slices.ContainsFunc(list, func(e edit) bool { return e.path == "data/"+path }) {
				t.Errorf("no edit changes data/%s", path)
			}
		}
	})
	t.Run("templates", func(t *testing.T) {
		t.Parallel()
		dir := newProject(t)
		edit{path: "data/corrections.yaml", change: func(string) string { return correction }}.apply(t, dir) // one template shows only that
		warmEqualsCold(t, dir, templateEdits(t, dir))
	})
}

const correction = `- indicator: share
  territory: rivage
  period: 2025
  date: 2025-02-20
  old: 11.5
  new: 12.5
  reason: {fr: Des rêveurs avaient été oubliés., nl: Er waren dromers vergeten.}
`

func warmEqualsCold(t *testing.T, dir string, list []edit) {
	o := options(t, dir)
	live := project.New(o)
	defer live.Close()
	before, _ := run(t, o)
	for i, e := range list {
		e.apply(t, dir)
		warm, _ := run(t, o)
		if same := len(differences(before, warm)) == 0; same != e.invisible {
			t.Errorf("%s: the site is the same: %v, want %v", e.name, same, e.invisible)
		}
		before = maps.Clone(warm)
		shown := rendered(t, live, e.path)
		delete(warm, build.Marker)
		if paths := differences(shown, warm); len(paths) > 0 {
			t.Errorf("%s: a warm build and a project in memory differ in %s", e.name, strings.Join(paths, ", "))
		}
		if i%coldEvery != coldEvery-1 && i != len(list)-1 {
			continue
		}
		fresh := t.TempDir()
		copySources(t, dir, fresh)
		cold, _ := run(t, options(t, fresh))
		delete(cold, build.Marker)
		if paths := differences(warm, cold); len(paths) > 0 {
			t.Errorf("%s: warm and cold build differ in %s", e.name, strings.Join(paths, ", "))
		}
	}
}

// coldEvery is how many changes share a cold build, which takes the longest.
const coldEvery = 8

// rendered loads a changed file and returns all Outputs.
func rendered(t *testing.T, p *project.Project, changed string) map[string]string {
	t.Helper()
	var problems diag.List
	plan := p.Load(&problems, changed)
	files := map[string]string{}
	for i := range plan.Outputs {
		r, err := plan.Outputs[i].Prepare()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		r.Render(&b, &problems)
		files[plan.Outputs[i].Path] = b.String()
	}
	if problems.Failed() {
		t.Fatal(problems.Sorted())
	}
	return files
}

// TestSettings builds with other options over the old site: nothing of it may stay.
func TestSettings(t *testing.T) {
	dir := newProject(t)
	first, _ := run(t, options(t, dir))
	for name, change := range map[string]func(*project.Options){
		"now":       func(o *project.Options) { o.Now = o.Now.AddDate(1, 0, 0) },
		"base path": func(o *project.Options) { o.BasePath = "/x/" },
	} {
		o := options(t, dir)
		change(&o)
		warm, _ := run(t, o)
		if len(differences(first, warm)) == 0 {
			t.Errorf("%s changes nothing", name)
		}
		o.Dir = t.TempDir()
		copySources(t, dir, o.Dir)
		cold, _ := run(t, o)
		if paths := differences(warm, cold); len(paths) > 0 {
			t.Errorf("%s: warm and cold build differ in %s", name, strings.Join(paths, ", "))
		}
	}
}

// TestNothingChanged rebuilds an unchanged project by its stamps alone, then with
// an input that was touched, then with a damaged manifest.
func TestNothingChanged(t *testing.T) {
	dir := newProject(t)
	time.Sleep(30 * time.Millisecond) // more than a tick after the inputs
	o := options(t, dir)
	first, cold := run(t, o)
	if cold.Rendered == 0 || cold.Rendered != len(first)-1 {
		t.Errorf("a cold build rendered %d of %d files", cold.Rendered, len(first)-1)
	}
	again, warm := run(t, o)
	if warm.Rendered != 0 || len(differences(first, again)) > 0 || warm.Bytes != cold.Bytes || warm.Files != cold.Files {
		t.Errorf("an unchanged build gives %v, after %v", warm, cold)
	}
	if err := os.Chtimes(filepath.Join(dir, "data", "tags.yaml"), time.Time{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, touched := run(t, o); touched.Rendered != 0 {
		t.Errorf("a touched file made %d outputs anew", touched.Rendered)
	}
	manifests, err := filepath.Glob(filepath.Join(dir, ".cache", "build", "*"))
	manifests = slices.DeleteFunc(manifests, func(path string) bool { return filepath.Ext(path) == ".site" })
	if err != nil || len(manifests) != 1 {
		t.Fatalf("manifests: %v, %v", manifests, err)
	}
	if err := os.Truncate(manifests[0], 1000); err != nil {
		t.Fatal(err)
	}
	if _, damaged := run(t, o); damaged.Rendered != cold.Rendered {
		t.Errorf("with a damaged manifest %d outputs were made, want %d", damaged.Rendered, cold.Rendered)
	}
}

// TestBodies writes on in texts: only their own pages are made anew, unless more
// than a body has changed. Each edit is older than a tick when the next build runs.
func TestBodies(t *testing.T) {
	dir := newProject(t)
	o := options(t, dir)
	settle := func() { time.Sleep(30 * time.Millisecond) }
	settle()
	run(t, o)
	const article = "content/articles/nouveau-quai/index.fr.md"
	const fallback = "content/articles/colline-muette/index.fr.md" // shown in all languages
	for _, test := range []struct {
		name     string
		edits    []edit
		rendered int // 0: not said
	}{
		{"one body", []edit{{path: article, change: func(s string) string { return s + "\nEncore.\n" }}}, 1},
		{"the only translation", []edit{{path: fallback, change: func(s string) string { return s + "\nEncore.\n" }}}, 2},
		{"two bodies", []edit{
			{path: article, change: replace("Encore.", "Toujours [là](article:colline-muette).")},
			{path: fallback, change: replace("Encore.", "Toujours.")},
		}, 3},
		{"a body and a title", []edit{
			{path: article, change: replace("Toujours", "Souvent")},
			{path: fallback, change: replace("title: ", "title: X ")},
		}, 0},
		{"a body and a tag's name", []edit{
			{path: article, change: replace("Souvent", "Parfois")},
			{path: "data/tags.yaml", change: replace("fr: Fables", "fr: Contes")},
		}, 0},
		{"one picture less", []edit{{path: article, change: replace("![Un carré bleu](quai.png)", "Un carré bleu")}}, 0},
		{"an article more", []edit{{path: "content/articles/tout-neuf/index.fr.md", change: func(string) string { return newArticle }}}, 0},
		{"one body again", []edit{{path: article, change: replace("Parfois", "Jamais")}}, 1},
	} {
		for _, e := range test.edits {
			e.name = test.name
			e.apply(t, dir)
		}
		settle()
		warm, summary := run(t, o)
		if test.rendered > 0 && summary.Rendered != test.rendered {
			t.Errorf("%s: %d outputs were made, want %d", test.name, summary.Rendered, test.rendered)
		}
		fresh := t.TempDir()
		copySources(t, dir, fresh)
		cold, _ := run(t, options(t, fresh))
		if paths := differences(warm, cold); len(paths) > 0 {
			t.Errorf("%s: warm and cold build differ in %s", test.name, strings.Join(paths, ", "))
		}
	}
}

// TestStopped stops a build by its context: the old site stays, and nothing is
// left beside it.
func TestStopped(t *testing.T) {
	dir := newProject(t)
	o := options(t, dir)
	before, _ := run(t, o)
	edits(t)[0].apply(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := project.New(o)
	defer p.Close()
	var problems diag.List
	build.Run(ctx, p, build.Options{Out: filepath.Join(dir, "public")}, &problems)
	got := problems.Sorted()
	if len(got) != 1 || got[0].String() != "public: stopped: context canceled" {
		t.Errorf("problems are %v", got)
	}
	if paths := differences(before, tree(t, filepath.Join(dir, "public"))); len(paths) > 0 {
		t.Errorf("the old site changed in %s", strings.Join(paths, ", "))
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".public*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}
