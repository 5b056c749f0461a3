package site

import (
	"cmp"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// Config is data/site.yaml.
type Config struct {
	Status    source.String            `yaml:"status"` // preview or public
	BaseURL   source.String            `yaml:"base_url"`
	Names     lang.Text                `yaml:"names"`
	Publisher Publisher                `yaml:"publisher"`
	Languages []source.String          `yaml:"languages"`          // in the order of the switcher
	Official  []string                 `yaml:"official_languages"` // in which communes have official names
	Missing   map[string]source.String `yaml:"missing"`            // kind of text → fallback, hide or error
	Sections  map[string]lang.Text     `yaml:"sections"`           // section → first part of its addresses
	Menu      []source.String          `yaml:"menu"`               // ids of pages
	Footer    []source.String          `yaml:"footer"`
	Bodies    []source.String          `yaml:"bodies"` // ids of glossary terms
	PageSize  int                      `yaml:"page_size"`
	Missions  []Mission                `yaml:"missions"`
	KeyPages  map[string]source.String `yaml:"key_pages"` // role → id of a page, for links that templates make
	Calendar  Calendar                 `yaml:"calendar"`
	Licence   *Licence                 `yaml:"licence"` // of the data; nil: none is given
}

// Calendar is how the ateliers become calendars.
type Calendar struct {
	Domain  string `yaml:"domain"`         // after the @ of each UID: as permanent as they are
	Horizon int    `yaml:"horizon_months"` // how far ahead ateliers that repeat are shown
	Past    int    `yaml:"past_months"`    // how long subscriptions keep what is over
	Refresh int    `yaml:"refresh_hours"`  // how often calendars should ask again
}

// Licence is what others may do with the data of the site.
type Licence struct {
	Name string        `yaml:"name"`
	URL  source.String `yaml:"url"`
}

// defaults fills in what the file leaves out.
func (c *Calendar) defaults() {
	c.Domain = cmp.Or(c.Domain, "bassins.example")
	c.Horizon = cmp.Or(c.Horizon, 18)
	c.Past = cmp.Or(c.Past, 24)
	c.Refresh = cmp.Or(c.Refresh, 12)
}

// Publisher is who speaks on this site.
type Publisher struct {
	Names lang.Text `yaml:"names"`
	URL   string    `yaml:"url"`
}

// Mission is one of the four missions of a bassin.
type Mission struct {
	ID    string    `yaml:"id"`
	Names lang.Text `yaml:"names"`
}

// The statuses of a site.
const (
	StatusPreview = "preview" // compiled from public sources, not yet confirmed
	StatusPublic  = "public"
)

// The ways to treat a missing translation.
const (
	MissingFallback = "fallback" // show another language, with a notice
	MissingHide     = "hide"     // leave the text out of this language
	MissingError    = "error"    // stop
)
