package report

import (
	"slices"
	"strconv"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
)

// Year is what the report of a year shows of figures.
type Year struct {
	Themes      []YearTheme
	Method      []string // what has changed in how figures are made
	Corrections []Correction
	Gaps        []Gap
	Indicators  []Explained // of which it shows a figure, in the order of themes
}

// YearTheme is a chapter of figures: first what the report draws, then all that is
// known for the year.
type YearTheme struct {
	ID, Title string // of the theme
	Drawings  []Drawing
	Table     Table // of the Region and the basins; empty if nothing is known of them
	Others    []Apart
}

// Gap is a figure that nobody has published, or may.
type Gap struct {
	Name, URL   string // of the indicator
	Territories []string
	Period      string // "" if it concerns no time
	Reason      string
	Note        string // where it was looked for
}

// Explained is an indicator with all that makes a number of it mean anything.
type Explained struct {
	ID, Name, URL                    string
	Definition, Method, Limits, Unit string
	Sources                          []Source // of what is known for the year too
}

// Year returns the report of a year. The ids of its drawings begin with prefix.
func (w *Words) Year(r *site.Report, prefix string) Year {
	var y Year
	shown := map[*site.Indicator]bool{}
	for _, k := range r.Key {
		shown[k.Observation.Indicator] = true
	}
	for _, t := range w.site.Themes {
		v := YearTheme{ID: t.ID.Value, Title: w.plain(t.Names[w.id])}
		for _, request := range w.charts(r, t) {
			request.ID = prefix + v.ID + "-" + strconv.Itoa(len(v.Drawings)+1)
			if d, ok := w.Draw(request); ok {
				v.Drawings = append(v.Drawings, d)
				shown[request.Indicator] = true
			}
		}
		v.Table, v.Others = w.themeOfYear(t, r.Year)
		v.Table.Caption = w.message("rapport.table", "theme", v.Title, "year", strconv.Itoa(r.Year))
		if len(v.Drawings)+len(v.Table.Rows)+len(v.Others) > 0 {
			y.Themes = append(y.Themes, v)
		}
		for _, i := range t.Indicators {
			if shown[i] || slices.ContainsFunc(w.ofYear(i, r.Year), (*site.Observation).Known) {
				y.Indicators = append(y.Indicators, w.explained(i, r.Year))
			}
		}
	}
	y.Themes = inOrder(y.Themes, r)
	for _, m := range r.Method {
		y.Method = append(y.Method, w.plain(m[w.id]))
	}
	y.Corrections = w.Corrections(corrected(w.site.Corrections, r))
	y.Gaps = w.gaps(r.Year)
	return y
}

// KeyCard is the card of a key figure. What was before stands on the indicator's
// page; only the value from which the change is counted has its sources here too.
func (w *Words) KeyCard(o *site.Observation) Card {
	c := w.Card(o)
	c.Earlier = nil
	lists := [][]site.Source{o.Sources}
	if earlier := before(o); earlier != nil {
		lists = append(lists, earlier.Sources)
	}
	c.Sources = w.Sources(lists...)
	return c
}

// charts are those that the report draws in the chapter of a theme.
func (w *Words) charts(r *site.Report, t *site.Theme) []Request {
	var list []Request
	for _, chapter := range r.Chapters {
		if chapter.Theme != t {
			continue
		}
		for _, c := range chapter.Charts {
			list = append(list, Request{Indicator: c.Indicator, Form: c.Form.Value, Territories: c.Territories, Period: c.Period, Until: r.Year, Title: w.plain(c.Title[w.id])})
		}
	}
	return list
}

// inOrder puts the chapters that the report names first, as it does.
func inOrder(themes []YearTheme, r *site.Report) []YearTheme {
	place := func(t YearTheme) int {
		k := slices.IndexFunc(r.Chapters, func(c site.ReportTheme) bool { return c.ThemeID.Value == t.ID })
		if k < 0 {
			return len(r.Chapters)
		}
		return k
	}
	slices.SortStableFunc(themes, func(a, b YearTheme) int { return place(a) - place(b) })
	return themes
}

// ofYear is what is said of an indicator for a year.
func (w *Words) ofYear(i *site.Indicator, year int) []*site.Observation { return w.years().of[year][i] }

