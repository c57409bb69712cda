package output

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
)

// manifestWriter makes a manifest file from records in order of their path.
type manifestWriter struct {
	f       file
	out     []byte
	block   encoder
	index   []byte
	blocks  int
	records int
	mixed   []string
	err     error
}

const writeBuffer = 1 << 18

// createManifest replaces what a build that died may have left there.
func createManifest(d disk, path string) (*manifestWriter, error) {
	if err := ignoreAbsent(d.remove(path)); err != nil {
		return nil, err
	}
	f, err := d.create(path)
	if err != nil {
		return nil, err
	}
	return &manifestWriter{f: f, out: append(make([]byte, 0, writeBuffer), manifestMagic...)}, nil
}

func (w *manifestWriter) add(r record) {
	w.block.add(r)
	w.records++
	if !folded(r.path) && fold(r.path) != r.path {
		w.mixed = append(w.mixed, r.path)
	}
	if len(w.block.b) >= blockSize {
		w.endBlock()
	}
}

func (w *manifestWriter) endBlock() {
	if len(w.block.b) == 0 {
		return
	}
	w.index = appendText(w.index, w.block.first)
	w.index = binary.AppendUvarint(w.index, uint64(len(w.block.b)))
	sum := sha256.Sum256(w.block.b)
	w.index = append(w.index, sum[:checkSize]...)
	w.blocks++
	w.write(w.block.b)
	w.block.reset()
}

func (w *manifestWriter) write(b []byte) {
	if len(w.out)+len(b) > cap(w.out) {
		w.flush()
	}
	w.out = append(w.out, b...)
}

func (w *manifestWriter) flush() {
	if w.err == nil && len(w.out) > 0 {
		_, w.err = w.f.Write(w.out)
	}
	w.out = w.out[:0]
}

// finish writes the index and sees to it that the file is on the disk: what
// it says decides what may be deleted and what is never looked at again.
func (w *manifestWriter) finish(base Sum, live int) (Sum, error) {
	w.endBlock()
	index := append([]byte(nil), base[:]...)
	index = binary.AppendUvarint(index, uint64(w.records))
	index = binary.AppendUvarint(index, uint64(live))
	index = binary.AppendUvarint(index, uint64(len(w.mixed)))
	for _, path := range w.mixed {
		index = appendText(index, path)
	}
	index = binary.AppendUvarint(index, uint64(w.blocks))
	index = append(index, w.index...)
	id := sha256.Sum256(index)
	w.write(index)
	w.write(binary.LittleEndian.AppendUint64(nil, uint64(len(index))))
	w.write(id[:])
	w.flush()
	if w.err == nil {
		w.err = w.f.Sync()
	}
	return id, errors.Join(w.err, w.f.Close())
}

// abandon closes after an error elsewhere.
func (w *manifestWriter) abandon() { w.f.Close() }
