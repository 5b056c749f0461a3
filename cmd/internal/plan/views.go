package plan

import "html/template"

// The views: for each kind of page one plain struct that holds all that the page
// shows, with texts, dates and numbers already in the reader's language. A
// template prints a view and looks nothing up. The hash of a view is part of its
// Output's key, so a field that changes the page must be exported here.

// Link is a link with its text. Lang is the language of the target where it is
// not the page's own.
type Link struct{ URL, Text, Lang string }

// Heading is an entry of a table of contents.
type Heading struct {
	ID    string
	HTML  template.HTML
	Level int // 2 or 3
}

// Quartier is a quartier known by name.
type Quartier struct {
	Name    string
	Commune Link // empty if not known
	Local   bool // has a local social and health contract (CLSS/LWGC)
	Note    string
}

// Territory is a commune or a part of one, in a bassin.
type Territory struct {
	Commune     Link   // the commune
	Part        string // name of the part; "" if the commune is whole
	PostalCodes []string
	Bassin      Link
	BassinID    string
	Inferred    bool // the sources do not say it in so many words
	Note        string
}

// Helpdesk is the phone line of a bassin's team.
type Helpdesk struct {
	Bassin       Link
	BassinID     string
	Phone        string       // as read: "02 318 60 54"; "" if none is public
	PhoneURL     template.URL // tel:+3223186054
	Email, Hours string
	Websites     []Link
	Source       Source
}

// BassinCard is a bassin in a list of the five.
type BassinCard struct {
	ID, Name, URL string
	Territory     string // "Anderlecht, Molenbeek-Saint-Jean, Bruxelles-Ville (en partie)"
	Phone         string
	PhoneURL      template.URL
}

// Pager leads through the pages of a list.
type Pager struct {
	Current, Total int
	Previous, Next string // addresses; "" at the ends
	Pages          []PagerPage
	Status         string // "page 2 of 7"
}

// PagerPage is one page of a [Pager]; Number 0 stands for a gap.
type PagerPage struct {
	Number  int
	URL     string
	Label   string // "page 2"
	Current bool
}

// RootView is the language choice at the address "/".
type RootView struct {
	Head      template.HTML
	Lang      string
	Mark      template.HTML
	Languages []RootLanguage
}

// RootLanguage is one language of the [RootView], in its own words.
type RootLanguage struct {
	Lang, Dir, Name, URL, Title, Intro, Action string
	Preview                                    string // says that the texts are not confirmed yet; "" once they are
}

// RedirectView is the page at an address that has moved.
type RedirectView struct {
	Lang, Title, URL, Canonical string
}

// NotFoundView is the page for addresses that do not exist, in all languages.
type NotFoundView struct {
	Head      template.HTML
	Lang      string
	Mark      template.HTML
	Languages []NotFoundLanguage
}

// NotFoundLanguage is one language of the [NotFoundView].
type NotFoundLanguage struct {
	Lang, Dir, Title, Body string
	Links                  []Link
	Preview                string // as in [RootLanguage]
}

// HomeView is the home of a language.
type HomeView struct {
	Page
	Text     Text
	Map      template.HTML
	Bassins  []BassinCard
	AsOf     template.HTML
	Upcoming []Item // next ateliers; may be empty
	Past     []Item // the latest ones, shown when none is announced
	Ateliers string // address of all of them
	Articles []*Card
	News     string // address of all of them
	Figures  []FigureCard
	Compare  Link   // the five on all figures
	Finder   string // address of the finder
}

// BassinsView is the list of the five.
type BassinsView struct {
	Page
	Text    Text
	Map     template.HTML
	Bassins []BassinCard
	Finder  string
	Sources []Source
}

// BassinView is the page of one bassin.
type BassinView struct {
	Page
	Summary   string
	Text      Text
	Map       template.HTML // with this bassin marked
	Helpdesk  Helpdesk
	Websites  []Link
	Territory []Territory
	Notes     []string // what the sources leave open
	Quartiers []Quartier
	Figures   []FigureCard // the few key ones
	All       Link         // to all figures
	Missions  []Link       // the four
	Bodies    []Body       // atelier du changement, conseil de l'action …
	AsOf      template.HTML
	Upcoming  []Item // its own and the Region's
	Past      []Item // the latest ones, shown when none is announced
	Ateliers  string // address of all of its own
	Subscribe Subscribe
	Articles  []*Card
	News      string // address of the bassin's articles; "" if there are none
	Feed      string
	Updated   Time
	Sources   []Source
}

// Body is one of the bodies of a bassin.
type Body struct {
	Name        Link
	Description template.HTML
}

// CommunesView is the finder by commune and by postal code.
type CommunesView struct {
	Page
	Text     Text
	Map      template.HTML
	Communes []CommuneRow
	Codes    []CodeRow
	Sources  []Source
}

