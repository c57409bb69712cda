package main

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/record"
)

// defaultOut is where a portal is built, in its project.
const defaultOut = "public"

var buildCommand = &command{
	name:  "build",
	usage: "[flags]",
	short: "make the portal: pages, charts, downloads and metadata",
	long: `Reads site.toml, data/, content/ and the theme, checks everything, and writes the whole
portal into a folder of plain files, or into one .zip or .tar. When anything is wrong
nothing is written, and the site that was there stays as it was. Files in the output folder
that lumbung did not make are never touched.

A build makes what has changed since the last one, and looks at every file that is there, for
another hand may have changed it. --quick looks at the folders only: a file that was removed,
added or replaced is found, one that was written in place stays as it is until a build without.
Memory sticks and cards may keep no times of folders: there it is not for.

  lumbung build
  lumbung build --out /media/usb/portal
  lumbung build --base-url https://data.kupangkota.go.id/kube/ --out portal.zip`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		out := fs.String("out", "", "write to `PATH`: a folder, or a file ending in .zip or .tar (default public in the project)")
		baseURL := fs.String("base-url", "", "the portal's `ADDRESS`, instead of baseURL in site.toml")
		workers := fs.Int("workers", 0, "how many pages are rendered at once; `N` is by default the number of processors")
		shard := fs.String("shard", "", "make only part `I/N` of the portal, for lumbung merge to join")
		quick := fs.Bool("quick", false, "look at the output's folders only, and not at every file in them, for what another hand changed")
		return func(env *environment, args []string) int {
			if len(args) > 0 {
				return env.misuse("build", misusef("build takes no %q", args[0]))
			}
			part, err := parseShare(*shard)
			if err != nil {
				return env.misuse("build", err)
			}
			if !part.whole() && *out == "" {
				return env.misuse("build", misusef("--shard needs --out: a part must not take the place of the portal"))
			}
			return env.build(buildOptions{out: *out, baseURL: *baseURL, workers: *workers, share: part, quick: *quick})
		}
	},
}

type buildOptions struct {
	out     string
	baseURL string
	workers int
	share   share
	quick   bool
}

// build reads, checks and writes a portal, and tells how it went.
func (env *environment) build(o buildOptions) int {
	began := time.Now()
	pr, err := openProject(env.dir)
	if err != nil {
		return env.noProject(err)
	}
	defer pr.close()
	if o.out == "" {
		o.out = filepath.Join(env.dir, defaultOut)
	}
	log := &diag.Log{}
	progress := env.progress()
	opened := openOutput(pr, o)
	defer opened.abort()
	var store *dataset.Store
	if o.share.whole() {
		store = newStore(pr)
	}
	p := readPortal(pr, readOptions{baseURL: o.baseURL, store: store, stage: func(name string) { progress.phase(name, 0) }}, log)
	defer p.close()
	if log.Errors() > 0 {
		progress.close()
		dropPieces(pr)
		env.diagnostics(log.Sorted())
		return env.failCount(log)
	}
	result, err := env.publish(p, o, opened, progress)
	progress.close()
	env.diagnostics(log.Sorted())
	if err != nil {
		dropPieces(pr)
		return env.publishFailed(o.out, err)
	}
	keepTables(store, p)
	took := time.Since(began)
	facts := map[string]any{"output": o.out, "files": result.Files, "bytes": result.Bytes, "new": result.New, "changed": result.Changed,
		"removed": result.Removed, "warnings": log.Warnings(), "seconds": took.Seconds()}
	if left := p.catalog.LeftOut(); len(left) > 0 {
		facts["leftOut"] = left
		env.tell("left out, because site.toml has no baseURL: %s; --base-url gives it for one build", strings.Join(left, ", "))
	}
	return env.result(facts, "%s: %d {file|files} (%d new, %d changed, %d removed), %d {warning|warnings}, %s",
		o.out, result.Files, result.New, result.Changed, result.Removed, log.Warnings(), seconds(env.say, took))
}

// opening is an output that is being opened while the sources are read, and looked through
// for what another hand did while they are read and downloads are written.
type opening struct {
	done    chan struct{}
	out     *output.Publish
	last    *record.Record // of the last build, nil: none
	altered *alterations
	err     error
}

