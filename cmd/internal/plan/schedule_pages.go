package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// monthOf is the month at a place of a year.
func monthOf(place int) time.Month { return time.Month(place + 1) }

func two(n int) string { return fmt.Sprintf("%02d", n) }

// itemView is an occurrence in a list; dated, with its day.
func (p *planner) itemView(l int, o *site.Occurrence, dated bool) ItemView {
	a, language := o.Atelier, p.site.Languages[l]
	link := p.atelierLink(l, a)
	v := ItemView{
		URL: link.URL, Title: link.Text,
		Label:        p.kindName(l, a),
		Region:       a.Region,
		Online:       a.Online,
		PlaceUnknown: o.Place == nil && !a.Online,
		YearInferred: a.YearInferred(),
	}
	if a.Repeats != nil { // the page has a line for each time
		v.URL += "#" + anchor(o)
	}
	v.Bassins, v.BassinIDs = p.bassinNames(l, a.Bassins)
	p.itemTime(l, o, dated, &v)
	if o.Place != nil {
		v.Place = p.plain(l, o.Place.Name.In(language.ID))
		if id := o.Place.Commune.Value; id != "" {
			v.Commune = p.linkTo(l, "commune", id).Text
		}
		if v.Place == "" && v.Commune == "" {
			v.Place = p.plain(l, o.Place.Address.In(language.ID))
		}
	}
	switch o.Status {
	case "moved", "postponed", "cancelled":
		v.StatusID, v.Status = o.Status, p.message(l, "status."+o.Status)
		v.Reason = p.plain(l, o.Reason[language.ID])
		if !o.Original.IsZero() {
			v.Moved = p.dated(l, "schedule.moved", p.on(l, o.Original))
		}
	}
	var spoken, tokens []string
	for _, s := range p.site.Spoken {
		if schedule.Speaks(a, s) {
			name := p.plain(l, s.Names[language.ID])
			if !slices.ContainsFunc(a.Languages, func(id source.String) bool { return id.Value == s.ID.Value }) {
				name = p.message(l, "schedule.interpreted", "language", name)
			}
			spoken = append(spoken, name)
			tokens = append(tokens, "l-"+s.ID.Value)
		}
	}
	v.Languages = strings.Join(spoken, ", ")
	if p.site.Ended(o) { // no list offers it to choose
		return v
	}
	v.Ends = moment(schedule.End(o))
	var all []string
	for _, id := range v.BassinIDs {
		all = append(all, "b-"+id)
	}
	if a.Region {
		all = append(all, "b-region")
		for _, b := range p.site.Bassins {
			if !slices.Contains(v.BassinIDs, b.ID) {
				all = append(all, "b-"+b.ID)
			}
		}
	}
	all = append(append(all, "k-"+a.KindID.Value), tokens...)
	for _, month := range schedule.MonthsOf(o) {
		all = append(all, "m-"+month.String())
	}
	v.Tokens = strings.Join(all, " ")
	return v
}

// moment is a time as scripts read it.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04Z") }

// itemTime says when: the hours of a day that the list names, all days of what
// lasts longer, and what is not known.
func (p *planner) itemTime(l int, o *site.Occurrence, dated bool, v *ItemView) {
	language := p.site.Languages[l]
	hours := language.HourRange(o.Start, o.End)
	first, last := schedule.Span(o)
	several := first != last
	switch {
	case dated:
		v.Date = Time{ISO: o.Start.ISO(), Text: language.When(o.Start, o.End)}
	case several:
		v.When = Time{ISO: o.Start.ISO(), Text: language.When(o.Start, o.End)}
	case hours != "":
		v.When = Time{ISO: o.Start.ISO(), Text: hours}
	}
	switch {
	case o.Atelier.PartOfDay.Value != "" && hours == "":
		v.Unknown = p.message(l, "part_of_day."+o.Atelier.PartOfDay.Value)
	case o.Start.Precision() < lang.ToDay && dated:
		v.Unknown = p.message(l, "schedule.day_unknown")
	case o.Start.Precision() < lang.ToDay: // the list says so
	case hours == "" && !several:
		v.Unknown = p.message(l, "schedule.hours_unknown")
	}
}

