package sitetest

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// page is one HTML file of the site.
type page struct {
	path string // its address below the host, "/fr/bassins/"
	size int
	doc  *html.Node
}

// readPages parses every HTML file under a folder, in the order of their addresses.
// What only leads on from an old address is no page.
func readPages(folder string) ([]*page, error) {
	var pages []*page
	err := filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		rel, err := filepath.Rel(folder, name)
		if err != nil {
			return err
		}
		path := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		if p := (&page{path, len(data), doc}); p.meta("refresh") == "" {
			pages = append(pages, p)
		}
		return nil
	})
	if err == nil && len(pages) == 0 {
		err = fmt.Errorf("no pages in %s", folder)
	}
	return pages, err
}

// language is the language of the page by its address; "" for those that speak all.
func (p *page) language() string {
	first, _, _ := strings.Cut(strings.TrimPrefix(p.path, "/"), "/")
	if strings.Contains(first, ".") {
		return ""
	}
	return first
}

// indexable says whether search engines are asked to list the page.
func (p *page) indexable() bool {
	return !strings.Contains(p.meta("robots"), "noindex")
}

// meta is the content of <meta name=…>, or of <meta http-equiv=…>.
func (p *page) meta(name string) string {
	for n := range p.all("meta") {
		if attr(n, "name") == name || strings.EqualFold(attr(n, "http-equiv"), name) {
			return attr(n, "content")
		}
	}
	return ""
}

// links are the addresses of <link rel=…>.
func (p *page) links(rel string) []string {
	var links []string
	for n := range p.all("link") {
		if slices.Contains(strings.Fields(attr(n, "rel")), rel) && !hasAttr(n, "hreflang") {
			links = append(links, attr(n, "href"))
		}
	}
	return links
}

// alternates are the addresses of the page in each language and of x-default.
func (p *page) alternates() map[string]string {
	alternates := map[string]string{}
	for n := range p.all("link") {
		if attr(n, "rel") == "alternate" && hasAttr(n, "hreflang") {
			alternates[attr(n, "hreflang")] = attr(n, "href")
		}
	}
	return alternates
}

// all yields the elements of a name, or every one for "".
func (p *page) all(name string) func(yield func(*html.Node) bool) {
	return elements(p.doc, name)
}

func elements(under *html.Node, name string) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for n := range under.Descendants() {
			if n.Type == html.ElementNode && (name == "" || n.Data == name) && !yield(n) {
				return
			}
		}
	}
}

// one is the only element of a name; nil if there is none or several.
func (p *page) one(name string) *html.Node {
	found := slices.Collect(p.all(name))
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// text is the text under a node, with single spaces.
func text(under *html.Node) string {
	var b strings.Builder
	for n := range under.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
