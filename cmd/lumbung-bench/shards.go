package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

// shardsCase is three results: one process that builds the portal of plain pages, the
// processes that build its parts beside each other, and the one that joins them. Each has
// one processor, so that what is measured is how the work is shared, not how one process
// uses the machine.
const shardsCase = "shards"

var shardResults = []string{"one", "parts", "merge"}

// measureShards runs the case once.
func (b builder) measureShards(ctx context.Context, note func(name, out string, s sample) error) error {
	project, root := filepath.Join(b.dir, "pages"), filepath.Join(b.dir, "shards")
	out := filepath.Join(root, "out")
	defer os.RemoveAll(root)
	if err := os.MkdirAll(root, 0o777); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(project, ".lumbung")); err != nil {
		return err
	}
	s, err := b.alone(ctx, "build", "--quiet", "--dir", project, "--out", out)
	if err == nil {
		err = note("one", out, s)
	}
	if err := errors.Join(err, os.RemoveAll(out)); err != nil {
		return err
	}
	var parts []string
	for i := range b.shards {
		parts = append(parts, filepath.Join(root, "parts", strconv.Itoa(i+1)))
	}
	if s, err = b.parts(ctx, project, parts); err == nil {
		err = note("parts", filepath.Dir(parts[0]), s)
	}
	if err != nil {
		return err
	}
	if s, err = b.alone(ctx, append([]string{"merge", "--quiet", "--out", out}, parts...)...); err == nil {
		err = note("merge", out, s)
	}
	return err
}

// alone runs lumbung on one processor.
func (b builder) alone(ctx context.Context, args ...string) (sample, error) {
	return runIn(ctx, "", []string{"GOMAXPROCS=1"}, b.lumbung, args...)
}

// parts builds all parts at once. It took what all of them took together, and its peak is
// that of the largest.
func (b builder) parts(ctx context.Context, project string, parts []string) (sample, error) {
	samples, failed := make([]sample, len(parts)), make([]error, len(parts))
	var wait sync.WaitGroup
	start := time.Now()
	for i, part := range parts {
		wait.Go(func() {
			share := fmt.Sprintf("%d/%d", i+1, len(parts))
			samples[i], failed[i] = b.alone(ctx, "build", "--quiet", "--dir", project, "--shard", share, "--out", part)
		})
	}
	wait.Wait()
	all := sample{wall: time.Since(start)}
	for _, s := range samples {
		all.cpu += s.cpu
		all.peak = max(all.peak, s.peak)
	}
	return all, errors.Join(failed...)
}

// printShards says how many times as fast the parts are as one process.
func printShards(out io.Writer, shards int, results []result) error {
	took := map[string]time.Duration{}
	for _, r := range results {
		took[r.name] = r.median().wall
	}
	if took["parts"] == 0 {
		return nil
	}
	times := func(d time.Duration) string { return fmt.Sprintf("%.2f", float64(took["one"])/float64(d)) }
	_, err := fmt.Fprintf(out, "\n%d processes of one processor each are %s times as fast as one, with the merge %s times.\n",
		shards, times(took["parts"]), times(took["parts"]+took["merge"]))
	return err
}
