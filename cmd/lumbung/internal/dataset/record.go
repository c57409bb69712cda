package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// recordReader reads delimited text row by row. It is not encoding/csv, which knows one
// way of quoting, hides how lines end and cannot tell where a broken cell is in a file that
// is not kept in memory.
//
// The cells of a record are views into the reader's buffer and are good until the next one.
// Nearly all lines have neither quotes nor escapes: those are cut at their delimiters, which
// the processor finds many bytes at a time.
type recordReader struct {
	in      io.Reader
	d       *table.Dialect
	file    *diag.File
	buf     []byte
	pos     int // where the next record starts
	end     int // how much of buf is filled
	eof     bool
	readErr error
	line    int   // of the next record, from 1
	read    int64 // bytes of text so far

	record   record
	scratch  []byte
	encoding string // that the text was decoded from; "" is UTF-8
	plain    bool   // cells can be cut at a single byte
}

// record is one row as it stands in the file.
type record struct {
	number  int // of the row, counting all, from 1
	line    int // of its first character, from 1
	raw     []byte
	cells   []cell
	comment bool // no row: its cells are not told apart
}

// cell is a text, and where it stands in its record's bytes, quotes included.
type cell struct {
	text     string
	from, to int
	quoted   bool
}

// recordError is a record that cannot be taken apart.
type recordError struct {
	rule   string
	at, to int // in the record's bytes
	diag.Message
	notes []diag.Message
	// fatal says that what follows cannot be told apart either.
	fatal bool
}

func (e *recordError) Error() string { return e.Message.String() }

func (e *recordError) note(format string, args ...any) *recordError {
	e.notes = append(e.notes, diag.Msg(format, args...))
	return e
}

func newRecordReader(in io.Reader, d *table.Dialect, file *diag.File) *recordReader {
	custom := d.LineTerminator != "" && strings.Trim(d.LineTerminator, "\r\n") != ""
	return &recordReader{in: in, d: d, file: file, buf: make([]byte, 64<<10), line: 1,
		plain: len(d.Delimiter) == 1 && len(d.QuoteChar) <= 1 && d.EscapeChar == "" && !custom && !d.SkipInitialSpace}
}

// next reads a record; io.EOF ends the file. After an error that is not fatal the next
// record can be read. The record's bytes are there with an error too.
func (r *recordReader) next() (*record, error) {
	for {
		done, err := r.parse()
		if done || err != nil {
			return &r.record, err
		}
		if r.eof {
			if r.readErr != nil {
				return nil, r.readErr
			}
			return nil, io.EOF
		}
		r.fill()
	}
}

// fill reads more, keeping the record that has begun.
func (r *recordReader) fill() {
	if r.pos > 0 {
		copy(r.buf, r.buf[r.pos:r.end])
		r.end -= r.pos
		r.pos = 0
	}
	if r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	for r.end < len(r.buf) && !r.eof {
		n, err := r.in.Read(r.buf[r.end:])
		r.end += n
		if err != nil {
			r.eof = true
			if !errors.Is(err, io.EOF) {
				r.readErr = err
			}
		}
	}
}

// parse takes the record apart that starts at pos. It is not done when more of the file
// must be read first.
func (r *recordReader) parse() (done bool, err error) {
	rest := r.buf[r.pos:r.end]
	if len(rest) == 0 {
		return false, nil
	}
	r.record.line, r.record.cells, r.record.comment = r.line, r.record.cells[:0], false
	if r.isComment(rest) {
		return r.comment(rest)
	}
	if r.plain {
		if size, ok := r.cutLine(rest); ok {
			r.advance(size, 1)
			return true, r.checkText()
		}
	}
	return r.scan(rest)
}

// isComment says whether what comes next is no row: the dialect names its first characters,
// or its number.
func (r *recordReader) isComment(rest []byte) bool {
	return r.d.CommentChar != "" && bytes.HasPrefix(rest, []byte(r.d.CommentChar)) || slices.Contains(r.d.CommentRows, r.record.number+1)
}

// comment takes a line as it is, quotes and all.
func (r *recordReader) comment(rest []byte) (done bool, err error) {
	end := bytes.IndexAny(rest, "\r\n")
	size := end + 1
	switch {
	case end < 0 && len(rest) > maxRecord, end > maxRecord:
		r.record.raw = rest
		return true, rowTooLong()
	case end < 0 && !r.eof, end == len(rest)-1 && rest[end] == '\r' && !r.eof:
		return false, nil
	case end < 0:
		end, size = len(rest), len(rest)
	case bytes.HasPrefix(rest[end:], []byte("\r\n")):
		size++
	}
	r.record.raw, r.record.comment = rest[:end], true
	r.advance(size, 1)
	return true, nil
}

// advance moves to the next record.
func (r *recordReader) advance(size, lines int) {
	r.pos += size
	r.read += int64(size)
	r.line += lines
	r.record.number++
}

