package plan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

var update = flag.Bool("update", false, "write the golden files")

// hardCases writes the test project with the hard cases for calendars.
func hardCases(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := errors.Join(os.CopyFS(dir, os.DirFS("testdata/calendars")), testproject.Write(dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// outputs builds the files of a project that match, in memory.
func outputs(t *testing.T, dir, now string, match func(path string) bool) map[string][]byte {
	t.Helper()
	files, _ := outputsAndKeys(t, dir, now, match)
	return files
}

func outputsAndKeys(t *testing.T, dir, now string, match func(path string) bool) (files map[string][]byte, keys map[string]uint64) {
	t.Helper()
	p := load(t, dir, now)
	defer p.Close()
	var problems diag.List
	files, keys = map[string][]byte{}, map[string]uint64{}
	for _, o := range p.Load(&problems).Outputs {
		if !match(o.Path) {
			continue
		}
		r, err := o.Prepare()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		r.Render(&b, &problems)
		files[o.Path], keys[o.Path] = b.Bytes(), r.Key
	}
	for _, problem := range problems.Sorted() {
		if problem.Severity == diag.Error {
			t.Error(problem)
		}
	}
	return files, keys
}

func load(t *testing.T, dir, now string) *project.Project {
	t.Helper()
	day, err := time.ParseInLocation(time.DateOnly, now, lang.Brussels())
	if err != nil {
		t.Fatal(err)
	}
	root, err := testproject.Root()
	if err != nil {
		t.Fatal(err)
	}
	return project.New(project.Options{Dir: dir, Now: day, Sass: testproject.Sass(root)})
}

func isCalendar(name string) bool { return strings.HasSuffix(name, ".ics") }

// TestCalendarGolden shows to reviewers what calendars are told.
func TestCalendarGolden(t *testing.T) {
	files := outputs(t, hardCases(t), testproject.Now, isCalendar)
	for _, name := range []string{
		"fr/rencontres/2025-chaque-mercredi/2025-chaque-mercredi.ics",
		"nl/ateliers/2025-dernier-jour/2025-dernier-jour.ics",
		"fr/rencontres/2025-quatre-jours/2025-quatre-jours.ics",
		"fr/rencontres/2025-la-nuit/2025-la-nuit.ics",
	} {
		golden := filepath.Join("testdata", "golden", path.Base(name))
		got := strings.ReplaceAll(string(files[name]), "\r\n", "\n")
		if *update {
			if err := errors.Join(os.MkdirAll(filepath.Dir(golden), 0o777), os.WriteFile(golden, []byte(got), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is\n%s\nwant what %s says (go test -update writes it)", name, got, golden)
		}
	}
}

// TestCalendarsAgree reads every calendar of the hard cases and of the site itself
// with two other programs: they must find the occurrences that the site's JSON has.
func TestCalendarsAgree(t *testing.T) {
	root, err := testproject.Root()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, dir, now string }{
		{"hard cases", hardCases(t), "2025-07-02"}, // the JSON knows both years from then on
		{"the site", root, "2026-11-22"},
		{"the site in January 2025", root, "2025-07-02"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := outputs(t, c.dir, c.now, func(name string) bool { return isCalendar(name) || strings.HasSuffix(name, ".json") })
			folder := t.TempDir()
			want, calendars := []string{}, 0
			for name, data := range files {
				if !isCalendar(name) {
					continue
				}
				calendars++
				checkLines(t, name, data)
				to := filepath.Join(folder, filepath.FromSlash(name))
				if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.WriteFile(to, data, 0o666)); err != nil {
					t.Fatal(err)
				}
			}
			for name, data := range files {
				if path.Base(name) == "ateliers.json" {
					want = append(want, expected(t, c.now, path.Dir(name), data, files)...)
				}
			}
			if calendars < 40 || len(want) < 100 {
				t.Fatalf("%d calendars, %d occurrences: there are more", calendars, len(want))
			}
			slices.Sort(want)
			end := fmt.Sprintf("%d files", calendars)
			compare(t, "icalendar", want, end, "/usr/bin/python3", "testdata/occurrences.py", folder, from, to)
			compare(t, "ical.js", want, end, node(t, root), "testdata/occurrences.mjs", filepath.Join(root, ".tools", "node_modules", "ical.js", "dist", "ical.js"), folder, from, to)
		})
	}
}

// The two years that are compared.
const from, to = "2025-01-01", "2027-01-01"

// checkLines checks RFC 5545, 3.1.
func checkLines(t *testing.T, name string, data []byte) {
	t.Helper()
	for n, line := range strings.SplitAfter(string(data), "\n") {
		if line == "" {
			continue
		}
		content, ok := strings.CutSuffix(line, "\r\n")
		if !ok || len(content) > 75 || strings.ContainsAny(content, "\r\n") {
			t.Errorf("%s:%d: %q has %d octets, or does not end with CRLF", name, n+1, line, len(content))
		}
	}
}

type scheduleJSON struct {
	Ateliers []struct {
		ID, UID, Calendar, Status string
		Region                    bool
		Bassins                   []string
		Occurrences               []struct{ Start, End, Status string }
	}
}

// expected are the occurrences that the calendars of a language must have: each
// calendar all those of the ateliers that it should hold, and no others.
func expected(t *testing.T, now, folder string, data []byte, files map[string][]byte) (want []string) {
	t.Helper()
	var s scheduleJSON
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	day, _ := time.Parse(time.DateOnly, now)
	kept := day.AddDate(0, -24, 0).Format(time.DateOnly)
	for _, a := range s.Ateliers {
		in := []string{}
		recent := slices.ContainsFunc(a.Occurrences, func(o struct{ Start, End, Status string }) bool {
			return max(o.Start, o.End)[:min(10, len(max(o.Start, o.End)))] >= kept
		})
		if a.Calendar != "" {
			in = append(in, folder+"/"+a.ID+"/"+a.ID+".ics")
		}
		for name := range files {
			id, isBassin := strings.CutPrefix(name, folder+"/calendars/bassin-")
			id = strings.TrimSuffix(id, ".ics")
			only := strings.HasSuffix(id, "-only")
			own := slices.Contains(a.Bassins, strings.TrimSuffix(id, "-only"))
			switch {
			case a.Calendar == "" || !recent:
			case isBassin && (own || a.Region && !only), name == folder+"/calendars/all.ics", name == folder+"/calendars/region.ics" && a.Region:
				in = append(in, name)
			}
		}
		for _, o := range a.Occurrences {
			if o.Start < from || o.Start[:4] >= to[:4] {
				continue
			}
			status := "CONFIRMED"
			if o.Status == "cancelled" || o.Status == "postponed" {
				status = "CANCELLED"
			}
			for _, name := range in {
				want = append(want, strings.Join([]string{name, a.UID, instant(o.Start), instant(orElse(o.End, o.Start)), status}, " "))
			}
		}
	}
	return want
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func instant(s string) string {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at.UTC().Format(time.RFC3339)
	}
	return s
}

// compared are the calendars whose contents expected knows: kinds and series hold
// the same components.
var compared = regexp.MustCompile(`/calendars/(kind|series)-`)

func compare(t *testing.T, name string, want []string, end, program string, args ...string) {
	t.Helper()
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "TZ=America/Chicago") // the reader's own zone must not matter
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v (is it installed? .tools/install icalendar, and cd .tools && npm ci --ignore-scripts)\n%s", name, err, stderr.String())
	}
	got := strings.Split(strings.TrimSpace(string(out)), "\n")
	last := len(got) - 1
	if got[last] != end {
		t.Fatalf("%s ended with %q, want %q", name, got[last], end)
	}
	got = slices.DeleteFunc(got[:last], compared.MatchString)
	slices.Sort(got)
	missing, surplus := differences(want, got)
	for _, line := range missing {
		t.Errorf("%s does not find: %s", name, line)
	}
	for _, line := range surplus {
		t.Errorf("%s finds besides: %s", name, line)
	}
}