// CommuneRow is a commune in the finder.
type CommuneRow struct {
	Link        Link
	Other       Link // its name in the other official language, with that language; empty if equal
	PostalCodes []string
	Bassins     []Link
	BassinIDs   []string
	Search      string // folded names and codes, for the script that filters
}

// CodeRow is a postal code in the finder.
type CodeRow struct {
	Code    string
	Entries []Territory
	Several bool // belongs to several bassins
}

// CommuneView is the page of one commune.
type CommuneView struct {
	Page
	Other       Link // name in the other official language
	PostalCodes []string
	NIS         string
	Territory   []Territory // one, or one for each part
	Several     bool        // split between bassins
	Shared      []CodeRow   // its postal codes that exist elsewhere too
	Map         template.HTML
	Note        string
	Quartiers   []Quartier
	Helpdesks   []Helpdesk
	Figures     []FigureCard
	Others      []IndicatorRow // figures without a card
	Ateliers    []*Card        // held there, the latest first
	More        string         // address of all ateliers, if those are not all; else ""
	Sources     []Source
}

// ListView is a page of a list of articles: all, those of a tag or of a bassin.
type ListView struct {
	Page
	Text    Text
	Kind    string // articles, tag or bassin
	Count   string // "12 articles"
	Cards   []*Card
	Pager   Pager
	Tags    []TagLink // on the first page of all articles
	Bassins []Link    // likewise
	Feed    string
}

// TagLink is a tag with the number of its articles.
type TagLink struct {
	Link
	Count int
}

// TagsView is the list of all tags.
type TagsView struct {
	Page
	Text Text
	Tags []TagLink
}

// ArticleView is the page of one article.
type ArticleView struct {
	Page
	Summary   string
	Date      Time
	Published Time // empty if equal to the date
	Updated   Time
	Tags      []Link
	Bassins   []Link
	BassinIDs []string
	Text      Text
	Sources   []Source
	Previous  Link // older
	Next      Link // newer
	Related   []*Card
}

// PageView is a page of text.
type PageView struct {
	Page
	Summary string
	Text    Text
	Updated Time
	Sources []Source
}

// GlossaryView is the glossary.
type GlossaryView struct {
	PageView
	Letters []Letter
}

// Letter is the terms under one initial.
type Letter struct {
	Letter string
	Terms  []Term
}

// Term is one entry of the glossary.
type Term struct {
	ID           string
	URL          string
	Term         string
	Abbreviation string
	Definition   template.HTML
}

// TermView is the page of one term.
type TermView struct {
	Page
	Abbreviation string
	Others       []Link // the term in the other languages
	Definition   template.HTML
	Note         template.HTML
	Sources      []Source
}

// PartnersView is the list of partners.
type PartnersView struct {
	PageView
	Groups []PartnerGroup
}

// PartnerGroup is the partners of one group.
type PartnerGroup struct {
	ID, Name string
	Partners []Partner
}

// Partner is one organisation.
type Partner struct {
	ID, Name string
	Role     template.HTML
	Website  string
	Phone    string
	PhoneURL template.URL
	Sources  []Source
}

// ContactView is the contact page.
type ContactView struct {
	PageView
	Helpdesks []Helpdesk
}

// AccessibilityView is the accessibility statement after the model of
// Commission Implementing Decision (EU) 2018/1523.
type AccessibilityView struct {
	PageView
	Site         string // the site's name
	Address      string // its address
	Status       string // full, partial or non
	Issues       []string
	Prepared     Time
	Reviewed     Time
	Method       string
	Feedback     []Contact
	FeedbackOpen string // says that no address is public yet; "" if there is one
	Enforcement  Link
}

// Contact is a phone number or an e-mail address, with the link that dials or writes.
type Contact struct {
	URL  template.URL
	Text string
}

// SitemapView is the map of the site for people.
type SitemapView struct {
	PageView
	Sections []SitemapSection
}

// SitemapSection is one part of the [SitemapView].
type SitemapSection struct {
	Link  Link
	Links []Link
}

// CardView is an article or an atelier in a list.
type CardView struct {
	Kind      string // article or atelier
	Lang      string // of title and summary, where it is not the page's
	URL       string
	Title     string
	Summary   string
	Date      Time
	Status    string // of an atelier that is not as planned: "annulé"; else ""
	StatusID  string
	Label     string   // the kind of an atelier
	Bassins   []string // names
	BassinIDs []string // their ids, for the colours
}

// MapView is the map of the Region as tiles, one for each commune and each part
// of Bruxelles-Ville, grouped by bassin.
type MapView struct {
	Title, Description string
	Columns, Rows      int
	Bassins            []MapBassin
}

// MapBassin is one connected group of tiles.
type MapBassin struct {
	ID, Name, URL string
	Current       bool // the bassin of this page
	Muted         bool // another bassin than that of this page
	Tiles         []Tile
}

// Tile is one square of the map, its place counted from 0 at the top left.
type Tile struct {
	Column, Row        int
	Abbreviation, Name string
	Here               bool // the commune of this page, or a part of it
}
