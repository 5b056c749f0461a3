package listing

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"bassins/cmd/internal/site"
)

// Table returns the occurrences as lines with columns of equal width: when, what,
// who, where and in which state. No occurrence is "".
func (l Listing) Table() string {
	var rows [][]string
	for _, o := range l.Occurrences() {
		rows = append(rows, []string{
			plain(l.language().When(o.Start, o.End)),
			plain(o.Atelier.Titles[l.language().ID]),
			plain(strings.Join(l.names(o.Atelier), ", ")),
			plain(l.where(o)),
			state(o),
		})
	}
	if len(rows) == 0 {
		return ""
	}
	return table(append([][]string{{"WHEN", "WHAT", "WHO", "WHERE", "STATE"}}, rows...))
}

// table is rows of cells in columns of equal width.
func table(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-columns(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// where is the place, or what is known instead of it.
func (l Listing) where(o *site.Occurrence) string {
	var parts []string
	if p := o.Place; p != nil {
		for _, part := range []string{p.Name.In(l.language().ID), p.Address.In(l.language().ID), l.commune(p.Commune.Value)} {
			if part != "" {
				parts = append(parts, part)
			}
		}
	}
	if o.Atelier.Online {
		parts = append(parts, "online")
	}
	if len(parts) == 0 {
		return "unknown"
	}
	return strings.Join(parts, ", ")
}

// state is the word of the data, with the date that was announced before.
func state(o *site.Occurrence) string {
	if o.Original.IsZero() {
		return o.Status
	}
	return o.Status + " from " + o.Original.String()
}

// plain is a text for one cell: in one line, without what a terminal would obey.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // these turn the line around
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// columns is how many columns of a terminal a text takes: none for an accent that
// is put on the letter before it, two for an emoji.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case width.LookupRune(r).Kind() == width.EastAsianWide, width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
