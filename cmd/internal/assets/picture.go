package assets

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // for image.DecodeConfig
	_ "image/jpeg"
	_ "image/png"
	"sync"

	"bassins/cmd/internal/diag"
	"bassins/cmd/internal/source"
)

// widths are the widths in pixels in which a picture is published.
var widths = []int{400, 800, 1200, 1600}

// maxPixels bounds the memory that a picture takes. Twice the resolution of a
// good camera, it refuses a small file that would unfold to gigabytes.
const maxPixels = 60_000_000

// recipe is a part of every variant's key. Whoever changes how pixels are made
// changes it, so that the new ones get new names.
const recipe = "1: largest by CatmullRom, others from it, JPEG 80, PNG"

// Picture is a picture that an editor placed in content, as its header
// describes it: its pixels are decoded by [Picture.Render] only. It is safe for
// several goroutines, and must not be copied.
type Picture struct {
	Width, Height int       // in pixels, as the picture is seen: turned upright
	Variants      []Variant // the smallest first, never empty; all have the same shape

	file   *source.File
	format string // "jpeg", "png", "gif" or "svg"
	turn   int    // EXIF orientation, 1 to 8
	vector []byte // the finished file, for SVG

	rendering sync.Mutex // held while pixels are decoded
}

// Variant is a picture in one width.
type Variant struct {
	Width, Height int
	Name          string // published path: "assets/photo.3f2a9c1d0b-800.jpg"

	key string // of the cache
}

// NewPicture reads the header of a JPEG, PNG, GIF or SVG file; what the file
// holds counts, not its extension. The error is an [*Error].
//
// It refuses what a reader's browser should not get: animations, drawings that
// run or load something, and more than 60 megapixels.
func NewPicture(f *source.File) (*Picture, error) {
	p := &Picture{file: f, turn: 1}
	if isSVG(f.Data) {
		if err := p.draw(); err != nil {
			return nil, err
		}
		return p, nil
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(f.Data))
	switch {
	case err == image.ErrFormat || err == nil && format != "jpeg" && format != "png" && format != "gif":
		return nil, p.fault("save it as JPEG (a photograph), SVG or PNG (a drawing)", "expected a JPEG, PNG, GIF or SVG picture")
	case err != nil:
		return nil, p.fault("save the picture again", "damaged picture: %v", err)
	case config.Width <= 0 || config.Height <= 0:
		return nil, p.fault("save the picture again", "the picture is empty")
	case config.Width > maxPixels/config.Height:
		return nil, p.fault(fmt.Sprintf("make it smaller; %d pixels wide are enough", widths[len(widths)-1]),
			"picture of %d × %d pixels is too large", config.Width, config.Height)
	case format == "gif" && animated(f.Data):
		return nil, p.fault("use a still picture or a video: a reader must be able to stop what moves", "animated GIF")
	}
	p.format, p.turn = format, orientation(f.Data)
	p.Width, p.Height = config.Width, config.Height
	if p.turn > 4 { // lies on its side
		p.Width, p.Height = p.Height, p.Width
	}
	for _, w := range widths {
		p.addVariant(min(w, p.Width))
		if w >= p.Width {
			break
		}
	}
	return p, nil
}

// addVariant adds the variant of the given width, not larger than the picture's.
func (p *Picture) addVariant(width int) {
	height := max(1, (p.Height*width+p.Width/2)/p.Width)
	key := hash([]byte(recipe), p.file.Hash[:], fmt.Appendf(nil, "%d×%d", width, height))
	p.Variants = append(p.Variants, Variant{
		Width: width, Height: height, key: key,
		Name: fmt.Sprintf("%s/%s.%.*s-%d%s", Folder, stem(p.file.Path), digits, key, width, extension(p.format)),
	})
}

// extension returns the extension of published files. A GIF becomes a PNG,
// which holds the same pixels in fewer bytes.
func extension(format string) string {
	switch format {
	case "jpeg":
		return ".jpg"
	case "svg":
		return ".svg"
	}
	return ".png"
}

// draw makes the one variant of a drawing.
func (p *Picture) draw() error {
	data, err := Minify(".svg", bytes.TrimPrefix(p.file.Data, []byte("\ufeff")))
	if err == nil {
		p.Width, p.Height, err = drawing(data)
	}
	if err != nil {
		problem := AsProblem("", err)
		problem.Path, problem.Hint = p.file.Path, "save it as plain SVG, or as PNG"
		return &Error{problem}
	}
	p.format, p.vector = "svg", data
	p.Variants = []Variant{{Width: p.Width, Height: p.Height, Name: Name(stem(p.file.Path)+".svg", data)}}
	return nil
}

// isSVG reports whether data start like an XML or SVG file.
func isSVG(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	return bytes.HasPrefix(data, []byte("<"))
}

func (p *Picture) fault(hint, format string, args ...any) *Error {
	return &Error{diag.Problem{Path: p.file.Path, Message: fmt.Sprintf(format, args...), Hint: hint}}
}
