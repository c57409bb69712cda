package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// A record's file: a line, the length of the head (8), the head as JSON, the numbers and
// names of the sets, and the SHA-256 of all of it.
const magic = "lumbung record 1\n"

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

// write writes a record. Its numbers and names are as many as the pages: it goes through a
// small buffer, for nothing is made twice as large at the end of a build.
func (r *Record) write(to io.Writer) error {
	h := head{Output: r.Output, Units: r.Units, Others: r.Others, Folders: r.Folders}
	names := slices.Sorted(maps.Keys(r.Sets))
	for _, name := range names {
		s := r.Sets[name]
		h.Sets = append(h.Sets, setHead{name, s.Common, s.Prefix, s.Suffix, s.Len(), nameBytes(s.Names)})
	}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	sum := sha256.New()
	b := bufio.NewWriterSize(io.MultiWriter(to, sum), 64<<10)
	b.WriteString(magic)
	var number [8]byte
	b.Write(binary.LittleEndian.AppendUint64(number[:0], uint64(len(text))))
	b.Write(text)
	for _, name := range names {
		s := r.Sets[name]
		for _, key := range s.Keys {
			b.Write(binary.LittleEndian.AppendUint64(number[:0], key))
		}
		end := uint32(0)
		for i := range s.Names.Len() {
			end += uint32(len(s.Names.Name(i)))
			b.Write(binary.LittleEndian.AppendUint32(number[:0], end))
		}
		for i := range s.Names.Len() {
			b.WriteString(s.Names.Name(i))
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	_, err = to.Write(sum.Sum(nil))
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
	size := binary.LittleEndian.Uint64(b)
	b = b[8:]
	if size > uint64(len(b)) {
		return nil, errBroken
	}
	var h head
	if err := json.Unmarshal(b[:size], &h); err != nil {
		return nil, err
	}
	b = b[size:]
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

// Save writes a record to a file, whole or not at all.
func (r *Record) Save(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "*.part")
	if err != nil {
		return err
	}
	err = r.write(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
