package build

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

var errRunning = errors.New("another build of this project is running; wait for it")

// lock takes the project for this build. The system gives it back when the
// process ends, however it ends.
func lock(path string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, fmt.Errorf("create the cache: %s", cause(err))
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, fmt.Errorf("open the lock: %s", cause(err))
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
