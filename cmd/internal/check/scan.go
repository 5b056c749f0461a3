package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"
)

// scanner reads pages, one after the other. Each worker has one.
type scanner struct {
	site    *site
	targets map[string]*target // by address as written, for those that do not depend on the page
	page    *page

	tag        []byte
	attributes []attribute
	ids        []byte   // of the page, each with a line feed after it
	within     []string // links within the page: ids may come after them
	seen       map[string]bool
	json       bool   // the text that follows is JSON
	inLink     bool   // between <a href> and </a>
	link       string // its address
	named      bool   // whether it has shown a text
}

type attribute struct{ key, value []byte }

func newScanner(s *site) *scanner {
	return &scanner{site: s, targets: map[string]*target{}, seen: map[string]bool{}}
}

// scan reads Output i, of which data are the bytes. It may alter data.
func (s *scanner) scan(i int, data []byte) {
	s.page = &s.site.pages[i]
	s.page.index = i
	s.ids, s.within = s.ids[:0], s.within[:0]
	switch strings.ToLower(path.Ext(s.site.outputs[i].Path)) {
	case ".html", ".htm":
		s.inLink, s.json = false, false
		s.html(data)
	case ".xml", ".atom", ".rss", ".svg":
		s.xml(data)
	case ".json", ".webmanifest":
		s.checkJSON(data, "JSON")
	case ".css":
		s.css(data)
	default:
		return
	}
	s.finishIDs()
}

// html reads HTML, or what is inside an <svg>.
func (s *scanner) html(data []byte) {
	input := parse.NewInputBytes(data)
	defer input.Restore() // the byte after data
	l := lexer.NewLexer(input)
	for {
		kind, token := l.Next()
		switch kind {
		case lexer.ErrorToken:
			if err := l.Err(); !errors.Is(err, io.EOF) {
				s.bad("HTML", err)
			}
			return
		case lexer.StartTagToken:
			s.tag, s.attributes = l.Text(), s.attributes[:0]
		case lexer.AttributeToken:
			s.attributes = append(s.attributes, attribute{l.AttrKey(), unquoted(l.AttrVal())})
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			s.open()
		case lexer.SVGToken, lexer.MathToken:
			s.foreign(token)
		case lexer.TextToken:
			s.text(token)
		case lexer.EndTagToken:
			if string(l.Text()) == "a" {
				s.closeLink()
			}
		}
	}
}

// foreign reads an <svg> or a <math>, which the lexer gives as one token. Under
// another name the element is an ordinary one, and its inside is lexed as well.
func (s *scanner) foreign(token []byte) {
	for i, c := range []byte("<g") {
		token[i] = c
	}
	for i := 2; i < len(token) && 'A' <= token[i]&^0x20 && token[i]&^0x20 <= 'Z'; i++ {
		token[i] = ' '
	}
	s.html(token)
}

func unquoted(value []byte) []byte {
	if n := len(value); n > 0 && (value[0] == '"' || value[0] == '\'') {
		value = value[1:max(n-1, 1)]
	}
	if bytes.IndexByte(value, '&') >= 0 {
		return []byte(html.UnescapeString(string(value)))
	}
	return value
}

// value returns that of the current tag's attribute, nil if the tag has none.
func (s *scanner) value(key string) []byte {
	for _, a := range s.attributes {
		if string(a.key) == key {
			if a.value == nil {
				return []byte{}
			}
			return a.value
		}
	}
	return nil
}

// open looks at a start tag with all its attributes.
func (s *scanner) open() {
	s.page.isHTML = true
	for _, a := range s.attributes {
		switch string(a.key) {
		case "id":
			s.id(a.value)
		case "href", "xlink:href":
			s.address(s.hrefRole(), a.value)
		case "src", "poster", "data":
			s.address(loaded, a.value)
		case "action", "formaction":
			s.address(followed, a.value)
		case "cite":
			s.address(stated, a.value)
		case "srcset", "imagesrcset":
			s.srcset(a.value)
		}
	}
	switch string(s.tag) {
	case "html":
		s.page.lang = string(bytes.TrimSpace(s.value("lang")))
	case "h1":
		s.page.h1++
	case "a":
		s.openLink()
	case "img":
		alt := s.value("alt")
		if alt == nil {
			s.page.noAlt = append(s.page.noAlt, string(s.value("src")))
		}
		s.named = s.named || len(bytes.TrimSpace(alt)) > 0
	case "meta":
		s.meta()
	case "script":
		s.json = string(s.value("type")) == "application/ld+json"
	}
}

