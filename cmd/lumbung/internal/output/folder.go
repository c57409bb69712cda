package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
)

// What lies in the .lumbung folder of an output. Between two builds it is the
// manifest only, and its delta.
const (
	manifestName = "manifest"     // what the last build made
	deltaName    = "manifest.new" // and what changed since
	nextName     = "next"         // one of the two, to be
	stageName    = "stage"        // files that wait
	draftName    = "journal.tmp"  // a journal being written
	journalName  = "journal"      // its presence decides: the update will be completed
)

// thresholds are numbers of files from which another way is the quicker one.
type thresholds struct {
	delta int // published: a small update writes a delta, not the whole manifest again
	share int // a delta may become this part of its base: one in so many
	swap  int // changed in a folder: it is exchanged, not filled file by file. It is read through first, for foreign files
}

func usual() thresholds { return thresholds{delta: 10_000, share: 32, swap: 64} }

// folder is the sink of a site in a folder. A first build is staged beside
// it; an update in its .lumbung folder, which is on the same file system even
// if the output is a mount point.
type folder struct {
	out   string // for messages
	home  disk   // the output, or on a first build the folder it will be in
	work  string // in home: holds the lock and the stage
	lock  lock
	stage disk
	first string // on a first build: the output's name in home
	last  *layered
	from  thresholds
}

func (f *folder) put(path string, data []byte, sum Sum) (placed, error) {
	old, met, err := f.before(path)
	if err != nil {
		return placed{}, err
	}
	if met && old.size == int64(len(data)) && old.sum == sum {
		at, err := f.present(old, func() (bool, error) { return f.holds(path, data) })
		if err == nil {
			return at, nil
		}
		if !errors.Is(err, ErrAltered) {
			return placed{}, err
		}
	}
	st, err := writeFile(f.stage, path, data)
	return placed{stamp: st.mtime, state: staged, met: met}, err
}

func (f *folder) before(path string) (record, bool, error) {
	if f.last == nil {
		return record{}, false, nil
	}
	return f.last.lookup(path)
}

func (f *folder) keep(r record) (placed, error) {
	return f.present(r, func() (bool, error) { return f.hashes(r) })
}

// present says that the file of a record is as it was, or fails with
// ErrAltered. It believes size and time stamp. Where only the time stamp
// differs, as after a copy or a git checkout, it looks at the bytes: a file
// that is right is not written again, and gets its new stamp remembered.
func (f *folder) present(r record, equal func() (bool, error)) (placed, error) {
	st, err := f.home.stat(r.path)
	if absent(err) {
		return placed{}, ErrAltered
	}
	if err != nil {
		return placed{}, err
	}
	if st.kind != regular || st.size != r.size {
		return placed{}, ErrAltered
	}
	if st.mtime == r.mtime {
		return placed{stamp: st.mtime, state: same, met: true}, nil
	}
	if ok, err := equal(); err != nil || !ok {
		return placed{}, errors.Join(err, ErrAltered)
	}
	return placed{stamp: st.mtime, state: touched, met: true}, nil
}

// holds compares a file with bytes. One that cannot be read is not equal: it
// will be replaced.
func (f *folder) holds(path string, data []byte) (bool, error) {
	file, err := f.home.open(path)
	if err != nil {
		return false, nil
	}
	defer file.Close()
	buf := make([]byte, len(data))
	_, err = file.ReadAt(buf, 0)
	return err == nil && bytes.Equal(buf, data), nil
}

func (f *folder) hashes(r record) (bool, error) { return hashesTo(f.home, r), nil }

// hashesTo reads a file in pieces.
func hashesTo(d disk, r record) bool {
	file, err := d.open(r.path)
	if err != nil {
		return false
	}
	defer file.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.NewSectionReader(file, 0, r.size))
	return err == nil && n == r.size && bytes.Equal(h.Sum(nil), r.sum[:])
}

func (f *folder) stream(path string) (stream, error) {
	file, err := createIn(f.stage, path)
	if err != nil {
		return nil, err
	}
	return &folderStream{file, f, path}, nil
}

// folderStream is a file in the stage.
type folderStream struct {
	file
	folder *folder
	path   string
}

func (s *folderStream) finish(size int64, sum Sum) (placed, error) {
	st, err := s.file.stat()
	if err = errors.Join(err, s.file.Close()); err != nil {
		return placed{}, err
	}
	old, met, err := s.folder.before(s.path)
	if err != nil {
		return placed{}, err
	}
	if met && old.size == size && old.sum == sum {
		at, err := s.folder.keep(old)
		if err == nil {
			return at, s.folder.stage.remove(s.path)
		}
		if !errors.Is(err, ErrAltered) {
			return placed{}, err
		}
	}
	return placed{stamp: st.mtime, state: staged, met: met}, nil
}

func (s *folderStream) discard() error { return s.file.Close() }

func (f *folder) commit(p *Publish) (Result, error) {
	if f.first != "" {
		return f.appear(p)
	}
	return f.update(p)
}

func (f *folder) abort() error { return errors.Join(f.discard(), f.release()) }

// discard removes what was staged.
func (f *folder) discard() error {
	err := f.closeStage()
	return errors.Join(err, clearWork(f.home, f.work, nil))
}

func (f *folder) closeStage() error {
	if f.stage == nil {
		return nil
	}
	err := f.stage.close()
	f.stage = nil
	return err
}

// release lets go of the output, and takes the work folder away if there is
// nothing in it: beside a first build, or after one that was given up.
func (f *folder) release() error {
	err := errors.Join(f.closeStage(), f.last.close())
	f.last = nil
	err = errors.Join(err, dropLock(f.home, f.work, f.lock))
	f.home.rmdir(f.work) // fails if a manifest is in it
	return errors.Join(err, f.home.close())
}
