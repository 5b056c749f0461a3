package listing

import "testing"

func TestColumns(t *testing.T) {
	for _, test := range []struct {
		text string
		want int
	}{
		{"", 0}, {"Evere", 5}, {"Évère", 5}, {"E\u0301ve\u0300re", 5}, {"🎈", 2}, {"日本", 4}, {"אטלייה", 6}, {"a\u200db", 2},
	} {
		if got := columns(test.text); got != test.want {
			t.Errorf("%q takes %d columns, want %d", test.text, got, test.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		" un\n\tdeux\u00a0trois ": "un deux trois",
		"a\x1b[31mrouge\a":        "a[31mrouge",
		"fin\u202eeuqcirtem":      "fineuqcirtem",
	} {
		if got := plain(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
