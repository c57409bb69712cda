package main

import (
	"bufio"
	"errors"
	"flag"
	"io"
	"os"
	"path"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/release"
)

var releaseCommand = &command{
	name:  "release",
	usage: "VERSION [--withdraw]",
	short: "freeze the data as it is published now",
	long: `Checks the portal and keeps the data of all datasets, as readers get it, under
data/releases/VERSION/. From then on every build publishes those files at their own address,
tells what changed from release to release, and refuses data that changed while the version
did not. Before, write VERSION and the day of publication in site.toml. The version must
rise as far as the changes ask: MAJOR for other fields, MINOR for more data, PATCH for
corrections. --withdraw takes the files of a release back that should not have been public.

  lumbung release 1.0.0
  lumbung release 1.0.0 --withdraw`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		withdraw := fs.Bool("withdraw", false, "take back the files of release VERSION")
		return func(env *environment, args []string) int {
			if len(args) != 1 {
				return env.misuse("release", misusef("release takes one version"))
			}
			version, ok := release.ParseVersion(args[0])
			if !ok {
				m := misusef("%q is not a version", args[0])
				m.hint = diag.Msg("a version is three numbers: %q", "lumbung release 1.0.0")
				return env.misuse("release", m)
			}
			pr, err := openProject(env.dir)
			if err != nil {
				return env.noProject(err)
			}
			defer pr.close()
			if *withdraw {
				return env.withdraw(pr, version)
			}
			return env.release(pr, version)
		}
	},
}

// release freezes the data of a project. Its folder appears whole or not at all.
func (env *environment) release(pr *project, version release.Version) int {
	log := &diag.Log{}
	progress := env.progress()
	p := readPortal(pr, readOptions{releasing: true, stage: func(name string) { progress.phase(name, 0) }}, log)
	defer p.close()
	progress.close()
	if log.Errors() == 0 {
		release.Allowed(version, p.site, p.history.releases, p.history.now, log)
	}
	env.diagnostics(log.Sorted())
	if log.Errors() > 0 {
		return env.failCount(log)
	}
	files, err := release.Plan(p.history.now, p.history.releases)
	if err == nil {
		err = pr.addFolder(path.Join(release.Dir, version.String()), files)
	}
	if err != nil {
		return env.failed(err)
	}
	facts := map[string]any{"version": version.String(), "date": p.site.Date, "datasets": len(p.history.now.Datasets), "files": len(files)}
	return env.result(facts, "%s: release %s of %s, %d {dataset|datasets}, %d new {file|files}", path.Join(release.Dir, version.String()), version.String(), p.site.Date,
		len(p.history.now.Datasets), len(files))
}

// withdraw takes the files of a release back.
func (env *environment) withdraw(pr *project, version release.Version) int {
	log := &diag.Log{}
	all := release.Load(pr.fs, log)
	if log.Errors() > 0 {
		env.diagnostics(log.Sorted())
		return env.failCount(log)
	}
	plan, ok, err := release.Withdraw(version, all)
	if err != nil {
		return env.failed(err)
	}
	if !ok {
		return env.fail("there is no release %s to withdraw", version.String())
	}
	for _, f := range plan.Write {
		if err := pr.replace(f); err != nil {
			return env.failed(err)
		}
	}
	for _, name := range plan.Remove {
		if err := pr.root.Remove(name); err != nil {
			return env.failed(err)
		}
	}
	facts := map[string]any{"version": version.String(), "withdrawn": true, "removed": len(plan.Remove)}
	return env.result(facts, "release %s is withdrawn: %d {file removed; remove it|files removed; remove them} from version control and from where the portal is served as well",
		version.String(), len(plan.Remove))
}

// addFolder writes files into a new folder, which gets its name when all of them are there.
func (p *project) addFolder(dir string, files []release.NewFile) error {
	draft := path.Join(path.Dir(dir), "."+path.Base(dir)+".part")
	if _, err := p.root.Stat(dir); err == nil {
		return diag.Err("%s is there already", dir)
	}
	if err := p.root.RemoveAll(draft); err != nil {
		return err
	}
	if err := p.root.MkdirAll(draft, 0o777); err != nil {
		return err
	}
	for _, f := range files {
		if err := p.write(path.Join(draft, path.Base(f.Path)), f.Write); err != nil {
			return errors.Join(err, p.root.RemoveAll(draft))
		}
	}
	if err := p.root.Rename(draft, dir); err != nil {
		return errors.Join(err, p.root.RemoveAll(draft))
	}
	return nil
}

// replace writes a file in the place of another, or of none.
func (p *project) replace(f release.NewFile) error {
	draft := path.Join(path.Dir(f.Path), "."+path.Base(f.Path)+".part")
	if err := p.write(draft, f.Write); err != nil {
		return errors.Join(err, p.root.Remove(draft))
	}
	return p.root.Rename(draft, f.Path)
}

// write makes a file and has it on the disk before it says so.
func (p *project) write(name string, write func(io.Writer) error) error {
	f, err := p.root.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	err = write(b)
	if err == nil {
		err = b.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
