package output

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A planner compares what is staged with what is in place and writes the
// journal: first new files, then changed ones, then removals, so that no page
// ever leads to one that is not there yet. All that can be refused is refused
// here, before anything visible changes.
type planner struct {
	publish *Publish
	folder  *folder
	now     listing
	journal *journalWriter
	dirs    map[string]*dirPlan // "" is the output itself
	swaps   []*dirPlan
	device  uint64
	canSwap bool
	changes int    // records that the manifest has to learn
	said    []step // of a build that keeps the rest: all that it said, which is looked up once
	foreign []error
	res     Result
}

// dirPlan is a folder: what happens to the files below it, at any depth, and
// whether that can be done to the folder as a whole.
type dirPlan struct {
	path                string
	staged, still, gone int
	way                 way
	probe               record // a staged file that tells new from old; see swap in journal.go
}

type way uint8

const (
	undecided way = iota
	each          // file by file
	whole         // the staged folder is renamed or exchanged, or one above it
)

// maxForeign limits the report: after so many the cause is clear.
const maxForeign = 10

// plan writes all that an update needs: the journal under its draft name, and
// the manifest to be.
func (f *folder) plan(p *Publish) (Result, error) {
	now := p.names.list()
	if err := p.clashes(now); err != nil {
		return Result{}, err
	}
	j, err := createJournal(f.home)
	if err != nil {
		return Result{}, fmt.Errorf("write the journal: %w", err)
	}
	pl := &planner{publish: p, folder: f, now: now, journal: j, dirs: map[string]*dirPlan{}}
	if err = pl.write(); err == nil {
		var name string
		if name, pl.res.ID, err = pl.writeNext(); err == nil {
			j.manifest(name)
		}
	}
	if writeErr := j.finish(); writeErr != nil {
		err = errors.Join(err, fmt.Errorf("write the journal: %w", writeErr))
	}
	pl.res.total(p)
	return pl.res, err
}

func (pl *planner) write() error {
	for _, pass := range []func() error{pl.count, pl.look, pl.replace, pl.clear} {
		if err := pass(); err != nil {
			return err
		}
		if len(pl.foreign) > 0 {
			return errors.Join(pl.foreign...)
		}
	}
	return nil
}

