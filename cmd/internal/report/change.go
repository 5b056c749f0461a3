package report

import (
	"math"
	"slices"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Comparable returns the observations of a territory that can be compared with
// one of them, up to it, the earliest first: with periods of the same kind, and
// without a break between. It is empty if the observation has no date.
func Comparable(o *site.Observation) []*site.Observation {
	kind := o.Period.Kind()
	if kind == lang.Undated || kind == lang.Span { // spans last as long as they like
		return nil
	}
	of := o.Indicator.Of(o.Territory)
	of = of[:slices.Index(of, o)+1]
	run := make([]*site.Observation, 0, len(of))
	for _, other := range slices.Backward(of) {
		if other.Period.Kind() != kind {
			continue
		}
		run = append(run, other)
		if other.Break {
			break
		}
	}
	slices.Reverse(run)
	return run
}

// before returns the value that the reader compares with: the last known of the
// periods before. It is nil if there is none, or either is not one number.
func before(o *site.Observation) *site.Observation {
	if !single(o) {
		return nil
	}
	run := Comparable(o)
	for _, other := range slices.Backward(run[:max(0, len(run)-1)]) {
		if other.Known() {
			if !single(other) {
				return nil
			}
			return other
		}
	}
	return nil
}

// single reports whether the value is one number, with both sides known.
func single(o *site.Observation) bool {
	return o.Known() && o.Range == nil && o.Qualifier.Value != site.Under && o.Qualifier.Value != site.Over
}

// Change says what has changed since the period before: "+1 704 habitant·es
// (+0,1 %) depuis le 1er janvier 2024". It is "" where two values cannot be
// compared. A change of shares is in points.
func (w *Words) Change(o *site.Observation) string {
	earlier := before(o)
	if earlier == nil {
		return ""
	}
	i, since := o.Indicator, w.Since(earlier.Period)
	// Both as they are shown, so that a reader who subtracts finds the same.
	shown := max(decimals(i, o.Value), decimals(i, earlier.Value))
	now, then := rounded(o.Value.Value, shown), rounded(earlier.Value.Value, shown)
	difference := rounded(now-then, shown)
	if difference == 0 {
		return w.message("change.none", "since", since)
	}
	size := lang.Quantity{Value: math.Abs(difference), Decimals: shown}
	key := "unit." + i.Unit.Value
	if i.Unit.Value == site.Percent {
		key = "change.points"
	}
	text := w.signed(difference, w.message(key, "n", size))
	if i.Unit.Value != site.Percent && then != 0 {
		if share := 100 * difference / math.Abs(then); math.Abs(share) >= 0.05 { // else it would read 0,0 %
			text = w.message("change.both", "change", text, "percent", w.signed(share, w.message("unit."+site.Percent, "n", lang.Quantity{Value: math.Abs(share), Decimals: 1})))
		}
	}
	if o.Qualifier.Value == site.About || earlier.Qualifier.Value == site.About {
		text = w.message("qualified.about", "value", text)
	}
	return w.message("change.since", "change", text, "since", since)
}

// signed puts the sign before a text that begins with the size of a number.
func (w *Words) signed(x float64, text string) string {
	if x < 0 {
		return w.language.Numbers.Minus + text
	}
	return "+" + text
}

// rounded is a number as it is shown.
func rounded(x float64, decimals int) float64 {
	factor := math.Pow10(decimals)
	return math.Round(x*factor) / factor
}
