//go:build !linux && !darwin

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"lumbung/cmd/lumbung/internal/diag"
)

// portableDisk is the disk of every other system, Windows first, by package os.
// It holds no handle on the folder: Windows would refuse to rename it.
type portableDisk string

func openDisk(dir string) (disk, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: dir, Err: diag.Err("it is no folder")}
	}
	return portableDisk(dir), nil
}

func (d portableDisk) at(path string) string {
	return filepath.Join(string(d), filepath.FromSlash(path))
}

func (d portableDisk) create(path string) (file, error) {
	return opened(os.OpenFile(d.at(path), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666))
}

func (d portableDisk) open(path string) (file, error) {
	return opened(os.Open(d.at(path)))
}

func (d portableDisk) stat(path string) (stat, error) {
	info, err := os.Lstat(d.at(path))
	if err != nil {
		return stat{}, bare(err)
	}
	return statOf(info), nil
}

func (d portableDisk) list(path string, entry func(string, bool) error) error {
	dir, err := os.Open(d.at(path))
	if err != nil {
		return bare(err)
	}
	defer dir.Close()
	return listFile(dir, entry)
}

func (d portableDisk) mkdir(path string) error { return bare(os.Mkdir(d.at(path), 0o777)) }

// rename makes a read-only target writable first: Windows would not replace it.
func (d portableDisk) rename(from, to string) error {
	err := os.Rename(d.at(from), d.at(to))
	if errors.Is(err, fs.ErrPermission) {
		if info, e := os.Lstat(d.at(to)); e == nil && info.Mode().IsRegular() && os.Chmod(d.at(to), 0o666) == nil {
			err = os.Rename(d.at(from), d.at(to))
		}
	}
	return bare(err)
}

func (d portableDisk) exchange(a, b string) error { return errors.ErrUnsupported }

func (d portableDisk) remove(path string) error { return bare(os.Remove(d.at(path))) }

func (d portableDisk) rmdir(path string) error { return bare(os.Remove(d.at(path))) }

func (d portableDisk) syncDir(path string) error { return nil }

func (d portableDisk) writable(path string) error { return nil }

func (d portableDisk) lock(path string) (lock, error) {
	f, err := os.OpenFile(d.at(path), os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, bare(err)
	}
	return lockFile(f)
}

func (d portableDisk) sub(path string) (disk, error) { return openDisk(d.at(path)) }

func (d portableDisk) close() error { return nil }

// portableFile is an *os.File.
type portableFile struct{ *os.File }

func opened(f *os.File, err error) (file, error) {
	if err != nil {
		return nil, bare(err)
	}
	return portableFile{f}, nil
}

func (f portableFile) stat() (stat, error) {
	info, err := f.Stat()
	if err != nil {
		return stat{}, bare(err)
	}
	return statOf(info), nil
}

func statOf(info fs.FileInfo) stat {
	return stat{kind: kindOf(info.Mode()), size: info.Size(), mtime: info.ModTime().UnixNano()}
}

func kindOf(m fs.FileMode) kind {
	switch {
	case m.IsRegular():
		return regular
	case m.IsDir():
		return folderKind
	case m&fs.ModeSymlink != 0:
		return linkKind
	}
	return otherKind
}

// bare takes the path off: callers say it, and relative to the site.
func bare(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
