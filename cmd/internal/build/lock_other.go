//go:build !unix

package build

import "os"

func lockFile(*os.File) error { return nil }
