package diag

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// File is a source file as it was read. Name is relative to the project, with slashes.
type File struct {
	Name string
	Data []byte
}

// Span is a place in a file: a line and a column in characters, both from 1, and a
// length in characters. Line 0 is the file as a whole; a Span without a File is
// nowhere in particular.
type Span struct {
	File   *File
	Line   int
	Col    int
	Length int
	// Text is the line itself where the file's bytes are not kept (large CSVs).
	Text string
}

// Name is the file's name, or "".
func (s Span) Name() string {
	if s.File == nil {
		return ""
	}
	return s.File.Name
}

// IsZero says that the span is nowhere in particular.
func (s Span) IsZero() bool { return s.File == nil }

func (s Span) same(o Span) bool {
	return s.Name() == o.Name() && s.Line == o.Line && s.Col == o.Col
}

// Whole is the file as a whole, for problems that no line shows.
func (f *File) Whole() Span { return Span{File: f} }

// Offset gives the span of length bytes at a byte offset.
func (f *File) Offset(offset, length int) Span {
	offset = min(max(offset, 0), len(f.Data))
	start := bytes.LastIndexByte(f.Data[:offset], '\n') + 1
	end := min(offset+max(length, 0), len(f.Data))
	if nl := bytes.IndexByte(f.Data[offset:end], '\n'); nl >= 0 {
		end = offset + nl
	}
	return Span{
		File:   f,
		Line:   bytes.Count(f.Data[:offset], []byte{'\n'}) + 1,
		Col:    utf8.RuneCount(f.Data[start:offset]) + 1,
		Length: max(utf8.RuneCount(f.Data[offset:end]), 1),
	}
}

// At gives the span at a line and column, both from 1, in characters.
func (f *File) At(line, col, length int) Span {
	return Span{File: f, Line: line, Col: max(col, 1), Length: max(length, 1)}
}

// text is the line a span is in, without its end.
func (s Span) text() (string, bool) {
	if s.Text != "" {
		return s.Text, true
	}
	if s.File == nil || s.Line < 1 || s.File.Data == nil {
		return "", false
	}
	rest := s.File.Data
	for n := 1; n < s.Line; n++ {
		nl := bytes.IndexByte(rest, '\n')
		if nl < 0 {
			return "", false
		}
		rest = rest[nl+1:]
	}
	line, _, _ := bytes.Cut(rest, []byte{'\n'})
	return strings.ToValidUTF8(strings.TrimSuffix(string(line), "\r"), "\uFFFD"), true
}
