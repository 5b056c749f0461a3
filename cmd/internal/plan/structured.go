package plan

import "bassins/cmd/internal/site"

// The JSON-LD of the pages, after schema.org. Only what is known is said: an
// empty value is left out.

type thing struct {
	Context       string   `json:"@context,omitempty"`
	Type          string   `json:"@type"`
	ID            string   `json:"@id,omitempty"`
	Name          string   `json:"name,omitempty"`
	URL           string   `json:"url,omitempty"`
	Description   string   `json:"description,omitempty"`
	InLanguage    string   `json:"inLanguage,omitempty"`
	Telephone     string   `json:"telephone,omitempty"`
	SameAs        []string `json:"sameAs,omitempty"`
	AreaServed    []thing  `json:"areaServed,omitempty"`
	Publisher     *thing   `json:"publisher,omitempty"`
	ContainedIn   *thing   `json:"containedInPlace,omitempty"`
	PostalCode    string   `json:"postalCode,omitempty"`
	Identifier    string   `json:"identifier,omitempty"`
	AlternateName string   `json:"alternateName,omitempty"`
}

type newsArticle struct {
	Context       string   `json:"@context"`
	Type          string   `json:"@type"`
	Headline      string   `json:"headline"`
	Description   string   `json:"description,omitempty"`
	URL           string   `json:"url"`
	InLanguage    string   `json:"inLanguage"`
	DatePublished string   `json:"datePublished,omitempty"`
	DateModified  string   `json:"dateModified,omitempty"`
	TemporalCover string   `json:"temporalCoverage,omitempty"` // the day that the article reports
	Publisher     *thing   `json:"publisher,omitempty"`
	About         []thing  `json:"about,omitempty"`
	Keywords      []string `json:"keywords,omitempty"`
	Citation      []string `json:"citation,omitempty"`
}

const schemaOrg = "https://schema.org"

// publisher is who speaks on this site.
func (p *planner) publisher(l int) *thing {
	c := p.site.Config
	return &thing{Type: "Organization", Name: c.Publisher.Names[p.site.Languages[l].ID], URL: c.Publisher.URL}
}

// organisation is a bassin's team.
func (p *planner) organisation(l int, b *site.Bassin) thing {
	link := p.linkTo(l, "bassin", b.ID)
	return thing{Type: "Organization", ID: p.absolute(link.URL) + "#organization", Name: link.Text, URL: p.absolute(link.URL)}
}
