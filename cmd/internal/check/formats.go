package check

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
)

// xml reads XML: a feed, the sitemap, a picture.
func (s *scanner) xml(data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	location := false // inside an element whose text is an address
	root := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			if !root {
				s.bad("XML", errors.New("no element"))
			}
			return
		}
		if err != nil {
			s.bad("XML", err)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			root = true
			location = token.Name.Local == "loc"
			for _, a := range token.Attr {
				switch a.Name.Local {
				case "href", "src":
					s.address(stated, []byte(a.Value))
				case "id":
					s.id([]byte(a.Value))
				}
			}
		case xml.CharData:
			if location {
				s.address(stated, token)
			}
		case xml.EndElement:
			location = false
		}
	}
}

var styleAddress = regexp.MustCompile(`url\(\s*["']?([^"')\s]+)`)

// css reads the addresses of pictures and fonts.
func (s *scanner) css(data []byte) {
	for _, match := range styleAddress.FindAllSubmatch(data, -1) {
		s.address(loaded, match[1])
	}
}