func openOutput(pr *project, o buildOptions) *opening {
	op := &opening{done: make(chan struct{})}
	go func() {
		defer close(op.done)
		if op.out, op.err = output.Open(o.out, outputOptions(pr)); op.err != nil || !o.share.whole() {
			return
		}
		name := recordPath(pr, o.out)
		if _, err := os.Stat(name); err != nil {
			return
		}
		if o.quick { // what need not be looked at is in the record
			if op.last = record.Load(name, op.out.Last()); op.last != nil {
				op.altered = lookForAlterations(op.out, op.last.Folders)
			}
			return
		}
		op.altered = lookForAlterations(op.out, nil)
		op.last = record.Load(name, op.out.Last())
	}()
	return op
}

// wait gives the output once it is open.
func (op *opening) wait() (*output.Publish, error) {
	<-op.done
	return op.out, op.err
}

// abort leaves the output as it was, unless it was committed.
func (op *opening) abort() {
	if out, _ := op.wait(); out != nil {
		op.altered.wait()
		out.Abort()
	}
}

// publish writes a portal into its output and makes it visible.
func (env *environment) publish(p *portal, o buildOptions, opened *opening, progress *progress) (output.Result, error) {
	out, err := opened.wait()
	if err != nil {
		return output.Result{}, err
	}
	if r := out.Recovered(); r.Outcome != output.Clean {
		env.tell("%s", r.Outcome.String())
	}
	w := &writer{portal: p, ctx: env.ctx, out: out, workers: o.workers, share: o.share, progress: progress}
	if opened.last == nil { // over a last build little is made, and the heap has room for it
		w.searching = writeHeap(p)
	}
	if o.share.whole() {
		w.record = newRecorder(p, opened.last)
		w.record.altered, w.recordFile = opened.altered, recordPath(p.project, o.out)
	}
	defer w.unrecorded()
	if err := w.write(func(name string, total int) { progress.phase(name, total) }); err != nil {
		return output.Result{}, err
	}
	result, err := out.Commit()
	if err == nil {
		w.recorded(result)
	}
	return result, err
}

// outputOptions say where a project's output may not be.
func outputOptions(pr *project) output.Options {
	o := output.Options{Project: pr.dir, Wait: 10 * time.Second, Deflate: true}
	for _, name := range []string{"data", "content", "themes"} {
		o.Protect = append(o.Protect, pr.path(name))
	}
	return o
}

func (env *environment) noProject(err error) int {
	if errors.Is(err, errNoProject) {
		env.complain(env.text("%q has no site.toml: it is no portal", env.dir), env.text("%q makes one", "lumbung init DIR"))
		return broken
	}
	if errors.Is(err, os.ErrNotExist) {
		return env.fail("there is no folder %q", env.dir)
	}
	if info, failure := os.Stat(env.dir); failure == nil && !info.IsDir() {
		return env.fail("%q is a file, and no folder", env.dir)
	}
	return env.failed(err)
}

// failCount ends a command that found errors: how many, and that nothing was written.
func (env *environment) failCount(log *diag.Log) int {
	if env.json {
		return broken
	}
	errors, warnings := told(log)
	env.complain(env.text("%d {error|errors}, %d {warning|warnings}; nothing was written", errors, warnings), "")
	return broken
}

// told counts what is printed: the same thing found twice is one.
func told(log *diag.Log) (errors, warnings int) {
	for _, d := range log.Sorted() {
		switch d.Severity {
		case diag.Error:
			errors++
		case diag.Warning:
			warnings++
		}
	}
	return errors, warnings
}

func (env *environment) publishFailed(out string, err error) int {
	text := env.errorText(err)
	if !strings.Contains(text, out) {
		text = out + ": " + text
	}
	hint := diag.Msg("the site that was there is as it was")
	var unfinished interface{ Hint() diag.Message }
	if errors.As(err, &unfinished) {
		hint = unfinished.Hint()
	}
	env.complain(text, hint.In(env.say))
	return broken
}
