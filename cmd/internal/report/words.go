package report

import (
	"slices"
	"strings"
	"sync"

	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/opendata"
	"bassins/cmd/internal/site"
	"bassins/cmd/internal/source"
)

// Options are what the pages around the figures know better.
type Options struct {
	// Plain gives a one-line text of an editor's the typography of a language, which
	// is its number in the site's list.
	Plain func(language int, text string) string
	// URL is the address of the page of a thing, or "" if it has none. The kinds
	// are indicator, and bassin and commune for territories.
	URL func(kind, id string) string
}

// Words writes figures in one language. It is read-only, for several goroutines.
type Words struct {
	site     *site.Site
	id       string // of the language
	number   int    // of the language
	language *lang.Language
	strings  *lang.Strings
	options  Options

	marks   map[string]string // what stands beside a number in a table, by qualifier
	missing map[string]string // what stands in its place, by reason; "" for what no source tells
	units   map[string]unit
	names   func() map[*site.Territory]named
	basins  []*site.Territory
	region  *site.Territory // nil if there is none
	years   func() *years
	rights  func() string // of figures that keep the terms of their sources

	abouts, urls sync.Map // by indicator
	spoken       memo[lang.Period, timed]
}

// New returns the Words of a language, which is its number in s.Languages.
func New(s *site.Site, language int, o Options) *Words {
	w := &Words{site: s, number: language, language: s.Languages[language], strings: s.Strings[language], options: o}
	w.id = w.language.ID
	w.marks, w.missing = map[string]string{}, map[string]string{}
	for _, q := range site.Qualifiers {
		if q != site.Exact {
			w.marks[q] = w.message("figure.mark." + q)
		}
	}
	for _, reason := range site.Reasons {
		w.missing[reason] = w.message("figure.missing_mark." + reason)
	}
	w.missing[""] = w.message("figure.missing_mark.none")
	w.names = sync.OnceValue(w.allNames)
	w.years = sync.OnceValue(func() *years { return byYear(s) })
	w.rights = sync.OnceValue(func() string { return strings.Join(opendata.Rights(s, language, nil), " ") })
	w.basins, w.region = slices.Clip(s.TerritoriesOf(site.SumBassins)), s.Territory(site.Region)
	w.units = map[string]unit{}
	for _, i := range s.Indicators {
		if _, ok := w.units[i.Unit.Value]; !ok {
			w.units[i.Unit.Value] = w.unit(i.Unit.Value)
		}
	}
	return w
}

// unit is what stands around a number, by category of plurals, where its text shows
// nothing else: a page has hundreds of them. Else it is nil.
type unit struct {
	around map[string][2]string
	plural bool
}

func (w *Words) unit(id string) unit {
	_, plural := w.strings.Arguments("unit." + id)
	return unit{w.strings.Around("unit." + id), plural}
}

func (w *Words) message(key string, args ...any) string { return w.strings.Message(key, args...) }

func (w *Words) plain(text string) string { return w.options.Plain(w.number, text) }

// Name is the name of the indicator.
func (w *Words) Name(i *site.Indicator) string { return w.about(i).name }

// Territory is the name of the territory. A quartier of which only the name in
// another language is known has that one.
func (w *Words) Territory(t *site.Territory) string { return w.names()[t].full }

// Short is the name of the territory in charts and tables: "Nord".
func (w *Words) Short(t *site.Territory) string { return w.names()[t].short }

// named is a territory in the language of the Words.
type named struct {
	full, short string
	class       string // of its basin's colour; ""
}

// allNames are the names of all territories: pages repeat them many times.
func (w *Words) allNames() map[*site.Territory]named {
	order := w.language.Order()
	all := make(map[*site.Territory]named, len(w.site.Territories))
	for _, t := range w.site.Territories {
		full, _ := t.Names.Best(order)
		short, _ := t.Short.Best(order)
		n := named{full: w.plain(full)}
		if n.short = n.full; short != full {
			n.short = w.plain(short)
		}
		if t.Bassin != nil {
			n.class = "accent-" + t.Bassin.ID
		}
		all[t] = n
	}
	return all
}

// Unit is what the numbers of the indicator count, as it stands on axes and above
// tables: "habitant·es".
func (w *Words) Unit(i *site.Indicator) string { return w.about(i).unit }

// Value is all that is known of the value, as it stands in a sentence: "environ
// 12,5 %", "25 à 33 %", "n.c. (non publié)".
func (w *Words) Value(o *site.Observation) string {
	if !o.Known() {
		return w.Missing(o)
	}
	return w.qualified(o, w.Quantity(o))
}

// Quantity is the value with its unit but without its qualifier: "12,5 %".
func (w *Words) Quantity(o *site.Observation) string {
	if o.Range == nil {
		return w.measure(o.Indicator, o.Value)
	}
	// The end of the range decides the plural, and the range then takes its place.
	to := o.Range.To
	return strings.Replace(w.measure(o.Indicator, to), w.digits(o.Indicator, to), w.between(o), 1)
}

