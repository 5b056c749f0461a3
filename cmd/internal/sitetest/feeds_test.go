package sitetest

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// feed is an Atom feed (RFC 4287).
type feed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []feedLink  `xml:"link"`
	Entries []feedEntry `xml:"entry"`
}

type feedEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  string     `xml:"author>name"`
	Links   []feedLink `xml:"link"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// TestFeeds checks every feed that a page announces.
func TestFeeds(t *testing.T) {
	s := open(t)
	feeds := map[string]string{} // address → language of a page that announces it
	for _, p := range s.pages {
		for n := range p.all("link") {
			if attr(n, "type") == "application/atom+xml" {
				feeds[attr(n, "href")] = p.language()
			}
		}
	}
	ids := map[string]string{} // id of a feed → its address
	entries := map[string]string{}
	count := map[string]int{}
	for address, language := range feeds {
		f := readFeed(t, s.folder, address)
		if f.Lang != language {
			t.Errorf("%s: xml:lang is %q, the page that announces it is in %q", address, f.Lang, language)
		}
		if other := ids[f.ID]; other != "" {
			t.Errorf("%s: has the id of %s", address, other)
		}
		ids[f.ID] = address
		if self := link(f.Links, "self"); self != baseURL+address {
			t.Errorf("%s: calls itself %q", address, self)
		}
		if s.pageAt(link(f.Links, "alternate")) == nil {
			t.Errorf("%s: belongs to %q, which is no page", address, link(f.Links, "alternate"))
		}
		checkStamp(t, address, f.ID, f.Title, f.Updated)
		seen := map[string]bool{}
		for _, e := range f.Entries {
			checkStamp(t, address, e.ID, e.Title, e.Updated)
			if e.Author == "" && f.Author == "" {
				t.Errorf("%s: %s has no author", address, e.ID)
			}
			if seen[e.ID] {
				t.Errorf("%s: has the id %s twice", address, e.ID)
			}
			seen[e.ID] = true
			target := link(e.Links, "alternate")
			if s.pageAt(target) == nil {
				t.Errorf("%s: entry %s leads to %q, which is no page", address, e.ID, target)
			}
			if other, ok := entries[e.ID]; ok && other != target {
				t.Errorf("%s: the id %s is that of %s and of %s", address, e.ID, other, target)
			}
			entries[e.ID] = target
		}
		count[language] += len(f.Entries)
	}
	for language := range preview {
		if count[language] == 0 {
			t.Errorf("no feed in %q has an entry", language)
		}
	}
}

func readFeed(t *testing.T, folder, address string) feed {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(address)))
	if err != nil {
		t.Fatal(err)
	}
	var f feed
	if err := xml.Unmarshal(data, &f); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return f
}

// checkStamp checks what a feed and an entry must both have.
func checkStamp(t *testing.T, address, id, title, updated string) {
	t.Helper()
	if !strings.Contains(id, ":") { // an IRI with its scheme
		t.Errorf("%s: id %q is not an address", address, id)
	}
	if title == "" {
		t.Errorf("%s: %s has no title", address, id)
	}
	if _, err := time.Parse(time.RFC3339, updated); err != nil {
		t.Errorf("%s: %s: %v", address, id, err)
	}
}

// link is the address of a relation; without a rel it is the alternate.
func link(links []feedLink, rel string) string {
	for _, l := range links {
		if l.Rel == rel || l.Rel == "" && rel == "alternate" {
			return l.Href
		}
	}
	return ""
}
