package report

import (
	"sync"
	"sync/atomic"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// What pages repeat thousands of times is made once: of 1,000 indicators with ten
// years each, periods and names were a quarter of all that a build allocated.

// memo keeps the values of few keys: reading takes no lock, and a new key a copy.
type memo[K comparable, V any] struct {
	known atomic.Pointer[map[K]V]
	write sync.Mutex
}

// of returns the value of a key, which is always the same.
func (m *memo[K, V]) of(key K, value func(K) V) V {
	if known := m.known.Load(); known != nil {
		if v, ok := (*known)[key]; ok {
			return v
		}
	}
	v := value(key)
	m.write.Lock()
	defer m.write.Unlock()
	next := map[K]V{key: v}
	if known := m.known.Load(); known != nil {
		for k, v := range *known {
			next[k] = v
		}
	}
	m.known.Store(&next)
	return v
}

// about is what is said of an indicator, but for its address, which is not known yet
// when addresses are given.
type about struct{ name, definition, method, limits, unit string }

func (w *Words) about(i *site.Indicator) *about {
	if known, ok := w.abouts.Load(i); ok {
		return known.(*about)
	}
	known, _ := w.abouts.LoadOrStore(i, &about{
		w.plain(i.Names[w.id]), w.plain(i.Definition[w.id]), w.plain(i.Method[w.id]), w.plain(i.Limits[w.id]),
		w.message("unit_name." + i.Unit.Value),
	})
	return known.(*about)
}

// url is the address of the page of an indicator.
func (w *Words) url(i *site.Indicator) string {
	if known, ok := w.urls.Load(i); ok {
		return known.(string)
	}
	url := w.options.URL("indicator", i.ID.Value)
	w.urls.Store(i, url)
	return url
}

// years are the observations by the year to whose report they belong, and those that
// say that nothing is known. Each report asks for one year of all indicators.
type years struct {
	of      map[int]map[*site.Indicator][]*site.Observation
	missing []*site.Observation
}

// byYear sorts all observations into their years.
func byYear(s *site.Site) *years {
	y := &years{of: map[int]map[*site.Indicator][]*site.Observation{}}
	for _, i := range s.Indicators {
		counts := map[int]int{}
		for _, o := range i.Observations {
			counts[o.Period.Year()]++
		}
		for _, o := range i.Observations {
			year := o.Period.Year()
			all := y.of[year]
			if all == nil {
				all = make(map[*site.Indicator][]*site.Observation, len(s.Indicators))
				y.of[year] = all
			}
			if all[i] == nil {
				all[i] = make([]*site.Observation, 0, counts[year])
			}
			all[i] = append(all[i], o)
			if !o.Known() {
				y.missing = append(y.missing, o)
			}
		}
	}
	return y
}

// timed is a period in words.
type timed struct{ in, since, head string }

func (w *Words) timed(p lang.Period) timed {
	return w.spoken.of(p, func(p lang.Period) timed {
		return timed{w.period("period.", p), w.period("since.", p), w.makeHead(p)}
	})
}
