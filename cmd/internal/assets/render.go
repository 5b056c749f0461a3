package assets

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"

	"golang.org/x/image/draw"
)

// jpegQuality is where more bytes stop being seen in photographs.
const jpegQuality = 80

// Render returns the bytes of one of p's variants. Their pixels are upright and
// carry no metadata: no place, no camera, no author.
//
// If the variant is not in cacheDir, all of p's variants are made and put
// there, since decoding the picture and making the largest variant are nearly
// all of the work. Without a cacheDir ("") nothing is kept.
func (p *Picture) Render(v Variant, cacheDir string) ([]byte, error) {
	i := slices.Index(p.Variants, v)
	if i < 0 {
		return nil, fmt.Errorf("%s is no variant of %s", v.Name, p.file.Path)
	}
	if p.vector != nil {
		return p.vector, nil
	}
	c := cache{cacheDir}
	if data := c.read(v.key); data != nil {
		return data, nil
	}
	p.rendering.Lock()
	defer p.rendering.Unlock()
	if data := c.read(v.key); data != nil { // made while we waited
		return data, nil
	}
	largest, err := p.largest()
	if err != nil {
		return nil, err
	}
	var result []byte
	for j, w := range p.Variants {
		if j != i && (cacheDir == "" || c.read(w.key) != nil) {
			continue
		}
		data, err := p.encode(resize(largest, w.Width, w.Height))
		if err != nil {
			return nil, p.fault("", "encode the picture: %v", err)
		}
		if err := c.write(w.key, data); err != nil {
			return nil, fmt.Errorf("write the picture cache: %w", err)
		}
		if j == i {
			result = data
		}
	}
	return result, nil
}

// largest decodes the picture and returns its largest variant, upright.
func (p *Picture) largest() (image.Image, error) {
	m, _, err := image.Decode(bytes.NewReader(p.file.Data))
	if err != nil {
		return nil, p.fault("save the picture again", "damaged picture: %v", err)
	}
	v := p.Variants[len(p.Variants)-1]
	width, height := p.Width, p.Height
	if p.turn > 4 {
		width, height, v.Width, v.Height = height, width, v.Height, v.Width
	}
	if frame := image.Rect(0, 0, width, height); m.Bounds() != frame {
		// The frame of a GIF may be smaller than its screen.
		canvas := image.NewNRGBA(frame)
		draw.Draw(canvas, m.Bounds(), m, m.Bounds().Min, draw.Src)
		m = canvas
	}
	return upright(resize(m, v.Width, v.Height), p.turn), nil
}

func (p *Picture) encode(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	var err error
	if p.format == "jpeg" {
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = png.Encode(&b, m) // its best compression saves 4 % and takes four times as long
	}
	return b.Bytes(), err
}

// band is how many rows or columns are resized at once. The library takes 32
// bytes for each pixel in between: 150 MB for a photograph of 12 megapixels in
// one go, 13 MB in bands.
const band = 256

// resize returns the picture, whose bounds start at 0, in another size, or m
// itself if it has that size.
//
// It changes first the width, then the height. In the direction that keeps its
// size the kernel is exactly 1 at the pixel and 0 at its neighbours, so that
// the bands meet without a seam.
func resize(m image.Image, width, height int) image.Image {
	size := m.Bounds().Size()
	if size == image.Pt(width, height) {
		return m
	}
	narrow := image.NewRGBA(image.Rect(0, 0, width, size.Y))
	rows := draw.CatmullRom.NewScaler(width, band, size.X, band)
	for y := 0; y < size.Y; y += band {
		end := min(y+band, size.Y) // the last band is smaller, which a Scaler accepts
		rows.Scale(narrow, image.Rect(0, y, width, end), m, image.Rect(0, y, size.X, end), draw.Src, nil)
	}
	result := image.NewRGBA(image.Rect(0, 0, width, height))
	columns := draw.CatmullRom.NewScaler(band, height, band, size.Y)
	for x := 0; x < width; x += band {
		end := min(x+band, width)
		columns.Scale(result, image.Rect(x, 0, end, height), narrow, image.Rect(x, 0, end, size.Y), draw.Src, nil)
	}
	return result
}

// upright turns and mirrors a picture from an EXIF orientation to 1.
func upright(m image.Image, orientation int) image.Image {
	if orientation == 1 {
		return m
	}
	b := m.Bounds()
	src := image.NewRGBA(b)
	draw.Draw(src, b, m, b.Min, draw.Src)
	right, bottom := b.Dx()-1, b.Dy()-1
	size := b.Size()
	if orientation > 4 {
		size.X, size.Y = size.Y, size.X
	}
	dst := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			var c color.RGBA
			switch orientation {
			case 2: // mirrored
				c = src.RGBAAt(right-x, y)
			case 3: // upside down
				c = src.RGBAAt(right-x, bottom-y)
			case 4: // upside down, mirrored
				c = src.RGBAAt(x, bottom-y)
			case 5: // on its side, mirrored
				c = src.RGBAAt(y, x)
			case 6: // its top at the left
				c = src.RGBAAt(y, bottom-x)
			case 7: // on its other side, mirrored
				c = src.RGBAAt(right-y, bottom-x)
			case 8: // its top at the right
				c = src.RGBAAt(right-y, x)
			}
			dst.SetRGBA(x, y, c)
		}
	}
	return dst
}
