package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/lang"
	"bassins/cmd/internal/parallel"
	"bassins/cmd/internal/source"
)

// RecordPath is the record of what calendars have been told.
const RecordPath = "data/calendar.yaml"

// Publication is what calendars have been told of an atelier: an entry of the
// record. A calendar takes over a change only if the sequence has grown (RFC 5545,
// 3.8.7.4), and no clock may say so, since the same input must give the same
// bytes. So the record is committed with the data, and "bassins ateliers --record"
// writes it.
type Publication struct {
	UID      source.String `yaml:"uid"`
	Sequence int           `yaml:"sequence"`
	Created  lang.Date     `yaml:"created"`
	Modified lang.Date     `yaml:"modified"`
	Facts    string        `yaml:"facts"` // hash of what was told
}

// LastModified returns when calendars were told of the last change: the day, and a
// second more with each change, so that two of one day differ.
func (p Publication) LastModified() time.Time {
	return p.Modified.Time().Add(time.Duration(p.Sequence) * time.Second)
}

// publications finds what was told of each atelier, and what is to be told now.
func (l linker) publications() {
	known := make(map[string]Publication, len(l.recorded))
	for _, p := range l.recorded {
		if _, twice := known[p.UID.Value]; twice || p.UID.Value == "" || p.Sequence < 0 {
			l.problems.Add(p.UID.Mark.At(RecordPath, fmt.Sprintf("entry %q is not as bassins writes it, or is there twice", p.UID.Value), "of two keep the one with the higher sequence, then run make record"))
		}
		known[p.UID.Value] = p
	}
	today := l.Today()
	all := make([]string, len(l.Ateliers))
	parallel.For(len(all), func(i int) { all[i] = l.Ateliers[i].facts() })
	var behind []string
	for i, a := range l.Ateliers {
		facts := all[i]
		p, ok := known[a.UID.Value]
		delete(known, a.UID.Value)
		switch {
		case !ok:
			p = Publication{UID: a.UID, Created: today, Modified: today, Facts: facts}
		case p.Facts != facts:
			p.Sequence, p.Facts = p.Sequence+1, facts
			if today.Compare(p.Modified) > 0 {
				p.Modified = today
			}
		default:
			a.Publication = p
			continue
		}
		a.Publication = p
		behind = append(behind, a.ID.Value)
	}
	if l.problems.Failed() {
		return // what is wrong comes first
	}
	if len(behind) > 0 {
		const most = 3
		message := "1 atelier is not recorded as it is now: "
		if len(behind) > 1 {
			message = fmt.Sprintf("%d ateliers are not recorded as they are now: ", len(behind))
		}
		message += strings.Join(behind[:min(most, len(behind))], ", ")
		if len(behind) > most {
			message += " …"
		}
		l.problems.Add(diag.Problem{Severity: diag.Warning, Path: RecordPath, Message: message, Hint: "main records them by itself; else run make record, and commit the file"})
	}
	for _, p := range l.recorded {
		if _, gone := known[p.UID.Value]; gone {
			l.problems.Add(diag.Problem{Severity: diag.Warning, Path: RecordPath, Line: p.UID.Mark.Line, Column: p.UID.Mark.Column,
				Message: fmt.Sprintf("atelier %q was published and is gone: calendars go on showing it", p.UID.Value), Hint: "enter it again with status: cancelled; or delete it here if it is long over"})
		}
	}
}

// recordHead is what the record says of itself.
const recordHead = `# What calendars have been told of each atelier. bassins writes this file ("make record"), and
# main does so by itself before it publishes: nobody needs to change it. A calendar takes over a
# change only if the sequence has grown; facts is a hash of what the atelier said then.
`

// Recorded counts in what a new record differs from the one before.
type Recorded struct{ New, Changed, Gone int }

// String returns the counts: "3 new, 1 changed, 0 gone".
func (r Recorded) String() string {
	return fmt.Sprintf("%d new, %d changed, %d gone", r.New, r.Changed, r.Gone)
}

