package check

import (
	"math/rand/v2"
	"testing"

	"bassins/cmd/internal/diag"
)

// TestNear makes sure that the quick test lets everything through that is near.
func TestNear(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("abé-/")
	word := func(n int) []rune {
		w := make([]rune, n)
		for i := range w {
			w[i] = letters[random.IntN(len(letters))]
		}
		return w
	}
	found := 0
	for range 20_000 {
		dead := word(6 + random.IntN(20))
		candidate := append([]rune(nil), dead...)
		for range 1 + random.IntN(2) {
			i := random.IntN(len(candidate) - 1)
			switch random.IntN(4) {
			case 0:
				candidate[i], candidate[i+1] = candidate[i+1], candidate[i]
			case 1:
				candidate[i] = 'Z'
			case 2:
				candidate = append(candidate[:i], candidate[i+1:]...)
			case 3:
				candidate = append(candidate[:i], append([]rune("y"), candidate[i:]...)...)
			}
		}
		if diag.Nearest(string(dead), []string{string(candidate)}) == "" {
			continue
		}
		found++
		if !near(string(dead))(string(candidate)) {
			t.Fatalf("%q is near %q", string(candidate), string(dead))
		}
	}
	if found < 15_000 {
		t.Errorf("only %d pairs were near", found)
	}
	if near("/fr/articles/a/")("/nl/themas/vijver/") {
		t.Error("what has nothing in common passes")
	}
}
