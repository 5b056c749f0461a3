package plan

import (
	"strings"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/opendata"
	"bassins/cmd/internal/site"
)

// dataset describes the figures of an indicator to machines (schema.org Dataset).
type dataset struct {
	Context       string         `json:"@context"`
	Type          string         `json:"@type"`
	Name          string         `json:"name"`
	Description   string         `json:"description"`
	URL           string         `json:"url"`
	Identifier    string         `json:"identifier"`
	InLanguage    string         `json:"inLanguage"`
	Temporal      string         `json:"temporalCoverage,omitempty"` // ISO 8601: 2018/2025
	Spatial       []thing        `json:"spatialCoverage,omitempty"`
	License       string         `json:"license,omitempty"` // of what the site has added
	Notice        string         `json:"copyrightNotice"`
	Usage         string         `json:"usageInfo,omitempty"`
	Creator       *thing         `json:"creator"`
	BasedOn       []string       `json:"isBasedOn,omitempty"`
	Variable      variable       `json:"variableMeasured"`
	Distributions []distribution `json:"distribution,omitempty"`
	Free          bool           `json:"isAccessibleForFree"`
}

type variable struct {
	Type        string `json:"@type"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Unit        string `json:"unitText"`
	Technique   string `json:"measurementTechnique,omitempty"`
}

type distribution struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
}

// mediaTypes are those of the files that figures are given away in.
var mediaTypes = map[string]string{"csv": "text/csv", "json": "application/json", "svg": "image/svg+xml", "pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

func (p *planner) dataset(l int, i *site.Indicator, r *route, v *IndicatorView) dataset {
	id := p.site.Languages[l].ID
	names := p.territoriesOf(l, i)
	d := dataset{
		Context: schemaOrg, Type: "Dataset", Name: r.titles[l], URL: p.absolute(r.urls[l]), Identifier: i.ID.Value, InLanguage: id,
		Description: p.message(l, "dataset.description", "definition", v.Summary, "territories", strings.Join(names, ", ")),
		Temporal:    temporal(i), License: p.siteLicence().URL, Usage: p.absolute(p.openDataURL(l)),
		Notice: strings.Join(opendata.Rights(p.site, l, []*site.Indicator{i}), " "), Creator: p.publisher(l), Free: true,
		Variable: variable{Type: "PropertyValue", Name: r.titles[l], Description: v.Summary, Unit: p.words[l].Unit(i), Technique: p.plain(l, i.Method[id])},
	}
	for _, name := range names {
		d.Spatial = append(d.Spatial, thing{Type: "Place", Name: name})
	}
	for _, s := range i.Sources {
		if url := p.site.Source(s).URL.Value; url != "" {
			d.BasedOn = append(d.BasedOn, url)
		}
	}
	d.Distributions = p.distributions(l, p.downloads.indicators[i])
	return d
}

// temporal is the time that figures cover, from the first year to the last.
func temporal(i *site.Indicator) string {
	var first, last lang.Date
	for _, o := range i.Observations {
		if o.Period.IsZero() || !o.Known() {
			continue
		}
		from, to := o.Period.From.Truncate(lang.ToYear), o.Period.Last().Truncate(lang.ToYear)
		if first.IsZero() || from.Compare(first) < 0 {
			first = from
		}
		if to.Compare(last) > 0 {
			last = to
		}
	}
	if first == last {
		return first.String()
	}
	return first.String() + "/" + last.String()
}
