package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/mattn/go-isatty"
)

func main() {
	ballast := spareMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once, which loses nothing
	env := &environment{
		ctx: ctx, stdout: os.Stdout, stderr: os.Stderr, stdin: os.Stdin, getenv: os.Getenv,
		terminal: isTerminal(os.Stderr), asks: isTerminal(os.Stdin),
	}
	code := run(env, os.Args[1:])
	runtime.KeepAlive(ballast)
	stop()
	os.Exit(code)
}

// spareMemory lets the heap of a large register grow by half between two collections, not
// by all of it: rows are columns that hold no pointers, and cost a collection little. A
// small portal would be collected all the time; the array, which is never touched and so
// takes no memory, lets it make some megabytes first.
func spareMemory() (ballast []byte) {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	debug.SetGCPercent(heapGrowth)
	return make([]byte, 32<<20)
}

// settleHeap lets the heap grow by some megabytes only between two collections, once the
// sources are read: what pages need is soon garbage, and most of what stays holds no
// pointers, so that a collection of a million rows costs milliseconds.
func settleHeap() {
	if os.Getenv("GOGC") != "" {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	live := max(1, m.NextGC*100/(100+heapGrowth))
	debug.SetGCPercent(int(min(heapGrowth, max(heapSpare*100/live, 4))))
}

const (
	heapGrowth = 50       // percent, while the sources are read
	heapSpare  = 16 << 20 // bytes, while the portal is written
)

func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}
