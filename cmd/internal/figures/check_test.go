package figures_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/figures"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
	"bassins/cmd/internal/testproject"
)

// indicators are those that tests speak of; all are of invented things.
const indicators = `
- {id: people, theme: population, unit: inhabitants, names: {fr: a, nl: a}, definition: {fr: a, nl: a}, sum: bassins, parts: [young, old]}
- {id: young, theme: population, unit: inhabitants, names: {fr: b, nl: b}, definition: {fr: b, nl: b}}
- {id: old, theme: population, unit: inhabitants, names: {fr: c, nl: c}, definition: {fr: c, nl: c}}
- {id: dogs, theme: population, unit: inhabitants, names: {fr: d, nl: d}, definition: {fr: d, nl: d}, sum: communes, plausible: {min: 0, max: 1000}, jump: 3}
- {id: red, theme: population, unit: percent, shares: colours, names: {fr: e, nl: e}, definition: {fr: e, nl: e}}
- {id: green, theme: population, unit: percent, shares: colours, names: {fr: f, nl: f}, definition: {fr: f, nl: f}}
- {id: blue, theme: population, unit: percent, shares: colours, names: {fr: g, nl: g}, definition: {fr: g, nl: g}}
- {id: growth, theme: population, unit: percent, names: {fr: h, nl: h}, definition: {fr: h, nl: h}, plausible: {min: -5}}
`

// sheetOf is a file of observations with rows of indicator, territory, period, value,
// low, high, qualifier, missing, break and note.
func sheetOf(rows ...string) string {
	return "# separator=; decimal=.\nindicator;territory;period;value;low;high;qualifier;missing;break;note_fr;source\n" + strings.Join(rows, ";fable\n") + ";fable\n"
}

// project writes the fictitious project with the indicators above, and with nothing
// that speaks of others.
func project(t testing.TB) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"content", "templates", "static", "data/indicateurs", "data/observations", "data/rapports", site.CorrectionsPath, site.FigureRecordPath} {
		if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join(dir, "data", "site.yaml")
	data, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string // pages are named there, and there are none
	list := false
	for line := range strings.Lines(string(data)) {
		if line[0] != ' ' {
			list = strings.HasPrefix(line, "menu:") || strings.HasPrefix(line, "footer:") || strings.HasPrefix(line, "key_pages:")
		}
		if !list {
			kept = append(kept, line)
		}
	}
	write(t, dir, map[string]string{"data/site.yaml": strings.Join(kept, ""), "data/indicateurs/indicators.yaml": indicators})
	return dir
}

func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for path, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// load loads a project after files of it have been written.
func load(t testing.TB, dir string, files map[string]string) (*site.Site, *diag.List) {
	t.Helper()
	write(t, dir, files)
	now, err := lang.ParseDate(testproject.Now)
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	var loader site.Loader
	tree := source.Read(dir, source.List(dir, &problems), &problems)
	return loader.Load(tree, site.Options{Now: now.Time()}, &problems), &problems
}

// said are the problems of the data, but not that of an indicator nothing is known.
func said(problems *diag.List) string {
	var b strings.Builder
	for _, p := range problems.Sorted() {
		if !strings.HasPrefix(p.Message, "nothing is known of the indicator") && p.Path != site.RecordPath {
			b.WriteString(p.String() + "\n")
		}
	}
	return b.String()
}

