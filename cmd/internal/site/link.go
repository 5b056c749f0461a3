package site

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// linker resolves ids and reports those that name nothing.
type linker struct {
	*Site
	tree     *source.Tree
	problems *diag.List
	places   map[string]string // where each id is defined
	hints    *sync.Map         // by unknownID
	asked    bool              // the day was asked for, see Options.AsOf
}

// link joins what the files name by id, and checks what no single file can know.
func link(s *Site, tree *source.Tree, o Options, problems *diag.List) {
	l := linker{s, tree, problems, map[string]string{}, new(sync.Map), o.AsOf}
	l.config()
	l.indexes()
	l.territory()
	l.data()
	l.figures(o.Drafts)
	l.ateliers()
	if f := s.Accessibility.Feedback; f != nil {
		l.contact("data/accessibility.yaml", f.Phone, f.Email)
	}
	l.entries()
	slices.SortFunc(s.Articles, byDate)
}

// byDate sorts articles by date, the latest first, then by id.
func byDate(a, b *Entry) int {
	return cmp.Or(b.First.Front.Date.Compare(a.First.Front.Date), strings.Compare(a.ID, b.ID))
}

func (l linker) config() {
	const p = "data/site.yaml"
	c := &l.Config
	l.oneOf(p, c.Status, "status", StatusPreview, StatusPublic)
	if u, err := url.Parse(c.BaseURL.Value); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		l.problems.Add(c.BaseURL.Mark.At(p, fmt.Sprintf("base_url %q is not an address", c.BaseURL.Value), "write it as https://www.example.org/"))
	}
	l.text(p, source.Mark{}, "names", c.Names)
	l.text(p, source.Mark{}, "publisher: names", c.Publisher.Names)
	for _, kind := range slices.Sorted(maps.Keys(c.Missing)) {
		if !slices.Contains(kinds, kind) {
			l.problems.Add(c.Missing[kind].Mark.At(p, fmt.Sprintf("unknown kind of text %q under missing", kind), diag.DidYouMean(kind, kinds)))
		}
		l.oneOf(p, c.Missing[kind], "missing: "+kind, MissingFallback, MissingHide, MissingError)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Sections)) {
		l.slugs(p, source.Mark{}, "sections: "+name, c.Sections[name])
	}
	l.calendar()
}

// calendar checks the settings of the schedule, and replaces what would break it.
func (l linker) calendar() {
	const p = "data/site.yaml"
	c := &l.Config.Calendar
	within := func(key string, n *int, most int) {
		if *n < 1 || *n > most {
			l.problems.Add(l.locate(p, source.Mark{}, "calendar: "+key).At(p, fmt.Sprintf("%s is %d", key, *n), fmt.Sprintf("a number from 1 to %d", most)))
			*n = 1
		}
	}
	const tenYears = 120
	within("horizon_months", &c.Horizon, tenYears)
	within("past_months", &c.Past, tenYears)
	within("refresh_hours", &c.Refresh, 31*24)
	if !reDomain.MatchString(c.Domain) {
		l.problems.Add(l.locate(p, source.Mark{}, "calendar: domain").At(p, fmt.Sprintf("domain %.40q is not one", c.Domain), "such as bassins.example"))
	}
}

// reDomain matches a name of the domain name system (RFC 1035, 2.3.1).
var reDomain = regexp.MustCompile(`^[a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)*$`)

