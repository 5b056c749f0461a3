package plan

import "testing"

type breadcrumbList struct {
	Context string     `json:"@context"`
	Type    string     `json:"@type"`
	Items   []listItem `json:"itemListElement"`
}

type listItem struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item"`
}

// TestBreadcrumbs compares what is written by hand with what the encoder writes.
func TestBreadcrumbs(t *testing.T) {
	p := &planner{origin: "https://example.org"}
	for _, text := range []string{"", "Nord", "Forêt & « L’été »", `<"\\>`, "a\u2028b\u2029", "a\x00\x7f\n", "\xff", "\ufffd", "日本"} {
		crumbs := []Link{{URL: "/fr/", Text: "Accueil"}, {URL: "/" + text, Text: text}}
		list := breadcrumbList{Context: schemaOrg, Type: "BreadcrumbList"}
		for i, c := range append(crumbs, Link{URL: "/fr/é/", Text: text}) {
			list.Items = append(list.Items, listItem{"ListItem", i + 1, c.Text, p.absolute(c.URL)})
		}
		want, got := newHeadWriter(), newHeadWriter()
		want.data(list)
		got.breadcrumbs(p, crumbs, text, "/fr/é/")
		if got.String() != want.String() {
			t.Errorf("%q is written\n%s, want\n%s", text, got, want)
		}
	}
}
