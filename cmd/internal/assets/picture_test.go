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
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/draw"

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

func TestBrokenPixels(t *testing.T) {
	photo := jpegOf(t, photograph(100, 100))
	p := newPicture(t, "content/x/a.jpg", photo[:len(photo)/2])
	cacheDir := t.TempDir()
	data, err := p.Render(p.Variants[0], cacheDir)
	if got, want := AsProblem("", err).String(), "content/x/a.jpg: damaged picture: invalid JPEG format: short Huffman data (save the picture again)"; data != nil || got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if entries, _ := os.ReadDir(cacheDir); len(entries) > 0 {
		t.Error("a broken picture is in the cache")
	}
	if _, err := p.Render(Variant{Name: "other"}, ""); err == nil {
		t.Error("rendered the variant of another picture")
	}
}

func TestStillGIF(t *testing.T) {
	p := newPicture(t, "a.gif", gifOf(t, image.Rect(10, 10, 20, 20)))
	m := decode(t, render(t, p, 0, ""))
	if !strings.HasSuffix(p.Variants[0].Name, "-40.png") || m.Bounds() != image.Rect(0, 0, 40, 30) {
		t.Errorf("%s has the bounds %v", p.Variants[0].Name, m.Bounds())
	}
	if _, _, _, a := m.At(5, 5).RGBA(); a != 0 {
		t.Error("outside of the frame it is not transparent")
	}
	if r, _, _, _ := m.At(15, 15).RGBA(); r != 0xffff {
		t.Error("the frame is not where it was")
	}
}

// Where bands meet there is no seam: resizing in bands is resizing at once, but
// for the rounding and clipping in between.
func TestResizeInBands(t *testing.T) {
	m := photograph(700, 600)
	got := resize(m, 450, 386).(*image.RGBA)
	want := image.NewRGBA(got.Bounds())
	draw.CatmullRom.Scale(want, want.Bounds(), m, m.Bounds(), draw.Src, nil)
	sum := 0
	for i := range got.Pix {
		d := int(got.Pix[i]) - int(want.Pix[i])
		sum += max(d, -d)
		if d < -16 || d > 16 {
			t.Fatalf("row %d, column %d: got %d, want %d", i/got.Stride, i%got.Stride/4, got.Pix[i], want.Pix[i])
		}
	}
	if average := float64(sum) / float64(len(got.Pix)); average > 0.5 {
		t.Errorf("differs by %.2f on average", average)
	}
	if resize(m, 700, 600) != image.Image(m) {
		t.Error("a picture of the right size was resized")
	}
}

func TestTransparency(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 800, 400))
	for y := range 400 {
		for x := range 800 {
			m.SetNRGBA(x, y, color.NRGBA{200, 100, 50, 128})
		}
	}
	p := newPicture(t, "a.png", pngOf(t, m))
	for i := range p.Variants {
		got := color.NRGBAModel.Convert(decode(t, render(t, p, i, "")).At(100, 100)).(color.NRGBA)
		if got.A != 128 || got.R < 198 || got.R > 202 {
			t.Errorf("got %v", got)
		}
	}
}

func TestCache(t *testing.T) {
	cacheDir := filepath.Join(t.TempDir(), "new")
	photo := jpegOf(t, photograph(450, 300))
	p := newPicture(t, "a.jpg", photo)
	var fresh [][]byte
	for i := range p.Variants {
		fresh = append(fresh, render(t, p, i, ""))
	}
	first := render(t, p, 1, cacheDir)
	entries, err := filepath.Glob(filepath.Join(cacheDir, "*"))
	if err != nil || len(entries) != len(p.Variants) {
		t.Fatalf("%d entries, want all %d variants", len(entries), len(p.Variants))
	}

	// The same header with broken pixels: what comes out can only be the cache's.
	broken := file("a.jpg", photo[:len(photo)/2])
	broken.Hash = p.file.Hash
	q, err := NewPicture(broken)
	if err != nil {
		t.Fatal(err)
	}
	for i := range q.Variants {
		if got := render(t, q, i, cacheDir); !bytes.Equal(got, fresh[i]) {
			t.Errorf("variant %d from the cache differs", i)
		}
	}

	for _, damage := range []func(data []byte) []byte{
		func(data []byte) []byte { data[len(data)/2] ^= 1; return data },
		func(data []byte) []byte { return data[:len(data)/2] },
		func(data []byte) []byte { return data[:10] },
		func(data []byte) []byte { return nil },
	} {
		name := filepath.Join(cacheDir, p.Variants[1].key)
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, damage(bytes.Clone(whole)), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := render(t, p, 1, cacheDir); !bytes.Equal(got, first) {
			t.Error("the damaged entry was used")
		}
		if again, _ := os.ReadFile(name); !bytes.Equal(again, whole) {
			t.Error("the damaged entry was not rewritten")
		}
	}
	if left, _ := filepath.Glob(filepath.Join(cacheDir, ".*")); len(left) > 0 {
		t.Errorf("temporary files are left: %v", left)
	}
}

func TestCacheFolderUnusable(t *testing.T) {
	notFolder := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(notFolder, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	p := newPicture(t, "a.png", pngOf(t, photograph(8, 8)))
	if _, err := p.Render(p.Variants[0], notFolder); err == nil || !strings.Contains(err.Error(), "picture cache") {
		t.Errorf("got %v", err)
	}
}

// Workers ask for the variants of one picture at the same time.
func TestRenderInParallel(t *testing.T) {
	p := newPicture(t, "a.jpg", jpegOf(t, photograph(900, 100)))
	cacheDir := t.TempDir()
	var group sync.WaitGroup
	for i := range 2 * len(p.Variants) {
		group.Go(func() {
			v := p.Variants[i%len(p.Variants)]
			data, err := p.Render(v, cacheDir)
			if err != nil || decode(t, data).Bounds().Dx() != v.Width {
				t.Errorf("width %d: %v", v.Width, err)
			}
		})
	}
	group.Wait()
}

func BenchmarkPicture(b *testing.B) {
	photo := jpegOf(b, photograph(4000, 3000))
	f := file("a.jpg", photo)
	p := newPicture(b, "a.jpg", photo)
	b.Run("header", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := NewPicture(f); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			decode(b, photo)
		}
	})
	b.Run("resize", func(b *testing.B) {
		m := decode(b, photo)
		b.ReportAllocs()
		for b.Loop() {
			resize(m, 1600, 1200)
		}
	})
	b.Run("four variants", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			render(b, p, 0, b.TempDir())
		}
	})
	b.Run("cached", func(b *testing.B) {
		cacheDir := b.TempDir()
		render(b, p, 0, cacheDir)
		for b.Loop() {
			render(b, p, 3, cacheDir)
		}
	})
}

func BenchmarkPNG(b *testing.B) {
	p := newPicture(b, "a.png", pngOf(b, photograph(2000, 1500)))
	for b.Loop() {
		render(b, p, 0, b.TempDir())
	}
}
