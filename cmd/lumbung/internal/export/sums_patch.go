package export

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"strings"
)

// SumChange is a line of SHA256SUMS that is another one now, or is new.
type SumChange struct {
	Sum
	Gone bool // no line
}

// PatchSums writes what WriteSums would from what it wrote before and the changes since,
// sorted by path. Lines that stay are copied many at a time and not looked at.
func PatchSums(w io.Writer, old io.Reader, changes iter.Seq[SumChange]) error {
	next, stop := iter.Pull(changes)
	defer stop()
	p := &sumPatch{stream: newStream(w), next: next}
	p.advance()
	in := bufio.NewReaderSize(old, streamSize)
	for {
		lines, err := in.Peek(streamSize)
		if err != nil && err != io.EOF {
			return err
		}
		if len(lines) == 0 {
			break
		}
		lines = lines[:bytes.LastIndexByte(lines, '\n')+1]
		if len(lines) == 0 {
			return errSums
		}
		if err := p.take(lines); err != nil {
			return err
		}
		in.Discard(len(lines))
	}
	for p.more {
		p.put()
	}
	return p.finish()
}

var errSums = errors.New("the sums of the last build are no lines of sums")

type sumPatch struct {
	*stream
	next   func() (SumChange, bool)
	change SumChange // to come
	more   bool      // there is one
}

func (p *sumPatch) advance() { p.change, p.more = p.next() }

// put adds the line of the change that has come.
func (p *sumPatch) put() {
	if !p.change.Gone {
		p.sumLine(p.change.Sum)
		p.spill()
	}
	p.advance()
}

// take adds lines with the changes that belong between them.
func (p *sumPatch) take(lines []byte) error {
	for len(lines) > 0 {
		last, err := sumPath(lines[bytes.LastIndexByte(lines[:len(lines)-1], '\n')+1:])
		if err != nil {
			return err
		}
		if !p.more || last < p.change.Path {
			p.buf = append(p.buf, lines...)
			p.spill()
			return nil
		}
		if lines, err = p.line(lines); err != nil {
			return err
		}
	}
	return nil
}

// line adds the first of some lines, or what has taken its place, and gives the others.
func (p *sumPatch) line(lines []byte) (rest []byte, err error) {
	end := bytes.IndexByte(lines, '\n') + 1
	path, err := sumPath(lines[:end])
	if err != nil {
		return nil, err
	}
	for p.more && p.change.Path < path {
		p.put()
	}
	if p.more && p.change.Path == path {
		p.put()
		return lines[end:], nil
	}
	p.buf = append(p.buf, lines[:end]...)
	p.spill()
	return lines[end:], nil
}

// sumPath is the path of a line as sumLine writes it.
func sumPath(line []byte) (string, error) {
	text, escaped := bytes.CutPrefix(line, []byte(`\`))
	const before = len("  ") + 2*len(Sum{}.SHA256)
	if len(text) <= before || text[before-1] != ' ' || text[before-2] != ' ' || text[len(text)-1] != '\n' {
		return "", errSums
	}
	path := string(text[before : len(text)-1])
	if escaped {
		path = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r").Replace(path)
	}
	return path, nil
}
