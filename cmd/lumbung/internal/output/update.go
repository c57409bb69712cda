package output

import (
	"errors"
	"fmt"

	"lumbung/cmd/lumbung/internal/diag"
)

func (t *target) openUpdate() (*Publish, error) {
	home, err := t.open(t.path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", t.path, err)
	}
	f := &folder{out: t.path, home: home, work: stateDir, from: t.from}
	rec, err := t.prepareUpdate(f)
	if err != nil {
		return nil, f.giveUp(err)
	}
	p := newPublish(f, nil)
	if f.last != nil {
		p.last = f.last
	}
	p.recovered = rec
	return p, nil
}

// giveUp is for errors in Open. The stage goes if it is empty: what else is in
// it belongs to an update that still has to be completed.
func (f *folder) giveUp(err error) error {
	if f.lock != nil {
		f.home.rmdir(f.work + "/" + stageName)
	} else {
		f.home.rmdir(f.work) // fails if there is something in it
		return errors.Join(err, f.home.close())
	}
	return errors.Join(err, f.release())
}

func (t *target) prepareUpdate(f *folder) (rec Recovery, err error) {
	if f.lock, err = takeLock(f.home, f.work, t.path, t.o.Wait); err != nil {
		return rec, err
	}
	if err := t.unmoved(f.home); err != nil {
		return rec, err
	}
	if rec, err = recoverFolder(f.home, t.path, f.lock); err != nil {
		return rec, err
	}
	if err := t.sweepBeside(&rec); err != nil {
		return rec, err
	}
	if f.last, err = openLayered(f.home, stateDir); err != nil {
		return rec, t.manifestFault(err)
	}
	if err := f.home.mkdir(stateDir + "/" + stageName); err != nil {
		return rec, fmt.Errorf("make the stage in %s: %w", t.path, err)
	}
	f.stage, err = f.home.sub(stateDir + "/" + stageName)
	return rec, err
}

func (t *target) manifestFault(err error) error {
	var why damage
	if errors.As(err, &why) {
		return faultf(ErrDamaged, "the manifest in %s/%s cannot be used: %s; remove %s to build it anew", t.path, stateDir, diag.Reason(why), t.path)
	}
	return fmt.Errorf("read the manifest of %s: %w", t.path, err)
}

// unmoved finds that the folder was removed or replaced while its lock was
// waited for.
func (t *target) unmoved(home disk) error {
	now, err := t.open(t.path)
	if absent(err) {
		return errMoved
	}
	if err != nil {
		return err
	}
	defer now.close()
	a, errA := home.stat(".")
	b, errB := now.stat(".")
	if errA == nil && errB == nil && (a.inode != b.inode || a.device != b.device) {
		return errMoved
	}
	return errors.Join(errA, errB)
}

// sweepBeside removes what a first build has left that died between its
// rename and its last step, or was overtaken by a folder made by hand.
func (t *target) sweepBeside(rec *Recovery) error {
	beside, work, err := t.beside()
	if err != nil {
		return nil // a folder that we may not read holds nothing of ours
	}
	defer beside.close()
	if _, err := beside.stat(work); err != nil {
		return nil
	}
	l, err := takeLock(beside, work, t.path, t.o.Wait)
	if err != nil {
		return err
	}
	err = rollBack(beside, work, rec)
	err = errors.Join(err, dropLock(beside, work, l))
	beside.rmdir(work)
	return err
}

// update puts a staged build into place. Until the journal has its name,
// nothing visible has changed and an error leaves all as it was.
func (f *folder) update(p *Publish) (Result, error) {
	if f.nothing(p) {
		res := Result{Files: p.tally.files, Bytes: p.tally.bytes, ID: p.Last()}
		if p.rest {
			res.total(p)
		}
		res.Folders = p.stamps(f.home, "")
		return res, f.abort()
	}
	res, err := f.plan(p)
	if err != nil {
		return Result{}, errors.Join(err, f.abort())
	}
	// Windows replaces no open file and moves no open folder.
	err = errors.Join(f.closeStage(), f.last.close())
	f.last = nil
	if err == nil {
		err = f.home.rename(stateDir+"/"+draftName, stateDir+"/"+journalName)
	}
	if err != nil {
		return Result{}, errors.Join(fmt.Errorf("begin the update of %s: %w", f.out, err), f.abort())
	}
	changed := false
	if err = f.home.syncDir(stateDir); err == nil {
		res.Steps, changed, err = complete(f.home)
	}
	if err != nil {
		return Result{}, f.broken(err, changed)
	}
	res.Folders = p.stamps(f.home, "")
	if err := f.release(); err != nil {
		return res, f.late(err)
	}
	return res, nil
}

// nothing is the quick answer for a build that made what is there already.
func (f *folder) nothing(p *Publish) bool {
	switch {
	case f.last == nil || p.tally.staged+p.tally.touched > 0:
		return false
	case p.rest:
		return len(p.dropped) == 0
	}
	return p.tally.met == f.last.count()
}

// broken deals with an update that stopped. If nothing visible has changed yet
// it is taken back; else the journal stays, and the next Open completes it.
func (f *folder) broken(err error, changed bool) error {
	err = fmt.Errorf("update %s: %w", f.out, err)
	if !changed && f.home.remove(stateDir+"/"+journalName) == nil {
		return errors.Join(err, f.abort())
	}
	err = &unfinished{err, diag.Msg("some files of %s are new and some are not; the next build completes the update", f.out)}
	return errors.Join(err, f.release())
}

// late is for what fails when all is in place.
func (f *folder) late(err error) error {
	return &unfinished{fmt.Errorf("publish %s: %w", f.out, err), diag.Msg("%s is the new site; the next build clears what is left beside it", f.out)}
}

// unfinished is an error with the promise that comes with ErrUnfinished.
type unfinished struct {
	err  error
	note diag.Message
}

func (u *unfinished) Error() string { return u.err.Error() + "\nnote: " + u.note.String() }

// Words is the error without its promise, to be translated.
func (u *unfinished) Words() diag.Message { return diag.Reason(u.err) }

// Hint is the promise: what state the output is in, and what mends it.
func (u *unfinished) Hint() diag.Message { return u.note }

func (u *unfinished) Unwrap() []error { return []error{ErrUnfinished, u.err} }