func (l linker) indexes() {
	x := &l.index
	x.bassins, x.communes, x.parts = map[string]*Bassin{}, map[string]*Commune{}, map[string]*Part{}
	x.tags, x.terms, x.kinds = map[string]*Tag{}, map[string]*Term{}, map[string]*AtelierKind{}
	x.ateliers = make(map[string]*Atelier, len(l.Ateliers))
	for _, b := range l.Bassins {
		register(l, x.bassins, b.Path, "bassin", source.String{Value: b.ID}, b)
		l.text(b.Path, source.Mark{}, "names", b.Names)
		l.text(b.Path, source.Mark{}, "short_names", b.ShortNames)
		l.slugs(b.Path, source.Mark{}, "slugs", b.Slugs)
		l.sources(b.Path, b.Sources)
	}
	for _, t := range l.Tags {
		register(l, x.tags, "data/tags.yaml", "tag", t.ID, t)
		l.text("data/tags.yaml", t.ID.Mark, "names", t.Names)
		l.slugs("data/tags.yaml", t.ID.Mark, "slugs", t.Slugs)
	}
	for _, t := range l.Terms {
		register(l, x.terms, "data/glossary.yaml", "term", t.ID, t)
		l.text("data/glossary.yaml", t.ID.Mark, "terms", t.Terms)
		l.text("data/glossary.yaml", t.ID.Mark, "definition", t.Definition)
		l.languages("data/glossary.yaml", t.ID.Mark, "note", t.Note)
		l.sources("data/glossary.yaml", t.Sources)
	}
	for _, k := range l.Kinds {
		register(l, x.kinds, "data/atelier-kinds.yaml", "kind of atelier", k.ID, k)
		l.text("data/atelier-kinds.yaml", k.ID.Mark, "names", k.Names)
		l.text("data/atelier-kinds.yaml", k.ID.Mark, "plural", k.Plural)
	}
	x.series, x.spoken = map[string]*Series{}, map[string]*SpokenLanguage{}
	for _, e := range l.Series {
		register(l, x.series, "data/series.yaml", "series", e.ID, e)
		l.text("data/series.yaml", e.ID.Mark, "names", e.Names)
		l.languages("data/series.yaml", e.ID.Mark, "summary", e.Summary)
		l.sources("data/series.yaml", e.Sources)
	}
	for _, s := range l.Spoken {
		register(l, x.spoken, "data/spoken-languages.yaml", "spoken language", s.ID, s)
		l.text("data/spoken-languages.yaml", s.ID.Mark, "names", s.Names)
	}
	for _, p := range l.Partners {
		l.text("data/partners.yaml", p.ID.Mark, "names", p.Names)
		l.text("data/partners.yaml", p.ID.Mark, "role", p.Role)
		l.address("data/partners.yaml", p.Website)
		if p.Contact != nil {
			l.contact("data/partners.yaml", p.Contact.Phone, source.String{})
		}
		l.sources("data/partners.yaml", p.Sources)
	}
}

func (l linker) territory() {
	const p = "data/communes.yaml"
	slugs := map[string]*Commune{}
	for _, c := range l.Communes {
		register(l, l.index.communes, p, "commune", c.ID, c)
		l.text(p, c.ID.Mark, "names", c.Names)
		l.slugs(p, c.ID.Mark, "slugs", c.Slugs)
		l.sources(p, c.Sources)
		for _, language := range l.Languages {
			key := language.ID + "/" + c.Slugs[language.ID]
			if other := slugs[key]; other != nil {
				l.problems.Add(c.ID.Mark.At(p, fmt.Sprintf("commune %q has the same slug %q as %q", c.ID.Value, key, other.ID.Value), ""))
			}
			slugs[key] = c
		}
		switch {
		case len(c.Parts) > 0 && c.Bassin.Value != "":
			l.problems.Add(c.Bassin.Mark.At(p, fmt.Sprintf("commune %q has both a bassin and parts", c.ID.Value), "keep one of the two"))
		case len(c.Parts) == 0 && c.Bassin.Value == "":
			l.problems.Add(c.ID.Mark.At(p, fmt.Sprintf("commune %q is in no bassin", c.ID.Value), "add bassin: or parts:"))
		case len(c.Parts) == 0:
			c.Parts = []*Part{{ID: c.ID, Names: c.Names, PostalCodes: c.PostalCodes, BassinID: c.Bassin, Basis: c.Basis, Tile: c.Tile, Note: c.Note, Sources: c.Sources, Whole: true}}
		}
		for _, part := range c.Parts {
			part.Commune = c
			if part.Whole { // it has the commune's id, which is registered
				l.index.parts[part.ID.Value] = part
			} else {
				register(l, l.index.parts, p, "commune", part.ID, part)
			}
			l.text(p, part.ID.Mark, "names", part.Names)
			l.oneOf(p, or(part.Basis, part.ID.Mark), "basis of "+part.ID.Value, "stated", "inferred")
			if part.Bassin = find(l, l.index.bassins, p, "bassin", or(part.BassinID, part.ID.Mark)); part.Bassin != nil {
				part.Bassin.Parts = append(part.Bassin.Parts, part)
			}
		}
	}
	slices.SortFunc(l.Communes, func(a, b *Commune) int {
		return strings.Compare(lang.SortKey(a.Names[l.Languages[0].ID]), lang.SortKey(b.Names[l.Languages[0].ID]))
	})
}

