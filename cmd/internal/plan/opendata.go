package plan

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// The schedule as JSON. The names of the fields are permanent; what each means is
// an interface text, opendata.field.<path>, which the page on open data shows. A
// field that is not known is left out.
type (
	jsonSchedule struct {
		Title    string        `json:"title"`
		Language string        `json:"language"`
		Page     string        `json:"page"`
		Licence  *jsonLicence  `json:"licence,omitempty"`
		AsOf     string        `json:"as_of"`
		Horizon  string        `json:"horizon"`
		Ateliers []jsonAtelier `json:"ateliers"`
	}
	jsonLicence struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	jsonAtelier struct {
		ID             string            `json:"id"`
		UID            string            `json:"uid"`
		URL            string            `json:"url"`
		Calendar       string            `json:"calendar,omitempty"`
		Sequence       int               `json:"sequence"`
		Created        string            `json:"created"`
		Modified       string            `json:"modified"`
		Kind           string            `json:"kind"`
		KindName       string            `json:"kind_name"`
		Theme          string            `json:"theme,omitempty"`
		Series         string            `json:"series,omitempty"`
		Region         bool              `json:"region"`
		Bassins        []string          `json:"bassins,omitempty"`
		Title          string            `json:"title"`
		Summary        string            `json:"summary,omitempty"`
		Status         string            `json:"status"`
		Reason         string            `json:"reason,omitempty"`
		Changed        string            `json:"changed,omitempty"`
		PreviousStart  string            `json:"previous_start,omitempty"`
		YearInferred   bool              `json:"year_inferred,omitempty"`
		PartOfDay      string            `json:"part_of_day,omitempty"`
		Rule           string            `json:"rule,omitempty"`
		Occurrences    []jsonOccurrence  `json:"occurrences"`
		Place          *jsonPlace        `json:"place,omitempty"`
		Online         bool              `json:"online,omitempty"`
		Join           string            `json:"join,omitempty"`
		Languages      []string          `json:"languages,omitempty"`
		Interpretation []string          `json:"interpretation,omitempty"`
		Audience       string            `json:"audience,omitempty"`
		Capacity       int               `json:"capacity,omitempty"`
		Registration   *jsonRegistration `json:"registration,omitempty"`
		Contact        *jsonContact      `json:"contact,omitempty"`
		Documents      []jsonLink        `json:"documents,omitempty"`
		Report         *jsonReport       `json:"report,omitempty"`
		Sources        []jsonSource      `json:"sources,omitempty"`
	}
	jsonOccurrence struct {
		Start         string     `json:"start"`
		End           string     `json:"end,omitempty"`
		Status        string     `json:"status"`
		PreviousStart string     `json:"previous_start,omitempty"`
		Reason        string     `json:"reason,omitempty"`
		Place         *jsonPlace `json:"place,omitempty"`
	}
	jsonPlace struct {
		Name       string  `json:"name,omitempty"`
		Address    string  `json:"address,omitempty"`
		Commune    string  `json:"commune,omitempty"`
		Wheelchair string  `json:"wheelchair,omitempty"`
		Transport  string  `json:"transport,omitempty"`
		Latitude   float64 `json:"latitude,omitempty"`
		Longitude  float64 `json:"longitude,omitempty"`
	}
	jsonRegistration struct {
		Required *bool  `json:"required,omitempty"`
		URL      string `json:"url,omitempty"`
		Email    string `json:"email,omitempty"`
		Phone    string `json:"phone,omitempty"`
		Opens    string `json:"opens,omitempty"`
		Closes   string `json:"closes,omitempty"`
		Free     bool   `json:"free,omitempty"`
		Price    string `json:"price,omitempty"`
	}
	jsonContact struct {
		Name  string `json:"name,omitempty"`
		Email string `json:"email,omitempty"`
		Phone string `json:"phone,omitempty"`
	}
	jsonLink struct {
		Title    string `json:"title"`
		URL      string `json:"url"`
		Language string `json:"language,omitempty"`
	}
	jsonSource struct {
		Title     string `json:"title"`
		URL       string `json:"url,omitempty"`
		Publisher string `json:"publisher,omitempty"`
		Date      string `json:"date,omitempty"`
		Language  string `json:"language,omitempty"`
	}
	jsonReport struct {
		Participants int        `json:"participants,omitempty"`
		Summary      string     `json:"summary,omitempty"`
		Decisions    []string   `json:"decisions,omitempty"`
		Links        []jsonLink `json:"links,omitempty"`
	}
)

