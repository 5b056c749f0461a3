package chart

import (
	"slices"
	"strings"
)

// Form is how a chart shows its numbers.
type Form int

// The forms.
const (
	// Bars are horizontal bars from zero, in the order of the labels; those of
	// several series stand below one another. A reference is a mark across them.
	Bars Form = iota
	// Stacked is a bar for each label, whose parts are the series' shares of it.
	Stacked
	// Lines are series over time: each label is a point in time.
	Lines
	// Dots are a row for each label with a dot for each series, and a mark for the
	// reference. With one series each dot has its value beside it.
	Dots
	// Multiples are small lines over time, a panel for each series, all with one
	// scale and the reference as a quiet line in each.
	Multiples
	// Spark is a line as high as two lines of text, without any label.
	Spark
)

var forms = [...]string{"bars", "stacked", "lines", "dots", "multiples", "spark"}

// String is the name of the form, such as "bars".
func (f Form) String() string {
	if f < 0 || int(f) >= len(forms) {
		return "unknown"
	}
	return forms[f]
}

// Chart is what a chart shows. All texts are shown as they are given. The zero
// value is an empty chart.
type Chart struct {
	// ID begins the ids inside of the drawing: no other chart of the page may
	// have it. Letters, digits, - and _.
	ID   string
	Form Form
	// Title says the finding or the subject, Desc what is to be seen. Both are
	// for those who do not see the chart; a standalone file shows its title.
	// A Spark without a title is hidden from them.
	Title, Desc string
	// Unit is what the numbers count, as written above them.
	Unit string
	// Lang is the language of the texts (RFC 5646), for a standalone file.
	Lang string
	// Source is the last line of a standalone file.
	Source string

	// Labels name the bars, rows or points in time.
	Labels []string
	// X are the places of the labels on the axis of time, growing, in any unit.
	// Nil means that all are equally far apart.
	X      []float64
	Series []Series

	// Whole is what a full Stacked bar stands for, such as 100. Zero, or less than
	// the parts of a bar add up to, means their sum.
	Whole float64
	// Free gives each row of Dots a scale of its own, as for rows of different units.
	Free bool
	// Zero makes the scale of Lines, Multiples and Dots begin at zero, even if all
	// values are far from it. Bars always do.
	Zero bool
	// Number writes a number of the scale. Nil writes it as Go does.
	Number func(float64) string
}

// Series is one value for each label.
type Series struct {
	// Name is how the series is called. In Dots one without a name is one of many
	// that are alike, such as the parts of each label: only its texts name it.
	Name string
	// Class gives the series its colour: a class that sets --accent. Empty, it has
	// that of what surrounds the chart.
	Class string
	// Reference marks what the other series are compared with.
	Reference bool
	Points    []Point // one for each label; those left out are missing
}

// Point is a value as it is known.
type Point struct {
	Value float64
	// Range says that the value lies between Low and High; Value does not count.
	Range     bool
	Low, High float64
	// Missing is what stands in place of a value, such as "n.c.": there is none.
	Missing string
	// Rough says that the value is not exact: about, provisional, estimated, derived.
	Rough bool
	// Open is -1 for a value that is under Value, 1 for one that is over.
	Open int
	// Break says that the value is not comparable with the one before.
	Break bool
	// Text is the value as written, such as "environ 12 %". Empty, it is that of Number.
	Text string
	// Class is used instead of that of the series, in Bars and Dots.
	Class string
}

// Append appends the chart as an <svg> element for a page in HTML. It is as wide
// as what surrounds it, from 288 pixels on, and its letters always keep their size.
// It needs the stylesheet templates/chart.scss.
func (c *Chart) Append(b []byte) []byte {
	start := len(b)
	d := drawing{Chart: c, b: b, id: safeID(c.ID), total: narrow}
	d.body()
	body := len(d.b)
	// The height is known now, and the beginning is written behind the rest.
	d.raw(`<svg class="chart`)
	if c.Form == Spark {
		d.raw(" chart--spark")
	}
	d.side(" chart--l", d.left)
	d.side(" chart--r", d.right)
	d.raw(`" width="100%"`)
	d.attr("height", d.y)
	d.head()
	return append(rotate(d.b, start, body), "</svg>"...)
}

