package output

import (
	"encoding/hex"
	"iter"
)

// Sum is the SHA-256 of a file.
type Sum [32]byte

// String is the sum as sha256sum prints it.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Entry is one published file.
type Entry struct {
	Path string // relative, with slashes
	Size int64
	Sum  Sum
}

// A record is a file as a manifest remembers it.
type record struct {
	path  string
	size  int64
	mtime int64
	sum   Sum
	gone  bool // in a delta: the base has it, the last build did not
}

// previous is what the last build published: a manifest, or a tree in memory.
type previous interface {
	lookup(path string) (record, bool, error)
	// scan goes through the paths from one on, in order.
	scan(from string) iter.Seq2[record, error]
	count() int
	// mixedCase are the paths that are not their own fold; others are found by it.
	mixedCase() []string
}
