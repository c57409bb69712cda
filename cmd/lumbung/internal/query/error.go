package query

import (
	"bytes"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// Error is what is wrong with a query, and where in its SQL: Length bytes at Offset. A
// Length of 0 is the query as a whole.
type Error struct {
	Offset int
	Length int
	diag.Message
	Notes []diag.Message

	// Lost says that the query is not to blame: it asks a dataset that could not be read,
	// which was told where it was read.
	Lost bool

	table string // that does not exist
}

// Error gives the message without its notes.
func (e *Error) Error() string { return e.String() }

// Note appends a hint what to write instead, and gives the error back.
func (e *Error) Note(format string, args ...any) *Error {
	e.Notes = append(e.Notes, diag.Msg(format, args...))
	return e
}

// Diagnostic gives the error a place in an author's file: at turns bytes of the SQL into
// a span of the file it stands in.
func (e *Error) Diagnostic(rule string, at func(offset, length int) diag.Span) *diag.Diagnostic {
	d := &diag.Diagnostic{Rule: rule, Severity: diag.Error, Span: at(e.Offset, e.Length), Message: e.Message}
	for _, n := range e.Notes {
		d.Notes = append(d.Notes, diag.Note{Message: n})
	}
	return d
}

// wrong makes an error about the query as a whole.
func wrong(format string, args ...any) *Error { return &Error{Message: diag.Msg(format, args...)} }

// at makes an error about a token.
func (t *token) wrong(format string, args ...any) *Error {
	return &Error{Offset: t.start, Length: len(t.text), Message: diag.Msg(format, args...)}
}

// InTOML places the bytes of a query that is a string in a TOML file: at is where the
// string begins. A string whose characters are written by other escapes than \" and \\ is
// pointed at as a whole.
func InTOML(at diag.Span, sql string) func(offset, length int) diag.Span {
	if at.File == nil || at.Line < 1 {
		return func(int, int) diag.Span { return at }
	}
	start := lineStart(at.File.Data, at.Line)
	rest := string(at.File.Data[start:])
	for _, quote := range []func(string) string{strings.Clone, escape} {
		if i := strings.Index(rest, quote(sql)); i >= 0 {
			return func(offset, length int) diag.Span {
				if length == 0 && offset == 0 {
					return at
				}
				from := len(quote(sql[:min(offset, len(sql))]))
				to := len(quote(sql[:min(offset+length, len(sql))]))
				return at.File.Offset(start+i+from, to-from)
			}
		}
	}
	return func(int, int) diag.Span { return at }
}

// escape writes a text as it stands in a TOML string in double quotes.
func escape(s string) string { return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) }

// lineStart is the offset of a line, counted from 1.
func lineStart(data []byte, line int) int {
	start := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(data[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	return start
}
