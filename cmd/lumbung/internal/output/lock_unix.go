//go:build linux || darwin

package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

var errWouldBlock error = unix.EWOULDBLOCK

func flock(f *os.File) error {
	err := again(func() error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) })
	switch err {
	case unix.ENOTSUP, unix.ENOSYS, unix.ENOLCK, unix.EINVAL:
		return errors.ErrUnsupported
	}
	return err
}

func (l *heldFile) current(st stat) bool {
	var own unix.Stat_t
	err := unix.Fstat(int(l.f.Fd()), &own)
	return err == nil && st.inode == uint64(own.Ino) && st.device == uint64(own.Dev)
}

func alive(pid int) bool {
	err := unix.Kill(pid, 0)
	return pid > 0 && (err == nil || err == unix.EPERM)
}
