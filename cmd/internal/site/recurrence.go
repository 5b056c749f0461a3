package site

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"bassins/cmd/internal/agenda"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/source"
)

// recurrence reads the rule of an atelier, its exceptions, and its changes by the
// start that the rule gives.
func (l linker) recurrence(a *Atelier) (r agenda.Recurrence, changes map[lang.Date]Change, ok bool) {
	e := a.Repeats
	rule, at, err := l.rule(a)
	if err != nil {
		l.problems.Add(at.At(a.Path, "repeats: "+err.Error(), ""))
		return r, nil, false
	}
	r = agenda.Recurrence{Start: a.Start.Time(), End: a.Last().Time(), AllDay: a.AllDay(), Rule: rule}
	first, found := r.First()
	switch {
	case !found:
		l.problems.Add(at.At(a.Path, "repeats: the rule gives no day at all", "see until:, and days that no month has"))
		return r, nil, false
	case !first.Start.Equal(r.Start):
		// Each calendar program reads such a rule in its own way (RFC 5545, 3.8.5.3).
		l.problems.Add(l.locate(a.Path, a.near(), "start").At(a.Path, fmt.Sprintf("start is no day of the rule, whose first is %s", lang.DateOf(first.Start, lang.ToDay)), "start: is the first time; other days are listed under also:"))
		return r, nil, false
	}
	ok = true
	wrong := func(s source.String, message, hint string) {
		l.problems.Add(s.Mark.At(a.Path, message, hint))
		ok = false
	}
	// day reads a day, or a start, which the rule must give if it is an exception.
	day := func(s source.String, exception bool) lang.Date {
		d, err := lang.ParseDate(s.Value)
		switch {
		case err != nil:
			wrong(s, err.Error(), "")
			return d
		case d.Precision() < lang.ToDay:
			wrong(s, fmt.Sprintf("%q is not a day", s.Value), "write it as 2025-02-13")
			return d
		case d.Precision() == lang.ToDay && !r.AllDay:
			d = d.At(a.Start)
		case r.AllDay:
			d = d.Truncate(lang.ToDay)
		}
		if _, found := r.At(d.Time()); exception && !found {
			wrong(s, fmt.Sprintf("repeats: the rule gives no atelier on %s", s.Value), "an exception names a day of the rule")
		}
		shown := lang.DateOf(d.Time(), d.Precision()) // 2:30 is 3:30 on the night without it
		if exception && shown != d {
			wrong(s, fmt.Sprintf("repeats: the clock jumps over the hour of the atelier on %s", s.Value), "calendar programs differ on that night; let the atelier start at another hour")
		}
		return shown
	}
	for _, s := range e.Also {
		d := day(s, false)
		l.farFrom(a, s.Mark, "also", d)
		r.Also = append(r.Also, d.Time())
	}
	left := map[lang.Date]bool{}
	for _, s := range e.Except {
		d := day(s, true)
		r.Except, left[d] = append(r.Except, d.Time()), true
	}
	changes = map[lang.Date]Change{}
	for _, c := range e.Changes {
		if c.Date.Value == "" {
			c.Date.Mark = cmp.Or(c.Status.Mark, l.locate(a.Path, a.near(), "repeats: changes"))
			wrong(c.Date, "change without date:", "the day that the rule gives")
			continue
		}
		d := day(c.Date, true)
		if _, twice := changes[d]; twice || left[d] {
			wrong(c.Date, fmt.Sprintf("repeats: %s is among the exceptions twice", c.Date.Value), "keep one of the two")
		}
		changes[d] = c
		l.change(a, d, c)
	}
	return r, changes, ok
}

// rule is the recurrence rule in either of its two forms, and where it stands, or
// what is wrong with it.
func (l linker) rule(a *Atelier) (rule agenda.Rule, at source.Mark, err error) {
	e := a.Repeats
	where := func(key string) source.Mark { return l.locate(a.Path, a.near(), "repeats: "+key) }
	if e.Rule.Value != "" {
		if e.Every.Value != "" || len(e.On) > 0 || e.Until.Value != "" || e.Count != 0 || e.Interval != 0 {
			return rule, e.Rule.Mark, errors.New("rule stands beside every, on, until, count or interval")
		}
		rule, err = agenda.ParseRule(e.Rule.Value)
		return rule, e.Rule.Mark, err
	}
	if e.Every.Value == "" {
		return rule, l.locate(a.Path, a.near(), "repeats"), errors.New("neither every: nor rule: says when")
	}
	// Part by part, so that the one that is wrong is known.
	repeat := agenda.Repeat{Every: e.Every.Value}
	if rule, err = repeat.Rule(); err != nil {
		return rule, e.Every.Mark, err
	}
	if repeat.Interval = e.Interval; e.Interval != 0 {
		if rule, err = repeat.Rule(); err != nil {
			return rule, where("interval"), err
		}
	}
	for _, on := range e.On {
		repeat.On = append(repeat.On, on.Value)
		if rule, err = repeat.Rule(); err != nil {
			return rule, on.Mark, err
		}
	}
	if e.Until.Value != "" {
		until, err := lang.ParseDate(e.Until.Value)
		switch {
		case err != nil:
			return rule, e.Until.Mark, err
		case until.Precision() != lang.ToDay:
			return rule, e.Until.Mark, fmt.Errorf("until is %q: write the last day as 2025-02-13", e.Until.Value)
		case after(a.Start, until):
			return rule, e.Until.Mark, fmt.Errorf("until is %s, before the start", e.Until.Value)
		}
		repeat.Until = until.Time()
	}
	if repeat.Count = e.Count; e.Count != 0 {
		if rule, err = repeat.Rule(); err != nil {
			return rule, where("count"), err
		}
	}
	rule, err = repeat.Rule()
	return rule, e.Every.Mark, err
}

