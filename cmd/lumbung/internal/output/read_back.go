package output

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
)

// Open reads back a file that this build has written or kept, for one that is made of
// others: a zip of the whole site. It may be called until Commit.
func (p *Publish) Open(path string) (io.ReadCloser, error) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.over {
		return nil, ErrClosed
	}
	size, kept := int64(0), false
	e := p.names.get(path)
	if e != nil {
		size = e.size
	} else if kept = p.rest && !p.dropped[path]; kept {
		r, ok, err := p.last.lookup(path)
		if err != nil {
			return nil, err
		}
		size, kept = r.size, ok
	}
	if e == nil && !kept {
		return nil, faultf(ErrNotMade, "read %s: this build did not make it", path)
	}
	if _, able := p.sink.(readBack); !able {
		return nil, fmt.Errorf("read %s: this output keeps nothing", path)
	}
	r, err := p.sink.(readBack).read(path, e, size)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return r, nil
}

// readBack is a sink that can give back what it was given. e is nil for a file of the last
// build that stays without having been looked at.
type readBack interface {
	read(path string, e *entry, size int64) (io.ReadCloser, error)
}

// read looks in the stage first: what is not there is as it was, in its place.
func (f *folder) read(path string, _ *entry, size int64) (io.ReadCloser, error) {
	file, err := f.stage.open(path)
	if absent(err) && f.first == "" {
		file, err = f.home.open(path)
	}
	if err != nil {
		return nil, err
	}
	return readBackFile{io.NewSectionReader(file, 0, size), file}, nil
}

type readBackFile struct {
	io.Reader
	io.Closer
}

func (m *memory) read(path string, _ *entry, _ int64) (io.ReadCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, ok := m.tree.files[path]
	if !ok && m.last != nil {
		f = m.last.files[path]
	}
	return io.NopCloser(bytes.NewReader(f.data)), nil
}

// read copies a part out of the spool while no worker writes there.
func (a *archive) read(_ string, e *entry, _ int64) (io.ReadCloser, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.flush(); err != nil {
		return nil, err
	}
	pt := a.part(e)
	pipe, to := io.Pipe()
	spool := &spoolReader{disk: a.spool}
	go func() { to.CloseWithError(errors.Join(spool.copy(to, pt), spool.close())) }()
	if !pt.packed {
		return pipe, nil
	}
	return readBackFile{flate.NewReader(pipe), pipe}, nil
}