// cutLine cuts a line that has no quotes. ok is false when it has, or when its end is not
// read yet.
func (r *recordReader) cutLine(rest []byte) (size int, ok bool) {
	end := bytes.IndexByte(rest, '\n')
	switch {
	case end >= 0:
		size = end + 1
	case r.eof:
		end, size = len(rest), len(rest)
	default:
		return 0, false
	}
	line := rest[:end]
	if cr := bytes.IndexByte(line, '\r'); cr >= 0 {
		if cr < end-1 || cr == end-1 && size == end { // not before \n: a line's end by itself
			size = cr + 1
		}
		line = line[:cr]
	}
	if q := r.d.QuoteChar; q != "" && bytes.IndexByte(line, q[0]) >= 0 {
		return 0, false
	}
	r.record.raw = line
	delimiter := r.d.Delimiter[0]
	for from := 0; ; {
		if len(r.record.cells) > MaxColumns { // checkText tells
			return size, true
		}
		n := bytes.IndexByte(line[from:], delimiter)
		if n < 0 {
			r.record.cells = append(r.record.cells, cell{text: view(line[from:]), from: from, to: len(line)})
			return size, true
		}
		r.record.cells = append(r.record.cells, cell{text: view(line[from : from+n]), from: from, to: from + n})
		from += n + 1
	}
}

func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// checkText refuses what no table of text holds.
func (r *recordReader) checkText() error {
	raw := r.record.raw
	if n := len(r.record.cells); n > MaxColumns {
		at := r.record.cells[MaxColumns]
		return (&recordError{rule: "too-many-columns", at: at.from, to: at.to, fatal: true, Message: diag.Msg("the row has %d cells, more than the %d that a table may have", n, MaxColumns)})
	}
	for i := range r.record.cells {
		if c := &r.record.cells[i]; len(c.text) > MaxCell {
			return tooLong(c.from, c.to)
		}
	}
	if len(raw) > maxRecord {
		return rowTooLong()
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		at := bytes.IndexByte(raw, 0)
		nul := &recordError{rule: "csv-nul", at: at, to: at + 1, fatal: true, Message: diag.Msg("the file has a NUL character here")}
		if r.encoding != "" {
			return nul.note("it is not text in %s alone: export it again, as UTF-8", r.encoding)
		}
		return nul.note("it is no text, or text in another encoding: if a spreadsheet saved it as Unicode text, declare encoding = %q", "utf-16")
	}
	if at := bytes.Index(raw, []byte("\uFFFD")); r.encoding != "" && at >= 0 {
		return (&recordError{rule: "csv-encoding", at: at, to: at + 3, fatal: true, Message: diag.Msg("the file is not %s: what stands here cannot be read", r.encoding)}).
			note("declare the encoding that it was saved in")
	}
	if !utf8.Valid(raw) {
		at := 0
		for at < len(raw) {
			c, size := utf8.DecodeRune(raw[at:])
			if c == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		return (&recordError{rule: "csv-encoding", at: at, to: at + 1, fatal: true, Message: diag.Msg("the file is not UTF-8: byte %s stands here", fmt.Sprintf("0x%02X", raw[at]))}).
			note("save it as UTF-8, or declare encoding = %q if it comes from an older Excel", "windows-1252")
	}
	return nil
}

func tooLong(at, to int) *recordError {
	return &recordError{rule: "cell-length", at: at, to: min(to, at+20), fatal: true, Message: diag.Msg("the cell has more than the %d bytes that a cell may have", MaxCell)}
}

func rowTooLong() *recordError {
	return &recordError{rule: "cell-length", to: 1, fatal: true, Message: diag.Msg("the row has more than the %d bytes that a row may have", maxRecord)}
}

// span gives the place of bytes of a record.
func (r *recordReader) span(rec *record, from, to int) diag.Span {
	from, to = min(from, len(rec.raw)), min(to, len(rec.raw))
	lines, start := lineStart(rec.raw, from)
	text := rec.raw[start:]
	if end := bytes.IndexAny(text, "\r\n"); end >= 0 {
		text = text[:end]
	}
	shown := string(bytes.ToValidUTF8(text[:min(len(text), maxExcerptLine)], []byte("\uFFFD")))
	if from-start > maxExcerptLine {
		shown = ""
	}
	to = min(to, start+len(text))
	return diag.Span{File: r.file, Line: rec.line + lines, Col: utf8.RuneCount(rec.raw[start:from]) + 1,
		Length: max(utf8.RuneCount(rec.raw[from:max(to, from)]), 1), Text: shown}
}

// lineStart counts the line ends before an offset, and gives where its line begins.
func lineStart(raw []byte, offset int) (lines, start int) {
	for i := 0; i < offset; i++ {
		if raw[i] == '\n' || raw[i] == '\r' && (i+1 >= len(raw) || raw[i+1] != '\n') {
			lines, start = lines+1, i+1
		}
	}
	return lines, start
}
