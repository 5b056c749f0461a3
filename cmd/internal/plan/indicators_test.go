package plan_test

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"bassins/cmd/internal/testproject"
)

const moreFigures = `# separator=; decimal=.
indicator;territory;period;value;low;high;qualifier;missing;source
share;colline;2025;;10;20;;;fable
share;region;2025;15;;;;;fable
share;region;2023;14;;;;;fable
share;rivage;2023;;;;;too-few;
population;rivage;2025-01-01;1800;;;under;;fable
`

var reTag = regexp.MustCompile(`(?s)<(script|svg).*?</(script|svg)>|<[^>]*>`)

// readable is what a page says, without its drawings.
func readable(page []byte) string {
	text := html.UnescapeString(reTag.ReplaceAllString(string(page), " "))
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)), " ")
}

// TestIndicatorPages checks that the pages of figures say of each number what it
// counts, for when, for whom, how sure it is and where it comes from.
func TestIndicatorPages(t *testing.T) {
	dir := t.TempDir()
	if err := testproject.Write(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "data", "observations", "more.csv"), []byte(moreFigures), 0o666); err != nil {
		t.Fatal(err)
	}
	files := outputs(t, dir, testproject.Now, func(name string) bool {
		return strings.Contains(name, "indicat") || strings.Contains(name, "chiffres") || strings.Contains(name, "montimaginaire")
	})
	for name, wants := range map[string][]string{
		"fr/indicateurs/index.html":              {"Population", "Région de Fictive : environ 3 000 habitant·es au 1er janvier 2025", "Aussi : 1 bassin sur 2, 1 commune"},
		"fr/indicateurs/share/index.html":        {"Personnes qui rêvent, sur cent.", "Part des rêveurs, par bassin, en 2025", "Période Rivage Colline Région de Fictive 2023 *** – 14 2025 12,5 10 à 20 15", "Source : Le livre des fables", "Personne n’a compté."},
		"nl/indicatoren/share/index.html":        {"Aandeel dromers, per zorgzone, in 2025", "2025 12,5 10 tot 20 15", "*** te weinig mensen om de waarde te publiceren"},
		"fr/indicateurs/comparer/index.html":     {"Part des rêveurs %, en 2025 12,5 10 à 20 15", "Population – pas publié pour plus d’un bassin"},
		"fr/bassins/rivage/chiffres/index.html":  {"Bassin Rivage et la Région : Population", "Part des rêveurs 12,5 % en 2025", "moins de 1 800 habitant·es au 1er janvier 2025"},
		"fr/communes/montimaginaire/index.html":  {"Population 999 habitant·es date non précisée par la source"},
		"fr/bassins/colline/chiffres/index.html": {"Ce qui manque", "Population – aucune valeur dans nos sources"},
	} {
		text := readable(files[name])
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", name, want, text)
			}
		}
	}
	for _, m := range reLinked.FindAllSubmatch(files["fr/indicateurs/share/index.html"], -1) {
		var data struct {
			Type     string `json:"@type"`
			Temporal string `json:"temporalCoverage"`
			Variable struct {
				Unit string `json:"unitText"`
			} `json:"variableMeasured"`
		}
		if err := json.Unmarshal(m[1], &data); err != nil {
			t.Fatal(err)
		}
		if data.Type == "Dataset" {
			if data.Temporal != "2023/2025" || data.Variable.Unit != "%" {
				t.Errorf("data set: %+v", data)
			}
			return
		}
	}
	t.Error("the page of an indicator describes no data set")
}
