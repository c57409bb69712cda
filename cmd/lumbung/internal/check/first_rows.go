package check

import (
	"bytes"
	"hash/maphash"
	"math/bits"
)

// firstRows finds the row that had a text before. It keeps a part of each text's hash and
// its row, and no text: those of a million rows are in the table already.
type firstRows struct {
	seed  maphash.Seed
	slots []firstRow // their number is a power of two
	text  func(b []byte, row int) []byte
	other []byte
}

type firstRow struct {
	hash uint32
	row  int32 // from 1; 0 is free
}

// newFirstRows makes room for so many rows; text appends that of a row that was added.
func newFirstRows(rows int, text func(b []byte, row int) []byte) *firstRows {
	return &firstRows{seed: maphash.MakeSeed(), slots: make([]firstRow, 1<<bits.Len(uint(rows+rows/2))), text: text}
}

// add notes a row and its text; it gives the row that was added with the same text, -1 where
// there is none.
func (f *firstRows) add(text []byte, row int) (earlier int) {
	hash, mask := maphash.Bytes(f.seed, text), uint64(len(f.slots)-1)
	for i := hash & mask; ; i = (i + 1) & mask {
		switch s := &f.slots[i]; {
		case s.row == 0:
			*s = firstRow{uint32(hash >> 32), int32(row + 1)}
			return -1
		case s.hash == uint32(hash>>32):
			if f.other = f.text(f.other[:0], int(s.row-1)); bytes.Equal(text, f.other) {
				return int(s.row - 1)
			}
		}
	}
}
