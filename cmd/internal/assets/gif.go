package assets

// animated reports whether a GIF file holds more than one frame. It walks over
// the blocks (GIF89a §§17-27) and decodes no pixel; a file that breaks off early
// is left to the decoder.
func animated(data []byte) bool {
	if len(data) < 13 {
		return false
	}
	rest := skip(data, 13+paletteSize(data[10]))
	frames := 0
	for len(rest) > 0 && frames < 2 {
		switch rest[0] {
		case 0x21: // an extension
			rest = skipBlocks(skip(rest, 2))
		case 0x2c: // a frame
			if len(rest) < 10 {
				return false
			}
			frames++
			rest = skipBlocks(skip(rest, 11+paletteSize(rest[9])))
		default: // 0x3b, the end, or damage
			return false
		}
	}
	return frames > 1
}

// paletteSize returns the size in bytes of the palette that the flags announce.
func paletteSize(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (1 + flags&7)
}

// skipBlocks returns what follows a list of sub-blocks, each preceded by its
// size, which an empty one ends.
func skipBlocks(data []byte) []byte {
	for len(data) > 0 && data[0] != 0 {
		data = skip(data, 1+int(data[0]))
	}
	return skip(data, 1)
}

func skip(data []byte, n int) []byte { return data[min(n, len(data)):] }
