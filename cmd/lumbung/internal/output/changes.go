package output

import (
	"io"
	"iter"
)

// Change is a file that is not as the last build made it, or that this one does not make.
type Change struct {
	Entry
	Gone bool
}

// Changes goes through what this build has changed so far, sorted by path. It is for one
// that KeepRest was said to: it does not look at what stays.
func (p *Publish) Changes() iter.Seq[Change] {
	p.gate.Lock()
	defer p.gate.Unlock()
	now := p.names.list()
	return func(yield func(Change) bool) {
		for s, err := range p.steps(now, false) {
			if err != nil {
				p.fail(err)
				return
			}
			e, published := s.entry(p.rest)
			if published && s.had && s.old.sum == e.Sum && s.old.size == e.Size {
				continue
			}
			if !yield(Change{e, !published}) {
				return
			}
		}
	}
}

// OpenLast opens a file of the last build, if it stands there to the byte as that build made
// it: all of it has been read then. It is nil where it does not.
func (p *Publish) OpenLast(path string) (io.ReadCloser, error) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	f, able := p.sink.(*folder)
	if p.over || !able || p.last == nil {
		return nil, nil
	}
	r, ok, err := p.last.lookup(path)
	if err != nil || !ok {
		return nil, err
	}
	if st, err := f.home.stat(path); err != nil || st.kind != regular || st.size != r.size || !hashesTo(f.home, r) {
		return nil, nil
	}
	file, err := f.home.open(path)
	if err != nil {
		return nil, nil
	}
	return readBackFile{io.NewSectionReader(file, 0, r.size), file}, nil
}