// monthLists are months of what is to come.
func (p *planner) monthLists(l int, months []schedule.Month) []MonthList {
	var lists []MonthList
	for _, m := range months {
		list := MonthList{ID: "m-" + m.Date.String(), Date: p.date(l, m.Date), URL: p.monthLink(l, m.Date).URL, Undated: p.items(l, m.Undated, false)}
		for _, d := range m.Days {
			list.Days = append(list.Days, DayList{Time{ISO: d.Date.ISO(), Text: p.site.Languages[l].OnDay(d.Date)}, p.items(l, d.Starts, false)})
		}
		lists = append(lists, list)
	}
	return lists
}

// monthLink leads to a month of the archive, or to a year for what is known no
// better.
func (p *planner) monthLink(l int, date lang.Date) Link {
	var link Link
	if date.Precision() < lang.ToMonth {
		link = p.linkTo(l, "year", date.String())
	} else {
		link = p.linkTo(l, "month", date.String())
	}
	link.Text = p.site.Languages[l].Date(date)
	return link
}

func (p *planner) count(l, n int) string { return p.message(l, "schedule.count", "n", n) }

// laterMonths lead to months that found no room.
func (p *planner) laterMonths(l int, rest []schedule.Month) []CountLink {
	var links []CountLink
	for _, m := range rest {
		links = append(links, CountLink{p.monthLink(l, m.Date), p.count(l, m.Count())})
	}
	return links
}

// yearLinks are the years of the archive, the latest first.
func (p *planner) yearLinks(l int) []CountLink {
	var links []CountLink
	for _, y := range slices.Backward(p.timetable.years) {
		link := p.linkTo(l, "year", strconv.Itoa(y.Year))
		link.Text = strconv.Itoa(y.Year)
		links = append(links, CountLink{link, p.count(l, len(y.Occurrences))})
	}
	return links
}

func (p *planner) seriesLinks(l int) []Link {
	var links []Link
	for _, e := range p.site.Series {
		if link := p.linkTo(l, "series", e.ID.Value); link.URL != "" {
			links = append(links, link)
		}
	}
	return links
}

// sheetLinks lead to the printable years of each bassin, or to one year's.
func (p *planner) sheetLinks(l, year int) []SheetLinks {
	var list []SheetLinks
	for _, b := range p.site.Bassins {
		sheets := SheetLinks{Bassin: p.linkTo(l, "bassin", b.ID), ID: b.ID, Years: p.bassinSheets(l, b, year)}
		if len(sheets.Years) > 0 {
			list = append(list, sheets)
		}
	}
	return list
}

// bassinSheets are the printable years of a bassin, the latest first; of one year
// if it is not 0.
func (p *planner) bassinSheets(l int, b *site.Bassin, year int) []Link {
	var links []Link
	for _, y := range slices.Backward(p.timetable.years) {
		link := p.linkTo(l, "glance", b.ID+"/"+strconv.Itoa(y.Year))
		if link.URL != "" && (year == 0 || year == y.Year) {
			link.Text = strconv.Itoa(y.Year)
			links = append(links, link)
		}
	}
	return links
}

