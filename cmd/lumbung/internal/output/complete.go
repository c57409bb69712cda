package output

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"lumbung/cmd/lumbung/internal/diag"
)

// complete does what the journal of an output asks for. Commit and recovery
// are this one function, so every ordinary update tests the recovery. It says
// how many steps it did and whether anything visible changed.
func complete(d disk) (steps int, changed bool, err error) {
	const journal, next = stateDir + "/" + journalName, stateDir + "/" + nextName
	f, err := d.open(journal)
	if err != nil {
		return 0, false, err
	}
	defer f.Close()
	a := &applier{disk: d}
	_, err = d.stat(next)
	switch {
	case err == nil:
		err = a.apply(f)
	case absent(err): // all is in place, the manifest too
		err = checkJournal(f)
	}
	if err != nil {
		return a.steps, a.changed, journalFault(err)
	}
	if err := removeTree(d, stateDir+"/"+stageName); err != nil {
		return a.steps, true, err
	}
	if err := d.remove(journal); err != nil {
		return a.steps, true, err
	}
	return a.steps, true, d.syncDir(stateDir)
}

func journalFault(err error) error {
	var why damage
	if errors.As(err, &why) {
		return faultf(ErrDamaged, "%s/%s cannot be used: %s; remove the output to build it anew", stateDir, journalName, diag.Reason(why))
	}
	return err
}

// applier does the steps of a journal.
type applier struct {
	disk
	steps    int
	changed  bool
	manifest string   // the name that "next" gets
	last     *layered // once a swap needs it
}

func (a *applier) apply(f file) (err error) {
	defer func() { err = errors.Join(err, a.last.close()) }()
	if err := eachLine(f, a.step); err != nil {
		return err
	}
	// Open files cannot be replaced on Windows.
	last := a.last
	a.last = nil
	if err := last.close(); err != nil {
		return err
	}
	if err := a.rename(stateDir+"/"+nextName, stateDir+"/"+a.manifest); err != nil {
		return fmt.Errorf("replace the manifest: %w", err)
	}
	a.changed = true
	if a.manifest == manifestName {
		return ignoreAbsent(a.remove(stateDir + "/" + deltaName))
	}
	return nil
}

func (a *applier) onlyManifest(fields []string) error {
	if fields[0] == "manifest" && len(fields) == 2 {
		if a.manifest = fields[1]; a.manifest != manifestName && a.manifest != deltaName {
			return errCut
		}
	}
	return nil
}

// inside says whether a step stays in the output, as every one does that a build has written.
// The folder may be one that somebody else has made, with a journal of their own.
func inside(fields []string) bool {
	return fs.ValidPath(fields[1]) && (fields[0] != "swap" || fs.ValidPath(fields[len(fields)-1]))
}

func (a *applier) step(fields []string) error {
	var err error
	switch verb, n := fields[0], len(fields); {
	case verb == "manifest" && n == 2:
		return a.onlyManifest(fields)
	case n > 1 && !inside(fields):
		return errCut
	case verb == "folder" && n == 2:
		err = a.folder(fields[1])
	case verb == "put" && n == 2:
		err = a.put(fields[1])
	case verb == "rmdir" && n == 2:
		a.rmdirEmpty(fields[1])
	case verb == "remove" && n == 4:
		err = a.removeFile(fields[1], fields[2], fields[3])
	case verb == "swap" && n == 5:
		err = a.swap(fields[1], fields[2], fields[3], fields[4])
	default:
		return errVersion
	}
	a.steps++
	if err != nil {
		return fmt.Errorf("%s %s: %w", fields[0], fields[1], err)
	}
	return nil
}

func inStage(path string) string { return stateDir + "/" + stageName + "/" + path }

// put renames a staged file into place. That it is not there means that it
// was done before. A folder that another hand removed meanwhile is made again.
func (a *applier) put(path string) error {
	err := a.rename(inStage(path), path)
	if absent(err) {
		if _, err := a.stat(inStage(path)); err != nil {
			return ignoreAbsent(err)
		}
		if err := mkdirAll(a.disk, parent(path)); err != nil {
			return err
		}
		err = a.rename(inStage(path), path)
	}
	a.changed = a.changed || err == nil
	return err
}

