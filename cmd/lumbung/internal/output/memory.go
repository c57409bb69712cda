package output

import (
	"bytes"
	"iter"
	"maps"
	"slices"
	"sync"
)

// A Tree is a site in memory, for the development server and for tests. It
// does not change after its build's Commit; the next build makes another.
type Tree struct {
	files map[string]treeFile
	order []string
}

type treeFile struct {
	data []byte
	sum  Sum
}

// File is the content of a path. It must not be changed.
func (t *Tree) File(path string) ([]byte, bool) {
	f, ok := t.files[path]
	return f.data, ok
}

// Sum is what to tell a browser that asks whether a file changed.
func (t *Tree) Sum(path string) (Sum, bool) {
	f, ok := t.files[path]
	return f.sum, ok
}

// Entries goes through the files in order of their path.
func (t *Tree) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, path := range t.order {
			f := t.files[path]
			if !yield(Entry{path, int64(len(f.data)), f.sum}) {
				return
			}
		}
	}
}

// OpenMemory begins a build into a Tree. Files can be kept from the last
// build's tree, which may be nil. The tree is complete after Commit.
func OpenMemory(last *Tree) (*Publish, *Tree) {
	t := &Tree{files: map[string]treeFile{}}
	s := &memory{tree: t, last: last}
	if last == nil {
		return newPublish(s, nil), t
	}
	return newPublish(s, last), t
}

func (t *Tree) count() int { return len(t.order) }

func (t *Tree) lookup(path string) (record, bool, error) {
	f, ok := t.files[path]
	return record{path: path, size: int64(len(f.data)), sum: f.sum}, ok, nil
}

func (t *Tree) scan(from string) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		i, _ := slices.BinarySearch(t.order, from)
		for _, path := range t.order[i:] {
			r, _, _ := t.lookup(path)
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (t *Tree) mixedCase() []string {
	var mixed []string
	for _, path := range t.order {
		if fold(path) != path {
			mixed = append(mixed, path)
		}
	}
	return mixed
}

// memory is the sink of a Tree.
type memory struct {
	mu   sync.Mutex
	tree *Tree
	last *Tree
}

func (m *memory) put(path string, data []byte, sum Sum) (placed, error) {
	var at placed
	if m.last != nil {
		if f, ok := m.last.files[path]; ok {
			at.met = true
			if f.sum == sum {
				at.state = same
				m.set(path, f)
				return at, nil
			}
		}
	}
	at.state = staged
	m.set(path, treeFile{bytes.Clone(data), sum})
	return at, nil
}

func (m *memory) set(path string, f treeFile) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tree.files[path] = f
}

func (m *memory) keep(r record) (placed, error) {
	m.set(r.path, m.last.files[r.path])
	return placed{state: same, met: true}, nil
}

func (m *memory) stream(path string) (stream, error) {
	return &memoryStream{memory: m, path: path}, nil
}

type memoryStream struct {
	bytes.Buffer
	memory *memory
	path   string
}

func (s *memoryStream) finish(_ int64, sum Sum) (placed, error) {
	return s.memory.put(s.path, s.Bytes(), sum)
}

func (s *memoryStream) discard() error { return nil }

func (m *memory) commit(p *Publish) (Result, error) {
	now := p.names.list()
	if err := p.clashes(now); err != nil {
		return Result{}, err
	}
	var res Result
	var gone []string
	for s, err := range p.steps(now, false) {
		if err != nil {
			return Result{}, err
		}
		if s.gone(p.rest) {
			gone = append(gone, s.path)
		}
		res.add(&s, p.rest)
	}
	res.total(p)
	if p.rest {
		m.keepRest(gone)
	}
	if p.rest && res.New+res.Removed == 0 {
		m.tree.order = m.last.order
	} else {
		m.tree.order = slices.Sorted(maps.Keys(m.tree.files))
	}
	return res, nil
}

// keepRest adds what the last build made and this one did not speak of.
func (m *memory) keepRest(gone []string) {
	files := maps.Clone(m.last.files)
	for _, path := range gone {
		delete(files, path)
	}
	maps.Copy(files, m.tree.files)
	m.tree.files = files
}

func (m *memory) abort() error { return nil }
