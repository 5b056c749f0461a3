package plan

import (
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
	"bassins/cmd/internal/testproject"
)

// figuresOfFixture are those of the fictitious project, for texts in its first language.
func figuresOfFixture(t testing.TB) textFigures {
	t.Helper()
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	now, err := lang.ParseDate(testproject.Now)
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	tree := source.Read(dir, source.List(dir, &problems), &problems)
	s := new(site.Loader).Load(tree, site.Options{Now: now.Time()}, &problems)
	if problems.Failed() {
		t.Fatal(problems.Sorted())
	}
	p := &planner{in: Input{Site: s, Tree: tree}, site: s, problems: &problems, plan: &Plan{}}
	p.renderers()
	return textFigures{p: p, check: true}
}

func TestFigureReferences(t *testing.T) {
	f := figuresOfFixture(t)
	for _, c := range []struct{ ref, want, message, hint string }{
		{"population", "population region 2025-01-01", "", ""},
		{"population/region", "population region 2025-01-01", "", ""},
		{"population/region/2025-01-01", "population region 2025-01-01", "", ""},
		{"population/montimaginaire", "population montimaginaire ", "", ""},
		{"share/rivage/2025", "share rivage 2025", "", ""},
		{"populaton", "populaton", `unknown indicator "populaton"`, `did you mean "population"?`},
		{"", "", `unknown indicator ""`, "indicators are entries of data/indicateurs"},
		{"population/regionn/2025", "regionn/2025", `unknown territory "regionn"`, `did you mean "region"?`},
		{"population/", "", `unknown territory ""`, "a basin, a commune, or an entry of data/territories.yaml"},
		{"population/rivage", "rivage", "there is no figure of population for rivage", "there are for region, montimaginaire"},
		{"share", "share", "there is no figure of share for region", "there are for rivage"},
		{"population/region/2024", "2024", `there is no figure of population for region and the period "2024"`, "there are of 2025-01-01"},
		{"population/region/2024/2025", "2024/2025", `there is no figure of population for region and the period "2024/2025"`, "there are of 2025-01-01"},
		{"population/region/l'an 1", "l'an 1", `"l'an 1" is not a period`, "there are of 2025-01-01"},
		{"population/region/", "", `"" is not a period`, "there are of 2025-01-01"},
		{"population/montimaginaire/2025", "2025", `there is no figure of population for montimaginaire and the period "2025"`, "leave the period out: the source gives none"},
	} {
		const before = 7
		o, problem := f.observation(markdown.Word{Text: c.ref, Offset: before})
		if problem == nil {
			if got := o.Indicator.ID.Value + " " + o.Territory.ID.Value + " " + o.Period.String(); got != c.want || c.message != "" {
				t.Errorf("%q is %q, want %q %s", c.ref, got, c.want, c.message)
			}
			continue
		}
		if at := c.ref[problem.Offset-before:]; !strings.HasPrefix(at, c.want) || problem.Message != c.message || problem.Hint != c.hint {
			t.Errorf("%q: %s (%s) at %q; want %s (%s) at %q", c.ref, problem.Message, problem.Hint, at, c.message, c.hint, c.want)
		}
	}
}

// FuzzFigures names figures in every way: problems lie in what was written.
func FuzzFigures(f *testing.F) {
	for _, s := range []string{
		"[](figure:population/region/2025-01-01) [](figure:share)",
		"::: chart share\nterritories: bassins, rivage nulle-part\nform: dots\nperiod: 2025\n:::",
		"::: data population/region\nform: pie\ntitel: x\nperiod: 2024/2025\n:::\n::: card population/region\na: b\n:::",
	} {
		f.Add(s)
	}
	figures := figuresOfFixture(f)
	f.Fuzz(func(t *testing.T, text string) {
		result := figures.p.markdown[0].Render(markdown.Input{Source: []byte(text), Figures: figures})
		_, problems := figures.p.markdown[0].Plain(text, figures)
		for _, p := range append(result.Problems, problems...) {
			if p.Offset < 0 || p.Offset > len(text) || p.Message == "" {
				t.Errorf("%+v in a text of %d bytes", p, len(text))
			}
		}
	})
}

func TestFigureBlocks(t *testing.T) {
	f := figuresOfFixture(t)
	for _, c := range []struct{ text, want string }{
		{"::: chart share\nterritories: bassins, region\nform: dots\nperiod: 2025\ntitle: Les \"rêves\"\n:::", ""},
		{"::: data population\n:::", ""},
		{"::: card population\n:::", ""},
		{"::: chart shares\n:::", `shares@unknown indicator "shares" (did you mean "share"?)`},
		{"::: chart share/rivage\n:::", `share/rivage@::: chart takes an indicator alone (write territories: and period: on lines of their own below)`},
		{"::: chart share\nteritories: rivage\n:::", `teritories@unknown option "teritories" (did you mean "territories"?)`},
		{"::: chart share\ncolour: red\n:::", `colour@unknown option "colour" (the options of ::: chart are territories, period, form, title)`},
		{"::: chart share\nform: dot\n:::", `dot@unknown form "dot" (did you mean "dots"?)`},
		{"::: chart share\nform: pie\n:::", `pie@unknown form "pie" (the forms are bars, stacked, lines, dots, multiples)`},
		{"::: chart share\nform: stacked\n:::", `stacked@share is no share of a whole, which stacked shows (give it shares: in data/indicateurs, or choose another form)`},
		{"::: chart share\nterritories: rivage,  coline\n:::", `coline@unknown territory "coline" (did you mean "colline"?)`},
		{"::: chart share\nperiod: 2024\n:::", `2024@there is no figure of share for the period "2024" (there are of 2025)`},
		{"::: chart share\nperiod: hier\n:::", `hier@"hier" is not a period (there are of 2025)`},
		{"::: card share\n:::", `share@there is no figure of share for region (there are for rivage)`},
		{"::: card population\nform: dots\n:::", `form@unknown option "form" (::: card has no options)`},
	} {
		result := f.p.markdown[0].Render(markdown.Input{Source: []byte(c.text), Figures: f})
		var got []string
		for _, p := range result.Problems {
			at, _, _ := strings.Cut(c.want, "@")
			if !strings.HasPrefix(c.text[p.Offset:], at) {
				t.Errorf("%q: problem at %q", c.text, c.text[p.Offset:])
			}
			got = append(got, at+"@"+p.Message+" ("+p.Hint+")")
		}
		if list := strings.Join(got, "\n"); list != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, list, c.want)
		}
	}
}
