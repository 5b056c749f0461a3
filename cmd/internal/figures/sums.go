package figures

import (
	"fmt"
	"math"
	"strings"

	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// interval is between what a value lies.
type interval struct{ low, high float64 }

// roughly is how far a value that is "about" may be off at least, as a part of it.
const roughly = 0.01

// valuesOf returns between what a figure may lie by the digits that it has; ok is
// false if it is missing. What does not apply is nothing, and adds nothing.
func valuesOf(o *site.Observation) (v interval, ok bool) {
	switch {
	case o == nil:
		return v, false
	case !o.Known():
		return v, o.Missing.Value == site.NotApplicable
	case o.Range != nil:
		return interval{o.Range.From.Value - half(o.Range.From.Decimals), o.Range.To.Value + half(o.Range.To.Decimals)}, true
	}
	value, off := o.Value.Value, half(o.Value.Decimals)
	switch o.Qualifier.Value {
	case site.About:
		off = max(off, half(-zeros(o.Value)), math.Abs(value)*roughly)
	case site.Under:
		return interval{math.Inf(-1), value + off}, true
	case site.Over:
		return interval{value - off, math.Inf(1)}, true
	}
	return interval{value - off, value + off}, true
}

// half is half of one in the last of so many decimals.
func half(decimals int) float64 { return math.Pow10(-decimals) / 2 }

// zeros is how many zeros a whole number ends with: "about 12,000" has three.
func zeros(n source.Number) int {
	count := 0
	for v := n.Value; n.Decimals == 0 && v != 0 && math.Mod(v, 10) == 0; v /= 10 {
		count++
	}
	return count
}

// sum adds figures up.
type sum struct {
	interval
	terms []term
}

// term is a figure that is added, with what names it among the others.
type term struct {
	name string
	o    *site.Observation
}

func (s *sum) add(name string, o *site.Observation, v interval) {
	s.low, s.high = s.low+v.low, s.high+v.high
	s.terms = append(s.terms, term{name, o})
}

// numbersOf are the numbers of a figure as they were written.
func numbersOf(o *site.Observation) []source.Number {
	switch {
	case !o.Known():
		return nil
	case o.Range != nil:
		return []source.Number{o.Range.From, o.Range.To}
	}
	return []source.Number{o.Value}
}

// String is the sum with as many decimals as the figures have.
func (s *sum) String() string {
	value, decimals := 0.0, 0
	for _, t := range s.terms {
		value += t.o.Middle()
		for _, n := range numbersOf(t.o) {
			decimals = max(decimals, n.Decimals)
		}
	}
	scale := math.Pow10(decimals)
	return sheet.FormatNumber(math.Round(value*scale)/scale, 0, '.')
}

// list is the figures that were added up, the first of them if there are many.
func (s *sum) list() string {
	const most = 8
	var texts []string
	for _, t := range s.terms[:min(most, len(s.terms))] {
		texts = append(texts, t.name+" "+Value(t.o))
	}
	text := strings.Join(texts, ", ")
	if rest := len(s.terms) - most; rest > 0 {
		text += fmt.Sprintf(" and %d more", rest)
	}
	return text
}

// apart reports whether no value of one can be one of the other. Sums of floats are
// not exact in their last digits.
func apart(a, b interval) bool {
	slack := 1e-9 * (1 + max(finite(a.high), finite(b.high)))
	return a.low > b.high+slack || a.high < b.low-slack
}

func finite(f float64) float64 {
	if math.IsInf(f, 0) {
		return 0
	}
	return math.Abs(f)
}

// groups checks the shares of each group.
func (c *checker) groups() {
	members := map[string][]*site.Indicator{}
	var order []string
	for _, i := range c.Indicators {
		if id := i.Group.Value; id != "" {
			if members[id] == nil {
				order = append(order, id)
			}
			members[id] = append(members[id], i)
		}
	}
	for _, id := range order {
		group := members[id]
		if len(group) == 1 {
			c.warn(group[0].Path, group[0].Group.Mark, fmt.Sprintf("%q is the only share of the group %q", group[0].ID.Value, id), "those of one group have the same shares:")
		}
		for k, i := range group {
			for _, o := range i.Observations {
				if !alreadySeen(group[:k], o) {
					c.shares(id, group, o)
				}
			}
		}
	}
}

// alreadySeen reports whether one of the indicators is known for the same time and
// territory.
func alreadySeen(indicators []*site.Indicator, o *site.Observation) bool {
	for _, i := range indicators {
		if i.At(o.Territory, o.Period) != nil {
			return true
		}
	}
	return false
}

// shares checks those of one territory and period. A share that is not known may be
// anything from 0 to 100 %.
func (c *checker) shares(group string, members []*site.Indicator, at *site.Observation) {
	const whole = 100
	var s sum
	var first *site.Observation
	missing := false
	for _, i := range members {
		o := i.At(at.Territory, at.Period)
		v, ok := valuesOf(o)
		if !ok {
			missing = true
			s.high += whole
			continue
		}
		if first == nil {
			first = o
		}
		s.add(i.ID.Value, o, interval{max(v.low, 0), min(v.high, whole)})
	}
	if first == nil || !apart(s.interval, interval{whole, whole}) {
		return
	}
	not := "not to 100"
	if missing {
		not = "which is more than 100"
	}
	c.fail(first, first.Value.Mark, fmt.Sprintf("shares %q of %s add up to %s, %s: %s", group, title(at), s.String(), not, s.list()),
		"correct them; if the source itself has them so, qualifier: about and a note:, or leave shares: out of the indicators")
}

// parts checks that a total is the sum of its parts.
func (c *checker) parts(i *site.Indicator) {
	if len(i.Parts) == 0 {
		return
	}
	for _, total := range i.Observations {
		whole, ok := valuesOf(total)
		if !ok {
			continue
		}
		var s sum
		for _, part := range i.Parts {
			o := part.At(total.Territory, total.Period)
			v, known := valuesOf(o)
			if ok = ok && known; !ok {
				break
			}
			s.add(part.ID.Value, o, v)
		}
		if ok && apart(s.interval, whole) {
			c.fail(total, total.Value.Mark, fmt.Sprintf("%s of %s is %s, but its parts add up to %s: %s", i.ID.Value, title(total), Value(total), s.String(), s.list()),
				fmt.Sprintf("correct one of them; %s:%d names the parts", i.Path, i.ID.Mark.Line))
		}
	}
}

// total checks that the Region is the sum of its basins or communes.
func (c *checker) total(i *site.Indicator) {
	region := c.Territory(site.Region)
	if i.Sum.Value == "" || region == nil {
		return
	}
	for _, total := range i.Of(region) {
		whole, ok := valuesOf(total)
		if !ok {
			continue
		}
		var s sum
		for _, all := range c.all {
			if all.word != i.Sum.Value {
				continue
			}
			ok = len(all.territories) > 0
			for _, t := range all.territories {
				if ok = ok && c.addTerritory(&s, i, t, total); !ok {
					break
				}
			}
		}
		if ok && apart(s.interval, whole) {
			c.fail(total, total.Value.Mark, fmt.Sprintf("%s of %s is %s, but the %s add up to %s: %s", i.ID.Value, title(total), Value(total), i.Sum.Value, s.String(), s.list()),
				fmt.Sprintf("correct one of them; %s:%d says sum: %s", i.Path, i.ID.Mark.Line, i.Sum.Value))
		}
	}
}

// addTerritory adds the figure of a territory, or those of all its parts: a commune
// that is split between basins counts once. It returns false if it is not known.
func (c *checker) addTerritory(s *sum, i *site.Indicator, t *site.Territory, at *site.Observation) bool {
	o := i.At(t, at.Period)
	if v, ok := valuesOf(o); ok {
		s.add(t.ID.Value, o, v)
		return true
	}
	if t.Kind.Value != site.KindCommune || t.Commune == nil || len(t.Commune.Parts) < 2 {
		return false
	}
	for _, part := range t.Commune.Parts {
		p := c.Territory(part.ID.Value)
		if p == nil {
			return false
		}
		o := i.At(p, at.Period)
		v, ok := valuesOf(o)
		if !ok {
			return false
		}
		s.add(part.ID.Value, o, v)
	}
	return true
}
