package plan

// hasher is FNV-1a with a length before each text, so that the borders between
// texts count.
type hasher uint64

func newHasher() hasher { return 14695981039346656037 }

func (h *hasher) byte(b byte) { *h = (*h ^ hasher(b)) * 1099511628211 }

func (h *hasher) bytes(b []byte) {
	for _, c := range b {
		h.byte(c)
	}
}

func (h *hasher) string(s string) {
	for n := len(s); n > 0; n >>= 8 {
		h.byte(byte(n))
	}
	h.byte(0)
	for i := range len(s) {
		h.byte(s[i])
	}
}

func (h *hasher) sum() uint64 { return uint64(*h) }