// facets are the ways on from a choice: to other bassins with the same kind, to
// other kinds of the same bassin, and to languages.
func (p *planner) facets(l int, c schedule.Choice) []Facet {
	id := p.site.Languages[l].ID
	bassins := Facet{ID: "b", Title: p.message(l, "schedule.facet.bassin")}
	kinds := Facet{ID: "k", Title: p.message(l, "schedule.facet.kind")}
	spoken := Facet{ID: "l", Title: p.message(l, "schedule.facet.language")}
	option := func(f *Facet, to schedule.Choice, text string) {
		if link := p.choice(l, to); link.URL != "" {
			link.Text = p.plain(l, text)
			tokens := choiceTokens(to)
			token := tokens[slices.IndexFunc(tokens, func(t string) bool { return strings.HasPrefix(t, f.ID) })]
			f.Options = append(f.Options, Option{link, token, choiceRef(to) == choiceRef(c)})
		}
	}
	for _, b := range p.site.Bassins {
		option(&bassins, schedule.Choice{Bassin: b, Kind: c.Kind}, b.ShortNames[id])
	}
	option(&bassins, schedule.Choice{Region: true, Kind: c.Kind}, p.message(l, "atelier.region"))
	for _, k := range p.site.Kinds {
		option(&kinds, schedule.Choice{Bassin: c.Bassin, Region: c.Region, Kind: k}, k.Names[id])
	}
	for _, s := range p.site.Spoken {
		option(&spoken, schedule.Choice{Spoken: s}, s.Names[id])
	}
	var facets []Facet
	for _, f := range []Facet{bassins, kinds, spoken} {
		if len(f.Options) > 0 {
			facets = append(facets, f)
		}
	}
	return facets
}

// monthFacet leads to the months on the page, and to those that found no room.
func (p *planner) monthFacet(l int, months []MonthList, later []CountLink) Facet {
	f := Facet{ID: "m", Title: p.message(l, "schedule.facet.month")}
	for _, m := range months {
		text := m.Date.Text
		if len(m.Date.ISO) == len("2025") { // what is left of a year
			text = p.message(l, "schedule.month_unknown", "year", text)
		}
		f.Options = append(f.Options, Option{Link: Link{URL: "#" + m.ID, Text: text}, Token: m.ID})
	}
	for _, link := range later {
		f.Options = append(f.Options, Option{Link: link.Link})
	}
	return f
}

func (p *planner) choiceView(l int, c schedule.Choice, r *route) *ChoiceView {
	upcoming, past := schedule.Upcoming(p.site, c.Occurrences), schedule.Past(p.site, c.Occurrences)
	shown, rest := schedule.Cut(schedule.ByMonth(upcoming), maxChoice)
	v := &ChoiceView{
		AsOf:      p.asOf(l, "schedule.as_of"),
		None:      p.asOf(l, "schedule.none"),
		Count:     p.count(l, len(upcoming)),
		Months:    p.monthLists(l, shown),
		Later:     p.laterMonths(l, rest),
		Facets:    p.facets(l, c),
		All:       p.layoutRoute(sectionAteliers).urls[l],
		Subscribe: p.subscribe(l, func(of calendar) bool { return subscribes(of, c) }),
	}
	for _, o := range past[:min(len(past), maxPast)] {
		year := strconv.Itoa(o.Start.Year())
		if n := len(v.Past); n == 0 || v.Past[n-1].Year != year {
			v.Past = append(v.Past, YearList{Year: year})
		}
		last := &v.Past[len(v.Past)-1]
		last.Lines = append(last.Lines, p.yearLines(l, []*site.Occurrence{o})...)
	}
	if more := len(past) - maxPast; more > 0 {
		v.More, v.Years = p.message(l, "schedule.more", "n", more), p.yearLinks(l)
	}
	a := about{route: r, title: r.titles[l], sheet: scheduleSheet, menu: p.menuOf(sectionAteliers), repeats: repeats(c), crumbs: []Link{p.sectionLink(l, sectionAteliers)},
		description: p.message(l, "schedule.description", "title", r.titles[l], "count", p.count(l, len(c.Occurrences)))}
	if c.Bassin != nil {
		a.accent = c.Bassin.ID
		if c.Kind == nil {
			v.Sheets = p.bassinSheets(l, c.Bassin, 0)
		}
	}
	switch {
	case repeats(c):
		a.crumbs = append(a.crumbs, p.choice(l, schedule.Choice{Bassin: c.Bassin, Region: c.Region}))
	case c.Kind != nil:
		v.Description = p.inline(l, kindsPath, c.Kind.Description[p.site.Languages[l].ID])
	}
	v.Page = p.page(l, a)
	return v
}

