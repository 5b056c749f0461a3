package chart

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Sizes in pixels, as the stylesheet has them.
const (
	narrow   = 288.0 // the least width that a page gives a chart: a screen of 320
	fileWide = 720   // of a standalone file
	margin   = 24    // around what is in it

	size, leading           = 15.0, 19.0 // of labels and values
	smallSize, smallLeading = 13.0, 17.0 // of scales and notes
	titleSize, titleLeading = 20.0, 26.0
)

// drawing is a chart being drawn: from the top down, each part at y.
//
// Across, everything is in percent of the width, which is not known; down, in
// pixels. On both sides of that width there may be room in pixels, for what stands
// beside bars and curves. What must fit is measured for the least width, so that it
// fits in all.
type drawing struct {
	*Chart
	b           []byte
	id          string
	total       float64 // the least width, in pixels
	left, right float64 // the room on both sides, which the stylesheet gives
	width       float64 // what is left of the least width
	y           float64
	lines       []string // of the text that is being wrapped

	shapes, patterns uint // those to define, a bit for each
	arrows           uint
}

func (d *drawing) raw(s string) { d.b = append(d.b, s...) }

// attr adds an attribute in pixels.
func (d *drawing) attr(name string, v float64) {
	d.b = append(append(append(d.b, ' '), name...), `="`...)
	d.b = append(appendNumber(d.b, v), '"')
}

// part adds an attribute in percent, of a part of 1.
func (d *drawing) part(name string, v float64) {
	d.b = append(append(append(d.b, ' '), name...), `="`...)
	d.b = appendNumber(d.b, min(max(v*100, 0), 100))
	if d.b[len(d.b)-1] != '0' || d.b[len(d.b)-2] != '"' { // 0 needs no unit
		d.b = append(d.b, '%')
	}
	d.b = append(d.b, '"')
}

// class adds the classes that are not empty, if there are any.
func (d *drawing) class(names ...string) {
	start := ` class="`
	for _, n := range names {
		if n != "" {
			d.raw(start)
			d.escape(n)
			start = " "
		}
	}
	if start == " " {
		d.b = append(d.b, '"')
	}
}

// An anchor is the point of a text that is at its place.
type anchor string

const (
	atStart  anchor = ""
	atMiddle anchor = "middle"
	atEnd    anchor = "end"
)

// text draws a text on one line at x, a part of the width, and dx pixels from there.
func (d *drawing) text(class string, x, dx, y float64, a anchor, text string) {
	d.raw("<text")
	d.class(class)
	if x != 0 {
		d.part("x", x)
	}
	if dx != 0 {
		d.attr("dx", dx)
	}
	d.attr("y", y)
	if a != atStart {
		d.raw(` text-anchor="` + string(a) + `"`)
	}
	d.raw(">")
	d.escape(text)
	d.raw("</text>")
}

// pixels draws a text on one line at x in pixels.
func (d *drawing) pixels(class string, x, y float64, text string) {
	d.raw("<text")
	d.class(class)
	if x != 0 {
		d.attr("x", x)
	}
	d.attr("y", y)
	d.raw(">")
	d.escape(text)
	d.raw("</text>")
}

// group begins a group of a colour; raw("</g>") ends it.
func (d *drawing) group(class string) {
	d.raw("<g")
	d.class(class)
	d.raw(">")
}

// paragraph draws a text from the left edge, on as many lines as it needs.
func (d *drawing) paragraph(class, text string, size, leading float64) {
	width := d.total
	if strings.HasPrefix(class, "chart__value") {
		width /= bold
	}
	for _, l := range d.wrap(text, width, size) {
		d.pixels(class, -d.left, d.y+size, l)
		d.y += leading
	}
}

// Room on the sides comes in steps, of which the stylesheet has this many.
const (
	step  = 8
	steps = 20
)

// room begins the drawing: with room for so many pixels on the left and the right,
// if there are as many, and with the unit.
func (d *drawing) room(left, right float64) {
	most := math.Floor(d.total*0.45/step) * step
	d.left = min(math.Ceil(left/step)*step, most, step*steps)
	d.right = min(math.Ceil(right/step)*step, most, step*steps)
	d.width = d.total - d.left - d.right
	if d.Unit != "" {
		d.paragraph("chart__small", d.Unit, smallSize, smallLeading)
		d.y += 6
	}
}

// line draws a line, x in parts of the width.
func (d *drawing) line(class string, x1, y1, x2, y2 float64) {
	d.raw("<line")
	d.class(class)
	d.part("x1", x1)
	d.attr("y1", y1)
	d.part("x2", x2)
	d.attr("y2", y2)
	d.raw("/>")
}

// use draws one of what define defines.
func (d *drawing) use(name, class string, x, y float64) {
	d.raw(`<use href="#` + d.id + "-" + name + `"`)
	d.class(class)
	d.part("x", x)
	d.attr("y", y)
	d.raw("/>")
}

