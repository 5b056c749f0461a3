package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// RecordPath is the record of what the public has been told.
const RecordPath = site.FigureRecordPath

// recordHead begins the record: what it is, and the names of the columns.
const recordHead = "# What the public has been told, and since when. bassins writes this file: make record\n" +
	"indicator,territory,period,value,published\n"

// recordFields is how many cells each line of the record has.
const recordFields = 5

// recorded is a line of the record.
type recorded struct {
	indicator, territory, period string
	value                        string // see [Value]
	published                    string // the day on which this value was first published
	line                         int    // from 1; 0 of one that is new
}

func (r recorded) compare(other recorded) int {
	return cmp.Or(strings.Compare(r.indicator, other.indicator), strings.Compare(r.territory, other.territory), strings.Compare(r.period, other.period))
}

// readRecord reads the record as bassins writes it, and nothing else: no cell has a
// comma or a quote. The lines are sorted.
func readRecord(data []byte, problems *diag.List) []recorded {
	if len(data) == 0 {
		return nil
	}
	lines := make([]recorded, 0, strings.Count(string(data), "\n"))
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' || line == "indicator,territory,period,value,published" {
			continue
		}
		var cells [recordFields]string
		rest, ok := line, true
		for i := range cells {
			var more bool
			cells[i], rest, more = strings.Cut(rest, ",")
			ok = ok && more == (i < recordFields-1)
		}
		if !ok || cells[0] == "" || cells[3] == "" || strings.ContainsAny(line, "\"; ") {
			problems.Add(diag.Problem{Path: RecordPath, Line: n, Message: "this line is not as bassins writes it", Hint: "of two branches keep the lines of both, then run make record"})
			continue
		}
		lines = append(lines, recorded{cells[0], cells[1], cells[2], cells[3], cells[4], n})
	}
	if !slices.IsSortedFunc(lines, recorded.compare) {
		slices.SortStableFunc(lines, recorded.compare)
	}
	for i := 1; i < len(lines); i++ {
		if lines[i].compare(lines[i-1]) == 0 {
			problems.Add(diag.Problem{Path: RecordPath, Line: lines[i].line, Message: fmt.Sprintf("%s of %s is recorded twice: also in line %d", lines[i].indicator, titleOf(lines[i].territory, lines[i].period), lines[i-1].line),
				Hint: "keep the one with the value that was published last"})
		}
	}
	return lines
}

// state says what has become of a figure that was recorded.
type state int

const (
	same      state = iota
	corrected       // another value, with a correction
	changed         // another value without one
	withdrawn       // missing now, and a note says why
	gone            // missing without a note, or not there at all
)

// follow finds the figure of a line and what has become of it.
func follow(s *site.Site, r recorded) (*site.Observation, state) {
	i, t := s.Indicator(r.indicator), s.Territory(r.territory)
	if i == nil || t == nil {
		return nil, gone
	}
	var period lang.Period
	if r.period != "" {
		var err error
		if period, err = lang.ParsePeriod(r.period); err != nil {
			return nil, gone
		}
	}
	o := i.At(t, period)
	switch {
	case o == nil:
		return nil, gone
	case !o.Known() && len(o.Note) > 0:
		return o, withdrawn
	case !o.Known():
		return o, gone
	case Value(o) == r.value:
		return o, same
	case explained(o, r.value):
		return o, corrected
	}
	return o, changed
}

// record warns of figures that were published and are others now.
func (c *checker) record() {
	lines := readRecord(c.FigureRecord, c.problems)
	for _, r := range lines {
		o, what := follow(c.Site, r)
		if what != changed && what != gone {
			continue
		}
		name := r.indicator + " of " + titleOf(r.territory, r.period)
		switch what {
		case changed:
			at := o.Value.Mark
			if at == (site.Mark{}) {
				at = o.Mark()
			}
			c.warn(o.Path, at, fmt.Sprintf("%s was published as %s and is now %s, and %s does not say why", name, r.value, Value(o), site.CorrectionsPath),
				"enter there "+c.correction(o, r))
		case gone:
			c.warn(RecordPath, site.Mark{Line: r.line}, fmt.Sprintf("%s was published as %s and is gone", name, r.value),
				"enter it again with missing: not-published and a note:; or delete this line if nobody can have seen it")
		}
	}
}

// correction is the entry that a changed figure needs.
func (c *checker) correction(o *site.Observation, r recorded) string {
	reasons := make([]string, len(c.Languages))
	for i, l := range c.Languages {
		reasons[i] = l.ID + ": …"
	}
	before, now := changedEnds(r.value, Value(o))
	period := ""
	if r.period != "" {
		period = "period: " + r.period + ", "
	}
	return fmt.Sprintf("- {indicator: %s, territory: %s, %sdate: %s, old: %s, new: %s, reason: {%s}}",
		r.indicator, r.territory, period, c.Today(), before, now, strings.Join(reasons, ", "))
}

// changedEnds returns two numbers that differ of a value and of another: of ranges an end
// each.
func changedEnds(before, now string) (string, string) {
	b, n := strings.Split(before, ".."), strings.Split(now, "..")
	if b[0] == n[0] {
		return b[len(b)-1], n[len(n)-1]
	}
	return b[0], n[0]
}

// Record returns the record as it is to be written to [RecordPath]: the lines that
// are there, those of new figures, and the new values of those that were corrected.
// What has changed without a correction, and what is gone, stays as it was published,
// so that the warning stays too.
func Record(s *site.Site) (data []byte, differs site.Recorded) {
	var problems diag.List // which Check reports
	lines := readRecord(s.FigureRecord, &problems)
	today := s.Today().String()
	known := make(map[*site.Observation]bool, len(lines))
	for i := range lines {
		o, what := follow(s, lines[i])
		known[o] = true
		switch what {
		case corrected:
			lines[i].value, lines[i].published = Value(o), today
			differs.Changed++
		case gone:
			differs.Gone++
		}
	}
	for _, i := range s.Indicators {
		for _, o := range i.Observations {
			if o.Known() && !known[o] {
				lines = append(lines, recorded{i.ID.Value, o.TerritoryID.Value, o.Period.String(), Value(o), today, 0})
				differs.New++
			}
		}
	}
	slices.SortStableFunc(lines, recorded.compare)
	b := []byte(recordHead)
	for _, r := range lines {
		b = append(b, strings.Join([]string{r.indicator, r.territory, r.period, r.value, r.published}, ",")...)
		b = append(b, '\n')
	}
	return b, differs
}
