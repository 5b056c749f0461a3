package sitetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRedirects checks that every old address leads to a page that there is, on hosts
// that read the file _redirects, and on those that do not.
func TestRedirects(t *testing.T) {
	s := open(t)
	for from, to := range s.redirects(t) {
		if s.pageAt(baseURL+to) == nil {
			t.Errorf("%s leads to %s, which is no page", from, to)
		}
		page, err := os.ReadFile(filepath.Join(s.folder, filepath.FromSlash(from), "index.html"))
		if err != nil || !strings.Contains(string(page), `content="0; url=`+to+`"`) || !strings.Contains(string(page), `<link rel="canonical" href="`+baseURL+to+`">`) {
			t.Errorf("the page at %s does not lead to %s: %v", from, to, err)
		}
	}
}

// redirects are the old addresses, each with the new one.
func (s *site) redirects(t *testing.T) map[string]string {
	t.Helper()
	list, err := os.ReadFile(filepath.Join(s.folder, "_redirects"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for line := range strings.Lines(string(list)) {
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[2] != "301" {
			t.Fatalf("%q is no redirect", line)
		}
		found[fields[0]] = fields[1]
	}
	return found
}
