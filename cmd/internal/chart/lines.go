package chart

import (
	"cmp"
	"math"
	"slices"
)

// note is a text of one or several lines beside a point of a curve.
type note struct {
	lines  []string
	name   int // how many of the lines are the name
	class  string
	y, top float64 // of the point, and of the text once it has found its place
	height float64
}

// curves draws series over time, with their first values to the left, and their
// names and last values to the right.
func (d *drawing) curves() {
	all := noLimits()
	lines := make([][]mark, len(d.Series))
	for k := range lines {
		lines[k] = d.series(k, &all)
	}
	f := frame{scale: newScale(all, 4, d.Zero), x: d.places(), height: 200}
	var ticks []string
	for i := 0; !all.none() && i <= f.ticks(); i++ {
		ticks = append(ticks, d.number(f.tick(i)))
	}
	d.room(d.beside(lines, ticks))
	f.width = d.width
	top := d.y + 12
	starts, finals := d.notes(lines, &f, top)
	if h := max(tall(starts), tall(finals)); h > f.height { // no room for all texts
		f.height = h
		starts, finals = d.notes(lines, &f, top)
	}

	d.grid(ticks, &f, top, starts)
	d.breaks(lines, &f, top)
	d.stretch(0, 1, top, &f)
	for _, ref := range [...]bool{true, false} { // the reference lies below
		for k := range lines {
			if s := &d.Series[k]; s.Reference == ref {
				d.draw(f.curve(lines[k], len(lines[k]) <= 16), s.class(), ref)
			}
		}
	}
	d.raw("</svg>")
	d.pointers(lines, &f, top)
	last := atMiddle
	if len(finals) > 0 {
		last = atEnd
	}
	d.gaps(lines, &f, top+f.height-6, last)
	d.write(starts, 0, -9, atEnd)
	d.write(finals, 1, 11, atStart)
	below := top + f.height + 6
	if d.arrows != 0 { // one may point down
		below += 8
	}
	d.labels(&f, below)
}

// beside returns how much room the texts need on both sides of the curves.
func (d *drawing) beside(lines [][]mark, ticks []string) (left, right float64) {
	l, r := 16.0, 16.0
	for _, t := range ticks {
		l = max(l, measure(t, smallSize))
	}
	for k, marks := range lines {
		first, last := ends(marks)
		if first < 0 {
			continue
		}
		if first != last {
			l = max(l, widest(marks[first].text, smallSize)*bold)
		}
		r = max(r, widest(marks[last].text, smallSize)*bold)
		if d.named() {
			// on two lines if that saves room
			name := d.Series[k].Name
			r = max(r, widest(name, smallSize), min(measure(name, smallSize)*0.6, 90))
		}
	}
	// half of the first and of the last label of the axis of time
	l = max(l, measure(d.Labels[0], smallSize)/2-12)
	r = max(r, measure(d.Labels[len(d.Labels)-1], smallSize)/2-13)
	return min(l+12, d.total*0.3), r + 13
}

// named is whether the lines have their names beside them: not if the title is
// enough for the only one.
func (d *drawing) named() bool { return len(d.Series) > 1 }

// notes returns what stands to the left and to the right of the curves.
func (d *drawing) notes(lines [][]mark, f *frame, top float64) (starts, finals []note) {
	for k, marks := range lines {
		first, last := ends(marks)
		s := &d.Series[k]
		if first < 0 {
			if d.named() && len(marks) > 0 { // the name all the same, with why there is no line
				finals = append(finals, d.note(s.Name, marks[len(marks)-1].text, s, top+f.height, d.right-12))
			}
			continue
		}
		if first != last {
			starts = append(starts, d.note("", marks[first].text, s, top+f.y(marks[first].value()), d.left-10))
		}
		name := ""
		if d.named() {
			name = s.Name
		}
		finals = append(finals, d.note(name, marks[last].text, s, top+f.y(marks[last].value()), d.right-12))
	}
	settle(starts, top-8, top+f.height+4)
	settle(finals, top-8, top+f.height+4)
	return starts, finals
}

// note is a text of a name and a value, on one line if it fits.
func (d *drawing) note(name, value string, s *Series, y, width float64) note {
	n := note{class: s.class(), y: y}
	switch {
	case name == "":
		n.lines = slices.Clone(d.wrap(value, width/bold, smallSize))
	case measure(name+" "+value, smallSize)*bold <= width:
		n.lines = []string{name + " " + value}
	default:
		n.lines = slices.Clone(d.wrap(name, width, smallSize))
		n.name = len(n.lines)
		n.lines = append(n.lines, d.wrap(value, width/bold, smallSize)...)
	}
	n.height = float64(len(n.lines)) * (smallLeading - 1)
	return n
}

// tall is the height of all notes.
func tall(notes []note) (h float64) {
	for i := range notes {
		h += notes[i].height
	}
	return h
}

// settle moves notes apart that would cover one another, as little as possible, and
// lets none begin above top, nor end below bottom while there is room.
func settle(notes []note, top, bottom float64) {
	slices.SortStableFunc(notes, func(a, b note) int { return cmp.Compare(a.y, b.y) })
	for i := range notes {
		n := &notes[i]
		n.top = n.y - n.height/2
	}
	for i := len(notes) - 1; i >= 0; i-- {
		notes[i].top = min(notes[i].top, bottom-notes[i].height)
		bottom = notes[i].top
	}
	// Each pass moves pairs by half of what they lack.
	for range 20 {
		for i := 1; i < len(notes); i++ {
			if lack := notes[i-1].top + notes[i-1].height - notes[i].top; lack > 0 {
				notes[i-1].top -= lack / 2
				notes[i].top += lack / 2
			}
		}
	}
	for i := range notes {
		notes[i].top = math.Round(max(notes[i].top, top))
		top = notes[i].top + notes[i].height
	}
}

