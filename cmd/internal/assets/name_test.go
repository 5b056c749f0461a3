package assets

import (
	"regexp"
	"testing"
)

func TestName(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"main.css", "assets/main.ba7816bf8f.css"},
		{"content/x/Été à vélo (2).JPG", "assets/ete-a-velo-2.ba7816bf8f.jpg"},
		{"Œuvre.png", "assets/uvre.ba7816bf8f.png"},
		{"--.svg", "assets/file.ba7816bf8f.svg"},
		{"noextension", "assets/noextension.ba7816bf8f"},
	} {
		if got := Name(tt.name, []byte("abc")); got != tt.want {
			t.Errorf("Name(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzName(f *testing.F) {
	f.Add("Été à vélo.JPG")
	f.Add("../../.x")
	safe := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	f.Fuzz(func(t *testing.T, name string) {
		if s := stem(name); !safe.MatchString(s) || len(s) > 60 {
			t.Errorf("stem(%q) = %q", name, s)
		}
	})
}

func TestHashSeparatesParts(t *testing.T) {
	if hash([]byte("ab"), []byte("c")) == hash([]byte("a"), []byte("bc")) {
		t.Error("two lists of parts have the same hash")
	}
}
