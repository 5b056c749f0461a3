//go:build !linux

package build

import "bassins/cmd/internal/source"

func create(path string, data []byte) (source.Stamp, error) { return createWithOS(path, data) }