// differences are the first few lines that are in one list only.
func differences(want, got []string) (missing, surplus []string) {
	count := map[string]int{}
	for _, line := range want {
		count[line]++
	}
	for _, line := range got {
		count[line]--
	}
	for _, line := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(want, got)))) {
		switch n := count[line]; {
		case n > 0 && len(missing) < 10:
			missing = append(missing, line)
		case n < 0 && len(surplus) < 10:
			surplus = append(surplus, line)
		}
	}
	return missing, surplus
}

// node is the Node that make test installed, or the machine's own.
func node(t *testing.T, root string) string {
	t.Helper()
	own := filepath.Join(root, ".tools", "bin", "node")
	if _, err := os.Stat(own); err == nil {
		return own
	}
	found, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("there is no node: run make test, which installs it")
	}
	return found
}

// TestOneFact changes one fact of one atelier: only the files that tell of it
// change, and its SEQUENCE grows by one.
func TestOneFact(t *testing.T) {
	const source = "data/ateliers/calendars.yaml"
	for _, c := range []struct {
		name, old, new string
		only           string   // atelier
		in             []string // subscriptions that hold it
	}{
		{"a place", "name: Salle Nulle Part\n    address: rue de la Fable 0\n    commune: fictive-sur-eau\n    wheelchair", "name: Salle Partout\n    address: rue de la Fable 0\n    commune: fictive-sur-eau\n    wheelchair",
			"2025-chaque-mercredi", []string{"all", "bassin-rivage", "bassin-rivage-only", "kind-assemblee", "series-fables"}},
		{"an hour", "2026-01-01T02:00", "2026-01-01T03:00", "2025-la-nuit", []string{"all", "bassin-rivage", "bassin-colline", "region", "kind-assemblee"}},
		{"a state", "changed: 2025-02-01\n  sources:\n    - ref: fable\n\n- id: 2025-avance", "changed: 2025-02-02\n  sources:\n    - ref: fable\n\n- id: 2025-avance",
			"2025-quatre-jours", []string{"all", "bassin-rivage", "bassin-rivage-only", "bassin-colline", "bassin-colline-only", "kind-assemblee"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := hardCases(t)
			record(t, dir)
			before, oldKeys := outputsAndKeys(t, dir, testproject.Now, isCalendar)
			file := filepath.Join(dir, filepath.FromSlash(source))
			data, err := os.ReadFile(file)
			if err != nil || strings.Count(string(data), c.old) != 1 {
				t.Fatalf("%q is not once in %s: %v", c.old, source, err)
			}
			if err := os.WriteFile(file, []byte(strings.Replace(string(data), c.old, c.new, 1)), 0o666); err != nil {
				t.Fatal(err)
			}
			record(t, dir)
			after, newKeys := outputsAndKeys(t, dir, testproject.Now, isCalendar)
			want := map[string]bool{}
			for _, folder := range []string{"fr/rencontres/", "nl/ateliers/"} {
				want[folder+c.only+"/"+c.only+".ics"] = true
				for _, name := range c.in {
					want[folder+"calendars/"+name+".ics"] = true
				}
			}
			for name, data := range after {
				if changed := !bytes.Equal(data, before[name]); changed != want[name] {
					t.Errorf("%s: changed is %v, want %v", name, changed, want[name])
				}
				if changed := newKeys[name] != oldKeys[name]; changed != want[name] {
					t.Errorf("%s: the key changed is %v, want %v", name, changed, want[name])
				}
				delete(want, name)
			}
			for name := range want {
				t.Errorf("%s does not exist", name)
			}
			own := "fr/rencontres/" + c.only + "/" + c.only + ".ics"
			if b, a := sequence(t, before[own]), sequence(t, after[own]); a != b+1 {
				t.Errorf("SEQUENCE was %d and is %d", b, a)
			}
		})
	}
}

// record does what "make record" does.
func record(t *testing.T, dir string) {
	t.Helper()
	p := load(t, dir, testproject.Now)
	defer p.Close()
	var problems diag.List
	p.Load(&problems)
	data, _ := p.Site.Record()
	if err := os.WriteFile(filepath.Join(dir, "data", "calendar.yaml"), data, 0o666); err != nil {
		t.Fatal(err)
	}
}

var reSequence = regexp.MustCompile(`(?m)^SEQUENCE:(\d+)\r$`)

// sequence is that of all events of a file.
func sequence(t *testing.T, ics []byte) int {
	t.Helper()
	found := reSequence.FindAllStringSubmatch(string(ics), -1)
	for _, m := range found {
		if m[1] != found[0][1] {
			t.Errorf("SEQUENCE is %s and %s in one file", found[0][1], m[1])
		}
	}
	if len(found) == 0 {
		t.Fatal("no SEQUENCE")
	}
	n, _ := strconv.Atoi(found[0][1])
	return n
}
