package plan_test

import (
	"encoding/json"
	"path"
	"regexp"
	"strings"
	"testing"

	"bassins/cmd/internal/testproject"
)

var (
	reField  = regexp.MustCompile(`<th scope="row">([^<]*)</th><td>([^<]*)</td>`)
	reLinked = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)
)

// TestOpenData checks that every field of the JSON is explained, and that nothing
// else is.
func TestOpenData(t *testing.T) {
	files := outputs(t, hardCases(t), testproject.Now, func(name string) bool {
		return path.Base(name) == "ateliers.json" || strings.Contains(name, "donnees-ouvertes") || strings.Contains(name, "open-data")
	})
	for folder, page := range map[string]string{"fr/rencontres": "fr/donnees-ouvertes", "nl/ateliers": "nl/open-data"} {
		var data map[string]any
		if err := json.Unmarshal(files[folder+"/ateliers.json"], &data); err != nil {
			t.Fatal(err)
		}
		explained := map[string]bool{}
		for _, m := range reField.FindAllStringSubmatch(string(files[page+"/index.html"]), -1) {
			explained[m[1]] = true
			if m[2] == "" || strings.HasPrefix(m[2], "[") {
				t.Errorf("%s: %s is explained by %q", page, m[1], m[2])
			}
		}
		used := map[string]bool{}
		fieldsOf(data, "", used)
		if len(used) < 40 {
			t.Errorf("%s has %d fields, there are more", folder, len(used))
		}
		for name := range used {
			if !explained[name] {
				t.Errorf("%s: %s is not explained", page, name)
			}
		}
	}
}

// fieldsOf collects the paths of the fields that a value has.
func fieldsOf(v any, prefix string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			at := strings.TrimPrefix(prefix+"."+name, ".")
			if _, list := inner.([]any); list {
				at += "[]"
			}
			into[at] = true
			fieldsOf(inner, at, into)
		}
	case []any:
		for _, inner := range v {
			fieldsOf(inner, prefix, into)
		}
	}
}

// TestEvents reads the JSON-LD of ateliers.
func TestEvents(t *testing.T) {
	files := outputs(t, hardCases(t), testproject.Now, func(name string) bool {
		return strings.HasPrefix(name, "fr/rencontres/2025-") && strings.HasSuffix(name, "/index.html")
	})
	const schema = "https://schema.org/"
	for _, c := range []struct{ id, field, want string }{
		{"2025-chaque-mercredi", "@type", "EventSeries"},
		{"2025-chaque-mercredi", "eventSchedule.repeatFrequency", "P1W"},
		{"2025-chaque-mercredi", "eventSchedule.scheduleTimezone", "Europe/Brussels"},
		{"2025-chaque-mercredi", "eventSchedule.exceptDate.0", "2025-03-12"},
		{"2025-chaque-mercredi", "superEvent.@type", "EventSeries"},
		{"2025-chaque-mercredi", "subEvent.0.startDate", "2025-03-05T09:30+01:00"},
		{"2025-chaque-mercredi", "subEvent.3.eventStatus", schema + "EventScheduled"},
		{"2025-chaque-mercredi", "location.0.geo.latitude", ""},
		{"2025-avance", "eventStatus", schema + "EventRescheduled"},
		{"2025-avance", "previousStartDate", "2025-04-29T18:30+02:00"},
		{"2025-quatre-jours", "eventStatus", schema + "EventPostponed"},
		{"2025-quatre-jours", "endDate", "2025-10-27"},
		{"2025-la-nuit", "eventAttendanceMode", schema + "OnlineEventAttendanceMode"},
		{"2025-la-nuit", "location.0.@type", "VirtualLocation"},
		{"2025-la-nuit", "endDate", "2026-01-01T02:00+01:00"},
	} {
		page := string(files["fr/rencontres/"+c.id+"/index.html"])
		found := reLinked.FindStringSubmatch(page)
		if found == nil {
			t.Fatalf("%s has no JSON-LD", c.id)
		}
		var event any
		if err := json.Unmarshal([]byte(found[1]), &event); err != nil {
			t.Fatal(err)
		}
		got, ok := lookup(event, strings.Split(c.field, "."))
		if text, _ := got.(string); !ok || c.want != "" && text != c.want {
			t.Errorf("%s: %s is %v, want %q", c.id, c.field, got, c.want)
		}
	}
}

func lookup(v any, names []string) (any, bool) {
	for _, name := range names {
		switch inner := v.(type) {
		case map[string]any:
			v = inner[name]
		case []any:
			at := int(name[0] - '0')
			if at >= len(inner) {
				return nil, false
			}
			v = inner[at]
		default:
			return nil, false
		}
	}
	return v, v != nil
}
