package assets

import (
	"strings"
	"testing"
)

const svgStart = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 80">`

func TestDrawing(t *testing.T) {
	for name, in := range map[string]string{
		"plain":      svgStart + "<!-- c -->\n<title>T</title> <path d='M 0 0 L 10 10'/></svg>",
		"prolog":     "\ufeff<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>" + svgStart + "<g/></svg>",
		"references": svgStart + `<defs><path id="a" d="M0 0"/></defs><use href="#a"/><use xlink:href="#a" fill="url(#b)" style="clip-path:url('#c')"/></svg>`,
		"photograph": svgStart + `<image href="data:image/png;base64,AAAA"/></svg>`,
		"style":      svgStart + `<style>.a{fill:url( "#b" )}</style><style><![CDATA[.c>.d{fill:red}]]></style></svg>`,
		"editor": strings.Replace(svgStart, ">", ` xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" sodipodi:docname="SECRET.svg" inkscape:export-filename="/home/SECRET/x.png">`, 1) +
			`<sodipodi:namedview id="SECRET"><inkscape:page x="SECRET"/></sodipodi:namedview><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">SECRET</rdf:RDF></metadata><path inkscape:label="SECRET" d="M0 0"/></svg>`,
	} {
		t.Run(name, func(t *testing.T) {
			p, err := NewPicture(file("content/x/Plan.svg", []byte(in)))
			if err != nil {
				t.Fatal(err)
			}
			data := render(t, p, 0, t.TempDir())
			if p.Width != 120 || p.Height != 80 || len(p.Variants) != 1 || p.Variants[0].Name != Name("plan.svg", data) {
				t.Errorf("%d × %d, %v", p.Width, p.Height, p.Variants)
			}
			if !strings.HasPrefix(string(data), "<svg xmlns=") || strings.Contains(string(data), "SECRET") {
				t.Errorf("published: %s", data)
			}
			if again, err := Minify("a.svg", data); err != nil || string(again) != string(data) {
				t.Errorf("minified again: %s, %v", again, err)
			}
		})
	}
}

func TestRefusedDrawings(t *testing.T) {
	for name, tt := range map[string]struct{ in, want string }{
		"script":            {svgStart + `<script>alert(1)</script></svg>`, "element <script> is not allowed"},
		"script upper case": {svgStart + `<SCRIPT>alert(1)</SCRIPT></svg>`, "element <SCRIPT> is not allowed"},
		"handler":           {svgStart + `<path onload="alert(1)"/></svg>`, `attribute "onload"`},
		"handler on root":   {`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onLoad="x"/>`, `attribute "onload"`},
		"HTML":              {svgStart + `<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>`, "element <foreignObject> is not allowed"},
		"HTML script":       {svgStart + `<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></svg>`, "element <script> is not allowed"},
		"HTML image":        {svgStart + `<img xmlns="http://www.w3.org/1999/xhtml" src="http://x"/></svg>`, "element <img> is not allowed"},
		"link":              {svgStart + `<a href="javascript:alert(1)"><path/></a></svg>`, "element <a> is not allowed"},
		"animation":         {svgStart + `<use href="#a"><set attributeName="href" to="http://x"/></use></svg>`, "element <set> is not allowed"},
		"outside image":     {svgStart + `<image href="https://x.example/a.png"/></svg>`, "leads out of the drawing"},
		"outside use":       {svgStart + `<use xlink:href="other.svg#a"/></svg>`, "leads out of the drawing"},
		"SVG in data":       {svgStart + `<image href="data:image/svg+xml,x"/></svg>`, "leads out of the drawing"},
		"address in paint":  {svgStart + `<path fill="url(http://x/#a)"/></svg>`, "leads out of the drawing"},
		"address in style":  {svgStart + `<path style="fill:URL( 'http://x/#a')"/></svg>`, "leads out of the drawing"},
		"style import":      {svgStart + `<style>@import "http://x";</style></svg>`, `"@import" is not allowed`},
		"escaped CSS":       {svgStart + `<style>a{fill:u\72l(http://x)}</style></svg>`, `not allowed`},
		"image-set":         {svgStart + `<style>a{mask:image-set("http://x" 1x)}</style></svg>`, `not allowed`},
		"style in style":    {svgStart + `<style>a{}<g/>b{}</style></svg>`, `<style> holds other elements`},
		"base":              {strings.Replace(svgStart, "viewBox", `base="http://x" viewBox`, 1) + `</svg>`, `attribute "base"`},
		"entities":          {`<!DOCTYPE svg [<!ENTITY a "b">]>` + svgStart + `&a;</svg>`, "declares entities"},
		"unknown entity":    {svgStart + `<text>&a;</text></svg>`, "not well-formed XML: invalid character entity &a;"},
		"not closed":        {svgStart + `<g>`, "not well-formed XML: unexpected EOF"},
		"crossed":           {svgStart + `<g><text></g></text></svg>`, "not well-formed XML"},
		"not SVG":           {`<html><body/></html>`, "element <html> is not allowed"},
		"no namespace":      {`<svg viewBox="0 0 1 1"/>`, "element <svg> is not allowed"},
		"no size":           {`<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>`, "neither a viewBox"},
		"size of nothing":   {`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>`, "neither a viewBox"},
		"Latin-1":           {svgStart + "<text>\xe9</text></svg>", "not well-formed XML: invalid UTF-8"},
		"only a sign":       {"<", "not well-formed XML"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := NewPicture(file("a.svg", []byte(tt.in)))
			if err == nil {
				t.Fatalf("accepted: %s", p.vector)
			}
			if problem := AsProblem("", err).String(); !strings.Contains(problem, tt.want) || !strings.HasPrefix(problem, "a.svg: ") {
				t.Errorf("got %s\nwant %s", problem, tt.want)
			}
		})
	}
}

// The check does not rely on what the minifier happens to do.
func TestDrawingInPieces(t *testing.T) {
	for _, style := range []string{`@im<!-- -->port "http://x";`, `@im<![CDATA[port "http://x";]]>`, `@import&#32;"x";`} {
		if _, _, err := drawing([]byte(svgStart + "<style>" + style + "</style></svg>")); err == nil {
			t.Errorf("accepted %s", style)
		}
	}
}

func TestDrawingSize(t *testing.T) {
	for attributes, want := range map[string][2]int{
		`width="30" height="20"`:                           {30, 20},
		`width="30.6px" height="20px" viewBox="0 0 9 9"`:   {31, 20},
		`width="100%" height="100%" viewBox="0,0,90.2,60"`: {90, 60},
		`width="10cm" height="10cm" viewBox="0 0 10 5"`:    {10, 5},
		`viewBox="-5 -5 .2 .2"`:                            {1, 1},
	} {
		p, err := NewPicture(file("a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" `+attributes+`><g/></svg>`)))
		if err != nil {
			t.Errorf("%s: %v", attributes, err)
		} else if got := [2]int{p.Width, p.Height}; got != want {
			t.Errorf("%s: got %v, want %v", attributes, got, want)
		}
	}
}
