package output

import (
	"bytes"
	"hash/maphash"
	"iter"
	"runtime"
	"slices"
	"sync"
)

// names are the paths of one build, and what is known about each file. A
// million of them have to fit: paths lie end to end in chunks, entries are
// without pointers, and the index holds one word a path. It costs about 75
// bytes a file over its path, and the collector has nothing to scan.
type names struct {
	mu      sync.Mutex
	seed    maphash.Seed
	slots   []uint64 // open addressing: high half hash, low half entry number + 1
	files   files
	inOrder []uint32 // files in order of their path
	sorted  int      // entries that inOrder has seen, all of them finished then
	dirs    []uint32 // entries that are folders
}

func newNames() *names {
	return &names{seed: maphash.MakeSeed(), slots: make([]uint64, 1<<8)}
}

// declare adds a file and the folders above it.
func (n *names) declare(path string) (*entry, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.declareFolders(path); err != nil {
		return nil, err
	}
	if other := n.find(path); other != nil {
		return nil, n.collision(path, other)
	}
	return n.add(path, pending), nil
}

// finish says what became of a declared file.
func (n *names) finish(e *entry, size int64, sum Sum, at placed) {
	n.mu.Lock()
	defer n.mu.Unlock()
	e.size, e.sum, e.stamp, e.state = size, sum, at.stamp, at.state
}

func (n *names) declareFolders(path string) error {
	for dir := parent(path); dir != ""; dir = parent(dir) {
		other := n.find(dir)
		if other == nil {
			n.add(dir, isFolder)
			n.dirs = append(n.dirs, uint32(n.files.count)-1)
			continue
		}
		if other.state != isFolder || string(n.files.path(other)) != dir {
			return n.collision(path, other)
		}
		return nil
	}
	return nil
}

// folders goes through those that files were declared in.
func (n *names) folders() iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		n.mu.Lock()
		defer n.mu.Unlock()
		for _, i := range n.dirs {
			if !yield(string(n.files.path(n.files.at(i))), true) {
				return
			}
		}
	}
}

func (n *names) collision(path string, other *entry) error {
	name := string(n.files.path(other))
	switch {
	case name == path && other.state != isFolder:
		return faultf(ErrTwice, "%q is made twice", path)
	case len(name) < len(path) && other.state != isFolder:
		return faultf(ErrTwice, "%q needs a folder where %q is a file", path, name)
	case len(name) < len(path):
		return faultf(ErrTwice, "%q and the folder %q differ in upper and lower case only", path, name)
	case other.state == isFolder:
		return faultf(ErrTwice, "%q is a file where other files need the folder %q", path, name)
	}
	return faultf(ErrTwice, "%q and %q differ in upper and lower case only", path, name)
}

// get is the file of exactly this path, or nil.
func (n *names) get(path string) *entry {
	n.mu.Lock()
	defer n.mu.Unlock()
	e := n.find(path)
	if e == nil || e.state == isFolder || string(n.files.path(e)) != path {
		return nil
	}
	return e
}

// entry is what is known of a finished file.
func (n *names) entry(path string) (Entry, bool) {
	e := n.get(path)
	if e == nil {
		return Entry{}, false
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return Entry{path, e.size, e.sum}, e.state != pending
}

func (n *names) find(path string) *entry {
	mask := uint64(len(n.slots) - 1)
	h := n.hash(path)
	for i := h & mask; ; i = (i + 1) & mask {
		slot := n.slots[i]
		if slot == 0 {
			return nil
		}
		if slot>>32 == h>>32 {
			e := n.files.at(uint32(slot) - 1)
			if bytes.EqualFold(n.files.path(e), []byte(path)) {
				return e
			}
		}
	}
}

func (n *names) hash(path string) uint64 { return maphash.String(n.seed, fold(path)) }

// rehash is hash for a path that is no text of its own, and is not made one.
func (n *names) rehash(path []byte) uint64 {
	if folded(path) {
		return maphash.Bytes(n.seed, path)
	}
	return n.hash(string(path))
}

func (n *names) add(path string, s state) *entry {
	if (n.files.count+1)*4 > len(n.slots)*3 {
		n.grow()
	}
	e := n.files.add(path)
	e.state = s
	n.index(n.hash(path), uint32(n.files.count))
	return e
}

func (n *names) index(h uint64, number uint32) {
	mask := uint64(len(n.slots) - 1)
	i := h & mask
	for n.slots[i] != 0 {
		i = (i + 1) & mask
	}
	n.slots[i] = h>>32<<32 | uint64(number)
}

// grow hashes every path again: half a hash in a slot is not enough to place
// it, and keeping the whole would cost a word a path for good.
func (n *names) grow() {
	n.slots = make([]uint64, len(n.slots)*2)
	for i := range uint32(n.files.count) {
		n.index(n.rehash(n.files.path(n.files.at(i))), i+1)
	}
}

// list gives the finished files at this moment.
func (n *names) list() listing {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.sorted < n.files.count {
		n.sort()
	}
	return listing{files{n.files.chunks, slices.Clone(n.files.arena), n.files.count}, n.inOrder}
}

// sort puts files that were finished since the last time among those before. Ones that are
// still being written are left out, so that it cannot remember how far it came when there
// are any.
func (n *names) sort() {
	var fresh []uint32
	complete := true
	for i := range uint32(n.files.count) {
		switch e := n.files.at(i); {
		case e.state == isFolder || e.listed:
		case e.state == pending:
			complete = false
		default:
			e.listed = true
			fresh = append(fresh, i)
		}
	}
	compare := func(a, b uint32) int {
		return bytes.Compare(n.files.path(n.files.at(a)), n.files.path(n.files.at(b)))
	}
	n.inOrder = merged(n.inOrder, sorted(fresh, compare), compare)
	if n.sorted = 0; complete {
		n.sorted = n.files.count
	}
}

// sortedAlone is how many are sorted by one processor: of fewer nobody waits for the others.
const sortedAlone = 1 << 12

// sorted sorts a list, each processor a part, and gives it, or another in its place. All files of
// a large site are sorted at its end, when nothing else is left to do.
func sorted(list []uint32, compare func(a, b uint32) int) []uint32 {
	return sortedBy(runtime.GOMAXPROCS(0), list, compare)
}

func sortedBy(processors int, list []uint32, compare func(a, b uint32) int) []uint32 {
	if processors < 2 || len(list) <= sortedAlone {
		slices.SortFunc(list, compare)
		return list
	}
	a, b := list[:len(list)/2], list[len(list)/2:]
	var wait sync.WaitGroup
	wait.Go(func() { a = sortedBy(processors/2, a, compare) })
	b = sortedBy(processors-processors/2, b, compare)
	wait.Wait()
	all := make([]uint32, 0, len(list))
	for len(a) > 0 && len(b) > 0 {
		if compare(a[0], b[0]) <= 0 {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}

// merged makes one sorted list of two. It changes neither: a listing may be in use.
func merged(a, b []uint32, compare func(a, b uint32) int) []uint32 {
	if len(a) == 0 {
		return b
	}
	all := make([]uint32, 0, len(a)+len(b))
	for len(b) > 0 {
		n, _ := slices.BinarySearchFunc(a, b[0], compare)
		all = append(append(all, a[:n]...), b[0])
		a, b = a[n:], b[1:]
	}
	return append(all, a...)
}
