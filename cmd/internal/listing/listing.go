// Package listing prints what a site has for those who edit it: the schedule as a table
// for the terminal, as JSON, and as one calendar, and what is known of each indicator.
// It takes the model and knows no page; the commands "bassins ateliers" and "bassins
// figures" call it.
package listing

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"bassins/cmd/internal/agenda"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/schedule"
	"bassins/cmd/internal/site"
)

// Listing is what to print of a site.
type Listing struct {
	Site     *site.Site
	Language int       // its number in the site
	Bassin   string    // id, or [site.Region]; empty: all
	Kind     string    // id; empty: all
	From, To lang.Date // zero: from the first, to the last
}

// Occurrences returns the occurrences that match, by start. One of which only the
// month or the year is known matches if any day of it does.
func (l Listing) Occurrences() []*site.Occurrence {
	var found []*site.Occurrence
	for _, o := range l.Site.Schedule {
		if l.matches(o.Atelier) && !before(o.Last(), l.From) && !before(l.To, o.Start) {
			found = append(found, o)
		}
	}
	return found
}

func (l Listing) matches(a *site.Atelier) bool {
	switch {
	case l.Kind != "" && a.KindID.Value != l.Kind:
		return false
	case l.Bassin == site.Region:
		return a.Region
	case l.Bassin != "":
		return slices.ContainsFunc(a.Bassins, func(b *site.Bassin) bool { return b.ID == l.Bassin })
	}
	return true
}

// before reports whether a date is earlier than another as far as both are known.
func before(d, other lang.Date) bool {
	precision := min(d.Precision(), other.Precision())
	return d.Truncate(precision).Compare(other.Truncate(precision)) < 0
}

// Calendar returns one iCalendar file with the ateliers of which an occurrence
// matches, each whole, and the number of those that it leaves out because no day
// is known of them.
func (l Listing) Calendar() (file []byte, undated int) {
	var components [][]byte
	var modified time.Time
	seen := map[*site.Atelier]bool{}
	for _, o := range l.Occurrences() {
		a := o.Atelier
		if seen[a] {
			continue
		}
		seen[a] = true
		if !schedule.HasDay(a) {
			undated++
			continue
		}
		event := schedule.Event(l.Site, l.Language, a, l.address(a))
		if event.Modified.After(modified) {
			modified = event.Modified
		}
		components = append(components, event.Component())
	}
	c := agenda.Calendar{
		Name:         l.Site.Config.Names[l.language().ID],
		Language:     l.language().ID,
		ProdID:       "-//bassins//bassins ateliers//EN",
		LastModified: modified,
	}
	return c.File(components...), undated
}

func (l Listing) language() *lang.Language { return l.Site.Languages[l.Language] }

// address is that of the page of the atelier.
func (l Listing) address(a *site.Atelier) string {
	id := l.language().ID
	address, err := url.JoinPath(l.Site.Config.BaseURL.Value, id, l.Site.Config.Sections["ateliers"][id], a.ID.Value)
	if err != nil {
		return "" // the site has reported its base_url
	}
	return strings.TrimSuffix(address, "/") + "/"
}

// names are the bassins of the atelier, or the word for the Region.
func (l Listing) names(a *site.Atelier) []string {
	var names []string
	if a.Region {
		names = append(names, l.Site.Strings[l.Language].Message("atelier.region"))
	}
	for _, b := range a.Bassins {
		names = append(names, b.ShortNames[l.language().ID])
	}
	return names
}

// commune is the name of a commune or a part of one, or "".
func (l Listing) commune(id string) string {
	if c := l.Site.Commune(id); c != nil {
		return c.Names[l.language().ID]
	}
	if p := l.Site.Part(id); p != nil {
		return p.Names[l.language().ID]
	}
	return ""
}
