package diag

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// Worded is an error whose text can be translated.
type Worded interface {
	error
	Words() Message
}

// failure is the plain one.
type failure struct{ words Message }

func (f *failure) Error() string  { return f.words.String() }
func (f *failure) Words() Message { return f.words }

// Err makes an error whose text can be translated, as a diagnostic's can.
func Err(format string, args ...any) error { return &failure{Msg(format, args...)} }

// systemReasons are what the system says most, in words that can be translated.
var systemReasons = []struct {
	err   error
	words Message
}{
	{syscall.ENOTEMPTY, Msg("the folder is not empty")}, // which is fs.ErrExist too
	{fs.ErrNotExist, Msg("there is no such file or folder")},
	{fs.ErrPermission, Msg("you may not do that there: permission is denied")},
	{fs.ErrExist, Msg("it is there already")},
	{fs.ErrClosed, Msg("it is closed already")},
	{syscall.EISDIR, Msg("it is a folder")},
	{syscall.ENOTDIR, Msg("a part of the path is a file and no folder")},
	{syscall.ENAMETOOLONG, Msg("the name is too long")},
	{syscall.ELOOP, Msg("symbolic links lead in a circle")},
	{syscall.ENOSPC, Msg("the disk is full")},
	{syscall.EDQUOT, Msg("your share of the disk is used up")},
	{syscall.EFBIG, Msg("the file is larger than the disk can hold")},
	{syscall.EROFS, Msg("the disk can only be read")},
	{syscall.EIO, Msg("the disk cannot read or write there: it may be damaged")},
	{syscall.EBUSY, Msg("another program holds it")},
	{syscall.EMFILE, Msg("too many files are open")},
	{syscall.ENFILE, Msg("too many files are open")},
	{syscall.EXDEV, Msg("it lies on another disk")},
	{syscall.ENOMEM, Msg("there is not enough memory")},
	{syscall.EPIPE, Msg("nobody reads what is written any more")},
	{syscall.EADDRINUSE, Msg("the address is in use")},
	{syscall.EADDRNOTAVAIL, Msg("this computer has no such address")},
	{io.ErrUnexpectedEOF, Msg("it ends too early")},
	{context.Canceled, Msg("it was interrupted")},
	{context.DeadlineExceeded, Msg("it took too long")},
}

// Reason is an error as a message: in our own words where they made it, with ours for what
// the system says most, else as it is.
func Reason(err error) Message {
	var own Worded
	if errors.As(err, &own) {
		return own.Words()
	}
	for _, known := range systemReasons {
		if errors.Is(err, known.err) {
			return placed(err, known.words)
		}
	}
	return Msg("%s", err.Error())
}

// placed puts what an error is about in front of its reason.
func placed(err error, words Message) Message {
	var p *fs.PathError
	if errors.As(err, &p) {
		return Msg("%s: %s", p.Path, words)
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return Msg("%s: %s", l.New, words)
	}
	if i := strings.LastIndex(err.Error(), ": "); i > 0 {
		return Msg("%s: %s", err.Error()[:i], words)
	}
	return words
}
