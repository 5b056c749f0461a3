package schedule

import (
	"fmt"
	"strings"
	"testing"

	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

func TestChoices(t *testing.T) {
	id := func(s string) source.String { return source.String{Value: s} }
	nord, sud := &site.Bassin{ID: "nord"}, &site.Bassin{ID: "sud"}
	talk, walk, rare := &site.AtelierKind{ID: id("talk")}, &site.AtelierKind{ID: id("walk")}, &site.AtelierKind{ID: id("rare")}
	s := &site.Site{
		Bassins: []*site.Bassin{nord, sud}, Kinds: []*site.AtelierKind{talk, walk, rare},
		Spoken: []*site.SpokenLanguage{{ID: id("fr")}, {ID: id("nl")}, {ID: id("sfb")}},
	}
	add := func(start string, a *site.Atelier) {
		for _, o := range occurrences(t, start) {
			o.Atelier = a
			a.Occurrences = append(a.Occurrences, o)
			s.Schedule = append(s.Schedule, o)
		}
		s.Ateliers = append(s.Ateliers, a)
	}
	add("2025-01-01", &site.Atelier{Kind: talk, Bassins: []*site.Bassin{nord}, Languages: []source.String{id("fr")}, Interpretation: []source.String{id("sfb")}})
	add("2025-01-02 2025-01-09", &site.Atelier{Kind: walk, Bassins: []*site.Bassin{nord, sud}})
	add("2025-01-20", &site.Atelier{Kind: talk, Region: true, Languages: []source.String{id("fr")}})
	var got []string
	for _, c := range Choices(s) {
		var name []string
		if c.Bassin != nil {
			name = append(name, c.Bassin.ID)
		}
		if c.Region {
			name = append(name, "region")
		}
		if c.Kind != nil {
			name = append(name, c.Kind.ID.Value)
		}
		if c.Spoken != nil {
			name = append(name, c.Spoken.ID.Value)
		}
		got = append(got, fmt.Sprintf("%s: %s", strings.Join(name, "+"), starts(c.Occurrences)))
	}
	want := `nord: 2025-01-01 2025-01-02 2025-01-09 2025-01-20
nord+talk: 2025-01-01 2025-01-20
nord+walk: 2025-01-02 2025-01-09
sud: 2025-01-02 2025-01-09 2025-01-20
sud+talk: 2025-01-20
sud+walk: 2025-01-02 2025-01-09
region: 2025-01-20
region+talk: 2025-01-20
talk: 2025-01-01 2025-01-20
walk: 2025-01-02 2025-01-09
fr: 2025-01-01 2025-01-20
sfb: 2025-01-01`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}
