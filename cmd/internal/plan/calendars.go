package plan

import (
	"bytes"
	"html/template"
	"slices"
	"strings"
	"sync"
	"time"

	"bassins/cmd/internal/agenda"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
)

// component is an atelier in a calendar, in one language. All calendars hold the
// same one, so that it is written once, and its key stands for it in the keys of
// their files.
type component struct {
	key    uint64 // of the facts
	p      *planner
	l      int
	a      *site.Atelier
	url    string
	shared bool // it stands in the file of a subscription or a series besides its own
	once   sync.Once
	data   []byte
}

// bytes returns the component. One that stands in its own file alone is not kept: it
// is good until scratch, in which it is written, is used again.
func (c *component) bytes(scratch *bytes.Buffer) []byte {
	write := func() []byte {
		scratch.Reset()
		scratch.Write(schedule.Event(c.p.site, c.l, c.a, c.url).AppendComponent(scratch.AvailableBuffer()))
		return scratch.Bytes()
	}
	if !c.shared {
		return write()
	}
	c.once.Do(func() { c.data = bytes.Clone(write()) })
	return c.data
}

// calendar is a file of events that one may subscribe to, or take over once.
type calendar struct {
	name     string // last part of the address, the same in every language; "" for one atelier
	title    string
	page     string // address of a page that shows the same
	bassin   *site.Bassin
	kind     *site.AtelierKind
	series   *site.Series
	ateliers []int // by place in site.Ateliers
}

const calendarType = "text/calendar"

// calendarFolder is the part of the addresses of all subscriptions.
const calendarFolder = "calendars"

// makeCalendars makes the calendars of each language, of which no file is written
// yet.
func (p *planner) makeCalendars() {
	base := newHasher()
	base.string(p.languages)
	p.components = make([][]component, len(p.site.Languages))
	for l := range p.components {
		p.components[l] = make([]component, len(p.site.Ateliers))
	}
	parallel.For(len(p.site.Ateliers), func(i int) {
		a := p.site.Ateliers[i]
		for l := range p.components {
			c := &p.components[l][i]
			c.p, c.l, c.a, c.url, c.shared = p, l, a, p.absolute(p.routes.ateliers[i].urls[l]), a.Series != nil
			c.key = p.componentKey(base, c)
		}
	})
	recent := p.recent()
	for l := range p.components {
		for _, i := range recent {
			p.components[l][i].shared = true
		}
		p.calendars = append(p.calendars, p.subscriptions(l, recent))
	}
}

// componentKey hashes all that a calendar tells of an atelier: the facts, for
// which the hash of the record stands, and the names that they refer to.
func (p *planner) componentKey(h hasher, c *component) uint64 {
	a, id := c.a, p.site.Languages[c.l].ID
	for _, s := range [...]string{id, c.url, a.UID.Value, a.Publication.Facts, a.Publication.Created.String(), a.Publication.Modified.String(), a.Kind.Names[id]} {
		h.string(s)
	}
	h.word(uint64(a.Publication.Sequence))
	if a.Theme != nil {
		h.string(a.Theme.Names[id])
	}
	for _, b := range a.Bassins {
		h.string(b.Names[id])
	}
	h.string(schedule.Spoken(p.site, c.l, a.Languages))
	h.string(schedule.Spoken(p.site, c.l, a.Interpretation))
	p.hashCommune(&h, id, a.Place)
	if a.Repeats != nil {
		for i := range a.Repeats.Changes {
			p.hashCommune(&h, id, a.Repeats.Changes[i].Place)
		}
	}
	if summary := a.Summary[id]; strings.Contains(summary, "[](") { // a name that is not written there
		h.string(schedule.Plain(p.site, c.l, summary))
	}
	return h.sum()
}

func (p *planner) hashCommune(h *hasher, id string, place *site.Place) {
	if place == nil {
		return
	}
	if part := p.site.Part(place.Commune.Value); part != nil {
		h.string(part.Names[id])
	}
	if commune := p.site.Commune(place.Commune.Value); commune != nil {
		h.string(commune.Names[id])
	}
}

