package agenda

import (
	"bytes"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
)

// byLibrary is a line as golang-ical writes it.
func byLibrary(t *testing.T, name, language, value string) string {
	p := ics.BaseProperty{IANAToken: name, Value: value, ICalParameters: map[string][]string{}}
	if language != "" {
		p.ICalParameters["LANGUAGE"] = []string{language}
	}
	var b bytes.Buffer
	if err := p.SerializeTo(&b, &ics.SerializationConfiguration{MaxLength: maxLine, PropertyMaxLength: maxLine, NewLine: "\r\n"}); err != nil {
		t.Error(err)
	}
	return b.String()
}

// TestContent writes texts of all lengths as golang-ical does.
func TestContent(t *testing.T) {
	for _, s := range []string{
		"x", "un mot puis un autre ", "é", "👩‍👩‍👧", "a👩‍👩‍👧", "ab👩‍👩‍👧 ", "\\", ",;\n\\", "<p>oui</p>", "><", "> ", "mot\n", "\t", " ", "\u00a0x", "\uFFFD",
		strings.Repeat("long", 30) + " ", "0123456789012345678901234567890123456789012345678901234567890123456789 ",
	} {
		for n := range 200 {
			for _, language := range []string{"", "fr"} {
				text := strings.Repeat(s, n)
				var b content
				b.textOrNone("SUMMARY", text, language)
				if want := byLibrary(t, "SUMMARY", language, text); string(b) != want {
					t.Fatalf("got\n%q\nwant\n%q", b, want)
				}
			}
		}
	}
}

// TestContentOfHardCases reads every line of what is hard to read, and writes it
// again as golang-ical does. It cannot write an ORGANIZER: it would put a backslash
// before the apostrophe in a name, which has quotation marks already.
func TestContentOfHardCases(t *testing.T) {
	events := append(hardCases(), consultation())
	for _, e := range events {
		for line := range strings.SplitSeq(strings.TrimSuffix(unfold(e.Component()), "\r\n"), "\r\n") {
			if strings.HasPrefix(line, "ORGANIZER") {
				continue
			}
			p, err := ics.ParseProperty(ics.ContentLine(line))
			if err != nil || p == nil {
				t.Fatalf("%q is no property: %v", line, err)
			}
			var b bytes.Buffer
			p.SerializeTo(&b, &ics.SerializationConfiguration{MaxLength: maxLine, PropertyMaxLength: maxLine, NewLine: "\r\n"})
			if want := b.String(); !strings.Contains("\r\n"+string(e.Component()), "\r\n"+want) {
				t.Errorf("%q is not in\n%s", want, e.Component())
			}
		}
	}
}

func FuzzContent(f *testing.F) {
	f.Add("Pesée, vaccins; conseils: \"oui\"\\non\nEt après?", "fr")
	f.Add(strings.Repeat("👩‍👩‍👧<b>", 30), "")
	f.Add("a\xff\u2028\x00"+strings.Repeat("é ", 60), "nl-BE")
	f.Fuzz(func(t *testing.T, s, tag string) {
		tag = language(tag)
		var b content
		b.textOrNone("DESCRIPTION", s, tag)
		if want := byLibrary(t, "DESCRIPTION", tag, clean(s)); string(b) != want {
			t.Fatalf("got\n%q\nwant\n%q", b, want)
		}
	})
}
