package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// faults makes the operations of a disk fail, beginning with one of them.
type faults struct {
	mu   sync.Mutex
	mode faultMode
	at   int // the operation, from 1; 0 is never
	err  error
	n    int
	log  []string
	dead bool
	open map[any]func() // what a dying process leaves open
	// unsynced are files that a power cut empties: their names were written,
	// their bytes were not.
	unsynced map[*faultFile]*os.File
	onOp     func(n int, op string)
}

type faultMode int

const (
	failOnce faultMode = iota // one operation fails
	failOn                    // and all after it, until the next process
	die                       // the process ends in the middle of it, or just after
	powerCut                  // and what was not synced is lost
)

func (m faultMode) String() string {
	return [...]string{"fails once", "fails from then on", "process dies", "power is cut"}[m]
}

var errDead = errors.New("this process is dead")

func newFaults(mode faultMode, at int, err error) *faults {
	return &faults{mode: mode, at: at, err: err, open: map[any]func(){}, unsynced: map[*faultFile]*os.File{}}
}

// disk opens a folder under these faults.
func (f *faults) disk(dir string) (disk, error) {
	d, err := openDisk(dir)
	if err != nil {
		return nil, err
	}
	return f.wrap(d, dir), nil
}

func (f *faults) wrap(d disk, dir string) disk {
	w := &faultDisk{d, f, dir}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open[w] = func() { d.close() }
	return w
}

// do counts an operation and does it, or not.
func (f *faults) do(op, path string, call func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dead {
		return errDead
	}
	f.n++
	f.log = append(f.log, op+" "+path)
	if f.onOp != nil {
		f.onOp(f.n, op)
	}
	switch {
	case f.at == 0 || f.n < f.at || f.mode == failOnce && f.n > f.at:
		return call()
	case f.mode == failOnce || f.mode == failOn:
		if op == "close" { // it fails, and the file is closed
			call()
		}
		return f.err
	}
	call()
	f.dead = true
	return errDead
}

// bury closes what the dead process had open, as the system would, and loses
// what it had not synced if the power is gone.
func (f *faults) bury() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dead = true
	for _, file := range f.unsynced {
		if f.mode == powerCut {
			empty(file)
		}
		file.Close()
	}
	for _, end := range f.open {
		end()
	}
	f.open, f.unsynced = nil, nil
}

// ends takes a file that is closed off the list of open ones. One that is
// closed already is a mistake: its descriptor may be another file's by now.
func (f *faults) ends(one any, name string) {
	if f.open[one] == nil {
		panic("closed twice: " + name)
	}
	delete(f.open, one)
}

// empty makes a file have no bytes, and the time stamp it had.
func empty(file *os.File) {
	st, err := file.Stat()
	if err != nil || file.Truncate(0) != nil {
		panic("cannot empty a file")
	}
	name := fmt.Sprintf("/proc/self/fd/%d", file.Fd())
	if os.Chtimes(name, time.Time{}, st.ModTime()) != nil {
		panic("cannot set the time of a file")
	}
}

type faultDisk struct {
	disk
	*faults
	dir string
}