// Number is the value without unit and qualifier, as it stands in a table: "12,5",
// "25 à 33", "n.c.".
func (w *Words) Number(o *site.Observation) string {
	switch {
	case o == nil:
		return w.missing[""]
	case !o.Known():
		return w.missing[o.Missing.Value]
	case o.Range != nil:
		return w.between(o)
	}
	return w.digits(o.Indicator, o.Value)
}

// label is the value as it stands in a chart, whose unit is written once, with the
// sign of its qualifier: "≈ 12,5", "128 724 (c)". Shares keep their sign.
func (w *Words) label(o *site.Observation) string {
	if o == nil || !o.Known() {
		return w.Number(o)
	}
	text := w.Number(o)
	if o.Indicator.Unit.Value == site.Percent {
		text = w.Quantity(o)
	}
	switch q := o.Qualifier.Value; q {
	case site.Exact:
		return text
	case site.About, site.Under, site.Over:
		return w.message("figure.before", "sign", w.marks[q], "value", text)
	default:
		return w.message("figure.behind", "sign", w.marks[q], "value", text)
	}
}

// Missing says that there is no value, and why: "n.c. (non publié)".
func (w *Words) Missing(o *site.Observation) string {
	return w.message("figure.missing", "mark", w.Number(o), "reason", w.Reason(o))
}

// Reason says why there is no value: "non publié". Nil is what no source tells.
func (w *Words) Reason(o *site.Observation) string {
	if o == nil {
		return w.message("figure.reason.none")
	}
	return w.message("figure.reason." + o.Missing.Value)
}

// Qualifier says how sure the value is: "environ", "estimation"; "" if it is exact.
func (w *Words) Qualifier(o *site.Observation) string {
	if q := o.Qualifier.Value; q != site.Exact && o.Known() {
		return w.message("qualifier." + q)
	}
	return ""
}

func (w *Words) qualified(o *site.Observation, text string) string {
	if q := o.Qualifier.Value; q != site.Exact {
		return w.message("qualified."+q, "value", text)
	}
	return text
}

// measure is a number with the indicator's unit, in the plural that it asks for.
func (w *Words) measure(i *site.Indicator, n source.Number) string {
	quantity := lang.Quantity{Value: n.Value, Decimals: decimals(i, n)}
	u := w.units[i.Unit.Value]
	switch {
	case u.around == nil:
		return w.message("unit."+i.Unit.Value, "n", quantity)
	case !u.plural:
		around := u.around[lang.Other]
		return around[0] + w.digits(i, n) + around[1]
	}
	text, category := w.language.Counted(quantity)
	around, ok := u.around[category]
	if !ok {
		around = u.around[lang.Other]
	}
	return around[0] + text + around[1]
}

func (w *Words) digits(i *site.Indicator, n source.Number) string {
	return w.language.Decimal(n.Value, decimals(i, n))
}

// decimals are those that are shown: no more than the indicator has, and no more
// than the source gives, since "30,0 %" would be more exact than 30 %.
func decimals(i *site.Indicator, n source.Number) int { return min(i.Decimals, n.Decimals) }

func (w *Words) between(o *site.Observation) string {
	return w.message("figure.range", "from", w.digits(o.Indicator, o.Range.From), "to", w.digits(o.Indicator, o.Range.To))
}

// Period is the period as it stands beside a value: "en 2025", "au 1er janvier
// 2025", "de 2017 à 2019". A figure without a date gives "".
func (w *Words) Period(p lang.Period) string { return w.timed(p).in }

// Since is the period as a point of departure: "depuis le 1er janvier 2024".
func (w *Words) Since(p lang.Period) string { return w.timed(p).since }

// periodKeys are the endings of the texts for the kinds of periods.
var periodKeys = [...]string{
	lang.Yearly: "year", lang.Monthly: "month", lang.AsOf: "day",
	lang.SchoolYear: "school", lang.Years: "years", lang.Span: "span",
}

func (w *Words) period(prefix string, p lang.Period) string {
	switch kind := p.Kind(); kind {
	case lang.Undated:
		return ""
	case lang.Years:
		return w.message(prefix+periodKeys[kind], "date", w.date(p), "from", w.language.Date(p.From), "to", w.language.Date(p.To))
	default:
		return w.message(prefix+periodKeys[kind], "date", w.date(p))
	}
}

// date is the period without a preposition.
func (w *Words) date(p lang.Period) string {
	if p.Kind() == lang.SchoolYear {
		return w.message("period.school_name", "from", w.language.Date(p.From), "to", w.language.Date(p.To))
	}
	return w.language.Range(p.From, p.To)
}

// Head is the period as the head of a column or a row: "2025", "1er janv. 2025".
func (w *Words) Head(p lang.Period) string { return w.timed(p).head }

func (w *Words) makeHead(p lang.Period) string {
	switch p.Kind() {
	case lang.Undated:
		return w.message("period.undated")
	case lang.AsOf:
		return w.language.ShortDate(p.From)
	}
	return w.date(p)
}
