// Package chart draws numbers and labels as accessible SVG.
//
// It knows nothing of what the numbers count, and no language: every text and every
// number that it writes is given to it. A [Chart] becomes an element of a page
// ([Chart.Append]) or a file ([Chart.AppendFile]); the same chart always gives the
// same bytes.
//
//	c := chart.Chart{ID: "example", Form: chart.Bars, Title: "A has most",
//		Labels: []string{"A", "B"},
//		Series: []chart.Series{{Points: []chart.Point{{Value: 3, Text: "3 tonnes"}, {Missing: "n/a"}}}}}
//	b = c.Append(b)
//
// # What is drawn
//
// [Bars] begin at zero, and have their values at their ends. [Stacked] has the value
// of each share under it, and those without room below. [Lines] have their names
// and last values to the right, their first values to the left, and are not drawn
// where a value is missing or not comparable with the one before. [Dots] have their
// value beside them, or that of the lowest and the highest below. [Multiples] are
// panels with one scale. [Spark] has no text.
//
// What is not exact does not look so: an area is pale with a broken edge, a dot is
// a ring, a line is dotted, a range is as long as it is, and what is only known to be
// over or under a value has an arrow. A zero is a line, and a missing value the text
// that says so. Nothing rests on colour alone: areas have patterns, dots have shapes,
// lines have their names.
//
// No number makes a drawing fail: what is not finite is missing, and a chart without
// values is a drawing with its labels.
//
// # How it fits
//
// A drawing has no viewBox. Across, places are in percent, and down in pixels, so
// that one drawing fits a phone and a wide page without a script, and its letters keep
// their size. What stands beside bars and curves needs as many pixels on any screen:
// it lies in the drawing's padding, for which the stylesheet has the classes
// chart--l1, chart--l2 …, 8 pixels each. Curves are paths in a part that is stretched,
// while their strokes are not (vector-effect). Labels of the axis of time that have
// room on wider screens only are shown there by container queries.
//
// All texts are measured for a drawing of 288 pixels in a wide font, and broken into
// lines for it. On a wide screen they stay so.
//
// # Colours
//
// The stylesheet is templates/chart.scss. Series are drawn in --accent, which a class
// sets: that of the series, else that of what surrounds the drawing; the rest is --ink,
// --soft, --edge, --line and --paper. No element has a style of its own.
//
// # Accessibility
//
// A drawing is an image (role img) named by its title and its description. It does
// not replace its table, which stands beside it and is made elsewhere.
package chart
