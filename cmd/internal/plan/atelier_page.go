package plan

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"sync"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

func (p *planner) atelierView(l, i int, r *route) *AtelierView {
	a := p.site.Ateliers[i]
	id := p.site.Languages[l].ID
	v := &AtelierView{
		Kind:      p.plain(l, a.Kind.Names[id]),
		Practical: p.practical(l, a, r),
		Summary:   p.inline(l, a.Path, a.Summary[id]),
		Documents: p.files(l, a.Documents),
		Sources:   p.sources(l, a.Sources),
	}
	if a.Theme != nil {
		v.Theme = p.plain(l, a.Theme.Names[id])
	}
	if a.Series != nil {
		v.Series = p.linkTo(l, "series", a.Series.ID.Value)
		v.Series.Text = p.message(l, "atelier.series", "series", v.Series.Text)
	}
	about := about{route: r, title: r.titles[l], sheet: scheduleSheet, description: p.kindName(l, a) + " – " + v.Practical.When.Text, menu: p.menuOf(sectionAteliers),
		crumbs: []Link{p.sectionLink(l, sectionAteliers)}}
	if a.Text != nil {
		if t := p.site.Shown(a.Text, l); t != nil {
			v.Text = p.text(l, a.Text, t)
			about.text = t
		}
	}
	if report := p.site.ReportOf(a); report != nil {
		v.Report = p.report(l, a.Path, report)
	}
	if v.Practical.Open {
		v.Subscribe = p.subscribeLink(l, a)
	}
	v.Previous, v.Next = p.neighbourLink(l, p.neighbours[i].previous), p.neighbourLink(l, p.neighbours[i].next)
	if v.Practical.Calendar != "" {
		about.files = []alternate{{calendarType, Link{URL: v.Practical.Calendar, Text: p.message(l, "atelier.calendar")}}}
	}
	if len(a.Bassins) == 1 {
		about.accent = a.Bassins[0].ID
	}
	if schedule.HasDay(a) {
		about.data = []any{p.event(l, a, r, v)}
	}
	v.Page = p.framed(l, about)
	return v
}

// practical is the box at the top of the page.
func (p *planner) practical(l int, a *site.Atelier, r *route) Practical {
	id := p.site.Languages[l].ID
	v := Practical{
		YearInferred: a.YearInferred(),
		HoursUnknown: schedule.HasDay(a) && a.AllDay() && a.End.IsZero(),
		DayUnknown:   !schedule.HasDay(a),
		Ended:        p.site.Past(a),
		Times:        p.times(l, a),
		Region:       a.Region,
		Audience:     p.plain(l, a.Audience[id]),
		Languages:    schedule.Spoken(p.site, l, a.Languages),
		Interpreted:  schedule.Spoken(p.site, l, a.Interpretation),
		Place:        p.venue(l, a.Place),
		PlaceUnknown: a.Place == nil && !a.Online,
		Online:       a.Online,
	}
	o := p.next(a)
	v.When, v.State = p.whenOf(l, o), p.state(l, o)
	v.HeldUnknown = v.Ended && p.site.ReportOf(a) == nil && (o.Status == "planned" || o.Status == "confirmed")
	v.Open = !v.Ended && !o.Off()
	if a.PartOfDay.Value != "" {
		v.Day = p.message(l, "part_of_day."+a.PartOfDay.Value)
	}
	switch {
	case a.Repeats == nil:
	case v.Ended:
		v.Label = p.message(l, "atelier.last_time")
	default:
		v.Label = p.message(l, "atelier.next_time")
		v.AsOf = p.asOf(l, "atelier.as_of")
	}
	if !v.Ended {
		v.Ends = moment(schedule.End(o))
	}
	for _, b := range a.Bassins {
		v.Bassins = append(v.Bassins, p.linkTo(l, "bassin", b.ID))
		v.BassinIDs = append(v.BassinIDs, b.ID)
	}
	if a.Capacity > 0 {
		v.Capacity = p.message(l, "atelier.places", "n", a.Capacity)
	}
	if c := a.Contact; c != nil {
		v.ContactName, v.Contact = p.plain(l, c.Name[id]), contacts(c.Email.Value, c.Phone.Value)
	}
	if v.Open {
		v.Join = a.Join.Value
		v.Registration = p.registration(l, a.Registration)
	}
	if schedule.HasDay(a) {
		v.Calendar = p.atelierCalendarURL(l, a, r)
		v.Take = p.take(l, a, v.Open)
	}
	return v
}

// take says what the file for the calendar is good for.
func (p *planner) take(l int, a *site.Atelier, open bool) string {
	switch {
	case !open:
		return p.message(l, "atelier.calendar_cancelled")
	case a.Repeats != nil:
		return p.message(l, "atelier.calendar_all")
	}
	return p.message(l, "atelier.calendar")
}

