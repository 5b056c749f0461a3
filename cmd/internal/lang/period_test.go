package lang

import (
	"slices"
	"testing"
)

func TestPeriod(t *testing.T) {
	for text, want := range map[string]struct {
		kind  PeriodKind
		year  int
		place float64
	}{
		"2025":                   {Yearly, 2025, 2025},
		"2025-07":                {Monthly, 2025, 2025.5},
		"2025-01-01":             {AsOf, 2025, 2025},
		"2024/2025":              {SchoolYear, 2025, 2024.5},
		"2017..2019":             {Years, 2019, 2018},
		"2024-12..2025-02":       {Span, 2025, 2025},
		"2024-12-02..2024-12-06": {Span, 2024, 2024.9247311827958},
	} {
		p, err := ParsePeriod(text)
		if err != nil || p.Kind() != want.kind || p.Year() != want.year || p.String() != text {
			t.Errorf("%s: kind %d, year %d, written %q, %v", text, p.Kind(), p.Year(), p, err)
		}
		if got := p.Place(); got < want.place-1e-9 || got > want.place+1e-9 {
			t.Errorf("%s lies at %v, want %v", text, got, want.place)
		}
	}
	if p := (Period{}); p.Kind() != Undated || p.String() != "" || p.Place() != 0 || p.Year() != 0 {
		t.Errorf("no period is %q", p)
	}
}

func TestPeriodRefused(t *testing.T) {
	for text, want := range map[string]string{
		"2025-01-01T09:30": `"2025-01-01T09:30" is not a period: leave the hour out`,
		"2024/2026":        `"2024/2026" is not a school year: write it as 2024/2025`,
		"2024-09/2025-06":  `"2024-09/2025-06" is not a school year: write it as 2024/2025`,
		"2019..2017":       `"2019..2017" is not a period: it ends before it has begun`,
		"2019..2019":       `"2019..2019" is not a period: it ends before it has begun`,
		"2019..2020-02":    `"2019..2020-02" is not a period: both ends are years, months or days`,
		"..":               `"" is not a date: expected 2025, 2025-02, 2025-02-13 or 2025-02-13T09:30`,
	} {
		if _, err := ParsePeriod(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", text, err, want)
		}
	}
}

func TestPeriodOrder(t *testing.T) {
	sorted := []string{"2017", "2017..2019", "2019-05", "2019/2020", "2021-01-01", "2021-06-30", "2021-12"}
	var periods []Period
	for _, s := range sorted {
		p, err := ParsePeriod(s)
		if err != nil {
			t.Fatal(err)
		}
		periods = append(periods, p)
	}
	slices.Reverse(periods)
	slices.SortFunc(periods, Period.Compare)
	for i, p := range periods {
		if p.String() != sorted[i] {
			t.Errorf("%d is %s, want %s", i, p, sorted[i])
		}
	}
}