// write draws notes beside x.
func (d *drawing) write(notes []note, x, dx float64, a anchor) {
	for _, n := range notes {
		if text := n.top + n.height/2; math.Abs(text-n.y) > 5 && a == atStart {
			// a hairline leads from the point to its text
			d.raw("<svg")
			d.part("x", x)
			d.raw(` y="0" width="10" height="1"><path class="chart__lead" d="M4 `)
			d.b = append(appendNumber(d.b, n.y), "L9 "...)
			d.b = append(appendNumber(d.b, text), `"/></svg>`...)
		}
		d.group(n.class)
		for i, l := range n.lines {
			class := "chart__name chart__name--value"
			if i < n.name {
				class = "chart__name"
			}
			d.text(class, x, dx, n.top+float64(i)*(smallLeading-1)+smallSize-1, a, l)
		}
		d.raw("</g>")
	}
}

// grid draws a line for each tick, and its number where no note stands.
func (d *drawing) grid(ticks []string, f *frame, top float64, starts []note) {
	last := ""
	for i, text := range ticks {
		y := math.Round(top+f.y(f.tick(i))) + 0.5
		class := "chart__grid"
		if f.tick(i) == 0 {
			class = "chart__axis"
		}
		d.line(class, 0, y, 1, y)
		covered := text == last
		for _, n := range starts {
			covered = covered || y+9 > n.top && y-9 < n.top+n.height
		}
		last = text
		if !covered && measure(text, smallSize)+9 <= d.left {
			d.text("chart__small chart__soft", 0, -9, y+4, atEnd, text)
		}
	}
}

// breaks draws a line down where values are not comparable with those before.
func (d *drawing) breaks(lines [][]mark, f *frame, top float64) {
	for i := 1; i < len(d.Labels); i++ {
		for _, marks := range lines {
			if marks[i].brk && !marks[i].missing {
				x := round((f.x[i-1] + f.x[i]) / 2)
				d.line("chart__break", x, top-4, x, top+f.height)
				break
			}
		}
	}
}

// pointers points up from what is over a value, and down from what is under.
func (d *drawing) pointers(lines [][]mark, f *frame, top float64) {
	for _, marks := range lines {
		for i := range marks {
			m := &marks[i]
			if m.missing || m.open == 0 {
				continue
			}
			name := "up"
			if m.open < 0 {
				name = "down"
			}
			d.arrow(name, m.class, round(f.x[i]), top+f.y(m.value()))
		}
	}
}

// gaps writes what stands instead of missing values, once for each label.
func (d *drawing) gaps(lines [][]mark, f *frame, y float64, last anchor) {
	var texts []string
	var x, half []float64
	for i := range d.Labels {
		for _, marks := range lines {
			if m := &marks[i]; m.missing {
				texts, x = append(texts, m.text), append(x, f.x[i])
				half = append(half, measure(m.text, smallSize)/2+3)
				break
			}
		}
	}
	for i, level := range d.shown(x, half) {
		if level > 0 {
			a := atMiddle
			if x[i] == 1 {
				a = last
			}
			d.text(levels[level-1].class+" chart__soft chart__halo", round(x[i]), 0, y, a, texts[i])
		}
	}
}

// labels writes the labels of the axis of time, as many as have room, and more on
// wider screens.
func (d *drawing) labels(f *frame, y float64) {
	half := make([]float64, len(d.Labels))
	for i, l := range d.Labels {
		half[i] = measure(l, smallSize)/2 + 6
	}
	for i, level := range d.shown(f.x, half) {
		if level > 0 {
			d.text(levels[level-1].class, round(f.x[i]), 0, y+smallSize, atMiddle, d.Labels[i])
		}
	}
	d.y = y + smallLeading
}

// levels are the widths, in pixels, from which on the stylesheet shows more texts.
var levels = [...]struct {
	width float64
	class string
}{
	{0, "chart__small"},
	{360, "chart__small chart__from-360"},
	{600, "chart__small chart__from-600"},
}

// shown returns for texts in the middle of x, and of half their width in pixels,
// from which level on each is shown: 0 is never, 1 is always, as for the last one.
func (d *drawing) shown(x, half []float64) []int {
	n := len(x)
	level, following := make([]int, n), make([]int, n)
	for l := range levels {
		width := max(levels[l].width, d.width)
		free := func(i, j int) bool { return j < 0 || j >= n || math.Abs(x[i]-x[j])*width >= half[i]+half[j] }
		next := n
		if l == 0 && n > 0 {
			level[n-1], next = 1, n-1
		}
		for i := n - 1; i >= 0; i-- {
			following[i] = next
			if level[i] > 0 {
				next = i
			}
		}
		before := -1
		for i := range n {
			if level[i] == 0 && free(i, before) && free(i, following[i]) {
				level[i] = l + 1
			}
			if level[i] > 0 {
				before = i
			}
		}
		if d.total > narrow { // a file has one width
			break
		}
	}
	return level
}
