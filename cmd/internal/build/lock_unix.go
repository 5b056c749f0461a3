//go:build unix

package build

import (
	"os"

	"golang.org/x/sys/unix"
)

func lockFile(f *os.File) error {
	if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil {
		return errRunning
	}
	return nil
}
