//go:build !race

package output

const underRace = false
