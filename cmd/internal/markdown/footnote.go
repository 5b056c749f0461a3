package markdown

import "html/template"

// note is a footnote, of the author or of a figure. Notes are numbered in the
// order in which their first marks are written.
type note struct {
	index   int           // of the author's note in the parser's list; 0 for that of a figure
	figure  template.HTML // the text of that of a figure
	marks   int           // of that of a figure: how many are written
	chapter int           // and where the last of them is
}

// noteNumber returns the number of an author's note.
func (t *rendering) noteNumber(index int) int {
	for len(t.numbers) <= index {
		t.numbers = append(t.numbers, 0)
	}
	if t.numbers[index] == 0 {
		t.notes = append(t.notes, note{index: index})
		t.numbers[index] = len(t.notes)
	}
	return t.numbers[index]
}

// figureNote returns the number of the note with a text, which one figure has
// wherever it is named.
func (t *rendering) figureNote(html template.HTML) int {
	for i, n := range t.notes {
		if n.figure == html {
			return i + 1
		}
	}
	t.notes = append(t.notes, note{figure: html})
	return len(t.notes)
}

func (t *rendering) footnoteLink(n *footnoteLink) {
	if t.inLink {
		t.problem(n.Pos(), "a footnote in the text of a link", "write its mark after the link")
		return
	}
	t.noteMark(t.noteNumber(n.Index), n.RefIndex)
}

// noteMark writes the link to a note.
func (t *rendering) noteMark(number, repeat int) {
	t.footnoteID(`<sup><a id="`, "fnref_", number, repeat)
	t.id(` href="#`, "fn_", number)
	t.str(` role="doc-noteref"`)
	t.numbered(t.labels.Footnote, number, 0)
	t.str(">")
	t.number(number)
	t.str("</a></sup>")
}

// noteBack writes a link back from a note to one of its marks.
func (t *rendering) noteBack(number, repeat int) {
	t.footnoteID("\u00a0"+`<a href="#`, "fnref_", number, repeat)
	t.str(` role="doc-backlink"`)
	t.numbered(t.labels.Back, number, repeat)
	t.str(">↩\uFE0E</a>") // the selector keeps phones from drawing a coloured sign
}

// numbered writes an aria-label made of a label and a number.
func (t *rendering) numbered(label string, n, repeat int) {
	if label == "" {
		return
	}
	t.str(` aria-label="`)
	t.escaped(label, attribute)
	t.str(" ")
	t.number(n)
	if repeat > 0 {
		t.str("-")
		t.number(repeat + 1)
	}
	t.str(`"`)
}

// footnoteID writes the id of a mark. Further marks of one note have a second number.
func (t *rendering) footnoteID(before, name string, n, repeat int) {
	t.id(before, name, n)
	if repeat > 0 {
		t.dst = t.dst[:len(t.dst)-1]
		t.str("-")
		t.number(repeat + 1)
		t.str(`"`)
	}
}

// footnotes writes the notes as a section that screen readers can announce. A note
// may hold the mark of one that was not marked before, which then comes after it.
func (t *rendering) footnotes() {
	authored := t.authored()
	if len(authored) == 0 && len(t.notes) == 0 {
		return
	}
	t.inNotes = true
	t.str(`<section class="footnotes" role="doc-endnotes"`)
	if t.labels.Footnotes != "" {
		t.id(` aria-labelledby="`, "notes_title", 0)
		t.id(`><h2 class="visually-hidden" id="`, "notes_title", 0)
		t.str(">")
		t.escaped(t.labels.Footnotes, content)
		t.str("</h2")
	}
	t.str("><ol>")
	next := 1 // author's note that may have no mark, since it was a problem
	for i := 0; i < len(t.notes) || next <= len(authored); i++ {
		for ; i == len(t.notes) && next <= len(authored); next++ {
			t.noteNumber(next)
		}
		if i == len(t.notes) {
			break
		}
		t.id(`<li id="`, "fn_", i+1)
		t.str(">")
		if n := t.notes[i]; n.index > 0 {
			t.footnote(authored[n.index-1])
		} else {
			t.str("<p>")
			t.str(string(n.figure))
			for mark := range n.marks {
				t.noteBack(i+1, mark)
			}
			t.str("</p>")
		}
		t.str("</li>")
	}
	t.str("</ol></section>")
}

// authored returns the author's notes by the parser's numbers, which begin at 1.
func (t *rendering) authored() []*footnote {
	if t.noteList == nil {
		return nil
	}
	found := make([]*footnote, 0, t.noteList.Count)
	for c := t.noteList.FirstChild(); c != nil; c = c.NextSibling() {
		found = append(found, c.(*footnote))
	}
	return found
}

// footnote writes an author's note. The links back are its last children if it
// does not end with a paragraph that could take them.
func (t *rendering) footnote(n *footnote) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if back, ok := c.(*footnoteBacklink); ok {
			t.footnoteBacklink(back)
		} else {
			t.block(c)
		}
	}
}

func (t *rendering) footnoteBacklink(n *footnoteBacklink) {
	t.noteBack(t.noteNumber(n.Index), n.RefIndex)
}
