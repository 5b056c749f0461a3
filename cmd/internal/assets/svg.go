package assets

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// svgSpace is the namespace of SVG.
const svgSpace = "http://www.w3.org/2000/svg"

// svgElements are the elements that a drawing may hold: shapes, text and paint.
// Scripts, foreign content, links and animations, which a reader could not
// stop, are not among them.
var svgElements = map[string]bool{
	"svg": true, "g": true, "defs": true, "symbol": true, "use": true, "switch": true, "title": true, "desc": true, "style": true,
	"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true, "image": true,
	"text": true, "tspan": true, "textPath": true, "marker": true, "mask": true, "clipPath": true, "pattern": true,
	"linearGradient": true, "radialGradient": true, "stop": true, "filter": true,
	"feBlend": true, "feColorMatrix": true, "feComponentTransfer": true, "feComposite": true, "feConvolveMatrix": true,
	"feDiffuseLighting": true, "feDisplacementMap": true, "feDistantLight": true, "feDropShadow": true, "feFlood": true,
	"feFuncA": true, "feFuncB": true, "feFuncG": true, "feFuncR": true, "feGaussianBlur": true, "feMerge": true, "feMergeNode": true,
	"feMorphology": true, "feOffset": true, "fePointLight": true, "feSpecularLighting": true, "feSpotLight": true, "feTile": true,
	"feTurbulence": true,
}

// A reference may lead to a part of the drawing, or be a photograph inside of it.
var (
	reReference   = regexp.MustCompile(`^\s*(#|data:image/(png|jpeg|gif|webp)[;,])`)
	reCSSAddress  = regexp.MustCompile(`(?i)url\(\s*["']?`)
	reCSSExternal = regexp.MustCompile(`(?i)\\|@import|@charset|\b(image|image-set|src|expression)\(|javascript:`)
)

// drawing checks an SVG file as it will be published, and returns its size.
//
// A reader may open the file itself as a page of our site, so that it must
// neither run anything nor load anything. The check lists what is allowed, not
// what is forbidden, and looks at the minified file: the comments, metadata and
// editors' namespaces that the minifier drops cannot do harm.
func drawing(data []byte) (width, height int, err error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var style strings.Builder // the text of <style>, which may come in pieces
	inStyle := false
	for first := true; ; {
		token, err := d.Token()
		if err == io.EOF && !first {
			return width, height, nil
		}
		if err != nil {
			return 0, 0, fmt.Errorf("not well-formed XML: %s", xmlCause(err))
		}
		switch t := token.(type) {
		case xml.StartElement:
			if inStyle {
				return 0, 0, errors.New("element <style> holds other elements")
			}
			if t.Name.Space != svgSpace || !svgElements[t.Name.Local] || first && t.Name.Local != "svg" {
				return 0, 0, fmt.Errorf("element <%s> is not allowed in a drawing", t.Name.Local)
			}
			for _, a := range t.Attr {
				if err := checkAttribute(a); err != nil {
					return 0, 0, fmt.Errorf("element <%s>: %w", t.Name.Local, err)
				}
			}
			if first {
				first = false
				if width, height, err = drawingSize(t.Attr); err != nil {
					return 0, 0, err
				}
			}
			style.Reset()
			inStyle = t.Name.Local == "style"
		case xml.CharData:
			if inStyle {
				style.Write(t)
			}
		case xml.EndElement:
			if inStyle {
				inStyle = false
				if err := checkCSS(style.String()); err != nil {
					return 0, 0, err
				}
			}
		case xml.Directive, xml.ProcInst: // a DOCTYPE with entities; a style sheet
			return 0, 0, errors.New("the drawing declares entities or style sheets of its own")
		}
	}
}

func xmlCause(err error) string {
	if e, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return e.Msg
	}
	return strings.TrimPrefix(err.Error(), "xml: ")
}

func checkAttribute(a xml.Attr) error {
	name := strings.ToLower(a.Name.Local)
	switch {
	case a.Name.Space == "xmlns" || name == "xmlns":
		return nil
	case strings.HasPrefix(name, "on"), name == "base", name == "src":
		return fmt.Errorf("attribute %q is not allowed", name)
	case name == "href" && !reReference.MatchString(a.Value):
		return fmt.Errorf("%q leads out of the drawing", shorten(a.Value))
	}
	return checkCSS(a.Value)
}

// checkCSS looks at a style sheet, or at an attribute, which may hold CSS as well.
func checkCSS(text string) error {
	if m := reCSSExternal.FindString(text); m != "" {
		return fmt.Errorf("%q is not allowed in the styles of a drawing", m)
	}
	for _, at := range reCSSAddress.FindAllStringIndex(text, -1) {
		if rest := text[at[1]:]; !reReference.MatchString(rest) {
			return fmt.Errorf("%q leads out of the drawing", shorten(text[at[0]:]))
		}
	}
	return nil
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// drawingSize returns the size in pixels: width and height if both are given in
// pixels, else those of the viewBox.
func drawingSize(attrs []xml.Attr) (width, height int, err error) {
	value := map[string]string{}
	for _, a := range attrs {
		value[a.Name.Local] = a.Value
	}
	sizes := []string{value["width"], value["height"]}
	if box := strings.FieldsFunc(value["viewBox"], func(r rune) bool { return r == ' ' || r == ',' }); len(box) == 4 {
		if _, ok := pixels(sizes); !ok {
			sizes = box[2:]
		}
	}
	p, ok := pixels(sizes)
	if !ok {
		return 0, 0, errors.New("the drawing has neither a viewBox nor a width and a height in pixels")
	}
	return p[0], p[1], nil
}

func pixels(sizes []string) (p [2]int, ok bool) {
	for i, s := range sizes {
		v, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
		if err != nil || !(v > 0 && v < 1e6) {
			return p, false
		}
		p[i] = max(1, int(math.Round(v)))
	}
	return p, true
}
