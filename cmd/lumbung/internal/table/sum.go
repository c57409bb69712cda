package table

import (
	"crypto/sha256"
	"encoding/binary"
)

// AppendRow appends a row's cells so that two rows give the same bytes only when they hold
// the same values: what tells whether a row changed between two builds.
func (t *Table) AppendRow(b []byte, row int) []byte {
	for i := range t.cols {
		c := &t.cols[i]
		if c.state != nil && c.state[row] != 0 {
			b = append(b, 0, c.state[row])
			continue
		}
		text := c.text(row)
		b = append(binary.AppendUvarint(b, uint64(len(text))+1), text...)
	}
	return b
}

// RowSums fills sums with one number for each row from a row on: the start of the SHA-256
// of its cells.
func (t *Table) RowSums(from int, sums []uint64) {
	var b []byte
	for i := range sums {
		b = t.AppendRow(b[:0], from+i)
		sum := sha256.Sum256(b)
		sums[i] = binary.LittleEndian.Uint64(sum[:])
	}
}
