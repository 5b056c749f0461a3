package report

import (
	"slices"

	"bassins/cmd/internal/site"
)

// Table is figures in rows and columns, with all that explains them.
type Table struct {
	Caption  string
	Unit     string // what all numbers count; "" if each row has its own
	Corner   string // names what the first column holds
	Second   string // and what the second one does, where a row has two heads; else ""
	Columns  []Head
	Rows     []Row
	Rounding string   // says to how many digits the numbers were rounded; "" if none was
	Legend   []Sign   // the signs that stand in it
	Notes    []Note   // numbered
	Sources  []Source // of all numbers without a note that names another
}

// Head names a row or a column.
type Head struct {
	Text   string
	URL    string // of its page; ""
	Detail string // in a second line: the unit, the period; ""
	Accent string // id of the basin whose colour it has; ""
	Note   int    // of all its numbers; 0
}

// Row is a row with its numbers.
type Row struct {
	Head      Head
	Second    string // a period, a basin
	Reference bool   // what the others are compared with
	Cells     []Cell
}

// Cell is one number.
type Cell struct {
	Text    string
	Sign    string // behind it: of the qualifier, or of a break in the series; ""
	Spoken  string // what the sign says
	Missing bool
	Note    int // 0 if it has none
}

// Sign is a sign of a table, explained.
type Sign struct{ Sign, Text string }

// grid is a table in the making.
type grid struct {
	w     *Words
	table Table
	cells []*site.Observation // row by row; nil for what no source tells
	bases []basis
	of    []int // for each cell the number of its basis, -1 if it has none
}

// basis is what a number rests on: its sources, and what must be said with it.
type basis struct {
	note    string
	sources []site.Source
	cells   int
	number  int // of its note
}

// finish fills in what the table says of its numbers. The heads stand already.
func (g *grid) finish() Table {
	g.findBases()
	common := g.common()
	if common >= 0 {
		g.table.Sources = g.w.Sources(g.bases[common].sources)
	}
	width := len(g.table.Columns)
	cells := make([]Cell, len(g.cells))
	for r := range g.table.Rows {
		row := &g.table.Rows[r]
		first := r * width
		shared := g.shared(first, width, common)
		if shared >= 0 {
			row.Head.Note = g.note(shared)
		}
		row.Cells = cells[first : first+width : first+width]
		for c := range width {
			row.Cells[c] = g.cell(g.cells[first+c])
			if b := g.of[first+c]; b >= 0 && b != common && shared < 0 {
				row.Cells[c].Note = g.note(b)
			}
		}
	}
	g.legend()
	g.rounding()
	return g.table
}

// findBases finds what the numbers rest on: seldom more than a few in a table.
func (g *grid) findBases() {
	g.of = make([]int, len(g.cells))
	for k, o := range g.cells {
		g.of[k] = -1
		if o == nil || !o.Known() && len(o.Note) == 0 && len(o.Sources) == 0 {
			continue
		}
		note := o.Note[g.w.id]
		found := slices.IndexFunc(g.bases, func(b basis) bool { return b.note == note && site.SameSources(b.sources, o.Sources) })
		if found < 0 {
			found = len(g.bases)
			g.bases = append(g.bases, basis{note: note, sources: o.Sources})
		}
		g.bases[found].cells++
		g.of[k] = found
	}
}

// common is the basis that stands below the table for most numbers: the sources
// that need no words of their own. It is -1 if there is none.
func (g *grid) common() int {
	found := -1
	for b := range g.bases {
		if g.bases[b].note == "" && (found < 0 || g.bases[b].cells > g.bases[found].cells) {
			found = b
		}
	}
	return found
}

// shared is the basis of all numbers of a row, if that is one, and not the common
// one: it is then noted at the head. Else it is -1.
func (g *grid) shared(first, width, common int) int {
	shared, n := -1, 0
	for _, b := range g.of[first : first+width] {
		switch {
		case b < 0:
			continue
		case n > 0 && b != shared:
			return -1
		}
		shared = b
		n++
	}
	if n < 2 || shared == common {
		return -1
	}
	return shared
}

// note returns the number of a basis' note, and writes the note the first time.
func (g *grid) note(b int) int {
	basis := &g.bases[b]
	if basis.number == 0 {
		basis.number = len(g.table.Notes) + 1
		note := Note{Number: basis.number, Text: g.w.plain(basis.note)}
		if sources := g.w.Sources(basis.sources); !slices.Equal(sources, g.table.Sources) {
			note.Sources = sources
		}
		g.table.Notes = append(g.table.Notes, note)
	}
	return basis.number
}

func (g *grid) cell(o *site.Observation) Cell {
	cell := Cell{Text: g.w.Number(o), Missing: o == nil || !o.Known()}
	if cell.Missing {
		return cell
	}
	switch q := o.Qualifier.Value; q {
	case site.Exact:
	case site.About, site.Under, site.Over:
		cell.Text = g.w.message("figure.before", "sign", g.w.marks[q], "value", cell.Text)
	default:
		cell.Sign, cell.Spoken = g.w.marks[q], g.w.Qualifier(o)
	}
	if o.Break {
		cell.Sign, cell.Spoken = join(cell.Sign, g.w.message("figure.mark.break"), " "), join(cell.Spoken, g.w.message("figure.break"), ", ")
	}
	return cell
}

func join(a, b, between string) string {
	if a == "" {
		return b
	}
	return a + between + b
}

// legend explains the signs that stand in the table.
func (g *grid) legend() {
	var breaks bool
	qualifiers, reasons := map[string]bool{}, map[string]bool{}
	for _, o := range g.cells {
		switch {
		case o == nil:
			reasons[""] = true
		case !o.Known():
			reasons[o.Missing.Value] = true
		default:
			qualifiers[o.Qualifier.Value] = true
			breaks = breaks || o.Break
		}
	}
	for _, q := range site.Qualifiers {
		if q != site.Exact && qualifiers[q] {
			g.table.Legend = append(g.table.Legend, Sign{g.w.marks[q], g.w.message("figure.meaning." + q)})
		}
	}
	if breaks {
		g.table.Legend = append(g.table.Legend, Sign{g.w.message("figure.mark.break"), g.w.message("figure.meaning.break")})
	}
	for _, reason := range append([]string{""}, site.Reasons...) {
		if reasons[reason] {
			key := "figure.reason." + reason
			if reason == "" {
				key = "figure.reason.none"
			}
			g.table.Legend = append(g.table.Legend, Sign{g.w.missing[reason], g.w.message(key)})
		}
	}
}

// rounding says that numbers are shown with fewer digits than are known.
func (g *grid) rounding() {
	decimals, one, cut := -1, true, false
	for _, o := range g.cells {
		if o == nil || !o.Known() {
			continue
		}
		one = one && (decimals < 0 || decimals == o.Indicator.Decimals)
		decimals = o.Indicator.Decimals
		cut = cut || o.Range == nil && o.Value.Decimals > decimals
	}
	switch {
	case !cut:
	case one && decimals == 0:
		g.table.Rounding = g.w.message("figure.rounded_whole")
	case one:
		g.table.Rounding = g.w.message("figure.rounded", "n", decimals)
	default:
		g.table.Rounding = g.w.message("figure.rounded_each")
	}
}
