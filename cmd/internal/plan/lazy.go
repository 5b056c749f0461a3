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

// pair is what two Outputs show that are rendered one after the other: it is made for
// one, kept for the other, and then let go, as it is large.
type pair[V any] struct {
	lock sync.Mutex
	made *V
}

func (p *pair[V]) take(view func() V) V {
	p.lock.Lock()
	defer p.lock.Unlock()
	if made := p.made; made != nil {
		p.made = nil
		return *made
	}
	made := view()
	p.made = &made
	return made
}
