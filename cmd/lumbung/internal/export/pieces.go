package export

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"lumbung/cmd/lumbung/internal/deflate"
)

// Pieces keeps what a large download was packed to from one build to the next. It is packed
// some thousand rows at a time, each piece by itself, so that an edited cell costs the
// packing of one piece and not of all; what a piece is packed to depends on nothing else.
//
// What is kept is a part of a published file, byte for byte, and known by the digest of what
// was packed. Nothing depends on it: a piece that is not there or is damaged is packed again.
// A nil *Pieces keeps nothing, and the files are the same.
type Pieces struct {
	Dir string // of this download alone; is made when there is something to be kept

	mu   sync.Mutex
	used map[string]bool
}

// What a piece ends after: so many rows, or bytes where rows are long.
const (
	pieceRows  = 2048
	pieceBytes = 8 << 20
)

// packer packs what is written to it as one stream of deflate.
type packer struct {
	to     io.Writer
	rowEnd []byte
	pieces *Pieces

	buf    []byte // of the piece so far
	looked int    // how much of buf was looked through
	rows   int    // that end in it
	packed bytes.Buffer
}

// newPacker packs what has rows that end in a text.
func newPacker(to io.Writer, rowEnd string, pieces *Pieces) *packer {
	return &packer{to: to, rowEnd: []byte(rowEnd), pieces: pieces}
}

func (p *packer) Write(b []byte) (int, error) {
	p.buf = append(p.buf, b...)
	for {
		end := p.pieceEnd()
		if end < 0 {
			return len(b), nil
		}
		if err := p.piece(p.buf[:end]); err != nil {
			return 0, err
		}
		p.buf = append(p.buf[:0], p.buf[end:]...)
		p.looked, p.rows = 0, 0
	}
}

// pieceEnd is where the piece ends in what there is of it; -1 for not yet.
func (p *packer) pieceEnd() int {
	for {
		at := bytes.Index(p.buf[p.looked:], p.rowEnd)
		if at < 0 {
			break
		}
		p.looked += at + len(p.rowEnd)
		if p.rows++; p.rows == pieceRows || p.looked > pieceBytes {
			return min(p.looked, pieceBytes)
		}
	}
	p.looked = max(p.looked, len(p.buf)-len(p.rowEnd)+1)
	if len(p.buf) < pieceBytes {
		return -1
	}
	return pieceBytes
}

// piece packs a piece, or takes it as it was packed before.
func (p *packer) piece(b []byte) error {
	name := p.name(b)
	if kept := p.pieces.get(name); kept != nil {
		_, err := p.to.Write(kept)
		return err
	}
	if err := p.pack(b, (*deflate.Writer).Flush); err != nil {
		return err
	}
	p.pieces.put(name, slices.Values([][]byte{p.packed.Bytes()}))
	_, err := p.to.Write(p.packed.Bytes())
	return err
}

// Close packs what is left, and ends the stream.
func (p *packer) Close() error {
	if err := p.pack(p.buf, (*deflate.Writer).Close); err != nil {
		return err
	}
	p.buf = nil
	_, err := p.to.Write(p.packed.Bytes())
	return err
}

func (p *packer) pack(b []byte, end func(*deflate.Writer) error) error {
	w := packers.Get().(*deflate.Writer)
	defer packers.Put(w)
	p.packed.Reset()
	w.Reset(&p.packed)
	if _, err := w.Write(b); err != nil {
		return err
	}
	return end(w)
}

// name is what a packed piece is known by.
func (p *packer) name(b []byte) string {
	hash := sha256.New()
	io.WriteString(hash, deflate.Version+"\n")
	hash.Write(b)
	return hex.EncodeToString(hash.Sum(nil))
}

// packers are used again: a workbook has nine parts, most of them a few hundred bytes.
var packers = sync.Pool{New: func() any { return deflate.NewWriter(nil) }}

// get gives a packed piece; nil for none. A file of one is the piece and its SHA-256.
func (s *Pieces) get(name string) []byte {
	if s == nil {
		return nil
	}
	b, err := os.ReadFile(filepath.Join(s.Dir, name))
	if err != nil || len(b) <= sha256.Size {
		return nil
	}
	b, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if got := sha256.Sum256(b); !bytes.Equal(got[:], sum) {
		return nil
	}
	s.note(name)
	return b
}

// put keeps a packed piece, whole or not at all: its parts are written one after the other. That
// it could not costs time and nothing else.
func (s *Pieces) put(name string, parts iter.Seq[[]byte]) {
	if s == nil || os.MkdirAll(s.Dir, 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(s.Dir, "*.part")
	if err != nil {
		return
	}
	hash, to := sha256.New(), bufio.NewWriter(f)
	for b := range parts {
		hash.Write(b)
		to.Write(b)
	}
	to.Write(hash.Sum(nil))
	err = to.Flush()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.Dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
		return
	}
	s.note(name)
}

func (s *Pieces) note(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.used == nil {
		s.used = map[string]bool{}
	}
	s.used[name] = true
}

// Tidy removes what the file that has been written does not consist of.
func (s *Pieces) Tidy() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	entries, _ := os.ReadDir(s.Dir)
	for _, e := range entries {
		if !s.used[e.Name()] {
			os.RemoveAll(filepath.Join(s.Dir, e.Name()))
		}
	}
}
