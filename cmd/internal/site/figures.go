package site

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

const (
	territoriesPath    = "data/territories.yaml"
	observationsFolder = "data/observations"
)

// figures links what is measured: indicators, observations and reports, of which
// those of a later day are left out unless drafts are shown. Whether the figures
// agree with one another is another package's to say.
func (l linker) figures(drafts bool) {
	l.themes()
	l.territories()
	l.indicators()
	l.observations()
	l.corrections()
	today := l.Today()
	l.asOf, l.index.reports = today, map[string]*Report{}
	for _, r := range l.Reports {
		l.report(r)
		l.index.reports[r.ID()] = r
		if r.Published.Compare(l.asOf) > 0 {
			l.asOf = r.Published
		}
	}
	if !drafts {
		l.Reports = slices.DeleteFunc(l.Reports, func(r *Report) bool { return r.Published.Compare(today) > 0 })
	}
	slices.SortFunc(l.Reports, func(a, b *Report) int { return b.Year - a.Year })
}

func (l linker) themes() {
	const p = "data/themes.yaml"
	l.index.themes = map[string]*Theme{}
	for _, t := range l.Themes {
		register(l, l.index.themes, p, "theme", t.ID, t)
		l.text(p, t.ID.Mark, "names", t.Names)
		l.slugs(p, t.ID.Mark, "slugs", t.Slugs)
	}
}

// territories makes the list of all territories, those of data/territories.yaml
// between and after the basins, communes and parts.
func (l linker) territories() {
	x := &l.index
	x.territories = make(map[string]*Territory, len(l.Territories)+len(x.parts)+len(l.Bassins))
	for _, t := range l.Territories {
		register(l, x.territories, territoriesPath, "territory", t.ID, t)
		if id := t.ID.Value; x.bassins[id] != nil || x.communes[id] != nil || x.parts[id] != nil {
			l.problems.Add(t.ID.Mark.At(territoriesPath, fmt.Sprintf("territory %q is a bassin or a commune already", id), "give it another id"))
		}
		l.languages(territoriesPath, t.ID.Mark, "names", t.Names)
		switch l.oneOf(territoriesPath, or(t.Kind, t.ID.Mark), "kind", KindRegion, KindCountry, KindQuartier); t.Kind.Value {
		case KindQuartier: // of some only the name in one language is known
			if len(t.Names) == 0 {
				l.problems.Add(t.ID.Mark.At(territoriesPath, fmt.Sprintf("quartier %q has no name", t.ID.Value), "names: with one language at least"))
			}
		default:
			l.text(territoriesPath, t.ID.Mark, "names", t.Names)
		}
		if t.BassinID.Value != "" {
			t.Bassin = find(l, x.bassins, territoriesPath, "bassin", t.BassinID)
		}
		l.sources(territoriesPath, t.Sources)
	}
	kind := func(k string) source.String { return source.String{Value: k} }
	for _, b := range l.Bassins {
		l.Territories = append(l.Territories, &Territory{ID: source.String{Value: b.ID}, Kind: kind(KindBassin), Names: b.Names, Short: b.ShortNames, Bassin: b})
	}
	for _, c := range l.Communes {
		t := &Territory{ID: c.ID, Kind: kind(KindCommune), Names: c.Names, Commune: c}
		if len(c.Parts) == 1 {
			t.Bassin = c.Parts[0].Bassin
		}
		l.Territories = append(l.Territories, t)
		for _, part := range c.Parts {
			if !part.Whole {
				l.Territories = append(l.Territories, &Territory{ID: part.ID, Kind: kind(KindPart), Names: part.Names, Commune: c, Bassin: part.Bassin})
			}
		}
	}
	slices.SortStableFunc(l.Territories, func(a, b *Territory) int {
		return slices.Index(territoryOrder, a.Kind.Value) - slices.Index(territoryOrder, b.Kind.Value)
	})
	for i, t := range l.Territories {
		t.rank, x.territories[t.ID.Value] = i, t
		if t.Short == nil {
			t.Short = t.Names
		}
	}
}

