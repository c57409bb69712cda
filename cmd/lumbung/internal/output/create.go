package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
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
	hash  hash.Hash
	size  int64
	err   error
}

func (c *created) Write(b []byte) (int, error) {
	c.p.gate.RLock()
	defer c.p.gate.RUnlock()
	if c.buf == nil || c.p.over {
		return 0, ErrClosed
	}
	if c.err != nil {
		return 0, c.err
	}
	if len(*c.buf)+len(b) > streamFrom {
		c.spill()
		if len(b) >= streamFrom {
			c.pass(b)
			return len(b), c.err
		}
	}
	*c.buf = append(*c.buf, b...)
	return len(b), c.err
}

// spill empties the buffer into the stream.
func (c *created) spill() {
	if c.to == nil {
		c.hash = sha256.New()
		if c.to, c.err = c.p.sink.stream(c.path); c.err != nil {
			c.lost()
			return
		}
	}
	c.pass(*c.buf)
	*c.buf = (*c.buf)[:0]
}

func (c *created) pass(b []byte) {
	if c.err != nil {
		return
	}
	c.hash.Write(b)
	c.size += int64(len(b))
	if _, c.err = c.to.Write(b); c.err != nil {
		c.lost()
	}
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
	var sum Sum
	c.hash.Sum(sum[:0])
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
	*c.buf = (*c.buf)[:0]
	streamBuffers.Put(c.buf)
	c.buf = nil
	c.p.streams.Add(-1)
}
