package plan

import "html/template"

// AteliersView is the list of the ateliers: what is to come.
type AteliersView struct {
	Page
	Text    Text
	Kinds   []Body        // what each kind is
	AsOf    template.HTML // says of which day the list is: that of the build
	None    template.HTML // says so of an empty list
	Instant bool          // everything to come is on the page, so that a script can choose among it
	Months  []MonthList
	Later   []CountLink // months that found no room
	Latest  []Item      // the last ones, when nothing is to come
	Facets  []Facet
	Years   []CountLink // the archive, the latest first
	Series  []Link
	Sheets  []SheetLinks

	Subscribe Subscribe
}

// MonthList is what is to come in a month, by day.
type MonthList struct {
	ID      string // "m-2025-02"
	Date    Time
	URL     string // of the month's own page
	Undated []Item
	Days    []DayList
}

// DayList is what begins on a day.
type DayList struct {
	Date  Time
	Items []Item
}

// CountLink is a link with the number of what is behind it.
type CountLink struct {
	Link
	Count string // "12 rencontres"
}

// Facet is one way to look for ateliers: by bassin, by kind, by language, by month.
type Facet struct {
	ID, Title string
	Options   []Option
}

// Option is a choice of a [Facet].
type Option struct {
	Link
	Token   string // what [ItemView.Tokens] hold
	Current bool   // the choice of this page
}

// SheetLinks are the printable years of a bassin.
type SheetLinks struct {
	Bassin Link
	ID     string
	Years  []Link
}

// ChoiceView is the ateliers of a bassin or the Region, of a kind, of both, or in
// a language.
type ChoiceView struct {
	Page
	Description template.HTML // what the kind is
	AsOf, None  template.HTML
	Count       string // of those to come: "12 rencontres"
	Months      []MonthList
	Later       []CountLink // months that found no room
	Past        []YearList  // the latest first
	More        string      // says how many more are in the archive; "" if none
	Facets      []Facet     // how to choose on
	Sheets      []Link      // printable years
	All         string      // address of the list of all
	Years       []CountLink // the archive, where More is said
	Subscribe   Subscribe
}

// YearList is what was held in a year, the latest first.
type YearList struct {
	Year  string
	Lines []YearLine
}

// YearView is a year of the archive.
type YearView struct {
	Page
	Count    string
	Undated  []YearLine // of which only the year is known
	Months   []YearMonth
	Brief    bool // too many to show: the months lead to them
	Sheets   []SheetLinks
	Previous Link
	Next     Link
}

// YearMonth is a month of a year with what begins in it.
type YearMonth struct {
	CountLink
	Lines []YearLine // empty if the view is brief
}

// YearLine is an occurrence in a long list: when, what, for whom.
type YearLine struct {
	Link
	Date         Time
	YearInferred bool
	Region       bool
	Bassins      []string
	BassinIDs    []string
	StatusID     string // of one that is not as planned
	Status       string
}

// MonthView is a month of the archive, as a list and as a sheet of weeks.
type MonthView struct {
	Page
	Count    string
	Weekdays []string // Monday first
	Weeks    int
	Undated  []Item // of which no day is known
	Long     []Item // that last for weeks
	Days     []SheetDay
	Pager    Pager
	Previous Link
	Next     Link
	Year     Link
}

// SheetDay is a day of a [MonthView].
type SheetDay struct {
	Date          Time
	Number        int
	Weekday, Week int // its place on the sheet, from 1
	Empty         bool
	Items         []Item
	Continues     []Continued
}

// Continued is what began on a day before.
type Continued struct {
	Link
	When     string // all of its days
	StatusID string
}

// SeriesView is the page of a series.
type SeriesView struct {
	Page
	Summary  template.HTML
	AsOf     template.HTML
	None     template.HTML
	Upcoming []Item
	Later    string      // says how many more are to come; "" if none
	Past     []YearLine  // the latest first
	More     string      // says how many more are over; "" if none
	Years    []CountLink // where those are, if there are more
	Calendar CalendarLink
	Sources  []Source
}

// GlanceView is a year of a bassin on one sheet of paper.
type GlanceView struct {
	Page
	Bassin  Link
	Address string // of this page, to be typed from paper
	AsOf    template.HTML
	Size    string // few, some or many lines: the more, the smaller
	Months  []GlanceMonth
	Years   []Option // the other years
	All     Link     // the bassin's ateliers
}

// GlanceMonth is a month of a [GlanceView].
type GlanceMonth struct {
	Date  Time
	Lines []GlanceLine
	More  string // "et 3 autres"; "" if all are shown
}

// GlanceLine is an atelier of a [GlanceView].
type GlanceLine struct {
	Day          string // "je 13", "lu 2–ve 6"
	When         Time   // the same in full
	Hour         string
	Title, Place string
	URL          string
	Region       bool
	StatusID     string
	Status       string
	MonthOnly    bool // no day is known
	YearInferred bool
}

// ItemView is an occurrence of an atelier in a list.
type ItemView struct {
	URL, Title   string
	Date         Time   // in full, where the list is not grouped by day
	When         Time   // the hours, or all the days; empty if not known
	Unknown      string // says what is not known of the time; "" if all is
	Tokens       string // what it can be chosen by until it has ended: "b-nord k-assemblee l-fr m-2025-02"
	Ends         string // the moment at which it is over
	Place        string
	Commune      string
	Online       bool
	PlaceUnknown bool
	Label        string // the kind
	Region       bool
	Bassins      []string
	BassinIDs    []string
	Languages    string        // spoken
	StatusID     string        // of one that is not as planned
	Status       string        // "Déplacé"
	Moved        template.HTML // "prévu d'abord le jeudi 6 février 2025"
	Reason       string
	YearInferred bool
}
