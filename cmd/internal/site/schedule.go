package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/source"
)

// maxTitle is the length in characters above which no list, calendar or phone shows
// a title whole.
const maxTitle = 150

// ateliers links the ateliers and works out when they are held.
func (l linker) ateliers() {
	uids := make(map[string]*Atelier, len(l.Ateliers))
	for _, a := range l.Ateliers {
		if a.ID.Value == "" {
			l.problems.Add(a.near().At(a.Path, "atelier has no id", "the last part of its address, such as 2025-02-13-nord"))
		} else {
			register(l, l.index.ateliers, a.Path, "atelier", a.ID, a)
		}
		l.uid(a, uids)
	}
	parallel.For(len(l.Ateliers), func(i int) { l.atelier(l.Ateliers[i]) })
	slices.SortStableFunc(l.Ateliers, func(a, b *Atelier) int {
		return cmp.Or(cmp.Compare(rank(a.Start), rank(b.Start)), strings.Compare(a.ID.Value, b.ID.Value))
	})
	for i, a := range l.Ateliers {
		a.Index = i
		l.Schedule = append(l.Schedule, a.Occurrences...)
		if a.Series != nil {
			a.Series.Ateliers = append(a.Series.Ateliers, a)
		}
	}
	slices.SortStableFunc(l.Schedule, func(a, b *Occurrence) int { return cmp.Compare(rank(a.Start), rank(b.Start)) })
	for i, o := range l.Schedule {
		o.Index, o.state = i, toCome
		if l.ended(o) {
			o.state = over
		}
	}
	var group sync.WaitGroup
	group.Go(l.twice)
	l.publications()
	group.Wait()
}

// atelier checks one atelier, while others are checked, and works out when it is held.
func (l linker) atelier(a *Atelier) {
	l.atelierWords(a)
	l.atelierNames(a)
	l.atelierTime(a)
	l.atelierWays(a)
}

// near is a place in the entry of the atelier, by which its keys are found.
func (a *Atelier) near() source.Mark { return cmp.Or(a.ID.Mark, a.KindID.Mark, a.Status.Mark) }

// uid gives the atelier its UID, and reports one that another has.
func (l linker) uid(a *Atelier, taken map[string]*Atelier) {
	const most = 255 // octets that every calendar keeps (RFC 7986, 5.3)
	uid := &a.UID
	if uid.Value == "" {
		*uid = source.String{Value: a.ID.Value + "@" + l.Config.Calendar.Domain, Mark: a.ID.Mark}
	} else if len(uid.Value) > most || strings.ContainsFunc(uid.Value, invisible) {
		l.problems.Add(uid.Mark.At(a.Path, fmt.Sprintf("uid %.40q is not one", uid.Value), "at most 255 characters without spaces; leave it out, and it is made of the id"))
	}
	// Two with the same id have been reported by it.
	if other := taken[uid.Value]; other != nil && (other.ID.Value != a.ID.Value || uid.Mark != a.ID.Mark) {
		l.problems.Add(uid.Mark.At(a.Path, fmt.Sprintf("uid %q is also that of the atelier at %s:%d", uid.Value, other.Path, other.near().Line), "calendars would take the two for one"))
	}
	taken[uid.Value] = a
}

// rank orders dates; one that is less exact comes at the end of its day, month or year.
func rank(d lang.Date) int {
	month, day, hour, minute := int(d.Month()), d.Day(), 24, 0
	if d.Precision() < lang.ToMonth {
		month = 13
	}
	if d.Precision() < lang.ToDay {
		day = 32
	}
	if h, m, known := d.Clock(); known {
		hour, minute = h, m
	}
	return (((d.Year()*14+month)*33+day)*25+hour)*60 + minute
}

