package report

import (
	"slices"
	"strings"
	"testing"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/testfigures"
)

// words are the Words of each language, by its id.
func words(s *site.Site) map[string]*Words {
	all := map[string]*Words{}
	for l, language := range s.Languages {
		all[language.ID] = New(s, l, Options{
			Plain: func(_ int, text string) string { return text },
			URL:   func(kind, id string) string { return "/" + kind + "/" + id + "/" },
		})
	}
	return all
}

// find returns the observation that "population/rivage/2025-01-01" names.
func find(t testing.TB, s *site.Site, ref string) *site.Observation {
	t.Helper()
	indicator, rest, _ := strings.Cut(ref, "/")
	territory, when, _ := strings.Cut(rest, "/")
	period, err := lang.ParsePeriod(when)
	if when == "" {
		period, err = lang.Period{}, nil
	}
	i, place := s.Indicator(indicator), s.Territory(territory)
	if err != nil || i == nil || place == nil || i.At(place, period) == nil {
		t.Fatalf("there is no %s: %v", ref, err)
	}
	return i.At(place, period)
}

// plain writes the spaces that do not break as those that do.
var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func TestValue(t *testing.T) {
	s := testfigures.Load(t, nil)
	all := words(s)
	for _, c := range []struct{ ref, fr, nl, en string }{
		{"population/region/2025-01-01", "1 250 000 habitant·es", "1.250.000 inwoners", "1,250,000 inhabitants"},
		{"population/pont/2025-01-01", "1 habitant·e", "1 inwoner", "1 inhabitant"},
		{"population/mont/2025-01-01", "moins de 350 habitant·es", "minder dan 350 inwoners", "under 350 inhabitants"},
		{"population/rivage/2025-01-01", "900 habitant·es (calculé ici)", "900 inwoners (hier berekend)", "900 inhabitants (worked out here)"},
		{"share/rivage/2024", "25 à 33 %", "25 tot 33 %", "25 to 33%"},
		{"share/rivage/2025", "environ 12,5 %", "ongeveer 12,5 %", "about 12.5%"},
		{"share/colline/2024", "plus de 40 %", "meer dan 40 %", "over 40%"},
		{"share/region/2025", "31,3 %", "31,3 %", "31.3%"},
		{"share/colline/2025", "n.c. (non communiqué, pas publié à notre connaissance)", "n.b. (niet bekend, voor zover we weten niet gepubliceerd)", "n.p. (not published as far as we know)"},
		{"odd/rivage/2025", "*** (trop peu de personnes pour publier la valeur)", "*** (te weinig mensen om de waarde te publiceren)", "*** (too few people to publish the value)"},
		{"odd/pont/2025", "s.o. (sans objet)", "n.v.t. (niet van toepassing)", "n/a (does not apply)"},
		{"odd/rivage/2017..2019", "1 personne (provisoire)", "1 persoon (voorlopig)", "1 person (provisional)"},
		{"odd/colline/2025", "2 personnes (estimation)", "2 personen (raming)", "2 people (estimate)"},
	} {
		o := find(t, s, c.ref)
		for id, want := range map[string]string{"fr": c.fr, "nl": c.nl, "en": c.en} {
			if got := plain.Replace(all[id].Value(o)); got != want {
				t.Errorf("%s in %s: %q, want %q", c.ref, id, got, want)
			}
		}
	}
}

func TestPeriod(t *testing.T) {
	s := testfigures.Load(t, nil)
	all := words(s)
	for _, c := range []struct{ period, fr, nl, en, head string }{
		{"2025", "en 2025", "in 2025", "in 2025", "2025"},
		{"2025-03", "en mars 2025", "in maart 2025", "in March 2025", "mars 2025"},
		{"2025-01-01", "au 1er janvier 2025", "op 1 januari 2025", "on 1 January 2025", "1er janv. 2025"},
		{"2024/2025", "pour l’année scolaire 2024-2025", "in het schooljaar 2024-2025", "in the school year 2024-2025", "2024-2025"},
		{"2017..2019", "de 2017 à 2019", "van 2017 tot 2019", "from 2017 to 2019", "2017–2019"},
		{"2024-12-02..2024-12-06", "du 2 au 6 décembre 2024", "van 2 tot en met 6 december 2024", "2 to 6 December 2024", "du 2 au 6 décembre 2024"},
		{"", "", "", "", "sans date"},
	} {
		var period lang.Period
		if c.period != "" {
			var err error
			if period, err = lang.ParsePeriod(c.period); err != nil {
				t.Fatal(err)
			}
		}
		for id, want := range map[string]string{"fr": c.fr, "nl": c.nl, "en": c.en} {
			if got := plain.Replace(all[id].Period(period)); got != want {
				t.Errorf("%s in %s: %q, want %q", c.period, id, got, want)
			}
		}
		if got := plain.Replace(all["fr"].Head(period)); got != c.head {
			t.Errorf("%s as a head: %q, want %q", c.period, got, c.head)
		}
	}
}