// themeOfYear is what is known of a theme for a year: of the Region, the basins and the
// country the last value, and of smaller territories for how many there is one.
func (w *Words) themeOfYear(t *site.Theme, year int) (Table, []Apart) {
	g := grid{w: w}
	rows := 0
	for _, i := range t.Indicators {
		rows += len(w.ofYear(i, year))
	}
	g.table.Rows, g.cells = make([]Row, 0, rows), make([]*site.Observation, 0, rows)
	// Most indicators are known for the same territories and the same period.
	type detail struct {
		territory *site.Territory
		period    lang.Period
		unit      string
	}
	details := map[detail]string{}
	g.table.Corner = w.message("table.indicator")
	g.table.Columns = []Head{{Text: w.message("table.value")}}
	var others []Apart
	for _, i := range t.Indicators {
		head := Head{Text: w.Name(i), URL: w.url(i)}
		var counts map[string]int
		of := w.ofYear(i, year)
		for k, o := range of { // those of a territory stand together, the earliest first
			if !o.Known() || k+1 < len(of) && of[k+1].Territory == o.Territory && of[k+1].Known() {
				continue
			}
			switch kind := o.Territory.Kind.Value; kind {
			case site.KindCommune, site.KindQuartier, site.KindPart:
				if counts == nil {
					counts = map[string]int{}
				}
				counts[kind]++
			default:
				// Two columns, so that a phone shows the numbers.
				row := Row{Head: head}
				key := detail{o.Territory, o.Period, w.Unit(i)}
				text, ok := details[key]
				if !ok {
					text = w.message("rapport.detail", "territory", w.Short(o.Territory), "period", w.Period(o.Period), "unit", key.unit)
					details[key] = text
				}
				row.Head.Detail = text
				g.table.Rows = append(g.table.Rows, row)
				g.cells = append(g.cells, o)
			}
		}
		why := ""
		for _, kind := range []string{site.KindCommune, site.KindQuartier} {
			if n := counts[kind]; n > 0 {
				why = join(why, w.message("indicators.known_"+kind+"s", "n", n), ", ")
			}
		}
		if why != "" {
			others = append(others, Apart{head.Text, head.URL, why})
		}
	}
	return g.finish(), others
}

// corrected are the corrections of values that the report shows or has a part in.
func corrected(all []*site.Correction, r *site.Report) []*site.Correction {
	drawn := map[*site.Indicator]bool{}
	for _, chapter := range r.Chapters {
		for _, c := range chapter.Charts {
			drawn[c.Indicator] = true
		}
	}
	var list []*site.Correction
	for _, c := range all {
		o := c.Observation
		key := slices.ContainsFunc(r.Key, func(k site.KeyFigure) bool { return k.Observation == o })
		if key || o.Period.Year() == r.Year || drawn[o.Indicator] && o.Period.Year() <= r.Year {
			list = append(list, c)
		}
	}
	return list
}

// gaps are what is entered as missing for a year, territories with the same reason
// together.
func (w *Words) gaps(year int) []Gap {
	type subject struct {
		indicator    *site.Indicator
		period       lang.Period
		reason, note string
	}
	var list []Gap
	places := map[subject]int{}
	for _, o := range w.years().missing {
		if o.Missing.Value == site.NotApplicable || !o.Period.IsZero() && o.Period.Year() != year {
			continue
		}
		i := o.Indicator
		key := subject{i, o.Period, o.Missing.Value, o.Note[w.id]}
		k, ok := places[key]
		if !ok {
			k = len(list)
			places[key] = k
			list = append(list, Gap{Name: w.Name(i), URL: w.url(i), Period: w.Period(o.Period), Reason: w.Reason(o), Note: w.plain(key.note)})
		}
		list[k].Territories = append(list[k].Territories, w.Short(o.Territory))
	}
	return list
}

func (w *Words) explained(i *site.Indicator, year int) Explained {
	of := w.ofYear(i, year)
	lists := append(make([][]site.Source, 0, 1+len(of)), i.Sources)
	for _, o := range of {
		if o.Known() {
			lists = append(lists, o.Sources)
		}
	}
	about := w.about(i)
	return Explained{
		ID: i.ID.Value, Name: w.Name(i), URL: w.url(i), Unit: w.Unit(i),
		Definition: about.definition, Method: about.method, Limits: about.limits,
		Sources: w.Sources(lists...),
	}
}