func TestCheck(t *testing.T) {
	dir := project(t)
	for _, test := range []struct {
		name string
		rows []string
		want string // without the path; "" is nothing to say
	}{
		{"shares within their digits", []string{"red;rivage;2024;33.3;;;;;;", "green;rivage;2024;33.3;;;;;;", "blue;rivage;2024;33.3;;;;;;"}, ""},
		{"shares as whole numbers", []string{"red;rivage;2024;33;;;;;;", "green;rivage;2024;33;;;;;;", "blue;rivage;2024;33;;;;;;"}, ""},
		{"shares too many", []string{"red;rivage;2024;33.3;;;;;;", "green;rivage;2024;33.3;;;;;;", "blue;rivage;2024;34.2;;;;;;"},
			`3:17: shares "colours" of rivage, 2024 add up to 100.8, not to 100: red 33.3, green 33.3, blue 34.2 (correct them; if the source itself has them so, qualifier: about and a note:, or leave shares: out of the indicators)`},
		{"shares too few", []string{"blue;rivage;2024;30;;;;;;", "red;rivage;2024;33;;;;;;", "green;rivage;2024;33;;;;;;"},
			`4:17: shares "colours" of rivage, 2024 add up to 96, not to 100: red 33, green 33, blue 30 (correct them; if the source itself has them so, qualifier: about and a note:, or leave shares: out of the indicators)`},
		{"a share that is not known", []string{"red;rivage;2024;33;;;;;;", "green;rivage;2024;33;;;;;;"}, ""},
		{"a share that is missing", []string{"red;rivage;2024;33;;;;;;", "green;rivage;2024;33;;;;;;", "blue;rivage;2024;;;;;too-few;;"}, ""},
		{"more than all without one", []string{"red;rivage;2024;63;;;;;;", "green;rivage;2024;43;;;;;;"},
			`3:17: shares "colours" of rivage, 2024 add up to 106, which is more than 100: red 63, green 43 (correct them; if the source itself has them so, qualifier: about and a note:, or leave shares: out of the indicators)`},
		{"shares of which one does not apply", []string{"red;rivage;2024;33;;;;;;", "green;rivage;2024;67;;;;;;", "blue;rivage;2024;;;;;not-applicable;;"}, ""},
		{"shares of which one is a range", []string{"red;rivage;2024;33;;;;;;", "green;rivage;2024;33;;;;;;", "blue;rivage;2024;;30;40;;;;"}, ""},
		{"shares of which one is about", []string{"red;rivage;2024;33;;;;;;", "green;rivage;2024;33;;;;;;", "blue;rivage;2024;30;;;about;;;"}, ""},
		{"shares of which one is over", []string{"red;rivage;2024;33;;;;;;", "green;rivage;2024;33;;;;;;", "blue;rivage;2024;20;;;over;;;"}, ""},
		{"shares of other times", []string{"red;rivage;2024;63;;;;;;", "green;rivage;2023;63;;;;;;"}, ""},

		{"a total", []string{"people;rivage;2024;30;;;;;;", "young;rivage;2024;10;;;;;;", "old;rivage;2024;20;;;;;;"}, ""},
		{"a total that is not", []string{"people;rivage;2024;32;;;;;;", "young;rivage;2024;10;;;;;;", "old;rivage;2024;20;;;;;;"},
			`3:20: people of rivage, 2024 is 32, but its parts add up to 30: young 10, old 20 (correct one of them; data/indicateurs/indicators.yaml:2 names the parts)`},
		{"a total about", []string{"people;rivage;2024;3000;;;about;;;", "young;rivage;2024;1200;;;;;;", "old;rivage;2024;2100;;;;;;"}, ""},
		{"a total with a part that is not known", []string{"people;rivage;2024;32;;;;;;", "young;rivage;2024;10;;;;;;"}, ""},

		{"all basins", []string{"people;region;2024;30;;;;;;", "people;rivage;2024;10;;;;;;", "people;colline;2024;20;;;;;;"}, ""},
		{"other than all basins", []string{"people;region;2024;29;;;;;;", "people;rivage;2024;10.0;;;;;;", "people;colline;2024;20.0;;;;;;"},
			`3:20: people of region, 2024 is 29, but the bassins add up to 30: rivage 10, colline 20 (correct one of them; data/indicateurs/indicators.yaml:2 says sum: bassins)`},
		{"a basin of another time", []string{"people;region;2024;29;;;;;;", "people;rivage;2024;10;;;;;;", "people;colline;2023;20;;;;;;"}, ""},
		{"communes with parts", []string{"dogs;region;2024;60;;;;;;", "dogs;fictive-sur-eau;2024;10;;;;;;", "dogs;montimaginaire;2024;20;;;;;;", "dogs;pontbas;2024;14;;;;;;", "dogs;ponthaut;2024;16;;;;;;"}, ""},
		{"a commune that is split counts once", []string{"dogs;region;2024;60;;;;;;", "dogs;fictive-sur-eau;2024;10;;;;;;", "dogs;montimaginaire;2024;20;;;;;;", "dogs;pontnulpart;2024;30;;;;;;", "dogs;pontbas;2024;14;;;;;;", "dogs;ponthaut;2024;16;;;;;;"}, ""},
		{"communes that do not add up", []string{"dogs;region;2024;70;;;;;;", "dogs;fictive-sur-eau;2024;10;;;;;;", "dogs;montimaginaire;2024;20;;;;;;", "dogs;pontbas;2024;14;;;;;;", "dogs;ponthaut;2024;16;;;;;;"},
			`3:18: dogs of region, 2024 is 70, but the communes add up to 60: fictive-sur-eau 10, montimaginaire 20, pontbas 14, ponthaut 16 (correct one of them; data/indicateurs/indicators.yaml:5 says sum: communes)`},

		{"not plausible", []string{"dogs;rivage;2024;1001;;;;;;"}, `3:18: dogs of rivage, 2024 is 1001, which is not plausible (data/indicateurs/indicators.yaml:5 says between 0 and 1000)`},
		{"a range that is not plausible", []string{"dogs;rivage;2024;;900;1100;;;;"}, `3:23: dogs of rivage, 2024 is 1100, which is not plausible (data/indicateurs/indicators.yaml:5 says between 0 and 1000)`},
		{"negative", []string{"young;rivage;2024;-1;;;;;;"}, `3:19: young of rivage, 2024 is negative (if it may be, its indicator says plausible: with a min below 0)`},
		{"negative as it may be", []string{"growth;rivage;2024;-1.5;;;;;;"}, ""},
		{"too negative", []string{"growth;rivage;2024;-7;;;;;;"}, `3:20: growth of rivage, 2024 is -7, which is not plausible (data/indicateurs/indicators.yaml:9 says at least -5)`},

		{"to come", []string{"young;rivage;2025-03-02;5;;;;;;"}, `3:1: young of rivage, 2025-03-02 is of a time that has not begun (a projection has qualifier: estimated)`},
		{"today", []string{"young;rivage;2025-03-01;5;;;;;;"}, ""},
		{"a year that is not over", []string{"young;rivage;2025;5;;;;;;"}, ""},
		{"a projection", []string{"young;rivage;2030;5;;;estimated;;;"}, ""},
		{"to come and missing", []string{"young;rivage;2030;;;;;not-published;;"}, ""},
		{"worked out", []string{"young;rivage;2024;5;;;derived;;;"}, `3:23: warning: young of rivage, 2024 was worked out, and no note says how (add note:)`},
		{"worked out with a note", []string{"young;rivage;2024;5;;;derived;;;Moitié de dix."}, ""},

		{"twice", []string{"young;rivage;2024;5;;;;;;", "young;rivage;2024;5.0;;;;;;"}, `4:1: young of rivage, 2024 is entered twice: also at data/observations/x.csv:3 (keep one of the two)`},
		{"two values", []string{"young;rivage;;5;;;;;;", "young;rivage;;6;;;;;;"}, `4:1: young of rivage is 6 here and 5 at data/observations/x.csv:3 (keep one of the two; if sources contradict one another, the note says so)`},

		{"a jump", []string{"young;rivage;2023;50;;;;;;", "young;rivage;2024;101;;;;;;"}, `4:19: warning: young of rivage, 2024 goes from 50 to 101 in a year (if it is right, a note: says why; break: true if it is counted in another way; or the indicator has another jump:)`},
		{"a fall", []string{"young;rivage;2023-01-01;50;;;;;;", "young;rivage;2024-01-01;24;;;;;;"}, `4:25: warning: young of rivage, 2024-01-01 goes from 50 to 24 in a year (if it is right, a note: says why; break: true if it is counted in another way; or the indicator has another jump:)`},
		{"a jump with a month between", []string{"young;rivage;2023-01;50;;;;;;", "young;rivage;2023-07;70;;;;;;", "young;rivage;2024-01;101;;;;;;"}, `5:22: warning: young of rivage, 2024-01 goes from 50 to 101 in a year (if it is right, a note: says why; break: true if it is counted in another way; or the indicator has another jump:)`},
		{"no jump", []string{"young;rivage;2023;50;;;;;;", "young;rivage;2024;100;;;;;;"}, ""},
		{"a jump that the indicator allows", []string{"dogs;rivage;2023;50;;;;;;", "dogs;rivage;2024;150;;;;;;"}, ""},
		{"a jump with a note", []string{"young;rivage;2023;50;;;;;;", "young;rivage;2024;101;;;;;;Une vague."}, ""},
		{"a jump with a break", []string{"young;rivage;2023;50;;;;;;", "young;rivage;2024;101;;;;;true;"}, ""},
		{"a jump in two years", []string{"young;rivage;2022;50;;;;;;", "young;rivage;2024;101;;;;;;"}, ""},
		{"a jump from nothing", []string{"young;rivage;2023;0;;;;;;", "young;rivage;2024;101;;;;;;"}, ""},
		{"a jump of another basin", []string{"young;rivage;2023;50;;;;;;", "young;colline;2024;101;;;;;;"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, problems := load(t, dir, map[string]string{"data/observations/x.csv": sheetOf(test.rows...)})
			if got := said(problems); got != "" {
				t.Fatalf("the project has problems without Check:\n%s", got)
			}
			figures.Check(s, problems)
			want := test.want
			if want != "" {
				want = "data/observations/x.csv:" + want + "\n"
			}
			if diff := cmp.Diff(want, said(problems)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCheckIncomplete is a project of which a part cannot be read: sums say nothing.
func TestCheckIncomplete(t *testing.T) {
	s, problems := load(t, project(t), map[string]string{
		"data/observations/x.csv": sheetOf("people;rivage;2024;32;;;;;;", "young;rivage;2024;10;;;;;;", "old;rivage;2024;20;;;;;;", "old;rivage;2023;-3;;;;;;"),
		"data/observations/y.csv": sheetOf("people;nowhere;2024;32;;;;;;"),
	})
	figures.Check(s, problems)
	want := `data/observations/x.csv:6:17: old of rivage, 2023 is negative (if it may be, its indicator says plausible: with a min below 0)
data/observations/y.csv:3:8: unknown territory "nowhere" (known: colline, fictive-sur-eau, montimaginaire, pontbas, ponthaut, pontnulpart, region, rivage)
`
	if diff := cmp.Diff(want, said(problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNothingKnown is an indicator without a figure.
func TestNothingKnown(t *testing.T) {
	s, problems := load(t, project(t), map[string]string{"data/observations/x.csv": sheetOf("red;rivage;2024;30;;;;;;")})
	figures.Check(s, problems)
	want := `data/indicateurs/indicators.yaml:3:8: warning: nothing is known of the indicator "young" (enter figures in data/observations, or missing: not-published)`
	if got := problems.Sorted(); !strings.Contains(diagText(got), want) || strings.Contains(diagText(got), `indicator "red"`) {
		t.Errorf("got\n%swant\n%s", diagText(got), want)
	}
}

func diagText(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String() + "\n")
	}
	return b.String()
}

func TestCorrectionsAndReports(t *testing.T) {
	s, problems := load(t, project(t), map[string]string{
		"data/observations/x.csv": sheetOf("young;rivage;2024;12;;;;;;", "young;colline;2023;13;;;;;;", "old;rivage;2024;;20;30;;;;", "old;rivage;2025-02-10;7;;;;;;"),
		"data/corrections.yaml": `
- {indicator: young, territory: rivage, period: 2024, date: 2024-12-01, old: 10, new: 11, reason: {fr: a, nl: a}}
- {indicator: young, territory: rivage, period: 2024, date: 2024-12-02, old: 10, new: 12, reason: {fr: a, nl: a}}
- {indicator: young, territory: colline, period: 2023, date: 2024-12-02, old: 10, new: 14, reason: {fr: a, nl: a}}
- {indicator: old, territory: rivage, period: 2024, date: 2025-04-01, old: 10, new: 20, reason: {fr: a, nl: a}}
- {indicator: old, territory: rivage, period: 2025-02-10, date: 2025-02-11, old: 7, new: 7, reason: {fr: a, nl: a}}
`,
		"data/rapports/2024.yaml": `
published: 2025-02-01
key:
  - {indicator: old, territory: rivage, period: 2025-02-10}
  - {indicator: young, territory: rivage}
themes:
  - theme: population
    charts:
      - {indicator: young, form: bars}
      - {indicator: young, form: lines}
      - {indicator: young, form: bars, period: 2024}
      - {indicator: red, form: dots}
      - {indicator: red, form: dots, period: 2024}
`,
	})
	figures.Check(s, problems)
	want := `data/corrections.yaml:3:78: young of rivage, 2024 was corrected to 11 before, not to 10 (see line 2)
data/corrections.yaml:4:88: young of colline, 2023 was corrected to 14, but is 13 (new: is the value at data/observations/x.csv:4, or another correction follows)
data/corrections.yaml:5:15: correction of old, rivage, 2024 is of 2025-04-01, which is to come
data/corrections.yaml:6:90: correction of old, rivage, 2025-02-10 changes nothing: old and new are 7
data/rapports/2024.yaml:4:17: warning: old of rivage, 2025-02-10 is of a later time than the report, which is of 2025-02-01 (name the period that was known then)
data/rapports/2024.yaml:9:21: warning: figures of young are of different times, and a chart compares those of one: rivage, 2024; colline, 2023 (name the period: that is meant)
data/rapports/2024.yaml:12:21: warning: chart of red has nothing to show up to 2024 (bassins figures lists what is known)
data/rapports/2024.yaml:13:21: warning: chart of red has nothing to show for 2024 (bassins figures lists what is known)
`
	if diff := cmp.Diff(want, said(problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
