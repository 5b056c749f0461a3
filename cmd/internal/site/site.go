package site

import (
	"slices"
	"strings"
	"time"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// Mark is a place in a file.
type Mark = source.Mark

// Site is everything that is known, linked. It is read-only.
type Site struct {
	Config    Config
	Now       time.Time // the only time that the site knows, in Europe/Brussels
	Languages []*lang.Language
	Strings   []*lang.Strings // interface texts, by Languages

	Bassins       []*Bassin  // by their order
	Communes      []*Commune // by French name
	Tags          []*Tag
	Terms         []*Term
	Partners      []*Partner
	Kinds         []*AtelierKind
	Series        []*Series
	Spoken        []*SpokenLanguage
	Ateliers      []*Atelier    // by start, the earliest first
	Schedule      []*Occurrence // of all of them, by start
	Themes        []*Theme
	Indicators    []*Indicator // by theme
	Territories   []*Territory // basins, Region and country, communes, their parts, quartiers
	Observations  []*Observation
	Corrections   []*Correction // the latest first
	FigureRecord  []byte        // the file at [FigureRecordPath]
	Reports       []*Report     // the latest first
	Accessibility Accessibility

	Articles []*Entry // by date, the latest first
	Pages    []*Entry // by id

	index    index
	today    lang.Date // kept, since it is asked for hundreds of thousands of times
	asOf     lang.Date // see [Site.FiguresAsOf]
	recorded []Publication
}

// index finds things by id.
type index struct {
	bassins     map[string]*Bassin
	communes    map[string]*Commune
	parts       map[string]*Part
	tags        map[string]*Tag
	terms       map[string]*Term
	kinds       map[string]*AtelierKind
	themes      map[string]*Theme
	indicators  map[string]*Indicator
	territories map[string]*Territory
	reports     map[string]*Report // those of a later day too
	sources     map[string]*Source
	ateliers    map[string]*Atelier
	series      map[string]*Series
	spoken      map[string]*SpokenLanguage
	entries     map[string]*Entry // by folder: content/articles/x
	sorted      []*Entry          // the same, by folder
	unpublished map[string]bool   // folders of drafts and of texts dated later

	broken map[string]bool // files and folders that could not all be read
}

// Language returns the number of the language in [Site.Languages], or -1.
func (s *Site) Language(id string) int {
	return slices.IndexFunc(s.Languages, func(l *lang.Language) bool { return l.ID == id })
}

// Bassin returns the basin with the id, or nil.
func (s *Site) Bassin(id string) *Bassin { return s.index.bassins[id] }

// Commune returns the commune with the id, or nil.
func (s *Site) Commune(id string) *Commune { return s.index.communes[id] }

// Part returns the part of a commune, or the whole one, with the id, or nil.
func (s *Site) Part(id string) *Part { return s.index.parts[id] }

// Term returns the term of the glossary with the id, or nil.
func (s *Site) Term(id string) *Term { return s.index.terms[id] }

// Atelier returns the atelier with the id, or nil.
func (s *Site) Atelier(id string) *Atelier { return s.index.ateliers[id] }

// Theme returns the theme with the id, or nil.
func (s *Site) Theme(id string) *Theme { return s.index.themes[id] }

// Indicator returns the indicator with the id, or nil.
func (s *Site) Indicator(id string) *Indicator { return s.index.indicators[id] }

// Territory returns the territory with the id, or nil.
func (s *Site) Territory(id string) *Territory { return s.index.territories[id] }

// Report returns the report of a year, or nil.
func (s *Site) Report(year int) *Report {
	for _, r := range s.Reports {
		if r.Year == year {
			return r
		}
	}
	return nil
}

// Source returns the source itself, following a reference to data/sources.
func (s *Site) Source(src Source) Source {
	if found := s.index.sources[src.Ref.Value]; found != nil {
		followed := *found
		followed.Page = src.Page
		return followed
	}
	return src
}

// Entry returns the text with the kind and the id, or nil.
func (s *Site) Entry(kind, id string) *Entry { return s.index.entries["content/"+kind+"/"+id] }

// Article returns the published article text whose file is at a path, or nil.
func (s *Site) Article(path string) *Text {
	tp, _ := parseTextPath(path)
	e, l := s.index.entries["content/"+tp.kind+"/"+tp.id], s.Language(tp.lang)
	if tp.kind != Articles || e == nil || l < 0 {
		return nil
	}
	return e.Texts[l]
}

// Unpublished reports whether there is such a text, which readers cannot see yet.
func (s *Site) Unpublished(kind, id string) bool { return s.index.unpublished["content/"+kind+"/"+id] }

// Entries returns all texts, sorted by folder.
func (s *Site) Entries() []*Entry { return s.index.sorted }

// PageWith returns the page that has the layout, or nil.
func (s *Site) PageWith(layout string) *Entry {
	for _, p := range s.Pages {
		if p.First.Front.Layout.Value == layout {
			return p
		}
	}
	return nil
}

// Shown returns the translation that stands for the entry in language l: its own,
// or the one that the language falls back to, or nil if the entry is left out.
func (s *Site) Shown(e *Entry, l int) *Text {
	if t := e.Texts[l]; t != nil {
		return t
	}
	if s.Config.Missing[e.Kind].Value == MissingHide {
		return nil
	}
	for _, id := range s.Languages[l].Fallback {
		if k := s.Language(id); k >= 0 && e.Texts[k] != nil {
			return e.Texts[k]
		}
	}
	return e.First
}

// Horizon is until when the occurrences of ateliers that repeat are worked out.
func (s *Site) Horizon() time.Time { return s.Now.AddDate(0, s.Config.Calendar.Horizon, 0) }

// Past reports whether all occurrences of the atelier have ended before today.
func (s *Site) Past(a *Atelier) bool {
	for _, o := range a.Occurrences {
		if !s.Ended(o) {
			return false
		}
	}
	return true
}

// Begun reports whether the day on which an atelier starts has come, as far as it is
// known.
func (s *Site) Begun(a *Atelier) bool {
	start := a.Start.Truncate(lang.ToDay)
	return start.Compare(s.Today().Truncate(start.Precision())) <= 0
}

// ReportOf returns what is known of an atelier afterwards, nil before it.
func (s *Site) ReportOf(a *Atelier) *AtelierReport {
	if s.Begun(a) {
		return a.Report
	}
	return nil
}

// StatusOf returns the status of an atelier. One that was held on a later day than
// that of the site is planned.
func (s *Site) StatusOf(a *Atelier) string {
	if a.Status.Value == "held" && !s.Begun(a) {
		return "planned"
	}
	return a.Status.Value
}

// Ended reports whether the occurrence has ended before today; one of which only the
// month or the year is known, whether all of that has.
func (s *Site) Ended(o *Occurrence) bool {
	if o.state != notAsked { // lists ask for it again and again
		return o.state == over
	}
	return s.ended(o)
}

func (s *Site) ended(o *Occurrence) bool {
	last := o.Last().Truncate(lang.ToDay)
	return last.Compare(s.Today().Truncate(last.Precision())) < 0
}

// Today is the day of Now.
func (s *Site) Today() lang.Date {
	if s.today.IsZero() { // of a site that was not loaded
		return lang.DateOf(s.Now, lang.ToDay)
	}
	return s.today
}

// FiguresAsOf is the day up to which figures may tell: today, or the day of a later
// report, since a site that is shown as of an earlier day has the figures of now.
func (s *Site) FiguresAsOf() lang.Date { return s.asOf }

// ObservationsOf returns what is known of a territory, in the order of the
// indicators and then by period, the latest first.
func (s *Site) ObservationsOf(t *Territory) []*Observation {
	var found []*Observation
	for _, i := range s.Indicators {
		of := i.Of(t)
		for _, o := range slices.Backward(of) {
			found = append(found, o)
		}
	}
	return found
}

// PostalCodes returns all postal codes, sorted, each with the parts that it covers.
func (s *Site) PostalCodes() []PostalCode {
	byCode := map[string][]*Part{}
	for _, c := range s.Communes {
		for _, p := range c.Parts {
			for _, code := range p.PostalCodes {
				byCode[code] = append(byCode[code], p)
			}
		}
	}
	var codes []PostalCode
	for code, parts := range byCode {
		codes = append(codes, PostalCode{code, parts})
	}
	slices.SortFunc(codes, func(a, b PostalCode) int { return strings.Compare(a.Code, b.Code) })
	return codes
}

// PostalCode is a postal code and the parts of communes that it covers.
type PostalCode struct {
	Code  string
	Parts []*Part
}

// Several reports whether the code belongs to more than one basin.
func (c PostalCode) Several() bool {
	for _, p := range c.Parts {
		if p.Bassin != c.Parts[0].Bassin {
			return true
		}
	}
	return false
}
