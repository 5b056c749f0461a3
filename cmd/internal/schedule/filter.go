package schedule

import (
	"slices"

	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// Choice is what a reader may look for, with what there is of it. All its fields
// but one or two are empty.
type Choice struct {
	Bassin      *site.Bassin
	Region      bool
	Kind        *site.AtelierKind
	Spoken      *site.SpokenLanguage
	Occurrences []*site.Occurrence // by start; never empty
}

// choiceKey is a choice that can be compared.
type choiceKey struct {
	bassin *site.Bassin
	region bool
	kind   *site.AtelierKind
	spoken *site.SpokenLanguage
}

// Choices returns the choices that have an atelier: of bassins and the Region, in
// the site's order and each alone before its kinds, then of kinds, then of languages.
func Choices(s *site.Site) []Choice {
	found := map[choiceKey][]*site.Occurrence{}
	keys := make(map[*site.Atelier][]choiceKey, len(s.Ateliers))
	for _, a := range s.Ateliers {
		keys[a] = choicesOf(s, a)
	}
	for _, o := range s.Schedule {
		for _, k := range keys[o.Atelier] {
			found[k] = append(found[k], o)
		}
	}
	var choices []Choice
	take := func(k choiceKey) {
		if list := found[k]; len(list) > 0 {
			choices = append(choices, Choice{k.bassin, k.region, k.kind, k.spoken, list})
		}
	}
	var places []choiceKey
	for _, b := range s.Bassins {
		places = append(places, choiceKey{bassin: b})
	}
	for _, k := range append(places, choiceKey{region: true}) {
		take(k)
		for _, kind := range s.Kinds {
			k.kind = kind
			take(k)
		}
	}
	for _, kind := range s.Kinds {
		take(choiceKey{kind: kind})
	}
	for _, spoken := range s.Spoken {
		take(choiceKey{spoken: spoken})
	}
	return choices
}

// choicesOf returns the choices that hold an atelier.
func choicesOf(s *site.Site, a *site.Atelier) []choiceKey {
	keys := []choiceKey{{kind: a.Kind}}
	for _, b := range a.Bassins {
		keys = append(keys, choiceKey{bassin: b}, choiceKey{bassin: b, kind: a.Kind})
	}
	if a.Region { // which every bassin is invited to
		keys = append(keys, choiceKey{region: true}, choiceKey{region: true, kind: a.Kind})
		for _, b := range s.Bassins {
			if !slices.Contains(a.Bassins, b) {
				keys = append(keys, choiceKey{bassin: b}, choiceKey{bassin: b, kind: a.Kind})
			}
		}
	}
	for _, spoken := range s.Spoken {
		if Speaks(a, spoken) {
			keys = append(keys, choiceKey{spoken: spoken})
		}
	}
	return keys
}

// Speaks reports whether an atelier is held in a language, or interpreted into it.
func Speaks(a *site.Atelier, spoken *site.SpokenLanguage) bool {
	is := func(id source.String) bool { return id.Value == spoken.ID.Value }
	return slices.ContainsFunc(a.Languages, is) || slices.ContainsFunc(a.Interpretation, is)
}