// recent are the ateliers that subscriptions hold: of which the day is known, and
// that are not over for longer than calendar.past_months.
func (p *planner) recent() []int {
	since := lang.DateOf(p.site.Now.AddDate(0, -p.site.Config.Calendar.Past, 0), lang.ToDay)
	var list []int
	for i, a := range p.site.Ateliers {
		held := slices.ContainsFunc(a.Occurrences, func(o *site.Occurrence) bool { return o.Last().Truncate(lang.ToDay).Compare(since) >= 0 })
		if schedule.HasDay(a) && held {
			list = append(list, i)
		}
	}
	return list
}

// subscriptions are the calendars of a language, in the order in which they are
// offered: all, those of the bassins, of the Region, of each kind.
func (p *planner) subscriptions(l int, recent []int) []calendar {
	id := p.site.Languages[l].ID
	page := p.layoutRoute(sectionAteliers).urls[l]
	choose := func(match func(*site.Atelier) bool) []int {
		var list []int
		for _, i := range recent {
			if match(p.site.Ateliers[i]) {
				list = append(list, i)
			}
		}
		return list
	}
	list := []calendar{{name: "all", title: p.message(l, "calendar.all"), page: page, ateliers: recent}}
	for _, b := range p.site.Bassins {
		name, of := b.Names[id], ofBassin(b)
		url := p.linkTo(l, "bassin", b.ID).URL
		list = append(list,
			calendar{name: "bassin-" + b.ID, title: p.message(l, "calendar.bassin", "bassin", name), page: url, bassin: b,
				ateliers: choose(func(a *site.Atelier) bool { return a.Region || of(a) })},
			calendar{name: "bassin-" + b.ID + "-only", title: p.message(l, "calendar.bassin_only", "bassin", name), page: url, bassin: b, ateliers: choose(of)})
	}
	list = append(list, calendar{name: "region", title: p.message(l, "calendar.region"), page: page,
		ateliers: choose(func(a *site.Atelier) bool { return a.Region })})
	for _, k := range p.site.Kinds {
		list = append(list, calendar{name: "kind-" + k.ID.Value, title: p.message(l, "calendar.kind", "kind", p.plain(l, k.Plural[id])), page: page, kind: k,
			ateliers: choose(func(a *site.Atelier) bool { return a.Kind == k })})
	}
	return list
}

// seriesCalendar is the calendar of a series, which forgets nothing.
func (p *planner) seriesCalendar(l int, s *site.Series) calendar {
	c := calendar{name: "series-" + s.ID.Value, title: p.plain(l, s.Names[p.site.Languages[l].ID]), page: p.linkTo(l, "series", s.ID.Value).URL, series: s}
	for i, a := range p.site.Ateliers {
		if a.Series == s && schedule.HasDay(a) {
			c.ateliers = append(c.ateliers, i)
		}
	}
	return c
}

// calendarURL is the address of a subscription.
func (p *planner) calendarURL(l int, name string) string {
	return p.url(l, p.segment(l, sectionAteliers), calendarFolder) + name + ".ics"
}

// atelierCalendarURL is the address of the file of one atelier: beside its page,
// with a name that tells one download from another.
func (p *planner) atelierCalendarURL(l int, a *site.Atelier, r *route) string {
	return r.urls[l] + a.ID.Value + ".ics"
}

// planCalendars plans the files: a subscription each, one for each series, and
// one for each atelier.
func (p *planner) planCalendars() {
	for l := range p.site.Languages {
		for _, c := range p.calendars[l] {
			p.calendarFile(l, p.calendarURL(l, c.name), "", c)
		}
		for _, s := range p.site.Series {
			c := p.seriesCalendar(l, s)
			if len(c.ateliers) == 0 { // RFC 5545, 3.6: a calendar has a component
				continue
			}
			p.calendarFile(l, p.calendarURL(l, c.name), "data/series.yaml", c)
		}
		for i, a := range p.site.Ateliers {
			if !schedule.HasDay(a) {
				continue
			}
			p.calendarFile(l, p.atelierCalendarURL(l, a, p.routes.ateliers[i]), a.Path, calendar{ateliers: []int{i}})
		}
	}
}

