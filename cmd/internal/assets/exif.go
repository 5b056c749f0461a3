package assets

import (
	"bytes"
	"encoding/binary"
)

// orientation returns the EXIF orientation of a JPEG or PNG file, 1 to 8. It is
// 1, upright, when none is given or when it cannot be read.
//
// A camera stores the pixels as its sensor lies, and how to turn them in the
// tag 0x0112 of TIFF data (Exif 2.32 §4.6.4), which are in a segment of a JPEG
// file or in a chunk of a PNG file.
func orientation(data []byte) int {
	tiff := exifOfJPEG(data)
	if tiff == nil {
		tiff = exifOfPNG(data)
	}
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	start := uint64(order.Uint32(tiff[4:]))
	if start+2 > uint64(len(tiff)) {
		return 1
	}
	count := int(order.Uint16(tiff[start:]))
	entries := tiff[start+2:]
	for range count {
		if len(entries) < 12 {
			return 1
		}
		if order.Uint16(entries) == 0x0112 {
			if o := int(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}

// exifOfJPEG returns the TIFF data of a JPEG file, or nil.
func exifOfJPEG(data []byte) []byte {
	data, ok := bytes.CutPrefix(data, []byte("\xff\xd8"))
	for ok && len(data) >= 4 && data[0] == 0xff {
		marker := data[1]
		if marker == 0xff { // a filling byte
			data = data[1:]
			continue
		}
		size := 2 + int(binary.BigEndian.Uint16(data[2:]))
		if marker == 0xda || size < 4 || size > len(data) { // 0xda: the pixels start
			return nil
		}
		if tiff, ok := bytes.CutPrefix(data[4:size], []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			return tiff
		}
		data = data[size:]
	}
	return nil
}

// exifOfPNG returns the TIFF data of a PNG file, or nil.
func exifOfPNG(data []byte) []byte {
	data, ok := bytes.CutPrefix(data, []byte("\x89PNG\r\n\x1a\n"))
	for ok && len(data) >= 12 {
		size := uint64(binary.BigEndian.Uint32(data))
		if size+12 > uint64(len(data)) {
			return nil
		}
		if string(data[4:8]) == "eXIf" {
			return data[8 : 8+size]
		}
		data = data[size+12:]
	}
	return nil
}
