// Lumbung-bench measures how fast lumbung publishes a large register. It makes up a
// portal with a page for each of n groups and builds it with the real binary, each build
// a process of its own, as a publisher or a CI job would run it:
//
//	floor  files of the same names and sizes, written and nothing else
//	pages  one language, CSV only, a theme of plain pages of about 4.5 KB
//	edit   the same portal over the published one, after one cell was edited
//	quick  the same with --quick: the files that are there are not looked at one by one
//	whole  two languages, the default theme, all downloads, search, metadata
//	shards the same portal by one process and by -shards processes beside each other, each
//	       on one processor, and the merge of their parts: only when it is asked for
//	hugo, eleventy
//	       the plain pages by other generators, where their programs are found
//
// All but edit and quick begin without anything that an earlier build left. The floor is what the
// file system alone costs. Machines differ and are disturbed, so ratios of the same run
// say more than seconds. Usage:
//
//	go run ./cmd/lumbung-bench -n 100000
//	TMPDIR=/dev/shm go run ./cmd/lumbung-bench -n 100000 -cases floor,pages
//	TMPDIR=/dev/shm go run ./cmd/lumbung-bench -n 100000 -cases shards -shards 4
//	go run ./cmd/lumbung-bench -n 10000 -cases pages,hugo
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
)

// floorFlag makes this binary the floor itself: a process of its own, like a build.
const floorFlag = "-write-floor"

func main() {
	if len(os.Args) == 4 && os.Args[1] == floorFlag {
		exit(writeFloor(os.Args[2], os.Args[3]))
	}
	// Interrupted, it stops the build it waits for and removes its temporary folder.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := bench(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	exit(err)
}

func exit(err error) {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		os.Exit(0)
	case errors.As(err, new(usageError)):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

type usageError struct{ error }

type options struct {
	rows, runs int
	shards     int
	lumbung    string
	cases      []string
}

var (
	usualCases = []string{"floor", "pages", "edit", "quick", "whole"}
	allCases   = append(slices.Clone(usualCases), shardsCase, "hugo", "eleventy")
)

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	var cases string
	set := flag.NewFlagSet("lumbung-bench", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.IntVar(&o.rows, "n", 10000, "rows of the register")
	set.IntVar(&o.runs, "runs", 3, "how often each case is run; the medians are printed")
	set.StringVar(&o.lumbung, "lumbung", "", "the binary to measure (default: build ./cmd/lumbung)")
	set.StringVar(&cases, "cases", strings.Join(append(slices.Clone(usualCases), installed()...), ","), "which cases to run; others are shards, hugo and eleventy")
	set.IntVar(&o.shards, "shards", runtime.NumCPU(), "how many processes share a build in the case shards")
	if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
		return o, err
	} else if err != nil {
		return o, usageError{err}
	}
	if set.NArg() > 0 {
		return o, usageError{fmt.Errorf("unexpected argument %q", set.Arg(0))}
	}
	if o.rows < 1 || o.runs < 1 || o.shards < 1 {
		return o, usageError{errors.New("-n, -runs and -shards must be at least 1")}
	}
	wanted := map[string]bool{}
	for name := range strings.SplitSeq(cases, ",") {
		wanted[name] = true
	}
	for _, name := range allCases {
		if wanted[name] {
			o.cases = append(o.cases, name)
		}
		delete(wanted, name)
	}
	for _, p := range peers {
		if slices.Contains(o.cases, p.name) && !slices.Contains(installed(), p.name) {
			return o, usageError{fmt.Errorf("-cases %s: no program %s is found", cases, p.name)}
		}
	}
	if len(wanted) > 0 {
		return o, usageError{fmt.Errorf("-cases %s: the cases are %s", cases, strings.Join(allCases, ", "))}
	}
	return o, nil
}

func bench(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "lumbung-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if o.lumbung == "" {
		o.lumbung = filepath.Join(dir, "lumbung")
		build := exec.CommandContext(ctx, "go", "build", "-o", o.lumbung, "lumbung/cmd/lumbung")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("go build lumbung/cmd/lumbung: %w\n%s", err, out)
		}
	}
	results, err := measureAll(ctx, o, dir, stderr)
	if err != nil {
		return err
	}
	if err := printTable(stdout, results); err != nil {
		return err
	}
	if err := printShards(stdout, o.shards, results); err != nil {
		return err
	}
	return printPeers(ctx, stdout, results)
}
