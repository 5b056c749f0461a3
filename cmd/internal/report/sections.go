package report

import (
	"slices"
	"strconv"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Section is what an indicator says of one kind of territory: its charts, and
// beside them the table with all its values.
type Section struct {
	ID       string // for links
	Title    string
	Drawings []Drawing // whose tables are part of Table, but for shares
	Table    Table     // empty for shares, whose drawing has one
	Long     bool      // the table is so long that it waits to be opened
}

// level is a kind of section: the territories of some kinds together.
type level struct {
	id    string // and of its texts
	kinds []string
}

var levels = []level{
	{"region", []string{site.KindBassin, site.KindRegion, site.KindCountry}},
	{"communes", []string{site.KindCommune, site.KindPart}},
	{"quartiers", []string{site.KindQuartier}},
}

// Sections returns all that is known of an indicator. The ids of the drawings
// begin with prefix.
func (w *Words) Sections(i *site.Indicator, prefix string) []Section {
	var sections []Section
	for _, l := range levels {
		territories := w.known(i, l.kinds)
		if len(territories) == 0 {
			continue
		}
		title := w.message("indicator.section." + l.id)
		if l.id == "region" && len(ofKind(territories, site.KindBassin)) == 0 {
			title = w.message("indicator.section.region_only")
		}
		s := Section{ID: l.id, Title: title}
		if l.id != "region" {
			territories = w.sorted(territories, l.id)
		}
		all := w.periods(Request{Indicator: i}, territories)
		s.Table = w.overTime(i, all, territories)
		s.Table.Caption = w.message("indicator.table", "indicator", w.Name(i), "section", title)
		for k, r := range requests(i, l.id, territories) {
			r.ID, r.bare = prefix+l.id+strconv.Itoa(k+1), true
			if d, ok := w.Draw(r); ok {
				s.Drawings = append(s.Drawings, d)
			}
		}
		s.Long = len(s.Table.Rows) > maxRows && len(s.Drawings) > 0
		sections = append(sections, s)
	}
	if i.Group.Value != "" {
		r := Request{ID: prefix + "shares", Indicator: i, Form: site.FormStacked}
		if d, ok := w.Draw(r); ok {
			sections = append(sections, Section{ID: "shares", Title: w.message("indicator.section.shares"), Drawings: []Drawing{d}})
		}
	}
	return sections
}

// maxRows is the number of rows that stand open: those of all communes do.
const maxRows = 40

// known returns the territories of some kinds of which something is said: all
// basins if of one of them something is.
func (w *Words) known(i *site.Indicator, kinds []string) []*site.Territory {
	var found []*site.Territory
	for _, o := range i.Observations { // those of a territory stand together
		for _, kind := range kinds {
			if o.Territory.Kind.Value == kind && (len(found) == 0 || found[len(found)-1] != o.Territory) {
				found = append(found, o.Territory)
			}
		}
	}
	basins := ofKind(found, site.KindBassin)
	if all := w.basins; len(basins) > 0 && len(basins) < len(all) {
		found = append(all, found[len(basins):]...) // basins come first
	}
	return found
}

func ofKind(list []*site.Territory, kind string) []*site.Territory {
	var found []*site.Territory
	for _, t := range list {
		if t.Kind.Value == kind {
			found = append(found, t)
		}
	}
	return found
}

// requests are the charts that the values of some territories can carry.
func requests(i *site.Indicator, level string, territories []*site.Territory) []Request {
	switch level {
	case "communes":
		r := Request{Indicator: i, Form: site.FormBars, Territories: ofKind(territories, site.KindCommune)}
		r.Period = r.period()
		r.Territories = slices.DeleteFunc(r.Territories, func(t *site.Territory) bool { return i.At(t, r.Period) == nil })
		if len(r.Territories) >= minBars {
			return []Request{r}
		}
		return nil
	case "quartiers":
		if len(territories) > 1 {
			return []Request{{Indicator: i, Form: formQuartiers, Territories: territories}}
		}
		return nil
	}
	var list []Request
	regions := ofKind(territories, site.KindRegion)
	others := slices.DeleteFunc(slices.Clone(territories), func(t *site.Territory) bool { return t.Kind.Value == site.KindRegion })
	if longest(i, others) > 1 {
		list = append(list, Request{Indicator: i, Form: site.FormLines, Territories: others})
	}
	// The Region stands among the others if it is of their size, else alone.
	if longest(i, regions) > 1 && (len(list) == 0 || !within(i.Latest(regions[0]), besides(i, others))) {
		list = append([]Request{{Indicator: i, Form: site.FormLines, Territories: regions}}, list...)
	}
	if basins := ofKind(territories, site.KindBassin); several(i, basins) && i.Compared() {
		form := site.FormBars
		if i.Unit.Value == site.Percent {
			form = site.FormDots
		}
		list = append(list, Request{Indicator: i, Form: form, Territories: basins})
	}
	return list
}

// minBars is the number of communes from which bars say more than a table.
const minBars = 3

// longest is the number of known values of one territory and one kind of periods.
func longest(i *site.Indicator, territories []*site.Territory) int {
	most := 0
	for _, t := range territories {
		var counts [lang.Span + 1]int
		for _, o := range i.Of(t) {
			if kind := o.Period.Kind(); o.Known() && kind != lang.Undated {
				counts[kind]++
				most = max(most, counts[kind])
			}
		}
	}
	return most
}

// several reports whether for some period more than one of them has a value.
func several(i *site.Indicator, territories []*site.Territory) bool {
	r := Request{Indicator: i, Territories: territories}
	period, n := r.period(), 0
	for _, t := range territories {
		if o := i.At(t, period); o != nil && o.Known() {
			n++
		}
	}
	return n > 1
}
