package output

import (
	"bytes"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Altered looks at every file of the last build and names those that another
// hand changed or removed since. It is for a build that will call KeepRest:
// what it names has to be written again. It costs one stat a file, but for
// those in folders that stand as unlooked says: in these nothing was added,
// removed, renamed or replaced since, and what was written in place stays unseen.
func (p *Publish) Altered(unlooked Folders) ([]string, error) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.over {
		return nil, ErrClosed
	}
	if p.last == nil {
		return nil, nil
	}
	a := altered{last: asWalker(p.last), unlooked: unlooked, folders: map[string]bool{}}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), a.last.ranges()) {
		workers.Go(func() { a.look(p.sink) })
	}
	workers.Wait()
	slices.Sort(a.paths)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.folders = a.folders
	return a.paths, a.err
}

// walker is what a last build made, to be gone through in parts.
type walker interface {
	ranges() int
	// walk may leave out files between two paths of which skip says that none need be looked at.
	walk(number int, skip func(first, next string) bool, do func(path []byte, r *record) error) error
}

func asWalker(last previous) walker {
	if w, ok := last.(walker); ok {
		return w
	}
	return oneRange{last}
}

// oneRange walks through what cannot be parted.
type oneRange struct{ previous }

func (oneRange) ranges() int { return 1 }

func (o oneRange) walk(_ int, _ func(first, next string) bool, do func(path []byte, r *record) error) error {
	for r, err := range o.scan("") {
		if err == nil {
			err = do([]byte(r.path), &r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

type altered struct {
	last     walker
	unlooked Folders
	next     atomic.Int64 // of its ranges
	mu       sync.Mutex
	paths    []string
	folders  map[string]bool // that files lie in
	err      error
}

// look goes through ranges as long as there are some.
func (a *altered) look(s sink) {
	keep, skip, done := a.keeper(s)
	defer done()
	for {
		i := int(a.next.Add(1)) - 1
		if i >= a.last.ranges() {
			return
		}
		err := a.last.walk(i, skip, func(path []byte, r *record) error {
			err := keep(path, r)
			if errors.Is(err, ErrAltered) {
				a.note(string(path))
				return nil
			}
			return err
		})
		if err != nil {
			a.fail(err)
			return
		}
	}
}

// keeper gives a sink's keep for one goroutine that goes through the files in order.
func (a *altered) keeper(s sink) (keep func(path []byte, r *record) error, skip func(first, next string) bool, done func()) {
	if f, ok := s.(*folder); ok {
		l := &looks{altered: a, folder: f}
		return l.keep, l.skip, l.close
	}
	return func(path []byte, r *record) error {
		r.path = string(path)
		_, err := s.keep(*r)
		return err
	}, func(string, string) bool { return false }, func() {}
}

func (a *altered) note(path string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.paths = append(a.paths, path)
}

func (a *altered) enter(dir string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.folders[dir] = true
}

func (a *altered) fail(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.err = err
}

// looks looks at files of a folder's folders one after the other: to the system a name in
// an open folder costs less than a path.
type looks struct {
	*altered
	folder *folder
	dir    string // of the file that was looked at last
	in     disk   // dir opened; nil where that cannot be, as where it is a symbolic link
	as     bool   // dir is as it was, and its files need no look
}

func (l *looks) keep(path []byte, r *record) error {
	slash := bytes.LastIndexByte(path, '/')
	if dir := path[:max(slash, 0)]; string(dir) != l.dir {
		l.close()
		l.open(string(dir))
	}
	if l.as {
		return nil
	}
	if l.in != nil {
		st, err := l.in.stat(bytesString(path[slash+1:]))
		if err == nil && st.kind == regular && st.size == r.size && st.mtime == r.mtime {
			return nil
		}
	}
	r.path = string(path)
	_, err := l.folder.keep(*r)
	return err
}

// skip says whether all files from first up to next lie in one folder that stands.
func (l *looks) skip(first, next string) bool {
	dir := parent(first)
	if dir == "" || parent(next) != dir || l.unlooked.within(dir) {
		return false
	}
	if dir != l.dir {
		l.close()
		l.open(dir)
	}
	return l.as
}

func (l *looks) open(dir string) {
	l.dir = dir
	if dir == "" { // of the output itself there are few
		return
	}
	l.enter(dir)
	if l.as = l.folder.stands(dir, l.unlooked); l.as {
		return
	}
	if in, err := l.folder.home.sub(dir); err == nil {
		l.in = in
	}
}

func (l *looks) close() {
	if l.in != nil {
		l.in.close()
	}
	l.in, l.as = nil, false
}
