package plan

import (
	"math"
	"math/bits"
)

// hasher hashes texts, eight bytes at a time in the way of wyhash: a head of 3 kB
// takes 0.3 µs, and 3 with FNV. The length of each text counts, and so the borders
// between texts do.
type hasher uint64

func newHasher() hasher { return 0x2d358dccaa6c78a5 }

func (h *hasher) word(x uint64) {
	high, low := bits.Mul64(x^0x8bb84b93962eacc9, uint64(*h)^0x4b33a62ed433d4a3)
	*h = hasher(high ^ low)
}

func (h *hasher) byte(b byte) { h.word(uint64(b)) }

func (h *hasher) bool(b bool) {
	if b {
		h.word(1)
	} else {
		h.word(0)
	}
}

func (h *hasher) float(x float64) { h.word(math.Float64bits(x)) }

func (h *hasher) bytes(b []byte) { h.string(string(b)) }

func (h *hasher) string(s string) {
	h.word(uint64(len(s)))
	for ; len(s) >= 8; s = s[8:] {
		h.word(uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56)
	}
	var rest uint64
	for i := range len(s) {
		rest |= uint64(s[i]) << (8 * i)
	}
	h.word(rest)
}

func (h *hasher) sum() uint64 {
	h.word(0)
	return uint64(*h)
}
