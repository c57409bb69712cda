package output

import "crypto/sha256"

// summer makes the sum of a large file beside whoever makes it: SHA-256 takes as long as making
// and writing do together. It holds one buffer in exchange for the one that it is given, and
// must be released.
type summer struct {
	pieces chan *[]byte // to be taken in, in order; closed after the last
	done   chan *[]byte // taken in
	result chan Sum
	closed bool
}

func newSummer() *summer {
	s := &summer{pieces: make(chan *[]byte, 1), done: make(chan *[]byte, 2), result: make(chan Sum, 1)}
	s.done <- streamBuffers.Get().(*[]byte)
	go s.run()
	return s
}

func (s *summer) run() {
	h := sha256.New()
	for piece := range s.pieces {
		h.Write(*piece)
		s.done <- piece
	}
	var sum Sum
	h.Sum(sum[:0])
	s.result <- sum
}

// take takes in a piece, which may be read meanwhile, and not changed.
func (s *summer) take(piece *[]byte) { s.pieces <- piece }

// empty gives a buffer for the next piece, once there is one.
func (s *summer) empty() *[]byte {
	piece := <-s.done
	*piece = (*piece)[:0]
	return piece
}

// sum is that of all pieces. There are none after it.
func (s *summer) sum() Sum {
	s.closed = true
	close(s.pieces)
	return <-s.result
}

// release ends what sum has not, and gives back the buffer.
func (s *summer) release() {
	if !s.closed {
		s.sum()
	}
	streamBuffers.Put(s.empty())
}
