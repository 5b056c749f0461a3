package figures

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/sheet"
	"bassins/cmd/internal/site"
)

// Input is the sheet of an editor.
type Input struct {
	Path  string // for messages; it ends in .xlsx or .csv
	Data  []byte
	Sheet string // of a workbook; "" takes all sheets with the columns of figures
	Out   string // the file of data/observations that it becomes, and whose figures it replaces
}

// bookMark stands between the path of a workbook and the name of a sheet in the paths
// of figures that are imported.
const bookMark = "\x00"

// Import returns the sheet as a file of data/observations, and how many figures are in
// it. It reports, in the order of the sheet, each cell that cannot be taken, and what
// would be wrong in the project with these figures. If there is an error there is no
// file: an import leaves nothing out without a word, and never breaks the project. The
// site has the figures afterwards.
func Import(s *site.Site, in Input) (file []byte, count int, problems []diag.Problem) {
	var found diag.List
	observations := in.read(s, &found)
	if len(observations) == 0 && !found.Failed() {
		found.Add(diag.Problem{Path: in.Path, Message: "there is no figure in the file", Hint: "each row below the first is one"})
	}
	s.ReplaceObservations(in.Out, observations, &found)
	check(s, &found, !found.Failed())
	own := func(path string) bool {
		file, _, _ := strings.Cut(path, bookMark)
		return file == in.Path
	}
	all := found.Sorted()
	failed := slices.ContainsFunc(all, func(p diag.Problem) bool { return p.Severity == diag.Error && own(p.Path) })
	for _, p := range all {
		// What is wrong elsewhere may come from what is wrong here, and warnings of
		// elsewhere were there before.
		if own(p.Path) || p.Severity == diag.Error && !failed {
			problems = append(problems, inCell(p))
		}
	}
	if found.Failed() {
		return nil, 0, problems
	}
	e := NewExport(s, nil, "")
	e.Observations = slices.DeleteFunc(e.Observations, func(o *site.Observation) bool { return !own(o.Path) })
	file = e.CSV()
	// It has more columns than the editor's sheet, and may be too large where that was not.
	if _, broken := sheet.ReadCSV(in.Out, file); len(broken) > 0 {
		return nil, 0, append(problems, diag.Problem{Severity: diag.Error, Path: in.Path, Message: "with all columns " + broken[0].Message, Hint: broken[0].Hint})
	}
	return file, len(e.Observations), problems
}

// inCell returns a problem of a workbook with the name of the cell, as
// [sheet.Refused.Problem] has it.
func inCell(p diag.Problem) diag.Problem {
	file, name, isBook := strings.Cut(p.Path, bookMark)
	if !isBook {
		return p
	}
	if p.Line > 0 && p.Page == "" {
		name += "!" + cellName(site.Mark{Line: p.Line, Column: p.Column})
	}
	p.Path, p.Message, p.Line, p.Column, p.Page = file, name+p.Page+": "+p.Message, 0, 0, ""
	return p
}

// placed is what was refused as a problem that sorts where its cell stands. Page has
// the reference, which may be of several cells.
func placed(r sheet.Refused) diag.Problem {
	if r.Ref == "" {
		return r.Problem()
	}
	p := diag.Problem{Severity: diag.Error, Path: r.Path + bookMark + r.Sheet, Message: r.Reason, Hint: r.Hint, Page: "!" + r.Ref}
	if r.Warning {
		p.Severity = diag.Warning
	}
	from, _, _ := strings.Cut(r.Ref, ":")
	p.Line = rowOf(from)
	for _, letter := range strings.TrimRight(from, "0123456789") {
		p.Column = p.Column*26 + int(letter-'A') + 1
	}
	return p
}

func cellName(m site.Mark) string { return sheet.Cell{Row: m.Line, Col: m.Column}.Ref() }

// read reads the figures of the file. Each has the path and the place of its cells.
func (in Input) read(s *site.Site, problems *diag.List) []*site.Observation {
	languages := s.LanguageIDs()
	if path.Ext(in.Path) == ".csv" {
		read, found := sheet.ReadCSV(in.Path, in.Data)
		problems.Add(found...)
		if read == nil {
			return nil
		}
		observations, found := site.ReadObservations(in.Path, read, languages, readerColumns...)
		problems.Add(found...)
		return observations
	}
	sheets, refused := sheet.ReadXLSX(in.Path, in.Data)
	for _, r := range refused {
		problems.Add(placed(r))
	}
	var all []*site.Observation
	for _, read := range in.choose(sheets, problems) {
		observations, found := site.ReadObservations(in.Path+bookMark+read.Name, read, languages, readerColumns...)
		problems.Add(found...)
		for _, o := range observations {
			// A cell that was refused is empty here, about which there is nothing to add.
			if !slices.ContainsFunc(refused, func(r sheet.Refused) bool { return !r.Warning && r.Sheet == read.Name && holds(r.Ref, o.Mark().Line) }) {
				all = append(all, o)
			}
		}
	}
	return all
}

// holds reports whether a reference such as B7, 7:9 or B7:C9 has a row in it.
func holds(ref string, row int) bool {
	from, to, isRange := strings.Cut(ref, ":")
	if !isRange {
		to = from
	}
	return rowOf(from) <= row && row <= rowOf(to)
}

func rowOf(ref string) int {
	row, _ := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return row
}

// choose returns the sheets of a workbook that are to be read.
func (in Input) choose(sheets []*sheet.Sheet, problems *diag.List) []*sheet.Sheet {
	var names []string
	var filled, wanted []*sheet.Sheet
	for _, s := range sheets {
		names = append(names, s.Name)
		if s.Name == in.Sheet {
			return []*sheet.Sheet{s}
		}
		if len(s.Rows) > 0 {
			filled = append(filled, s)
		}
		if hasFigures(s) {
			wanted = append(wanted, s)
		}
	}
	switch {
	case len(sheets) == 0: // the reader has said why
		return nil
	case in.Sheet != "":
		hint := diag.DidYouMean(in.Sheet, names)
		if hint == "" {
			hint = "sheets in sight: " + strings.Join(names, ", ")
		}
		problems.Add(diag.Problem{Path: in.Path, Message: fmt.Sprintf("there is no sheet %q", in.Sheet), Hint: hint})
		return nil
	case len(wanted) == 0 && len(filled) == 1:
		return filled // its columns are wrong, which is then reported
	case len(wanted) == 0:
		problems.Add(diag.Problem{Path: in.Path, Message: "no sheet has the columns of figures", Hint: "the first row names them; see bassins help import"})
		return nil
	}
	for _, s := range filled {
		if !slices.Contains(wanted, s) && !isLists(s) {
			problems.Add(diag.Problem{Severity: diag.Warning, Path: in.Path, Message: s.Name + ": the sheet is left out: its first row does not name the columns of figures"})
		}
	}
	return wanted
}

// hasFigures reports whether the first row names two columns of figures at least: one
// that is misspelled does not hide a sheet.
func hasFigures(s *sheet.Sheet) bool {
	count := 0
	if len(s.Rows) > 0 {
		for _, c := range s.Rows[0] {
			if slices.Contains([]string{"indicator", "territory", "period", "value"}, strings.ToLower(c.Text)) {
				count++
			}
		}
	}
	return count >= 2
}

// isLists reports whether the sheet is the one with ids of a workbook that was
// exported.
func isLists(s *sheet.Sheet) bool {
	return s.Name == listsSheet && slices.EqualFunc(s.Rows[0], listsHeader, func(c sheet.Cell, name string) bool { return c.Text == name })
}
