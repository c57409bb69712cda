// Package race tells tests whether the race detector looks at them. It makes them five to fifteen
// times as long: what runs other programs, makes the same builds once more or works with one
// goroutine leaves it alone, and says so here, by which .ci/run knows the packages that it has to
// test once more without. Nothing but tests imports it.
package race

import "testing"

// Without leaves a test, all of it, to the run without the race detector.
func Without(t testing.TB) {
	t.Helper()
	if On {
		t.Skip("it runs without the race detector")
	}
}

// Every gives n where the race detector looks, and 1 where it does not: of rounds that are all
// alike one in n is enough for it.
func Every(n int) int {
	if On {
		return n
	}
	return 1
}
