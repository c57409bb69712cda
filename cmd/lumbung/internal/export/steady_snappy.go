package export

import (
	"encoding/binary"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// steadySnappy compresses to the same bytes on every processor. The library's own encoders are
// written in assembly for some processors, where they find other matches than in Go: both are
// right, and a portal that was built on another machine would differ. This is the plain method
// of the format's description, https://github.com/google/snappy/blob/main/format_description.txt:
// blocks of 64 KB, and a table of where four bytes stood last.
type steadySnappy struct{}

func (steadySnappy) String() string { return parquet.Snappy.String() }

func (steadySnappy) CompressionCodec() format.CompressionCodec {
	return parquet.Snappy.CompressionCodec()
}

func (steadySnappy) Encode(dst, src []byte) ([]byte, error) {
	dst = binary.AppendUvarint(dst[:0], uint64(len(src)))
	for len(src) > snappyBlock {
		dst = appendSnappy(dst, src[:snappyBlock])
		src = src[snappyBlock:]
	}
	return appendSnappy(dst, src), nil
}

func (steadySnappy) Decode(dst, src []byte) ([]byte, error) { return parquet.Snappy.Decode(dst, src) }

const (
	snappyBlock = 1 << 16 // that an offset of two bytes reaches back over
	snappyTable = 14      // bits of a hash
	snappyMatch = 4       // the shortest that is looked for
)

// appendSnappy compresses a block. Where nothing repeats it looks at fewer and fewer places.
func appendSnappy(dst, src []byte) []byte {
	var last [1 << snappyTable]uint16
	literal := 0 // where what is not yet written begins
	for at := 1; at+snappyMatch <= len(src); {
		four := binary.LittleEndian.Uint32(src[at:])
		h := four * 0x9e3779b1 >> (32 - snappyTable)
		before := int(last[h])
		last[h] = uint16(at)
		if binary.LittleEndian.Uint32(src[before:]) != four {
			at += 1 + (at-literal)>>5
			continue
		}
		n := snappyMatch
		for at+n < len(src) && src[before+n] == src[at+n] {
			n++
		}
		dst = appendLiteral(dst, src[literal:at])
		dst = appendCopy(dst, at-before, n)
		at += n
		literal = at
	}
	return appendLiteral(dst, src[literal:])
}

// appendLiteral writes bytes as they are.
func appendLiteral(dst, bytes []byte) []byte {
	n := len(bytes) - 1
	switch {
	case n < 0:
		return dst
	case n < 60:
		dst = append(dst, byte(n<<2))
	case n < 1<<8:
		dst = append(dst, 60<<2, byte(n))
	default:
		dst = append(dst, 61<<2, byte(n), byte(n>>8))
	}
	return append(dst, bytes...)
}

// appendCopy repeats n bytes from some way back. One tag holds 64 at most, and the short one
// from 4 to 11.
func appendCopy(dst []byte, back, n int) []byte {
	for n > 64 {
		part := 64
		if n < 64+snappyMatch {
			part = 60 // leaves enough for the short tag
		}
		dst = append(dst, byte(part-1)<<2|2, byte(back), byte(back>>8))
		n -= part
	}
	if n > 11 || back >= 1<<11 {
		return append(dst, byte(n-1)<<2|2, byte(back), byte(back>>8))
	}
	return append(dst, byte(back>>8)<<5|byte(n-4)<<2|1, byte(back))
}
