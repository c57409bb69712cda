package main

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
)

var mergeCommand = &command{
	name:  "merge",
	usage: "--out DIR PART ...",
	short: "join the parts of a build that was spread over machines",
	long: `Joins the folders that "lumbung build --shard I/N" made, all N of them and from the same
sources, into one portal, byte for byte what one machine would have built. Nothing is
rendered again: files are copied and SHA256SUMS is written.

  lumbung build --shard 1/2 --out part1
  lumbung build --shard 2/2 --out part2
  lumbung merge --out public part1 part2`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		out := fs.String("out", "", "write the whole portal to `PATH`: a folder, or a file ending in .zip or .tar")
		return func(env *environment, args []string) int {
			if *out == "" || len(args) == 0 {
				return env.misuse("merge", misusef("merge needs --out and the folders of all parts"))
			}
			return env.merge(*out, args)
		}
	},
}

func (env *environment) merge(to string, parts []string) int {
	began := time.Now()
	offline, err := checkParts(parts)
	if err != nil {
		return env.failed(err)
	}
	out, err := output.Open(to, output.Options{Protect: parts, Wait: 10 * time.Second, Deflate: true})
	if err != nil {
		return env.publishFailed(to, err)
	}
	defer out.Abort()
	w := &writer{ctx: env.ctx, out: out, workers: runtime.GOMAXPROCS(0)}
	for _, part := range parts {
		if err := w.copyPart(part); err != nil {
			return env.publishFailed(to, err)
		}
	}
	if err := w.offline(offline); err != nil {
		return env.publishFailed(to, err)
	}
	if err := w.writeSums(w.openLastSums()); err != nil {
		return env.publishFailed(to, err)
	}
	result, err := out.Commit()
	if err != nil {
		return env.publishFailed(to, err)
	}
	took := time.Since(began)
	return env.result(map[string]any{"output": to, "parts": len(parts), "files": result.Files, "bytes": result.Bytes, "seconds": took.Seconds()},
		"%s: %d {file|files} from %d {part|parts}, %s", to, result.Files, len(parts), seconds(env.say, took))
}

// checkParts makes sure that all parts are there, once each, and of the same sources. It
// gives what is to be known of the offline copy, nil where there is none.
func checkParts(parts []string) (offline *offlineCopy, err error) {
	seen := map[int]string{}
	var first partLabel
	for i, part := range parts {
		var l partLabel
		data, err := os.ReadFile(filepath.Join(part, label))
		if errors.Is(err, os.ErrNotExist) {
			return nil, diag.Err("%s is no part of a build: lumbung build --shard I/N makes one", part)
		}
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &l); err != nil || l.Of < 1 {
			return nil, diag.Err("%s: the label %s is damaged", part, label)
		}
		if i == 0 {
			first = l
		}
		switch other, twice := seen[l.Part]; {
		case twice:
			return nil, diag.Err("%s and %s are both part %d", other, part, l.Part)
		case l.Of != first.Of:
			return nil, diag.Err("%s is part of %d, %s of %d", parts[0], first.Of, part, l.Of)
		case l.Sources != first.Sources:
			return nil, diag.Err("%s and %s were built from different sources", parts[0], part)
		}
		seen[l.Part] = part
		if l.Offline != nil {
			offline = l.Offline
		}
	}
	for n := 1; n <= first.Of; n++ {
		if seen[n] == "" {
			return nil, diag.Err("part %d of %d is missing", n, first.Of)
		}
	}
	return offline, nil
}

// copyPart adds the files of a part, and sees that each is as it was built.
func (w *writer) copyPart(part string) error {
	entries, err := output.Published(part)
	if err != nil {
		return err
	}
	buffers := make([][]byte, w.workers)
	return w.each(len(entries), func(worker, i int) error {
		e := &entries[i]
		if e.Path == label {
			return nil
		}
		if err := w.copyFile(part, e, &buffers[worker]); err != nil {
			return err
		}
		if now, _ := w.out.Entry(e.Path); now.Sum != e.Sum {
			return diag.Err("%s in %s is no longer as it was built", e.Path, part)
		}
		return nil
	})
}

// largeCopy is the size from which a file is copied in pieces.
const largeCopy = 1 << 20

func (w *writer) copyFile(part string, e *output.Entry, buf *[]byte) error {
	f, err := os.Open(filepath.Join(part, filepath.FromSlash(e.Path)))
	if err != nil {
		return err
	}
	defer f.Close()
	if e.Size >= largeCopy {
		return w.stream(e.Path, func(to io.Writer) error {
			_, err := io.Copy(to, f)
			return err
		})
	}
	*buf = slices.Grow((*buf)[:0], int(e.Size)+1)
	n, err := io.ReadFull(f, (*buf)[:e.Size+1]) // one more, which is not there
	if err == nil || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return w.out.Write(e.Path, (*buf)[:n])
	}
	return err
}
