//go:build race

package race

// On says whether the race detector looks.
const On = true
