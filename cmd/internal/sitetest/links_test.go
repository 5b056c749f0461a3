package sitetest

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// deepPath is the path of a site that is not alone on its host, as on GitHub Pages.
const deepPath = "/deep/er/"

// TestLinks follows every internal address of every page to a file and an element.
func TestLinks(t *testing.T) {
	s := open(t)
	checkLinks(t, s.folder, "/", s.pages)
}

// TestBasePath does so where the site stands below a path: an address that forgot
// the path leads out of the site.
func TestBasePath(t *testing.T) {
	s := open(t)
	pages, err := readPages(s.deep)
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != len(s.pages) {
		t.Errorf("%d pages, without a base path %d", len(pages), len(s.pages))
	}
	checkLinks(t, s.deep, deepPath, pages)
}

func checkLinks(t *testing.T, folder, basePath string, pages []*page) {
	c := newChecker(folder, basePath, pages)
	total := 0
	for _, p := range pages {
		for _, link := range addresses(p.doc) {
			total++
			if problem := c.check(p.path, link); problem != "" {
				t.Errorf("%s: %s: %s", p.path, link, problem)
			}
		}
	}
	for name := range c.files {
		if filepath.Ext(name) != ".css" {
			continue
		}
		for _, link := range styleAddresses(t, filepath.Join(folder, name)) {
			if problem := c.check("/"+name, link); problem != "" {
				t.Errorf("%s: %s: %s", name, link, problem)
			}
		}
	}
	for _, p := range pages {
		if !c.reached[p.path] && p.path != "/" && p.path != "/404.html" {
			t.Errorf("%s: no other page leads there", p.path)
		}
	}
	if total < 20*len(pages) {
		t.Errorf("found %d links on %d pages: the test overlooks some", total, len(pages))
	}
}

// checker knows the files and elements of a site.
type checker struct {
	basePath string
	files    map[string]bool            // by path below the folder
	ids      map[string]map[string]bool // by path of the page
	reached  map[string]bool            // pages that another page links to
}

func newChecker(folder, basePath string, pages []*page) *checker {
	c := &checker{basePath, map[string]bool{}, map[string]map[string]bool{}, map[string]bool{}}
	filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			rel, _ := filepath.Rel(folder, name)
			c.files[filepath.ToSlash(rel)] = true
		}
		return nil
	})
	for _, p := range pages {
		ids := map[string]bool{}
		for n := range p.all("") {
			if id := attr(n, "id"); id != "" {
				ids[id] = true
			}
		}
		c.ids[p.path] = ids
	}
	return c
}

// check says what is wrong with an address on a page; "" if nothing is.
func (c *checker) check(from, link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return err.Error()
	}
	switch u.Scheme {
	case "mailto", "tel":
		return checkContact(u)
	case "data":
		return ""
	case "webcal": // https, to a program that subscribes to calendars
		u.Scheme = "https"
	case "", "https", "http":
	default:
		return "scheme " + u.Scheme
	}
	base, _ := url.Parse(baseURL + c.basePath + strings.TrimPrefix(from, "/"))
	u = base.ResolveReference(u)
	if u.Host != base.Host {
		return "" // other hosts are not asked: tests do not depend on the net
	}
	path, ok := strings.CutPrefix(u.Path, c.basePath)
	if !ok {
		return "leads out of the site"
	}
	file := path
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if !c.files[file] {
		return "there is no file " + file
	}
	path = "/" + path
	if path != from {
		c.reached[path] = true
	}
	if u.Fragment != "" && !c.ids[path][u.Fragment] {
		return "there is no element " + u.Fragment + " on " + path
	}
	return ""
}

var (
	mailPattern = regexp.MustCompile(`^[^@\s]+@[a-z0-9.-]+\.[a-z]+$`)
	telPattern  = regexp.MustCompile(`^\+32\d{8,9}$`)
)

func checkContact(u *url.URL) string {
	pattern := mailPattern
	if u.Scheme == "tel" {
		pattern = telPattern
	}
	if !pattern.MatchString(u.Opaque) {
		return "is not complete"
	}
	return ""
}

// addressAttributes hold one address; srcset holds several.
var addressAttributes = []string{"href", "src", "action", "formaction", "poster", "data", "cite"}

// addressMeta are the meta elements whose content is an address.
var addressMeta = []string{"og:url", "og:image", "twitter:image"}

// addresses are all that a page refers to.
func addresses(doc *html.Node) []string {
	var links []string
	for n := range elements(doc, "") {
		for _, a := range n.Attr {
			switch {
			case slices.Contains(addressAttributes, a.Key):
				links = append(links, a.Val)
			case a.Key == "srcset":
				for part := range strings.SplitSeq(a.Val, ",") {
					links = append(links, strings.Fields(part)[0])
				}
			case n.Data == "meta" && a.Key == "property" && slices.Contains(addressMeta, a.Val):
				links = append(links, attr(n, "content"))
			case n.Data == "meta" && a.Key == "http-equiv" && strings.EqualFold(a.Val, "refresh"):
				_, link, _ := strings.Cut(attr(n, "content"), "url=")
				links = append(links, link)
			}
		}
	}
	return links
}

var cssURL = regexp.MustCompile(`url\(["']?([^"')]+)`)

func styleAddresses(t *testing.T, name string) []string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for _, m := range cssURL.FindAllStringSubmatch(string(data), -1) {
		links = append(links, m[1])
	}
	return links
}
