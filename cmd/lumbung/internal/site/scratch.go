package site

import "unsafe"

// scratch holds texts that live as long as a page is shown: a register has a dozen on each of
// its pages, and all that is left of a page is what was written. A text that was given out
// changes when reset was called, and must not be kept until then.
type scratch struct{ text []byte }

// Texts are texts that are needed for a short time, and whose memory is then used again.
type Texts struct{ scratch }

// Reset ends the use of all of them.
func (t *Texts) Reset() { t.reset() }

func (s *scratch) reset() { s.text = s.text[:0] }

// join gives texts as one; without a scratch it is a text of its own.
func (s *scratch) join(a, b, c string) string {
	if s == nil {
		return a + b + c
	}
	from := len(s.text)
	s.text = append(append(append(s.text, a...), b...), c...)
	return s.since(from)
}

// since gives what was appended to text. Where that had to grow, texts that were given out
// before stay where they were.
func (s *scratch) since(from int) string { return view(s.text[from:]) }

// Written gives what write appends to a buffer as a text. Of the page of a row it stands in
// memory that the worker's next page uses again: it is good as long as the page is shown.
func Written(v View, write func(b []byte) []byte) string {
	page, ok := v.(*ProfilePage)
	if !ok {
		return string(write(nil))
	}
	s := &page.spare.scratch
	from := len(s.text)
	s.text = write(s.text)
	return s.since(from)
}

// view gives bytes that are not changed as long as the text is used.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
