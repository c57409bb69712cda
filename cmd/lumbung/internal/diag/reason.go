package diag

import (
	"errors"
	"io/fs"
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
	{fs.ErrNotExist, Msg("there is no such file or folder")},
	{fs.ErrPermission, Msg("you may not do that there: permission is denied")},
	{fs.ErrExist, Msg("it is there already")},
	{syscall.ENOSPC, Msg("the disk is full")},
	{syscall.EROFS, Msg("the disk can only be read")},
	{syscall.EADDRINUSE, Msg("the address is in use")},
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
	if i := strings.LastIndex(err.Error(), ": "); i > 0 {
		return Msg("%s: %s", err.Error()[:i], words)
	}
	return words
}