func (l linker) indicators() {
	l.index.indicators = make(map[string]*Indicator, len(l.Indicators))
	for _, i := range l.Indicators {
		at := i.ID.Mark
		register(l, l.index.indicators, i.Path, "indicator", i.ID, i)
		l.text(i.Path, at, "names", i.Names)
		l.text(i.Path, at, "definition", i.Definition)
		l.languages(i.Path, at, "method", i.Method)
		l.languages(i.Path, at, "limits", i.Limits)
		if i.Theme = find(l, l.index.themes, i.Path, "theme", or(i.ThemeID, at)); i.Theme != nil {
			i.Theme.Indicators = append(i.Theme.Indicators, i)
		}
		if i.Direction.Value != "" {
			l.oneOf(i.Path, i.Direction, "direction", Higher, Lower)
		}
		if i.Sum.Value != "" {
			l.oneOf(i.Path, i.Sum, "sum", SumBassins, SumCommunes)
		}
		if b := i.Plausible; b != nil && b.Min.Known() && b.Max.Known() && b.Min.Value > b.Max.Value {
			l.problems.Add(b.Min.Mark.At(i.Path, "plausible: min is more than max", ""))
		}
		if i.Group.Value != "" && i.Unit.Value != Percent {
			l.problems.Add(i.Group.Mark.At(i.Path, fmt.Sprintf("indicator %q is a share, but its unit is %q", i.ID.Value, i.Unit.Value), "shares have the unit "+Percent))
		}
		if i.Jump < 0 || i.Jump > 0 && i.Jump <= 1 {
			l.problems.Add(at.At(i.Path, "jump is a factor above 1", "2 asks for a note when a value doubles or halves"))
		}
		l.sources(i.Path, i.Sources)
		if i.Licence != nil {
			l.address(i.Path, i.Licence.URL)
		}
	}
	for _, i := range l.Indicators {
		for _, id := range i.PartIDs {
			part := find(l, l.index.indicators, i.Path, "indicator", id)
			switch {
			case part == nil:
			case part == i || part.Unit.Value != i.Unit.Value:
				l.problems.Add(id.Mark.At(i.Path, fmt.Sprintf("%q is no part of %q: it is the same, or has another unit", id.Value, i.ID.Value), ""))
			default:
				i.Parts = append(i.Parts, part)
			}
		}
	}
	slices.SortStableFunc(l.Indicators, func(a, b *Indicator) int {
		return cmp.Compare(slices.Index(l.Themes, a.Theme), slices.Index(l.Themes, b.Theme))
	})
}

func (l linker) observations() {
	for _, o := range l.Observations {
		l.observation(o)
	}
	l.arrange()
}

// observation finds what an observation names, and checks what it says by itself.
func (l linker) observation(o *Observation) {
	o.Indicator = find(l, l.index.indicators, o.Path, "indicator", o.IndicatorID)
	o.Territory = find(l, l.index.territories, o.Path, "territory", or(o.TerritoryID, o.Mark()))
	l.value(o)
	if i := o.Indicator; i != nil && o.Unit.Value != "" && !l.isUnit(o.Unit.Value, i.Unit.Value) {
		l.problems.Add(o.Unit.Mark.At(o.Path, fmt.Sprintf("unit is %q, and that of indicator %q is %q", o.Unit.Value, i.ID.Value, i.Unit.Value), "is it another indicator, or a value to be worked out again?"))
	}
	l.languages(o.Path, o.Mark(), "note", o.Note)
	if len(o.Sources) == 0 && o.Known() {
		l.problems.Add(o.Mark().At(o.Path, "figure has no source", "a number without a source is not published"))
	}
	l.sources(o.Path, o.Sources)
}

// isUnit reports whether a text means a unit: it is its id or, as in the workbooks that
// the site gives away, its name in a language.
func (s *Site) isUnit(text, unit string) bool {
	return text == unit || slices.ContainsFunc(s.Strings, func(l *lang.Strings) bool { return text == l.Message("unit_name."+unit) })
}

// arrange gives each indicator its observations, in order.
func (l linker) arrange() {
	for _, o := range l.Observations {
		if o.Indicator != nil && o.Territory != nil {
			o.Indicator.Observations = append(o.Indicator.Observations, o)
		}
	}
	for _, i := range l.Indicators {
		slices.SortStableFunc(i.Observations, func(a, b *Observation) int {
			return cmp.Or(a.Territory.rank-b.Territory.rank, a.Period.Compare(b.Period))
		})
	}
}

// value checks that the observation says one thing, and how sure it is.
func (l linker) value(o *Observation) {
	ways := 0
	for _, way := range []bool{o.Value.Known(), o.Range != nil, o.Missing.Value != ""} {
		if way {
			ways++
		}
	}
	if ways != 1 {
		l.problems.Add(o.Mark().At(o.Path, "figure has no value, or more than one", "give it value:, or range: with from and to, or missing: with the reason"))
	}
	if r := o.Range; r != nil && (!r.From.Known() || !r.To.Known() || r.From.Value >= r.To.Value) {
		l.problems.Add(cmp.Or(r.From.Mark, r.To.Mark, o.Mark()).At(o.Path, "range needs from, and to, which is more", ""))
	}
	if o.Missing.Value != "" {
		l.oneOf(o.Path, o.Missing, "missing", Reasons...)
	}
	if o.Qualifier.Value == "" {
		o.Qualifier.Value = Exact
	}
	l.oneOf(o.Path, o.Qualifier, "qualifier", Qualifiers...)
}

