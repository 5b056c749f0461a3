package assets

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bassins/cmd/internal/source"
)

// photograph returns a picture with smooth colours and noise, and in the four
// corners red, green, blue and white squares.
func photograph(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	noise := uint32(1)
	for y := range height {
		for x := range width {
			noise = noise*1664525 + 1013904223
			n := int(noise >> 28)
			m.SetNRGBA(x, y, color.NRGBA{uint8(100 + 50*x/width + n), uint8(90 + 60*y/height + n), uint8(120 + n), 255})
		}
	}
	side := min(width, height) / 4
	for i, c := range corners {
		x, y := (i%2)*(width-side), (i/2)*(height-side)
		for dy := range side {
			for dx := range side {
				m.SetNRGBA(x+dx, y+dy, c)
			}
		}
	}
	return m
}

// corners are the colours at the top left, top right, bottom left, bottom right.
var corners = []color.NRGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}

func file(path string, data []byte) *source.File {
	return &source.File{Path: path, Data: data, Hash: sha256.Sum256(data)}
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gifOf(t testing.TB, frames ...image.Rectangle) []byte {
	t.Helper()
	g := gif.GIF{Config: image.Config{Width: 40, Height: 30}}
	for _, r := range frames {
		m := image.NewPaletted(r, color.Palette{color.White, color.NRGBA{255, 0, 0, 255}})
		for i := range m.Pix {
			m.Pix[i] = 1
		}
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newPicture(t testing.TB, path string, data []byte) *Picture {
	t.Helper()
	p, err := NewPicture(file(path, data))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func render(t testing.TB, p *Picture, i int, cacheDir string) []byte {
	t.Helper()
	data, err := p.Render(p.Variants[i], cacheDir)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decode(t testing.TB, data []byte) image.Image {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestVariants(t *testing.T) {
	for _, tt := range []struct {
		width, height int
		want          string
	}{
		{40, 30, "40×30"},
		{400, 300, "400×300"},
		{850, 10, "400×5 800×9 850×10"},
		{1600, 40, "400×10 800×20 1200×30 1600×40"},
		{2000, 1, "400×1 800×1 1200×1 1600×1"},
	} {
		p := newPicture(t, "a.png", pngOf(t, image.NewGray(image.Rect(0, 0, tt.width, tt.height))))
		var got []string
		for i, v := range p.Variants {
			size := fmt.Sprintf("%d×%d", v.Width, v.Height)
			got = append(got, size)
			b := decode(t, render(t, p, i, "")).Bounds()
			if made := fmt.Sprintf("%d×%d", b.Dx(), b.Dy()); made != size {
				t.Errorf("variant %s is %s", size, made)
			}
		}
		if d := cmp.Diff(tt.want, strings.Join(got, " ")); d != "" {
			t.Errorf("%d×%d (-want +got):\n%s", tt.width, tt.height, d)
		}
	}
}

func TestVariantNames(t *testing.T) {
	// The pixels of the second picture lie beyond what is read of a header.
	a, b := photograph(500, 300), photograph(500, 300)
	b.SetNRGBA(250, 150, color.NRGBA{0, 0, 0, 255})
	p, q := newPicture(t, "content/x/Été.JPEG", jpegOf(t, a)), newPicture(t, "content/x/Été.JPEG", jpegOf(t, b))
	seen := map[string]bool{}
	for _, v := range append(p.Variants, q.Variants...) {
		if seen[v.Name] || !strings.HasPrefix(v.Name, "assets/ete.") || !strings.HasSuffix(v.Name, fmt.Sprintf("-%d.jpg", v.Width)) {
			t.Errorf("name %q", v.Name)
		}
		seen[v.Name] = true
	}
	if len(seen) != 4 {
		t.Errorf("got %d names, want 4", len(seen))
	}
}

// FuzzPicture reads headers of anything; what is accepted keeps the promises.
func FuzzPicture(f *testing.F) {
	tiny := photograph(4, 4)
	f.Add(jpegOf(f, tiny))
	f.Add(pngOf(f, tiny))
	f.Add(gifOf(f, image.Rect(0, 0, 40, 30), image.Rect(1, 1, 2, 2)))
	f.Add([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><style>a{fill:url(#b)}</style><path d="M0 0"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := NewPicture(file("a", data))
		if err != nil {
			return
		}
		if p.Width < 1 || p.Height < 1 || len(p.Variants) == 0 {
			t.Errorf("%d × %d, %d variants", p.Width, p.Height, len(p.Variants))
		}
		for _, v := range p.Variants {
			if v.Width < 1 || v.Height < 1 || v.Width > p.Width || v.Height > p.Height {
				t.Errorf("variant %d × %d of %d × %d", v.Width, v.Height, p.Width, p.Height)
			}
		}
		if p.Width*p.Height < 10_000 {
			p.Render(p.Variants[0], "")
		}
	})
}

func TestRefusedPictures(t *testing.T) {
	bomb := pngOf(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(bomb[16:], 10_000)
	binary.BigEndian.PutUint32(bomb[20:], 6_001)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	photo := jpegOf(t, photograph(100, 100))
	const hint = " (save it as JPEG (a photograph), SVG or PNG (a drawing))"
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"bomb":     {bomb, "picture of 10000 × 6001 pixels is too large (make it smaller; 1600 pixels wide are enough)"},
		"animated": {gifOf(t, image.Rect(0, 0, 40, 30), image.Rect(0, 0, 40, 30)), "animated GIF (use a still picture or a video: a reader must be able to stop what moves)"},
		"empty":    {nil, "expected a JPEG, PNG, GIF or SVG picture" + hint},
		"text":     {[]byte("hello"), "expected a JPEG, PNG, GIF or SVG picture" + hint},
		"WebP":     {[]byte("RIFF\x24\x00\x00\x00WEBPVP8 "), "expected a JPEG, PNG, GIF or SVG picture" + hint},
		"cut head": {photo[:30], "damaged picture: unexpected EOF (save the picture again)"},
	} {
		p, err := NewPicture(file("x", tt.data))
		if p != nil || err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v\nwant %s", name, err, tt.want)
		}
	}
}
