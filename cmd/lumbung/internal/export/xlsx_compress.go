package export

import (
	"compress/flate"
	"io"
	"sync"
)

// sheetCompressors are used again: one takes more than a megabyte, and a workbook has nine
// parts, most of them a few hundred bytes.
var sheetCompressors = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, sheetCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

func newSheetCompressor(w io.Writer) (io.WriteCloser, error) {
	c := sheetCompressors.Get().(*flate.Writer)
	c.Reset(w)
	return &sheetCompressor{c}, nil
}

type sheetCompressor struct{ *flate.Writer }

// Close ends the part and gives the compressor back.
func (s *sheetCompressor) Close() error {
	if s.Writer == nil {
		return nil
	}
	err := s.Writer.Close()
	sheetCompressors.Put(s.Writer)
	s.Writer = nil
	return err
}
