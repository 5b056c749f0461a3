package plan

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/markdown"
	"bassins/cmd/internal/report"
	"bassins/cmd/internal/site"
)

// figureRef begins the references of figures in texts.
const figureRef = "figure:"

// textFigures shows the figures that a text names as indicator/territory/period.
// Without a territory it is the Region, and without a period the latest.
type textFigures struct {
	p        *planner
	language int  // of the page, into which links lead
	written  int  // of the text
	check    bool // only whether there are such figures
}

// hasFigureData reports whether all could be read that figures are made of.
func (p *planner) hasFigureData() bool {
	return !slices.ContainsFunc(p.problems.Sorted(), func(problem diag.Problem) bool {
		return problem.Severity == diag.Error && slices.ContainsFunc(figureData, func(path string) bool { return strings.HasPrefix(problem.Path, path) })
	})
}

// figureData are the beginnings of the paths of all that figures are made of.
var figureData = []string{"data/indicateurs", "data/observations", "data/themes.yaml", "data/territories.yaml", "data/bassins", "data/communes.yaml"}

// anyFigures takes every figure for one that exists, while not all could be read.
type anyFigures struct{}

// Value implements [markdown.Figures].
func (anyFigures) Value(markdown.Word) (markdown.Figure, []markdown.Problem) { return anyFigure, nil }

// anyFigure stands where a figure will. It is not empty, which would be a problem too.
var anyFigure = markdown.Figure{Text: "0"}

// Block implements [markdown.Figures].
func (anyFigures) Block(markdown.Block) (template.HTML, []markdown.Problem) { return "", nil }

// Value implements [markdown.Figures].
func (f textFigures) Value(ref markdown.Word) (markdown.Figure, []markdown.Problem) {
	o, problem := f.observation(ref)
	switch {
	case problem != nil:
		return markdown.Figure{}, []markdown.Problem{*problem}
	case f.check:
		return anyFigure, nil
	}
	return f.inText(o), nil
}

// Block implements [markdown.Figures].
func (f textFigures) Block(b markdown.Block) (template.HTML, []markdown.Problem) {
	r := &blockReader{textFigures: f, block: b}
	if b.Name == blockCard {
		o, problem := f.observation(b.Ref)
		if problem != nil {
			r.problems = append(r.problems, *problem)
		}
		if r.options(nil); len(r.problems) > 0 || f.check {
			return "", r.problems
		}
		return f.card(o), nil
	}
	request := r.request()
	if len(r.problems) > 0 || f.check {
		return "", r.problems
	}
	html := f.drawing(request, b.Name == blockData)
	if html == "" {
		r.add(wrong(b.Ref, fmt.Sprintf("there is no figure of %s to show here", b.Ref.Text), known(observed(request.Indicator), "there are for ")))
	}
	return html, r.problems
}

// The blocks of figures.
const (
	blockData = "data"
	blockCard = "card"
)

// observation finds what a reference names.
func (f textFigures) observation(ref markdown.Word) (*site.Observation, *markdown.Problem) {
	id, rest, placed := cutWord(ref, "/")
	i, problem := f.indicator(id)
	if problem != nil {
		return nil, problem
	}
	t := f.p.site.Territory(site.Region)
	place, when, dated := cutWord(rest, "/")
	if placed {
		if t, problem = f.territory(place); problem != nil {
			return nil, problem
		}
	}
	if t == nil || len(i.Of(t)) == 0 {
		name := site.Region
		at := id
		if placed {
			name, at = place.Text, place
		}
		return nil, wrong(at, fmt.Sprintf("there is no figure of %s for %s", i.ID.Value, name), known(observed(i), "there are for "))
	}
	if !dated {
		return i.Latest(t), nil
	}
	period, err := lang.ParsePeriod(when.Text)
	if err != nil || period.IsZero() {
		return nil, wrong(when, fmt.Sprintf("%q is not a period", when.Text), periods(i.Of(t)))
	}
	if o := i.At(t, period); o != nil {
		return o, nil
	}
	return nil, wrong(when, fmt.Sprintf("there is no figure of %s for %s and the period %q", i.ID.Value, t.ID.Value, period), periods(i.Of(t)))
}

func (f textFigures) indicator(id markdown.Word) (*site.Indicator, *markdown.Problem) {
	if i := f.p.site.Indicator(id.Text); i != nil {
		return i, nil
	}
	var all []string
	for _, i := range f.p.site.Indicators {
		all = append(all, i.ID.Value)
	}
	return nil, unknown("indicator", id, all, "indicators are entries of data/indicateurs")
}

func (f textFigures) territory(id markdown.Word) (*site.Territory, *markdown.Problem) {
	if t := f.p.site.Territory(id.Text); t != nil {
		return t, nil
	}
	var all []string
	for _, t := range f.p.site.Territories {
		all = append(all, t.ID.Value)
	}
	return nil, unknown("territory", id, all, "a basin, a commune, or an entry of data/territories.yaml")
}

// blockReader reads a block of figures and collects what is wrong with it.
type blockReader struct {
	textFigures
	block    markdown.Block
	problems []markdown.Problem
}

func (r *blockReader) add(p *markdown.Problem) {
	if p != nil {
		r.problems = append(r.problems, *p)
	}
}

// options returns the values of the options by name, of which only some are known.
func (r *blockReader) options(names []string) map[string]markdown.Word {
	values := map[string]markdown.Word{}
	for _, o := range r.block.Options {
		if slices.Contains(names, o.Name.Text) {
			values[o.Name.Text] = o.Value
			continue
		}
		hint := "::: " + r.block.Name + " has no options"
		if len(names) > 0 {
			hint = "the options of ::: " + r.block.Name + " are " + strings.Join(names, ", ")
		}
		r.add(unknown("option", o.Name, names, hint))
	}
	return values
}

