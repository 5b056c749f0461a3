package build

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchange puts the new folder in the place of the old one, in one step of the
// file system, and leaves the old one at the place of the new.
func exchange(next, out string) error {
	err := unix.Renameat2(unix.AT_FDCWD, next, unix.AT_FDCWD, out, unix.RENAME_EXCHANGE)
	if err == unix.EINVAL || err == unix.ENOSYS { // a file system without it
		return exchangeInTwo(next, out)
	}
	if err != nil {
		return &os.LinkError{Op: "exchange", Old: next, New: out, Err: err}
	}
	return nil
}
