package query

import (
	"lumbung/cmd/lumbung/internal/diag"
)

// Error is what is wrong with a query, and where in its SQL: Length bytes at Offset. A
// Length of 0 is the query as a whole.
type Error struct {
	Offset int
	Length int
	diag.Message
	Notes []diag.Message
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
