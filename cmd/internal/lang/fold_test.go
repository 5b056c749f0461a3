package lang

import (
	"regexp"
	"slices"
	"testing"
)

func TestFoldAndSlug(t *testing.T) {
	for _, test := range []struct{ text, fold, slug string }{
		{"Île", "ile", "ile"},
		{"I\u0302le", "ile", "ile"},
		{"Œuvre", "oeuvre", "oeuvre"},
		{"Étterbeek", "etterbeek", "etterbeek"},
		{"L'été à Ixelles !", "l'ete a ixelles !", "l-ete-a-ixelles"},
		{"Straße ÆSIR Łódź", "strasse aesir lodz", "strasse-aesir-lodz"},
		{"Sint-Jans-Molenbeek", "sint-jans-molenbeek", "sint-jans-molenbeek"},
		{"  1er — 2\u202F500 m²  ", "  1er — 2\u202F500 m²  ", "1er-2-500-m"},
		{"Ελλάδα", "ελλαδα", ""},
		{"", "", ""},
	} {
		if got := Fold(test.text); got != test.fold {
			t.Errorf("Fold(%q) = %q, want %q", test.text, got, test.fold)
		}
		if got := Slug(test.text); got != test.slug {
			t.Errorf("Slug(%q) = %q, want %q", test.text, got, test.slug)
		}
	}
}

func TestSortKey(t *testing.T) {
	want := []string{
		"", "9", "10", "1000", "Atelier 9", "atelier 10", "Étterbeek", "Evere", "Ieper", "Île", "Ixelles",
		"Œuvre", "Ostende", "Saint-Gilles", "Saint Josse", "Saintes",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int {
		if SortKey(a) < SortKey(b) {
			return -1
		}
		return 1
	})
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if SortKey("007") != SortKey("7") || SortKey("«Île»") != SortKey("ile") {
		t.Error("zeros and punctuation change the order")
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Île", "Œuvre", "-", "a--b", "İĲ", "ẞ", "K", "\xff", "10 9", "q\u0323\u0307"} {
		f.Add(s)
	}
	form := regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)
	f.Fuzz(func(t *testing.T, s string) {
		if slug := Slug(s); !form.MatchString(slug) || Slug(slug) != slug {
			t.Errorf("Slug(%q) = %q, again %q", s, slug, Slug(slug))
		}
		if fold := Fold(s); Fold(fold) != fold {
			t.Errorf("Fold(%q) = %q, again %q", s, fold, Fold(fold))
		}
		if key := SortKey(s); SortKey(key) != key {
			t.Errorf("SortKey(%q) = %q, again %q", s, key, SortKey(key))
		}
	})
}
