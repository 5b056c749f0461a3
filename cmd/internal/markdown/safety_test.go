package markdown

import (
	"bytes"
	"strings"
	"sync"
	"testing"
)

// TestDangerousLinks tries the ways around a check of addresses. None of them
// may leave a link or a picture, and each is a problem.
func TestDangerousLinks(t *testing.T) {
	r := New(french)
	for _, dest := range []string{
		"javascript:alert(1)", "JAVASCRIPT:alert(1)", "javascript&colon;alert(1)", "javascript\\:alert(1)",
		"java&#115;cript:alert(1)", "java&#x73;cript:alert(1)", "&#1;javascript:alert(1)", "<java&Tab;script:alert(1)>",
		"<java&NewLine;script:alert(1)>", "<\tjavascript:alert(1)>", "vbscript:x", "data:text/html,x", "data:image/png;base64,x",
		"file:///etc/passwd", "//evil.example", "&#47;/evil.example", "/\\evil.example", "http:evil.example", "blob:x", "unknown:x",
	} {
		for _, mark := range []string{"", "!"} {
			in := site // which, wrongly, knows javascript:alert(1)
			in.Source = []byte(mark + "[a](" + dest + ")")
			got := r.Render(in)
			if strings.Contains(string(got.HTML), "href") || strings.Contains(string(got.HTML), "src") {
				t.Errorf("%s became %s", in.Source, got.HTML)
			}
			if len(got.Problems) == 0 {
				t.Errorf("%s is no problem", in.Source)
			}
		}
	}
	for _, source := range []string{"<javascript:alert(1)>", "[a]\n\n[a]: javascript:alert(1)", "<data:text/html,x>"} {
		in := site
		in.Source = []byte(source)
		got := r.Render(in)
		if strings.Contains(string(got.HTML), "href") || len(got.Problems) != 1 {
			t.Errorf("%s became %s %v", source, got.HTML, got.Problems)
		}
	}
}

// TestEscaping puts the signs of HTML everywhere that text can go.
func TestEscaping(t *testing.T) {
	const evil = `"'><script>x</script>&lt;`
	escaped := strings.NewReplacer("<", `\<`, `"`, `\"`, "&", `\&`).Replace(evil)
	in := Input{
		IDPrefix: evil,
		Links:    map[string]Link{"a": {URL: evil, Title: evil, Lang: evil}},
		Images:   map[string]Image{"b": {Src: evil, Srcset: evil, Sizes: evil}},
		Source: []byte("## " + escaped + "\n\n[](a) [" + escaped + "](a '" + strings.ReplaceAll(escaped, "'", "") + "') ![" + escaped + "](b) [^1]\n\n" +
			"::: note " + escaped + "\n```" + evil + "\n" + evil + "\n```\n`" + evil + "`\n:::\n\n" +
			"::: table " + escaped + "\n| " + escaped + " |\n|-|\n:::\n\n| a |\n|-|\n\n- [x] " + escaped + "\n\n[^1]: " + escaped + "\n"),
	}
	options := french
	options.Labels = Labels{evil, evil, evil, evil, evil, evil, evil, evil, evil}
	got := New(options).Render(in)
	if err := wellFormed([]byte(got.HTML)); err != nil {
		t.Errorf("%v in %s", err, got.HTML)
	}
	if strings.Contains(string(got.HTML), "<script") || strings.Contains(string(got.HTML), "&amp;amp;") {
		t.Errorf("got %s", got.HTML)
	}
	for _, p := range got.Problems {
		t.Errorf("%+v", p)
	}
}

// TestShared renders with one Renderer on many goroutines, from sources with
// room after their end, into which the parser is known to write.
func TestShared(t *testing.T) {
	r := New(french)
	file := []byte("## \"Un\"\n\n[a](b) ! [^1]\n\n[^1]: c\n\n```\ncode after")
	source := file[:len(file)-len(" after")]
	want := string(r.Render(Input{Source: source}).HTML)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if got := string(r.Render(Input{Source: source}).HTML); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		})
	}
	group.Wait()
	if !bytes.HasSuffix(file, []byte("code after")) {
		t.Errorf("the source was changed to %q", file)
	}
}
