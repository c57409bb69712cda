//go:build race

package output

const underRace = true