func TestChange(t *testing.T) {
	s := testfigures.Load(t, map[string]string{"data/observations/more.csv": `# separator=; decimal=.
indicator;territory;period;value;low;high;qualifier;missing;break;source
population;q-1;2020;100;;;;;;fable
population;q-1;2021;101;;;;;;fable
population;q-1;2022;101;;;;;;fable
population;q-1;2023;;;;;not-published;;
population;q-1;2024;50;;;;;;fable
population;q-1;2025;;40;60;;;;fable
population;q-2;2024;100;;;about;;;fable
population;q-2;2025;110;;;;;;fable
population;q-2;2023-01-01;0;;;;;;fable
population;q-2;2024-01-01;5;;;;;;fable
population;q-2;2020-12-01..2020-12-06;5;;;;;;fable
population;q-2;2021-12-01..2021-12-06;6;;;;;;fable
`})
	all := words(s)
	for _, c := range []struct{ ref, fr, nl, en string }{
		{"population/region/2025-01-01", "−5 795 habitant·es (−0,5 %) depuis le 1er janvier 2024", "−5.795 inwoners (−0,5 %) sinds 1 januari 2024", "−5,795 inhabitants (−0.5%) since 1 January 2024"},
		{"share/region/2023", "+1 point de pourcentage depuis 2022", "+1 procentpunt sinds 2022", "+1 percentage point since 2022"},
		{"share/region/2024", "", "", ""}, // a break
		{"share/region/2025", "+1,3 point de pourcentage depuis 2024", "+1,3 procentpunt sinds 2024", "+1.3 percentage points since 2024"}, // as rounded
		{"share/region/2024/2025", "", "", ""}, // the only school year
		{"share/rivage/2025", "", "", ""},      // after a range
		{"population/q-1/2021", "+1 habitant·e (+1,0 %) depuis 2020", "+1 inwoner (+1,0 %) sinds 2020", "+1 inhabitant (+1.0%) since 2020"},          //
		{"population/q-1/2022", "pas de changement depuis 2021", "geen verandering sinds 2021", "no change since 2021"},                              //
		{"population/q-1/2024", "−51 habitant·es (−50,5 %) depuis 2022", "−51 inwoners (−50,5 %) sinds 2022", "−51 inhabitants (−50.5%) since 2022"}, // one is missing
		{"population/q-1/2025", "", "", ""}, // a range
		{"population/q-2/2025", "environ +10 habitant·es (+10,0 %) depuis 2024", "ongeveer +10 inwoners (+10,0 %) sinds 2024", "about +10 inhabitants (+10.0%) since 2024"},
		{"population/q-2/2024-01-01", "+5 habitant·es depuis le 1er janvier 2023", "+5 inwoners sinds 1 januari 2023", "+5 inhabitants since 1 January 2023"}, // from nothing
		{"population/q-2/2021-12-01..2021-12-06", "", "", ""}, // as long as they like
		{"odd/region/", "", "", ""},
	} {
		o := find(t, s, strings.TrimSuffix(c.ref, "/"))
		for id, want := range map[string]string{"fr": c.fr, "nl": c.nl, "en": c.en} {
			if got := plain.Replace(all[id].Change(o)); got != want {
				t.Errorf("%s in %s: %q, want %q", c.ref, id, got, want)
			}
		}
	}
}

func TestCard(t *testing.T) {
	s := testfigures.Load(t, nil)
	w := words(s)["fr"]
	c := w.Card(find(t, s, "population/region/2025-01-01"))
	if c.Value != "1\u202f250\u202f000" || c.Unit != "habitant·es" || c.URL != "/indicator/population/" {
		t.Errorf("value %q, unit %q, address %q", c.Value, c.Unit, c.URL)
	}
	var earlier []string
	for _, e := range c.Earlier {
		earlier = append(earlier, plain.Replace(e.Value+" "+e.Period))
	}
	if got, want := strings.Join(earlier, "; "), "1 255 795 habitant·es au 1er janvier 2024; 1 000 habitant·es au 1er janvier 2023"; got != want {
		t.Errorf("earlier: %q, want %q", got, want)
	}
	if len(c.Sources) != 2 || plain.Replace(c.Sources[1].Page) != "p. 12" {
		t.Errorf("sources: %v, want the book twice, the second time with its page", c.Sources)
	}
	c = w.Card(find(t, s, "share/rivage/2025"))
	if c.Value != "12,5\u00a0%" || c.Unit != "" || c.Qualifier != "environ" || c.Accent != "rivage" {
		t.Errorf("value %q, unit %q, qualifier %q, colour %q", c.Value, c.Unit, c.Qualifier, c.Accent)
	}
	if len(c.Fixed) != 1 || plain.Replace(c.Fixed[0].Old+" "+c.Fixed[0].New) != "11 % 12,5 %" {
		t.Errorf("corrections: %v", c.Fixed)
	}
	if c = w.Card(find(t, s, "share/colline/2025")); c.Value != "n.c." || c.Missing == "" || c.Change != "" {
		t.Errorf("missing: value %q, reason %q, change %q", c.Value, c.Missing, c.Change)
	}
	// Of a break the line shows what comes after it.
	if got := Comparable(find(t, s, "share/region/2025")); len(got) != 2 || got[0].Period.String() != "2024" {
		t.Errorf("comparable with 2025: %d values, want those of 2024 and 2025", len(got))
	}
}

