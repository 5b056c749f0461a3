package source

import "io/fs"

// Stamp tells whether a file may have changed since it was last seen. Two equal
// stamps mean an unchanged file, unless it was written within the tick of the
// clock in which it was seen.
type Stamp struct {
	Size     int64
	Modified int64  // nanoseconds since 1970
	Changed  int64  // likewise, of the inode; unlike Modified it cannot be set back. 0 where the system has none
	Inode    uint64 // 0 where the system has none
}

// StampOf returns the stamp of a file.
func StampOf(info fs.FileInfo) Stamp { return stampOf(info) }