// steps goes through what changes, and what was said to stay.
func (pl *planner) steps() iter.Seq2[step, error] {
	if !pl.publish.rest {
		return pl.publish.steps(pl.now, false)
	}
	return func(yield func(step, error) bool) {
		if pl.said == nil {
			for s, err := range pl.publish.steps(pl.now, false) {
				if err != nil {
					yield(s, err)
					return
				}
				pl.said = append(pl.said, s)
			}
		}
		for _, s := range pl.said {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func (pl *planner) eachStep(do func(*step) error) error {
	for s, err := range pl.steps() {
		if err == nil {
			err = do(&s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// count fills the folders' tallies.
func (pl *planner) count() error {
	rest := pl.publish.rest
	pl.canSwap = !rest && pl.folder.last != nil
	return pl.eachStep(func(s *step) error {
		pl.res.add(s, rest)
		if s.changes() || s.gone(rest) {
			pl.changes++
		}
		for dir := s.path; dir != ""; {
			dir = parent(dir)
			pl.dir(dir).count(s, rest)
		}
		return nil
	})
}

func (pl *planner) dir(path string) *dirPlan {
	d := pl.dirs[path]
	if d == nil {
		d = &dirPlan{path: path}
		pl.dirs[path] = d
	}
	return d
}

func (d *dirPlan) count(s *step, rest bool) {
	switch {
	case s.gone(rest):
		d.gone++
	case s.now == nil:
	case s.now.state == staged:
		d.staged++
		if r := s.record(); d.probe.path == "" && (!s.had || r.size != s.old.size || r.mtime != s.old.mtime) {
			d.probe = r
		}
	default:
		d.still++
	}
}

// look decides about folders, and writes what is new.
func (pl *planner) look() error {
	if err := pl.lookTop(); err != nil {
		return err
	}
	return pl.eachStep(func(s *step) error {
		if s.now == nil || s.now.state != staged {
			return nil
		}
		d, err := pl.decide(parent(s.path))
		if err != nil || d.way == whole {
			return err
		}
		if s.had {
			return pl.lookOld(s)
		}
		return pl.lookNew(s)
	})
}

func (pl *planner) lookTop() error {
	st, err := pl.folder.home.stat(".")
	if err == nil {
		err = pl.folder.home.writable(".")
	}
	if err != nil {
		return fmt.Errorf("update %s: %w", pl.folder.out, err)
	}
	pl.device = st.device
	pl.dir("").way = each
	return nil
}

// lookOld makes sure that a file in place can be renamed over.
func (pl *planner) lookOld(s *step) error {
	st, err := pl.folder.home.stat(s.path)
	switch {
	case absent(err):
		return nil
	case err != nil:
		return fmt.Errorf("look at %s: %w", s.path, err)
	case st.kind == folderKind:
		return pl.inTheWay(s.path, st)
	}
	return nil
}

// lookNew writes a new file into the journal, after it made sure that nothing
// of another hand is in its place. What is there and was ours (a folder that
// becomes a file, a name that changes its case) goes first.
func (pl *planner) lookNew(s *step) error {
	st, err := pl.folder.home.stat(s.path)
	switch {
	case absent(err):
	case err != nil:
		return fmt.Errorf("look at %s: %w", s.path, err)
	case st.kind == folderKind:
		if ok, err := pl.clearFolder(s.path); err != nil || !ok {
			return errors.Join(err, pl.inTheWay(s.path, st))
		}
	default:
		if ok, err := pl.clearSpelling(s.path); err != nil || !ok {
			return errors.Join(err, pl.inTheWay(s.path, st))
		}
	}
	pl.journal.put(s.path)
	return nil
}

// inTheWay reports several at once, but not a hundred thousand.
func (pl *planner) inTheWay(path string, st stat) error {
	pl.foreign = append(pl.foreign, faultf(ErrForeign,
		"%s/%s is %s that lumbung did not make; move it away or choose another output", pl.folder.out, path, st.kind.words()))
	if len(pl.foreign) < maxForeign {
		return nil
	}
	return errors.Join(pl.foreign...)
}

// replace writes what changes files that are in place.
func (pl *planner) replace() error {
	for _, d := range pl.swaps {
		pl.journal.swap(d.path, d.probe)
	}
	return pl.eachStep(func(s *step) error {
		if s.now != nil && s.now.state == staged && s.had && pl.dirs[parent(s.path)].way != whole {
			pl.journal.put(s.path)
		}
		return nil
	})
}

// clear writes the removals: files, then folders from the inside out.
func (pl *planner) clear() error {
	rest := pl.publish.rest
	err := pl.eachStep(func(s *step) error {
		if !s.gone(rest) {
			return nil
		}
		if _, err := pl.decide(parent(s.path)); err != nil {
			return err
		}
		ours, err := pl.removeOurs(s.old)
		if err == nil && !ours {
			pl.res.Left = append(pl.res.Left, s.path)
		}
		return err
	})
	var empty []string
	for path, d := range pl.dirs {
		if path != "" && d.gone > 0 && d.staged+d.still == 0 {
			empty = append(empty, path)
		}
	}
	slices.SortFunc(empty, func(a, b string) int { return strings.Compare(b, a) })
	for _, path := range empty {
		pl.journal.rmdir(path)
	}
	return err
}

// removeOurs writes the removal of a file that the last build made, unless
// another hand has changed it: then it is somebody's.
func (pl *planner) removeOurs(r record) (bool, error) {
	st, err := pl.folder.home.stat(r.path)
	if absent(err) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", r.path, err)
	}
	if st.kind != regular || st.size != r.size || st.mtime != r.mtime && !hashesTo(pl.folder.home, r) {
		return false, nil
	}
	pl.journal.remove(r.path, st)
	return true, nil
}
