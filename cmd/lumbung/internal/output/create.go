package output

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

// streamFrom is the size from which a created file is given to the sink in
// pieces. A smaller one is held until it is closed and then is a Write, which
// can tell that nothing changed before anything is written.
const streamFrom = 1 << 17

var streamBuffers = sync.Pool{New: func() any {
	b := make([]byte, 0, streamFrom)
	return &b
}}

// Create adds a file in pieces. It is complete when Close returns nil, and
// Commit refuses while one is open.
func (p *Publish) Create(path string) (io.WriteCloser, error) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	e, err := p.declare(path)
	if err != nil {
		return nil, err
	}
	p.streams.Add(1)
	return &created{p: p, entry: e, path: path, buf: streamBuffers.Get().(*[]byte)}, nil
}

// created is a file between Create and Close.
type created struct {
	p     *Publish
	entry *entry
	path  string
	buf   *[]byte // nil after Close
	to    stream  // nil until the buffer first ran over
	sums  *summer // of what the stream was given
	size  int64
	err   error
}

func (c *created) Write(b []byte) (int, error) {
	c.p.gate.RLock()
	defer c.p.gate.RUnlock()
	if c.buf == nil || c.p.over {
		return 0, ErrClosed
	}
	n := len(b)
	for c.err == nil {
		part := b[:min(len(b), streamFrom-len(*c.buf))]
		*c.buf = append(*c.buf, part...)
		if b = b[len(part):]; len(b) == 0 {
			return n, nil
		}
		c.spill()
	}
	return 0, c.err
}

// spill empties the buffer into the stream.
func (c *created) spill() {
	if c.to == nil {
		if c.to, c.err = c.p.sink.stream(c.path); c.err != nil {
			c.lost()
			return
		}
		c.sums = newSummer()
	}
	c.sums.take(c.buf)
	c.size += int64(len(*c.buf))
	if _, c.err = c.to.Write(*c.buf); c.err != nil {
		c.lost()
	}
	c.buf = c.sums.empty()
}

func (c *created) lost() {
	c.err = c.p.fail(fmt.Errorf("write %s: %w", c.path, c.err))
}

// Close completes the file.
func (c *created) Close() error {
	c.p.gate.RLock()
	defer c.p.gate.RUnlock()
	if c.buf == nil {
		return ErrClosed
	}
	defer c.release()
	switch {
	case c.p.over:
		c.err = ErrClosed
	case c.to == nil && c.err == nil:
		return c.p.put(c.entry, c.path, *c.buf)
	case c.err == nil:
		c.spill()
	}
	if c.to == nil {
		return c.err
	}
	if c.err != nil {
		return errors.Join(c.err, c.to.discard())
	}
	sum := c.sums.sum()
	at, err := c.to.finish(c.size, sum)
	if err != nil {
		c.err = err
		c.lost()
		return c.err
	}
	c.p.finish(c.entry, c.size, sum, at)
	return nil
}

func (c *created) release() {
	if c.sums != nil {
		c.sums.release()
	}
	*c.buf = (*c.buf)[:0]
	streamBuffers.Put(c.buf)
	c.buf = nil
	c.p.streams.Add(-1)
}
