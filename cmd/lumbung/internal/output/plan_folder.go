package output

import (
	"fmt"
	"slices"
	"strings"
)

// decide chooses how a folder and all below it are put into place, those
// above it first: a folder that is not there is renamed as a whole, one of
// which every file changes is exchanged, any other is filled file by file.
func (pl *planner) decide(path string) (*dirPlan, error) {
	d := pl.dir(path)
	if d.way != undecided {
		return d, nil
	}
	above, err := pl.decide(parent(path))
	if err != nil {
		return nil, err
	}
	if above.way == whole {
		d.way = whole
		return d, nil
	}
	st, err := pl.folder.home.stat(path)
	switch {
	case absent(err):
		return d, pl.place(d)
	case err != nil:
		return nil, fmt.Errorf("look at %s: %w", path, err)
	case st.kind == folderKind:
		return d, pl.fill(d, st)
	case d.staged == 0: // ours is gone already, and what is there is not ours
		d.way = each
		return d, nil
	}
	return d, pl.unblock(d, st)
}

func (pl *planner) place(d *dirPlan) error {
	d.way = each
	if d.staged == 0 {
		return nil
	}
	if d.still > 0 {
		return faultf(ErrAltered, "%s/%s was removed by another hand during the build", pl.folder.out, d.path)
	}
	d.way = whole
	pl.journal.folder(d.path)
	return nil
}

// fill prepares a folder that is there.
func (pl *planner) fill(d *dirPlan, st stat) error {
	d.way = each
	if st.device != pl.device {
		return faultf(ErrForeign, "%s/%s is on another file system than %s; files cannot be renamed into it", pl.folder.out, d.path, pl.folder.out)
	}
	if err := pl.folder.home.writable(d.path); err != nil {
		return fmt.Errorf("change files in %s/%s: %w", pl.folder.out, d.path, err)
	}
	if !pl.canSwap || d.still > 0 || d.staged < pl.folder.from.swap || d.probe.path == "" {
		return nil
	}
	ours, err := pl.allOurs(d.path)
	if err != nil || !ours {
		return err
	}
	if pl.canSwap = pl.trySwap(); pl.canSwap {
		d.way = whole
		pl.swaps = append(pl.swaps, d)
	}
	return nil
}

// trySwap asks the file system whether it can exchange two folders, by
// exchanging two of ours.
func (pl *planner) trySwap() bool {
	if len(pl.swaps) > 0 {
		return true
	}
	const probe = stateDir + "/" + stageName + "/" + stateDir
	home := pl.folder.home
	if home.mkdir(probe) != nil {
		return false
	}
	err := home.mkdir(probe + "/a")
	if err == nil {
		err = home.mkdir(probe + "/b")
	}
	if err == nil {
		err = home.exchange(probe+"/a", probe+"/b")
	}
	return removeTree(home, probe) == nil && err == nil
}

// unblock deals with a file where a folder has to be.
func (pl *planner) unblock(d *dirPlan, st stat) error {
	d.way = whole
	if pl.folder.last != nil && st.kind == regular {
		old, had, err := pl.folder.last.lookup(d.path)
		if err != nil {
			return err
		}
		if had && !pl.stays(d.path) {
			if ours, err := pl.removeOurs(old); err != nil || ours {
				pl.journal.folder(d.path)
				return err
			}
		}
	}
	return pl.inTheWay(d.path, st)
}

// stays says that a file of the last build is in this one.
func (pl *planner) stays(path string) bool {
	return pl.publish.names.get(path) != nil || pl.publish.rest && !pl.publish.dropped[path]
}

// allOurs reads through a folder. Every file must be one that the last build
// made, and if it is not made again, still as it was left.
func (pl *planner) allOurs(path string) (bool, error) {
	ours, found := true, false
	err := pl.folder.home.list(path, func(name string, dir bool) error {
		found = true
		at := path + "/" + name
		switch {
		case !ours:
			return nil
		case dir:
			var err error
			ours, err = pl.allOurs(at)
			return err
		}
		old, had, err := pl.folder.last.lookup(at)
		if err != nil || !had {
			ours = false
			return err
		}
		if !pl.stays(at) {
			st, err := pl.folder.home.stat(at)
			ours = err == nil && st.kind == regular && st.size == old.size && (st.mtime == old.mtime || hashesTo(pl.folder.home, old))
		}
		return nil
	})
	if absent(err) {
		return true, nil
	}
	return ours && (found || pl.dirs[path] != nil), err
}

// clearFolder removes a folder of the last build whose name a file takes.
func (pl *planner) clearFolder(path string) (bool, error) {
	d := pl.dirs[path]
	if d == nil || d.gone == 0 || d.staged+d.still > 0 || pl.folder.last == nil {
		return false, nil
	}
	if ours, err := pl.allOurs(path); err != nil || !ours {
		return false, err
	}
	folders := []string{path}
	for r, err := range under(pl.folder.last, path) {
		if err != nil {
			return false, err
		}
		if ours, err := pl.removeOurs(r); err != nil || !ours {
			return false, err
		}
		for at := parent(r.path); at != path; at = parent(at) {
			folders = append(folders, at)
		}
	}
	slices.Sort(folders)
	folders = slices.Compact(folders)
	slices.SortFunc(folders, func(a, b string) int { return strings.Compare(b, a) })
	for _, at := range folders {
		pl.journal.rmdir(at)
	}
	return true, nil
}

// clearSpelling is for systems that do not tell upper from lower case: the
// file that is in the way of a new one is ours by another spelling, and would
// take the new one with it if it were removed after.
func (pl *planner) clearSpelling(path string) (bool, error) {
	if pl.folder.last == nil {
		return false, nil
	}
	for _, other := range append(pl.folder.last.mixedCase(), fold(path)) {
		if other == path || fold(other) != fold(path) || pl.stays(other) {
			continue
		}
		old, had, err := pl.folder.last.lookup(other)
		if err != nil {
			return false, err
		}
		if had {
			return pl.removeOurs(old)
		}
	}
	return false, nil
}
