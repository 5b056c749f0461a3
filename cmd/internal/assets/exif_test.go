package assets

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"testing"
)

// withOrientation puts EXIF data into a JPEG or PNG file.
func withOrientation(data []byte, orientation int, order binary.AppendByteOrder) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00")
	if order.String() == "BigEndian" {
		tiff = []byte("MM\x00*\x00\x00\x00\x08")
	}
	tiff = order.AppendUint16(tiff, 2)
	tiff = append(tiff, order.AppendUint16(nil, 0x010f)...) // the camera's maker
	tiff = append(tiff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	tiff = order.AppendUint16(tiff, 0x0112)
	tiff = order.AppendUint16(tiff, 3)
	tiff = order.AppendUint32(tiff, 1)
	tiff = order.AppendUint16(tiff, uint16(orientation))
	tiff = append(tiff, "\x00\x00Canon SECRET"...)
	if data[0] == 0xff {
		segment := append([]byte("Exif\x00\x00"), tiff...)
		head := binary.BigEndian.AppendUint16([]byte("\xff\xe0\x00\x04ab\xff\xe1"), uint16(len(segment)+2))
		return bytes.Join([][]byte{data[:2], head, segment, data[2:]}, nil)
	}
	chunk := append([]byte("eXIf"), tiff...)
	const afterHeader = 8 + 25
	return bytes.Join([][]byte{data[:afterHeader], binary.BigEndian.AppendUint32(nil, uint32(len(tiff))), chunk,
		binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(chunk)), data[afterHeader:]}, nil)
}

// asStored turns an upright picture into the pixels that a file with the
// orientation holds, by the words of the standard (Exif 2.32 §4.6.4): where the
// 0th row and the 0th column are seen.
func asStored(m *image.NRGBA, orientation int) *image.NRGBA {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	if orientation > 4 {
		w, h = h, w
	}
	s := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h { // row
		for x := range w { // column
			at := map[int]image.Point{
				1: {x, y},                 // top, left
				2: {w - 1 - x, y},         // top, right
				3: {w - 1 - x, h - 1 - y}, // bottom, right
				4: {x, h - 1 - y},         // bottom, left
				5: {y, x},                 // left, top
				6: {h - 1 - y, x},         // right, top
				7: {h - 1 - y, w - 1 - x}, // right, bottom
				8: {y, w - 1 - x},         // left, bottom
			}[orientation]
			s.Set(x, y, m.At(at.X, at.Y))
		}
	}
	return s
}

func TestOrientations(t *testing.T) {
	seen := photograph(440, 120)
	for orientation := 1; orientation <= 8; orientation++ {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			stored := asStored(seen, orientation)
			for name, data := range map[string][]byte{"a.jpg": jpegOf(t, stored), "a.png": pngOf(t, stored)} {
				p := newPicture(t, name, withOrientation(data, orientation, order))
				if p.Width != 440 || p.Height != 120 || len(p.Variants) != 2 {
					t.Errorf("%s, orientation %d: %d × %d", name, orientation, p.Width, p.Height)
				}
				for i, v := range p.Variants {
					data := render(t, p, i, "")
					if bytes.Contains(data, []byte("SECRET")) || bytes.Contains(data, []byte("Exif")) {
						t.Errorf("%s, orientation %d: metadata are published", name, orientation)
					}
					checkCorners(t, decode(t, data), v, fmt.Sprintf("%s, orientation %d, width %d", name, orientation, v.Width))
				}
			}
		}
	}
}

func checkCorners(t *testing.T, m image.Image, v Variant, what string) {
	t.Helper()
	if m.Bounds() != image.Rect(0, 0, v.Width, v.Height) {
		t.Errorf("%s: bounds %v", what, m.Bounds())
		return
	}
	for i, want := range corners {
		x, y := 10+(i%2)*(v.Width-20), 10+(i/2)*(v.Height-20)
		got := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
		for _, pair := range [][2]uint8{{got.R, want.R}, {got.G, want.G}, {got.B, want.B}} {
			if d := int(pair[0]) - int(pair[1]); d < -12 || d > 12 {
				t.Errorf("%s: corner %d is %v, want %v", what, i, got, want)
				break
			}
		}
	}
}

func TestOrientationOfDamagedEXIF(t *testing.T) {
	good := withOrientation(jpegOf(t, photograph(8, 8)), 6, binary.LittleEndian)
	if got := orientation(good); got != 6 {
		t.Fatalf("orientation %d, want 6", got)
	}
	for name, data := range map[string][]byte{
		"empty":           nil,
		"start only":      good[:2],
		"cut in segment":  good[:30],
		"no EXIF":         jpegOf(t, photograph(8, 8)),
		"orientation 9":   withOrientation(jpegOf(t, photograph(8, 8)), 9, binary.LittleEndian),
		"orientation 0":   withOrientation(jpegOf(t, photograph(8, 8)), 0, binary.BigEndian),
		"directory far":   bytes.Replace(good, []byte("II*\x00\x08\x00\x00\x00"), []byte("II*\x00\xff\xff\xff\xff"), 1),
		"many entries":    bytes.Replace(good, []byte("\x02\x00\x0f\x01"), []byte("\xff\xff\x0f\x02"), 1)[:60],
		"segment of 1":    []byte("\xff\xd8\xff\xe1\x00\x01Exif"),
		"filling bytes":   []byte("\xff\xd8\xff\xff\xff\xff"),
		"PNG, huge chunk": []byte("\x89PNG\r\n\x1a\n\xff\xff\xff\xffeXIfabcd"),
	} {
		if got := orientation(data); got != 1 {
			t.Errorf("%s: orientation %d, want 1", name, got)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	tiny := photograph(4, 4)
	f.Add(withOrientation(jpegOf(f, tiny), 6, binary.LittleEndian))
	f.Add(withOrientation(pngOf(f, tiny), 8, binary.BigEndian))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
