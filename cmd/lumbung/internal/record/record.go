// Package record remembers what each output of a build was made from, so that the next
// build makes only what would come out otherwise.
//
// Outputs are known by Key: a digest of everything that they depend on (cells, settings,
// templates, words, the program). Outputs that are made together are a Unit. Pages of rows
// are too many for that: a Set keeps one number for each, beside one Key for what all of
// them share.
//
// A record is good for one state of one output, named by Output. Nothing depends on a
// record: without one, or with one that cannot be read, everything is made.
package record

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math/bits"
)

// Key is a digest of what an output is made from.
type Key [sha256.Size]byte

func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Keyer makes a Key. Write, Text and Number take what an output depends on.
type Keyer struct{ hash.Hash }

// NewKeyer begins a key of a kind of output.
func NewKeyer(kind string) Keyer {
	k := Keyer{sha256.New()}
	k.Text(kind)
	return k
}

// Text takes a text, with its length: what follows cannot be mistaken for a part of it.
func (k Keyer) Text(texts ...string) Keyer {
	size := 0
	for _, s := range texts {
		size += 8 + len(s)
	}
	b := make([]byte, 0, min(size, keyerBuffer))
	for _, s := range texts {
		b = binary.LittleEndian.AppendUint64(b, uint64(len(s)))
		for len(s) > cap(b)-len(b) {
			n := cap(b) - len(b)
			k.Write(append(b, s[:n]...))
			b, s = b[:0], s[n:]
		}
		if b = append(b, s...); cap(b)-len(b) < 8 {
			k.Write(b)
			b = b[:0]
		}
	}
	k.Write(b)
	return k
}

// keyerBuffer is how much is given to the hash at once: many short texts and numbers go
// faster together.
const keyerBuffer = 4096

// Number takes numbers of one kind, without their count.
func (k Keyer) Number(numbers ...uint64) Keyer {
	b := make([]byte, 0, min(8*len(numbers), keyerBuffer))
	for _, n := range numbers {
		if len(b) == keyerBuffer {
			k.Write(b)
			b = b[:0]
		}
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	k.Write(b)
	return k
}

// Names takes many names, with their lengths.
func (k Keyer) Names(names Names) Keyer {
	b := make([]byte, 0, keyerBuffer)
	for i := range names.Len() {
		name := names.Name(i)
		if cap(b)-len(b) < binary.MaxVarintLen64+len(name) {
			k.Write(b)
			b = b[:0]
		}
		b = append(binary.AppendUvarint(b, uint64(len(name))), name...)
	}
	k.Write(b)
	return k
}

// Key is the key of what was taken so far.
func (k Keyer) Key() (key Key) {
	k.Sum(key[:0])
	return key
}

// Mix takes one more number into a page's: the order counts.
func Mix(sum, n uint64) uint64 {
	high, low := bits.Mul64(sum^0x9e3779b97f4a7c15, n^0xd1b54a32d192ed03)
	return bits.RotateLeft64(sum, 23) ^ high ^ low
}

// Record is what one build was made from.
type Record struct {
	Output string          // output.Result.ID of the build
	Units  map[string]Unit // by a name that stays the same from build to build
	Others []string        // files of no unit and no set, sorted
	Sets   map[string]*Set
	// Folders are the time stamps of the output's folders after the build.
	Folders map[string]int64
}

// Unit is files that are made together.
type Unit struct {
	Key   Key      `json:"key"`
	Files []string `json:"files"`
}

// New makes an empty record.
func New() *Record { return &Record{Units: map[string]Unit{}, Sets: map[string]*Set{}} }

// Set is the pages of a dataset's rows in a language.
type Set struct {
	Common Key      // what all of them are made from
	Prefix string   // of their paths
	Suffix string   // of their paths
	Keys   []uint64 // of each page; Never for one that is always made
	Names  Names    // the middles of their paths, as many
}

// Names are many texts, which whoever has them keeps as it has them: those of a million pages
// are columns of a table.
type Names interface {
	Len() int
	Name(i int) string
}

// Never is the key of a page that is made in every build.
const Never = 0

// Len is the number of pages.
func (s *Set) Len() int { return len(s.Keys) }

// Path is a page's path.
func (s *Set) Path(i int) string { return s.Prefix + s.Names.Name(i) + s.Suffix }

// packed are the names of a set that was loaded, one after the other.
type packed struct {
	text string
	ends []uint32
}

func (p *packed) Len() int { return len(p.ends) }

func (p *packed) Name(i int) string {
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.text[from:p.ends[i]]
}
