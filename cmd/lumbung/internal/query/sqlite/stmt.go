package sqlite

import (
	"strings"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Stmt is a compiled statement.
type Stmt struct {
	c *Conn
	p uintptr
	// Tail is what stands in the text behind the statement.
	Tail    string
	columns int
}

// Prepare compiles the first statement of a text. A text that holds none gives a Stmt
// that is Empty.
func (c *Conn) Prepare(sql string) (*Stmt, error) {
	if strings.IndexByte(sql, 0) >= 0 {
		return nil, &Error{Code: lib.SQLITE_ERROR, Offset: strings.IndexByte(sql, 0), Message: "unrecognized token: NUL"}
	}
	text, out := cString(sql), alloc(2*pointerSize)
	defer release(text, out)
	tail := out + uintptr(pointerSize)
	rc := lib.Xsqlite3_prepare_v3(c.tls, c.db, text, int32(len(sql)+1), 0, out, tail)
	if rc != lib.SQLITE_OK {
		return nil, c.error(rc)
	}
	s := &Stmt{c: c, p: *pointer[uintptr](out), Tail: sql[*pointer[uintptr](tail)-text:]}
	if s.p != 0 {
		s.columns = int(lib.Xsqlite3_column_count(c.tls, s.p))
	}
	return s, nil
}

// Empty says that there was no statement in the text.
func (s *Stmt) Empty() bool { return s.p == 0 }

// Close frees the statement.
func (s *Stmt) Close() {
	if s.p != 0 {
		lib.Xsqlite3_finalize(s.c.tls, s.p)
		s.p = 0
	}
}

// ReadOnly says that running the statement changes nothing.
func (s *Stmt) ReadOnly() bool {
	return lib.Xsqlite3_stmt_readonly(s.c.tls, s.p) != 0 && lib.Xsqlite3_stmt_isexplain(s.c.tls, s.p) == 0
}

// Columns is how many columns the result has.
func (s *Stmt) Columns() int { return s.columns }

// Name is what a column of the result is called.
func (s *Stmt) Name(i int) string { return goString(lib.Xsqlite3_column_name(s.c.tls, s.p, int32(i))) }

// Origin names the table and its column that a column of the result shows; none for an
// expression.
func (s *Stmt) Origin(i int) (table, column string) {
	return goString(lib.Xsqlite3_column_table_name(s.c.tls, s.p, int32(i))),
		goString(lib.Xsqlite3_column_origin_name(s.c.tls, s.p, int32(i)))
}

// Params lists the statement's parameters as written (":no"), in their order; "" is a "?".
func (s *Stmt) Params() []string {
	names := make([]string, lib.Xsqlite3_bind_parameter_count(s.c.tls, s.p))
	for i := range names {
		names[i] = goString(lib.Xsqlite3_bind_parameter_name(s.c.tls, s.p, int32(i+1)))
	}
	return names
}

// Bind gives a parameter its value; the first is 0.
func (s *Stmt) Bind(i int, v Value) error {
	rc, n := int32(0), int32(i+1)
	switch v.Kind {
	case Int:
		rc = lib.Xsqlite3_bind_int64(s.c.tls, s.p, n, v.Int)
	case Float:
		rc = lib.Xsqlite3_bind_double(s.c.tls, s.p, n, v.Float)
	case Text:
		text := cString(v.Text)
		rc = lib.Xsqlite3_bind_text(s.c.tls, s.p, n, text, int32(len(v.Text)), transient)
		release(text)
	default:
		rc = lib.Xsqlite3_bind_null(s.c.tls, s.p, n)
	}
	if rc != lib.SQLITE_OK {
		return s.c.error(rc)
	}
	return nil
}

// transient tells SQLite to copy what it is given.
const transient = ^uintptr(0)

// Step goes to the next row of the result; false is its end.
func (s *Stmt) Step() (bool, error) {
	switch rc := lib.Xsqlite3_step(s.c.tls, s.p); rc {
	case lib.SQLITE_ROW:
		return true, nil
	case lib.SQLITE_DONE:
		return false, nil
	default:
		return false, s.c.error(rc)
	}
}

// Reset takes the statement back to its beginning, with its parameters as they are.
func (s *Stmt) Reset() { lib.Xsqlite3_reset(s.c.tls, s.p) }

// Value gives a cell of the row. Its text is a copy.
func (s *Stmt) Value(i int) Value {
	v := s.View(i)
	v.Text = strings.Clone(v.Text)
	return v
}

// View gives a cell of the row whose text is good until the next Step.
func (s *Stmt) View(i int) Value {
	n := int32(i)
	switch lib.Xsqlite3_column_type(s.c.tls, s.p, n) {
	case lib.SQLITE_INTEGER:
		return IntValue(lib.Xsqlite3_column_int64(s.c.tls, s.p, n))
	case lib.SQLITE_FLOAT:
		return FloatValue(lib.Xsqlite3_column_double(s.c.tls, s.p, n))
	case lib.SQLITE_TEXT, lib.SQLITE_BLOB:
		p := lib.Xsqlite3_column_text(s.c.tls, s.p, n)
		return TextValue(view(p, int(lib.Xsqlite3_column_bytes(s.c.tls, s.p, n))))
	}
	return Value{}
}

// argument reads a value that SQLite gives to a function or a filter; its text is good
// until that returns.
func argument(tls *libc.TLS, p uintptr) Value {
	switch lib.Xsqlite3_value_type(tls, p) {
	case lib.SQLITE_INTEGER:
		return IntValue(lib.Xsqlite3_value_int64(tls, p))
	case lib.SQLITE_FLOAT:
		return FloatValue(lib.Xsqlite3_value_double(tls, p))
	case lib.SQLITE_TEXT, lib.SQLITE_BLOB:
		text := lib.Xsqlite3_value_text(tls, p)
		return TextValue(view(text, int(lib.Xsqlite3_value_bytes(tls, p))))
	}
	return Value{}
}
