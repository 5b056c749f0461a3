package chart

import (
	"math"
	"strconv"
)

// unknown stands where there is neither a value nor what to write instead.
const unknown = "–"

// mark is a point as it is drawn.
type mark struct {
	low, high float64 // equal but for a range
	missing   bool
	ranged    bool
	rough     bool
	brk       bool
	open      int
	text      string
	wide      float64 // the text in pixels, where it was measured
	class     string
}

// mark returns point i of a series. What cannot be drawn is missing.
func (c *Chart) mark(s *Series, i int) mark {
	if i >= len(s.Points) {
		return mark{missing: true, text: unknown}
	}
	p := &s.Points[i]
	m := mark{low: p.Value, high: p.Value, rough: p.Rough, brk: p.Break, open: sign(p.Open), text: p.Text, class: p.Class}
	if m.class == "" {
		m.class = s.class()
	}
	if p.Range {
		m.low, m.high, m.ranged = min(p.Low, p.High), max(p.Low, p.High), p.Low != p.High
	}
	if p.Missing != "" || !finite(m.low) || !finite(m.high) {
		m.missing = true
		switch {
		case p.Missing != "":
			m.text = p.Missing
		case m.text == "":
			m.text = unknown
		}
		return m
	}
	if m.text == "" {
		m.text = c.number(m.low)
		if m.ranged {
			m.text += "–" + c.number(m.high)
		}
	}
	m.low, m.high = within(m.low), within(m.high)
	return m
}

// class is that of the series' colour: a reference has none of its own.
func (s *Series) class() string {
	if s.Class == "" && s.Reference {
		return "chart__neutral"
	}
	return s.Class
}

// value is the one number that stands for the point.
func (m *mark) value() float64 { return m.low + (m.high-m.low)/2 }

// look is the class of what is not exact.
func (m *mark) look() string {
	if m.rough || m.open < 0 {
		return "chart__rough"
	}
	return ""
}

// hollow is whether a dot is drawn as a ring.
func (m *mark) hollow() bool { return m.rough || m.open != 0 }

func (c *Chart) number(v float64) string {
	switch {
	case c.Number != nil:
		return c.Number(v)
	case math.Abs(v) < 1e15:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// within keeps a number where sums and quotients of such numbers are finite.
func within(v float64) float64 {
	if math.Abs(v) < 1e-100 {
		return 0
	}
	return min(max(v, -1e100), 1e100)
}

func sign(n int) int { return min(max(n, -1), 1) }

// limits are the least and the greatest of some values.
type limits struct{ low, high float64 }

func noLimits() limits { return limits{math.Inf(1), math.Inf(-1)} }

func (l limits) none() bool { return l.low > l.high }

func (l *limits) add(m *mark) {
	if !m.missing {
		l.low, l.high = min(l.low, m.low), max(l.high, m.high)
	}
}