// request reads what a block of several figures asks for.
func (r *blockReader) request() report.Request {
	names := []string{"territories", "period"}
	if r.block.Name != blockData { // a table says what it holds, and has one form
		names = append(names, "form", "title")
	}
	options := r.options(names)
	c := report.Request{ID: r.block.ID}
	id, _, more := cutWord(r.block.Ref, "/")
	i, problem := r.indicator(id)
	r.add(problem)
	if c.Indicator = i; i != nil && more {
		r.add(wrong(r.block.Ref, fmt.Sprintf("::: %s takes an indicator alone", r.block.Name), "write territories: and period: on lines of their own below"))
	}
	if list, ok := options["territories"]; ok {
		c.Territories = r.territories(list)
	}
	if period, ok := options["period"]; ok && i != nil {
		c.Period = r.period(i, period)
	}
	if title, ok := options["title"]; ok {
		c.Title = r.p.plain(r.written, title.Text)
	}
	form, chosen := options["form"]
	switch {
	case i == nil:
	case !chosen && r.block.Name == blockData && c.Period.IsZero():
		c.Form = site.FormLines // whose table has all periods
	case !chosen && i.Unit.Value == site.Percent:
		c.Form = site.FormDots
	case !chosen:
		c.Form = site.FormBars
	case !slices.Contains(site.Forms, form.Text):
		r.add(unknown("form", form, site.Forms, "the forms are "+strings.Join(site.Forms, ", ")))
	case form.Text == site.FormStacked && i.Group.Value == "":
		r.add(wrong(form, fmt.Sprintf("%s is no share of a whole, which %s shows", i.ID.Value, form.Text), "give it shares: in data/indicateurs, or choose another form"))
	default:
		c.Form = form.Text
	}
	return c
}

// territories reads a list of ids, or bassins, or communes.
func (r *blockReader) territories(list markdown.Word) []*site.Territory {
	var found []*site.Territory
	for offset, word := range wordsOf(list.Text) {
		word := markdown.Word{Text: word, Offset: list.Offset + offset}
		if all := r.p.site.TerritoriesOf(word.Text); all != nil {
			found = append(found, all...)
			continue
		}
		t, problem := r.territory(word)
		if problem != nil {
			r.add(problem)
			continue
		}
		found = append(found, t)
	}
	return found
}

func (r *blockReader) period(i *site.Indicator, word markdown.Word) lang.Period {
	period, err := lang.ParsePeriod(word.Text)
	if err != nil {
		r.add(wrong(word, fmt.Sprintf("%q is not a period", word.Text), periods(i.Observations)))
	} else if !slices.ContainsFunc(i.Observations, func(o *site.Observation) bool { return o.Period == period }) {
		r.add(wrong(word, fmt.Sprintf("there is no figure of %s for the period %q", i.ID.Value, word.Text), periods(i.Observations)))
	}
	return period
}

// wordsOf yields the words of a list, parted by spaces and commas, with their offsets.
func wordsOf(list string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		parts := func(c rune) bool { return c == ' ' || c == ',' || c == '\t' }
		for at := 0; at < len(list); {
			rest := strings.TrimLeftFunc(list[at:], parts)
			at = len(list) - len(rest)
			if rest == "" {
				return
			}
			end := strings.IndexFunc(rest, parts)
			if end < 0 {
				end = len(rest)
			}
			if !yield(at, rest[:end]) {
				return
			}
			at += end
		}
	}
}

// cutWord is [strings.Cut] with offsets.
func cutWord(w markdown.Word, sep string) (before, after markdown.Word, found bool) {
	b, a, ok := strings.Cut(w.Text, sep)
	return markdown.Word{Text: b, Offset: w.Offset}, markdown.Word{Text: a, Offset: w.Offset + len(w.Text) - len(a)}, ok
}

func wrong(at markdown.Word, message, hint string) *markdown.Problem {
	return &markdown.Problem{Offset: at.Offset, Message: message, Hint: hint}
}

func unknown(what string, at markdown.Word, all []string, hint string) *markdown.Problem {
	if better := diag.DidYouMean(at.Text, all); better != "" {
		hint = better
	}
	return wrong(at, fmt.Sprintf("unknown %s %q", what, at.Text), hint)
}

// maxKnown is how many names a hint lists.
const maxKnown = 8

// known lists names for a hint.
func known(names []string, before string) string {
	switch {
	case len(names) == 0:
		return "nothing is known of it"
	case len(names) > maxKnown:
		names = append(slices.Clone(names[:maxKnown]), "…")
	}
	return before + strings.Join(names, ", ")
}

// observed are the territories for which there are observations of an indicator.
func observed(i *site.Indicator) []string {
	var ids []string
	for _, o := range i.Observations {
		ids = append(ids, o.Territory.ID.Value)
	}
	return slices.Compact(ids)
}

// periods is a hint with the periods of observations, the latest first.
func periods(list []*site.Observation) string {
	var all []lang.Period
	for _, o := range list {
		if !o.Period.IsZero() {
			all = append(all, o.Period)
		}
	}
	slices.SortFunc(all, func(a, b lang.Period) int { return b.Compare(a) })
	var names []string
	for _, period := range slices.Compact(all) {
		names = append(names, period.String())
	}
	if len(names) == 0 {
		return "leave the period out: the source gives none"
	}
	return known(names, "there are of ")
}
