package export

import (
	"io"
	"sync"
)

// streamSize is how much is collected before it is passed on.
const streamSize = 64 << 10

// stream gathers small pieces in buf and passes them on in large ones. It keeps the
// first error, so that a writer of cells need not look at each.
type stream struct {
	w   io.Writer
	buf []byte
	err error
}

// streams are used again: most tables are smaller than what one gathers.
var streams = sync.Pool{New: func() any { return &stream{buf: make([]byte, 0, streamSize+streamSize/4)} }}

// newStream begins a stream, which ends with finish.
func newStream(w io.Writer) *stream {
	s := streams.Get().(*stream)
	s.w = w
	return s
}

func (s *stream) add(text string) { s.buf = append(s.buf, text...) }

// spill passes on what has been gathered, once it is enough. Call it at the end of a row.
func (s *stream) spill() {
	if len(s.buf) >= streamSize {
		s.flush()
	}
}

// flush passes on all that has been gathered and gives the first error.
func (s *stream) flush() error {
	if s.err == nil && len(s.buf) > 0 {
		_, s.err = s.w.Write(s.buf)
	}
	s.buf = s.buf[:0]
	return s.err
}

// finish passes on what is left, and gives the first error. The stream is another's after it.
func (s *stream) finish() error {
	err := s.flush()
	s.w, s.err = nil, nil
	streams.Put(s)
	return err
}