// atelierWords checks the texts of an atelier.
func (l linker) atelierWords(a *Atelier) {
	near := a.near()
	l.text(a.Path, near, "titles", a.Titles)
	for _, id := range sortedKeys(a.Titles) {
		if n := utf8.RuneCountInString(a.Titles[id]); n > maxTitle {
			l.problems.Add(l.locate(a.Path, near, "titles: "+id).At(a.Path, fmt.Sprintf("title of %d characters is too long", n), fmt.Sprintf("at most %d; the rest belongs into summary:", maxTitle)))
		}
		if strings.ContainsAny(a.Titles[id], "\r\n") {
			l.problems.Add(l.locate(a.Path, near, "titles: "+id).At(a.Path, "title of several lines", "write it in one"))
		}
	}
	l.weekdays(a.Path, near, "titles", a.Titles)
	words := func(key string, t lang.Text) {
		l.languages(a.Path, near, key, t)
		l.weekdays(a.Path, near, key, t)
	}
	words("summary", a.Summary)
	words("audience", a.Audience)
	words("reason", a.Reason)
	if a.Report != nil {
		words("report: summary", a.Report.Summary)
		for _, d := range a.Report.Decisions {
			words("report: decisions", d)
		}
	}
	if a.Registration != nil {
		l.languages(a.Path, near, "registration: price", a.Registration.Price)
	}
	if a.Contact != nil {
		l.languages(a.Path, near, "contact: name", a.Contact.Name)
	}
	l.sources(a.Path, a.Sources)
	for _, list := range [][]ReportLink{a.Documents, a.reportLinks()} {
		for _, link := range list {
			if link.URL.Value == "" || strings.TrimSpace(link.Title) == "" {
				l.problems.Add(link.URL.Mark.At(a.Path, "link needs title and url", ""))
			}
			l.address(a.Path, link.URL)
		}
	}
}

func (a *Atelier) reportLinks() []ReportLink {
	if a.Report == nil {
		return nil
	}
	return a.Report.Links
}

// atelierNames resolves the ids of an atelier.
func (l linker) atelierNames(a *Atelier) {
	if a.KindID.Value == "" {
		l.problems.Add(a.near().At(a.Path, fmt.Sprintf("atelier %q has no kind", a.ID.Value), "kinds are listed in data/atelier-kinds.yaml"))
	} else if a.Kind = find(l, l.index.kinds, a.Path, "kind of atelier", a.KindID); a.Kind != nil && a.ThemeID.Value != "" {
		i := slices.IndexFunc(a.Kind.Themes, func(t AtelierTheme) bool { return t.ID.Value == a.ThemeID.Value })
		if i >= 0 {
			a.Theme = &a.Kind.Themes[i]
		} else {
			l.problems.Add(a.ThemeID.Mark.At(a.Path, fmt.Sprintf("kind %q has no theme %q", a.KindID.Value, a.ThemeID.Value), "themes are listed in data/atelier-kinds.yaml"))
		}
	}
	if a.SeriesID.Value != "" {
		a.Series = find(l, l.index.series, a.Path, "series", a.SeriesID)
	}
	a.Bassins = nil
	for _, id := range a.BassinIDs {
		if b := find(l, l.index.bassins, a.Path, "bassin", id); b != nil {
			a.Bassins = append(a.Bassins, b)
		}
	}
	if len(a.BassinIDs) == 0 && !a.Region {
		l.problems.Add(a.near().At(a.Path, fmt.Sprintf("atelier %q is of no bassin", a.ID.Value), "add bassins:, or region: true"))
	}
	for _, id := range slices.Concat(a.Languages, a.Interpretation) {
		find(l, l.index.spoken, a.Path, "spoken language", id)
	}
	if a.Status.Value == "" {
		a.Status.Value = "planned"
	}
	l.oneOf(a.Path, a.Status, "status", "planned", "confirmed", "held", "moved", "postponed", "cancelled")
	if a.YearBasis.Value != "" {
		l.oneOf(a.Path, a.YearBasis, "year_basis", "stated", "inferred")
	}
	if a.PartOfDay.Value != "" {
		l.oneOf(a.Path, a.PartOfDay, "part_of_day", "morning", "afternoon", "evening")
	}
	if a.Place.isEmpty() {
		a.Place = nil
	}
	l.place(a.Path, a.near(), "place", a.Place)
}

