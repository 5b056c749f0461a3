package listing

import (
	"encoding/json"
	"fmt"
	"io"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// Entry is an occurrence in JSON. What is not known is left out. Texts are in the
// language of the listing, as they are written in the data; a date is as exact as it
// is known, and an hour has its distance from universal time.
type Entry struct {
	ID             string        `json:"id"` // of the atelier
	UID            string        `json:"uid"`
	URL            string        `json:"url"`
	Source         string        `json:"source"` // file and line of the entry
	Language       string        `json:"language"`
	Title          string        `json:"title"`
	Summary        string        `json:"summary,omitempty"` // Markdown
	Kind           Named         `json:"kind"`
	Theme          *Named        `json:"theme,omitempty"`
	Series         *Named        `json:"series,omitempty"`
	Bassins        []Named       `json:"bassins"`
	Region         bool          `json:"region"`
	Start          string        `json:"start"`
	End            string        `json:"end,omitempty"`            // the last day, inclusive, or the hour
	Original       string        `json:"original_start,omitempty"` // before it was moved
	PartOfDay      string        `json:"part_of_day,omitempty"`
	YearInferred   bool          `json:"year_inferred,omitempty"`
	Repeats        string        `json:"repeats,omitempty"` // RFC 5545 RECUR, of the atelier
	Status         string        `json:"status"`
	Reason         string        `json:"reason,omitempty"`
	Changed        string        `json:"changed,omitempty"` // day of the status
	Place          *Place        `json:"place,omitempty"`
	Online         bool          `json:"online"`
	Join           string        `json:"join,omitempty"`
	Languages      []string      `json:"languages,omitempty"`      // spoken
	Interpretation []string      `json:"interpretation,omitempty"` // into these
	Audience       string        `json:"audience,omitempty"`
	Capacity       int           `json:"capacity,omitempty"`
	Registration   *Registration `json:"registration,omitempty"`
	Contact        *Contact      `json:"contact,omitempty"`
	Documents      []Document    `json:"documents,omitempty"`
	Report         *Report       `json:"report,omitempty"`
}

// Named is a thing of data/ with its name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Place is where an occurrence is held.
type Place struct {
	Name       string  `json:"name,omitempty"`
	Address    string  `json:"address,omitempty"`
	Commune    *Named  `json:"commune,omitempty"`
	Wheelchair string  `json:"wheelchair,omitempty"` // yes, partly or no
	Transport  string  `json:"transport,omitempty"`
	Latitude   float64 `json:"latitude,omitempty"`
	Longitude  float64 `json:"longitude,omitempty"`
}

// Registration is how to take part.
type Registration struct {
	Required *bool  `json:"required,omitempty"`
	URL      string `json:"url,omitempty"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Opens    string `json:"opens,omitempty"`
	Closes   string `json:"closes,omitempty"`
	Free     bool   `json:"free,omitempty"`
	Price    string `json:"price,omitempty"`
}

// Contact is whom to ask.
type Contact struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// Document is a file or a page elsewhere.
type Document struct {
	Title    string `json:"title"`
	URL      string `json:"url"`
	Language string `json:"language,omitempty"`
}

// Report is what is known afterwards.
type Report struct {
	Participants int        `json:"participants,omitempty"`
	Summary      string     `json:"summary,omitempty"` // Markdown
	Decisions    []string   `json:"decisions,omitempty"`
	Links        []Document `json:"links,omitempty"`
}

// JSON writes the occurrences as an array of [Entry].
func (l Listing) JSON(w io.Writer) error {
	entries := []Entry{}
	for _, o := range l.Occurrences() {
		entries = append(entries, l.entry(o))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(entries)
}

func (l Listing) entry(o *site.Occurrence) Entry {
	a, id := o.Atelier, l.language().ID
	e := Entry{
		ID: a.ID.Value, UID: a.UID.Value, URL: l.address(a), Source: fmt.Sprintf("%s:%d", a.Path, a.ID.Mark.Line), Language: id,
		Title: a.Titles[id], Summary: a.Summary[id],
		Kind: Named{a.Kind.ID.Value, a.Kind.Names[id]}, Bassins: []Named{}, Region: a.Region,
		Start: o.Start.ISO(), End: o.End.ISO(), Original: o.Original.ISO(),
		PartOfDay: a.PartOfDay.Value, YearInferred: a.YearInferred(), Repeats: a.Rule.String(),
		Status: o.Status, Reason: o.Reason[id], Changed: o.Changed.ISO(),
		Place: l.place(o.Place), Online: a.Online, Join: a.Join.Value,
		Languages: source.Values(a.Languages), Interpretation: source.Values(a.Interpretation),
		Audience: a.Audience[id], Capacity: a.Capacity, Documents: documents(a.Documents),
	}
	if a.Theme != nil {
		e.Theme = &Named{a.Theme.ID.Value, a.Theme.Names[id]}
	}
	if a.Series != nil {
		e.Series = &Named{a.Series.ID.Value, a.Series.Names[id]}
	}
	for _, b := range a.Bassins {
		e.Bassins = append(e.Bassins, Named{b.ID, b.Names[id]})
	}
	if r := a.Registration; r != nil {
		e.Registration = &Registration{r.Required, r.URL.Value, r.Email.Value, r.Phone.Value, r.Opens.ISO(), r.Closes.ISO(), r.Free, r.Price[id]}
	}
	if c := a.Contact; c != nil {
		e.Contact = &Contact{c.Name[id], c.Email.Value, c.Phone.Value}
	}
	if r := a.Report; r != nil {
		e.Report = &Report{r.Participants, r.Summary[id], texts(r.Decisions, id), documents(r.Links)}
	}
	return e
}

func (l Listing) place(p *site.Place) *Place {
	if p == nil {
		return nil
	}
	id := l.language().ID
	v := &Place{p.Name.In(id), p.Address.In(id), nil, p.Wheelchair.Value, p.Transport[id], p.Latitude, p.Longitude}
	if id := p.Commune.Value; id != "" {
		v.Commune = &Named{id, l.commune(id)}
	}
	return v
}

func texts(list []lang.Text, id string) []string {
	var v []string
	for _, t := range list {
		v = append(v, t[id])
	}
	return v
}

func documents(list []site.ReportLink) []Document {
	var v []Document
	for _, d := range list {
		v = append(v, Document{d.Title, d.URL.Value, d.Lang})
	}
	return v
}