// folder renames a staged folder into place. If another hand made one there
// since we looked, the files go into it one by one.
func (a *applier) folder(path string) error {
	if _, err := a.stat(inStage(path)); err != nil {
		return ignoreAbsent(err)
	}
	err := a.put(path)
	if err == nil {
		return nil
	}
	if st, statErr := a.stat(path); statErr == nil && st.kind == folderKind {
		return a.merge(inStage(path), path)
	}
	return err
}

// merge moves each file of a staged folder over the one in place.
func (a *applier) merge(from, to string) error {
	for {
		found := false
		err := a.list(from, func(name string, dir bool) error {
			found = true
			if dir {
				if err := mkdirAll(a.disk, to+"/"+name); err != nil {
					return err
				}
				return a.merge(from+"/"+name, to+"/"+name)
			}
			err := a.rename(from+"/"+name, to+"/"+name)
			a.changed = a.changed || err == nil
			return err
		})
		if err != nil || !found {
			return errors.Join(err, ignoreAbsent(a.rmdir(from)))
		}
	}
}

// swap exchanges a folder with the staged one, of which every file is new:
// a hundred thousand pages change in one step. Where the system can not do
// that, they are renamed one by one.
func (a *applier) swap(path, size, mtime, probe string) error {
	st, err := a.stat(inStage(probe))
	if err == nil && isStat(st, size, mtime) {
		switch err = a.exchange(inStage(path), path); {
		case err == nil:
			a.changed = true
		case a.isFolder(path):
			return a.merge(inStage(path), path)
		case absent(err): // another hand removed it
			return a.put(path)
		default:
			return err
		}
	}
	if err != nil && !absent(err) {
		return err
	}
	return a.sweep(path)
}

func (a *applier) isFolder(path string) bool {
	st, err := a.stat(path)
	return err == nil && st.kind == folderKind
}

func isStat(st stat, size, mtime string) bool {
	return st.kind == regular && strconv.FormatInt(st.size, 10) == size && strconv.FormatInt(st.mtime, 10) == mtime
}

// sweep removes the old files of a folder that was exchanged and now lies in
// the stage: those that the last build made, by name. What is left was put
// there by another hand in the instant before the exchange, and goes back.
func (a *applier) sweep(path string) error {
	if _, err := a.stat(inStage(path)); err != nil {
		return ignoreAbsent(err)
	}
	if a.last == nil {
		last, err := openLayered(a.disk, stateDir)
		if err != nil {
			return err
		}
		a.last = last
	}
	if a.last == nil { // somebody has removed the manifest: nothing is known to be ours
		return a.rescue(path)
	}
	for r, err := range under(a.last, path) {
		if err == nil && !fs.ValidPath(r.path) {
			err = errCut
		}
		if err == nil {
			err = ignoreAbsent(a.remove(inStage(r.path)))
		}
		if err != nil {
			return err
		}
	}
	return a.rescue(path)
}

// rescue removes empty folders and moves files back, beside the new ones if
// the name is taken.
func (a *applier) rescue(path string) error {
	for {
		found := false
		err := a.list(inStage(path), func(name string, dir bool) error {
			found = true
			if dir {
				return a.rescue(path + "/" + name)
			}
			to, err := a.free(path + "/" + name)
			if err != nil {
				return err
			}
			if err := mkdirAll(a.disk, parent(to)); err != nil {
				return err
			}
			return a.rename(inStage(path+"/"+name), to)
		})
		if err != nil || !found {
			return errors.Join(ignoreAbsent(err), ignoreAbsent(a.rmdir(inStage(path))))
		}
	}
}

func (a *applier) free(path string) (string, error) {
	for to, n := path, 2; ; n++ {
		if _, err := a.stat(to); absent(err) {
			return to, nil
		} else if err != nil {
			return "", err
		}
		to = fmt.Sprintf("%s.%d", path, n)
	}
}

// removeFile spares a file that another hand has put there since.
func (a *applier) removeFile(path, size, mtime string) error {
	st, err := a.stat(path)
	if absent(err) || err == nil && !isStat(st, size, mtime) {
		return nil
	}
	if err == nil {
		err = a.remove(path)
	}
	a.changed = a.changed || err == nil
	return err
}

// rmdirEmpty leaves a folder that is not empty, because of somebody's files,
// and does not mind one that cannot be removed: it does no harm.
func (a *applier) rmdirEmpty(path string) {
	if a.rmdir(path) == nil {
		a.changed = true
	}
}
