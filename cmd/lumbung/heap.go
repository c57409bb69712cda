package main

import (
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// How far the heap grows between two collections. GOGC, where it is set, decides instead.
//
// A collection costs by what holds pointers. Of a small portal that is nearly all: were its
// heap kept small, collections would be a third of what a build costs. Of a register it is
// little, since rows are columns that hold none, and a heap that is let grow is what makes a
// build of a million rows large.
const (
	smallGrowth = 200      // percent, of a small portal
	largeGrowth = 50       // percent, while the sources of a register are read
	largeSpare  = 16 << 20 // bytes, while its pages are written
)

// registerBytes is how large the tables are from which a portal is a register.
const registerBytes = 1 << 20

// spareMemory lets a heap grow to some 60 MB before the first collection. The array that it
// gives is never touched and so takes no memory.
func spareMemory() (ballast []byte) {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	debug.SetGCPercent(smallGrowth)
	return make([]byte, 32<<20)
}

// spareForEdit is more of it for a build over the last one, which allocates little in all:
// looking through it for what could be used again is an eighth of its work.
func spareForEdit() (ballast []byte) {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	return make([]byte, 64<<20)
}

// readHeap readies the heap for the reading of a project.
func readHeap(pr *project) {
	if os.Getenv("GOGC") == "" && pr.register() {
		debug.SetGCPercent(largeGrowth)
	}
}

// writeHeap readies the heap for the writing of what was read: what pages need is soon
// garbage.
func writeHeap(pr *project) {
	if os.Getenv("GOGC") != "" || !pr.register() {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	live := max(1, m.NextGC*100/(100+largeGrowth))
	debug.SetGCPercent(int(min(largeGrowth, max(largeSpare*100/live, 4))))
}

// register says whether a project's tables are large.
func (p *project) register() bool {
	entries, err := fs.ReadDir(p.fs, "data")
	if err != nil {
		return false
	}
	size := int64(0)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !strings.HasSuffix(e.Name(), ".toml") {
			size += info.Size()
		}
	}
	return size >= registerBytes
}
