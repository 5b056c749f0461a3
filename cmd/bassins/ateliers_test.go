package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"bassins/cmd/internal/site"
	"bassins/cmd/internal/testproject"
)

// TestRecord keeps the record of the fictitious project, so that no test but those
// of the record is warned about it.
func TestRecord(t *testing.T) {
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, site.RecordPath)); err != nil {
		t.Fatal(err) // nothing has been published before
	}
	if code, _, stderr := ateliers(t, dir, "--record"); code != exitOK {
		t.Fatal(stderr)
	}
	got, err := os.ReadFile(filepath.Join(dir, site.RecordPath))
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join("testdata", "project", site.RecordPath)
	if *update {
		if err := os.WriteFile(kept, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not that of the ateliers; run go test ./cmd/bassins -update, twice\n%s", kept, diff)
	}
}

// TestLongTitle is a title that no list could show.
func TestLongTitle(t *testing.T) {
	for _, test := range []struct {
		length int
		want   string
	}{
		{150, ""},
		{151, "data/ateliers/long.yaml:6:5: title of 151 characters is too long (at most 150; the rest belongs into summary:)\n"},
		{5000, "data/ateliers/long.yaml:6:5: title of 5000 characters is too long (at most 150; the rest belongs into summary:)\n"},
	} {
		dir := t.TempDir()
		if err := testproject.Write(dir); err != nil {
			t.Fatal(err)
		}
		title := strings.Repeat("é", test.length)
		entry := "- id: long\n  kind: assemblee\n  region: true\n  titles:\n    nl: Kort\n    fr: " + title + "\n  start: 2025-04-01\n"
		if err := os.WriteFile(filepath.Join(dir, "data", "ateliers", "long.yaml"), []byte(entry), 0o666); err != nil {
			t.Fatal(err)
		}
		code, _, stderr := ateliers(t, dir, "--record")
		if stderr != test.want || (code == exitOK) != (test.want == "") {
			t.Errorf("%d characters: exit code %d, %q, want %q", test.length, code, stderr, test.want)
		}
	}
}

// TestCalendarSigns reads the calendar of the atelier in a script whose every text
// has line breaks, commas, semicolons, quotation marks, and letters of all kinds.
func TestCalendarSigns(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "script", "ateliers_signs.txt"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "ateliers", "signs.yaml"), archive.Files[0].Data, 0o666); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := ateliers(t, dir, "--bassin", "colline", "--from", "2023", "--to", "2023", "--format", "ics")
	if code != exitOK {
		t.Fatal(stderr)
	}
	unescape := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\,`, ",", `\;`, ";")
	values := map[string]string{}
	for line := range strings.SplitSeq(strings.ReplaceAll(stdout, "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		name, _, _ = strings.Cut(name, ";")
		values[name] = unescape.Replace(value)
	}
	for _, test := range []struct{ name, text string }{
		{"SUMMARY", "Un, deux; trois: \"quatre\" \\ 'cinq' 🎈 אטלייה"},
		{"LOCATION", "Salle \"Nulle; Part\", étage\n2"},
		{"LOCATION", "rue, de; la: Fable \\ 0"},
		{"CONTACT", "Équipe \"A\", B;\nC"},
		{"DESCRIPTION", "Ligne un\nLigne deux, avec virgule; point-virgule\nBEGIN:VEVENT"},
		{"DESCRIPTION", "Tram 0\narrêt \"Fable\""},
		{"DESCRIPTION", "Toutes, tous; \"et\" autres\n🎈"},
		{"DESCRIPTION", "0,00 €; \"gratuit\"\nou presque"},
		{"DESCRIPTION", "Grève, \"imaginaire\";\nencore"},
	} {
		if !strings.Contains(values[test.name], test.text) {
			t.Errorf("%s is %q, without %q", test.name, values[test.name], test.text)
		}
	}
}

// ateliers runs the command in a project.
func ateliers(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errOut strings.Builder
	c := bassins(dir, append([]string{"ateliers", "--now", testproject.Now}, args...)...)
	c.Stdout, c.Stderr = &out, &errOut
	err := c.Run()
	if _, exit := err.(*exec.ExitError); err != nil && !exit {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), out.String(), errOut.String()
}
