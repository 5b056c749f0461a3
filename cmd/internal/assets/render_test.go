package assets

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/draw"
)

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
