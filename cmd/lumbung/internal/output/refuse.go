package output

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// refuse finds an output that would endanger the sources. Folders are the same
// if the system says so, not if they are spelled alike: symbolic links and
// case do not deceive it.
func refuse(path string, o Options) error {
	if path == "" {
		return faultf(ErrRefused, "the output has no name")
	}
	out, err := realPath(path)
	if err != nil {
		return err
	}
	if filepath.Dir(out) == out {
		return faultf(ErrRefused, "output %s is the root of the file system", path)
	}
	if o.Project != "" {
		project, err := realPath(o.Project)
		if err != nil {
			return err
		}
		if within(project, out) {
			return faultf(ErrRefused, "output %s holds the project %s itself", path, o.Project)
		}
	}
	for _, source := range o.Protect {
		if err := refuseSource(path, out, source); err != nil {
			return err
		}
	}
	return nil
}

func refuseSource(path, out, source string) error {
	real, err := realPath(source)
	if err != nil {
		return err
	}
	switch in, holds := within(out, real), within(real, out); {
	case in && holds:
		return faultf(ErrRefused, "output %s is the source folder %s", path, source)
	case in:
		return faultf(ErrRefused, "output %s lies in the source folder %s", path, source)
	case holds:
		return faultf(ErrRefused, "output %s holds the source folder %s", path, source)
	}
	return nil
}

// realPath resolves the links of as much of a path as exists.
func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", path, err)
	}
	rest := ""
	for at := abs; ; at = filepath.Dir(at) {
		real, err := filepath.EvalSymlinks(at)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if filepath.Dir(at) == at || !absent(err) {
			return "", fmt.Errorf("find %s: %w", path, err)
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}

// within says that a real path is a folder or lies in it.
func within(path, folder string) bool {
	if path == folder || strings.HasPrefix(path, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator)) {
		return true
	}
	want, err := os.Stat(folder)
	if err != nil {
		return false
	}
	for at := path; ; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err == nil && os.SameFile(info, want) {
			return true
		}
		if filepath.Dir(at) == at {
			return false
		}
	}
}
