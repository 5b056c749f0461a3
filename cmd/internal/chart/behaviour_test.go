package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// drawn is a chart as its text.
func drawn(c *Chart) string { return string(c.Append(nil)) }

// The greatest bar reaches the end, the others are in proportion.
func TestBarsBeginAtZero(t *testing.T) {
	got := drawn(&Chart{Labels: []string{"A", "B"}, Series: []Series{{Points: points(1000, 250)}}})
	for _, want := range []string{`<rect class="chart__bar" y="0" width="100%"`, `width="25%"`, ">1000<", ">250<"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	got = drawn(&Chart{Labels: []string{"A", "B"}, Series: []Series{{Points: points(-30, 10)}}})
	for _, want := range []string{`width="75%"`, `x="75%"`, `width="25%"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestWhatIsNotExactDoesNotLookSo(t *testing.T) {
	exact := Point{Value: 10}
	for _, form := range []Form{Bars, Stacked, Lines, Dots, Multiples, Spark} {
		for name, p := range map[string]Point{
			"about": {Value: 10, Rough: true},
			"under": {Value: 10, Open: -1},
			"over":  {Value: 10, Open: 1},
			"range": {Range: true, Low: 8, High: 12},
		} {
			c := Chart{Form: form, Labels: []string{"A", "B"}, Series: []Series{{Points: []Point{exact, exact}}}}
			as := drawn(&c)
			p.Text = "10" // the same text, so that only the drawing tells
			c.Series[0].Points = []Point{exact, p}
			if got := drawn(&c); got == as || !strings.Contains(got, "rough") && !strings.Contains(got, "hollow") &&
				!strings.Contains(got, "--hole") && !strings.Contains(got, "range") && !strings.Contains(got, "bandline") && !strings.Contains(got, "arrow") {
				t.Errorf("%s: %s looks exact: %s", form, name, got)
			}
		}
	}
}

func TestMissingIsSaid(t *testing.T) {
	for _, form := range []Form{Bars, Stacked, Lines, Dots} {
		for name, p := range map[string]Point{"missing": {Missing: "n.c."}, "not a number": {Value: math.NaN(), Text: "n.c."}} {
			c := Chart{Form: form, Labels: []string{"A", "B", "C"}, Series: []Series{{Name: "S", Points: []Point{{Value: 1}, p, {Value: 2}}}}}
			if got := drawn(&c); !strings.Contains(got, "n.c.") {
				t.Errorf("%s: %s is not said: %s", form, name, got)
			}
		}
	}
}

func TestLinesEndWhereNothingCanBeCompared(t *testing.T) {
	c := Chart{Form: Spark, Labels: make([]string, 4), Series: []Series{{Points: points(1, 2, 3, 4)}}}
	lines := func() int { return strings.Count(drawn(&c), "L") }
	if n := lines(); n != 3 {
		t.Errorf("four points have %d lines", n)
	}
	c.Series[0].Points[2].Break = true
	if n := lines(); n != 2 {
		t.Errorf("four points with a break have %d lines", n)
	}
	c.Series[0].Points[1].Missing = "n.c."
	if n := lines(); n != 1 {
		t.Errorf("a break after what is missing leaves %d lines", n)
	}
}

func TestAccessible(t *testing.T) {
	got := drawn(&Chart{ID: "a b<", Title: "More & more", Desc: `"Rise"`, Labels: []string{"A"}, Series: []Series{{Points: points(1)}}})
	for _, want := range []string{`role="img" aria-labelledby="a-b--t a-b--d"`, `<title id="a-b--t">More &amp; more</title>`, `<desc id="a-b--d">&quot;Rise&quot;</desc>`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if got := drawn(&Chart{Form: Spark}); !strings.Contains(got, `aria-hidden="true"`) || strings.Contains(got, "role=") {
		t.Errorf("a spark without a title is not hidden: %s", got)
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	c := Chart{Labels: []string{"A"}, Series: []Series{{Points: points(1)}}}
	if got, want := string(c.Append([]byte("<p>"))), "<p>"+drawn(&c); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestScale(t *testing.T) {
	for _, test := range []struct {
		low, high float64
		zero      bool
		want      []float64
	}{
		{0, 10, false, []float64{0, 5, 10}},
		{18, 27, false, []float64{15, 20, 25, 30}},
		{18, 27, true, []float64{0, 10, 20, 30}},
		{1, 9, false, []float64{0, 5, 10}},
		{0, 0.3, false, []float64{0, 0.1, 0.2, 0.3}},
		{-3, 2, false, []float64{-4, -2, 0, 2}},
		{-9, -8, false, []float64{-9, -8.5, -8}},
		{0, 0, false, []float64{0, 0.5, 1}},
		{7, 7, false, []float64{0, 2, 4, 6, 8}},
		{1, 1e9, false, []float64{0, 5e8, 1e9}},
	} {
		s := newScale(limits{test.low, test.high}, 4, test.zero)
		var got []float64
		for i := 0; i <= s.ticks(); i++ {
			got = append(got, s.tick(i))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("from %g to %g: %v, want %v", test.low, test.high, got, test.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"", 50, []string{""}},
		{"one two three", 1000, []string{"one two three"}},
		{"one two three", 65, []string{"one two", "three"}},
		{"Noord-Oost", 60, []string{"Noord-", "Oost"}},
		{"aaaaaaaaaa", 50, []string{"aaaaa", "aaaaa"}},
		{"ééé", 1, []string{"é", "é", "é"}},
		{"a\u00a0b c", 25, []string{"a\u00a0b", "c"}},
		{"\xff\xff\xff", 1, []string{"\xff", "\xff", "\xff"}},
	} {
		var d drawing
		if got := d.wrap(test.text, test.width, 15); !slices.Equal(got, test.want) {
			t.Errorf("%q at %g: %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func TestAppendNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.004: "0", -0.004: "0", 0.5: ".5", -0.25: "-.25", 12: "12", 12.3: "12.3", 12.345: "12.35", 100: "100", 0.05: ".05"} {
		if got := string(appendNumber(nil, v)); got != want {
			t.Errorf("%g is %s, want %s", v, got, want)
		}
	}
}

// A text as long as a book takes no longer for each of its lines.
func TestLongText(t *testing.T) {
	var d drawing
	if n := len(d.wrap(strings.Repeat("word ", 200_000), 60, 15)); n < 100_000 || n > 200_000 {
		t.Errorf("%d lines", n)
	}
}

// Many points leave no more labels than have room, and cost no more than they are.
func TestManyLabels(t *testing.T) {
	c := Chart{Form: Lines, Labels: make([]string, 2000), Series: []Series{{Points: make([]Point, 2000)}}}
	for i := range c.Labels {
		c.Labels[i] = "2024"
	}
	got := drawn(&c)
	if n := strings.Count(got, ">2024<"); n < 4 || n > 25 {
		t.Errorf("%d labels", n)
	}
	if problem := wrong([]byte(got)); problem != "" {
		t.Error(problem)
	}
}
