package chart

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the drawings in testdata")

func TestGolden(t *testing.T) {
	charts := cases()
	for _, name := range slices.Sorted(maps.Keys(charts)) {
		t.Run(name, func(t *testing.T) {
			got := charts[name].Append(nil)
			if problem := wrong(got); problem != "" {
				t.Errorf("%s\n%s", problem, got)
			}
			compare(t, name+".svg", got)
		})
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".svg")
		if charts[name] == nil && !strings.HasPrefix(name, "file-") && !f.IsDir() {
			t.Errorf("testdata/%s is of no case", f.Name())
		}
	}
}

func TestGoldenFiles(t *testing.T) {
	for _, name := range []string{"bars-long", "dots-five", "lines-five", "multiples-five", "stacked-five"} {
		t.Run(name, func(t *testing.T) {
			c := cases()[name]
			c.Lang, c.Source = "nl", "Bron: een verzonnen instelling <example.org>, 2025. Licentie: CC0 & vrij."
			c.Title = "Een titel die zo lang is dat hij niet op een enkele regel past, hoe breed de tekening ook is"
			got := c.AppendFile(nil, NewStyle([]byte(".chart{fill:red}@media (width<3px){a>b{color:red}}")))
			if problem := wrong(got); problem != "" {
				t.Errorf("%s\n%s", problem, got)
			}
			for _, want := range []string{`xmlns="http://www.w3.org/2000/svg"`, `xml:lang="nl"`, `width="720"`, `viewBox="0 0 720 `,
				"width&lt;3px", "Een titel die zo lang", "&lt;example.org&gt;"} {
				if !bytes.Contains(got, []byte(want)) {
					t.Errorf("the file has no %s", want)
				}
			}
			compare(t, "file-"+name+".svg", got)
		})
	}
}

// compare compares with a file of testdata. A line for each element makes
// differences readable.
func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	got = bytes.ReplaceAll(got, []byte("><"), []byte(">\n<"))
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test ./cmd/internal/chart -update rewrites it):\n%s", path, got)
	}
}

// wrong says what is wrong with a drawing, or returns "".
func wrong(svg []byte) string {
	d := xml.NewDecoder(bytes.NewReader(svg))
	ids, wanted := map[string]bool{}, []string{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "not well-formed: " + err.Error()
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		names := map[string]bool{}
		for _, a := range e.Attr {
			name, v := a.Name.Local, a.Value
			if names[name] {
				return e.Name.Local + " has " + name + " twice"
			}
			names[name] = true
			switch name {
			case "id":
				if ids[v] {
					return "id " + v + " is there twice"
				}
				ids[v] = true
			case "href":
				wanted = append(wanted, strings.TrimPrefix(v, "#"))
			case "fill":
				wanted = append(wanted, strings.TrimSuffix(strings.TrimPrefix(v, "url(#"), ")"))
			case "aria-labelledby":
				wanted = append(wanted, strings.Fields(v)...)
			case "x", "y", "x1", "x2", "y1", "y2", "width", "height", "dx", "cx", "cy", "r":
				if problem := wrongLength(name, v); problem != "" {
					return e.Name.Local + ": " + problem
				}
			case "style":
				return "a style attribute"
			case "d":
				if strings.ContainsAny(v, "NIe") {
					return "path " + v
				}
			}
		}
	}
	for _, id := range wanted {
		if !ids[id] {
			return "nothing has the id " + id
		}
	}
	return ""
}

func wrongLength(name, v string) string {
	number, percent := strings.CutSuffix(v, "%")
	n, err := strconv.ParseFloat(number, 64)
	_, decimals, _ := strings.Cut(number, ".")
	switch {
	case err != nil || !finite(n):
		return name + " is " + v
	case percent && (n < 0 || n > 100):
		return name + " leaves the drawing: " + v
	case len(decimals) > 2 || strings.HasSuffix(decimals, "0"):
		return name + " has needless digits: " + v
	case (name == "width" || name == "height") && n < 0:
		return name + " is negative: " + v
	}
	return ""
}

// FuzzChart draws charts of any numbers and texts.
func FuzzChart(f *testing.F) {
	f.Add([]byte("bars and more than that, with many bytes to choose from 0123456789"), "Titel", 12.5, -3e200)
	f.Add([]byte{4, 9, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "<&\"\x00\xff", math.NaN(), math.Inf(1))
	f.Add([]byte{2, 30, 6, 255, 254, 253}, "Eerstelijnszorgorganisatieoverlegplatform", math.SmallestNonzeroFloat64, math.MaxFloat64)
	f.Fuzz(func(t *testing.T, data []byte, text string, a, b float64) {
		c := random(data, text[:min(len(text), 300)], a, b)
		if problem := wrong(c.Append(nil)); problem != "" {
			t.Errorf("%s\n%+v\n%s", problem, c, c.Append(nil))
		}
		if problem := wrong(c.AppendFile(nil, NewStyle(nil))); problem != "" {
			t.Errorf("file: %s\n%+v\n%s", problem, c, c.AppendFile(nil, NewStyle(nil)))
		}
	})
}

// random makes a chart of bytes.
func random(data []byte, text string, a, b float64) *Chart {
	next := func() int {
		if len(data) == 0 {
			return 0
		}
		n := data[0]
		data = data[1:]
		return int(n)
	}
	value := func() float64 {
		switch n := next(); n % 8 {
		case 0:
			return a
		case 1:
			return b
		case 2:
			return 0
		case 3:
			return a * float64(next())
		case 4:
			return -float64(next())
		default:
			return float64(n) + float64(next())/100
		}
	}
	c := &Chart{ID: text, Form: Form(next() % 7), Title: text, Desc: text, Unit: text, Lang: text, Source: text}
	for n := next() % 40; n > 0; n-- {
		c.Labels = append(c.Labels, text[:next()%(len(text)+1)])
		c.X = append(c.X, value())
	}
	flags := next()
	c.Free, c.Zero = flags&1 > 0, flags&2 > 0
	if flags&4 > 0 {
		c.X = nil
	}
	if flags&8 > 0 {
		c.Whole = value()
	}
	for n := next() % 9; n > 0; n-- {
		s := Series{Name: text[next()%(len(text)+1):], Class: text, Reference: next()%4 == 0}
		for range min(len(c.Labels)+1, next()) {
			p := Point{Value: value(), Open: next()%7 - 3}
			flags := next()
			p.Rough, p.Break, p.Range = flags&1 > 0, flags&2 > 0, flags&12 == 12
			p.Low, p.High = value(), value()
			if flags&48 == 48 {
				p.Missing = text
			}
			if flags&64 > 0 {
				p.Text = text
			}
			s.Points = append(s.Points, p)
		}
		c.Series = append(c.Series, s)
	}
	return c
}

func BenchmarkChart(b *testing.B) {
	charts := cases()
	for _, name := range []string{"bars-five", "bars-long", "stacked-five", "dots-five", "dots-territories", "lines-one", "lines-five", "multiples-five", "spark-rise"} {
		b.Run(name, func(b *testing.B) {
			c := charts[name]
			var buf []byte
			b.ReportAllocs()
			for b.Loop() {
				buf = c.Append(buf[:0])
			}
			b.ReportMetric(float64(len(buf)), "bytes")
		})
	}
}
