package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/util"
)

// TestSpec holds our renderer against goldmark's over the examples of the
// CommonMark specification. Examples with which the dialect has a problem, raw
// HTML for instance, are left out; so are the few that are something else in it.
func TestSpec(t *testing.T) {
	r := New(Options{})
	compared := 0
	for _, e := range specExamples(t) {
		var want bytes.Buffer
		if err := goldmark.Convert([]byte(e.Markdown), &want); err != nil {
			t.Fatal(err)
		}
		got := renderIdentity(r, e.Markdown)
		if !onlyHeadings(got.Problems) || bareAddress.MatchString(e.Markdown) {
			continue
		}
		compared++
		if g, w := normal(string(got.HTML)), normal(want.String()); g != w {
			t.Errorf("example %d (%s)\n%s\n got %s\nwant %s", e.Example, e.Section, e.Markdown, g, w)
		}
	}
	t.Logf("%d examples compared", compared)
	if compared < 500 {
		t.Errorf("only %d examples are comparable: the dialect refuses too much", compared)
	}
}

type specExample struct {
	Markdown string
	Example  int
	Section  string
}

// specExamples reads goldmark's copy of the specification's examples.
func specExamples(t *testing.T) []specExample {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("find goldmark's examples: %v", err)
	}
	b, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []specExample
	if err := json.Unmarshal(b, &examples); err != nil {
		t.Fatal(err)
	}
	return examples
}

// renderIdentity renders a text in which every reference leads to itself.
func renderIdentity(r *Renderer, source string) Result {
	in := Input{Source: []byte(source), Links: map[string]Link{}, Images: map[string]Image{}}
	for _, ref := range References(in.Source) {
		url := string(util.URLEscape([]byte(ref), false))
		in.Links[ref] = Link{URL: url}
		in.Images[ref] = Image{Src: url}
	}
	return r.Render(in)
}

func onlyHeadings(problems []Problem) bool {
	for _, p := range problems {
		if !strings.Contains(p.Message, "heading") {
			return false
		}
	}
	return true
}

var (
	// bareAddress finds what plain CommonMark has no links for.
	bareAddress = regexp.MustCompile(`(^|[^<(:\["])(https?://|www\.)|(^|[^<\w])\w+@`)
	omitted     = regexp.MustCompile(`<!-- raw HTML omitted -->\n?`)
	ours        = regexp.MustCompile(` (class="external" rel="external"|tabindex="0"|loading="lazy"|id="[^"]*")`)
	caption     = regexp.MustCompile(`<figure><img ([^>]*)><figcaption>(.*)</figcaption></figure>`)
	figure      = regexp.MustCompile(`<figure>(.*)</figure>`)
	spaceAround = regexp.MustCompile(`\s*(</?(?:p|li|ul|ol|h\d|blockquote|pre|hr|br)\b[^>]*>)\s*`)
)

// normal removes what the dialect does differently by intent, and what means
// nothing: spaces between blocks, and entities where a sign may stand for itself.
func normal(html string) string {
	html = omitted.ReplaceAllString(html, "")
	html = ours.ReplaceAllString(html, "")
	html = caption.ReplaceAllString(html, `<p><img $1 title="$2"></p>`)
	html = figure.ReplaceAllString(html, "<p>$1</p>")
	html = strings.ReplaceAll(html, "&quot;", `"`)
	html = spaceAround.ReplaceAllString(html, "$1")
	return strings.TrimSpace(html)
}
