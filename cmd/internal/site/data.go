package site

import (
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// Source is where a text or a fact comes from: a reference to data/sources, or
// written out.
type Source struct {
	Ref       source.String `yaml:"ref"`
	ID        source.String `yaml:"id"` // in data/sources only
	Title     string        `yaml:"title"`
	URL       source.String `yaml:"url"`
	Publisher string        `yaml:"publisher"`
	Lang      string        `yaml:"lang"`
	Date      lang.Date     `yaml:"date"`
	Page      string        `yaml:"page"` // or table, in the source; beside a reference too
	Path      string        `yaml:"-"`    // of its file, in data/sources only
}

// Bassin is a file of data/bassins: one of the basins (bassin d'aide et de
// soins, zorgzone).
type Bassin struct {
	ID         string      `yaml:"-"` // the file's name
	Path       string      `yaml:"-"`
	Order      int         `yaml:"order"`
	Names      lang.Text   `yaml:"names"`
	ShortNames lang.Text   `yaml:"short_names"`
	Slugs      lang.Text   `yaml:"slugs"`
	Websites   []Website   `yaml:"websites"`
	Helpdesk   *Helpdesk   `yaml:"helpdesk"`
	Quartiers  []Quartier  `yaml:"quartiers"`
	Notes      []lang.Text `yaml:"notes"`
	Sources    []Source    `yaml:"sources"`
	Parts      []*Part     `yaml:"-"` // its territory, by name of the commune
	Text       *Entry      `yaml:"-"` // its portrait; nil if there is none
}

// Website is a site of a bassin's own.
type Website struct {
	URL    source.String `yaml:"url"`
	Lang   string        `yaml:"lang"`
	Source source.String `yaml:"source"`
}

// Helpdesk is the line that professionals call.
type Helpdesk struct {
	Phone  source.String `yaml:"phone"` // international: +32 2 318 60 54
	Email  source.String `yaml:"email"`
	Hours  lang.Text     `yaml:"hours"`
	Source source.String `yaml:"source"`
}

// Quartier is a quartier of a bassin that the sources name.
type Quartier struct {
	Names   lang.Text     `yaml:"names"`
	Commune source.String `yaml:"commune"` // a commune or a part; empty if doubtful
	CLSS    bool          `yaml:"clss"`    // has a contrat local social-santé
	Note    lang.Text     `yaml:"note"`
	Source  source.String `yaml:"source"`
}

// Commune is an entry of data/communes.yaml: one of the 19. It lies in one
// bassin, or is split into parts that do.
type Commune struct {
	ID          source.String `yaml:"id"`
	NIS         string        `yaml:"nis"` // Statbel's code
	Names       lang.Text     `yaml:"names"`
	Slugs       lang.Text     `yaml:"slugs"`
	PostalCodes []string      `yaml:"postal_codes"`
	Bassin      source.String `yaml:"bassin"`
	Basis       source.String `yaml:"basis"` // stated or inferred
	Tile        *Tile         `yaml:"tile"`
	Note        lang.Text     `yaml:"note"`
	Sources     []Source      `yaml:"sources"`
	Parts       []*Part       `yaml:"parts"` // one, the whole, for a commune that is not split
}

// Part is a part of a commune, or the whole of it, that lies in one bassin.
type Part struct {
	ID          source.String `yaml:"id"`
	Names       lang.Text     `yaml:"names"`
	PostalCodes []string      `yaml:"postal_codes"`
	BassinID    source.String `yaml:"bassin"`
	Basis       source.String `yaml:"basis"`
	Tile        *Tile         `yaml:"tile"`
	Note        lang.Text     `yaml:"note"`
	Sources     []Source      `yaml:"sources"`
	Commune     *Commune      `yaml:"-"`
	Bassin      *Bassin       `yaml:"-"`
	Whole       bool          `yaml:"-"` // the part is the commune
}

// Inferred reports whether no source says in so many words where the part belongs.
func (p *Part) Inferred() bool { return p.Basis.Value == "inferred" }

// Tile is the place of a commune or a part on the tile map, from 0 at the top left.
type Tile struct {
	Column       int    `yaml:"column"`
	Row          int    `yaml:"row"`
	Abbreviation string `yaml:"abbreviation"`
}

// Tag is a subject of articles, from data/tags.yaml.
type Tag struct {
	ID    source.String `yaml:"id"`
	Names lang.Text     `yaml:"names"`
	Slugs lang.Text     `yaml:"slugs"`
}

// Term is an entry of data/glossary.yaml.
type Term struct {
	ID            source.String `yaml:"id"`
	Terms         lang.Text     `yaml:"terms"`
	Abbreviations lang.Text     `yaml:"abbreviations"`
	Definition    lang.Text     `yaml:"definition"`
	Note          lang.Text     `yaml:"note"`
	Sources       []Source      `yaml:"sources"`
}

// Partner is an entry of data/partners.yaml.
type Partner struct {
	ID      source.String   `yaml:"id"`
	Names   lang.Text       `yaml:"names"`
	Group   source.String   `yaml:"group"`
	Role    lang.Text       `yaml:"role"`
	Website source.String   `yaml:"website"`
	Contact *PartnerContact `yaml:"contact"`
	Sources []Source        `yaml:"sources"`
}

// PartnerContact is how the public reaches a partner.
type PartnerContact struct {
	Phone source.String `yaml:"phone"`
}

// Accessibility is data/accessibility.yaml: what the accessibility statement
// says, after the model of Commission Implementing Decision (EU) 2018/1523.
type Accessibility struct {
	Status      source.String `yaml:"status"` // full, partial or non
	Prepared    lang.Date     `yaml:"prepared"`
	Reviewed    lang.Date     `yaml:"reviewed"`
	Method      lang.Text     `yaml:"method"`
	Issues      []lang.Text   `yaml:"issues"`
	Feedback    *Feedback     `yaml:"feedback"`    // nil until the publisher names an address
	Enforcement *Enforcement  `yaml:"enforcement"` // nil until it is known who hears complaints
}

// Feedback is where the public reports a barrier.
type Feedback struct {
	Email source.String `yaml:"email"`
	Phone source.String `yaml:"phone"`
}

// Enforcement is the body that hears complaints.
type Enforcement struct {
	Names lang.Text     `yaml:"names"`
	URL   source.String `yaml:"url"`
}

// SameSources reports whether two figures cite the same.
func SameSources(a, b []Source) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a { // a source is large: none is copied to be looked at
		if a, b := &a[k], &b[k]; a.Ref.Value != b.Ref.Value || a.Page != b.Page || a.URL.Value != b.URL.Value || a.Title != b.Title {
			return false
		}
	}
	return true
}
