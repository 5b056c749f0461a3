package markdown

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// voidTag finds the tags that are never closed in HTML, and always in XML.
var voidTag = regexp.MustCompile(`(<(?:br|hr|img [^>]*))>`)

// wellFormed parses HTML more strictly than a browser: every element is closed
// in its turn, every attribute is quoted, and nothing is left unescaped. No id
// occurs twice, and no link lies in another.
func wellFormed(html []byte) error {
	html = voidTag.ReplaceAll(html, []byte("$1/>"))
	d := xml.NewDecoder(bytes.NewReader(fmt.Appendf(nil, "<body>%s</body>", html)))
	ids := map[string]bool{}
	links := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "a" {
				if links++; links > 1 {
					return errors.New("a link in a link")
				}
			}
			for _, a := range e.Attr {
				if a.Name.Local == "id" && ids[a.Value] {
					return fmt.Errorf("two ids %q", a.Value)
				} else if a.Name.Local == "id" {
					ids[a.Value] = true
				}
			}
		case xml.EndElement:
			if e.Name.Local == "a" {
				links--
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			return fmt.Errorf("not a tag and no text: %v", e)
		}
	}
}