// place checks a place, which is the value of a key in the mapping that holds the
// value at near.
func (l linker) place(path string, near source.Mark, key string, p *Place) {
	if p == nil {
		return
	}
	l.languages(path, near, key+": transport", p.Transport)
	if names := p.Name.Texts(); names != nil {
		l.text(path, near, key+": name", names)
	}
	if addresses := p.Address.Texts(); addresses != nil {
		l.text(path, near, key+": address", addresses)
	}
	const south, north, west, east = 49.4, 51.6, 2.5, 6.5 // Belgium
	if located := p.Latitude != 0 || p.Longitude != 0; located && !(p.Latitude >= south && p.Latitude <= north && p.Longitude >= west && p.Longitude <= east) {
		l.problems.Add(l.locate(path, near, key+": latitude").At(path, fmt.Sprintf("latitude %v and longitude %v are not in Belgium", p.Latitude, p.Longitude), "Brussels is at about 50.85 and 4.35"))
	}
	if p.Commune.Value != "" && l.index.parts[p.Commune.Value] == nil {
		find(l, l.index.communes, path, "commune", p.Commune)
	}
	if p.Wheelchair.Value != "" {
		l.oneOf(path, p.Wheelchair, "wheelchair", "yes", "partly", "no")
	}
}

// atelierWays checks how people take part.
func (l linker) atelierWays(a *Atelier) {
	l.address(a.Path, a.Join)
	if a.Join.Value != "" && !a.Online {
		l.problems.Add(a.Join.Mark.At(a.Path, "join: is the address of a meeting that is not online", "add online: true"))
	}
	if a.Report != nil && a.Report.Participants < 0 {
		l.problems.Add(l.locate(a.Path, a.near(), "report: participants").At(a.Path, fmt.Sprintf("%d participants", a.Report.Participants), "leave it out if it is not known"))
	}
	if a.Capacity < 0 {
		l.problems.Add(l.locate(a.Path, a.near(), "capacity").At(a.Path, fmt.Sprintf("capacity of %d people", a.Capacity), "leave it out if it is not known"))
	}
	if c := a.Contact; c != nil {
		l.contact(a.Path, c.Phone, c.Email)
	}
	r := a.Registration
	if r == nil {
		return
	}
	l.address(a.Path, r.URL)
	l.contact(a.Path, r.Phone, r.Email)
	wrong := func(key, message, hint string) {
		l.problems.Add(l.locate(a.Path, a.near(), "registration: "+key).At(a.Path, message, hint))
	}
	if a.Repeats == nil && after(r.Closes, a.Start) {
		wrong("closes", "registration closes after the start", "")
	}
	if a.Repeats == nil && after(r.Opens, a.Start) {
		wrong("opens", "registration opens after the start", "")
	}
	if after(r.Opens, r.Closes) {
		wrong("closes", "registration closes before it opens", "")
	}
	if r.Free && len(r.Price) > 0 {
		wrong("price", "registration is free and has a price", "keep one of the two")
	}
}

// after reports whether one date is later than another as far as both are known.
func after(d, other lang.Date) bool {
	precision := min(d.Precision(), other.Precision())
	return d.Truncate(precision).Compare(other.Truncate(precision)) > 0
}

