package main

import (
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"lumbung/cmd/lumbung/internal/config"
)

// How far the heap grows between two collections of a register. GOGC, where it is set, decides
// instead.
//
// A collection costs by what holds pointers. Of a register that is little, since rows are
// columns that hold none, and a heap that is let grow is what makes a build of a million rows
// large. A small portal has the growth that Go gives it: a larger heap saves collections, and
// the system takes longer to find the memory for it. Only in the beginning it may grow to what
// it takes in the end: as long as there is little to keep, collections are many.
const (
	smallGrowth = 400     // percent, while the sources of a small portal are read
	smallHeap   = 4 << 20 // bytes, up to which a heap is in its beginning
	largeGrowth = 50      // percent, while the sources of a register are read
	largeSpare  = 4 << 20 // bytes, while its pages are written
	fileHeap    = 112     // bytes of the heap that a written file keeps: its path, size, sum and place
	searchHeap  = 200     // bytes that the search index takes for each page, once they are written
)

// registerBytes is how large the tables are from which a portal is a register.
const registerBytes = 1 << 20

// readHeap readies the heap for the reading of a project, until done is called.
func readHeap(pr *project) (done func()) {
	var m runtime.MemStats
	switch runtime.ReadMemStats(&m); {
	case os.Getenv("GOGC") != "":
	case pr.register():
		debug.SetGCPercent(largeGrowth)
	case m.NextGC <= smallHeap:
		last := debug.SetGCPercent(smallGrowth)
		return func() { debug.SetGCPercent(last) }
	}
	return func() {}
}

// writeHeap readies the heap for the writing of what was read: what pages need is soon
// garbage, and what remains grows by as much as is known of each file. The memory that the
// search index will take is theirs until then.
func writeHeap(p *portal) (searching func()) {
	if os.Getenv("GOGC") != "" || !p.project.register() {
		return func() {}
	}
	debug.FreeOSMemory() // what reading took besides what it gave
	releaseProgram()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	pages := uint64(p.pageCount())
	live := max(1, m.HeapAlloc+pages*fileHeap)
	spare := func(bytes uint64) { debug.SetGCPercent(int(max(bytes*100/live, 4))) }
	if !config.On(p.site.Outputs.Search) {
		spare(largeSpare)
		return func() {}
	}
	spare(largeSpare + pages*searchHeap)
	return func() {
		live += pages * searchHeap
		spare(largeSpare)
	}
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
