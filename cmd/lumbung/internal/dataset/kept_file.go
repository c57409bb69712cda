package dataset

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	records "lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/table"
)

// A kept table is a folder: a head, and a part for each column, for the sums of the rows and
// for the blocks of lines. A part is named by its SHA-256, so that those of columns that did
// not change are not written again.
//
// The head is a line, JSON, and the SHA-256 of both.
const keptMagic = "lumbung table 1\n"

type keptHead struct {
	Key      records.Key `json:"key"`
	Header   records.Key `json:"header"` // of the CSV's bytes before the first row
	Rows     int         `json:"rows"`
	Columns  []part      `json:"columns"`
	Sums     part        `json:"sums"`
	Blocks   part        `json:"blocks"`
	Followed [][]part    `json:"followed"` // of each foreign key, the columns it was followed to; none where they are not kept
}

// part is a file of a kept table.
type part struct {
	Sum  records.Key `json:"sum"`
	Size int64       `json:"size"`
}

func (p part) file() string { return hex.EncodeToString(p.Sum[:16]) }

// sumsOf are the parts of columns, by which they are known.
func (h *keptHead) sumsOf(cols []int) (parts []part) {
	for _, col := range cols {
		parts = append(parts, h.Columns[col])
	}
	return parts
}

var errKept = errors.New("what was kept of the table is damaged")

const headName = "head"

// dir is where a resource's table is kept. Names are no file names everywhere.
func (s *Store) dir(r *Resource) string {
	sum := sha256.Sum256([]byte(r.Name))
	return filepath.Join(s.Dir, hex.EncodeToString(sum[:8]))
}

// sift removes what was kept of a resource that may not be kept, or for another key, when
// it is of no use any more. It gives the head of what is left; nil for nothing.
func (s *Store) sift(r *Resource) *kept {
	k := &kept{}
	if r.mayKeep() && k.readHead(s.dir(r)) == nil && k.Key == s.Key(r) && len(k.Columns) == len(r.Schema.Fields) && len(k.Followed) == len(r.Schema.ForeignKeys) {
		return k
	}
	os.RemoveAll(s.dir(r))
	return nil
}

func (k *kept) readHead(dir string) error {
	b, err := os.ReadFile(filepath.Join(dir, headName))
	if err != nil {
		return err
	}
	text, magic := bytes.CutPrefix(b, []byte(keptMagic))
	if !magic || len(text) < sha256.Size {
		return errKept
	}
	end := len(b) - sha256.Size
	if sum := sha256.Sum256(b[:end]); !bytes.Equal(sum[:], b[end:]) {
		return errKept
	}
	if err := json.Unmarshal(b[len(keptMagic):end], &k.keptHead); err != nil {
		return err
	}
	if k.Rows < 0 || k.Rows > MaxRows {
		return errKept
	}
	return nil
}

func (h *keptHead) bytes() ([]byte, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	b := append([]byte(keptMagic), text...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), nil
}

