package build

import "os"

// exchangeInTwo is [exchange] where the file system cannot do it in one step.
// For a moment between two renames there is no site.
func exchangeInTwo(next, out string) error {
	old := next + ".old"
	if err := os.Rename(out, old); err != nil {
		return err
	}
	if err := os.Rename(next, out); err != nil {
		os.Rename(old, out)
		return err
	}
	return os.Rename(old, next)
}