// next is the occurrence that a page speaks of first: the next one that is held, or
// else the next one that is not, or else the last one.
func (p *planner) next(a *site.Atelier) *site.Occurrence {
	last := &site.Occurrence{Atelier: a, Start: a.Start, End: a.End, Status: p.site.StatusOf(a), Place: a.Place} // beyond the horizon
	if n := len(a.Occurrences); n > 0 {
		last = a.Occurrences[n-1]
	}
	var off *site.Occurrence // the first to come, which is not held
	for _, o := range a.Occurrences {
		switch {
		case p.site.Ended(o):
		case !o.Off():
			return o
		case off == nil:
			off = o
		}
	}
	return cmp.Or(off, last)
}

// whenOf is the time of an occurrence with its weekdays.
func (p *planner) whenOf(l int, o *site.Occurrence) Time {
	return Time{ISO: o.Start.ISO(), Text: p.site.Languages[l].When(o.Start, o.End)}
}

// state is what has become of an occurrence.
func (p *planner) state(l int, o *site.Occurrence) State {
	v := State{ID: o.Status, Name: p.message(l, "status."+o.Status), Reason: p.plain(l, o.Reason[p.site.Languages[l].ID])}
	v.Said = template.HTML(template.HTMLEscapeString(v.Name))
	if !o.Changed.IsZero() && schedule.Changed(o.Status) {
		v.Said = p.dated(l, "atelier.state_on", p.date(l, o.Changed), "status", v.Name)
	}
	if !o.Original.IsZero() {
		v.Previous = p.dated(l, "atelier.moved_from", p.on(l, o.Original))
	}
	return v
}

func (p *planner) venue(l int, place *site.Place) Venue {
	if place == nil {
		return Venue{}
	}
	id := p.site.Languages[l].ID
	v := Venue{Name: p.plain(l, place.Name.In(id)), Address: p.plain(l, place.Address.In(id))}
	if transport := place.Transport[id]; transport != "" {
		v.Transport = p.message(l, "calendar.line", "label", p.message(l, "atelier.transport"), "value", p.plain(l, transport))
	}
	if place.Commune.Value != "" {
		v.Commune = p.linkTo(l, "commune", place.Commune.Value)
	}
	if place.Wheelchair.Value != "" {
		v.Wheelchair = p.message(l, "atelier.wheelchair_"+place.Wheelchair.Value)
	}
	return v
}

// times are the occurrences of an atelier that repeats.
func (p *planner) times(l int, a *site.Atelier) Times {
	if a.Repeats == nil {
		return Times{}
	}
	id := p.site.Languages[l].ID
	h := newHasher()
	for _, o := range a.Occurrences {
		for _, d := range [...]lang.Date{o.Start, o.End, o.Original, o.Changed} {
			h.string(d.String())
		}
		h.string(o.Status)
		h.string(o.Reason[id])
		if o.Place != a.Place {
			h.string(placeOf(o.Place).Name.In(id))
		}
		if p.site.Ended(o) {
			h.byte(1)
		}
	}
	return Times{Key: h.sum(), make: sync.OnceValues(func() (upcoming, past []Occurrence) {
		seen := map[string]bool{}
		for _, o := range a.Occurrences {
			v := Occurrence{ID: anchor(o), When: p.whenOf(l, o), State: p.state(l, o), Shown: o.Status != a.Status.Value}
			if o.Place != a.Place {
				v.Place = p.plain(l, placeOf(o.Place).Name.In(id))
			}
			if seen[v.ID] { // twice on one day
				v.ID = ""
			}
			seen[anchor(o)] = true
			if p.site.Ended(o) {
				past = append(past, v)
			} else {
				upcoming = append(upcoming, v)
			}
		}
		slices.Reverse(past)
		return upcoming, past
	})}
}

func placeOf(p *site.Place) *site.Place {
	if p == nil {
		return new(site.Place)
	}
	return p
}

// anchor names an occurrence on the page of its atelier by the day that the rule
// gives: it stays when the occurrence is moved.
func anchor(o *site.Occurrence) string {
	d := o.Start
	if !o.Original.IsZero() {
		d = o.Original
	}
	return d.Truncate(lang.ToDay).String()
}

