package chart

// curve is a series over time as paths. They are drawn in a part of the chart that
// is stretched in width, where strokes keep theirs (vector-effect) and a dot is a
// line without length.
type curve struct {
	solid, rough, dots, rings, ranges []byte
}

// frame is where curves lie: the scale, the places of the labels from 0 to 1, and a
// size, of which the width is only nominal.
type frame struct {
	scale
	x             []float64
	width, height float64
}

func (f *frame) y(v float64) float64 { return (1 - f.at(v)) * f.height }

// point appends a point of a path.
func (f *frame) point(b []byte, command byte, i int, v float64) []byte {
	b = append(b, command)
	b = append(appendNumber(b, f.x[i]*f.width), ' ')
	return appendNumber(b, f.y(v))
}

// curve makes the paths of a series. Lines join neighbours that can be compared;
// dots mark all points if every, else those without a line and the last.
func (f *frame) curve(marks []mark, every bool) (c curve) {
	last := -1
	for i := range marks {
		if !marks[i].missing {
			last = i
		}
	}
	solid, rough := -1, -1 // where the paths have come to
	for i := range marks {
		m := &marks[i]
		if m.missing {
			continue
		}
		if i > 0 && joined(&marks[i-1], m) {
			path, at := &c.solid, &solid
			if m.hollow() || marks[i-1].hollow() {
				path, at = &c.rough, &rough
			}
			if *at != i-1 {
				*path = f.point(*path, 'M', i-1, marks[i-1].value())
			}
			*path = f.point(*path, 'L', i, m.value())
			*at = i
		}
		alone := (i == 0 || !joined(&marks[i-1], m)) && (i == len(marks)-1 || !joined(m, &marks[i+1]))
		switch {
		case m.ranged:
			c.ranges = f.point(c.ranges, 'M', i, m.low)
			c.ranges = append(appendNumber(append(c.ranges, 'V'), f.y(m.high)-0.01), ' ')
		case m.hollow():
			c.rings = append(f.point(c.rings, 'M', i, m.value()), "h.01"...)
		case every || alone || i == last:
			c.dots = append(f.point(c.dots, 'M', i, m.value()), "h.01"...)
		}
	}
	return c
}

// joined is whether a line leads from one point to the next.
func joined(a, b *mark) bool {
	return !a.missing && !b.missing && !a.ranged && !b.ranged && !b.brk
}

// draw draws the paths.
func (d *drawing) draw(c curve, class string, ref bool) {
	d.group(class)
	line := "chart__line"
	if ref {
		line = "chart__line chart__line--ref"
	}
	d.path(line, c.solid)
	d.path(line+" chart__line--rough", c.rough)
	d.path("chart__bandline", c.ranges)
	d.path("chart__point", c.dots)
	d.path("chart__point", c.rings)
	d.path("chart__point chart__point--hole", c.rings)
	d.raw("</g>")
}

func (d *drawing) path(class string, data []byte) {
	if len(data) == 0 {
		return
	}
	d.raw("<path")
	d.class(class)
	d.raw(` d="`)
	d.b = append(append(d.b, data...), `"/>`...)
}

// stretch begins the part that is stretched; raw("</svg>") ends it.
func (d *drawing) stretch(left, right, top float64, f *frame) {
	d.raw("<svg")
	d.part("x", left)
	d.attr("y", top)
	d.part("width", right-left)
	d.attr("height", f.height)
	d.raw(` viewBox="0 0 `)
	d.b = append(appendNumber(d.b, f.width), ' ')
	d.b = appendNumber(d.b, f.height)
	d.raw(`" preserveAspectRatio="none">`)
}

// places returns where the labels lie in time, from 0 to 1.
func (c *Chart) places() []float64 {
	n := len(c.Labels)
	x := make([]float64, n)
	l := noLimits()
	usable := len(c.X) == n
	for i := 0; i < n && usable; i++ {
		usable = finite(c.X[i]) && (i == 0 || c.X[i] > c.X[i-1])
		l.low, l.high = min(l.low, c.X[i]), max(l.high, c.X[i])
	}
	usable = usable && finite(l.high-l.low)
	for i := range x {
		switch {
		case n == 1:
			x[i] = 1
		case usable:
			x[i] = (c.X[i] - l.low) / (l.high - l.low)
		default:
			x[i] = float64(i) / float64(n-1)
		}
	}
	return x
}

// series returns the marks of a series, and adds them to limits.
func (d *drawing) series(k int, all *limits) []mark {
	marks := make([]mark, len(d.Labels))
	for i := range marks {
		marks[i] = d.mark(&d.Series[k], i)
		all.add(&marks[i])
	}
	return marks
}

// ends returns the first and the last point that has a value, or -1.
func ends(marks []mark) (first, last int) {
	first, last = -1, -1
	for i := range marks {
		if !marks[i].missing {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	return first, last
}

// spark draws a line of 32 pixels without texts.
func (d *drawing) spark() {
	const height = 32
	d.y = height
	all := noLimits()
	f := frame{x: d.places(), width: narrow / 3, height: height - 8}
	lines := make([][]mark, len(d.Series))
	for k := range d.Series {
		lines[k] = d.series(k, &all)
	}
	if len(d.Labels) == 0 || all.none() {
		return
	}
	f.scale = newScale(all, 4, d.Zero)
	d.stretch(0.03, 0.97, 4, &f)
	for k := range lines {
		d.draw(f.curve(lines[k], false), d.Series[k].class(), d.Series[k].Reference)
	}
	d.raw("</svg>")
}