// Record returns the record as it is to be written to [RecordPath], sorted by UID.
// What is gone stays in it, so that nothing takes its UID.
func (s *Site) Record() (data []byte, differs Recorded) {
	next, gone := make(map[string]Publication, len(s.Ateliers)), map[string]bool{}
	for _, p := range s.recorded {
		next[p.UID.Value], gone[p.UID.Value] = p, true
	}
	for _, a := range s.Ateliers {
		before, known := next[a.UID.Value]
		switch {
		case !known:
			differs.New++
		case before.Facts != a.Publication.Facts:
			differs.Changed++
		}
		next[a.UID.Value] = a.Publication
		delete(gone, a.UID.Value)
	}
	differs.Gone = len(gone)
	b := []byte(recordHead)
	for _, uid := range slices.Sorted(maps.Keys(next)) {
		p := next[uid]
		b = fmt.Appendf(b, "- uid: %q\n  sequence: %d\n  created: %s\n  modified: %s\n  facts: %q\n", uid, p.Sequence, p.Created, p.Modified, p.Facts)
	}
	return b, differs
}

// facts is a hash of all that a reader of the calendar may act upon. What the entry
// names by its id is not part of it: a kind that is called otherwise is the same.
func (a *Atelier) facts() string {
	f := make(facts, 0, 1024)
	f.add(a.KindID.Value, a.ThemeID.Value, a.SeriesID.Value, strconv.FormatBool(a.Region),
		a.Start.String(), a.End.String(), a.PartOfDay.Value, a.YearBasis.Value,
		a.Status.Value, a.Changed.String(), a.Previous.String(),
		strconv.FormatBool(a.Online), a.Join.Value, strconv.Itoa(a.Capacity))
	f.ids(a.BassinIDs)
	f.ids(a.Languages)
	f.ids(a.Interpretation)
	for _, t := range []lang.Text{a.Titles, a.Summary, a.Audience, a.Reason} {
		f.text(t)
	}
	f.place(a.Place)
	if r := a.Registration; r != nil {
		required := "" // not known
		if r.Required != nil {
			required = strconv.FormatBool(*r.Required)
		}
		f.add("registration", required, r.URL.Value, r.Email.Value, r.Phone.Value, r.Opens.String(), r.Closes.String(), strconv.FormatBool(r.Free))
		f.text(r.Price)
	}
	if c := a.Contact; c != nil {
		f.add("contact", c.Email.Value, c.Phone.Value)
		f.text(c.Name)
	}
	for _, d := range a.Documents {
		f.add("document", d.Title, d.URL.Value, d.Lang)
	}
	if e := a.Repeats; e != nil {
		f.add("repeats", a.Rule.String())
		f.ids(e.Except)
		f.ids(e.Also)
		for _, c := range e.Changes {
			f.add("change", c.Date.Value, c.Status.Value, c.Start.String(), c.End.String(), c.Changed.String())
			f.text(c.Reason)
			f.place(c.Place)
		}
	}
	sum := sha256.Sum256(f)
	return hex.EncodeToString(sum[:8])
}

// facts are values in a row, each with its length, so that no two rows are alike.
type facts []byte

func (f *facts) add(values ...string) {
	for _, v := range values {
		*f = append(strconv.AppendInt(*f, int64(len(v)), 10), ' ')
		*f = append(*f, v...)
	}
}

// end ends a list.
func (f *facts) end() { *f = append(*f, ';') }

func (f *facts) ids(list []source.String) {
	for _, s := range list {
		f.add(s.Value)
	}
	f.end()
}

func (f *facts) text(t lang.Text) {
	for _, id := range sortedKeys(t) {
		f.add(id, t[id])
	}
	f.end()
}

func (f *facts) name(n lang.Name) {
	if texts := n.Texts(); texts != nil {
		f.text(texts)
	} else {
		f.add(n.In(""))
	}
}

func (f *facts) place(p *Place) {
	if p != nil {
		degrees := func(d float64) string { return strconv.FormatFloat(d, 'f', -1, 64) }
		f.name(p.Name)
		f.name(p.Address)
		f.add(p.Commune.Value, p.Wheelchair.Value, degrees(p.Latitude), degrees(p.Longitude))
		f.text(p.Transport)
	}
	f.end()
}