// registration is how to register, or that it is too late.
func (p *planner) registration(l int, r *site.Registration) *Registration {
	if r == nil {
		return nil
	}
	language := p.site.Languages[l]
	v := &Registration{}
	switch {
	case r.IsRequired():
		v.Need = p.message(l, "atelier.registration_required")
	case r.Required != nil:
		v.Need = p.message(l, "atelier.registration_free_entry")
	}
	say := func(key string, d lang.Date) { v.State = append(v.State, p.dated(l, key, p.on(l, d))) }
	if v.Closed = !r.Closes.IsZero() && !p.site.Now.Before(ending(r.Closes)); v.Closed {
		say("atelier.registration_closed", r.Closes)
	} else {
		if !r.Opens.IsZero() && p.site.Now.Before(r.Opens.Time()) {
			say("atelier.registration_opens", r.Opens)
		}
		if !r.Closes.IsZero() {
			say("atelier.registration_closes", r.Closes)
		}
	}
	if len(v.State) > 0 {
		v.AsOf = p.asOf(l, "atelier.as_of")
	}
	if !v.Closed {
		v.URL, v.Contacts = r.URL.Value, contacts(r.Email.Value, r.Phone.Value)
	}
	switch price := r.Price[language.ID]; {
	case r.Free:
		v.Price = p.message(l, "atelier.free")
	case price != "":
		v.Price = p.plain(l, price)
	}
	return v
}

// ending is the moment at which a date is over: a day counts to its end.
func ending(d lang.Date) time.Time {
	switch d.Precision() {
	case lang.ToDay:
		return d.Time().AddDate(0, 0, 1)
	case lang.ToMonth:
		return d.Time().AddDate(0, 1, 0)
	case lang.ToYear:
		return d.Time().AddDate(1, 0, 0)
	}
	return d.Time()
}

// contacts are the ways to reach someone. The site package has checked that an
// address of e-mail is one.
func contacts(email, phone string) []Contact {
	var list []Contact
	if email != "" {
		list = append(list, Contact{template.URL("mailto:" + email), email})
	}
	if phone != "" {
		list = append(list, Contact{phoneURL(phone), nationalPhone(phone)})
	}
	return list
}

func (p *planner) report(l int, path string, r *site.AtelierReport) *Report {
	id := p.site.Languages[l].ID
	v := &Report{HTML: p.inline(l, path, r.Summary[id]), Links: p.files(l, r.Links)}
	if r.Participants > 0 {
		v.Participants = p.message(l, "report.participants", "n", r.Participants)
	}
	for _, d := range r.Decisions {
		v.Decisions = append(v.Decisions, p.inline(l, path, d[id]))
	}
	return v
}

// files are links to texts elsewhere, with their language where it is another.
func (p *planner) files(l int, links []site.ReportLink) []Link {
	var list []Link
	for _, link := range links {
		v := Link{URL: link.URL.Value, Text: link.Title}
		if link.Lang != p.site.Languages[l].ID {
			v.Lang = link.Lang
		}
		list = append(list, v)
	}
	return list
}

// meetings are the next occurrences that match and will be held, or the latest if
// there is none to come.
func (p *planner) meetings(l int, match func(*site.Occurrence) bool) (upcoming, past []Item) {
	next := p.nextOccurrences(match)
	if len(next) > 0 {
		return p.items(l, next, true), nil
	}
	var latest []*site.Occurrence
	for _, o := range slices.Backward(p.site.Schedule) {
		if len(latest) < maxCard && p.site.Ended(o) && match(o) {
			latest = append(latest, o)
		}
	}
	return nil, p.items(l, latest, true)
}

// nextOccurrences are the next ones that match. One that was cancelled is shown
// among them, so that nobody goes there, and takes no place.
func (p *planner) nextOccurrences(match func(*site.Occurrence) bool) []*site.Occurrence {
	var next []*site.Occurrence
	held := 0
	for _, o := range p.site.Schedule {
		if held == maxCard {
			break
		}
		if p.site.Ended(o) || !match(o) {
			continue
		}
		next = append(next, o)
		if !o.Off() {
			held++
		}
	}
	return next
}

// neighbours are the places in site.Ateliers of the ateliers before and after one,
// -1 where there is none.
type neighbours struct{ previous, next int }

// findNeighbours finds for each atelier those of the same kind for the same people.
func (p *planner) findNeighbours() {
	type sort struct {
		kind    *site.AtelierKind
		theme   *site.AtelierTheme
		region  bool
		bassins string
	}
	last := map[sort]int{}
	p.neighbours = make([]neighbours, len(p.site.Ateliers))
	for i, a := range p.site.Ateliers {
		of := sort{a.Kind, a.Theme, a.Region, strings.Join(source.Values(a.BassinIDs), " ")}
		p.neighbours[i] = neighbours{-1, -1}
		if before, ok := last[of]; ok {
			p.neighbours[i].previous, p.neighbours[before].next = before, i
		}
		last[of] = i
	}
}

func (p *planner) neighbourLink(l, i int) Link {
	if i < 0 {
		return Link{}
	}
	return p.atelierLink(l, p.site.Ateliers[i])
}