// calendarFile plans a file whose key is made of the facts of its ateliers.
func (p *planner) calendarFile(l int, url, source string, c calendar) {
	h := newHasher()
	h.string(p.absolute(url))
	h.string(c.title)
	h.string(p.absolute(c.page))
	h.string(p.site.Config.Calendar.Domain)
	h.word(uint64(p.site.Config.Calendar.Refresh))
	h.string(p.site.Config.Publisher.Names[p.site.Languages[l].ID])
	for _, i := range c.ateliers {
		h.word(p.components[l][i].key)
	}
	p.addWritten(p.path(url), source, h.sum(), func(b *bytes.Buffer) error {
		p.writeCalendar(b, l, url, c)
		return nil
	})
}

func (p *planner) writeCalendar(b *bytes.Buffer, l int, url string, c calendar) {
	id := p.site.Languages[l].ID
	config := p.site.Config.Calendar
	file := agenda.Calendar{ProdID: "-//" + config.Domain + "//bassins//" + strings.ToUpper(id)}
	components := make([][]byte, len(c.ateliers))
	scratch := fragments.Get().(*bytes.Buffer)
	defer fragments.Put(scratch)
	var modified time.Time
	for k, i := range c.ateliers {
		component := &p.components[l][i]
		components[k] = component.bytes(scratch)
		if m := component.a.Publication.LastModified(); m.After(modified) {
			modified = m
		}
	}
	if c.name != "" { // the file of one atelier goes into a calendar that has a name
		file.Name, file.Language = c.title, id
		file.Description = p.message(l, "calendar.description", "publisher", p.site.Config.Publisher.Names[id])
		file.Source, file.URL = p.absolute(url), p.absolute(c.page)
		file.Refresh = time.Duration(config.Refresh) * time.Hour
		file.UID, file.LastModified = c.name+"-"+id+"@"+config.Domain, modified
	}
	file.Write(b, components...)
}

// Subscribe is the calendars that a page offers, with a few words on how to
// subscribe to one.
type Subscribe struct {
	Calendars []CalendarLink
	All       string // address of the page with all of them; "" on that page
}

// CalendarLink is one calendar to subscribe to.
type CalendarLink struct {
	Name    string
	URL     string       // path of the file
	Address string       // the same with its host, to be copied
	Webcal  template.URL // which programs that know it subscribe to at once
}

// subscribe offers the calendars that match.
func (p *planner) subscribe(l int, match func(calendar) bool) Subscribe {
	v := Subscribe{All: p.openDataURL(l)}
	for _, c := range p.calendars[l] {
		if match(c) {
			v.Calendars = append(v.Calendars, p.calendarLink(l, c.name, c.title))
		}
	}
	return v
}

// subscribeAll offers every calendar but those of single kinds.
func (p *planner) subscribeAll(l int) Subscribe {
	return p.subscribe(l, func(c calendar) bool { return c.kind == nil && !strings.HasSuffix(c.name, "-only") })
}

// subscribeBassin offers the calendars of a bassin.
func (p *planner) subscribeBassin(l int, b *site.Bassin) Subscribe {
	return p.subscribe(l, func(c calendar) bool { return c.bassin == b })
}

func (p *planner) calendarLink(l int, name, title string) CalendarLink {
	url := p.calendarURL(l, name)
	return CalendarLink{Name: title, URL: url, Address: p.absolute(url), Webcal: webcal(p.absolute(url))}
}

// webcal is an address with the scheme that stands for a subscription. The
// templates refuse schemes that they do not know unless the type vouches for them.
func webcal(url string) template.URL {
	_, rest, _ := strings.Cut(url, "://")
	return template.URL("webcal://" + rest)
}

// subscribeLink leads from an atelier to the calendars that tell of its changes.
func (p *planner) subscribeLink(l int, a *site.Atelier) Link {
	link := Link{Text: p.message(l, "atelier.subscribe"), URL: p.openDataURL(l)}
	if len(a.Bassins) == 1 {
		link.URL = p.linkTo(l, "bassin", a.Bassins[0].ID).URL
	}
	if link.URL == "" {
		return Link{}
	}
	link.URL += "#" + calendarFolder
	return link
}
