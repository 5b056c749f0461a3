package chart

import (
	"cmp"
	"slices"
)

// dots draws a row for each label with a dot for each series.
func (d *drawing) dots() {
	own, refs := d.split(nil, nil)
	n := len(own) + len(refs)
	all := slices.Concat(own, refs)
	marks := make([]mark, 0, len(d.Labels)*n)
	shared, room := noLimits(), 0.0
	for i := range d.Labels {
		for j, k := range all {
			m := d.mark(&d.Series[k], i)
			marks = append(marks, m)
			shared.add(&m)
			if j < len(own) {
				room = max(room, measure(m.text, size)*bold+18)
			}
		}
	}
	several := len(own) > 1
	r := row{scale: newScale(shared, 4, d.Zero), beside: !several && room < d.total*0.45-step}
	if r.beside {
		d.room(step, room)
	} else {
		d.room(step, step)
	}
	if several || len(refs) > 0 {
		d.key(own, refs, true)
	}
	constant := len(refs) == 1 && d.constant(&d.Series[refs[0]]) != ""
	for i, label := range d.Labels {
		r.own, r.refs = marks[i*n:i*n+len(own)], marks[i*n+len(own):(i+1)*n]
		if d.Free {
			l := noLimits()
			for j := range marks[i*n : (i+1)*n] {
				l.add(&marks[i*n+j])
			}
			r.scale = newScale(l, 4, d.Zero)
		}
		d.paragraph("", label, size, leading)
		d.row(own, &r, !constant)
		d.y += 12
	}
	if !d.Free && !shared.none() {
		d.y -= 4
		d.axis(r)
	} else {
		d.y -= 12
	}
}

// row is a row of dots and the number line that it lies on.
type row struct {
	scale
	own, refs []mark
	beside    bool // whether each value has room beside its dot
}

func (r *row) x(v float64) float64 {
	return round(r.at(v))
}

// row draws one row.
func (d *drawing) row(own []int, r *row, name bool) {
	const lane = 12
	if name && len(r.refs) == 1 && !r.refs[0].missing {
		m := &r.refs[0]
		x := r.x(m.value())
		at, dx, a := d.anchored(x, measure(m.text, smallSize))
		d.text("chart__small", at, dx, d.y+smallSize, a, m.text)
		d.y += smallLeading
	}
	lanes, deep := lanesOf(r, 13/d.width)
	top := d.y + 8
	track := top + float64(deep)*lane
	d.line("chart__track", 0, track, 1, track)
	for j := range r.refs {
		if m := &r.refs[j]; !m.missing {
			d.reference(m, r.x(m.value()), top-8, track+8)
		}
	}
	for j := range r.own {
		if m := &r.own[j]; !m.missing {
			d.dot(own[j], m, r, track-float64(lanes[j])*lane)
		}
	}
	d.y = track + 10
	switch {
	case r.beside:
		m, x, gap := &r.own[0], 0.0, -d.left
		class := "chart__value chart__halo"
		if m.missing {
			class = "chart__soft chart__halo"
		} else {
			x, gap = r.x(m.high), 11
			if m.open > 0 {
				gap = 18
			}
		}
		d.text(class, x, gap, track+5, atStart, m.text)
	case len(r.own) == 1:
		d.paragraph("chart__value", r.own[0].text, size, leading)
	default:
		d.ends(own, r.own)
	}
}

// dot draws one dot, a ring if it is not exact, or a range.
func (d *drawing) dot(k int, m *mark, r *row, y float64) {
	d.group(m.class)
	if m.ranged {
		d.line("chart__range", r.x(m.low), y, r.x(m.high), y)
	} else {
		class := "chart__dot"
		if m.hollow() {
			class += " chart__dot--hollow"
		}
		d.use(d.shape(k), class, r.x(m.low), y)
	}
	d.raw("</g>")
	switch {
	case m.open > 0:
		d.arrow("over", m.class, min(r.x(m.high)+5/d.width, 1), y)
	case m.open < 0:
		d.arrow("under", m.class, max(r.x(m.low)-5/d.width, 0), y)
	}
}