// subscribes reports whether a calendar is the one for a choice, or holds more that
// concerns the same people.
func subscribes(of calendar, c schedule.Choice) bool {
	switch {
	case c.Bassin != nil:
		return of.bassin == c.Bassin
	case c.Region:
		return of.name == "region"
	case c.Kind != nil:
		return of.kind == c.Kind
	}
	return of.name == "all"
}

func (p *planner) yearView(l, i int, r *route) *YearView {
	y := p.timetable.years[i]
	v := &YearView{
		Count:   p.count(l, len(y.Occurrences)),
		Undated: p.yearLines(l, y.Undated),
		Brief:   len(y.Occurrences) > maxYear,
		Sheets:  p.sheetLinks(l, y.Year),
	}
	for m, occurrences := range y.Months {
		if len(occurrences) == 0 {
			continue
		}
		month := YearMonth{CountLink: CountLink{p.monthLink(l, y.Month(monthOf(m))), p.count(l, len(occurrences))}}
		if !v.Brief {
			month.Lines = p.yearLines(l, occurrences)
		}
		v.Months = append(v.Months, month)
	}
	neighbour := func(k int) Link {
		if k < 0 || k >= len(p.timetable.years) {
			return Link{}
		}
		return p.linkTo(l, "year", strconv.Itoa(p.timetable.years[k].Year))
	}
	v.Previous, v.Next = neighbour(i-1), neighbour(i+1)
	v.Page = p.page(l, about{route: r, title: r.titles[l], sheet: scheduleSheet, menu: p.menuOf(sectionAteliers), crumbs: []Link{p.sectionLink(l, sectionAteliers)},
		description: p.message(l, "schedule.description", "title", r.titles[l], "count", v.Count)})
	return v
}

func (p *planner) yearLines(l int, occurrences []*site.Occurrence) []YearLine {
	var lines []YearLine
	for _, o := range occurrences {
		v := YearLine{Link: p.atelierLink(l, o.Atelier), Date: Time{ISO: o.Start.ISO(), Text: p.site.Languages[l].When(o.Start, o.End)}, YearInferred: o.Atelier.YearInferred(), Region: o.Atelier.Region}
		v.Bassins, v.BassinIDs = p.bassinNames(l, o.Atelier.Bassins)
		switch o.Status {
		case "moved", "postponed", "cancelled":
			v.StatusID, v.Status = o.Status, p.message(l, "status."+o.Status)
		}
		lines = append(lines, v)
	}
	return lines
}

func (p *planner) monthView(l int, s schedule.Sheet, n, total, count int, r *route) *MonthView {
	language := p.site.Languages[l]
	v := &MonthView{
		Count:    p.count(l, count),
		Weekdays: language.Weekdays[:],
		Weeks:    s.Weeks,
		Undated:  p.items(l, s.Undated, true),
		Long:     p.items(l, s.Long, true),
		Pager:    p.pager(l, r, n, total),
		Year:     p.linkTo(l, "year", strconv.Itoa(s.Month.Year())),
	}
	for _, c := range s.Cells {
		day := SheetDay{Date: Time{ISO: c.Date.ISO(), Text: language.OnDay(c.Date)}, Number: c.Date.Day(), Weekday: c.Weekday, Week: c.Week,
			Items: p.items(l, c.Starts, false), Empty: len(c.Starts)+len(c.Continues) == 0}
		for _, o := range c.Continues {
			day.Continues = append(day.Continues, Continued{p.atelierLink(l, o.Atelier), language.LongRange(o.Start, o.End), o.Status})
		}
		v.Days = append(v.Days, day)
	}
	v.Previous, v.Next = p.monthNeighbours(l, s.Month)
	a := about{route: r, title: r.titles[l], sheet: scheduleSheet, menu: p.menuOf(sectionAteliers), repeats: true, url: p.numbered(l, n, r.urls[l]),
		crumbs:      []Link{p.sectionLink(l, sectionAteliers), {URL: v.Year.URL, Text: strconv.Itoa(s.Month.Year())}},
		description: p.message(l, "schedule.description", "title", r.titles[l], "count", v.Count)}
	if n > 1 {
		a.title = p.message(l, "title.paged", "title", a.title, "page", n)
	}
	v.Page = p.page(l, a)
	return v
}