// OpenDataView is the page on the data that others may use.
type OpenDataView struct {
	PageView
	Calendars Subscribe
	Feeds     []Link
	JSON      Link
	Fields    FieldTable
	Figures   *FigureDownloads // nil if there are none
	Licence   Link             // empty if none has been chosen
}

// Field is one field of the JSON.
type Field struct {
	Name    string // "ateliers[].occurrences[].start"
	Meaning string
}

// jsonFields are the paths of all fields of a type, in the order of its JSON.
func jsonFields(t reflect.Type, prefix string) []string {
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		path := prefix + name
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			path, inner = path+"[]", inner.Elem()
		}
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		names = append(names, path)
		if inner.Kind() == reflect.Struct {
			names = append(names, jsonFields(inner, path+".")...)
		}
	}
	return names
}

// fieldKey is the interface text that says what a field means. A place and a link
// mean the same wherever they stand.
func fieldKey(path string) string {
	path = strings.ReplaceAll(strings.TrimPrefix(path, "ateliers[]."), "[]", "")
	path = strings.Replace(path, "occurrences.place", "place", 1)
	return "opendata.field." + strings.Replace(path, "report.links.", "documents.", 1)
}

func (p *planner) openDataView(l int, e *site.Entry, r *route) *OpenDataView {
	v := &OpenDataView{
		PageView:  p.pageView(l, e, r),
		Calendars: p.subscribe(l, func(calendar) bool { return true }),
		Feeds:     []Link{p.scheduleFeed(l)},
		JSON:      p.scheduleJSON(l),
	}
	v.Page = p.page(l, about{route: r, title: r.titles[l], description: v.Summary, menu: e.ID, exact: true, feeds: v.Feeds, files: p.scheduleFiles(l)})
	v.Calendars.All = ""
	for _, s := range p.site.Series {
		c := p.seriesCalendar(l, s)
		if len(c.ateliers) == 0 {
			continue
		}
		v.Calendars.Calendars = append(v.Calendars.Calendars, p.calendarLink(l, c.name, c.title))
	}
	v.Feeds = append(v.Feeds, Link{URL: p.feedURL(l, nil), Text: p.message(l, "opendata.articles")})
	for _, b := range p.site.Bassins {
		v.Feeds = append(v.Feeds, Link{URL: p.feedURL(l, b), Text: p.feedTitle(l, b)})
	}
	v.Fields = FieldTable{Caption: p.message(l, "opendata.fields"), Head: p.message(l, "opendata.field")}
	for _, path := range jsonFields(reflect.TypeFor[jsonSchedule](), "") {
		v.Fields.Rows = append(v.Fields.Rows, Field{Name: path, Meaning: p.message(l, fieldKey(path))})
	}
	v.Figures = p.figureDownloads(l)
	if licence := p.site.Config.Licence; licence != nil {
		v.Licence = Link{URL: licence.URL.Value, Text: licence.Name}
	}
	return v
}

// openDataURL is the address of the page on open data; "" if there is none.
func (p *planner) openDataURL(l int) string {
	e := p.site.PageWith(layoutOpenData)
	if e == nil {
		return ""
	}
	return p.linkTo(l, "page", e.ID).URL
}

func (p *planner) scheduleFeed(l int) Link {
	return Link{URL: p.layoutRoute(sectionAteliers).urls[l] + "atom.xml", Text: p.message(l, "opendata.atom")}
}

func (p *planner) scheduleJSON(l int) Link {
	return Link{URL: p.layoutRoute(sectionAteliers).urls[l] + "ateliers.json", Text: p.message(l, "opendata.json")}
}

// scheduleFiles are the schedule for machines.
func (p *planner) scheduleFiles(l int) []alternate {
	calendar := Link{URL: p.calendarURL(l, "all"), Text: p.message(l, "calendar.all")}
	return []alternate{{"application/json", p.scheduleJSON(l)}, {calendarType, calendar}}
}

