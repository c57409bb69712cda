package output

import (
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Altered looks at every file of the last build and names those that another
// hand changed or removed since. It is for a build that will call KeepRest:
// what it names has to be written again. It costs one stat a file.
func (p *Publish) Altered() ([]string, error) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.over {
		return nil, ErrClosed
	}
	if p.last == nil {
		return nil, nil
	}
	ranges := rangesOf(p.last)
	a := altered{last: p.last, ranges: ranges}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ranges)) {
		workers.Go(func() { a.look(p.sink) })
	}
	workers.Wait()
	slices.Sort(a.paths)
	return a.paths, a.err
}

// rangesOf parts what the last build made by its paths, so that several can go through it
// at once: a range goes from its path up to the next one's.
func rangesOf(last previous) []string {
	if l, ok := last.(interface{ ranges() []string }); ok {
		return l.ranges()
	}
	return []string{""}
}

type altered struct {
	last   previous
	ranges []string
	next   atomic.Int64 // of ranges
	mu     sync.Mutex
	paths  []string
	err    error
}

// look goes through ranges as long as there are some.
func (a *altered) look(s sink) {
	keep, done := keeper(s)
	defer done()
	for {
		i := int(a.next.Add(1)) - 1
		if i >= len(a.ranges) {
			return
		}
		for r, err := range a.last.scan(a.ranges[i]) {
			if err == nil && i+1 < len(a.ranges) && r.path >= a.ranges[i+1] {
				break
			}
			if err == nil {
				_, err = keep(r)
			}
			if err != nil && !a.note(r.path, err) {
				return
			}
		}
	}
}

// keeper gives a sink's keep for one goroutine that goes through the files in order.
func keeper(s sink) (keep func(r record) (placed, error), done func()) {
	if f, ok := s.(*folder); ok {
		l := &looks{folder: f}
		return l.keep, l.close
	}
	return s.keep, func() {}
}

// note takes what is wrong with a file; false when it is not the file that is wrong.
func (a *altered) note(path string, err error) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !errors.Is(err, ErrAltered) {
		a.err = err
		return false
	}
	a.paths = append(a.paths, path)
	return true
}

// looks looks at files of a folder's folders one after the other: to the system a name in
// an open folder costs less than a path.
type looks struct {
	folder *folder
	dir    string // of the file that was looked at last
	in     disk   // dir opened; nil where that cannot be, as where it is a symbolic link
}

func (l *looks) keep(r record) (placed, error) {
	dir := parent(r.path)
	if dir != l.dir {
		l.close()
		l.open(dir)
	}
	if l.in == nil {
		return l.folder.keep(r)
	}
	st, err := l.in.stat(r.path[len(dir)+1:])
	return l.folder.judge(r, st, err, func() (bool, error) { return l.folder.hashes(r) })
}

func (l *looks) open(dir string) {
	l.dir = dir
	if dir == "" { // of the output itself there are few
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
	l.in = nil
}
