package source

import (
	"bufio"
	"bytes"
	"errors"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"

	"bassins/cmd/internal/diag"
)

// delimiter opens and closes the front matter.
const delimiter = "---"

var errReported = errors.New("reported")

// readers are kept for the library, which would make one of 4 kB for each text.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// SplitText decodes the front matter of a Markdown file into the struct that v
// points to, and returns the Markdown after it, a part of data, with its offset.
// It reports all problems that it finds and then returns ok false.
func SplitText(path string, data []byte, v any, problems *diag.List) (body []byte, offset int, ok bool) {
	bom := len(data)
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	bom -= len(data)
	start, p, ok := findText(data)
	if !ok {
		p.Path = path
		problems.Add(p)
		return nil, 0, false
	}
	parser := plainParsers.Get().(*plainParser)
	defer plainParsers.Put(parser)
	format := frontmatter.NewFormat(delimiter, delimiter, func(block []byte, v any) error {
		if len(bytes.TrimSpace(block)) == 0 {
			return nil
		}
		before := data[:bytes.Index(data, block)]
		if !decode(path, block, bytes.Count(before, []byte("\n")), parser.parse, v, problems) {
			return errReported
		}
		return nil
	})
	// The library copies all that it reads, so that it is given no more than the
	// front matter (2 µs instead of 8).
	reader := readers.Get().(*bufio.Reader)
	defer readers.Put(reader)
	reader.Reset(bytes.NewReader(data[:start]))
	if _, err := frontmatter.MustParse(reader, v, format); err != nil {
		if !errors.Is(err, errReported) {
			problems.Add(diag.Problem{Path: path, Line: 1, Message: "front matter: " + err.Error()})
		}
		return nil, 0, false
	}
	if p, ok := checkText(data[start:]); !ok {
		lines := bytes.Count(data[:start], []byte("\n"))
		p.Path, p.Line = path, p.Line+lines
		problems.Add(p)
		return nil, 0, false
	}
	return data[start:], bom + start, true
}

// findText returns where the text after the front matter starts. It finds what the
// library would pass over without a word: no front matter at all, one that is
// never closed, or one that is closed by an indented line inside a text.
func findText(data []byte) (start int, p diag.Problem, ok bool) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	if strings.TrimRight(string(first), " \r") != delimiter {
		return 0, diag.Problem{Line: 1, Column: 1, Message: "no front matter", Hint: "the first line must be ---, then title: and the other keys, then --- again"}, false
	}
	for line := 2; len(rest) > 0; line++ {
		var l []byte
		l, rest, _ = bytes.Cut(rest, []byte("\n"))
		if string(bytes.TrimSpace(l)) != delimiter {
			continue
		}
		if l[0] == ' ' || l[0] == '\t' {
			return 0, diag.Problem{Line: line, Column: 1, Message: "indented --- inside the front matter", Hint: "a text in the front matter cannot hold a line of --- only"}, false
		}
		return len(data) - len(rest), diag.Problem{}, true
	}
	return 0, diag.Problem{Line: 1, Column: 1, Message: "front matter is not closed", Hint: "put a line with --- after the last key"}, false
}

// frontMatter returns the front matter of a text and the number of lines before
// it; all of data if it has none.
func frontMatter(data []byte) (block []byte, lines int) {
	start, _, ok := findText(data)
	if !ok {
		return data, 0
	}
	_, block, _ = bytes.Cut(data[:start], []byte("\n"))
	block = bytes.TrimSuffix(block, []byte("\n"))
	return block[:bytes.LastIndexByte(block, '\n')+1], 1
}