// arrow draws one of the arrows.
func (d *drawing) arrow(name, class string, x, y float64) {
	for i := range arrows {
		if arrows[i].name == name {
			d.arrows |= 1 << i
		}
	}
	d.group(class)
	d.use(name, "chart__arrow", x, y)
	d.raw("</g>")
}

// The arrows of values that are only known to be over or under.
var arrows = [...]struct{ name, path string }{
	{"over", "M4-5l5 5-5 5"},
	{"under", "M-4-5l-5 5 5 5"},
	{"up", "M-5-7l5-5 5 5"},
	{"down", "M-5 7l5 5 5-5"},
}

// The shapes of dots, which tell series apart without colour.
var shapes = [...]string{
	"M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
	"M-5-5H5V5H-5z",
	"M0-6.5L6 5H-6z",
	"M0-6.5L6.5 0L0 6.5L-6.5 0z",
	"M0 6.5L6-5H-6z",
	"M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2z",
}

var shapeNames = [len(shapes)]string{"m0", "m1", "m2", "m3", "m4", "m5"}

// The patterns of areas. Two are none: solid and pale.
var patterns = [...]string{
	"",
	"M-1 7L7-1M-1 1L1-1M5 7L7 5",
	"M2 3h2",
	"",
	"M0 1.5H6",
	"M0 3H6M3 0V6",
}

const pale = 3 // the index of the pale pattern

// define writes the shapes, patterns and arrows that were used.
func (d *drawing) define() {
	if d.shapes|d.patterns|d.arrows == 0 {
		return
	}
	d.raw("<defs>")
	for i, path := range shapes {
		if d.shapes&(1<<i) != 0 {
			d.symbol(shapeNames[i], path)
		}
	}
	for i, a := range arrows {
		if d.arrows&(1<<i) != 0 {
			d.symbol(a.name, a.path)
		}
	}
	// A pattern belongs to a series, since it has its colour.
	for k := range d.Series {
		if k < 64 && d.patterns&(1<<k) != 0 {
			d.raw(`<pattern id="` + d.id + "-p" + strconv.Itoa(k) + `"`)
			d.class("chart__pattern", d.Series[k].class())
			d.raw(` width="6" height="6" patternUnits="userSpaceOnUse"><path d="` + patterns[k%len(patterns)] + `"/></pattern>`)
		}
	}
	d.raw("</defs>")
}

func (d *drawing) symbol(name, path string) {
	d.raw(`<path id="` + d.id + "-" + name + `" d="` + path + `"/>`)
}

// fill adds what makes an area one of series k.
func (d *drawing) fill(k int, class, rough string) {
	switch i := k % len(patterns); {
	case i == 0 || k >= 64:
		d.class("chart__bar", rough, class)
	case i == pale:
		d.class("chart__bar chart__bar--pale", rough, class)
	default:
		d.patterns |= 1 << k
		d.class("chart__bar chart__bar--pattern", rough, class)
		d.raw(` fill="url(#` + d.id + "-p" + strconv.Itoa(k) + `)"`)
	}
}

// rect draws an area of series k. One without width is a line, to be seen all the same.
func (d *drawing) rect(k int, class, rough string, x1, y, x2, height float64) {
	d.raw("<rect")
	d.fill(k, class, rough)
	x1, x2 = round(x1), round(x2)
	if x1 != 0 {
		d.part("x", min(x1, 0.99))
	}
	d.attr("y", y)
	if x2-x1 < 0.004 {
		d.attr("width", 2)
	} else {
		d.part("width", x2-x1)
	}
	d.attr("height", height)
	d.raw("/>")
}

// round rounds a part of 1 as it will be written, so that areas end where the next begin.
func round(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// appendNumber appends a number with at most two decimals. What it is given lies
// far within what an int64 holds.
func appendNumber(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	whole, rest := n/100, n%100
	if whole != 0 || rest == 0 {
		b = strconv.AppendInt(b, whole, 10)
	}
	if rest != 0 {
		b = append(b, '.', byte('0'+rest/10))
		if rest%10 != 0 {
			b = append(b, byte('0'+rest%10))
		}
	}
	return b
}

// escape appends a text as XML 1.0 wants it, also within quotes. Characters that
// XML does not have become U+FFFD.
func (d *drawing) escape(s string) { d.b = appendEscaped(d.b, s) }

func appendEscaped(b []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		with := ""
		switch {
		case r == '<':
			with = "&lt;"
		case r == '>':
			with = "&gt;"
		case r == '&':
			with = "&amp;"
		case r == '"':
			with = "&quot;"
		case r < ' ' && r != '\n' && r != '\t', r == utf8.RuneError && n == 1, r == 0xfffe, r == 0xffff:
			with = "\ufffd"
		}
		if with != "" {
			b = append(append(b, s[last:i]...), with...)
			last = i + n
		}
		i += n
	}
	return append(b, s[last:]...)
}
