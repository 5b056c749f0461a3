package site

import (
	"bassins/cmd/internal/agenda"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// AtelierKind is a kind of atelier: an entry of data/atelier-kinds.yaml.
type AtelierKind struct {
	ID          source.String  `yaml:"id"`
	Names       lang.Text      `yaml:"names"`
	Plural      lang.Text      `yaml:"plural"`
	Description lang.Text      `yaml:"description"`
	Themes      []AtelierTheme `yaml:"themes"`
}

// AtelierTheme is the subject of a thematic consultation.
type AtelierTheme struct {
	ID    source.String `yaml:"id"`
	Names lang.Text     `yaml:"names"`
}

// Series is an entry of data/series.yaml: ateliers that follow one another and
// have a name of their own.
type Series struct {
	ID       source.String `yaml:"id"` // permanent: the last part of its address
	Names    lang.Text     `yaml:"names"`
	Summary  lang.Text     `yaml:"summary"`
	Sources  []Source      `yaml:"sources"`
	Ateliers []*Atelier    `yaml:"-"` // by start, the earliest first
}

// SpokenLanguage is an entry of data/spoken-languages.yaml: a language that people
// speak or sign at ateliers.
type SpokenLanguage struct {
	ID    source.String `yaml:"id"` // BCP 47
	Names lang.Text     `yaml:"names"`
}

// Atelier is an entry of data/ateliers: a meeting of one or several bassins, or
// of the Region, or one that is held again and again.
type Atelier struct {
	ID        source.String   `yaml:"id"`  // permanent: the last part of its address
	UID       source.String   `yaml:"uid"` // RFC 5545; made of the id if empty, and as permanent
	KindID    source.String   `yaml:"kind"`
	ThemeID   source.String   `yaml:"theme"`
	SeriesID  source.String   `yaml:"series"`
	BassinIDs []source.String `yaml:"bassins"`
	Region    bool            `yaml:"region"`
	Titles    lang.Text       `yaml:"titles"`
	Summary   lang.Text       `yaml:"summary"`

	Start     lang.Date     `yaml:"start"`       // of the first occurrence; as exact as it is known
	End       lang.Date     `yaml:"end"`         // with an hour if Start has one, else the last day, inclusive; zero: the same day, or an end not known
	PartOfDay source.String `yaml:"part_of_day"` // morning, afternoon or evening, where no hour is known
	YearBasis source.String `yaml:"year_basis"`  // stated or inferred
	Repeats   *Repeats      `yaml:"repeats"`     // nil: once

	Place          *Place          `yaml:"place"` // nil if not known
	Online         bool            `yaml:"online"`
	Join           source.String   `yaml:"join"`           // address of the meeting online
	Languages      []source.String `yaml:"languages"`      // spoken
	Interpretation []source.String `yaml:"interpretation"` // into these
	Audience       lang.Text       `yaml:"audience"`
	Capacity       int             `yaml:"capacity"`     // people; 0: not known, or no limit
	Registration   *Registration   `yaml:"registration"` // nil if not known
	Contact        *AtelierContact `yaml:"contact"`
	Documents      []ReportLink    `yaml:"documents"` // to read before

	Status   source.String  `yaml:"status"`
	Reason   lang.Text      `yaml:"reason"`         // of the status
	Changed  lang.Date      `yaml:"changed"`        // day of the status
	Previous lang.Date      `yaml:"previous_start"` // before it was moved
	Report   *AtelierReport `yaml:"report"`
	Sources  []Source       `yaml:"sources"`

	Index       int           `yaml:"-"` // place in Site.Ateliers
	Path        string        `yaml:"-"`
	Kind        *AtelierKind  `yaml:"-"`
	Theme       *AtelierTheme `yaml:"-"`
	Series      *Series       `yaml:"-"`
	Bassins     []*Bassin     `yaml:"-"`
	Text        *Entry        `yaml:"-"` // of content/ateliers; nil if there is none
	Rule        agenda.Rule   `yaml:"-"`
	Occurrences []*Occurrence `yaml:"-"` // by start, to the horizon; one if it does not repeat
	Publication Publication   `yaml:"-"`
}

// Repeats says when an atelier is held again.
type Repeats struct {
	Every    source.String   `yaml:"every"` // day, week, month or year
	Interval int             `yaml:"interval"`
	On       []source.String `yaml:"on"` // wednesday, first wednesday, last day …; see agenda.Repeat
	Until    source.String   `yaml:"until"`
	Count    int             `yaml:"count"`
	Rule     source.String   `yaml:"rule"`   // RFC 5545 RECUR, in the place of all above
	Except   []source.String `yaml:"except"` // days on which it is not held
	Also     []source.String `yaml:"also"`   // days, or starts, besides the rule
	Changes  []Change        `yaml:"changes"`
}

// Change is one occurrence that is not as the rule says.
type Change struct {
	Date    source.String `yaml:"date"`   // the day that the rule gives
	Status  source.String `yaml:"status"` // moved or cancelled
	Start   lang.Date     `yaml:"start"`
	End     lang.Date     `yaml:"end"`
	Place   *Place        `yaml:"place"`
	Reason  lang.Text     `yaml:"reason"`
	Changed lang.Date     `yaml:"changed"`
}

// Occurrence is an atelier at one time. Start and End are as exact as those of the
// atelier.
type Occurrence struct {
	Index    int // place in Site.Schedule
	Atelier  *Atelier
	Start    lang.Date
	End      lang.Date // zero: the same day, or an end not known
	Original lang.Date // the start that the rule, or the announcement, gave; zero unless moved
	Status   string    // that of the atelier, unless a change says otherwise
	Place    *Place
	Reason   lang.Text
	Changed  lang.Date

	state uint8 // whether it has ended, as of the day of the site
}

// The states of an occurrence. One that is made on the way is not asked yet.
const (
	notAsked = iota
	toCome
	over
)

// Off reports whether the occurrence is not held on its date.
func (o *Occurrence) Off() bool { return o.Status == "cancelled" || o.Status == "postponed" }

// Last returns the last day of the occurrence, or its end.
func (o *Occurrence) Last() lang.Date {
	if o.End.IsZero() {
		return o.Start
	}
	return o.End
}

// IsRequired reports whether people must register, as far as is known.
func (r *Registration) IsRequired() bool { return r.Required != nil && *r.Required }

// YearInferred reports whether the source does not give the year.
func (a *Atelier) YearInferred() bool { return a.YearBasis.Value == "inferred" }

// Last returns the last day of the first occurrence, or its end.
func (a *Atelier) Last() lang.Date {
	if a.End.IsZero() {
		return a.Start
	}
	return a.End
}

// AllDay reports whether no hour is known.
func (a *Atelier) AllDay() bool { return a.Start.Precision() < lang.ToMinute }

// Place is where an atelier is held.
type Place struct {
	Name       lang.Name     `yaml:"name"`
	Address    lang.Name     `yaml:"address"`
	Commune    source.String `yaml:"commune"`
	Wheelchair source.String `yaml:"wheelchair"` // yes, partly or no; empty if not known
	Transport  lang.Text     `yaml:"transport"`  // how to get there by public transport
	Latitude   float64       `yaml:"latitude"`   // WGS 84
	Longitude  float64       `yaml:"longitude"`
}

// Registration is how to take part.
type Registration struct {
	Required *bool         `yaml:"required"` // nil if not known
	URL      source.String `yaml:"url"`
	Email    source.String `yaml:"email"`
	Phone    source.String `yaml:"phone"`
	Opens    lang.Date     `yaml:"opens"`
	Closes   lang.Date     `yaml:"closes"`
	Free     bool          `yaml:"free"`
	Price    lang.Text     `yaml:"price"`
}

// AtelierContact is whom to ask; persons are not named.
type AtelierContact struct {
	Name  lang.Text     `yaml:"name"`
	Email source.String `yaml:"email"`
	Phone source.String `yaml:"phone"`
}

// AtelierReport is what is known of an atelier afterwards.
type AtelierReport struct {
	Participants int          `yaml:"participants"`
	Summary      lang.Text    `yaml:"summary"`
	Decisions    []lang.Text  `yaml:"decisions"`
	Links        []ReportLink `yaml:"links"`
}

// ReportLink leads to a text or a file about the atelier elsewhere.
type ReportLink struct {
	URL   source.String `yaml:"url"`
	Title string        `yaml:"title"`
	Lang  string        `yaml:"lang"`
}