// text draws a table for a test.
func (t *Table) text() string {
	var b strings.Builder
	note := func(n int) string { return strings.Repeat("*", n) }
	b.WriteString(t.Corner)
	if t.Second != "" {
		b.WriteString(" | " + t.Second)
	}
	for _, c := range t.Columns {
		b.WriteString(" | " + c.Text)
	}
	for _, r := range t.Rows {
		b.WriteString("\n" + r.Head.Text + note(r.Head.Note))
		if t.Second != "" {
			b.WriteString(" | " + r.Second)
		}
		for _, c := range r.Cells {
			b.WriteString(" | " + c.Text + c.Sign + note(c.Note))
		}
	}
	for _, s := range t.Legend {
		b.WriteString("\n" + s.Sign + " = " + s.Text)
	}
	for _, s := range t.Sources {
		b.WriteString("\nSource: " + s.Title)
	}
	for _, n := range t.Notes {
		b.WriteString("\n" + note(n.Number) + n.Text)
		for _, s := range n.Sources {
			b.WriteString(" [" + s.Title + "]")
		}
	}
	if t.Rounding != "" {
		b.WriteString("\n" + t.Rounding)
	}
	return plain.Replace(b.String())
}

func TestSections(t *testing.T) {
	s := testfigures.Load(t, nil)
	w := words(s)["fr"]
	for _, c := range []struct {
		indicator string
		want      []string // of each section the title, the charts and the table
	}{
		{"population", []string{`Les bassins et la Région
lines: Population, Région
bars: Population, par bassin, au 1er janvier 2025
Période | Rivage | Colline | Région
1er janv. 2023 | – | – | 1 000
1er janv. 2024 | – | – | 1 255 795*
1er janv. 2025 | 900c** | 700*** | 1 250 000
c = calculé par ce site à partir d’autres valeurs
– = aucune valeur dans nos sources
Source: Le livre des fables
* [Le livre des fables]
**Additionné.
*** [The book of sagas]`, `Les communes
bars: Population, par commune, au 1er janvier 2025
Territoire | 1er janv. 2025
Eau | 2
Mont | < 350
Pont | 1
< = moins que cette valeur
Source: Le livre des fables`}},
		{"share", []string{`Les bassins et la Région
lines: Rêveurs, par bassin
dots: Rêveurs, par bassin, en 2024
Période | Rivage | Colline | Région
2022 | – | – | 20
2023 | – | – | 21
2024 | 25 à 33 | > 40 | 30r
2024-2025 | – | – | 5
2025 | ≈ 12,5 | n.c. | 31,3
≈ = valeur approximative
> = plus que cette valeur
r = rupture de série, pas comparable avec ce qui précède
– = aucune valeur dans nos sources
n.c. = non communiqué, pas publié à notre connaissance
Source: Le livre des fables
Valeurs arrondies à 1 décimale.`, `Les quartiers
dots: Rêveurs : les quartiers de chaque bassin, en 2025
Territoire | Bassin | 2025
Quai | Rivage | 10
Gué | Plusieurs bassins | 20
Source: Le livre des fables`}},
		{"odd", []string{`Les bassins et la Région
Territoire | Période | Valeur
Rivage | 2017–2019 | 1p
Rivage | 2025 | ***
Colline | 2025 | 2e
Région | sans date | 3
Région | du 2 au 6 décembre 2024 | 5
Région | mars 2025 | 4
p = provisoire
e = estimation
*** = trop peu de personnes pour publier la valeur
Source: Le livre des fables`, `Les communes
Territoire | 2025
Pont | s.o.
s.o. = sans objet`}},
		{"young", []string{`Les bassins et la Région
Territoire | 2025
Rivage | 40
Colline | –
– = aucune valeur dans nos sources
Source: Le livre des fables`, `La répartition
stacked: Gens : répartition, par bassin, en 2025`}},
	} {
		sections := w.Sections(s.Indicator(c.indicator), "x-")
		var got []string
		for _, section := range sections {
			lines := []string{section.Title}
			for _, d := range section.Drawings {
				lines = append(lines, d.Chart.Form.String()+": "+plain.Replace(d.Title))
			}
			if len(section.Table.Rows) > 0 {
				lines = append(lines, section.Table.text())
			}
			got = append(got, strings.Join(lines, "\n"))
		}
		for k := range max(len(got), len(c.want)) {
			switch {
			case k >= len(got):
				t.Errorf("%s: section is missing:\n%s", c.indicator, c.want[k])
			case k >= len(c.want):
				t.Errorf("%s: section is too many:\n%s", c.indicator, got[k])
			case got[k] != c.want[k]:
				t.Errorf("%s:\n%s\nwant\n%s", c.indicator, got[k], c.want[k])
			}
		}
	}
}

