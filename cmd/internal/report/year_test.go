package report

import (
	"fmt"
	"strings"
	"testing"

	"bassins/cmd/internal/site"
	"bassins/cmd/internal/testfigures"
)

const yearReport = `published: 2025-11-30
key:
  - {indicator: population, territory: region, period: 2025-01-01}
themes:
  - theme: people
    charts:
      - {indicator: population, form: bars, territories: bassins, period: 2025-01-01, title: {fr: Rivage grandit, nl: Rivage groeit, en: Rivage grows}}
      - {indicator: share, form: lines, territories: [region]}
      - {indicator: young, form: bars, territories: [pont]}
method:
  - {fr: Autrement., nl: Anders., en: In another way.}
`

func year(t *testing.T) (*site.Site, Year) {
	s := testfigures.Load(t, map[string]string{"data/rapports/2025.yaml": yearReport})
	if len(s.Reports) != 1 {
		t.Fatalf("there are %d reports", len(s.Reports))
	}
	return s, words(s)["en"].Year(s.Reports[0], "c-")
}

// TestYear checks what a report shows: its charts that have a value, the last value
// of the year for each territory, and of how many communes and quartiers one is known.
func TestYear(t *testing.T) {
	_, y := year(t)
	if len(y.Themes) != 1 {
		t.Fatalf("there are %d themes", len(y.Themes))
	}
	theme := y.Themes[0]
	var titles []string
	for _, d := range theme.Drawings {
		titles = append(titles, d.Chart.ID+" "+d.Title)
	}
	if got, want := strings.Join(titles, "\n"), "c-people-1 Rivage grows\nc-people-2 Dreamers, Region"; got != want {
		t.Errorf("it draws\n%s\nwant\n%s", got, want)
	}
	var rows []string
	for _, r := range theme.Table.Rows {
		rows = append(rows, fmt.Sprintf("%s | %s | %s%s", r.Head.Text, r.Head.Detail, r.Cells[0].Text, r.Cells[0].Sign))
	}
	want := `Population | Shore, on 1 January 2025 (inhabitants) | 900w
Population | Hill, on 1 January 2025 (inhabitants) | 700
Population | Region, on 1 January 2025 (inhabitants) | 1,250,000
Dreamers | Shore, in 2025 (%) | ≈ 12.5
Dreamers | Region, in 2025 (%) | 31.3
Young | Shore, in 2025 (%) | 40
Old | Shore, in 2025 (%) | 60
Odd | Hill, in 2025 (people) | 2e
Odd | Region, in March 2025 (people) | 4`
	if got := strings.ReplaceAll(strings.Join(rows, "\n"), "\u00a0", " "); got != want {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
	var others []string
	for _, o := range theme.Others {
		others = append(others, o.Name+": "+strings.ReplaceAll(o.Why, "\u00a0", " "))
	}
	if got, want := strings.Join(others, "\n"), "Population: 3 municipalities\nDreamers: 2 neighbourhoods"; got != want {
		t.Errorf("others are\n%s\nwant\n%s", got, want)
	}
	if len(y.Method) != 1 || y.Method[0] != "In another way." {
		t.Errorf("the method is %q", y.Method)
	}
	if len(y.Corrections) != 1 || y.Corrections[0].Old != "11%" || y.Corrections[0].New != "12.5%" {
		t.Errorf("the corrections are %v", y.Corrections)
	}
}

// TestGaps checks that what is missing for the year is told, and what does not apply
// is no gap.
func TestGaps(t *testing.T) {
	_, y := year(t)
	var gaps []string
	for _, g := range y.Gaps {
		gaps = append(gaps, fmt.Sprintf("%s | %s | %s", g.Name, strings.Join(g.Territories, ", "), g.Period))
	}
	if got, want := strings.ReplaceAll(strings.Join(gaps, "\n"), "\u00a0", " "), "Dreamers | Hill | in 2025\nOdd | Shore | in 2025"; got != want {
		t.Errorf("gaps are\n%s\nwant\n%s", got, want)
	}
}

// TestExplained checks that every indicator of which the report has a number is
// explained, with where its numbers come from.
func TestExplained(t *testing.T) {
	_, y := year(t)
	var list []string
	for _, i := range y.Indicators {
		list = append(list, fmt.Sprintf("%s %d", i.ID, len(i.Sources)))
	}
	if got, want := strings.Join(list, ", "), "population 2, share 1, young 1, old 1, odd 1"; got != want {
		t.Errorf("explained are %s, want %s", got, want)
	}
}

// TestKeyCard checks that a key figure says nothing of the years before but the
// change.
func TestKeyCard(t *testing.T) {
	s, _ := year(t)
	card := words(s)["en"].KeyCard(s.Reports[0].Key[0].Observation)
	if len(card.Earlier) > 0 || !strings.HasSuffix(card.Change, "2024") || len(card.Sources) != 2 {
		t.Errorf("the card is %+v", card)
	}
}
