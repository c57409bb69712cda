package output

import (
	"errors"

	"golang.org/x/sys/unix"
)

func exchangeAt(fd int, a, b string) error {
	err := unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	if err == unix.EINVAL || err == unix.ENOSYS || err == unix.EOPNOTSUPP || err == unix.EPERM {
		return errors.ErrUnsupported
	}
	return err
}
