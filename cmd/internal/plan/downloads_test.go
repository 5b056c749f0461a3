package plan_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bassins/cmd/internal/testproject"
)

// figureProject is the fictitious project with figures that are fit for charts.
func figureProject(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	const more = `# separator=; decimal=.
indicator;territory;period;value;source;note_fr;note_nl
share;rivage;2023;20;fable;;
share;rivage;2024;21;fable;;
share;colline;2023;30;fable;'=1+1;-
share;colline;2024;31;fable;;
share;colline;2025;32;fable;;
`
	if err := os.WriteFile(filepath.Join(dir, "data/observations/more.csv"), []byte(more), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

func everything(string) bool { return true }

var (
	reFile   = regexp.MustCompile(`<a href="/([^"]*\.(?:csv|json|svg|xlsx))" download>([^<]*)<`)
	reDetail = regexp.MustCompile(`\((CSVW?|JSON|XLSX), (\d+)\p{Z}k[oB]\)$`)
	reOther  = regexp.MustCompile(`<link rel="alternate" type="([^"]*)" href="/([^"]*)"`)
)

// TestDownloads follows the links to files: each exists, and is as large as the page
// says.
func TestDownloads(t *testing.T) {
	files := outputs(t, figureProject(t), testproject.Now, everything)
	linked := map[string]bool{}
	for name, data := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range reFile.FindAllStringSubmatch(string(data), -1) {
			file, ok := files[m[1]]
			if !ok || len(file) == 0 {
				t.Errorf("%s links to %s, which does not exist", name, m[1])
			}
			linked[m[1]] = true
			if path.Ext(m[1]) == ".svg" {
				continue
			}
			detail := reDetail.FindStringSubmatch(m[2])
			if detail == nil {
				t.Errorf("%s: %q says no format or size", name, m[2])
			} else if want := strconv.Itoa((len(file) + 999) / 1000); detail[2] != want {
				t.Errorf("%s: %s has %s kB, the page says %s", name, m[1], want, detail[2])
			}
		}
		for _, m := range reOther.FindAllStringSubmatch(string(data), -1) {
			if _, ok := files[m[2]]; !ok {
				t.Errorf("%s: the alternate %s does not exist", name, m[2])
			}
		}
	}
	for name := range files {
		ours := strings.HasPrefix(name, "data/") || path.Ext(name) == ".xlsx" || path.Ext(name) == ".svg" && strings.Count(name, "/") > 2
		if ours && !linked[name] {
			t.Errorf("no page links to %s", name)
		}
	}
	for _, want := range []string{
		"data/observations.csv", "data/observations.csv-metadata.json", "data/observations.json", "data/observations-2025.csv", "data/share.csv-metadata.json",
		"fr/rapports/2025/rapport-2025.xlsx", "nl/rapporten/2025/rapport-2025.xlsx", "fr/indicateurs/share/share-region1.svg",
	} {
		if !linked[want] {
			t.Errorf("no page links to %s", want)
		}
	}
	head := string(files["nl/indicatoren/share/index.html"])
	for _, want := range []string{`type="text/csv" href="/data/share.csv"`, `type="application/json" href="/data/share.json"`, `"contentUrl":"https://bassins.example.org/data/share.csv"`} {
		if !strings.Contains(head, want) {
			t.Errorf("the page of an indicator has no %s", want)
		}
	}
}

// TestFigureFields checks that every column and every field is explained, and that
// files have no other.
func TestFigureFields(t *testing.T) {
	files := outputs(t, figureProject(t), testproject.Now, func(name string) bool {
		return strings.HasPrefix(name, "data/") || strings.Contains(name, "donnees-ouvertes") || strings.Contains(name, "open-data")
	})
	columns, err := csv.NewReader(strings.NewReader(string(files["data/observations.csv"]))).Read()
	if err != nil || len(columns) < 20 {
		t.Fatal(columns, err)
	}
	used := map[string]bool{}
	for name, data := range files {
		if path.Ext(name) == ".json" && !strings.HasSuffix(name, "-metadata.json") {
			var v any
			if err := json.Unmarshal(data, &v); err != nil {
				t.Fatal(name, err)
			}
			fieldsOf(v, "", used)
		}
	}
	if len(used) < 30 {
		t.Errorf("files have %d fields, there are more", len(used))
	}
	for _, page := range []string{"fr/donnees-ouvertes/index.html", "nl/open-data/index.html"} {
		explained := map[string]bool{}
		for _, m := range reField.FindAllStringSubmatch(string(files[page]), -1) {
			explained[m[1]] = true
			if m[2] == "" || strings.HasPrefix(m[2], "[") || strings.Contains(m[2], "opendata.") {
				t.Errorf("%s: %s is explained by %q", page, m[1], m[2])
			}
		}
		for _, c := range columns {
			if !explained[c] {
				t.Errorf("%s: the column %s is not explained", page, c)
			}
		}
		for name := range used {
			parent, language, _ := cutLast(name)
			if !explained[name] && !(explained[parent] && (language == "fr" || language == "nl")) {
				t.Errorf("%s: the field %s is not explained", page, name)
			}
		}
	}
}

// cutLast cuts a path before its last name.
func cutLast(name string) (parent, last string, found bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", name, false
	}
	return name[:i], name[i+1:], true
}

// TestDownloadKeys edits a figure: exactly the files that hold it get another key.
func TestDownloadKeys(t *testing.T) {
	dir := figureProject(t)
	isFile := func(name string) bool {
		return strings.HasPrefix(name, "data/") || path.Ext(name) == ".xlsx" || path.Ext(name) == ".svg" && strings.Count(name, "/") > 2
	}
	before, keys := outputsAndKeys(t, dir, testproject.Now, isFile)
	edit := filepath.Join(dir, "data/observations/more.csv")
	data, err := os.ReadFile(edit)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(edit, []byte(strings.Replace(string(data), "share;colline;2024;31;", "share;colline;2024;31.5;", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	after, again := outputsAndKeys(t, dir, testproject.Now, isFile)
	var changed []string
	for name, data := range after {
		if string(data) != string(before[name]) && keys[name] == again[name] {
			t.Errorf("%s has other bytes and the same key", name)
		}
		if keys[name] != again[name] && !strings.Contains(name, "/share") {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	// The report of 2025 draws the share in its charts; its files have no figure of 2024.
	want := []string{"data/observations.csv", "data/observations.csv-metadata.json", "data/observations.json",
		"fr/rapports/2025/rapport-2025-population-1.svg", "nl/rapporten/2025/rapport-2025-population-1.svg"}
	if !slices.Equal(changed, want) {
		t.Errorf("other keys have %s", strings.Join(changed, ", "))
	}
}
