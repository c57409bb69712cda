package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// A sample is what one process took.
type sample struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory at its largest, 0 where the system does not say
}

// A result is what one case made and took, run after run.
type result struct {
	name         string
	files, pages int
	size         int64
	samples      []sample
}

// run starts the program and waits for it. The peak of a child counts from its parent's
// at the start, so this process keeps nothing large: the register is streamed to its
// file, and the floor is a process of its own.
func run(ctx context.Context, program string, args ...string) (sample, error) {
	return runIn(ctx, "", nil, program, args...)
}

// runIn is run in another folder, or with more in its environment.
func runIn(ctx context.Context, dir string, env []string, program string, args ...string) (sample, error) {
	var talk bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), env...)
	cmd.Stdout, cmd.Stderr = &talk, &talk
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return sample{}, fmt.Errorf("%s %q: %w\n%s", program, args, err, talk.Bytes())
	}
	state := cmd.ProcessState
	return sample{wall, state.UserTime() + state.SystemTime(), peakMemory(state)}, nil
}

// measureAll runs the cases in turn, and all of them again, so that a disturbance of the
// machine falls on all alike. The floor comes after pages, whose files it repeats.
func measureAll(ctx context.Context, o options, dir string, progress io.Writer) ([]result, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	b := builder{o.lumbung, self, dir, o.rows, o.shards}
	for _, site := range []string{"pages", "whole"} {
		if err := writePortal(filepath.Join(dir, site), site+".toml", o.rows); err != nil {
			return nil, err
		}
	}
	var results []result
	for _, name := range o.cases {
		if name != shardsCase {
			results = append(results, result{name: name})
			continue
		}
		for _, name := range shardResults {
			results = append(results, result{name: name})
		}
	}
	for turn := range o.runs {
		if err := b.turn(ctx, turn+1, results, progress); err != nil {
			return nil, err
		}
	}
	return results, nil
}

type builder struct {
	lumbung, self, dir string
	rows, shards       int
}

func (b builder) turn(ctx context.Context, turn int, results []result, progress io.Writer) error {
	out, list := filepath.Join(b.dir, "out"), filepath.Join(b.dir, "list")
	project := filepath.Join(b.dir, "pages")
	if err := writeRegister(project, b.rows, 0); err != nil {
		return err
	}
	took := map[string]sample{}
	made := map[string]result{}
	note := func(name, out string, s sample) (err error) {
		took[name] = s
		var r result
		r.files, r.pages, r.size, err = listFiles(out, list)
		made[name] = r
		fmt.Fprintf(progress, "run %d: %s: %.2f s\n", turn, name, s.wall.Seconds())
		return err
	}
	wants := func(name string) bool {
		return slices.ContainsFunc(results, func(r result) bool { return r.name == name })
	}
	if wants("floor") || wants("pages") || wants("edit") || wants("quick") {
		s, err := b.clean(ctx, "pages", out)
		if err != nil {
			return err
		}
		if err := note("pages", out, s); err != nil {
			return err
		}
	}
	if wants("floor") {
		bare := filepath.Join(b.dir, "floor")
		s, err := run(ctx, b.self, floorFlag, list, bare)
		if err != nil {
			return err
		}
		if err := note("floor", bare, s); err != nil {
			return err
		}
		if err := os.RemoveAll(bare); err != nil {
			return err
		}
	}
	for i, name := range []string{"edit", "quick"} {
		if !wants(name) {
			continue
		}
		if err := writeRegister(project, b.rows, 2*turn+i); err != nil {
			return err
		}
		s, err := b.build(ctx, "pages", out, [][]string{nil, {"--quick"}}[i]...)
		if err != nil {
			return err
		}
		if err := note(name, out, s); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if wants("whole") {
		s, err := b.clean(ctx, "whole", out)
		if err != nil {
			return err
		}
		if err := note("whole", out, s); err != nil {
			return err
		}
	}
	if wants(shardResults[0]) {
		if err := b.measureShards(ctx, note); err != nil {
			return err
		}
	}
	for _, p := range peers {
		if wants(p.name) {
			if err := b.measurePeer(ctx, p, note); err != nil {
				return err
			}
		}
	}
	for i := range results {
		r := &results[i]
		m := made[r.name]
		r.files, r.pages, r.size = m.files, m.pages, m.size
		r.samples = append(r.samples, took[r.name])
	}
	return os.RemoveAll(out)
}

// clean builds without what an earlier build left in the project.
func (b builder) clean(ctx context.Context, site, out string) (sample, error) {
	if err := os.RemoveAll(filepath.Join(b.dir, site, ".lumbung")); err != nil {
		return sample{}, err
	}
	return b.build(ctx, site, out)
}

func (b builder) build(ctx context.Context, site, out string, flags ...string) (sample, error) {
	return run(ctx, b.lumbung, append([]string{"build", "--quiet", "--dir", filepath.Join(b.dir, site), "--out", out}, flags...)...)
}
