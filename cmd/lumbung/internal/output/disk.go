package output

import (
	"errors"
	"io"
	"io/fs"
	"syscall"

	"lumbung/cmd/lumbung/internal/diag"
)

// A disk is one folder and every operation by which this package looks at it
// or changes it. Paths are relative to the folder and use slashes. It is the
// seam for fault injection: the tests make each call fail in turn, and let the
// process die before, in and after each.
//
// Errors come back bare (syscall.Errno or what os returns); the callers say
// which file they were about.
type disk interface {
	// create makes a new file; one that exists is an error.
	create(path string) (file, error)
	open(path string) (file, error)
	// stat does not follow symbolic links. The path "." is the folder.
	stat(path string) (stat, error)
	// list calls entry for each name in a folder, in no order, with bounded memory.
	list(path string, entry func(name string, dir bool) error) error
	mkdir(path string) error
	rename(from, to string) error
	// exchange swaps two paths in one step, or fails with errors.ErrUnsupported.
	exchange(a, b string) error
	remove(path string) error
	rmdir(path string) error
	// syncDir makes names that were created or renamed in a folder last.
	syncDir(path string) error
	// writable says whether names can be added to and removed from a folder.
	writable(path string) error
	// lock takes the lock of a file, which is made if need be, or fails with errHeld.
	lock(path string) (lock, error)
	// sub is a folder inside, opened.
	sub(path string) (disk, error)
	close() error
}

// A file is an open one. Write may write less than it was given only with an error.
type file interface {
	io.Writer
	io.ReaderAt
	stat() (stat, error)
	Sync() error
	Close() error
}

type stat struct {
	kind   kind
	size   int64
	mtime  int64 // nanoseconds since 1970: only ever compared with itself
	device uint64
	inode  uint64
}

type kind uint8

const (
	regular kind = iota
	folderKind
	linkKind
	otherKind
)

func (k kind) String() string { return k.words().String() }

func (k kind) words() diag.Message {
	return [...]diag.Message{diag.Msg("a file"), diag.Msg("a folder"), diag.Msg("a symbolic link"), diag.Msg("a device")}[k]
}

// absent is also said of a path below something that is not a folder.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// writeFile makes a new file and the folders above it.
func writeFile(d disk, path string, data []byte) (stat, error) {
	f, err := createIn(d, path)
	if err != nil {
		return stat{}, err
	}
	_, err = f.Write(data)
	st, statErr := f.stat()
	return st, errors.Join(err, statErr, f.Close())
}

// createIn tries first and makes folders only when one is missing: that is
// once a folder, needs no lock and no list of folders that exist.
func createIn(d disk, path string) (file, error) {
	f, err := d.create(path)
	if absent(err) && parent(path) != "" {
		if err := mkdirAll(d, parent(path)); err != nil {
			return nil, err
		}
		f, err = d.create(path)
	}
	return f, err
}

func mkdirAll(d disk, path string) error {
	err := d.mkdir(path)
	if absent(err) && parent(path) != "" {
		if err := mkdirAll(d, parent(path)); err != nil {
			return err
		}
		err = d.mkdir(path)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// removeTree removes a folder of our own with all that is in it. A folder that
// does not exist is fine. Some systems skip names when a folder changes while
// it is read, so it reads again until nothing is left.
func removeTree(d disk, path string) error {
	for {
		found := false
		err := d.list(path, func(name string, dir bool) error {
			found = true
			if dir {
				return removeTree(d, path+"/"+name)
			}
			return ignoreAbsent(d.remove(path + "/" + name))
		})
		if absent(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if !found {
			return ignoreAbsent(d.rmdir(path))
		}
	}
}

func ignoreAbsent(err error) error {
	if absent(err) {
		return nil
	}
	return err
}
