package plan

import (
	"slices"

	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
)

func (p *planner) seriesView(l int, e *site.Series, r *route) *SeriesView {
	var occurrences []*site.Occurrence
	for _, a := range e.Ateliers {
		occurrences = append(occurrences, a.Occurrences...)
	}
	slices.SortFunc(occurrences, func(x, y *site.Occurrence) int { return x.Index - y.Index })
	id := p.site.Languages[l].ID
	upcoming, past := schedule.Upcoming(p.site, occurrences), schedule.Past(p.site, occurrences)
	v := &SeriesView{
		Summary:  p.inline(l, seriesPath, e.Summary[id]),
		AsOf:     p.asOf(l, "schedule.as_of"),
		None:     p.asOf(l, "schedule.none"),
		Upcoming: p.items(l, upcoming[:min(len(upcoming), maxChoice)], true),
		Past:     p.yearLines(l, past[:min(len(past), maxPast)]),
		Sources:  p.sources(l, e.Sources),
	}
	if more := len(upcoming) - maxChoice; more > 0 {
		v.Later, v.Years = p.message(l, "schedule.more", "n", more), p.yearLinks(l)
	}
	if more := len(past) - maxPast; more > 0 {
		v.More, v.Years = p.message(l, "schedule.more", "n", more), p.yearLinks(l)
	}
	if c := p.seriesCalendar(l, e); len(c.ateliers) > 0 {
		v.Calendar = p.calendarLink(l, c.name, c.title)
	}
	url := p.absolute(r.urls[l])
	v.Page = p.page(l, about{route: r, title: r.titles[l], sheet: scheduleSheet, menu: p.menuOf(sectionAteliers), crumbs: []Link{p.sectionLink(l, sectionAteliers)},
		description: p.message(l, "schedule.description", "title", r.titles[l], "count", p.count(l, len(occurrences))),
		data:        []any{thing{Context: schemaOrg, Type: "EventSeries", ID: url + seriesID, Name: r.titles[l], URL: url, Description: schedule.Plain(p.site, l, e.Summary[id])}}})
	return v
}

// seriesID is the part of the id of a series behind the address of its page.
const seriesID = "#series"
