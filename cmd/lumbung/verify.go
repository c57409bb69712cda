package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
)

var verifyCommand = &command{
	name:  "verify",
	usage: "DIR [flags]",
	short: "tell whether a portal is what its sources give",
	long: `Builds the portal again without writing it, and compares it with a folder, a .zip or a
.tar that was built before, byte by byte. It names every file that differs, is missing, or
is there but should not be; files that lumbung did not make are not looked at. --sums needs
no sources: it checks a downloaded copy against the SHA256SUMS in it.

  lumbung verify public
  lumbung verify --base-url https://data.kupangkota.go.id/kube/ portal.zip
  lumbung verify --sums ~/Downloads/portal`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		sums := fs.Bool("sums", false, "check against SHA256SUMS, without the sources")
		baseURL := fs.String("base-url", "", "the `ADDRESS` that the portal was built with, instead of baseURL in site.toml")
		workers := fs.Int("workers", 0, "how many pages are rendered at once; `N` is by default the number of processors")
		return func(env *environment, args []string) int {
			if len(args) != 1 {
				return env.misuse("verify", misusef("verify takes one folder or archive"))
			}
			if *sums {
				return env.verifySums(args[0])
			}
			return env.verify(args[0], buildOptions{baseURL: *baseURL, workers: *workers})
		}
	},
}

// What is wrong with a file.
const (
	differs = "differs"
	missing = "missing"
	extra   = "extra"
)

type fileProblem struct {
	Path    string `json:"path"`
	Problem string `json:"problem"`
}

// verify compares a portal that was built with what its sources give now.
func (env *environment) verify(dir string, o buildOptions) int {
	copied, err := openCopy(dir)
	if err != nil {
		return env.cannotVerify(dir, err)
	}
	defer copied.close()
	pr, err := openProject(env.dir)
	if err != nil {
		return env.noProject(err)
	}
	defer pr.close()
	if r, err := output.Recover(dir, outputOptions(pr)); err != nil {
		return env.failed(err)
	} else if r.Outcome != output.Clean {
		env.tell("%s", r.Outcome.Words())
	}
	log := &diag.Log{}
	progress := env.progress()
	p := readPortal(pr, readOptions{baseURL: o.baseURL, stage: func(name string) { progress.phase(name, 0) }}, log)
	defer p.close()
	if log.Errors() > 0 {
		progress.close()
		env.diagnostics(log.Sorted())
		return env.failCount(log)
	}
	out, end, err := p.unseen()
	if err != nil {
		return env.failed(err)
	}
	defer end()
	w := &writer{portal: p, ctx: env.ctx, out: out, workers: o.workers, uncached: true, progress: progress}
	err = w.write(func(name string, total int) { progress.phase(name, total) })
	progress.close()
	if err != nil {
		return env.failed(err)
	}
	made, err := copied.made()
	if err != nil {
		return env.cannotVerify(dir, err)
	}
	built := map[string]string{}
	for e := range out.Entries() {
		built[e.Path] = e.Sum.String()
	}
	for _, name := range made {
		if _, ok := built[name]; !ok {
			built[name] = "" // it must not be there
		}
	}
	return env.compare(dir, copied, built)
}

// verifySums checks a copy against its own list of sums.
func (env *environment) verifySums(dir string) int {
	copied, err := openCopy(dir)
	if err != nil {
		return env.cannotVerify(dir, err)
	}
	defer copied.close()
	listed, err := copied.listed()
	if err != nil {
		return env.cannotVerify(dir, err)
	}
	return env.compare(dir, copied, listed)
}

// compare looks at each file that must be there, or must not where its sum is "".
func (env *environment) compare(dir string, copied siteCopy, want map[string]string) int {
	var problems []fileProblem
	checked := 0
	for name, sum := range want {
		got, err := copied.sum(name)
		switch {
		case errors.Is(err, os.ErrNotExist):
			if sum != "" {
				problems = append(problems, fileProblem{name, missing})
			}
			continue
		case err != nil:
			return env.cannotVerify(dir, err)
		case sum == "":
			problems = append(problems, fileProblem{name, extra})
		case got != sum:
			problems = append(problems, fileProblem{name, differs})
		}
		checked++
	}
	slices.SortFunc(problems, func(a, b fileProblem) int { return compareText(a.Path, b.Path) })
	for _, p := range problems {
		if env.json {
			env.object(p)
		} else {
			fmt.Fprintf(env.stdout, "%-8s %s\n", env.text(p.Problem), p.Path)
		}
	}
	if len(problems) == 0 {
		return env.result(map[string]any{"verified": dir, "files": checked, "problems": 0}, "%s: %d {file, as it|files, all as they} should be", dir, checked)
	}
	if env.json {
		env.object(map[string]any{"verified": dir, "files": checked, "problems": len(problems)})
		return broken
	}
	hint := ""
	if len(problems) > checked/2 {
		hint = env.text("a portal built with other sources, another lumbung or another --base-url differs nearly everywhere")
	}
	env.complain(env.text("%s: %d of %d files are not as they should be", dir, len(problems), len(want)), hint)
	return broken
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (env *environment) cannotVerify(dir string, err error) int {
	switch {
	case errors.Is(err, errNoSums):
		env.complain(env.text("%q has no SHA256SUMS: it is no portal that lumbung built", dir), "")
	case errors.Is(err, os.ErrNotExist):
		env.complain(env.text("there is no folder or archive %q", filepath.ToSlash(dir)), "")
	default:
		return env.failed(err)
	}
	return broken
}

// spoolFrom is the size of a CSV from which the files of a portal have no place in memory.
var spoolFrom int64 = 32 << 20

// unseen is an output that nobody gets, for the sums of what would be in it, and what ends it.
// Where a file is made of others these are kept until then: in memory, or of large tables
// among the temporary files.
func (p *portal) unseen() (out *output.Publish, end func(), err error) {
	if p.plan.Offline == "" {
		out = output.OpenDry()
		return out, func() { out.Abort() }, nil
	}
	if p.largestCSV() < spoolFrom {
		out, _ = output.OpenMemory(nil)
		return out, func() { out.Abort() }, nil
	}
	dir, err := os.MkdirTemp("", "lumbung-verify-")
	if err != nil {
		return nil, nil, err
	}
	if out, err = output.Open(filepath.Join(dir, defaultOut), output.Options{}); err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return out, func() {
		out.Abort()
		os.RemoveAll(dir)
	}, nil
}

func (p *portal) largestCSV() (size int64) {
	for _, r := range p.pkg.Resources {
		if r.Path == "" {
			continue
		}
		if info, err := fs.Stat(p.project.fs, r.CSV.Name); err == nil {
			size = max(size, info.Size())
		}
	}
	return size
}
