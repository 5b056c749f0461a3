package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/diag"
)

// TestDecodeList holds what a list keeps of which not all can be decoded, and that
// its file says the same when it is decoded again.
func TestDecodeList(t *testing.T) {
	type entry struct {
		ID    String `yaml:"id"`
		Count int    `yaml:"count"`
	}
	const data = "- id: a\n-\n- count: x\n- {count: +2}\n- id: b\n  colour: red\n- id: c\n  count: 3\n- x\n"
	const want = "f.yaml:2:1: empty entry in a list (write it, or delete the dash)\n" +
		"f.yaml:3:10: expected a whole number, not \"x\"\n" +
		"f.yaml:6:3: unknown key \"colour\" (known keys: count, id)\n" +
		"f.yaml:9:3: expected a mapping (key: value), not \"x\"\n"
	tree, f := &Tree{refreshed: true}, &File{Path: "f.yaml", Data: []byte(data)}
	for range 2 {
		var problems diag.List
		var list []*entry
		if tree.Decode(f, &list, &problems) {
			t.Error("all could be decoded")
		}
		if got := messages(&problems); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
		kept := []*entry{{ID: String{"a", Mark{1, 7}}}, {ID: String{"", Mark{4, 3}}, Count: 2}, {ID: String{"c", Mark{7, 7}}, Count: 3}}
		if diff := cmp.Diff(kept, list); diff != "" {
			t.Errorf("want (-), got (+):\n%s", diff)
		}
	}
}
