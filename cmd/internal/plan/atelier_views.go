package plan

import "html/template"

// AtelierView is the page of one atelier.
type AtelierView struct {
	Page
	Kind      string
	Theme     string
	Series    Link
	Practical Practical
	Summary   template.HTML
	Text      Text    // of content/ateliers; empty if there is none
	Report    *Report // nil until something is known of how it went
	Documents []Link
	Subscribe Link // to the calendars of the bassin or the Region
	Previous  Link // the one before of the same bassin and kind
	Next      Link
	Sources   []Source
}

// Practical is what one has to know to take part.
type Practical struct {
	When         Time   // of the only time, or of the next one, or else of the last
	Day          string // "le matin"; "" if not known
	Label        string // says which one When is, of an atelier that repeats
	YearInferred bool
	DayUnknown   bool
	HeldUnknown  bool          // it is over, and nothing says whether it was held
	AsOf         template.HTML // says of which day the next time is; empty for one that does not repeat
	Ends         string        // the moment at which it is over; "" if it is
	Take         string        // what Calendar is good for
	HoursUnknown bool
	Ended        bool
	Open         bool // it is to be held, so that one may put it into a calendar
	State        State
	Times        Times // of an atelier that repeats

	Region       bool
	Bassins      []Link
	BassinIDs    []string
	Audience     string
	Languages    string
	Interpreted  string
	Capacity     string
	Place        Venue
	PlaceUnknown bool
	Online       bool
	Join         string
	Registration *Registration // nil if nothing is known, or all is over
	Contact      []Contact
	ContactName  string
	Calendar     string // address of its .ics; "" if no day is known
}

// State is what has become of an announced date.
type State struct {
	ID       string        // planned, confirmed, held, moved, postponed, cancelled
	Name     string        // the word for it
	Said     template.HTML // the word, with the day on which it was said
	Previous template.HTML // "auparavant : le 3 mars 2025"; "" unless moved
	Reason   string
}

// Venue is a place as the public finds it.
type Venue struct {
	Name, Address, Wheelchair, Transport string
	Commune                              Link
}

// Times are the occurrences of an atelier that repeats. Key stands for all that
// is shown of them: a page that is not rendered makes no lists of dates.
type Times struct {
	Key  uint64
	make func() (upcoming, past []Occurrence) // once
}

// Occurrence is one time of an atelier that repeats.
type Occurrence struct {
	ID    string // the day that the rule gives, as the anchor
	When  Time
	State State
	Shown bool   // the state is not that of the others
	Place string // where it is not the usual one
}

// maxTimes is how many dates to come are shown at once; the others unfold.
const maxTimes = 6

// Any reports whether there are any: of an atelier that repeats.
func (t Times) Any() bool { return t.make != nil }

// Next returns the first dates to come.
func (t Times) Next() []Occurrence {
	upcoming, _ := t.lists()
	return upcoming[:min(len(upcoming), maxTimes)]
}

// Later returns the dates to come after those of Next.
func (t Times) Later() []Occurrence {
	upcoming, _ := t.lists()
	return upcoming[min(len(upcoming), maxTimes):]
}

// Past returns the dates that are over, the latest first.
func (t Times) Past() []Occurrence {
	_, past := t.lists()
	return past
}

func (t Times) lists() (upcoming, past []Occurrence) {
	if t.make == nil {
		return nil, nil
	}
	return t.make()
}

// Registration is how to register, as of the day of the build.
type Registration struct {
	Need     string          // "Inscription obligatoire"
	State    []template.HTML // "jusqu'au …", "fermées depuis le …"
	Closed   bool
	URL      string
	Contacts []Contact
	Price    string
	AsOf     template.HTML // says of which day State is
}

// Report is what is known of an atelier afterwards.
type Report struct {
	Participants string // "18 participant·es"; "" if not known
	HTML         template.HTML
	Decisions    []template.HTML
	Links        []Link
}
