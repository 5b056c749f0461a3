package chart

// stacked draws a bar for each label, whose parts are the series' shares.
func (d *drawing) stacked() {
	own := make([]int, len(d.Series))
	for k := range own {
		own[k] = k
	}
	d.room(0, 0)
	single := len(d.Labels) == 1
	if !single {
		d.key(own, nil, false)
	}
	marks := make([]mark, len(own))
	for i, label := range d.Labels {
		d.paragraph("", label, size, leading)
		d.y += 1
		for k := range marks {
			marks[k] = d.mark(&d.Series[k], i)
		}
		rest := d.shares(marks, !single)
		switch {
		case single:
			d.list(marks)
		case rest != "":
			d.paragraph("chart__small", rest, smallSize, smallLeading)
			d.y += 4
		}
		d.y += 12
	}
	d.y -= 12
}

// shares draws one bar, and under each share its value if values and it has room.
// It returns the others as a text.
func (d *drawing) shares(marks []mark, values bool) (rest string) {
	const height = 20
	sum, missing := 0.0, false
	for k := range marks {
		missing = missing || marks[k].missing
		sum += share(&marks[k])
	}
	whole := max(d.Whole, sum)
	if !finite(whole) || whole <= 0 {
		whole = 1
	}
	below, start, any := d.y+height+smallSize+2, 0.0, false
	for k := range marks {
		m := &marks[k]
		end := start + share(m)
		x1, x2 := round(start/whole), round(end/whole)
		if x2 > x1 {
			d.rect(k, m.class, roughly(m), x1, d.y, x2, height)
		}
		switch {
		case !values:
		case !m.missing && measure(m.text, smallSize)+4 <= (x2-x1)*d.width:
			d.text("chart__small", x1, 1, below, atStart, m.text)
			any = true
		default:
			if rest != "" {
				rest += " · "
			}
			rest += spaced(d.Series[k].Name, m.text)
		}
		start = end
	}
	if x := round(start / whole); x < 0.9999 && (missing || d.Whole > 0 || sum == 0) {
		d.raw(`<rect class="chart__rest"`)
		d.part("x", x)
		d.attr("y", d.y)
		d.part("width", 1-x)
		d.attr("height", height)
		d.raw("/>")
	}
	d.y += height
	if any {
		d.y += smallLeading + 2
	} else if values {
		d.y += 4
	}
	return rest
}

// share is the part of a bar that a mark takes.
func share(m *mark) float64 {
	if m.missing {
		return 0
	}
	return max(m.value(), 0)
}

// roughly is the look of a share, which has no room for a range.
func roughly(m *mark) string {
	if m.rough || m.ranged || m.open != 0 {
		return "chart__rough"
	}
	return ""
}

// list names the shares of a single bar, with their values.
func (d *drawing) list(marks []mark) {
	d.y += 10
	for k := range marks {
		s, m := &d.Series[k], &marks[k]
		d.swatch(k, 0, false, false)
		name := s.Name
		if name != "" {
			name += " "
		}
		if measure(name, size)+measure(m.text, size)*bold <= d.total-22 {
			d.raw(`<text x="22"`)
			d.attr("y", d.y+13)
			d.raw(">")
			d.escape(name)
			d.raw(`<tspan class="chart__value">`)
			d.escape(m.text)
			d.raw("</tspan></text>")
			d.y += leading
		} else {
			for _, l := range d.wrap(name+m.text, d.total-22, size) {
				d.pixels("", 22, d.y+13, l)
				d.y += leading
			}
		}
		d.y += 3
	}
}
