package build

import (
	"os"
	"path/filepath"

	"bassins/cmd/internal/plan"
)

// The site before the last one stays in .cache/ as a spare. Brought up to date and
// exchanged with the site, it costs what has changed since: linking 13,000 pages
// into a new folder, and deleting the old one, for the sake of one edit takes ten
// times as long as all else. Its list of files, [Marker], says what it holds, and
// each file is compared with the one that belongs there, so that a spare of
// whatever age will do.

// sparePath is where the spare is kept between two builds.
func (b *builder) sparePath() string { return b.manifestPath() + ".site" }

// takeSpare makes the new folder, of the spare if there is one, and returns the
// paths of the files in it.
func (b *builder) takeSpare(next string) (paths []string, err error) {
	if paths, ok := readMarker(b.sparePath()); ok && os.Rename(b.sparePath(), next) == nil {
		return paths, nil
	}
	if err := removeAll(b.sparePath()); err != nil {
		return nil, err
	}
	return nil, os.MkdirAll(next, 0o777)
}

// removeVanished deletes the files of the spare that the plan does not have, and
// the folders that they leave empty.
func removeVanished(next string, spare []string, pl *plan.Plan) {
	if len(spare) == 0 {
		return
	}
	planned := make(map[string]bool, len(pl.Outputs))
	for i := range pl.Outputs {
		planned[pl.Outputs[i].Path] = true
	}
	for _, path := range spare {
		if planned[path] {
			continue
		}
		for at := filepath.Join(next, filepath.FromSlash(path)); at != next && os.Remove(at) == nil; {
			at = filepath.Dir(at)
		}
	}
}
