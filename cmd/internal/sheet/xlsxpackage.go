package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// errTooBig is the error of a part that unpacks to more than is read.
var errTooBig = fmt.Errorf("it unpacks to more than %d MB", MaxBytes>>20)

// pack is the parts of an .xlsx: a zip file of XML (ECMA-376 part 2, Open Packaging
// Conventions).
type pack struct {
	parts map[string]*zip.File // by name in lower case
	left  int64                // how many bytes may still be unpacked
}

// openPack looks into a file, and says of one that is something else what it is.
func openPack(data []byte) (*pack, *Refused) {
	switch {
	case len(data) > MaxBytes:
		return nil, &Refused{Reason: fmt.Sprintf("the file has %d MB, more than %d", (len(data)+1<<20-1)>>20, MaxBytes>>20), Hint: "divide it into several"}
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, &Refused{Reason: "the workbook has a password, or is an old .xls", Hint: "save it as .xlsx without a password"}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &Refused{Reason: "the file is no .xlsx, or only a part of one", Hint: "open it in a spreadsheet program and save it as .xlsx"}
	}
	p := &pack{parts: map[string]*zip.File{}, left: MaxBytes}
	for _, f := range z.File {
		p.parts[partName(f.Name)] = f
	}
	if p.parts["_rels/.rels"] == nil {
		kind := "the file is packed, but no .xlsx"
		if p.parts["mimetype"] != nil {
			kind = "the file is an OpenDocument and no .xlsx"
		}
		return nil, &Refused{Reason: kind, Hint: "save it as .xlsx"}
	}
	return p, nil
}

// partName is the name of a part for comparison, without the slash before it.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// xml calls visit for each token of a part. It is unpacked as it is read, so that no
// more than a token is in memory.
func (p *pack) xml(name string, visit func(d *xml.Decoder, t xml.Token) error) error {
	f := p.parts[partName(name)]
	if f == nil {
		return fmt.Errorf("the part %q is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("the part %q is broken", name)
	}
	defer r.Close()
	d := xml.NewDecoder(&budgeted{r, p})
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = visit(d, t)
		}
		switch {
		case err == nil:
		case errors.Is(err, errTooBig) || errors.As(err, new(*tooMany)):
			return err
		default:
			return fmt.Errorf("the part %q is broken", name)
		}
	}
}

// tooMany is the error of a sheet that has more than is read.
type tooMany struct {
	most int
	what string
}

func (e *tooMany) Error() string {
	return fmt.Sprintf("there are more than %s %s", thousands(e.most), e.what)
}

// budgeted reads no more than what may still be unpacked of all parts together:
// what the directory of a zip file says of their sizes may be wrong.
type budgeted struct {
	r io.Reader
	p *pack
}

func (b *budgeted) Read(to []byte) (int, error) {
	n, err := b.r.Read(to)
	if b.p.left -= int64(n); b.p.left < 0 {
		return 0, errTooBig
	}
	return n, err
}

// relation is a line of a .rels part: another part, and what it is.
type relation struct{ kind, target string }

// relations returns those of a part, by id.
func (p *pack) relations(of string) (map[string]relation, error) {
	dir, file := path.Split(of)
	all := map[string]relation{}
	err := p.xml(dir+"_rels/"+file+".rels", func(_ *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && attr(e, "TargetMode") != "External" {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", dir, target)
			}
			// The names of kinds are different in the two editions of the standard
			// (strict and transitional) but for the end.
			all[attr(e, "Id")] = relation{kind: path.Base(attr(e, "Type")), target: strings.TrimPrefix(target, "/")}
		}
		return nil
	})
	return all, err
}

// sharedStrings returns the texts that cells refer to by number.
func (p *pack) sharedStrings(name string) ([]string, error) {
	var all []string
	err := p.xml(name, func(d *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
			text, err := richText(d)
			if err != nil {
				return err
			}
			if len(all) == MaxCells {
				return &tooMany{MaxCells, "texts"}
			}
			all = append(all, text)
		}
		return nil
	})
	return all, err
}

// richText returns the text up to the end of an element that was just begun, without
// how it looks, and without phonetic hints (rPh).
func richText(d *xml.Decoder) (string, error) {
	var text strings.Builder
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				s, err := chars(d)
				if err != nil {
					return "", err
				}
				text.WriteString(s)
			case "rPh":
				if err := d.Skip(); err != nil {
					return "", err
				}
			default:
				depth++
			}
		case xml.EndElement:
			depth--
		}
	}
	return unescape(text.String()), nil
}

// chars returns the characters up to the end of an element that was just begun.
func chars(d *xml.Decoder) (string, error) {
	var text []byte
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			text = append(text, t...)
		}
	}
	return string(text), nil
}

// unescape reads characters that XML cannot have, _x000D_ (ECMA-376 part 1, 22.9.2.19).
func unescape(text string) string {
	i := strings.Index(text, "_x")
	if i < 0 {
		return text
	}
	var b strings.Builder
	for ; i >= 0; i = strings.Index(text, "_x") {
		b.WriteString(text[:i])
		text = text[i:]
		if len(text) >= 7 && text[6] == '_' {
			if n, err := strconv.ParseUint(text[2:6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				text = text[7:]
				continue
			}
		}
		b.WriteString("_x")
		text = text[2:]
	}
	b.WriteString(text)
	return b.String()
}

// attr returns an attribute by its name without prefix.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isTrue reports whether an attribute says yes.
func isTrue(value string) bool { return value == "1" || value == "true" || value == "on" }
