package project_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/plan"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

// load returns a project, as it is after its first Load.
func load(t *testing.T, change func(*project.Options)) (*project.Project, *plan.Plan, *diag.List) {
	t.Helper()
	root, err := testproject.Root()
	if err != nil {
		t.Fatal(err)
	}
	now, err := lang.ParseDate(testproject.Now)
	if err != nil {
		t.Fatal(err)
	}
	o := project.Options{Dir: t.TempDir(), Now: now.Time(), Sass: testproject.Sass(root)}
	if err := testproject.Write(o.Dir); err != nil {
		t.Fatal(err)
	}
	change(&o)
	p := project.New(o)
	t.Cleanup(p.Close)
	var problems diag.List
	return p, p.Load(&problems), &problems
}

// outputs returns the bytes of a plan's Outputs by path.
func outputs(t *testing.T, pl *plan.Plan) map[string]string {
	t.Helper()
	var problems diag.List
	made := map[string]string{}
	for i := range pl.Outputs {
		r, err := pl.Outputs[i].Prepare()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		r.Render(&b, &problems)
		made[pl.Outputs[i].Path] = b.String()
	}
	if list := problems.Sorted(); len(list) > 0 {
		t.Fatal(list)
	}
	return made
}

func TestBasePath(t *testing.T) {
	for name, test := range map[string]struct{ url, path, home, problem string }{
		"none":        {"", "", "/fr/", ""},
		"of the URL":  {"https://example.org/a/b", "", "/a/b/fr/", ""},
		"flag":        {"", "/x/", "/x/fr/", ""},
		"bare":        {"", "x", "/x/fr/", ""},
		"root":        {"https://example.org/a/", "/", "/fr/", ""},
		"query":       {"", "/x?y/", "", "base path /x?y/ is not the path of an address (for example /x/)"},
		"leaves":      {"", "/../", "", "base path /../ is not the path of an address (for example /x/)"},
		"not a URL":   {"example.org", "", "", `data/site.yaml:3:11: base_url "example.org" is not an address (write it as https://www.example.org/)`},
		"other sort":  {"ftp://example.org/", "", "", `data/site.yaml:3:11: base_url "ftp://example.org/" is not an address (write it as https://www.example.org/)`},
		"cannot read": {"https://exa mple/%zz", "", "", `data/site.yaml:3:11: base_url "https://exa mple/%zz" is not an address (write it as https://www.example.org/)`},
	} {
		t.Run(name, func(t *testing.T) {
			_, pl, problems := load(t, func(o *project.Options) { o.BaseURL, o.BasePath = test.url, test.path })
			got := ""
			for _, p := range problems.Sorted() {
				got += p.String()
			}
			if got != test.problem {
				t.Fatalf("got %q, want %q", got, test.problem)
			}
			if test.problem != "" {
				if len(pl.Outputs) > 0 {
					t.Errorf("there are %d outputs in spite of the problem", len(pl.Outputs))
				}
				return
			}
			if page := outputs(t, pl)["index.html"]; !strings.Contains(page, `href="`+test.home+`"`) {
				t.Errorf("the root does not lead to %s", test.home)
			}
		})
	}
}

// TestLoadAgain loads a broken project: the problems stay until they are repaired,
// and afterwards all is as before.
func TestLoadAgain(t *testing.T) {
	p, pl, problems := load(t, func(*project.Options) {})
	if problems.Failed() {
		t.Fatal(problems.Sorted())
	}
	before := outputs(t, pl)
	for _, file := range []string{"content/pages/contact/index.fr.md", "data/tags.yaml", "data/site.yaml", "data/i18n/nl.yaml", "templates/page.html", "templates/components/finder/finder.js"} {
		path := filepath.Join(p.Options.Dir, filepath.FromSlash(file))
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		write := func(data []byte) {
			t.Helper()
			if err := os.WriteFile(path, data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		write([]byte("{{ [ ("))
		for _, changed := range []string{file, "static/fable.txt"} { // the file, then another one
			var problems diag.List
			if broken := p.Load(&problems, changed); !problems.Failed() || len(broken.Outputs) > 0 {
				t.Errorf("%s is broken and %s changed: %d outputs, problems %v", file, changed, len(broken.Outputs), problems.Sorted())
			} else if first := problems.Sorted()[0]; first.Path != file {
				t.Errorf("%s is broken: the first problem is %v", file, first)
			}
		}
		write(good)
		var repaired diag.List
		pl := p.Load(&repaired, file)
		if list := repaired.Sorted(); len(list) > 0 {
			t.Errorf("%s is repaired: %v", file, list)
			continue
		}
		after := outputs(t, pl)
		for path, text := range before {
			if after[path] != text {
				t.Errorf("%s is repaired: %s is not what it was", file, path)
			}
		}
	}
}

// A stylesheet that the pages need must be there, and one that they do not is not
// published in silence.
func TestStylesheets(t *testing.T) {
	for name, test := range map[string]struct {
		change func(templates string) error
		want   string
	}{
		"missing": {
			func(templates string) error {
				main := filepath.Join(templates, "main.scss")
				data, err := os.ReadFile(main)
				return errors.Join(err, os.Rename(filepath.Join(templates, "schedule.scss"), filepath.Join(templates, "_schedule.scss")),
					os.WriteFile(main, append([]byte("@use \"schedule\";\n"), data...), 0o666))
			},
			"templates/schedule.scss: file is missing\n",
		},
		"superfluous": {
			func(templates string) error {
				return os.WriteFile(filepath.Join(templates, "alone.scss"), []byte("a { top: 0 }"), 0o666)
			},
			"templates/alone.scss: no page loads this stylesheet (begin its name with _ if another one uses it)\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, problems := load(t, func(o *project.Options) {
				if err := test.change(filepath.Join(o.Dir, "templates")); err != nil {
					t.Fatal(err)
				}
			})
			var b strings.Builder
			diag.Print(&b, problems.Sorted())
			if !strings.Contains(b.String(), test.want) {
				t.Errorf("got %s, want %s", &b, test.want)
			}
		})
	}
}