// lanesOf piles up dots that would cover one another, less than apart from each other.
func lanesOf(r *row, apart float64) (lanes []int, deep int) {
	order := make([]int, 0, len(r.own))
	for j := range r.own {
		if !r.own[j].missing {
			order = append(order, j)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.own[a].low, r.own[b].low) })
	lanes = make([]int, len(r.own))
	var ends []float64 // of what is in each lane
	for _, j := range order {
		x := r.x(r.own[j].low)
		l := 0
		for l < len(ends) && x-ends[l] < apart {
			l++
		}
		if l == len(ends) {
			ends = append(ends, 0)
		}
		ends[l], lanes[j] = r.x(r.own[j].high), l
	}
	return lanes, max(len(ends)-1, 0)
}

// ends writes the lowest and the highest value of a row, and what is missing.
func (d *drawing) ends(own []int, marks []mark) {
	low, high, rest := -1, -1, ""
	for j := range marks {
		m := &marks[j]
		switch {
		case m.missing:
			if name := d.Series[own[j]].Name; name != "" {
				if rest != "" {
					rest += " · "
				}
				rest += name + "\u00a0" + m.text
			}
			continue
		case low < 0 || m.value() < marks[low].value():
			low = j
		}
		if high < 0 || m.value() > marks[high].value() {
			high = j
		}
	}
	if low >= 0 {
		from := spaced(d.Series[own[low]].Name, marks[low].text)
		to := spaced(d.Series[own[high]].Name, marks[high].text)
		switch {
		case low == high: // the only one, or all are equal
			if marks[low].value() == marks[high].value() && rest == "" {
				from = marks[low].text
			}
			d.paragraph("chart__small", from, smallSize, smallLeading)
		case measure(from, smallSize)+measure(to, smallSize)+16 > d.total:
			d.paragraph("chart__small", from, smallSize, smallLeading)
			for _, l := range d.wrap(to, d.total, smallSize) {
				d.text("chart__small", 1, d.right, d.y+smallSize, atEnd, l)
				d.y += smallLeading
			}
		default:
			d.pixels("chart__small", -d.left, d.y+smallSize, from)
			d.text("chart__small", 1, d.right, d.y+smallSize, atEnd, to)
			d.y += smallLeading
		}
	}
	if low < 0 && rest == "" && len(marks) > 0 { // many that are alike, and none is known
		rest = marks[0].text
	}
	if rest != "" {
		d.paragraph("chart__soft chart__small", rest, smallSize, smallLeading)
	}
}

// axis draws the scale below the rows.
func (d *drawing) axis(r row) {
	d.line("chart__axis", 0, d.y, 1, d.y)
	n := r.ticks()
	step := 1
	for step < n && d.crowded(r, step) {
		step++
	}
	last := ""
	for i := 0; i <= n; i += step {
		text := d.number(r.tick(i))
		if text == last { // rounded away
			continue
		}
		last = text
		x := r.x(r.tick(i))
		d.line("chart__axis", x, d.y, x, d.y+4)
		at, dx, a := d.anchored(x, measure(text, smallSize))
		d.text("chart__small", at, dx, d.y+smallSize+6, a, text)
	}
	d.y += smallLeading + 8
}

// crowded is whether the numbers of every step-th tick touch on a narrow screen.
func (d *drawing) crowded(r row, step int) bool {
	w := 0.0
	for i := 0; i <= r.ticks(); i += step {
		w = max(w, measure(d.number(r.tick(i)), smallSize))
	}
	return w+10 > d.width*float64(step)/float64(max(r.ticks(), 1))
}

// anchored returns where to write a text that belongs to x, a part of the width, and
// is w pixels wide, so that it is not cut.
func (d *drawing) anchored(x, w float64) (at, dx float64, a anchor) {
	switch {
	case x*d.width+d.left < w/2:
		return 0, -d.left, atStart
	case (1-x)*d.width+d.right < w/2:
		return 1, d.right, atEnd
	}
	return x, 0, atMiddle
}