// scheduleData plans the feed and the JSON of each language.
func (p *planner) scheduleData() {
	newest := make([]int, len(p.site.Ateliers))
	for i := range newest {
		newest[i] = i
	}
	slices.SortStableFunc(newest, func(i, k int) int {
		a, b := p.site.Ateliers[i], p.site.Ateliers[k]
		if c := b.Publication.Modified.Compare(a.Publication.Modified); c != 0 {
			return c
		}
		return b.Start.Compare(a.Start)
	})
	newest = newest[:min(len(newest), maxFeed)]
	for l := range p.site.Languages {
		feed, data := p.scheduleFeed(l), p.scheduleJSON(l)
		h := newHasher()
		h.string(p.absolute(feed.URL))
		h.string(p.site.Config.Publisher.Names[p.site.Languages[l].ID])
		for _, i := range newest {
			h.word(p.components[l][i].key)
			h.string(p.next(p.site.Ateliers[i]).Start.String())
		}
		p.addFile(p.path(feed.URL), "", h.sum(), func() ([]byte, error) { return p.scheduleAtom(l, newest) })

		h = newHasher()
		h.string(p.absolute(data.URL))
		h.string(p.site.Today().String())
		h.string(fmt.Sprint(p.site.Config.Calendar, p.site.Config.Licence))
		for i, a := range p.site.Ateliers {
			h.word(p.components[l][i].key)
			h.origins(p, a) // which no calendar tells
			h.report(p, l, p.site.ReportOf(a))
		}
		p.addWritten(p.path(data.URL), "", h.sum(), func(b *bytes.Buffer) error { return p.writeSchedule(b, l) })
	}
}

// scheduleAtom is the feed of what was announced or changed, the latest first.
func (p *planner) scheduleAtom(l int, newest []int) ([]byte, error) {
	id := p.site.Languages[l].ID
	self := p.scheduleFeed(l)
	f := atomFeed{
		Lang: id, ID: p.absolute(self.URL), Title: self.Text, Author: atomAuthor{p.site.Config.Publisher.Names[id]},
		Links:   []atomLink{{"self", "application/atom+xml", p.absolute(self.URL)}, {"alternate", "text/html", p.absolute(p.layoutRoute(sectionAteliers).urls[l])}},
		Updated: "2024-01-01T00:00:00Z", // an empty feed: the day on which the basins began
	}
	for _, i := range newest {
		a := p.site.Ateliers[i]
		link := p.atelierLink(l, a)
		o := p.next(a)
		entry := atomEntry{
			ID: p.absolute(link.URL), Title: link.Text, Summary: p.whenOf(l, o).Text + " – " + p.state(l, o).Name,
			Published: instant(a.Publication.Created), Updated: instant(a.Publication.Modified),
			Links:      []atomLink{{"alternate", "text/html", p.absolute(link.URL)}},
			Categories: []atomCategory{{a.Kind.ID.Value, a.Kind.Names[id]}},
		}
		if a.YearInferred() {
			entry.Summary += " – " + p.message(l, "schedule.year_inferred")
		}
		for _, b := range a.Bassins {
			entry.Categories = append(entry.Categories, atomCategory{b.ID, b.Names[id]})
		}
		f.Updated = max(f.Updated, entry.Updated)
		f.Entries = append(f.Entries, entry)
	}
	data, err := xml.Marshal(f)
	return append([]byte(xml.Header), data...), err
}

// writeSchedule writes the JSON, one atelier after the other: all at once take 20 MB.
func (p *planner) writeSchedule(b *bytes.Buffer, l int) error {
	e := json.NewEncoder(b)
	const end, line = "]}", "\n"
	if err := e.Encode(p.scheduleOf(l)); err != nil {
		return err
	}
	b.Truncate(b.Len() - len(end+line))
	for i, a := range p.site.Ateliers {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(p.jsonAtelier(l, p.site.Languages[l].ID, a)); err != nil {
			return err
		}
		b.Truncate(b.Len() - len(line))
	}
	b.WriteString(end)
	return nil
}

// scheduleOf is the JSON without its ateliers.
func (p *planner) scheduleOf(l int) jsonSchedule {
	id := p.site.Languages[l].ID
	v := jsonSchedule{
		Title: p.message(l, "calendar.all"), Language: id, Page: p.absolute(p.layoutRoute(sectionAteliers).urls[l]),
		AsOf:    p.site.Today().String(),
		Horizon: lang.DateOf(p.site.Now.AddDate(0, p.site.Config.Calendar.Horizon, 0), lang.ToDay).String(),
	}
	if licence := p.site.Config.Licence; licence != nil {
		v.Licence = &jsonLicence{licence.Name, licence.URL.Value}
	}
	v.Ateliers = []jsonAtelier{}
	return v
}

