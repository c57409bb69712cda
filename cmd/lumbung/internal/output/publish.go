package output

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"sync/atomic"
)

// A Publish is one build's output on its way. Write, Create and Keep may be
// called from many goroutines; Commit makes all of it visible, Abort none of
// it. One of the two must be called.
//
// After an error from Write or Create the build is lost: Commit refuses. So a
// caller may go on in order to find more errors.
type Publish struct {
	gate      sync.RWMutex // held by writers for reading, by Commit and Abort
	over      bool
	names     *names
	sink      sink
	last      previous // what the last build made; nil if there was none
	recovered Recovery
	streams   atomic.Int64
	rest      bool
	dropped   map[string]bool
	mu        sync.Mutex // guards what follows
	err       error
	tally     tally
	folders   map[string]bool // of the last build, as far as they were looked at
}

// tally is kept while files come in, so that a build that changed nothing
// need not compare two lists of a million paths to know it.
type tally struct {
	files, met, staged, touched int
	bytes                       int64
}

// A sink is a kind of output.
type sink interface {
	// put takes a whole file. It does not keep data.
	put(path string, data []byte, sum Sum) (placed, error)
	// stream takes a large file in pieces.
	stream(path string) (stream, error)
	// keep looks whether a file of the last build is as it was.
	keep(r record) (placed, error)
	commit(p *Publish) (Result, error)
	abort() error
}

// A stream is a large file that a sink is being given.
type stream interface {
	io.Writer
	finish(size int64, sum Sum) (placed, error)
	discard() error
}

// placed says where a file went.
type placed struct {
	stamp int64
	state state
	met   bool // the last build made this path too
}

// Result says what a Commit changed.
type Result struct {
	Files    int   // published now
	Bytes    int64 // in those that this build named: what KeepRest keeps is not looked at
	New      int
	Changed  int
	Restored int // right as built, but another hand had changed them
	Removed  int
	Steps    int      // renames and removals from the first visible change to the last
	Left     []string // no longer made, but they stay: another hand had changed them
	ID       string   // names this state of the output; see Publish.Last
	Folders  Folders  // for Altered in the next build
}

func newPublish(s sink, last previous) *Publish {
	return &Publish{names: newNames(), sink: s, last: last}
}

// Write adds a whole file. It does not keep data.
func (p *Publish) Write(path string, data []byte) error {
	p.gate.RLock()
	defer p.gate.RUnlock()
	e, err := p.declare(path)
	if err != nil {
		return err
	}
	return p.put(e, path, data)
}

func (p *Publish) declare(path string) (*entry, error) {
	if p.over {
		return nil, ErrClosed
	}
	err := CheckPath(path)
	if err != nil {
		return nil, p.fail(err)
	}
	e, err := p.names.declare(path)
	return e, p.fail(err)
}

func (p *Publish) put(e *entry, path string, data []byte) error {
	sum := Sum(sha256.Sum256(data))
	at, err := p.sink.put(path, data, sum)
	if err != nil {
		return p.fail(fmt.Errorf("write %s: %w", path, err))
	}
	p.finish(e, int64(len(data)), sum, at)
	return nil
}

func (p *Publish) finish(e *entry, size int64, sum Sum, at placed) {
	p.names.finish(e, size, sum, at)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tally.files++
	p.tally.bytes += size
	if at.met {
		p.tally.met++
	}
	switch at.state {
	case staged:
		p.tally.staged++
	case touched:
		p.tally.touched++
	}
}

// fail keeps the first error for Commit.
func (p *Publish) fail(err error) error {
	if err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.err = cmp.Or(p.err, err)
	}
	return err
}

// Keep says that a file of the last build is still right, without giving its
// bytes. If the last build did not make it (ErrNotMade) or it is not as that
// build left it (ErrAltered), nothing has happened and it can be written.
func (p *Publish) Keep(path string) error {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.over {
		return ErrClosed
	}
	r, at, err := p.look(path)
	if err != nil {
		return err
	}
	e, err := p.names.declare(path)
	if err != nil {
		return p.fail(err)
	}
	p.finish(e, r.size, r.sum, at)
	return nil
}

// Made says whether the last build made a path. That it is as it was then is not looked at.
func (p *Publish) Made(path string) bool {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.last == nil {
		return false
	}
	_, ok, err := p.last.lookup(path)
	return ok && err == nil
}

func (p *Publish) look(path string) (record, placed, error) {
	if p.last == nil {
		return record{}, placed{}, faultf(ErrNotMade, "keep %s: there is no last build", path)
	}
	r, ok, err := p.last.lookup(path)
	if err == nil && !ok {
		err = faultf(ErrNotMade, "keep %s: the last build did not make it", path)
	}
	if err != nil {
		return record{}, placed{}, err
	}
	at, err := p.sink.keep(r)
	if errors.Is(err, ErrAltered) {
		err = faultf(ErrAltered, "keep %s: changed by another hand since the last build", path)
	}
	return r, at, err
}

// KeepRest says that every file of the last build stays that is neither
// written nor dropped. It does not look at them, which is what makes one
// edited cell among a million files quick; Altered does.
func (p *Publish) KeepRest() {
	p.gate.Lock()
	defer p.gate.Unlock()
	p.rest = p.last != nil
}

// Drop takes files of the last build out of what KeepRest keeps: they go, or
// are written anew.
func (p *Publish) Drop(paths ...string) {
	if len(paths) == 0 { // nobody need be waited for
		return
	}
	p.gate.Lock()
	defer p.gate.Unlock()
	if p.dropped == nil {
		p.dropped = map[string]bool{}
	}
	for _, path := range paths {
		p.dropped[path] = true
	}
}

// Last names the output's state before this build, as Result.ID did after the
// last; it is empty if there was no last build. What is remembered elsewhere
// about an output (what each page was made from) is good only for this ID.
func (p *Publish) Last() string {
	if l, ok := p.last.(interface{ id() string }); ok {
		return l.id()
	}
	return ""
}

// Recovered says what Open found an earlier build to have left, and did about it.
func (p *Publish) Recovered() Recovery { return p.recovered }

// Entries goes through the files so far, sorted by path, kept ones included,
// those still being streamed not. More may be written meanwhile: so
// SHA256SUMS is a file that is created, filled from Entries and closed.
func (p *Publish) Entries() iter.Seq[Entry] {
	p.gate.Lock()
	defer p.gate.Unlock()
	now := p.names.list()
	return func(yield func(Entry) bool) {
		for s, err := range p.steps(now, true) {
			if err != nil {
				p.fail(err)
				return
			}
			if e, ok := s.entry(p.rest); ok && !yield(e) {
				return
			}
		}
	}
}

// Entry is a file that this build has written or kept, by its path.
func (p *Publish) Entry(path string) (Entry, bool) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	return p.names.entry(path)
}

// Commit makes the build visible. If it returns an error that is not
// ErrUnfinished, the output is as it was before.
func (p *Publish) Commit() (Result, error) {
	p.gate.Lock()
	defer p.gate.Unlock()
	if p.over {
		return Result{}, ErrClosed
	}
	p.over = true
	err := p.err
	if n := p.streams.Load(); err == nil && n != 0 {
		err = fmt.Errorf("%d created files are not closed", n)
	}
	if err != nil {
		return Result{}, errors.Join(err, p.sink.abort())
	}
	return p.sink.commit(p)
}

// Abort throws the build away. After Commit it does nothing, so it can be deferred.
func (p *Publish) Abort() error {
	p.gate.Lock()
	defer p.gate.Unlock()
	if p.over {
		return nil
	}
	p.over = true
	return p.sink.abort()
}
