package source

import (
	"bytes"
	"testing"
)

func TestIndexControl(t *testing.T) {
	for r := range rune(0x20000) {
		if r >= 0xd800 && r < 0xe000 {
			continue // halves of surrogates are no UTF-8
		}
		data := []byte("é’" + string(r) + "–")
		if got, want := indexControl(data), bytes.IndexFunc(data, isControl); got != want {
			t.Errorf("%U: at %d, want %d", r, got, want)
		}
	}
}
