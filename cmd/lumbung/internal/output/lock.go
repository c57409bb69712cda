package output

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Holder is the process that holds an output, as it wrote it in the lock file.
type Holder struct {
	PID  int
	Host string
}

// A lock is a lock file that is held. The system lets go of it when the
// process dies, however it dies, so no lock is ever stale; a file that is not
// held but names a process says that this process was killed.
type lock interface {
	before() Holder // the process that died with it, if any
	write(Holder) error
	// current says that the file still has its name: who held it before may
	// have removed it.
	current(st stat) bool
	close() error
}

// errHeld comes with the holder from disk.lock.
type errHeld struct{ Holder }

func (e errHeld) Error() string { return "held" }

const lockName = "lock"

const pollLock = 20 * time.Millisecond

// errMoved says that the folder with the lock went away while it was waited
// for: the other build is over, and the output may have become another kind.
var errMoved = errors.New("the folder of the lock is gone")

// takeLock makes dir, waits for its lock and writes our name into it.
func takeLock(d disk, dir, output string, wait time.Duration) (lock, error) {
	deadline := time.Now().Add(wait)
	for {
		if err := mkdirAll(d, dir); err != nil {
			return nil, fmt.Errorf("make %s/%s: %w", output, dir, err)
		}
		if st, err := d.stat(dir); err == nil && st.kind != folderKind {
			return nil, faultf(ErrRefused, "%s: %s is %s; it has to be a folder, for what lumbung knows about this output", output, dir, st.kind.words())
		}
		l, err := tryLock(d, dir)
		var held errHeld
		switch {
		case err == nil:
			return l, nil
		case errors.As(err, &held) && time.Now().Before(deadline):
			time.Sleep(min(pollLock, max(0, time.Until(deadline))))
		case errors.As(err, &held):
			return nil, &BusyError{output, held.Holder}
		case !errors.Is(err, errMoved):
			return nil, fmt.Errorf("lock %s: %w", output, err)
		}
	}
}

func tryLock(d disk, dir string) (lock, error) {
	path := dir + "/" + lockName
	l, err := d.lock(path)
	if absent(err) {
		return nil, errMoved
	}
	if err != nil {
		return nil, err
	}
	st, err := d.stat(path)
	if absent(err) || err == nil && !l.current(st) {
		return nil, cmp.Or(l.close(), errMoved)
	}
	if err == nil {
		err = l.write(self())
	}
	if err != nil {
		return nil, errors.Join(err, l.close())
	}
	return l, nil
}

// dropLock removes the file while it is held, where the system can do that:
// whoever waits for it finds that it lost its name and tries again. The file
// would tell the world our host's name if it were uploaded with the site.
func dropLock(d disk, dir string, l lock) error {
	path := dir + "/" + lockName
	if removed := d.remove(path); removed != nil && !absent(removed) {
		return cmp.Or(l.close(), ignoreHeld(d.remove(path)))
	}
	return l.close()
}

// ignoreHeld lets a lock file be that the next build already has open.
func ignoreHeld(err error) error {
	if absent(err) || errors.Is(err, os.ErrPermission) {
		return nil
	}
	return err
}

func self() Holder {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return Holder{os.Getpid(), host}
}

func (h Holder) text() string { return fmt.Sprintf("%d %s\n", h.PID, h.Host) }

// parseHolder gives nobody where it is not what a build has written: a lock file may come from
// somebody else, and what stands in it is told in a terminal.
func parseHolder(s string) Holder {
	number, host, _ := strings.Cut(strings.TrimSpace(s), " ")
	pid, err := strconv.Atoi(number)
	if host = strings.TrimSpace(host); err != nil || pid <= 0 || host == "" || strings.ContainsFunc(host, notPrinted) {
		return Holder{}
	}
	return Holder{pid, host}
}

func notPrinted(r rune) bool { return !unicode.IsPrint(r) }