func (d *faultDisk) create(path string) (file, error) {
	var made *faultFile
	err := d.do("create", path, func() error {
		f, err := d.disk.create(path)
		if err == nil {
			made = d.opened(f, path)
			if d.mode == powerCut {
				again, err := os.OpenFile(filepath.Join(d.dir, path), os.O_RDWR, 0)
				if err != nil {
					panic(err)
				}
				d.unsynced[made] = again
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

func (d *faultDisk) opened(f file, path string) *faultFile {
	w := &faultFile{f, d.faults, path}
	d.faults.open[w] = func() { f.Close() }
	return w
}

func (d *faultDisk) open(path string) (file, error) {
	var w *faultFile
	err := d.do("open", path, func() error {
		f, err := d.disk.open(path)
		if err == nil {
			w = d.opened(f, path)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (d *faultDisk) stat(path string) (st stat, err error) {
	err = d.do("stat", path, func() error { st, err = d.disk.stat(path); return err })
	return st, err
}

func (d *faultDisk) list(path string, entry func(string, bool) error) error {
	type named struct {
		name string
		dir  bool
	}
	var all []named
	err := d.do("list", path, func() error {
		return d.disk.list(path, func(name string, dir bool) error {
			all = append(all, named{name, dir})
			return nil
		})
	})
	for _, e := range all {
		if err == nil {
			err = entry(e.name, e.dir)
		}
	}
	return err
}

func (d *faultDisk) mkdir(path string) error {
	return d.do("mkdir", path, func() error { return d.disk.mkdir(path) })
}

func (d *faultDisk) rename(from, to string) error {
	return d.do("rename", from+" "+to, func() error { return d.disk.rename(from, to) })
}

func (d *faultDisk) exchange(a, b string) error {
	return d.do("exchange", a+" "+b, func() error { return d.disk.exchange(a, b) })
}

func (d *faultDisk) remove(path string) error {
	return d.do("remove", path, func() error { return d.disk.remove(path) })
}

func (d *faultDisk) rmdir(path string) error {
	return d.do("rmdir", path, func() error { return d.disk.rmdir(path) })
}

func (d *faultDisk) syncDir(path string) error {
	return d.do("syncdir", path, func() error { return d.disk.syncDir(path) })
}

func (d *faultDisk) writable(path string) error {
	return d.do("writable", path, func() error { return d.disk.writable(path) })
}

func (d *faultDisk) lock(path string) (lock, error) {
	var w *faultLock
	err := d.do("lock", path, func() error {
		l, err := d.disk.lock(path)
		if err == nil {
			w = &faultLock{l, d.faults}
			d.faults.open[w] = func() { l.close() }
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (d *faultDisk) sub(path string) (disk, error) {
	var w disk
	err := d.do("opendir", path, func() error {
		s, err := d.disk.sub(path)
		if err == nil {
			f := &faultDisk{s, d.faults, filepath.Join(d.dir, path)}
			d.faults.open[f] = func() { s.close() }
			w = f
		}
		return err
	})
	return w, err
}

func (d *faultDisk) close() error {
	return d.do("close", "folder", func() error {
		d.faults.ends(d, d.dir)
		return d.disk.close()
	})
}

type faultFile struct {
	file
	*faults
	path string
}

// Write fails in the middle, as a disk does that becomes full.
func (f *faultFile) Write(b []byte) (n int, err error) {
	half := false
	f.mu.Lock()
	half = f.n+1 == f.at
	f.mu.Unlock()
	err = f.do("write", f.path, func() error {
		if half {
			b = b[:len(b)/2]
		}
		n, err = f.file.Write(b)
		return err
	})
	if err != nil && half && !f.dead {
		n, _ = f.file.Write(b[:len(b)/2])
	}
	return n, err
}

func (f *faultFile) ReadAt(b []byte, off int64) (n int, err error) {
	err = f.do("read", f.path, func() error { n, err = f.file.ReadAt(b, off); return err })
	return n, err
}

func (f *faultFile) stat() (st stat, err error) {
	err = f.do("fstat", f.path, func() error { st, err = f.file.stat(); return err })
	return st, err
}

func (f *faultFile) Sync() error {
	return f.do("sync", f.path, func() error {
		if twin := f.unsynced[f]; twin != nil {
			twin.Close()
			delete(f.unsynced, f)
		}
		return f.file.Sync()
	})
}

func (f *faultFile) Close() error {
	return f.do("close", f.path, func() error {
		f.faults.ends(f, f.path)
		return f.file.Close()
	})
}

type faultLock struct {
	lock
	*faults
}

func (l *faultLock) write(h Holder) error {
	return l.do("write", "lock", func() error { return l.lock.write(h) })
}

func (l *faultLock) close() error {
	return l.do("close", "lock", func() error {
		l.faults.ends(l, "lock")
		return l.lock.close()
	})
}

// foldingDisk does not tell upper from lower case, like those of macOS and Windows.
type foldingDisk struct{ disk }

func foldingOpener(dir string) (disk, error) {
	d, err := openDisk(dir)
	return foldingDisk{d}, err
}

func low(path string) string { return strings.ToLower(path) }

func (d foldingDisk) create(path string) (file, error) { return d.disk.create(low(path)) }
func (d foldingDisk) open(path string) (file, error)   { return d.disk.open(low(path)) }
func (d foldingDisk) stat(path string) (stat, error)   { return d.disk.stat(low(path)) }
func (d foldingDisk) mkdir(path string) error          { return d.disk.mkdir(low(path)) }
func (d foldingDisk) rename(from, to string) error     { return d.disk.rename(low(from), low(to)) }
func (d foldingDisk) exchange(a, b string) error       { return d.disk.exchange(low(a), low(b)) }
func (d foldingDisk) remove(path string) error         { return d.disk.remove(low(path)) }
func (d foldingDisk) rmdir(path string) error          { return d.disk.rmdir(low(path)) }
func (d foldingDisk) sub(path string) (disk, error) {
	s, err := d.disk.sub(low(path))
	return foldingDisk{s}, err
}
func (d foldingDisk) list(path string, entry func(string, bool) error) error {
	return d.disk.list(low(path), entry)
}
