package output

import (
	"errors"
	"io"
	"os"
)

// heldFile is a lock file.
type heldFile struct {
	f    *os.File
	died Holder
}

// lockFile locks an opened file. On a file system without locks it believes
// the name in the file: its process is alive here, or it is gone.
func lockFile(f *os.File) (lock, error) {
	err := flock(f)
	holder := readHolder(f)
	switch {
	case err == nil:
	case errors.Is(err, errWouldBlock):
		err = errHeld{holder}
	case errors.Is(err, errors.ErrUnsupported):
		if err = nil; holder.Host == self().Host && alive(holder.PID) {
			err = errHeld{holder}
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &heldFile{f, holder}, nil
}

func readHolder(f *os.File) Holder {
	b, _ := io.ReadAll(io.NewSectionReader(f, 0, 1024))
	return parseHolder(string(b))
}

func (l *heldFile) before() Holder { return l.died }

func (l *heldFile) write(h Holder) error {
	text := h.text()
	if _, err := l.f.WriteAt([]byte(text), 0); err != nil {
		return err
	}
	return l.f.Truncate(int64(len(text)))
}

// close lets go of the lock too.
func (l *heldFile) close() error { return l.f.Close() }
