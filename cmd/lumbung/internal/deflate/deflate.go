// Package deflate packs what goes into zips and workbooks. It is the one place that knows
// github.com/klauspost/compress, which takes two fifths of the time of compress/flate for a
// site's files and a hundredth more room; its bytes are those of one version on every processor,
// while those of the standard library change with Go.
package deflate

import (
	"io"

	"github.com/klauspost/compress/flate"
)

// Version names what packs: other versions may pack the same to other bytes, so whoever keeps
// what was packed keeps it under this name.
const Version = "github.com/klauspost/compress v1.20.4, level 6"

// level is the last that is fast: the next takes twice as long for a hundredth less.
const level = 6

// Writer is a stream of deflate, as compress/flate has it: Reset, Write, Flush, Close.
type Writer = flate.Writer

// NewWriter begins a stream. A writer takes most of a megabyte, and is used again by its Reset.
func NewWriter(to io.Writer) *Writer {
	w, err := flate.NewWriter(to, level)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}
