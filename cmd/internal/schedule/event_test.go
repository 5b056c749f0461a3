package schedule

import (
	"testing"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

func TestPlain(t *testing.T) {
	s := &site.Site{Languages: []*lang.Language{{ID: "fr"}}}
	for _, c := range []struct{ markdown, want string }{
		{"rien", "rien"},
		{"un [lien](article:x), deux [liens](https://example.org/a_b)", "un lien, deux liens"},
		{"**gras**, *penché*, `code`", "gras, penché, code"},
		{"2 * 3 * 4 et a_b_c", "2 * 3 * 4 et a_b_c"},
		{`\*pas penché\*`, "*pas penché*"},
		{"[](inconnu:x)", "inconnu:x"},
		{"« à l'heure » ; 12 % 🐟 شكرا", "« à l'heure » ; 12 % 🐟 شكرا"},
		{"", ""},
	} {
		if got := Plain(s, 0, c.markdown); got != c.want {
			t.Errorf("Plain(%q) = %q, want %q", c.markdown, got, c.want)
		}
	}
}

// TestStatus holds the choice of what calendars are told.
func TestStatus(t *testing.T) {
	for id, want := range map[string]string{"planned": "CONFIRMED", "confirmed": "CONFIRMED", "held": "CONFIRMED", "moved": "CONFIRMED", "postponed": "CANCELLED", "cancelled": "CANCELLED"} {
		if got := status(id); got != want {
			t.Errorf("status(%q) = %q, want %q", id, got, want)
		}
	}
}
