package chart

// The key names the series where they cannot be named beside what is drawn.

// key draws the names of series, with what marks them, packed into lines. A series
// without a name is one of many that are all alike.
func (d *drawing) key(own, refs []int, dots bool) {
	x := -d.left
	entry := func(k int, ref bool) {
		s := &d.Series[k]
		if s.Name == "" {
			return
		}
		name := s.Name
		if ref {
			name = spaced(name, d.constant(s))
		}
		w := 20 + measure(name, smallSize)
		if x > -d.left && x+w > d.total-d.left {
			x = -d.left
			d.y += 20
		}
		d.swatch(k, x, ref, dots)
		for i, l := range d.wrap(name, d.total-20, smallSize) {
			if i > 0 {
				d.y += smallLeading
			}
			d.pixels("chart__small", x+20, d.y+12, l)
		}
		x += w + 14
	}
	for _, k := range own {
		entry(k, false)
	}
	for _, k := range refs {
		entry(k, true)
	}
	if x > -d.left {
		d.y += 28
	}
}

// swatch draws what marks series k.
func (d *drawing) swatch(k int, x float64, ref, dots bool) {
	s := &d.Series[k]
	switch {
	case ref:
		d.raw("<rect")
		d.class("chart__ref", s.class())
		d.attr("x", x+7)
		d.attr("y", d.y)
		d.raw(` width="3" height="15"/>`)
	case dots:
		d.group(s.class())
		d.raw(`<use href="#` + d.id + "-" + d.shape(k) + `" class="chart__dot"`)
		d.attr("x", x+7)
		d.attr("y", d.y+7.5)
		d.raw("/></g>")
	default:
		d.raw("<rect")
		d.fill(k, s.class(), "")
		d.attr("x", x+0.5)
		d.attr("y", d.y+1)
		d.raw(` width="13" height="13"/>`)
	}
}

// shape names the shape of the dots of series k.
func (d *drawing) shape(k int) string {
	if d.Series[k].Name == "" {
		k = 0
	}
	k %= len(shapes)
	d.shapes |= 1 << k
	return shapeNames[k]
}

// spaced is a name and what follows it, either of which may be "".
func spaced(name, text string) string {
	if name == "" || text == "" {
		return name + text
	}
	return name + " " + text
}

// constant is the text of a series that has one value for all labels, or "".
func (d *drawing) constant(s *Series) string {
	text := ""
	for i := range d.Labels {
		m := d.mark(s, i)
		if m.missing || text != "" && text != m.text {
			return ""
		}
		text = m.text
	}
	return text
}