func (s *scanner) hrefRole() role {
	switch string(s.tag) {
	case "a", "area":
		return followed
	case "link":
		for rel := range bytes.FieldsSeq(s.value("rel")) {
			switch string(rel) {
			case "canonical", "alternate", "prev", "next":
				return stated
			}
		}
	}
	return loaded
}

// openLink notes whether a link has a name before its text is seen.
func (s *scanner) openLink() {
	href := s.value("href")
	if href == nil {
		if href = s.value("xlink:href"); href == nil {
			if name := s.value("name"); len(name) > 0 {
				s.id(name)
			}
			return
		}
	}
	s.inLink, s.link = true, string(href)
	s.named = false
	for _, key := range []string{"aria-label", "aria-labelledby", "title"} {
		s.named = s.named || len(bytes.TrimSpace(s.value(key))) > 0
	}
}

func (s *scanner) closeLink() {
	if s.inLink && !s.named {
		s.page.nameless = append(s.page.nameless, s.link)
	}
	s.inLink = false
}

func (s *scanner) text(token []byte) {
	if s.json {
		s.json = false
		s.checkJSON(token, "JSON-LD")
		return
	}
	if s.inLink && !s.named {
		s.named = len(bytes.TrimSpace(token)) > 0
	}
}

// meta reads the addresses that a meta element may hold.
func (s *scanner) meta() {
	content := s.value("content")
	switch key := string(s.value("property")); {
	case key == "og:url":
		s.address(stated, content)
	case key == "og:image", string(s.value("name")) == "twitter:image":
		s.address(loaded, content)
	case bytes.EqualFold(s.value("http-equiv"), []byte("refresh")):
		if i := bytes.Index(bytes.ToLower(content), []byte("url=")); i >= 0 {
			s.address(followed, content[i+len("url="):])
			s.page.leaves = true
		}
	}
}

// srcset reads the addresses of a picture in several sizes.
func (s *scanner) srcset(value []byte) {
	for candidate := range bytes.SplitSeq(value, []byte(",")) {
		if fields := bytes.Fields(candidate); len(fields) > 0 {
			s.address(loaded, fields[0])
		}
	}
}

// address notes an address on the page.
func (s *scanner) address(role role, value []byte) {
	s.page.linkCount++
	value = bytes.TrimSpace(value)
	if len(value) > 1 && value[0] == '#' {
		s.within = append(s.within, string(value))
		return
	}
	t := s.targets[string(value)]
	if t == nil {
		href := string(value)
		t = s.site.resolve(s.page.index, href)
		if !relative(href) {
			s.targets[href] = t
		}
	}
	if t.state != elsewhere {
		s.page.links = append(s.page.links, link{t, role})
	}
}

func (s *scanner) id(value []byte) {
	s.ids = append(append(s.ids, value...), '\n')
}

// finishIDs keeps the ids of the page, and the links within it that lead to none.
func (s *scanner) finishIDs() {
	s.page.ids = string(s.ids)
	clear(s.seen)
	for id := range strings.SplitSeq(strings.TrimSuffix(s.page.ids, "\n"), "\n") {
		if s.seen[id] && id != "" {
			s.page.repeated = append(s.page.repeated, id)
		}
		s.seen[id] = true
	}
	for _, href := range s.within {
		if id := anchor(href[1:]); id != "" && !s.seen[id] {
			lost := &target{href: href, state: found, path: s.site.address(s.page.index), fragment: id, output: s.page.index}
			s.page.links = append(s.page.links, link{lost, followed})
		}
	}
	s.page.links = slices.Clip(s.page.links)
}

// checkJSON notes what is wrong with JSON.
func (s *scanner) checkJSON(data []byte, what string) {
	if !json.Valid(data) {
		var v any
		s.bad(what, json.Unmarshal(data, &v))
	}
}

func (s *scanner) bad(what string, err error) {
	message, _, _ := strings.Cut(err.Error(), "\n")
	s.page.malformed = append(s.page.malformed, what+" cannot be read: "+message)
}
