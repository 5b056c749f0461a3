package chart

import "math"

// multiples draws a panel for each series, two beside one another, all with one
// scale.
func (d *drawing) multiples() {
	const height, gap = 64, 0.06
	all := noLimits()
	lines := make([][]mark, len(d.Series))
	for k := range lines {
		lines[k] = d.series(k, &all)
	}
	own, refs := d.split(nil, nil)
	d.room(0, 0)
	if len(refs) > 0 {
		d.keyLines(refs)
	}
	width, columns := 1.0, 1
	if len(own) > 1 {
		width, columns = (1-gap)/2, 2
	}
	f := frame{scale: newScale(all, 2, d.Zero), x: d.places(), height: height}
	whole := d.width
	for at := 0; at < len(own); at += columns {
		row := own[at:min(at+columns, len(own))]
		d.width = whole * width
		names := 1
		for _, k := range row {
			names = max(names, len(d.wrap(d.Series[k].Name, d.width, size)))
		}
		top, bottom := d.y, d.y
		for column, k := range row {
			d.raw("<svg")
			d.part("x", float64(column)*(width+gap))
			d.attr("y", top)
			d.part("width", width)
			d.attr("height", float64(names)*leading+height+62)
			d.raw(">")
			d.y = 0
			d.panel(lines, k, refs, &f, float64(names)*leading, column == 0 && !all.none())
			d.raw("</svg>")
			bottom = max(bottom, top+d.y)
		}
		d.y = bottom + 18
	}
	d.width = whole
	d.y -= 18
}

// panel draws the curve of series k, below its name.
func (d *drawing) panel(lines [][]mark, k int, refs []int, f *frame, below float64, numbers bool) {
	s, marks := &d.Series[k], lines[k]
	d.group(s.class())
	for i, l := range d.wrap(s.Name, d.width, size) {
		d.text("chart__name chart__name--value", 0, 0, float64(i)*leading+14, atStart, l)
	}
	d.raw("</g>")
	top := below + 18
	for i := 0; i <= f.ticks(); i++ {
		y := math.Round(top+f.y(f.tick(i))) + 0.5
		class := "chart__grid"
		if f.tick(i) == 0 || i == 0 {
			class = "chart__axis"
		}
		d.line(class, 0, y, 1, y)
	}
	const inset = 0.04 // for the first and the last dot
	f.width = math.Round((1 - 2*inset) * d.width)
	d.raw("<svg")
	d.part("x", inset)
	d.attr("y", top)
	d.part("width", 1-2*inset)
	d.attr("height", f.height)
	d.raw(">")
	d.breaks([][]mark{marks}, f, 0)
	d.stretch(0, 1, 0, f)
	for _, r := range refs {
		d.draw(f.curve(lines[r], false), d.Series[r].class(), true)
	}
	d.draw(f.curve(marks, false), s.class(), false)
	d.raw("</svg>")
	d.pointers([][]mark{marks}, f, 0)
	d.raw("</svg>")
	if numbers {
		for _, i := range [...]int{0, f.ticks()} {
			d.text("chart__small chart__soft chart__halo", 0, 0, math.Round(top+f.y(f.tick(i)))-4, atStart, d.number(f.tick(i)))
		}
	}
	d.y = top + f.height + 4
	d.extent(marks)
}

// extent writes the first and the last value of a panel with their labels.
func (d *drawing) extent(marks []mark) {
	first, last := ends(marks)
	if first < 0 {
		text := unknown
		if len(marks) > 0 {
			text = marks[len(marks)-1].text
		}
		d.text("chart__soft", 0, 0, d.y+smallSize, atStart, text)
		d.y += smallLeading
		return
	}
	y := d.y + smallSize
	from, to := &marks[first], &marks[last]
	if first == last && first < len(marks)/2 {
		d.text("chart__small chart__value", 0, 0, y, atStart, from.text)
		d.text("chart__small chart__soft", 0, 0, y+smallLeading, atStart, d.Labels[first])
		d.y += 2 * smallLeading
		return
	}
	if first != last && measure(from.text+to.text, smallSize)*bold+16 <= d.width && measure(d.Labels[first]+d.Labels[last], smallSize)+12 <= d.width {
		d.text("chart__small chart__value", 0, 0, y, atStart, from.text)
		d.text("chart__small chart__soft", 0, 0, y+smallLeading, atStart, d.Labels[first])
	}
	d.text("chart__small chart__value", 1, 0, y, atEnd, to.text)
	d.text("chart__small chart__soft", 1, 0, y+smallLeading, atEnd, d.Labels[last])
	d.y += 2 * smallLeading
}

// keyLines says which line the reference is.
func (d *drawing) keyLines(refs []int) {
	for _, k := range refs {
		s := &d.Series[k]
		d.group(s.class())
		d.raw(`<path class="chart__line chart__line--ref" d="M0 `)
		d.b = append(appendNumber(d.b, d.y+8), `h18"/></g>`...)
		for _, l := range d.wrap(s.Name, d.width-26, smallSize) {
			d.pixels("chart__small", 26, d.y+12, l)
			d.y += smallLeading
		}
	}
	d.y += 8
}
