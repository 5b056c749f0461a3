package plan

import "sync"

// Lazy is a part of a view that is made when the page is rendered, and once for
// all pages that show it. Key stands for it in the hash of the view.
type Lazy[V any] struct {
	Key  uint64
	made *lazy[V]
}

type lazy[V any] struct {
	once sync.Once
	make func() V
	view V
}

func newLazy[V any](key uint64, view func() V) Lazy[V] {
	return Lazy[V]{key, &lazy[V]{make: view}}
}

// View returns the part.
func (l Lazy[V]) View() V {
	if l.made == nil {
		var none V
		return none
	}
	l.made.once.Do(func() { l.made.view, l.made.make = l.made.make(), nil })
	return l.made.view
}
