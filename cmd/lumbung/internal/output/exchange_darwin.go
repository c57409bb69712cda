package output

import (
	"errors"

	"golang.org/x/sys/unix"
)

func exchangeAt(fd int, a, b string) error {
	err := unix.RenameatxNp(fd, a, fd, b, unix.RENAME_SWAP)
	if err == unix.EINVAL || err == unix.ENOSYS || err == unix.ENOTSUP {
		return errors.ErrUnsupported
	}
	return err
}
