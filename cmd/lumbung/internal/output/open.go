package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lumbung/cmd/lumbung/internal/diag"
)

// Options say where an output may not be, and how long to wait for it.
type Options struct {
	// Protect are folders of sources. The output may not be one, hold one or lie in one.
	Protect []string
	// Project is the folder of the project. The output may not be or hold it, but may lie in it.
	Project string
	// Wait is how long to wait for another build of the same output before a *BusyError.
	Wait time.Duration
	// Deflate compresses what goes into a .zip.
	Deflate bool
}

// Open begins a build of a folder, or of a .zip or .tar archive if the path
// ends so. It waits for the output's lock, and completes or discards what an
// earlier build that died has left; see Publish.Recovered.
func Open(path string, o Options) (*Publish, error) {
	return openWith(path, o, openDisk, usual())
}

// Recover does for a folder or archive what Open does about an earlier build,
// and no more: for commands that only read the output.
func Recover(path string, o Options) (Recovery, error) {
	if !brokenOff(path) {
		return Recovery{}, nil
	}
	p, err := Open(path, o)
	if err != nil {
		return Recovery{}, err
	}
	return p.recovered, p.Abort()
}

// brokenOff looks without writing: an output may be read where it cannot be
// written.
func brokenOff(path string) bool {
	if _, err := os.Lstat(workOf(path)); err == nil {
		return true
	}
	for _, name := range []string{lockName, journalName, draftName, nextName, stageName} {
		if _, err := os.Lstat(filepath.Join(path, stateDir, name)); err == nil {
			return true
		}
	}
	return false
}

type opener func(dir string) (disk, error)

// target is an output that is being opened.
type target struct {
	path string
	o    Options
	open opener
	from thresholds
}

func openWith(path string, o Options, open opener, from thresholds) (*Publish, error) {
	if err := refuse(path, o); err != nil {
		return nil, err
	}
	t := &target{filepath.Clean(path), o, open, from}
	for {
		p, err := t.try()
		if !errors.Is(err, errMoved) {
			return p, err
		}
	}
}

// try fails with errMoved when another build changed the kind of the output
// while we waited for its lock.
func (t *target) try() (*Publish, error) {
	info, err := os.Lstat(t.path)
	if absent(err) {
		if err := os.MkdirAll(filepath.Dir(t.path), 0o777); err != nil {
			return nil, fmt.Errorf("make the folder of %s: %w", t.path, err)
		}
		if t.archive() != "" {
			return t.openArchive()
		}
		return t.openFirst()
	}
	switch {
	case err != nil:
		return nil, err
	case info.Mode()&os.ModeSymlink != 0:
		return nil, t.refuseLink()
	case t.archive() != "" && info.Mode().IsRegular():
		return t.openArchive()
	case t.archive() != "" || !info.IsDir():
		return nil, faultf(ErrRefused, "output %s exists and is %s", t.path, describe(info))
	}
	return t.openUpdate()
}

func describe(info os.FileInfo) diag.Message {
	if info.IsDir() {
		return diag.Msg("a folder")
	}
	return diag.Msg("not a folder")
}

// refuseLink does not follow: the folder behind may be anything, and a rename
// would replace the link.
func (t *target) refuseLink() error {
	to, err := os.Readlink(t.path)
	if err != nil {
		return err
	}
	return faultf(ErrRefused, "output %s is a symbolic link to %s; name that folder itself", t.path, to)
}

// archive is "zip", "tar" or nothing.
func (t *target) archive() string {
	switch ext := strings.ToLower(filepath.Ext(t.path)); ext {
	case ".zip", ".tar":
		return ext[1:]
	}
	return ""
}

// workName is the folder beside an output that does not exist yet, with its
// lock and its stage. Beside and not in the system's folder for temporary
// files, because a rename does not leave its file system.
func workName(path string) string { return "." + filepath.Base(path) + stateDir }

func workOf(path string) string {
	return filepath.Join(filepath.Dir(path), workName(filepath.Clean(path)))
}