// atelierTime checks the time of an atelier and works out its occurrences.
func (l linker) atelierTime(a *Atelier) {
	wrong := func(key, message, hint string) {
		l.problems.Add(l.locate(a.Path, a.near(), key).At(a.Path, message, hint))
	}
	switch {
	case a.Start.IsZero():
		l.problems.Add(a.near().At(a.Path, fmt.Sprintf("atelier %q has no start", a.ID.Value), "a day (2025-02-13), or a month (2025-02) if no more is known"))
		return
	case !a.End.IsZero() && (a.End.Precision() == lang.ToMinute) != (a.Start.Precision() == lang.ToMinute):
		wrong("end", "one of start and end has an hour, and the other has none", "give both, or none")
		return
	case !a.End.IsZero() && (a.End.Precision() >= lang.ToDay) != (a.Start.Precision() >= lang.ToDay):
		wrong("end", "one of start and end is a day, and the other is not", "give both as exact as they are known, or start alone")
		return
	case after(a.Start, a.End):
		wrong("end", fmt.Sprintf("atelier %q ends before it starts", a.ID.Value), "")
		return
	}
	l.far(a, "start", a.Start)
	l.far(a, "end", a.End)
	l.far(a, "changed", a.Changed)
	l.far(a, "previous_start", a.Previous)
	if r := a.Registration; r != nil {
		l.far(a, "registration: opens", r.Opens)
		l.far(a, "registration: closes", r.Closes)
	}
	if !l.asked && (a.Status.Value == "held" || a.Report != nil) && !l.Begun(a) {
		p := l.locate(a.Path, a.near(), "start").At(a.Path, fmt.Sprintf("atelier %q was held, and starts on a day to come", a.ID.Value), "is the year right?")
		p.Severity = diag.Warning
		l.problems.Add(p)
	}
	first := Occurrence{Atelier: a, Start: a.Start, End: a.End, Status: l.StatusOf(a), Place: a.Place, Reason: a.Reason, Changed: a.Changed, Original: a.Previous}
	if a.Repeats == nil {
		a.Occurrences = []*Occurrence{&first}
		return
	}
	if a.Start.Precision() < lang.ToDay {
		wrong("start", "an atelier that repeats needs the day of the first time", "")
		return
	}
	if r, changes, ok := l.recurrence(a); ok {
		a.Rule = r.Rule
		l.expand(a, r, changes, first)
	}
}

// The years that an atelier is likely to be in: before, there were no bassins, and
// nobody plans further ahead.
const (
	firstYear = 2010
	yearsOn   = 5
)

// far warns of a date that is long ago, or far in the future.
func (l linker) far(a *Atelier, key string, d lang.Date) { l.farFrom(a, a.near(), key, d) }

func (l linker) farFrom(a *Atelier, near source.Mark, key string, d lang.Date) {
	if year := d.Year(); !d.IsZero() && (year < firstYear || year > l.Now.Year()+yearsOn) {
		p := l.locate(a.Path, near, key).At(a.Path, fmt.Sprintf("%s is in %d", key[strings.LastIndexByte(key, ' ')+1:], year), "is the year right?")
		p.Severity = diag.Warning
		l.problems.Add(p)
	}
}

// twice warns of two ateliers at the same time in the same place, or at the same
// address online. Of days without hours the day counts.
func (l linker) twice() {
	type slot struct {
		start lang.Date
		place string
	}
	seen, spots, id := make(map[slot]*Occurrence, len(l.Schedule)), map[*Place]string{nil: ""}, l.Languages[0].ID
	for _, o := range l.Schedule {
		if o.Off() || o.Start.Precision() < lang.ToDay {
			continue
		}
		spot, known := spots[o.Place]
		if !known {
			spot = o.Place.spot(id)
			spots[o.Place] = spot
		}
		for _, place := range [...]string{spot, o.Atelier.Join.Value} {
			if place == "" {
				continue
			}
			at := slot{o.Start, place}
			if other := seen[at]; other != nil && (other.Atelier != o.Atelier || !o.Original.IsZero() || !other.Original.IsZero()) {
				p := o.Atelier.near().At(o.Atelier.Path, fmt.Sprintf("atelier %q is at the same time and place as %q (%s:%d)", o.Atelier.ID.Value, other.Atelier.ID.Value, other.Atelier.Path, other.Atelier.near().Line), "is it entered twice?")
				p.Severity = diag.Warning
				l.problems.Add(p)
			}
			seen[at] = o
		}
	}
}

// spot is a place that can be compared: "" if neither name nor address is known.
func (p *Place) spot(language string) string {
	if p.Name.In(language)+p.Address.In(language) == "" {
		return ""
	}
	fold := func(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
	return fold(p.Name.In(language)) + "\n" + fold(p.Address.In(language)) + "\n" + p.Commune.Value
}

// isEmpty reports whether nothing is said of a place.
func (p *Place) isEmpty() bool {
	return p != nil && p.spot("") == "" && p.Name.Texts() == nil && p.Address.Texts() == nil && p.Commune.Value == "" && p.Wheelchair.Value == "" && len(p.Transport) == 0 && p.Latitude == 0 && p.Longitude == 0
}
