package plan

import (
	"fmt"
	"reflect"
	"testing"

	"bassins/cmd/internal/site"
)

func TestPhone(t *testing.T) {
	for _, c := range []struct{ international, national, url string }{
		{"+32 2 000 00 00", "02\u00a0000\u00a000\u00a000", "tel:+3220000000"},
		{"+33 1 00 00 00 00", "+33 1 00 00 00 00", "tel:+33100000000"}, // dialled from abroad, it stays as it is
		{"", "", ""},
	} {
		if got := nationalPhone(c.international); got != c.national {
			t.Errorf("nationalPhone(%q) = %q, want %q", c.international, got, c.national)
		}
		if got := string(phoneURL(c.international)); got != c.url {
			t.Errorf("phoneURL(%q) = %q, want %q", c.international, got, c.url)
		}
	}
}

func TestRelative(t *testing.T) {
	from := &site.Entry{Kind: site.Articles, ID: "a"}
	for _, c := range []struct{ target, kind, id string }{
		{"../b", "article", "b"},
		{"../b/", "article", "b"},
		{"../b/index.nl.md", "article", "b"},
		{"../../pages/p", "page", "p"},
		{"../pages/p", "page", "p"},
		{"../../bassins/nord", "bassin", "nord"},
		{"..", "", ""},
		{"../../../data/site.yaml", "", ""},
		{"/fr/contact/", "", ""},
	} {
		if kind, id := relative(from, c.target); kind != c.kind || id != c.id {
			t.Errorf("relative(%q) = %q, %q, want %q, %q", c.target, kind, id, c.kind, c.id)
		}
	}
}

// TestHasher changes each border between texts: the key must follow.
func TestHasher(t *testing.T) {
	seen := map[uint64][]string{}
	for _, texts := range [][]string{{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"", "abc"}, {"12345678", "9"}, {"123456789"}} {
		h := newHasher()
		for _, s := range texts {
			h.string(s)
		}
		if other := seen[h.sum()]; other != nil {
			t.Errorf("%q has the key of %q", texts, other)
		}
		seen[h.sum()] = texts
	}
}

// TestPageKey changes each field of a frame: the key must follow.
func TestPageKey(t *testing.T) {
	full := func() *Page {
		return &Page{Crumbs: []Link{{"/a/", "A", "fr"}}, Switch: []Switch{{"fr", "Français", "/fr/", false}}}
	}
	seen := map[uint64]string{full().key(): "nothing"}
	changed := func(name string, v *Page) {
		if other := seen[v.key()]; other != "" {
			t.Errorf("%s gives the key of %s", name, other)
		}
		seen[v.key()] = name
	}
	change := func(f reflect.Value) {
		if f.Kind() == reflect.Bool {
			f.SetBool(true)
		} else {
			f.SetString("x")
		}
	}
	for i := range reflect.TypeFor[Page]().NumField() {
		name := reflect.TypeFor[Page]().Field(i).Name
		switch name {
		case "Key", "Mark", "Footer": // the last two are in frameKey
			continue
		}
		v := full()
		f := reflect.ValueOf(v).Elem().Field(i)
		if f.Kind() != reflect.Slice {
			change(f)
			changed(name, v)
			continue
		}
		for j := range f.Index(0).NumField() {
			v := full()
			change(reflect.ValueOf(v).Elem().Field(i).Index(0).Field(j))
			changed(fmt.Sprintf("%s, field %d", name, j), v)
		}
		f.SetZero()
		changed("no "+name, v)
	}
}
