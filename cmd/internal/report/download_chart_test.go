package report

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/chart"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/testfigures"
)

var reDrawn = regexp.MustCompile(`<title[^>]*>([^<]*)</title>`)

// TestCharts compares what is planned with what pages draw.
func TestCharts(t *testing.T) {
	s := testfigures.Load(t, nil)
	w := words(s)["fr"]
	files := 0
	for _, i := range s.Indicators {
		var planned, drawn []string
		for _, r := range w.Charts(i, "c-") {
			planned = append(planned, r.ID)
			data := w.ChartFile(nil, r, chart.NewStyle([]byte(".chart > .a{}")), "https://bassins.example.org/"+i.ID.Value+"/")
			files++
			for d := xml.NewDecoder(bytes.NewReader(data)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %v\n%s", r.ID, err, data)
				}
			}
			text := plain.Replace(string(data))
			for _, want := range []string{"Le livre des fables, Éditions fictives", "Chaque chiffre garde", "https://bassins.example.org/" + i.ID.Value, "<style>"} {
				if !strings.Contains(unbroken(text), want) {
					t.Errorf("%s %s does not say %q", i.ID.Value, r.ID, want)
				}
			}
		}
		for _, section := range w.Sections(i, "c-") {
			for _, d := range section.Drawings {
				drawn = append(drawn, d.Chart.ID)
			}
		}
		if diff := cmp.Diff(drawn, planned); diff != "" {
			t.Errorf("%s (-drawn +planned)\n%s", i.ID.Value, diff)
		}
	}
	if files < 6 {
		t.Errorf("only %d charts", files)
	}
	// The saga is the source of a basin; the line of the Region alone does not name it.
	region := w.Charts(s.Indicator("population"), "c-")
	for _, r := range region {
		text := unbroken(string(w.ChartFile(nil, r, nil, "")))
		alone := r.Form == site.FormLines && len(r.Territories) == 1
		if strings.Contains(text, "sagas") == (alone || r.ID == "c-communes1") {
			t.Errorf("%s: the sources are not those of what is drawn\n%s", r.ID, text)
		}
		if has := strings.Contains(plain.Replace(text), "c = calculé par ce site"); has != (r.ID == "c-region2") {
			t.Errorf("%s: signs are not explained: %s", r.ID, reDrawn.FindString(text))
		}
	}
}

// unbroken joins the lines of texts.
func unbroken(svg string) string {
	return regexp.MustCompile(`</text><text[^>]*>`).ReplaceAllString(svg, " ")
}
