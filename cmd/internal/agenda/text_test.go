package agenda

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

func TestClean(t *testing.T) {
	for s, want := range map[string]string{
		"":                      "",
		"L'été, déjà":           "L'été, déjà",
		"a\tb\nc":               "a\tb\nc",
		"a\r\nb\rc\n\rd":        "a\nb\nc\n\nd",
		"a\vb\fc":               "a\nb\nc",
		"a\u0085b\u2028c\u2029": "a\nb\nc\n",
		"a\x00b\x07c\x1bd\x7fe": "abcde",
		"a\u0080b\u009fc":       "abc",
		"a\xffb\xc3":            "a\uFFFDb\uFFFD",
		"a\uFFFDb":              "a\uFFFDb",
		"👩‍👩‍👧 \u200fעברית\u200e": "👩‍👩‍👧 \u200fעברית\u200e", // directions and joined signs stay
	} {
		if got := clean(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestURI(t *testing.T) {
	for s, want := range map[string]string{
		"https://example.org/a,b;c?d=e&f=%20#g": "https://example.org/a,b;c?d=e&f=%20#g",
		"https://example.org/a b":               "https://example.org/a%20b",
		"https://example.org/é":                 "https://example.org/%C3%A9",
		"https://example.org/\r\nX-EVIL:1":      "https://example.org/X-EVIL:1",
		"https://example.org/\u2028\x00\t\"<\\": "https://example.org/%22%3C%5C",
	} {
		if got := uri(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

// line is the line of a component that begins with a name, unfolded.
func line(component []byte, name string) string {
	for line := range strings.SplitSeq(unfold(component), "\r\n") {
		if strings.HasPrefix(line, name) {
			return line
		}
	}
	return ""
}

// unfold is what a reader does first (RFC 5545, 3.1).
func unfold(file []byte) string { return strings.ReplaceAll(string(file), "\r\n ", "") }

func TestOrganizer(t *testing.T) {
	for _, c := range []struct {
		organizer Organizer
		want      string
	}{
		{Organizer{"", ""}, ""},
		{Organizer{"", "info@example.org"}, "ORGANIZER:mailto:info@example.org"},
		{Organizer{"Maison médicale; L'Escale, Forest: 1190", "info@example.org"}, `ORGANIZER;CN="Maison médicale; L'Escale, Forest: 1190":mailto:info@example.org`},
		{Organizer{`The "Source"`, "info@example.org"}, `ORGANIZER;CN="The 'Source'":mailto:info@example.org`},
		{Organizer{`A\B`, "info@example.org"}, `ORGANIZER;CN="A/B":mailto:info@example.org`},
		{Organizer{"A\r\nX-EVIL:1", "info@example.org\r\nX-EVIL:1"}, `ORGANIZER;CN="A X-EVIL:1":mailto:info@example.orgX-EVIL:1`},
		{Organizer{"A", `"a,b;c\d"@example.org`}, `ORGANIZER;CN="A":mailto:%22a%2Cb%3Bc%5Cd%22@example.org`},
	} {
		if got := line(Event{Organizer: c.organizer}.Component(), "ORGANIZER"); got != c.want {
			t.Errorf("%q: got %s, want %s", c.organizer, got, c.want)
		}
	}
	if got := line(Event{Organizer: Organizer{Name: "A"}}.Component(), "CONTACT"); got != "CONTACT:A" {
		t.Error("no contact:", got)
	}
	if got := line(Event{Organizer: Organizer{Name: "A"}, Contact: "B"}.Component(), "CONTACT"); got != "CONTACT:B" {
		t.Error("another contact:", got)
	}
}

func TestLanguage(t *testing.T) {
	for tag, want := range map[string]string{
		"":            "SUMMARY:x",
		"fr":          "SUMMARY;LANGUAGE=fr:x",
		"zh-Hant-TW":  "SUMMARY;LANGUAGE=zh-Hant-TW:x",
		"f\"r:\r\nX;": "SUMMARY;LANGUAGE=frX:x",
	} {
		if got := line(Event{Summary: "x", Language: tag}.Component(), "SUMMARY"); got != want {
			t.Errorf("%q: got %s, want %s", tag, got, want)
		}
	}
}

// TestNoInjection fills every field with what would be lines of its own.
func TestNoInjection(t *testing.T) {
	for _, end := range []string{"\r\n", "\n", "\r", "\u0085", "\u2028", "\v"} {
		evil := "a" + end + "X-EVIL:1" + end + "END:VEVENT" + end + " x"
		event := Event{
			UID: evil, Summary: evil, Description: evil, Location: evil, URL: evil, Categories: []string{evil}, Status: evil,
			Organizer: Organizer{evil, evil}, Contact: evil, Language: evil,
			Overrides: []Event{{Summary: evil, URL: evil, Language: evil}},
		}
		file := Calendar{Name: evil, Description: evil, Language: evil, Source: evil, URL: evil, ProdID: evil, UID: evil}.File(event.Component())
		for _, start := range []string{"X-EVIL", "END:VEVENT\r\n x"} {
			if bytes.Contains(file, []byte("\n"+start)) || bytes.Contains(file, []byte("\r"+start)) {
				t.Errorf("%q begins a line of\n%s", start, file)
			}
		}
		wellFormed(t, file)
		calendar, err := ics.ParseCalendar(bytes.NewReader(file))
		if err != nil || len(calendar.Events()) != 2 {
			t.Errorf("%v\n%s", err, file)
		}
	}
}

// wellFormed checks the form of the lines of a file.
func wellFormed(t *testing.T, file []byte) {
	t.Helper()
	if !bytes.HasSuffix(file, []byte("\r\n")) {
		t.Errorf("it ends with %q", file[max(0, len(file)-20):])
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
		if len(line) > 75 || line == "" {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("a character is cut: %q", line)
		}
		if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }); i >= 0 {
			t.Errorf("a control character: %q", line)
		}
	}
}

// escape is the form of a TEXT (RFC 5545, 3.3.11).
var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

func FuzzFold(f *testing.F) {
	f.Add("a")
	f.Add("Maison médicale, 1060")
	f.Add("👩‍👩‍👧🇧🇪 \u200fעברית")
	f.Add("a\r\nb\x00 \xff")
	f.Fuzz(func(t *testing.T, s string) {
		for _, text := range []string{s, strings.Repeat(s, 1+300/(len(s)+1))} {
			file := Event{Summary: text, Organizer: Organizer{text, "x"}}.Component()
			wellFormed(t, file)
			if want := "\r\nSUMMARY:" + escape.Replace(clean(text)) + "\r\n"; text != "" && !strings.Contains(unfold(file), want) {
				t.Errorf("got %q, want %q", file, want)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add("Pesée, vaccins; conseils: \"oui\"\\non\nEt après?", "fr")
	f.Add("\\n\\N\\,\\;\\\\", "")
	f.Add("END:VEVENT\r\nBEGIN:VEVENT", "nl-BE")
	f.Fuzz(func(t *testing.T, s, language string) {
		event := Event{UID: s, Summary: s, Description: s + s, Location: s, Categories: []string{s}, Contact: s, URL: s, Language: language}
		file := Calendar{Name: s, Description: s}.File(event.Component())
		calendar, err := ics.ParseCalendar(bytes.NewReader(file))
		if err != nil || len(calendar.Events()) != 1 {
			t.Fatalf("%v\n%q", err, file)
		}
		got := calendar.Events()[0]
		for name, want := range map[ics.ComponentProperty]string{"UID": s, "SUMMARY": s, "DESCRIPTION": s + s, "LOCATION": s, "CATEGORIES": s, "CONTACT": s} {
			if p := got.GetProperty(name); p == nil && want != "" || p != nil && p.Value != clean(want) {
				t.Errorf("%s: got %v, want %q", name, p, want)
			}
		}
		if len(got.Properties) > 12 {
			t.Errorf("%d properties", len(got.Properties))
		}
	})
}
