package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A record's file: a line, the numbers and names of the sets, the head as JSON, its length (8),
// and the SHA-256 of all of it. The head comes last: it names the state of the output, which is
// known at the very end, and the sets are as large as the site.
const magic = "lumbung record 2\n"

type head struct {
	Output  string           `json:"output"`
	Units   map[string]Unit  `json:"units"`
	Others  []string         `json:"others"`
	Sets    []setHead        `json:"sets"`
	Folders map[string]int64 `json:"folders"`
}

type setHead struct {
	Name   string `json:"name"`
	Common Key    `json:"common"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
	Pages  int    `json:"pages"`
	Names  int    `json:"names"`
}

// MarshalText writes a key as hexadecimal digits.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a key.
func (k *Key) UnmarshalText(text []byte) error {
	if len(text) != 2*len(k) {
		return errBroken
	}
	_, err := hex.Decode(k[:], text)
	return err
}

var errBroken = errors.New("the record is damaged")

// writer writes a record. Its numbers and names are as many as the pages: it goes through a
// small buffer, for nothing is made twice as large at the end of a build.
type writer struct {
	to  io.Writer
	sum hash.Hash
	buf *bufio.Writer // keeps the first error
}

func newWriter(to io.Writer) *writer {
	sum := sha256.New()
	w := &writer{to, sum, bufio.NewWriterSize(io.MultiWriter(to, sum), 64<<10)}
	w.buf.WriteString(magic)
	return w
}

// sets writes what grows with the site.
func (w *writer) sets(r *Record) {
	var number [8]byte
	for _, name := range slices.Sorted(maps.Keys(r.Sets)) {
		s := r.Sets[name]
		for _, key := range s.Keys {
			w.buf.Write(binary.LittleEndian.AppendUint64(number[:0], key))
		}
		end := uint32(0)
		for i := range s.Names.Len() {
			end += uint32(len(s.Names.Name(i)))
			w.buf.Write(binary.LittleEndian.AppendUint32(number[:0], end))
		}
		for i := range s.Names.Len() {
			w.buf.WriteString(s.Names.Name(i))
		}
	}
}

// head ends the file.
func (w *writer) head(r *Record) error {
	h := head{Output: r.Output, Units: r.Units, Others: r.Others, Folders: r.Folders}
	for _, name := range slices.Sorted(maps.Keys(r.Sets)) {
		s := r.Sets[name]
		h.Sets = append(h.Sets, setHead{name, s.Common, s.Prefix, s.Suffix, s.Len(), nameBytes(s.Names)})
	}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	w.buf.Write(text)
	w.buf.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(text))))
	if err := w.buf.Flush(); err != nil {
		return err
	}
	_, err = w.to.Write(w.sum.Sum(nil))
	return err
}

func nameBytes(names Names) (n int) {
	for i := range names.Len() {
		n += len(names.Name(i))
	}
	return n
}

// decode reads a record.
func decode(b []byte) (*Record, error) {
	if len(b) < len(magic)+8+sha256.Size || string(b[:len(magic)]) != magic {
		return nil, errBroken
	}
	b, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if got := sha256.Sum256(b); !bytes.Equal(got[:], sum) {
		return nil, errBroken
	}
	b = b[len(magic):]
	b, end := b[:len(b)-8], b[len(b)-8:]
	size := binary.LittleEndian.Uint64(end)
	if size > uint64(len(b)) {
		return nil, errBroken
	}
	var h head
	if err := json.Unmarshal(b[len(b)-int(size):], &h); err != nil {
		return nil, err
	}
	b = b[:len(b)-int(size)]
	r := &Record{Output: h.Output, Units: h.Units, Others: h.Others, Folders: h.Folders, Sets: map[string]*Set{}}
	for _, sh := range h.Sets {
		if sh.Pages < 0 || sh.Names < 0 || sh.Pages > len(b)/12 || sh.Names > len(b)-12*sh.Pages {
			return nil, errBroken
		}
		s := &Set{Common: sh.Common, Prefix: sh.Prefix, Suffix: sh.Suffix, Keys: make([]uint64, sh.Pages)}
		names := &packed{ends: make([]uint32, sh.Pages)}
		s.Names = names
		for i := range s.Keys {
			s.Keys[i] = binary.LittleEndian.Uint64(b[8*i:])
		}
		b = b[8*sh.Pages:]
		last := uint32(0)
		for i := range names.ends {
			if names.ends[i] = binary.LittleEndian.Uint32(b[4*i:]); names.ends[i] < last || int(names.ends[i]) > sh.Names {
				return nil, errBroken
			}
			last = names.ends[i]
		}
		b = b[4*sh.Pages:]
		names.text, b = string(b[:sh.Names]), b[sh.Names:]
		r.Sets[sh.Name] = s
	}
	return r, nil
}

// Load reads the record of an output's state from a file; nil where there is none for it
// that can be read.
func Load(name, output string) *Record {
	b, err := os.ReadFile(name)
	if err != nil || output == "" {
		return nil
	}
	r, err := decode(b)
	if err != nil || r.Output != output {
		return nil
	}
	return r
}

// Saving is a record on its way to a file.
type Saving struct {
	name    string
	record  *Record
	file    *os.File
	out     *writer
	written chan struct{} // closed when the sets are
}

// Save begins to write a record to a file, beside what the caller does meanwhile. Its sets are
// complete; the rest need not be before Finish. Finish or Abandon must follow.
func (r *Record) Save(name string) (*Saving, error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return nil, err
	}
	removeParts(name)
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*"+partEnd)
	if err != nil {
		return nil, err
	}
	s := &Saving{name: name, record: r, file: f, out: newWriter(f), written: make(chan struct{})}
	go func() {
		defer close(s.written)
		s.out.sets(r)
	}()
	return s, nil
}

const partEnd = ".part"

// removeParts removes what builds have left that died.
func removeParts(name string) {
	dir, base := filepath.Split(name)
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), base+".") && strings.HasSuffix(e.Name(), partEnd) {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// Finish writes the rest and puts the file in its place, whole or not at all.
func (s *Saving) Finish() error {
	<-s.written
	err := s.out.head(s.record)
	if closeErr := s.file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(s.file.Name(), s.name)
	}
	if err != nil {
		os.Remove(s.file.Name())
	}
	return err
}

// Abandon leaves the file as it was.
func (s *Saving) Abandon() {
	<-s.written
	s.file.Close()
	os.Remove(s.file.Name())
}
