//go:build !linux

package build

func exchange(next, out string) error { return exchangeInTwo(next, out) }