// farthest is in how many years an atelier with exceptions is looked for.
const farthest = 10

// expand makes the occurrences of an atelier that repeats, up to the horizon.
func (l linker) expand(a *Atelier, r agenda.Recurrence, changes map[lang.Date]Change, first Occurrence) {
	horizon := l.Horizon()
	if next := r.Start.AddDate(0, 0, 1); next.After(horizon) {
		horizon = next // the first time is shown however far it is
	}
	spans, err := r.Between(time.Time{}, horizon)
	if err != nil {
		l.problems.Add(cmp.Or(a.Repeats.Rule.Mark, a.Repeats.Every.Mark, a.near()).At(a.Path, "repeats: "+err.Error(), "give it an end: until:"))
		return
	}
	precision := a.Start.Precision()
	for _, span := range spans {
		o := first
		o.Start, o.Original = lang.DateOf(span.Start, precision), lang.Date{}
		if !a.End.IsZero() {
			o.End = lang.DateOf(span.End, precision)
		}
		if c, changed := changes[o.Start]; changed {
			o.Apply(c)
		}
		a.Occurrences = append(a.Occurrences, &o)
	}
	if len(spans) == 0 {
		if all, err := r.Between(time.Time{}, r.Start.AddDate(farthest, 0, 0)); err == nil && len(all) == 0 {
			l.problems.Add(l.locate(a.Path, a.near(), "repeats: except").At(a.Path, "repeats: the exceptions leave no day at all", "status: cancelled calls all of them off"))
		}
	}
	slices.SortStableFunc(a.Occurrences, func(x, y *Occurrence) int { return x.Start.Compare(y.Start) })
}

// change checks what is different about the occurrence that starts at d.
func (l linker) change(a *Atelier, d lang.Date, c Change) {
	near := c.Date.Mark
	wrong := func(key, message, hint string) {
		l.problems.Add(l.locate(a.Path, near, key).At(a.Path, message, hint))
	}
	if c.Status.Mark == (source.Mark{}) {
		wrong("date", "change has no status", "status: moved, or cancelled")
	} else {
		l.oneOf(a.Path, c.Status, "status", "moved", "cancelled")
	}
	l.languages(a.Path, near, "reason", c.Reason)
	l.weekdays(a.Path, near, "reason", c.Reason)
	l.place(a.Path, near, "place", c.Place)
	l.farFrom(a, near, "start", c.Start)
	l.farFrom(a, near, "end", c.End)
	l.farFrom(a, near, "changed", c.Changed)
	switch start := cmp.Or(c.Start, d); {
	case c.Status.Value == "moved" && c.Start.IsZero() && c.End.IsZero() && c.Place == nil:
		wrong("status", "moved without a new start or place", "add start: or place:")
	case start.Precision() != d.Precision():
		wrong("start", "the new start is not as exact as the old one", "give it an hour if that has one, and else none")
	case !c.End.IsZero() && c.End.Precision() != start.Precision():
		wrong("end", "one of start and end has an hour, and the other has none", "give both, or none")
	case after(start, c.End):
		wrong("end", "the new end is before the start", "")
	}
}

// Apply makes the occurrence what the change says. If all of the atelier is called off
// no change brings a part of it back.
func (o *Occurrence) Apply(c Change) {
	if !o.Off() {
		o.Status, o.Reason, o.Changed = c.Status.Value, c.Reason, c.Changed
	}
	if c.Place != nil {
		o.Place = c.Place
	}
	if !c.Start.IsZero() {
		if !o.End.IsZero() {
			o.End = AsLong(o.Start, o.End, c.Start)
		}
		o.Original, o.Start = o.Start, c.Start
	}
	if !c.End.IsZero() {
		o.End = c.End
	}
}

// AsLong returns the end of what starts at another time than start and lasts as long
// as from start to end by the clock, also if that is changed in the night between.
func AsLong(start, end, other lang.Date) lang.Date {
	clock := func(d lang.Date, zone *time.Location) time.Time {
		hour, minute, _ := d.Clock()
		return time.Date(d.Year(), d.Month(), d.Day(), hour, minute, 0, 0, zone)
	}
	t := clock(other, time.UTC).Add(clock(end, time.UTC).Sub(clock(start, time.UTC)))
	return lang.DateOf(time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, lang.Brussels()), other.Precision())
}
