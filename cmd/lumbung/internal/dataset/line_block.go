package dataset

import (
	"crypto/sha256"
	"hash"
	"io"
)

// lineBlock is some rows of a CSV as they stand in the file, one after the other. It is
// known by its digest wherever it stands.
type lineBlock struct {
	size  int64
	rows  int  // of the table: blank lines are none
	whole bool // it ends where a line ends: others may follow
	first uint64
	sum   [sha256.Size]byte
}

// firstDigest is what the start of a block is looked for by: FNV-1a of its first row.
func firstDigest(row []byte) uint64 {
	sum := uint64(14695981039346656037)
	for _, b := range row[:min(len(row), 256)] {
		sum = (sum ^ uint64(b)) * 1099511628211
	}
	return sum
}

// blockNoter digests the rows that a recordReader gives, some in a block.
type blockNoter struct {
	limit  int // rows in a block
	blocks []lineBlock
	now    lineBlock
	lines  int // in now
	hash   hash.Hash
	read   int64 // by the reader, at the end of the last row
}

func newBlockNoter(limit int, reader *recordReader) *blockNoter {
	return &blockNoter{limit: limit, hash: sha256.New(), read: reader.read}
}

// line gives the row that the reader has just given as it stands in the file.
func (n *blockNoter) line(reader *recordReader) []byte {
	return reader.buf[reader.pos-int(reader.read-n.read) : reader.pos]
}

// note takes the row that the reader has just given. A blank line is a row of no table.
func (n *blockNoter) note(reader *recordReader, blank bool) {
	if n.lines == n.limit {
		n.end()
	}
	line := n.line(reader)
	n.read = reader.read
	if n.lines == 0 {
		n.now.first = firstDigest(line)
	}
	n.lines++
	n.hash.Write(line)
	n.now.size += int64(len(line))
	n.now.whole = len(line) > 0 && line[len(line)-1] == '\n'
	if !blank {
		n.now.rows++
	}
}

// end gives the blocks so far, and begins another.
func (n *blockNoter) end() []lineBlock {
	if n.lines > 0 {
		n.hash.Sum(n.now.sum[:0])
		n.blocks = append(n.blocks, n.now)
	}
	n.now, n.lines = lineBlock{}, 0
	n.hash.Reset()
	return n.blocks
}

// blockMatcher finds blocks of an earlier state of a file in the file as it is now.
type blockMatcher struct {
	file   io.ReaderAt
	size   int64
	blocks []lineBlock
	starts map[uint64][]int // which blocks begin with a row; made when it is first needed
	buf    []byte
}

// at says whether a block stands at a place of the file.
func (m *blockMatcher) at(block int, offset int64) bool {
	b := &m.blocks[block]
	if end := offset + b.size; end > m.size || !b.whole && end != m.size {
		return false
	}
	if int64(cap(m.buf)) < b.size {
		m.buf = make([]byte, b.size)
	}
	buf := m.buf[:b.size]
	if n, _ := m.file.ReadAt(buf, offset); n < len(buf) {
		return false
	}
	return sha256.Sum256(buf) == b.sum
}

// find gives the first of the blocks from one on that stands at a place where a row begins;
// -1 for none.
func (m *blockMatcher) find(row []byte, from int, offset int64) int {
	if m.starts == nil {
		m.starts = map[uint64][]int{}
		for i := range m.blocks {
			m.starts[m.blocks[i].first] = append(m.starts[m.blocks[i].first], i)
		}
	}
	for _, i := range m.starts[firstDigest(row)] {
		if i >= from && m.at(i, offset) {
			return i
		}
	}
	return -1
}
