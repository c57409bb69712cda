package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"iter"
	"slices"
	"sort"
	"strings"
	"sync/atomic"
)

// A manifest file is a table of records sorted by path, in blocks of about
// 4 KB. Within a block a path is the number of bytes it shares with the one
// before and the rest. The index behind the blocks has for each its first
// path, its place and the start of its SHA-256, so that a lookup in a million
// files reads one block and a damaged block is never believed.
//
//	magic  block…  index  length of index (8)  SHA-256 of index (32)
//
// A record takes about 50 bytes.
const manifestMagic = "lumbung manifest 1\n"

const (
	blockSize = 4096
	checkSize = 16
	tailSize  = 8 + sha256.Size
)

// A manifest is an opened manifest file.
type manifest struct {
	f       file
	id      Sum // SHA-256 of the index, and so of all
	base    Sum // of a delta: the manifest that it changes
	records int
	live    int      // records of the whole, in a delta with its base
	mixed   []string // paths that are not their own fold
	blocks  []block
}

type block struct {
	first string
	at    int64
	size  int
	check [checkSize]byte
	data  atomic.Pointer[[]byte] // once looked up in
}

func openManifest(d disk, path string) (*manifest, error) {
	f, err := d.open(path)
	if err != nil {
		return nil, err
	}
	m := &manifest{f: f}
	if err := m.readIndex(); err != nil {
		f.Close()
		return nil, err
	}
	return m, nil
}

func (m *manifest) close() error { return m.f.Close() }

func (m *manifest) readIndex() error {
	st, err := m.f.stat()
	if err != nil {
		return err
	}
	head, tail := make([]byte, len(manifestMagic)), make([]byte, tailSize)
	if st.size < int64(len(head)+len(tail)) {
		return errCut
	}
	if _, err := m.f.ReadAt(head, 0); err != nil {
		return err
	}
	if string(head) != manifestMagic {
		return errVersion
	}
	if _, err := m.f.ReadAt(tail, st.size-tailSize); err != nil {
		return err
	}
	size := int64(binary.LittleEndian.Uint64(tail))
	at := st.size - tailSize - size
	if size < 0 || at < int64(len(head)) {
		return errCut
	}
	index := make([]byte, size)
	if _, err := m.f.ReadAt(index, at); err != nil {
		return err
	}
	m.id = sha256.Sum256(index)
	if !bytes.Equal(m.id[:], tail[8:]) {
		return errCut
	}
	return m.decodeIndex(index)
}

func (m *manifest) decodeIndex(b []byte) error {
	r := reader{b: b}
	copy(m.base[:], r.take(sha256.Size))
	m.records, m.live = r.int(), r.int()
	n := r.int()
	m.mixed = make([]string, 0, min(n, len(r.b)))
	for range n {
		if m.mixed = append(m.mixed, r.text()); r.bad {
			return errCut
		}
	}
	n = r.int()
	at := int64(len(manifestMagic))
	m.blocks = make([]block, min(n, len(r.b)))
	for i := range n {
		if r.bad || i >= len(m.blocks) {
			return errCut
		}
		k := &m.blocks[i]
		k.first, k.at, k.size = r.text(), at, r.int()
		copy(k.check[:], r.take(checkSize))
		at += int64(k.size)
	}
	if r.bad || len(r.b) != 0 {
		return errCut
	}
	return nil
}

// read gives the bytes of a block, and keeps them if they are for lookups.
func (m *manifest) read(k *block, keep bool) ([]byte, error) {
	if p := k.data.Load(); p != nil {
		return *p, nil
	}
	b, err := m.readInto(make([]byte, k.size), k)
	if err == nil && keep {
		k.data.Store(&b)
	}
	return b, err
}

// readInto reads a block into b, which has its size.
func (m *manifest) readInto(b []byte, k *block) ([]byte, error) {
	if _, err := m.f.ReadAt(b, k.at); err != nil {
		if err == io.EOF {
			err = errCut
		}
		return nil, err
	}
	if sum := sha256.Sum256(b); !bytes.Equal(sum[:checkSize], k.check[:]) {
		return nil, errCut
	}
	return b, nil
}

// blockOf is the last block whose first path is not after the path.
func (m *manifest) blockOf(path string) int {
	return sort.Search(len(m.blocks), func(i int) bool { return m.blocks[i].first > path }) - 1
}

// lookup finds one path. Many goroutines may.
func (m *manifest) lookup(path string) (record, bool, error) {
	i := m.blockOf(path)
	if i < 0 {
		return record{}, false, nil
	}
	b, err := m.read(&m.blocks[i], true)
	if err != nil {
		return record{}, false, err
	}
	var buf [maxPath]byte
	d := decoder{reader: reader{b: b}, path: buf[:0]}
	for d.next() {
		switch c := strings.Compare(bytesString(d.path), path); {
		case c == 0:
			d.rec.path = path
			return d.rec, true, nil
		case c > 0:
			return record{}, false, nil
		}
	}
	if d.bad {
		return record{}, false, errCut
	}
	return record{}, false, nil
}

// scan goes through the records from a path on.
func (m *manifest) scan(from string) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		for i := max(0, m.blockOf(from)); i < len(m.blocks); i++ {
			b, err := m.read(&m.blocks[i], false)
			if err != nil {
				yield(record{}, err)
				return
			}
			d := decoder{reader: reader{b: b}}
			for d.next() {
				d.rec.path = string(d.path)
				if cmp.Less(d.rec.path, from) {
					continue
				}
				if !yield(d.rec, nil) {
					return
				}
			}
			if d.bad {
				yield(record{}, errCut)
				return
			}
		}
	}
}

// walk is scan for who keeps nothing: it goes through the records of blocks, and path and
// record are good until the next one is asked for.
func (m *manifest) walk(from, to int, skip func(first, next string) bool, do func(path []byte, r *record) error) error {
	var buf []byte
	for i := from; i < to; i++ {
		k := &m.blocks[i]
		if i+1 < len(m.blocks) && skip(k.first, m.blocks[i+1].first) {
			continue
		}
		buf = slices.Grow(buf[:0], k.size)
		b, err := m.readInto(buf[:k.size], k)
		if err != nil {
			return err
		}
		d := decoder{reader: reader{b: b}}
		for d.next() {
			if err := do(d.path, &d.rec); err != nil {
				return err
			}
		}
		if d.bad {
			return errCut
		}
	}
	return nil
}
