package chart

// bars draws horizontal bars from zero.
func (d *drawing) bars() {
	var space [32]mark
	marks := space[:0]
	var own, refs []int
	var ownSpace, refSpace [8]int
	own, refs = d.split(ownSpace[:0], refSpace[:0])
	all := noLimits()
	for i := range d.Labels {
		for _, k := range own {
			marks = append(marks, d.mark(&d.Series[k], i))
			m := &marks[len(marks)-1]
			m.wide = measure(m.text, size) * bold
			all.add(m)
		}
		for _, k := range refs {
			m := d.mark(&d.Series[k], i)
			all.add(&m)
		}
	}
	left := d.column()
	plot := d.span(left, marks, all)
	if len(own) > 1 || len(refs) > 0 {
		d.key(own, refs, false)
	}
	for i, label := range d.Labels {
		top := d.y
		if left == 0 {
			d.paragraph("", label, size, leading)
			top = d.y + 1
		}
		height, pitch := 16.0, 18.0
		if len(own) > 1 {
			height = 14
		}
		d.y = top
		row := marks[i*len(own) : (i+1)*len(own)]
		for j := range row {
			d.bar(own[j], &row[j], plot, height)
			d.y += pitch
		}
		below := d.y
		if all.low < 0 {
			d.line("chart__axis", plot.zero, top-2, plot.zero, below)
		}
		for _, k := range refs {
			if m := d.mark(&d.Series[k], i); !m.missing {
				d.reference(&m, plot.at(m.value()), top-3, below+1)
			}
		}
		for j := range row {
			below = d.value(&row[j], plot, top+pitch*float64(j)+height/2+5, below)
		}
		if left > 0 {
			d.text("", 0, left-d.left-10, (top+d.y-pitch+height)/2+5, atEnd, label)
		}
		d.y = below + 8
		if left > 0 {
			d.y -= 2
		}
	}
	d.y = max(d.y-8, 0)
}

// bar draws one bar, and the arrow of one whose end is not known.
func (d *drawing) bar(k int, m *mark, plot span, height float64) {
	if m.missing {
		return
	}
	near, end := m.low, m.high
	if m.leftward() {
		near, end = end, near
	}
	d.area(k, m, plot.at(near), plot.at(end), plot.zero, height)
	if m.open == 0 {
		return
	}
	name := "over"
	if (m.open < 0) != m.leftward() {
		name = "under"
	}
	d.arrow(name, m.class, plot.at(end), d.y+height/2)
}

// leftward is whether a bar goes to the left of zero.
func (m *mark) leftward() bool { return m.high <= 0 && m.low < 0 }

// value writes the value of a bar at its end, or below if it is long, and returns
// where the next row of bars may begin.
func (d *drawing) value(m *mark, plot span, baseline, below float64) float64 {
	class, x, gap, a := "chart__value chart__halo", plot.zero, 6.0, atStart
	switch {
	case m.missing:
		class = "chart__soft chart__halo"
	case m.leftward():
		x, gap, a = plot.at(m.low), -6, atEnd
	default:
		x = plot.at(m.high)
	}
	if m.open != 0 && !m.missing {
		gap *= 2.5
	}
	if plot.short(m) {
		d.text(class, x, gap, baseline, a, m.text)
		return below
	}
	for _, l := range d.wrap(m.text, d.total/bold, size) {
		d.pixels(class, -d.left, below+size, l)
		below += leading
	}
	return below
}

// area draws the bar itself: from zero, or its range.
func (d *drawing) area(k int, m *mark, near, end, zero, height float64) {
	look := m.look()
	switch {
	case !m.ranged:
		d.rect(k, m.class, look, min(zero, end), d.y, max(zero, end), height)
	case m.low < 0 && m.high > 0: // over zero: nothing is sure
		d.rect(k, m.class, "chart__rough", min(near, end), d.y, max(near, end), height)
	default:
		if near != zero {
			d.rect(k, m.class, look, min(zero, near), d.y, max(zero, near), height)
		}
		d.rect(k, m.class, "chart__rough", min(near, end), d.y, max(near, end), height)
	}
}

// reference draws the mark of what others are compared with, from y1 down to y2.
func (d *drawing) reference(m *mark, x, y1, y2 float64) {
	d.raw("<rect")
	d.class("chart__ref", m.class)
	d.part("x", x)
	d.attr("y", y1)
	d.raw(` width="3"`)
	d.attr("height", y2-y1)
	d.raw("/>")
}

// split returns the series that are bars, dots or panels, and the references. If
// there are only references, nothing is compared with them.
func (d *drawing) split(own, refs []int) (o, r []int) {
	for k := range d.Series {
		if d.Series[k].Reference {
			refs = append(refs, k)
		} else {
			own = append(own, k)
		}
	}
	if len(own) == 0 {
		return refs, nil
	}
	return own, refs
}

// column is how many pixels the labels take beside the bars. It is 0 if one of them
// is too long: then each stands above its bar.
func (d *drawing) column() float64 {
	w := 0.0
	for _, l := range d.Labels {
		w = max(w, measure(l, size))
	}
	if w == 0 || w > 84 {
		return 0
	}
	return w + 10
}

// span is a number line with zero on which bars lie. Texts at the ends of bars that
// are wider than room pixels have no place there.
type span struct {
	low, high, zero, room float64
}

// span makes the number line, and room on both sides for what stands beside it:
// labels on the left, and what the texts at the ends of bars need.
func (d *drawing) span(column float64, marks []mark, all limits) span {
	s := span{room: (d.total - column) * 0.6, high: 1}
	if !all.none() && (all.low != 0 || all.high != 0) {
		s.low, s.high = min(all.low, 0), max(all.high, 0)
	}
	s.zero = s.at(0)
	left, right := 0.0, 0.0
	for range 6 { // less width for the bars needs less room beside them
		width := max(d.total-column-left-right, 0)
		left, right = 0, 0
		for i := range marks {
			m := &marks[i]
			if !s.short(m) {
				continue
			}
			w := m.wide + 8
			if m.open != 0 {
				w += 9
			}
			switch {
			case m.missing:
				right = max(right, w-(1-s.zero)*width)
			case m.leftward():
				left = max(left, w-s.at(m.low)*width)
			default:
				right = max(right, w-(1-s.at(m.high))*width)
			}
		}
	}
	d.room(column+left, right)
	return s
}

// short is whether a text has a place at the end of a bar.
func (s span) short(m *mark) bool { return m.wide <= s.room }

// at is where a value lies, as a part of the width.
func (s span) at(v float64) float64 {
	return round(min(max((v-s.low)/(s.high-s.low), 0), 1))
}
