package assets

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
)

// cache keeps finished files in a folder. An entry is the SHA-256 of the file,
// then the file, so that a damaged entry is seen.
type cache struct{ dir string }

// read returns an entry, or nil if there is none or it is damaged.
func (c cache) read(key string) []byte {
	if c.dir == "" {
		return nil
	}
	entry, err := os.ReadFile(filepath.Join(c.dir, key))
	if err != nil || len(entry) <= sha256.Size {
		return nil
	}
	data := entry[sha256.Size:]
	if sha256.Sum256(data) != [sha256.Size]byte(entry) {
		return nil
	}
	return data
}

func (c cache) write(key string, data []byte) error {
	if c.dir == "" {
		return nil
	}
	if err := os.MkdirAll(c.dir, 0o777); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	return writeFile(filepath.Join(c.dir, key), append(sum[:], data...))
}

// writeFile replaces a file as a whole: nobody ever sees a part of it.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
