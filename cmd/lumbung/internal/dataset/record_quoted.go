package dataset

import (
	"bytes"

	"lumbung/cmd/lumbung/internal/diag"
)

// scanState says how far a scan came.
type scanState uint8

const (
	scanned  scanState = iota
	needMore           // the record's end is not read yet
)

// scan takes a record apart byte by byte: one with quotes, escapes or unusual marks.
func (r *recordReader) scan(rest []byte) (done bool, err error) {
	s := recordScan{r: r, in: rest}
	r.scratch = r.scratch[:0]
	state, problem := s.record()
	if state == needMore && problem == nil {
		if len(rest) > maxRecord {
			problem = s.tooLong()
		} else {
			return false, nil
		}
	}
	r.record.raw = rest[:min(s.contentEnd, len(rest))]
	if problem != nil && problem.fatal {
		r.record.raw = rest[:min(len(rest), max(s.pos, problem.to))]
	}
	lines, _ := lineStart(rest, s.pos)
	r.advance(s.pos, lines)
	if problem != nil {
		return true, problem
	}
	return true, r.checkText()
}

type recordScan struct {
	r          *recordReader
	in         []byte
	pos        int
	cellStart  int
	contentEnd int // without the line's end
}

// tooLong explains a record without an end: most likely a quote that was never closed.
func (s *recordScan) tooLong() *recordError {
	if len(s.in)-s.cellStart <= MaxCell {
		return rowTooLong()
	}
	e := tooLong(s.cellStart, s.cellStart+1)
	if s.has(s.cellStart, s.r.d.QuoteChar) {
		e.note("is the quote that opens here never closed?")
	}
	return e
}

func (s *recordScan) has(at int, mark string) bool {
	return mark != "" && at < len(s.in) && bytes.HasPrefix(s.in[at:], []byte(mark))
}

// partial says whether the bytes at a place may be the beginning of something longer.
func (s *recordScan) partial(at int) bool {
	return !s.r.eof && len(s.in)-at < 8
}

func (s *recordScan) record() (scanState, *recordError) {
	for {
		if s.partial(s.pos) {
			return needMore, nil
		}
		if s.r.d.SkipInitialSpace {
			for s.has(s.pos, " ") {
				s.pos++
			}
		}
		s.cellStart = s.pos
		c, state, problem := s.cell()
		if state == needMore || problem != nil {
			return state, problem
		}
		s.r.record.cells = append(s.r.record.cells, c)
		s.contentEnd = s.pos
		switch {
		case s.pos >= len(s.in):
			return scanned, nil
		case s.has(s.pos, s.r.d.Delimiter):
			s.pos += len(s.r.d.Delimiter)
			if len(s.r.record.cells) > MaxColumns {
				return scanned, nil // checkText tells
			}
		default:
			s.pos += s.lineEnd(s.pos)
			return scanned, nil
		}
	}
}

// lineEnd is how many bytes end a line here; 0 when it does not end.
func (s *recordScan) lineEnd(at int) int {
	if t := s.r.d.LineTerminator; t != "" && t != "\n" && t != "\r\n" && t != "\r" {
		if s.has(at, t) {
			return len(t)
		}
		return 0
	}
	switch {
	case s.has(at, "\r\n"):
		return 2
	case s.has(at, "\n"), s.has(at, "\r"):
		return 1
	}
	return 0
}

func (s *recordScan) cell() (cell, scanState, *recordError) {
	if s.has(s.pos, s.r.d.QuoteChar) {
		return s.quoted()
	}
	from := s.pos
	escaped := -1 // where scratch has the text, once an escape was seen
	for ; s.pos < len(s.in); s.pos++ {
		if s.partial(s.pos) {
			return cell{}, needMore, nil
		}
		if s.has(s.pos, s.r.d.Delimiter) || s.lineEnd(s.pos) > 0 {
			break
		}
		if s.has(s.pos, s.r.d.EscapeChar) {
			if escaped < 0 {
				escaped = len(s.r.scratch)
				s.r.scratch = append(s.r.scratch, s.in[from:s.pos]...)
			}
			s.pos += len(s.r.d.EscapeChar)
			if s.pos >= len(s.in) {
				break
			}
		}
		if escaped >= 0 {
			s.r.scratch = append(s.r.scratch, s.in[s.pos])
		}
	}
	if !s.r.eof && s.pos >= len(s.in) {
		return cell{}, needMore, nil
	}
	c := cell{from: from, to: s.pos}
	if c.text = view(s.in[from:s.pos]); escaped >= 0 {
		c.text = view(s.r.scratch[escaped:])
	}
	return c, scanned, nil
}

// quoted reads a cell in quotes: a quote in it is doubled or escaped, and line ends are
// part of it.
func (s *recordScan) quoted() (cell, scanState, *recordError) {
	d, from, start := s.r.d, s.pos, len(s.r.scratch)
	s.pos += len(d.QuoteChar)
	for {
		switch {
		case s.pos >= len(s.in) && s.r.eof:
			return cell{}, scanned, (&recordError{rule: "csv-quote", at: from, to: from + len(d.QuoteChar), fatal: true, Message: diag.Msg("the quote that opens here is never closed")}).
				note("a quote inside a cell is written twice: %s", d.QuoteChar+d.QuoteChar)
		case s.partial(s.pos):
			return cell{}, needMore, nil
		case d.EscapeChar != "" && d.EscapeChar != d.QuoteChar && s.has(s.pos, d.EscapeChar) && s.pos+len(d.EscapeChar) < len(s.in):
			s.pos += len(d.EscapeChar)
			s.keep()
		case s.has(s.pos, d.QuoteChar):
			after := s.pos + len(d.QuoteChar)
			if d.DoubleQuote && s.has(after, d.QuoteChar) {
				s.r.scratch = append(s.r.scratch, d.QuoteChar...)
				s.pos = after + len(d.QuoteChar)
				continue
			}
			s.pos = after
			return s.close(from, start)
		default:
			s.keep()
		}
	}
}

// keep takes over bytes up to the next one that may mean something.
func (s *recordScan) keep() {
	n := 1
	for s.pos+n < len(s.in) && s.in[s.pos+n] != s.r.d.QuoteChar[0] && (s.r.d.EscapeChar == "" || s.in[s.pos+n] != s.r.d.EscapeChar[0]) {
		n++
	}
	s.r.scratch = append(s.r.scratch, s.in[s.pos:s.pos+n]...)
	s.pos += n
}

// close looks at what follows a quoted cell: a delimiter, or the line's end.
func (s *recordScan) close(from, start int) (cell, scanState, *recordError) {
	c := cell{text: view(s.r.scratch[start:]), from: from, to: s.pos, quoted: true}
	if s.pos >= len(s.in) || s.has(s.pos, s.r.d.Delimiter) || s.lineEnd(s.pos) > 0 {
		return c, scanned, nil
	}
	at := s.pos
	for s.pos < len(s.in) && s.lineEnd(s.pos) == 0 {
		s.pos++
	}
	s.contentEnd = s.pos
	e := &recordError{rule: "csv-quote", at: at, to: min(at+1, s.pos), Message: diag.Msg("text follows the quote that ends the cell")}
	if !s.r.eof && s.pos >= len(s.in) {
		return cell{}, needMore, nil
	}
	s.pos += s.lineEnd(s.pos)
	return cell{}, scanned, e.note("a quote inside a cell is written twice: %s", s.r.d.QuoteChar+s.r.d.QuoteChar)
}