func (l linker) data() {
	for _, b := range l.Bassins {
		if len(b.Parts) == 0 && len(l.Communes) > 0 && !l.Unread("data/communes.yaml") {
			l.problems.Add(diag.Problem{Path: b.Path, Message: fmt.Sprintf("bassin %q has no commune", b.ID), Hint: "communes name theirs in data/communes.yaml"})
		}
		for _, q := range b.Quartiers {
			near, key := cmp.Or(q.Commune.Mark, q.Source.Mark), "names"
			if near == (source.Mark{}) {
				key = "quartiers: names"
			}
			l.text(b.Path, near, key, q.Names)
			if q.Commune.Value != "" && l.index.communes[q.Commune.Value] == nil {
				find(l, l.index.parts, b.Path, "commune", q.Commune)
			}
			l.source(b.Path, q.Source)
		}
		for _, w := range b.Websites {
			if w.URL.Value == "" {
				l.problems.Add(w.URL.Mark.At(b.Path, "website needs url", ""))
			}
			l.address(b.Path, w.URL)
			l.source(b.Path, w.Source)
		}
		if h := b.Helpdesk; h != nil {
			l.contact(b.Path, h.Phone, h.Email)
			l.source(b.Path, h.Source)
		}
	}
	for id, s := range l.index.sources {
		if s.Title == "" || s.URL.Value == "" {
			l.problems.Add(s.ID.Mark.At(s.Path, fmt.Sprintf("source %q needs title and url", id), ""))
		}
		l.address(s.Path, s.URL)
	}
}

// entries links the texts.
func (l linker) entries() {
	for _, e := range l.Articles {
		l.article(e)
	}
	for _, e := range l.index.entries {
		for _, t := range e.Texts {
			if t != nil {
				l.references(t.File.Path, t.Front.Sources)
			}
		}
		if e.Kind == AtelierTexts {
			if a := find(l, l.index.ateliers, e.First.File.Path, "atelier", source.String{Value: e.ID, Mark: source.Mark{Line: 1}}); a != nil {
				a.Text = e
			}
		}
		if e.Kind == Rapports {
			l.reportText(e)
		}
		if e.Kind == Bassins {
			if b := l.index.bassins[e.ID]; b != nil {
				b.Text = e
			} else {
				l.unknown(e.Folder(), "bassin", source.String{Value: e.ID}, slices.Collect(maps.Keys(l.index.bassins)))
			}
		}
	}
	ids := map[string]bool{}
	for _, e := range l.Pages {
		ids[e.ID] = true
		for _, t := range e.Texts {
			if t != nil && t.Front.Layout.Value != e.First.Front.Layout.Value {
				l.differs(e, t, "layout")
			}
		}
	}
	for _, id := range slices.Concat(l.Config.Menu, l.Config.Footer, slices.Collect(maps.Values(l.Config.KeyPages))) {
		if !ids[id.Value] {
			l.unknown("data/site.yaml", "page", id, slices.Collect(maps.Keys(ids)))
		}
	}
	for _, id := range l.Config.Bodies {
		find(l, l.index.terms, "data/site.yaml", "term of the glossary", id)
	}
}

func (l linker) article(e *Entry) {
	for _, t := range e.Texts {
		if t == nil {
			continue
		}
		bassins := make([]*Bassin, 0, len(t.Front.Bassins))
		for _, id := range t.Front.Bassins {
			if b := find(l, l.index.bassins, t.File.Path, "bassin", id); b != nil {
				bassins = append(bassins, b)
			}
		}
		tags := make([]*Tag, 0, len(t.Front.Tags))
		for _, id := range t.Front.Tags {
			if tag := find(l, l.index.tags, t.File.Path, "tag", id); tag != nil {
				tags = append(tags, tag)
			}
		}
		if t == e.First {
			e.Bassins, e.Tags = bassins, tags
			continue
		}
		first := e.First.Front
		unknown := len(bassins) < len(t.Front.Bassins) || len(e.Bassins) < len(first.Bassins)
		if !unknown && !slices.Equal(bassins, e.Bassins) {
			l.differs(e, t, "bassins")
		}
		unknown = len(tags) < len(t.Front.Tags) || len(e.Tags) < len(first.Tags)
		if !unknown && !slices.Equal(tags, e.Tags) {
			l.differs(e, t, "tags")
		}
		if t.Front.Date.Compare(e.First.Front.Date) != 0 {
			l.differs(e, t, "date")
		}
	}
}

// differs reports a fact that two translations tell differently.
func (l linker) differs(e *Entry, t *Text, key string) {
	at := cmp.Or(source.Locate(t.File.Data, source.Mark{}, key), source.Mark{Line: 1})
	l.problems.Add(at.At(t.File.Path, fmt.Sprintf("%q is not the same as in %s", key, e.First.File.Path), "translations share their date, bassins, tags and layout"))
}