// read opens a part and gives it to use, which must take all of it.
func (p part) read(dir string, use func(in io.Reader) error) error {
	f, err := os.Open(filepath.Join(dir, p.file()))
	if err != nil {
		return err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Size() != p.Size {
		return errors.Join(err, errKept)
	}
	hash := sha256.New()
	if err := use(io.TeeReader(f, hash)); err != nil {
		return err
	}
	if sum := hash.Sum(nil); !bytes.Equal(sum, p.Sum[:]) {
		return errKept
	}
	return nil
}

// A block is its size (8), its rows (4), whether it is whole (4), its first row (8) and its sum.
const blockBytes = 24 + sha256.Size

func (k *kept) readBlocks(dir string) error {
	if k.Blocks.Size%blockBytes != 0 {
		return errKept
	}
	return k.Blocks.read(dir, func(in io.Reader) error {
		b := make([]byte, k.Blocks.Size)
		if _, err := io.ReadFull(in, b); err != nil {
			return err
		}
		k.blocks = decodeBlocks(b)
		rows := 0
		for i := range k.blocks {
			rows += k.blocks[i].rows
			if k.blocks[i].size <= 0 || k.blocks[i].size > maxBlock || k.blocks[i].rows < 0 || rows > k.Rows {
				return errKept
			}
		}
		if rows != k.Rows {
			return errKept
		}
		return nil
	})
}

// maxBlock is how large a block may be that is looked for: it is read at once.
const maxBlock = 64 << 20

func decodeBlocks(b []byte) (blocks []lineBlock) {
	for ; len(b) >= blockBytes; b = b[blockBytes:] {
		n := binary.LittleEndian
		block := lineBlock{size: int64(n.Uint64(b)), rows: int(n.Uint32(b[8:])), whole: n.Uint32(b[12:]) != 0, first: n.Uint64(b[16:])}
		copy(block.sum[:], b[24:])
		blocks = append(blocks, block)
	}
	return blocks
}

func encodeBlocks(blocks []lineBlock) (b []byte) {
	for i := range blocks {
		block, whole := &blocks[i], uint32(0)
		if block.whole {
			whole = 1
		}
		n := binary.LittleEndian
		b = n.AppendUint32(n.AppendUint32(n.AppendUint64(b, uint64(block.size)), uint32(block.rows)), whole)
		b = append(n.AppendUint64(b, block.first), block.sum[:]...)
	}
	return b
}

// readTable reads the columns and the sums of the rows, as many at a time as there are
// processors.
func (k *kept) readTable(dir string, schema *table.Schema) error {
	columns := make([]*table.Column, len(k.Columns))
	failed := make([]error, len(k.Columns)+1)
	var workers sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(failed)) {
		workers.Go(func() {
			for i := range next {
				if i == len(columns) {
					failed[i] = k.readSums(dir)
					continue
				}
				failed[i] = k.Columns[i].read(dir, func(in io.Reader) (err error) {
					columns[i], err = table.ReadColumn(in, k.Columns[i].Size, k.Rows)
					return err
				})
			}
		})
	}
	for i := range failed {
		next <- i
	}
	close(next)
	workers.Wait()
	if err := errors.Join(failed...); err != nil {
		return err
	}
	k.table = table.FromColumns(schema, k.Rows, columns)
	return nil
}

func (k *kept) readSums(dir string) error {
	if k.Sums.Size != int64(8*k.Rows) {
		return errKept
	}
	return k.Sums.read(dir, func(in io.Reader) error {
		b := make([]byte, k.Sums.Size)
		_, err := io.ReadFull(in, b)
		k.sums = make([]uint64, k.Rows)
		for i := range k.sums {
			k.sums[i] = binary.LittleEndian.Uint64(b[8*i:])
		}
		return err
	})
}

// writePart writes a part.
func writePart(dir string, write func(out io.Writer) error) (p part, err error) {
	err = place(dir, func(f io.Writer) (string, error) {
		hash, count := sha256.New(), &counter{}
		out := bufio.NewWriterSize(io.MultiWriter(f, hash, count), 256<<10)
		if err := write(out); err != nil {
			return "", err
		}
		if err := out.Flush(); err != nil {
			return "", err
		}
		hash.Sum(p.Sum[:0])
		p.Size = count.n
		return p.file(), nil
	})
	return p, err
}

// place makes a file of a folder, whole or not at all, under the name that write gives.
func place(dir string, write func(out io.Writer) (name string, err error)) error {
	f, err := os.CreateTemp(dir, "*.part")
	if err != nil {
		return err
	}
	name, err := write(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

// parts are the files that a head needs.
func (h *keptHead) parts() []string {
	names := []string{headName, h.Sums.file(), h.Blocks.file()}
	for _, p := range h.Columns {
		names = append(names, p.file())
	}
	return names
}

// tidy removes from a folder what is not named.
func tidy(dir string, names []string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
