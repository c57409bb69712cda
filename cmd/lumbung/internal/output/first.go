package output

import (
	"errors"
	"fmt"
	"path/filepath"
)

// openFirst begins the build of a folder that does not exist: a work folder
// beside it holds the lock and the stage, and the stage becomes the output by
// one rename.
func (t *target) openFirst() (*Publish, error) {
	f, rec, err := t.openBeside()
	if err != nil {
		return nil, err
	}
	stage := f.work + "/" + stageName
	if err = f.home.mkdir(stage); err == nil {
		f.stage, err = f.home.sub(stage)
	}
	if err != nil {
		return nil, f.giveUp(fmt.Errorf("make the stage beside %s: %w", t.path, err))
	}
	p := newPublish(f, nil)
	p.recovered = rec
	return p, nil
}

// beside is the folder that an output is or will be in, and the name in it
// of the work folder.
func (t *target) beside() (disk, string, error) {
	home, err := t.open(filepath.Dir(t.path))
	return home, workName(t.path), err
}

// openBeside takes the lock in the work folder beside, and clears what a build
// that died has left there.
func (t *target) openBeside() (*folder, Recovery, error) {
	home, work, err := t.beside()
	if err != nil {
		return nil, Recovery{}, fmt.Errorf("open the folder of %s: %w", t.path, err)
	}
	f := &folder{out: t.path, home: home, work: work, first: filepath.Base(t.path)}
	if f.lock, err = takeLock(home, work, t.path, t.o.Wait); err != nil {
		return nil, Recovery{}, f.giveUp(err)
	}
	rec := Recovery{Died: f.lock.before()}
	if err := t.stillRight(home, f.first); err != nil {
		return nil, rec, f.giveUp(err)
	}
	if err := rollBack(home, work, &rec); err != nil {
		return nil, rec, f.giveUp(err)
	}
	return f, rec, nil
}

// stillRight finds that the output has come into being while its lock was
// waited for. An archive may have.
func (t *target) stillRight(home disk, name string) error {
	st, err := home.stat(name)
	if absent(err) || err == nil && t.archive() != "" && st.kind == regular {
		return nil
	}
	if err == nil {
		err = errMoved
	}
	return err
}

// appear makes a first build visible.
func (f *folder) appear(p *Publish) (Result, error) {
	id, err := f.writeFirst(p)
	err = errors.Join(err, f.closeStage())
	if err == nil {
		err = f.mayAppear()
	}
	if err == nil {
		err = f.home.rename(f.work+"/"+stageName, f.first)
	}
	if err != nil {
		return Result{}, errors.Join(fmt.Errorf("publish %s: %w", f.out, err), f.abort())
	}
	res := Result{Files: p.tally.files, Bytes: p.tally.bytes, New: p.tally.files, Steps: 1, ID: id.String()}
	res.Folders = p.stamps(f.home, f.first+"/")
	if err := errors.Join(f.home.syncDir("."), f.release()); err != nil {
		return res, f.late(err)
	}
	return res, nil
}

func (f *folder) writeFirst(p *Publish) (Sum, error) {
	if err := f.stage.mkdir(stateDir); err != nil {
		return Sum{}, err
	}
	w, err := createManifest(f.stage, stateDir+"/"+manifestName)
	if err != nil {
		return Sum{}, err
	}
	id, err := w.writeAll(p, p.names.list())
	if err == nil {
		err = f.stage.syncDir(stateDir)
	}
	return id, err
}

// mayAppear finds a folder that another hand made meanwhile: the rename would
// replace an empty one.
func (f *folder) mayAppear() error {
	_, err := f.home.stat(f.first)
	if absent(err) {
		return nil
	}
	if err == nil {
		err = faultf(ErrForeign, "somebody made it during the build; build again")
	}
	return err
}