func (p *planner) jsonAtelier(l int, id string, a *site.Atelier) *jsonAtelier {
	r := p.routes.ateliers[a.Index]
	v := &jsonAtelier{
		ID: a.ID.Value, UID: a.UID.Value, URL: p.absolute(r.urls[l]), Sequence: a.Publication.Sequence,
		Created: a.Publication.Created.String(), Modified: a.Publication.Modified.String(),
		Kind: a.Kind.ID.Value, KindName: a.Kind.Names[id], Theme: a.ThemeID.Value, Series: a.SeriesID.Value,
		Region: a.Region, Bassins: source.Values(a.BassinIDs), Title: a.Titles[id], Summary: schedule.Plain(p.site, l, a.Summary[id]),
		Status: p.site.StatusOf(a), Reason: a.Reason[id], Changed: a.Changed.String(), PreviousStart: jsonDate(a.Previous),
		YearInferred: a.YearInferred(), PartOfDay: a.PartOfDay.Value, Rule: a.Rule.String(),
		Place: jsonPlaceOf(id, a.Place), Online: a.Online, Join: a.Join.Value,
		Languages: source.Values(a.Languages), Interpretation: source.Values(a.Interpretation), Audience: a.Audience[id], Capacity: a.Capacity,
		Documents: jsonLinks(a.Documents),
	}
	if schedule.HasDay(a) {
		v.Calendar = p.absolute(p.atelierCalendarURL(l, a, r))
	}
	v.Occurrences = slices.Grow(v.Occurrences, len(a.Occurrences))
	for _, o := range a.Occurrences {
		one := jsonOccurrence{Start: jsonDate(o.Start), End: jsonDate(o.End), Status: o.Status}
		if a.Repeats != nil {
			one.PreviousStart, one.Reason = jsonDate(o.Original), o.Reason[id]
		}
		if o.Place != a.Place {
			one.Place = jsonPlaceOf(id, o.Place)
		}
		v.Occurrences = append(v.Occurrences, one)
	}
	if r := a.Registration; r != nil {
		v.Registration = &jsonRegistration{r.Required, r.URL.Value, r.Email.Value, r.Phone.Value, jsonDate(r.Opens), jsonDate(r.Closes), r.Free, r.Price[id]}
	}
	if c := a.Contact; c != nil {
		v.Contact = &jsonContact{c.Name[id], c.Email.Value, c.Phone.Value}
	}
	if report := p.site.ReportOf(a); report != nil {
		v.Report = &jsonReport{Participants: report.Participants, Summary: schedule.Plain(p.site, l, report.Summary[id]), Links: jsonLinks(report.Links)}
		for _, d := range report.Decisions {
			v.Report.Decisions = append(v.Report.Decisions, schedule.Plain(p.site, l, d[id]))
		}
	}
	for _, s := range a.Sources {
		s = p.site.Source(s)
		v.Sources = append(v.Sources, jsonSource{s.Title, s.URL.Value, s.Publisher, s.Date.String(), s.Lang})
	}
	return v
}

// jsonDate is a date as exact as it is known: 2025, 2025-02, 2025-02-13 or, after
// RFC 3339 and with the distance of Brussels, 2025-02-13T09:30:00+01:00.
func jsonDate(d lang.Date) string {
	if d.Precision() == lang.ToMinute {
		return d.Time().Format(time.RFC3339)
	}
	return d.String()
}

func jsonPlaceOf(id string, p *site.Place) *jsonPlace {
	if p == nil {
		return nil
	}
	return &jsonPlace{p.Name.In(id), p.Address.In(id), p.Commune.Value, p.Wheelchair.Value, p.Transport[id], p.Latitude, p.Longitude}
}

func jsonLinks(links []site.ReportLink) []jsonLink {
	var list []jsonLink
	for _, link := range links {
		list = append(list, jsonLink{link.Title, link.URL.Value, link.Lang})
	}
	return list
}
