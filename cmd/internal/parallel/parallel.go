// Package parallel runs a function for each item of a list on all cores. Workers
// share nothing: each call writes to its own place, so that the result is the same
// on any number of cores.
package parallel

import (
	"runtime"
	"sync"
)

// For calls f for 0 to n-1 from as many goroutines as there are cores, and returns
// when all calls have. Neighbours go to different goroutines.
func For(n int, f func(i int)) {
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		group.Go(func() {
			for i := k; i < n; i += workers {
				f(i)
			}
		})
	}
	group.Wait()
}
