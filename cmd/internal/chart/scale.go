package chart

import "math"

// scale is the part of a number line that a chart shows, from one tick to another.
type scale struct {
	low, high, step float64
}

// newScale returns a scale for values within limits, with about n steps of 1, 2 or
// 5 times a power of ten. It has zero if the values are not far from it, or as asked.
func newScale(l limits, n float64, zero bool) scale {
	if l.none() {
		l = limits{0, 1}
	}
	if zero || l.low == l.high || l.low > 0 && l.low < l.high*0.5 || l.high < 0 && l.high > l.low*0.5 {
		l.low, l.high = min(l.low, 0), max(l.high, 0)
	}
	span := l.high - l.low
	if size := max(math.Abs(l.low), math.Abs(l.high)); !(span > size*1e-12) { // all zero, or as good as equal
		span = max(size, 1)
		l.high = l.low + span
	}
	step := nice(span / n)
	s := scale{math.Floor(l.low/step+1e-9) * step, math.Ceil(l.high/step-1e-9) * step, step}
	if !(s.high > s.low) {
		s.high = s.low + step
	}
	return s
}

// nice is the least of 1, 2 or 5 times a power of ten that is not less than v.
func nice(v float64) float64 {
	e := math.Pow(10, math.Floor(math.Log10(v)))
	for _, f := range [...]float64{1, 2, 5} {
		if v <= f*e*(1+1e-9) {
			return f * e
		}
	}
	return 10 * e
}

// at is where a value lies, from 0 to 1.
func (s scale) at(v float64) float64 {
	return min(max((v-s.low)/(s.high-s.low), 0), 1)
}

// ticks is how many steps the scale has.
func (s scale) ticks() int {
	return min(int(math.Round((s.high-s.low)/s.step)), 20)
}

// tick is the number of one of them. It is what a person would write: 0.3 and not
// the sum of three tenths.
func (s scale) tick(i int) float64 {
	k := math.Round(s.low/s.step) + float64(i)
	if s.step < 1 {
		return k / math.Round(1/s.step)
	}
	return k * s.step
}
