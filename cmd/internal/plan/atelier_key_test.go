package plan_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/project"
	"bassins/cmd/internal/testproject"
)

// fullAtelier has what no other atelier of the tests has.
const fullAtelier = `- id: 2025-06-complet
  kind: assemblee
  theme: nuages
  series: fables
  bassins:
    - rivage
  titles:
    fr: Tout à la fois
    nl: Alles tegelijk
  summary:
    fr: "Voir [](atelier:2025-09-region) et [](page:missions)."
    nl: "Zie [](atelier:2025-09-region) en [](page:missions)."
  start: 2025-06-03T09:30
  part_of_day: morning
  year_basis: inferred
  place:
    name: Salle Nulle Part
    address: rue de la Fable 0
    commune: pontnulpart
    wheelchair: partly
    transport:
      fr: Tram 0
      nl: Tram 0
    latitude: 50.5
    longitude: 4.5
  online: true
  join: https://example.org/complet
  languages:
    - fr
  registration:
    required: false
    url: https://example.org/inscription
    email: fable@example.org
    phone: "+32 2 000 00 00"
    opens: 2025-02-27
    closes: 2025-05-27T12:00
    price:
      fr: 3 fables
      nl: 3 fabels
  contact:
    email: fable@example.org
    phone: "+32 2 000 00 00"
  documents:
    - title: Les règles
      url: https://example.org/regles
      lang: fr
  status: moved
  previous_start: 2025-06-02T09:30
  changed: 2025-02-03
  reason:
    fr: Le quai est fermé.
    nl: De kade is dicht.
  report:
    participants: 12
    summary:
      fr: "Avec [](glossary:helpdesk)."
      nl: "Met [](glossary:helpdesk)."
    decisions:
      - fr: "Rien, [](article:nouveau-quai)."
        nl: "Niets, [](article:nouveau-quai)."
    links:
      - title: Le récit
        url: https://example.org/recit
        lang: fr
  sources:
    - title: Le conte
      url: https://example.org/conte
      publisher: La fable
      lang: fr
      date: 2025-01-02
`

// page is an Output as it was made.
type page struct {
	key   uint64
	bytes string
}

// TestAtelierKey changes every line that pages about ateliers may be made of: a page
// that changes must have another key.
func TestAtelierKey(t *testing.T) {
	dir := hardCases(t)
	writeFile(t, dir, "data/ateliers/full.yaml", fullAtelier)
	writeFile(t, dir, "content/ateliers/2025-06-complet/index.fr.md", "---\nupdated: 2025-02-01\n---\nVoir [](glossary:helpdesk).\n")
	p := load(t, dir, testproject.Now)
	defer p.Close()
	before, ok := aboutAteliers(t, p)
	if !ok {
		t.Fatal("the project has problems")
	}
	changed := keysFollow(t, p, dir, before, aboutAteliers, "data/ateliers/*.yaml", "data/bassins/*.yaml", "data/sources/*.yaml",
		"data/[c-g]*.yaml", "data/s*.yaml", "data/atelier-kinds.yaml", "content/ateliers/*/*", "content/pages/[dmr]*/index.fr.md", "content/articles/n*/index.fr.md")
	if changed < 2000 {
		t.Errorf("%d pages changed: there are more", changed)
	}
}

// keysFollow changes every line of some files: a page that changes must have another
// key. It returns how many pages have changed.
func keysFollow(t *testing.T, p *project.Project, dir string, before map[string]page, pages func(*testing.T, *project.Project, ...string) (map[string]page, bool), patterns ...string) (changed int) {
	t.Helper()
	for _, pattern := range patterns {
		files, _ := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		for _, file := range files {
			path, _ := filepath.Rel(dir, file)
			path = filepath.ToSlash(path)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			lines := strings.SplitAfter(text, "\n")
			for n, line := range lines {
				for _, other := range variants(path, line) {
					writeFile(t, dir, path, strings.Join(lines[:n], "")+other+strings.Join(lines[n+1:], ""))
					after, ok := pages(t, p, path)
					if !ok {
						continue // nothing would be built
					}
					for name, is := range after {
						was, known := before[name]
						if known && was.bytes != is.bytes {
							changed++
							if was.key == is.key {
								t.Errorf("%s:%d: %q for %q changes %s, but not its key", path, n+1, other, line, name)
							}
						}
					}
				}
			}
			writeFile(t, dir, path, text)
			pages(t, p, path)
		}
	}
	return changed
}

