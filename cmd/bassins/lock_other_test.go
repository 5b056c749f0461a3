//go:build !unix

package main

import "github.com/rogpeppe/go-internal/testscript"

func busy(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("busy needs a Unix system")
}
