package lang

import (
	"testing"

	"go.yaml.in/yaml/v4"
)

func TestName(t *testing.T) {
	for text, want := range map[string][2]string{
		"Salle Fable":                       {"Salle Fable", "Salle Fable"},
		"144":                               {"144", "144"},
		"{fr: Salle Fable, nl: Zaal Fabel}": {"Salle Fable", "Zaal Fabel"},
		"{fr: Salle Fable}":                 {"Salle Fable", ""},
		"null":                              {"", ""},
		"[Salle Fable]":                     {"error"},
		"{fr: {salle: Fable}}":              {"error"},
	} {
		var place struct{ Name Name }
		err := yaml.Load([]byte("name: "+text), &place)
		got := [2]string{place.Name.In("fr"), place.Name.In("nl")}
		if err != nil {
			got = [2]string{"error"}
		}
		if got != want {
			t.Errorf("%s: %q (%v), want %q", text, got, err, want)
		}
	}
}