// Style is a stylesheet as it stands in XML.
type Style []byte

// NewStyle makes a stylesheet ready for files, of which each has it whole.
func NewStyle(css []byte) Style { return appendEscaped(nil, string(css)) }

// AppendFile appends the chart as a file of its own, 720 pixels wide, with its
// title, its source and the stylesheet, which is that of the pages. It is light or
// dark as its reader likes.
func (c *Chart) AppendFile(b []byte, style Style) []byte {
	d := drawing{Chart: c, id: safeID(c.ID), total: fileWide - 2*margin}
	start := len(b)
	d.b = slices.Grow(b, len(style)+16<<10) // twice what most need, for the turns below
	d.y = margin - 6
	for _, l := range d.wrap(c.Title, d.total/bold, titleSize) {
		d.y += titleLeading
		d.pixels("chart__title", margin, d.y, l)
	}
	d.y += 20
	top, before := d.y, len(d.b)
	d.y = 0
	d.body()
	height := d.y
	d.b = append(d.b, "</svg>"...)
	body := len(d.b)
	d.raw("<svg")
	d.attr("x", margin+d.left)
	d.attr("y", top)
	d.attr("width", d.width)
	d.attr("height", height)
	d.raw(">")
	d.b = rotate(d.b, before, body)
	d.y = top + height + 12
	if c.Source != "" {
		for _, l := range d.wrap(c.Source, d.total, smallSize) {
			d.y += smallLeading
			d.pixels("chart__small", margin, d.y, l)
		}
	}
	d.y += margin
	body = len(d.b)
	d.raw(`<svg xmlns="http://www.w3.org/2000/svg" class="chart"`)
	if c.Lang != "" {
		d.raw(` xml:lang="`)
		d.escape(c.Lang)
		d.raw(`"`)
	}
	d.attr("width", fileWide)
	d.attr("height", d.y)
	d.raw(` viewBox="0 0 720 `)
	d.b = append(appendNumber(d.b, d.y), '"')
	d.head()
	d.raw("<style>")
	d.b = append(d.b, style...)
	d.raw(`</style><rect class="chart__paper" width="720"`)
	d.attr("height", d.y)
	d.raw("/>")
	return append(rotate(d.b, start, body), "</svg>\n"...)
}

// side adds the class of the room on one side.
func (d *drawing) side(name string, room float64) {
	if room > 0 {
		d.raw(name)
		d.b = appendNumber(d.b, room/step)
	}
}

// head ends the start tag of the drawing and says what it is.
func (d *drawing) head() {
	if d.Title == "" && d.Desc == "" {
		d.raw(` aria-hidden="true">`)
		return
	}
	d.raw(` role="img" aria-labelledby="` + d.id + "-t")
	if d.Desc != "" {
		d.raw(" " + d.id + "-d")
	}
	d.raw(`"><title id="` + d.id + `-t">`)
	d.escape(d.Title)
	d.raw("</title>")
	if d.Desc != "" {
		d.raw(`<desc id="` + d.id + `-d">`)
		d.escape(d.Desc)
		d.raw("</desc>")
	}
}

// body draws the chart itself.
func (d *drawing) body() {
	switch {
	case d.Form == Spark:
		d.spark()
		return
	case len(d.Labels) == 0 || len(d.Series) == 0:
		d.room(0, 0)
		d.text("chart__soft", 0, 0, d.y+size, atStart, unknown)
		d.y += leading + 5
	case d.Form == Stacked:
		d.stacked()
	case d.Form == Lines:
		d.curves()
	case d.Form == Dots:
		d.dots()
	case d.Form == Multiples:
		d.multiples()
	default:
		d.bars()
	}
	d.y += 2
	d.define()
}

// safeID is an id that needs no escaping anywhere.
func safeID(id string) string {
	safe := func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}
	if id = strings.Map(safe, id); id == "" {
		return "chart"
	}
	return id
}

// rotate moves what begins at middle to the front of what begins at start.
func rotate(b []byte, start, middle int) []byte {
	n := len(b) - middle
	b = append(b, b[middle:]...)
	copy(b[start+n:], b[start:middle+n])
	copy(b[start:], b[len(b)-n:])
	return b[:len(b)-n]
}
