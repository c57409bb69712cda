package output

import (
	"errors"
	"io"
	"strconv"
)

// spoolReader copies parts. Where they follow each other, as they do when the
// workers kept to the plan, it reads ahead.
type spoolReader struct {
	disk  disk
	file  file   // the spool
	buf   []byte // of the spool, from start
	start int64
	end   int64 // of the last part
}

func (r *spoolReader) copy(w io.Writer, pt part) error {
	if pt.stream != 0 {
		return r.copyStream(w, pt)
	}
	if r.file == nil {
		f, err := r.disk.open("0")
		if err != nil {
			return err
		}
		r.file = f
	}
	for pt.stored > 0 {
		b, err := r.window(pt)
		if err == nil {
			_, err = w.Write(b)
		}
		if err != nil {
			return err
		}
		pt.at += int64(len(b))
		pt.stored -= int64(len(b))
	}
	return nil
}

// window gives some of a part's bytes.
func (r *spoolReader) window(pt part) ([]byte, error) {
	if pt.at < r.start || pt.at >= r.start+int64(len(r.buf)) {
		size := int64(spoolBuffer)
		if pt.at != r.end {
			size = min(size, pt.stored)
		}
		if r.buf == nil {
			r.buf = make([]byte, spoolBuffer)
		}
		n, err := r.file.ReadAt(r.buf[:size], pt.at)
		if n == 0 {
			return nil, errors.Join(err, io.ErrUnexpectedEOF)
		}
		r.buf, r.start = r.buf[:n], pt.at
	}
	b := r.buf[pt.at-r.start:]
	b = b[:min(int64(len(b)), pt.stored)]
	r.end = pt.at + int64(len(b))
	return b, nil
}

func (r *spoolReader) copyStream(w io.Writer, pt part) error {
	f, err := r.disk.open(strconv.Itoa(int(pt.stream)))
	if err != nil {
		return err
	}
	n, err := io.Copy(w, io.NewSectionReader(f, 0, pt.stored))
	if err == nil && n != pt.stored {
		err = io.ErrUnexpectedEOF
	}
	return errors.Join(err, f.Close())
}

func (r *spoolReader) close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}
