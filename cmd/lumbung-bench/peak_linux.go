package main

import (
	"os"
	"syscall"
)

// peakMemory is the largest resident size the process had; Linux counts it in KiB.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return usage.Maxrss << 10
}