func writeFile(t *testing.T, dir, path, text string) {
	t.Helper()
	to := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestAtelierKeyOfDay looks at the same pages on several days.
func TestAtelierKeyOfDay(t *testing.T) {
	dir := hardCases(t)
	if err := os.WriteFile(filepath.Join(dir, "data", "ateliers", "full.yaml"), []byte(fullAtelier), 0o666); err != nil {
		t.Fatal(err)
	}
	var days []map[string]page
	for _, now := range []string{"2025-02-26", "2025-02-27", testproject.Now, "2025-03-12", "2025-03-13", "2025-03-14", "2025-06-04", "2026-01-02", "2027-01-01"} {
		p := load(t, dir, now)
		defer p.Close()
		pages, ok := aboutAteliers(t, p)
		if !ok {
			t.Fatal("the project has problems")
		}
		for _, other := range days {
			for name, is := range pages {
				if was, known := other[name]; known && was.key == is.key && was.bytes != is.bytes {
					t.Errorf("%s is not the same on %s, but has the same key", name, now)
				}
			}
		}
		days = append(days, pages)
	}
}

// aboutAteliers makes the pages about ateliers; ok is false if the project has errors.
func aboutAteliers(t *testing.T, p *project.Project, changed ...string) (pages map[string]page, ok bool) {
	t.Helper()
	var problems diag.List
	pl := p.Load(&problems, changed...)
	if problems.Failed() {
		return nil, false
	}
	pages = map[string]page{}
	for _, o := range pl.Outputs {
		if !strings.HasPrefix(o.Path, "fr/rencontres/") && !strings.HasPrefix(o.Path, "fr/communes/") || isCalendar(o.Path) {
			continue
		}
		r, err := o.Prepare()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		r.Render(&b, &problems)
		pages[o.Path] = page{r.Key, b.String()}
	}
	return pages, !problems.Failed()
}

// variants are other things that a line of YAML could say, or nothing.
func variants(path, line string) []string {
	text := strings.TrimRight(line, "\"\n")
	if strings.TrimSpace(text) == "" || strings.Contains(text, "nl: ") {
		return nil // it is not in French
	}
	end, last := line[len(text):], text[len(text)-1]
	var list []string
	if strings.HasSuffix(path, ".csv") {
		fields := strings.Split(text, ";")
		for i, f := range fields {
			if f != "" && '0' <= f[len(f)-1] && f[len(f)-1] <= '9' {
				other := slices.Clone(fields)
				other[i] = f[:len(f)-1] + string('0'+(f[len(f)-1]-'0'+1)%10)
				list = append(list, strings.Join(other, ";")+end)
			}
		}
		return append(list, "")
	}
	switch {
	case '0' <= last && last <= '9':
		list = append(list, text[:len(text)-1]+string('0'+(last-'0'+1)%10)+end)
	case strings.HasSuffix(text, ": true"):
		list = append(list, strings.TrimSuffix(text, "true")+"false"+end)
	case strings.HasSuffix(text, ": false"):
		list = append(list, strings.TrimSuffix(text, "false")+"true"+end)
	default:
		list = append(list, text+"x"+end)
	}
	if strings.HasPrefix(path, "data/observations/") || strings.HasPrefix(path, "data/rapports/") {
		return append(list, "")
	}
	if !strings.HasPrefix(path, "data/ateliers/") {
		return list
	}
	for _, words := range [][2]string{{": planned", ": confirmed"}, {": confirmed", ": held"}, {": moved", ": postponed"}, {"rivage", "colline"}, {"assemblee", "promenade"}, {"- fr", "- nl"}} {
		if strings.Contains(text, words[0]) {
			list = append(list, strings.Replace(line, words[0], words[1], 1))
		}
	}
	return append(list, "")
}