// monthNeighbours are the months before and after one in which something is held.
func (p *planner) monthNeighbours(l int, month lang.Date) (previous, next Link) {
	for _, y := range p.timetable.years {
		for m, occurrences := range y.Months {
			if len(occurrences) == 0 {
				continue
			}
			switch date := y.Month(monthOf(m)); date.Compare(month) {
			case -1:
				previous = p.monthLink(l, date)
			case 1:
				return previous, p.monthLink(l, date)
			}
		}
	}
	return previous, next
}

func (p *planner) glanceView(l int, y *schedule.Year, b *site.Bassin, r *route) *GlanceView {
	g := schedule.Glance(y, ofBassinOrRegion(b), maxGlance)
	v := &GlanceView{
		Bassin:  p.linkTo(l, "bassin", b.ID),
		Address: strings.TrimPrefix(p.absolute(r.urls[l]), "https://"),
		AsOf:    p.asOf(l, "schedule.glance_as_of"),
		Size:    "few",
		All:     p.choice(l, schedule.Choice{Bassin: b}),
	}
	if v.All.URL == "" { // only the Region's concern it yet
		v.All = p.sectionLink(l, sectionAteliers)
	}
	switch {
	case g.Total > manyLines:
		v.Size = "many"
	case g.Total > someLines:
		v.Size = "some"
	}
	for m, occurrences := range g.Months {
		month := GlanceMonth{Date: p.date(l, y.Date())}
		switch {
		case m < schedule.NoMonth:
			month.Date = p.date(l, y.Month(monthOf(m)))
		case len(occurrences) == 0:
			continue
		default:
			month.Date.Text = p.message(l, "schedule.year_undated")
		}
		for _, o := range occurrences {
			month.Lines = append(month.Lines, p.glanceLine(l, o))
		}
		if g.More[m] > 0 {
			month.More = p.message(l, "schedule.glance_more", "n", g.More[m])
		}
		v.Months = append(v.Months, month)
	}
	for _, link := range p.bassinSheets(l, b, 0) {
		v.Years = append(v.Years, Option{Link: link, Current: link.URL == r.urls[l]})
	}
	v.Page = p.page(l, about{route: r, title: r.titles[l], sheet: scheduleSheet, accent: b.ID, menu: p.menuOf(sectionAteliers), repeats: true,
		crumbs:      slices.Compact([]Link{p.sectionLink(l, sectionAteliers), v.All}),
		description: p.message(l, "schedule.glance_description", "title", r.titles[l])})
	return v
}

func (p *planner) glanceLine(l int, o *site.Occurrence) GlanceLine {
	i := p.itemView(l, o, true)
	language := p.site.Languages[l]
	line := GlanceLine{
		When: i.Date, Hour: language.Hour(o.Start), Title: i.Title, URL: i.URL, Region: i.Region,
		StatusID: i.StatusID, Status: i.Status, MonthOnly: o.Start.Precision() < lang.ToDay, YearInferred: i.YearInferred, Place: i.Place,
	}
	if line.Place == "" {
		line.Place = i.Commune
	}
	if first, last := schedule.Span(o); !line.MonthOnly {
		line.Day = shortDay(language, first)
		switch {
		case last == first:
		case last.Month() == first.Month() && last.Year() == first.Year():
			line.Day += "–" + shortDay(language, last)
		default:
			line.Day += " – " + language.ShortDate(last)
		}
	}
	return line
}

// shortDay is a day of a month as paper has room for it: "je 13". Two letters of a
// weekday are enough in every language of ours.
func shortDay(language *lang.Language, d lang.Date) string {
	name := []rune(language.Weekdays[(int(d.Time().Weekday())+6)%7])
	return string(name[:min(2, len(name))]) + "\u00a0" + strconv.Itoa(d.Day())
}
