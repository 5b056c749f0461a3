package sitetest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// crowd is how many ateliers are invented to fill a sheet: more than fit on it.
const crowd = 75

// TestSchedule builds the site as of a day on which much is to come, with a year
// that is too full for a sheet of paper, and has a browser choose and print.
func TestSchedule(t *testing.T) {
	open(t) // has built the command
	dir := t.TempDir()
	for _, folder := range []string{"content", "data", "static", "templates"} {
		if _, err := os.Stat(filepath.Join(root, folder)); os.IsNotExist(err) {
			continue // static is optional
		}
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS(filepath.Join(root, folder))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "ateliers", "crowd.yaml"), []byte(invented()), 0o666); err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(dir, "public")
	build := exec.Command(filepath.Join(temp, "bassins"), "build", "-o", public, "--now", "2025-01-15")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("bassins build: %v\n%s", err, out)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	defer server.Close()

	var wanted struct {
		Now    string   `json:"now"`
		List   string   `json:"list"`
		Bassin string   `json:"bassin"`
		Sheets []string `json:"sheets"`
	}
	wanted.Now, wanted.List, wanted.Bassin = "2025-01-15T09:00:00Z", "/fr/ateliers/", "nord"
	for _, pattern := range []string{"fr/ateliers/bassins/*/20??", "nl/ateliers/zorgzones/*/2025"} {
		found, err := filepath.Glob(filepath.Join(public, filepath.FromSlash(pattern)))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: no sheets, %v", pattern, err)
		}
		for _, sheet := range found {
			wanted.Sheets = append(wanted.Sheets, strings.TrimPrefix(filepath.ToSlash(sheet), filepath.ToSlash(public))+"/")
		}
	}
	script(t, fmt.Sprintf("chose among %s and printed %d sheets", wanted.List, len(wanted.Sheets)), encode(t, wanted), "schedule.mjs", server.URL)
}

// invented is a year in which the basin Nord-Est has more to do than a sheet holds,
// under long names, and most of it in three months, and one in which Centre-Ouest has
// as much in each month.
func invented() string {
	var b strings.Builder
	for i, title := range []string{"Rencontre", "Autre rencontre"} {
		day := 2 + 2*i // a Monday and a Wednesday
		fmt.Fprintf(&b, "- id: 2023-fiction-%d\n  kind: rendez-vous\n  bassins: [centre-ouest]\n  titles:\n", day)
		for _, language := range []string{"fr", "nl", "en"} {
			fmt.Fprintf(&b, "    %s: %s imaginaire de chaque semaine, sous un nom si long qu’il prend deux lignes entières d’une feuille de papier\n", language, title)
		}
		fmt.Fprintf(&b, "  start: 2023-01-%02dT10:00\n  repeats:\n    every: week\n    until: 2023-12-31\n  place:\n    name: Salle imaginaire des rencontres\n  sources: [{title: Fiction, url: https://example.org/}]\n", day)
	}
	for i := range crowd {
		month, day := []int{1, 4, 4, 4, 5, 11}[i%6], i/6+1
		fmt.Fprintf(&b, "- id: 2031-fiction-%d\n  kind: atelier-du-changement\n  bassins: [nord-est]\n", i)
		b.WriteString("  titles:\n")
		for _, language := range []string{"fr", "nl", "en"} {
			fmt.Fprintf(&b, "    %s: Atelier imaginaire %d, sous un nom assez long pour deux lignes de papier\n", language, i)
		}
		fmt.Fprintf(&b, "  start: 2031-%02d-%02dT09:30\n  end: 2031-%02d-%02dT12:00\n", month, day, month, day)
		fmt.Fprintf(&b, "  place:\n    name: Salle imaginaire des rencontres\n    address: rue de la Fable %d\n  status: planned\n", i)
	}
	return b.String()
}