func (l linker) corrections() {
	const p = CorrectionsPath
	for _, c := range l.Corrections {
		i := find(l, l.index.indicators, p, "indicator", c.IndicatorID)
		t := find(l, l.index.territories, p, "territory", or(c.TerritoryID, c.IndicatorID.Mark))
		l.text(p, c.IndicatorID.Mark, "reason", c.Reason)
		if c.Date.IsZero() || !c.Old.Known() || !c.New.Known() {
			l.problems.Add(c.IndicatorID.Mark.At(p, "correction needs date, old and new", ""))
		}
		if i == nil || t == nil {
			continue
		}
		if c.Observation = i.At(t, c.Period); c.Observation == nil && !l.index.broken[observationsFolder] {
			l.problems.Add(c.IndicatorID.Mark.At(p, fmt.Sprintf("there is no figure of %s for %s and the period %q", c.IndicatorID.Value, c.TerritoryID.Value, c.Period), periodHint(i.Of(t))))
		}
	}
	slices.SortStableFunc(l.Corrections, func(a, b *Correction) int { return b.Date.Compare(a.Date) })
	for _, c := range l.Corrections {
		if o := c.Observation; o != nil {
			o.Corrections = append(o.Corrections, c)
			o.Indicator.Corrections = append(o.Indicator.Corrections, c)
		}
	}
}

// periodHint lists the periods that there are.
func periodHint(of []*Observation) string {
	var periods []string
	for _, o := range of {
		periods = append(periods, strconv.Quote(o.Period.String()))
	}
	if len(periods) == 0 {
		return "nothing is known of this territory"
	}
	return "known: " + strings.Join(periods, ", ")
}

var reYear = regexp.MustCompile(`^[12]\d{3}$`)

func (l linker) report(r *Report) {
	name := strings.TrimSuffix(path.Base(r.Path), ".yaml")
	if !reYear.MatchString(name) {
		l.problems.Add(diag.Problem{Path: r.Path, Message: "report is not named for its year", Hint: "such as data/rapports/2025.yaml"})
		return
	}
	r.Year, _ = strconv.Atoi(name)
	if r.Published.IsZero() {
		l.problems.Add(diag.Problem{Path: r.Path, Line: 1, Message: "report has no published", Hint: "the day of its publication"})
	}
	for i := range r.Key {
		l.keyFigure(r, &r.Key[i])
	}
	for i := range r.Chapters {
		chapter := &r.Chapters[i]
		chapter.Theme = find(l, l.index.themes, r.Path, "theme", chapter.ThemeID)
		for k := range chapter.Charts {
			l.chart(r, &chapter.Charts[k])
		}
	}
	for _, m := range r.Method {
		l.text(r.Path, source.Mark{}, "method", m)
	}
}

// keyFigure finds the observation that a report shows first.
func (l linker) keyFigure(r *Report, k *KeyFigure) {
	i := find(l, l.index.indicators, r.Path, "indicator", k.IndicatorID)
	t := find(l, l.index.territories, r.Path, "territory", or(k.TerritoryID, k.IndicatorID.Mark))
	if i == nil || t == nil {
		return
	}
	if k.Period.IsZero() {
		k.Observation = i.Latest(t)
	} else {
		k.Observation = i.At(t, k.Period)
	}
	if k.Observation == nil && !l.index.broken[observationsFolder] {
		l.problems.Add(k.IndicatorID.Mark.At(r.Path, fmt.Sprintf("there is no figure of %s for %s and the period %q", k.IndicatorID.Value, k.TerritoryID.Value, k.Period), periodHint(i.Of(t))))
	}
}

// chart finds what a chart of a report is drawn of.
func (l linker) chart(r *Report, c *ReportChart) {
	c.Indicator = find(l, l.index.indicators, r.Path, "indicator", c.IndicatorID)
	l.oneOf(r.Path, or(c.Form, c.IndicatorID.Mark), "form", Forms...)
	l.languages(r.Path, c.IndicatorID.Mark, "title", c.Title)
	c.Territories = l.selection(r.Path, c.TerritoryIDs)
}

// selection resolves the territories of a chart; none is the basins.
func (l linker) selection(path string, ids Selection) []*Territory {
	if len(ids) == 0 {
		ids = Selection{source.String{Value: SumBassins}}
	}
	if len(ids) == 1 {
		if all := l.TerritoriesOf(ids[0].Value); all != nil {
			return all
		}
	}
	var list []*Territory
	for _, id := range ids {
		if t := find(l, l.index.territories, path, "territory", id); t != nil {
			list = append(list, t)
		}
	}
	return list
}

// TerritoriesOf returns the territories that one word stands for, bassins or
// communes; nil if it is another.
func (s *Site) TerritoriesOf(word string) []*Territory {
	kind := map[string]string{SumBassins: KindBassin, SumCommunes: KindCommune}[word]
	var list []*Territory
	for _, t := range s.Territories {
		if t.Kind.Value == kind && kind != "" {
			list = append(list, t)
		}
	}
	return list
}

// reportText gives a report its text.
func (l linker) reportText(e *Entry) {
	if r := find(l, l.index.reports, e.First.File.Path, "report", source.String{Value: e.ID, Mark: source.Mark{Line: 1}}); r != nil {
		r.Text = e
	}
}
