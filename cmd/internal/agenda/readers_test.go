package agenda

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// The two years in which the readers look for occurrences, [windowFrom, windowTo).
var windowFrom, windowTo = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// reading is what somebody reads in a calendar.
type reading struct {
	Occurrences []string                     // UID, start, end and status
	Texts       map[string]map[string]string // by UID
}

// hardCases are events that calendar programs are known to stumble over.
func hardCases() []Event {
	once := func(r Recurrence) Event { return Event{Recurrence: r} }
	except := func(r Recurrence, except ...string) Event {
		r.Except = all(except...)
		return Event{Recurrence: r}
	}
	also := func(r Recurrence, also ...string) Event {
		r.Also = all(also...)
		return Event{Recurrence: r}
	}
	override := func(e Event, overrides ...Event) Event {
		e.Overrides = overrides
		return e
	}
	weekly := timed("2025-01-08 20:00", "2025-01-08 22:00", "FREQ=WEEKLY")
	week := days("2025-07-21", "2025-07-25", "FREQ=YEARLY")
	cases := map[string]Event{
		"evening":           once(timed("2024-06-05 20:00", "2024-06-05 21:30", "FREQ=WEEKLY")),
		"night":             once(timed("2024-12-30 22:00", "2024-12-31 06:00", "FREQ=DAILY")),
		"night-in-march":    once(timed("2025-03-29 22:00", "2025-03-30 06:00", "FREQ=DAILY")),
		"night-in-october":  once(timed("2025-10-25 22:00", "2025-10-26 06:00", "FREQ=DAILY")),
		"one-night":         once(timed("2025-03-29 22:00", "2025-03-30 06:00", "")),
		"before-the-change": once(timed("2025-01-05 01:30", "2025-01-05 01:45", "FREQ=WEEKLY")),
		"over-the-change":   once(timed("2025-01-05 01:30", "2025-01-05 03:30", "FREQ=WEEKLY")),
		"after-the-change":  once(timed("2025-01-05 03:00", "2025-01-05 04:00", "FREQ=WEEKLY")),
		"in-the-change":     once(timed("2025-01-05 02:30", "2025-01-05 04:30", "FREQ=WEEKLY")),
		"new-year":          once(timed("2024-12-31 22:00", "2025-01-01 02:00", "FREQ=YEARLY")),
		"midnight":          once(timed("2025-01-01 00:00", "2025-01-01 00:30", "FREQ=MONTHLY")),
		"until-midnight":    once(timed("2025-01-01 23:00", "2025-01-02 00:00", "FREQ=MONTHLY")),
		"leap-day":          once(timed("2024-02-29 20:00", "2024-02-29 22:00", "FREQ=YEARLY")),
		"leap-day-whole":    once(days("2024-02-29", "2024-02-29", "FREQ=YEARLY")),
		"last-day":          once(timed("2024-12-31 20:00", "2024-12-31 22:00", "FREQ=MONTHLY;BYMONTHDAY=-1")),
		"thirty-first":      once(timed("2024-12-31 20:00", "2024-12-31 22:00", "FREQ=MONTHLY")),
		"fifth-friday":      once(timed("2025-01-31 20:00", "2025-01-31 22:00", "FREQ=MONTHLY;BYDAY=5FR")),
		"last-sunday":       once(timed("2025-03-30 20:00", "2025-03-30 22:00", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU")),
		"last-working-day":  once(timed("2025-01-31 09:00", "2025-01-31 10:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")),
		"third-sunday":      once(days("2024-09-15", "2024-09-15", "FREQ=YEARLY;BYMONTH=9;BYDAY=3SU")),
		"other-week":        once(timed("2025-01-06 20:00", "2025-01-06 22:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU")),
		"quarter":           once(timed("2024-11-30 20:00", "2024-11-30 22:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1SA")),
		"counted":           once(timed("2024-12-25 20:00", "2024-12-25 22:00", "FREQ=WEEKLY;COUNT=20")),
		"until-a-day":       once(timed("2025-12-01 20:00", "2025-12-01 22:00", "FREQ=DAILY;UNTIL=20251231")),
		"until-in-summer":   once(timed("2025-06-01 23:30", "2025-06-02 00:30", "FREQ=DAILY;UNTIL=20250630")),
		"until-whole-day":   once(days("2025-12-01", "2025-12-01", "FREQ=DAILY;UNTIL=20251231")),
		"first-of-two":      once(timed("2025-01-06 18:00", "2025-01-06 19:30", "FREQ=WEEKLY")),
		"second-of-two":     once(timed("2025-01-06 19:30", "2025-01-06 21:00", "FREQ=WEEKLY")),
		"no-end":            once(timed("2025-01-06 18:00", "2025-01-06 18:00", "FREQ=WEEKLY")),
		"once":              once(timed("2025-07-01 20:00", "2025-07-03 08:00", "")),
		"week":              once(week),
		"day":               once(days("2025-03-30", "2025-03-30", "")),
		"days":              once(days("2025-03-23", "2025-03-24", "FREQ=WEEKLY;UNTIL=20251102")),
		"new-year-whole":    once(days("2024-12-30", "2025-01-02", "FREQ=YEARLY")),
		"exceptions":        except(weekly, "2025-01-08 20:00", "2025-04-02 20:00", "2025-10-29 20:00", "2026-12-30 20:00"),
		"exceptions-whole":  except(week, "2026-07-21"),
		"also":              also(weekly, "2025-04-04 18:00", "2025-01-15 20:00", "2026-01-01 00:00"),
		"also-whole":        also(week, "2025-12-24"),
		"only-also":         also(timed("2025-01-08 20:00", "2025-01-08 22:00", ""), "2025-08-08 20:00"),
		"moved": override(once(weekly),
			Event{RecurrenceID: at("2025-04-02 20:00"), Recurrence: timed("2025-04-03 18:00", "2025-04-03 19:00", "")},
			Event{RecurrenceID: at("2025-10-22 20:00"), Recurrence: timed("2025-10-29 12:00", "2025-10-29 13:00", ""), Status: "CONFIRMED"}),
		"cancelled": override(once(weekly),
			Event{RecurrenceID: at("2025-04-02 20:00"), Recurrence: timed("2025-04-02 20:00", "2025-04-02 22:00", ""), Status: "CANCELLED"}),
		"moved-whole": override(once(week),
			Event{RecurrenceID: at("2026-07-21"), Recurrence: days("2026-08-03", "2026-08-07", ""), Status: "TENTATIVE"}),
		"moved-and-excepted": override(except(weekly, "2025-01-22 20:00"),
			Event{RecurrenceID: at("2025-01-15 20:00"), Recurrence: timed("2025-01-22 20:00", "2025-01-22 22:00", "")}),
		"emoji":     {Summary: "👩‍👩‍👧‍👦🇧🇪🏳️‍🌈 " + strings.Repeat("🎉", 60), Location: "🏥"},
		"rtl":       {Summary: "עברית وعربية " + strings.Repeat("مرحبا بكم ", 20), Description: "\u200f(1) א, ב; ג\u200e"},
		"long":      {Summary: strings.Repeat("Très long; ", 455), Description: strings.Repeat("x", 5000)},
		"backslash": {Summary: `a\g\nh`, Description: "\\n \\N \\, \\;", Categories: []string{"a, b", `c\`}},
		"signs":     {Summary: `a,b;c:d"e'f\g^i%j|k<l>`, Description: "1\n2\r\n3\n\n", Location: "  two  spaces  ", Contact: "a=b;c"},
		"control":   {Summary: "a\x00b\x07c\u0085d\u2028e\x7f", Description: "tab\there"},
		"people": {Organizer: Organizer{"L'Escale, maison médicale; \"Forest\": 1190", "info@example.org"}, Contact: "02 123 45 67, de 9 à 12 h",
			Categories: []string{"Santé", "Enfants; parents"}, URL: "https://example.org/é?a=1,2;b#c", HasGeo: true, Latitude: 50.8333, Longitude: -4.35},
	}
	list := make([]Event, 0, len(cases))
	for uid, e := range cases {
		if e.Start.IsZero() {
			e.Recurrence = timed("2025-02-03 10:00", "2025-02-03 11:00", "")
		}
		e.UID, e.Modified, e.Language = uid, windowFrom, "fr"
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b Event) int { return cmp.Compare(a.UID, b.UID) })
	return list
}

// expected is what everybody should read.
func expected(t *testing.T, events []Event) reading {
	want := reading{Texts: map[string]map[string]string{}}
	for _, e := range events {
		spans, err := e.Between(windowFrom, windowTo)
		if err != nil {
			t.Fatal(e.UID, err)
		}
		add := func(s Span, allDay bool, status string) {
			show := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
			if allDay {
				show = func(t time.Time) string { return t.Format(time.DateOnly) }
				s.End = s.End.AddDate(0, 0, 1)
			}
			want.Occurrences = append(want.Occurrences, strings.TrimSpace(e.UID+" "+show(s.Start)+" "+show(s.End)+" "+status))
		}
		for _, s := range spans {
			if !slices.ContainsFunc(e.Overrides, func(o Event) bool { return o.RecurrenceID.Equal(s.Start) }) {
				add(s, e.AllDay, e.Status)
			}
		}
		for _, o := range e.Overrides {
			s, _ := o.First()
			add(s, o.AllDay, o.Status)
		}
		categories := make([]string, len(e.Categories))
		for i, c := range e.Categories {
			categories[i] = clean(c)
		}
		texts := map[string]string{
			"summary": clean(e.Summary), "description": clean(e.Description), "location": clean(e.Location),
			"url": uri(e.URL), "contact": clean(e.Contact), "geo": "", "organizer": "", "categories": strings.Join(categories, "|"),
		}
		if e.HasGeo {
			texts["geo"] = fmt.Sprintf("%.4f %.4f", e.Latitude, e.Longitude)
		}
		if e.Organizer.Email != "" {
			texts["organizer"] = strings.ReplaceAll(e.Organizer.Name, `"`, "'") + " mailto:" + e.Organizer.Email
		}
		want.Texts[e.UID] = texts
	}
	slices.Sort(want.Occurrences)
	return want
}

// TestReaders compares what others read in a file with what it was made of.
func TestReaders(t *testing.T) {
	events := hardCases()
	var components [][]byte
	for _, e := range events {
		components = append(components, e.Component())
	}
	file := Calendar{Name: "Cas difficiles", Language: "fr", ProdID: "-//Bassins//Test//FR", Refresh: time.Hour}.File(components...)
	wellFormed(t, file)
	want := expected(t, events)
	if len(want.Occurrences) < 2000 || len(events) < 45 {
		t.Fatalf("%d occurrences of %d events", len(want.Occurrences), len(events))
	}

	t.Run("icalendar", func(t *testing.T) {
		got := read(t, file, python(t), input(t, "testdata/occurrences.py"))
		// Its version 4 takes an escaped backslash before an n for a line break, and an
		// escaped comma for one between categories.
		got.Texts["backslash"] = want.Texts["backslash"]
		compare(t, got, want)
	})
	t.Run("ical.js", func(t *testing.T) {
		got := read(t, file, node(t), input(t, "testdata/occurrences.mjs"), input(t, filepath.Join(tools, "node_modules/ical.js/dist/ical.js")))
		// It reads an hour that is skipped or comes twice against RFC 5545 (3.3.5), the
		// former an hour too early and the latter an hour too late.
		for from, to := range map[string]string{
			"in-the-change 2025-03-30T00:30:00Z": "in-the-change 2025-03-30T01:30:00Z",
			"in-the-change 2026-03-29T00:30:00Z": "in-the-change 2026-03-29T01:30:00Z",
			"in-the-change 2025-10-26T01:30:00Z": "in-the-change 2025-10-26T00:30:00Z",
			"in-the-change 2026-10-25T01:30:00Z": "in-the-change 2026-10-25T00:30:00Z",
		} {
			i := slices.IndexFunc(got.Occurrences, func(s string) bool { return strings.HasPrefix(s, from) })
			if i < 0 {
				t.Fatalf("%s is no longer read: what is said about it can go", from)
			}
			got.Occurrences[i] = strings.Replace(got.Occurrences[i], from, to, 1)
		}
		compare(t, got, want)
	})
}

// TestReadersOfRules compares the days of rules that nobody thought of. Those for
// which they were different are refused by ParseRule.
func TestReadersOfRules(t *testing.T) {
	random := rand.New(rand.NewPCG(5545, 7986))
	var events []Event
	var components [][]byte
	for len(events) < 150 {
		rule, err := ParseRule(randomRule(random))
		if err != nil {
			continue
		}
		start := time.Date(2024, time.Month(1+random.IntN(12)), 1+random.IntN(31), 20, 30, 0, 0, brussels())
		r := Recurrence{Start: start, Rule: rule, AllDay: random.IntN(3) == 0}
		first, ok := r.First()
		if !ok {
			continue
		}
		r.Start, r.End = first.Start, first.Start.AddDate(0, 0, random.IntN(2))
		e := Event{UID: fmt.Sprintf("%s;%d", rule, len(events)), Modified: windowFrom, Recurrence: r}
		events, components = append(events, e), append(components, e.Component())
	}
	file := Calendar{ProdID: "-//Bassins//Test//FR"}.File(components...)
	want := expected(t, events)
	compare(t, read(t, file, python(t), input(t, "testdata/occurrences.py")), want)
	compare(t, read(t, file, node(t), input(t, "testdata/occurrences.mjs"), input(t, filepath.Join(tools, "node_modules/ical.js/dist/ical.js"))), want)
}

// randomRule is a rule that may be one, or not.
func randomRule(random *rand.Rand) string {
	b := "FREQ=" + []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}[random.IntN(4)]
	often := func(one int, format string, args ...any) {
		if random.IntN(one) == 0 {
			b += fmt.Sprintf(format, args...)
		}
	}
	signed := func(most int) int { return (1 + random.IntN(most)) * (1 - 2*random.IntN(2)) }
	day := func() string { return weekdays[random.IntN(7)] }
	often(2, ";INTERVAL=%d", 1+random.IntN(4))
	often(4, ";BYMONTH=%d,%d", 1+random.IntN(12), 1+random.IntN(12))
	often(4, ";BYMONTHDAY=%d,%d", 1+random.IntN(31), signed(31))
	switch random.IntN(4) {
	case 0:
		often(1, ";BYDAY=%d%s,%d%s", signed(5), day(), signed(5), day())
	case 1, 2:
		often(1, ";BYDAY=%s,%s", day(), day())
	}
	often(4, ";BYSETPOS=%d", signed(3))
	often(6, ";WKST=%s", day())
	if random.IntN(4) == 0 {
		often(1, ";COUNT=%d", 1+random.IntN(40))
	} else {
		often(4, ";UNTIL=20260612")
	}
	return b
}

func compare(t *testing.T, got, want reading) {
	t.Helper()
	if diff := gocmp.Diff(got.Occurrences, want.Occurrences); diff != "" {
		t.Error("occurrences:", diff)
	}
	for _, uid := range slices.Sorted(maps.Keys(want.Texts)) {
		if diff := gocmp.Diff(got.Texts[uid], want.Texts[uid]); diff != "" {
			t.Errorf("texts of %s: %s", uid, diff)
		}
	}
}

// tools is where make test installs what Node needs.
const tools = "../../../.tools"

// node is the path of Node, the newer one that make test may have installed first.
func node(t *testing.T) string {
	t.Helper()
	if path := filepath.Join(tools, "bin", "node"); exists(path) {
		return path
	}
	path, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("there is no node: run make test, which installs it")
	}
	if !exists(filepath.Join(tools, "node_modules/ical.js")) {
		t.Fatal("ical.js is not installed in .tools: run make test, which installs it")
	}
	return path
}

// python is the path of the Python that Debian's packages are for.
func python(t *testing.T) string {
	t.Helper()
	const path = "/usr/bin/python3"
	if out, err := exec.Command(path, "-c", "import icalendar, dateutil").CombinedOutput(); err != nil {
		t.Fatalf("there is no Python with icalendar (Debian's python3-icalendar): run make test, which installs it: %v\n%s", err, out)
	}
	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// input is the path of a file that is not read by this process. Looking at it tells
// go test that the result depends on it.
func input(t *testing.T, path string) string {
	t.Helper()
	if !exists(path) {
		t.Fatalf("%s is missing: run make test, which installs it", path)
	}
	return path
}

// read runs a script on a file.
func read(t *testing.T, file []byte, command string, args ...string) reading {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, command, append(args, windowFrom.Format(time.RFC3339), windowTo.Format(time.RFC3339))...)
	c.Env = append(os.Environ(), "TZ="+zone) // for the midnights of days
	c.Stdin = bytes.NewReader(file)
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	var r reading
	if err == nil {
		err = json.Unmarshal(out, &r)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return r
}
