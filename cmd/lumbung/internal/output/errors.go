package output

import (
	"errors"

	"lumbung/cmd/lumbung/internal/diag"
)

// What can go wrong, for errors.Is. The errors that carry these say more:
// which file, and what to do about it.
var (
	// ErrPath is a path that some system could not store or serve.
	ErrPath = errors.New("not a portable path")
	// ErrTwice is a path that a build makes twice, in any mixture of upper and lower case.
	ErrTwice = errors.New("path made twice")
	// ErrForeign is a file in the way that Lumbung did not make.
	ErrForeign = errors.New("file in the way")
	// ErrRefused is an output that would endanger the sources or somebody's files.
	ErrRefused = errors.New("output refused")
	// ErrBusy is an output that another build holds; the error is a *BusyError.
	ErrBusy = errors.New("output is in use")
	// ErrNotMade is a path to keep that the last build did not make.
	ErrNotMade = errors.New("not made by the last build")
	// ErrAltered is a file that is no longer as the last build left it.
	ErrAltered = errors.New("changed by another hand")
	// ErrDamaged is a manifest or a journal that cannot be read.
	ErrDamaged = errors.New("damaged")
	// ErrUnfinished is an update that stopped part way; the next Open completes it.
	ErrUnfinished = errors.New("update not complete")
	// ErrClosed is a call after Commit or Abort.
	ErrClosed = errors.New("publish is over")
)

// BusyError says who holds an output.
type BusyError struct {
	Output string
	Holder Holder
}

func (e *BusyError) Error() string { return e.Words().String() }

// Words is the sentence, to be translated.
func (e *BusyError) Words() diag.Message {
	if e.Holder == (Holder{}) {
		return diag.Msg("%s is in use by another build", e.Output)
	}
	return diag.Msg("%s is in use by another build: process %d on %s", e.Output, e.Holder.PID, e.Holder.Host)
}

// Unwrap makes errors.Is(err, ErrBusy) true.
func (e *BusyError) Unwrap() error { return ErrBusy }

// fault is a sentence with one of the kinds above.
type fault struct {
	kind  error
	words diag.Message
}

func (f *fault) Error() string { return f.words.String() }
func (f *fault) Unwrap() error { return f.kind }

// Words is the sentence, to be translated.
func (f *fault) Words() diag.Message { return f.words }

func faultf(kind error, format string, args ...any) error {
	return &fault{kind, diag.Msg(format, args...)}
}

// damage is why a manifest or a journal is not believed.
type damage string

func (d damage) Error() string { return string(d) }

// Words is the reason, to be translated.
func (d damage) Words() diag.Message { return diag.Msg(string(d)) }

const (
	errCut     = damage("it is cut short or was changed")
	errVersion = damage("another version of lumbung wrote it")
)