func TestCompare(t *testing.T) {
	s := testfigures.Load(t, nil)
	w := words(s)["nl"]
	c := w.Compare()
	if len(c.Groups) != 1 {
		t.Fatalf("%d themes, want one", len(c.Groups))
	}
	want := `Indicator | Oever | Heuvel | Gewest
Bevolking | 900h* | 700** | 1.250.000
Dromers | 25 tot 33 | > 40 | 30b
> = meer dan deze waarde
h = door deze site berekend uit andere waarden
b = breuk in de reeks, niet vergelijkbaar met wat voorafgaat
Source: Le livre des fables
*Opgeteld.
** [The book of sagas]`
	if got := c.Groups[0].Table.text(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	// The Region's population would press those of the basins together.
	region := c.Groups[0].Chart.Series[2]
	if !region.Reference || region.Points[0].Missing == "" || region.Points[1].Missing != "" {
		t.Errorf("the Region is drawn as %+v", region)
	}
	var apart []string
	for _, a := range c.Alone {
		apart = append(apart, a.Name+": "+a.Why)
	}
	if got, want := strings.Join(apart, "; "), "Jongeren: niet gepubliceerd voor meer dan één zorgzone; Ouderen: niet gepubliceerd voor meer dan één zorgzone; Vreemd: meet niet in elke zorgzone hetzelfde"; got != want {
		t.Errorf("apart: %s, want %s", got, want)
	}
}

func TestProfile(t *testing.T) {
	s := testfigures.Load(t, nil)
	w := words(s)["en"]
	p := w.Profile(s.Territory("colline"), "x-")
	if len(p.Groups) != 1 || len(p.Groups[0].Shown) != 3 {
		t.Fatalf("%d themes, want one with three figures: %+v", len(p.Groups), p)
	}
	// Its share of 2024 stands beside that of the Region in 2024, its population beside none.
	if got, want := p.Groups[0].Table.text(), "Indicator | Hill | Region\nDreamers | > 40 | 30b"; !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	var missing []string
	for _, m := range p.Missing {
		missing = append(missing, m.Name)
	}
	if want := []string{"Young", "Old"}; !slices.Equal(missing, want) {
		t.Errorf("missing: %v, want %v", missing, want)
	}
}

func TestDraw(t *testing.T) {
	s := testfigures.Load(t, nil)
	w := words(s)["fr"]
	i := s.Indicator("share")
	for _, form := range site.Forms {
		d, ok := w.Draw(Request{ID: "x", Indicator: i, Form: form})
		if !ok || d.Title == "" || d.Table.Caption == "" || len(d.Table.Rows) == 0 || !strings.HasPrefix(string(d.Chart.Append(nil)), "<svg") {
			t.Errorf("%s: %v, title %q, table with %d rows", form, ok, d.Title, len(d.Table.Rows))
		}
	}
	d, ok := w.Draw(Request{ID: "x", Indicator: i, Form: site.FormDots, Title: "Une trouvaille"})
	if !ok || d.Title != "Une trouvaille" || d.Subject != "Rêveurs, par bassin, en 2024" || d.Table.Caption != d.Subject {
		t.Errorf("title %q, subject %q, caption %q", d.Title, d.Subject, d.Table.Caption)
	}
	// Until a year, later values are not there.
	d, _ = w.Draw(Request{ID: "x", Indicator: i, Form: site.FormLines, Territories: []*site.Territory{s.Territory("region")}, Until: 2023})
	if got := strings.Join(d.Chart.Labels, " "); got != "2022 2023" {
		t.Errorf("until 2023: %q", got)
	}
	if _, ok := w.Draw(Request{ID: "x", Indicator: s.Indicator("odd"), Form: site.FormBars, Territories: []*site.Territory{s.Territory("mont")}}); ok {
		t.Error("a chart of nothing is drawn")
	}
}
