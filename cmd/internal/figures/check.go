package figures

import (
	"fmt"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// Check reports figures that do not agree with one another, with what their
// indicators say, or with what was published before. Where problems already has an
// error of the data, figures may be missing: then only what is wrong with single ones
// is reported.
func Check(s *site.Site, problems *diag.List) {
	complete := !slices.ContainsFunc(problems.Sorted(), func(p diag.Problem) bool {
		return p.Severity == diag.Error && strings.HasPrefix(p.Path, "data/")
	})
	check(s, problems, complete)
}

func check(s *site.Site, problems *diag.List, complete bool) {
	c := checker{Site: s, problems: problems}
	for _, word := range []string{site.SumBassins, site.SumCommunes} {
		c.all = append(c.all, sumOf{word, s.TerritoriesOf(word)})
	}
	for _, i := range s.Indicators {
		for _, o := range i.Observations {
			c.single(o)
		}
	}
	if !complete {
		return
	}
	for _, i := range s.Indicators {
		if len(i.Observations) == 0 {
			c.warn(i.Path, i.ID.Mark, fmt.Sprintf("nothing is known of the indicator %q", i.ID.Value), "enter figures in data/observations, or missing: not-published")
		}
		c.series(i)
		c.parts(i)
		c.total(i)
	}
	c.groups()
	c.corrections()
	for _, r := range s.Reports {
		c.report(r)
	}
	c.record()
}

// checker compares the figures of a site.
type checker struct {
	*site.Site
	problems *diag.List
	all      []sumOf
}

// sumOf is a word that sum: may have, and the territories that it stands for.
type sumOf struct {
	word        string
	territories []*site.Territory
}

func (c *checker) fail(o *site.Observation, at site.Mark, message, hint string) {
	if at == (site.Mark{}) {
		at = o.Mark()
	}
	c.problems.Add(at.At(o.Path, message, hint))
}

func (c *checker) warn(path string, at site.Mark, message, hint string) {
	p := at.At(path, message, hint)
	p.Severity = diag.Warning
	c.problems.Add(p)
}

// single checks what can be said of a figure alone.
func (c *checker) single(o *site.Observation) {
	if !o.Known() {
		return
	}
	numbers := [2]source.Number{o.Value, o.Value}
	if o.Range != nil {
		numbers = [2]source.Number{o.Range.From, o.Range.To}
	}
	bounds := o.Indicator.Plausible
	for i, n := range numbers {
		switch {
		case i == 1 && n == numbers[0] || !n.Known():
		case bounds != nil && (bounds.Min.Known() && n.Value < bounds.Min.Value || bounds.Max.Known() && n.Value > bounds.Max.Value):
			c.fail(o, n.Mark, fmt.Sprintf("%s of %s is %s, which is not plausible", o.Indicator.ID.Value, title(o), number(n)),
				fmt.Sprintf("%s:%d says %s", o.Indicator.Path, o.Indicator.ID.Mark.Line, plausible(bounds)))
		case n.Value < 0 && (bounds == nil || !bounds.Min.Known()):
			c.fail(o, n.Mark, fmt.Sprintf("%s of %s is negative", o.Indicator.ID.Value, title(o)), "if it may be, its indicator says plausible: with a min below 0")
		}
	}
	if c.future(o.Period.From) && o.Qualifier.Value != site.Estimated {
		c.fail(o, site.Mark{}, fmt.Sprintf("%s of %s is of a time that has not begun", o.Indicator.ID.Value, title(o)), "a projection has qualifier: estimated")
	}
	if o.Qualifier.Value == site.Derived && len(o.Note) == 0 {
		c.warn(o.Path, o.Qualifier.Mark, fmt.Sprintf("%s of %s was worked out, and no note says how", o.Indicator.ID.Value, title(o)), "add note:")
	}
}

// future reports whether a date begins after the day up to which figures may tell.
func (c *checker) future(d lang.Date) bool {
	return !d.IsZero() && after(d, c.FiguresAsOf())
}

// after reports whether a date is later than another as far as both are known.
func after(d, other lang.Date) bool {
	precision := min(d.Precision(), other.Precision())
	return d.Truncate(precision).Compare(other.Truncate(precision)) > 0
}

func plausible(b *site.Bounds) string {
	switch {
	case !b.Max.Known():
		return "at least " + number(b.Min)
	case !b.Min.Known():
		return "at most " + number(b.Max)
	}
	return "between " + number(b.Min) + " and " + number(b.Max)
}

// series compares the figures of each territory in time.
func (c *checker) series(i *site.Indicator) {
	first := 0 // of the territory
	for k, o := range i.Observations {
		if i.Observations[first].Territory != o.Territory {
			first = k
		}
		before := i.Observations[first:k]
		if n := len(before); n > 0 && before[n-1].Period == o.Period {
			c.twice(before[n-1], o)
			continue
		}
		if o.Known() && !o.Break && len(o.Note) == 0 {
			c.jump(before, o)
		}
	}
}

// twice reports a figure that is there a second time.
func (c *checker) twice(o, again *site.Observation) {
	message := fmt.Sprintf("%s of %s is entered twice: also at %s", o.Indicator.ID.Value, title(o), place(o))
	hint := "keep one of the two"
	if Value(o) != Value(again) {
		message = fmt.Sprintf("%s of %s is %s here and %s at %s", o.Indicator.ID.Value, title(o), Value(again), Value(o), place(o))
		hint = "keep one of the two; if sources contradict one another, the note says so"
	}
	c.fail(again, site.Mark{}, message, hint)
}

// usualJump is the factor from one year to the next that asks for a note, where the
// indicator gives none.
const usualJump = 2

// jump warns of a value that is far from that of the year before. A value that is
// under or over another is not compared, nor is 0, to which there is no factor.
func (c *checker) jump(before []*site.Observation, o *site.Observation) {
	limit := o.Indicator.Jump
	if limit == 0 {
		limit = usualJump
	}
	for _, b := range slices.Backward(before) {
		if !b.Known() || !yearLater(b.Period, o.Period) {
			continue
		}
		from, to := b.Middle(), o.Middle()
		if from <= 0 || to <= 0 || open(b) || open(o) || max(from/to, to/from) <= limit {
			return
		}
		at := o.Value.Mark
		if at == (site.Mark{}) {
			at = o.Mark()
		}
		c.warn(o.Path, at, fmt.Sprintf("%s of %s goes from %s to %s in a year", o.Indicator.ID.Value, title(o), Value(b), Value(o)),
			"if it is right, a note: says why; break: true if it is counted in another way; or the indicator has another jump:")
		return
	}
}

func open(o *site.Observation) bool {
	return o.Qualifier.Value == site.Under || o.Qualifier.Value == site.Over
}

// yearLater reports whether q is the same time of the year as p, a year later.
func yearLater(p, q lang.Period) bool {
	same := func(a, b lang.Date) bool {
		return a.IsZero() && b.IsZero() || a.Year()+1 == b.Year() && a.Month() == b.Month() && a.Day() == b.Day()
	}
	return p.Kind() == q.Kind() && p.Kind() != lang.Undated && same(p.From, q.From) && same(p.To, q.To)
}

// Value is the value of a figure as it is recorded: "12.5", "25..33", or the reason
// why it is missing. Equal texts are equal values.
func Value(o *site.Observation) string {
	switch {
	case !o.Known():
		return o.Missing.Value
	case o.Range != nil:
		return sheet.FormatNumber(o.Range.From.Value, 0, '.') + ".." + sheet.FormatNumber(o.Range.To.Value, 0, '.')
	}
	return sheet.FormatNumber(o.Value.Value, 0, '.')
}

// number is a number as it was written.
func number(n source.Number) string { return sheet.FormatNumber(n.Value, n.Decimals, '.') }

// title says whom a figure is about, and when.
func title(o *site.Observation) string { return titleOf(o.TerritoryID.Value, o.Period.String()) }

func titleOf(territory, period string) string {
	if period == "" {
		return territory
	}
	return territory + ", " + period
}

// place says where a figure stands.
func place(o *site.Observation) string {
	if file, name, isBook := strings.Cut(o.Path, bookMark); isBook {
		return file + ", " + name + "!" + cellName(o.Mark())
	}
	return fmt.Sprintf("%s:%d", o.Path, o.Mark().Line)
}
