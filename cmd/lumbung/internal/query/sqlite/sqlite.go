// Package sqlite is the part of SQLite that queries need, in Go's terms: connections to
// nothing but tables that Go holds, statements, functions, and errors that know their
// place in the statement.
//
// A Conn has no database file. Its tables are Tables: columns of Values that are filled
// in when a statement first reads them, kept once for all connections, and found by
// equality through a hash. So 100,000 rows are there at once, and a column that no query
// names costs nothing. What a statement may do is decided by the connection's Authorize
// function; the file system a connection sees has no files and no clock
// (filesystem.go).
//
// It stands on modernc.org/sqlite/lib, which is SQLite itself put into Go, and not on that
// module's database/sql driver: the driver has no place of an error, copies every cell
// into an interface twice, and knows functions only for the whole process, where the
// overridden sum would also reach the export's connections. The price is pointers into
// memory that Go's collector does not manage. They stay in this package, behind memory.go.
package sqlite

import (
	"fmt"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Kind is the storage class of a value.
type Kind uint8

// The storage classes there are. A blob reads as Text.
const (
	Null Kind = iota
	Int
	Float
	Text
)

// Value is one value of a statement: an argument, a cell, what a function is given.
type Value struct {
	Kind  Kind
	Int   int64
	Float float64
	Text  string
}

// IntValue makes an integer.
func IntValue(n int64) Value { return Value{Kind: Int, Int: n} }

// FloatValue makes a floating point number.
func FloatValue(f float64) Value { return Value{Kind: Float, Float: f} }

// TextValue makes a text.
func TextValue(s string) Value { return Value{Kind: Text, Text: s} }

// Error is what SQLite says of a statement.
type Error struct {
	Code    int
	Offset  int // of the token it is about, in bytes; -1 when there is none
	Message string
}

// Error gives SQLite's words.
func (e *Error) Error() string { return e.Message }

// What Error.Code may be told by.
const (
	CodeInterrupt = lib.SQLITE_INTERRUPT
	CodeTooBig    = lib.SQLITE_TOOBIG
	CodeNoMemory  = lib.SQLITE_NOMEM
	CodeAuth      = lib.SQLITE_AUTH
)

// Action is something that a statement is about to be compiled to do.
type Action int32

// The actions that reading is made of.
const (
	Select    Action = lib.SQLITE_SELECT
	Read      Action = lib.SQLITE_READ     // of a column (second word) of a table (first word)
	Call      Action = lib.SQLITE_FUNCTION // of a function (second word)
	Recursive Action = lib.SQLITE_RECURSIVE
)

// Options are what a connection is made of.
type Options struct {
	Tables    []*Table
	Functions []*Function
	// Authorize is asked for each action of a statement before it runs; the rest of the
	// statement is not compiled when it says no.
	Authorize func(action Action, first, second string) bool
	// MaxLength is the most bytes that a statement, a text or a row may have.
	MaxLength int
}

// Conn is a connection. It is used by one goroutine at a time; only Interrupt may be
// called from another.
type Conn struct {
	tls       *libc.TLS
	db        uintptr
	id        uintptr
	authorize func(Action, string, string) bool
	stop      flag
	clock     bool
}

var conns registry[Conn]

// Open makes a connection.
func Open(o Options) (*Conn, error) {
	c := &Conn{tls: libc.NewTLS(), authorize: o.Authorize}
	c.id = conns.put(c)
	if err := c.open(o); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func (c *Conn) open(o Options) error {
	name, vfs, out := cString(":memory:"), fileSystem(c.tls), alloc(pointerSize)
	defer release(name, out)
	rc := lib.Xsqlite3_open_v2(c.tls, name, out, lib.SQLITE_OPEN_READWRITE|lib.SQLITE_OPEN_MEMORY|lib.SQLITE_OPEN_NOMUTEX, vfs)
	c.db = *pointer[uintptr](out)
	if rc != lib.SQLITE_OK {
		return c.error(rc)
	}
	c.limit(o.MaxLength)
	if err := c.configure(); err != nil {
		return err
	}
	for _, f := range o.Functions {
		if err := c.addFunction(f); err != nil {
			return err
		}
	}
	for _, t := range o.Tables {
		if err := c.AddTable(t); err != nil {
			return err
		}
	}
	lib.Xsqlite3_progress_handler(c.tls, c.db, stepsBetweenLooks, callback(progress), c.id)
	lib.Xsqlite3_set_authorizer(c.tls, c.db, callback(authorize), c.id)
	return nil
}

// limit sets what no statement of a person needs to pass.
func (c *Conn) limit(length int) {
	for id, n := range map[int32]int{
		lib.SQLITE_LIMIT_LENGTH:              length,
		lib.SQLITE_LIMIT_SQL_LENGTH:          min(length, 1_000_000),
		lib.SQLITE_LIMIT_COLUMN:              2000,
		lib.SQLITE_LIMIT_EXPR_DEPTH:          500,
		lib.SQLITE_LIMIT_COMPOUND_SELECT:     500,
		lib.SQLITE_LIMIT_VDBE_OP:             1_000_000,
		lib.SQLITE_LIMIT_FUNCTION_ARG:        127,
		lib.SQLITE_LIMIT_ATTACHED:            0,
		lib.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
		lib.SQLITE_LIMIT_VARIABLE_NUMBER:     1000,
		lib.SQLITE_LIMIT_TRIGGER_DEPTH:       1,
		lib.SQLITE_LIMIT_WORKER_THREADS:      0,
	} {
		lib.Xsqlite3_limit(c.tls, c.db, id, int32(n))
	}
}

// configure turns off what reading does not need. A text in double quotes is a name and
// nothing else: SQLite's own leniency would read a misspelt "nama" as the text 'nama'.
func (c *Conn) configure() error {
	for option, on := range map[int32]int32{
		lib.SQLITE_DBCONFIG_DEFENSIVE:             1,
		lib.SQLITE_DBCONFIG_DQS_DDL:               0,
		lib.SQLITE_DBCONFIG_DQS_DML:               0,
		lib.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION: 0,
		lib.SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE:  0,
		lib.SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE:   0,
		lib.SQLITE_DBCONFIG_ENABLE_TRIGGER:        0,
		lib.SQLITE_DBCONFIG_ENABLE_VIEW:           0,
		lib.SQLITE_DBCONFIG_TRUSTED_SCHEMA:        0,
		lib.SQLITE_DBCONFIG_WRITABLE_SCHEMA:       0,
	} {
		list := libc.NewVaList(on, uintptr(0))
		rc := lib.Xsqlite3_db_config(c.tls, c.db, option, list)
		libc.Xfree(c.tls, list)
		if rc != lib.SQLITE_OK {
			return fmt.Errorf("configure SQLite (option %d): %w", option, c.error(rc))
		}
	}
	// Numbers become text with the 15 digits that they surely have.
	list := libc.NewVaList(int32(15), uintptr(0))
	lib.Xsqlite3_db_config(c.tls, c.db, lib.SQLITE_DBCONFIG_FP_DIGITS, list)
	libc.Xfree(c.tls, list)
	for _, pragma := range []string{"temp_store = MEMORY", "query_only = ON"} {
		s, err := c.Prepare("PRAGMA " + pragma)
		if err != nil {
			return err
		}
		if _, err := s.Step(); err != nil {
			return err
		}
		s.Close()
	}
	return nil
}

// Close ends the connection. Its statements must be closed before.
func (c *Conn) Close() {
	if c.db != 0 {
		lib.Xsqlite3_close_v2(c.tls, c.db)
		c.db = 0
	}
	conns.drop(c.id)
	c.tls.Close()
}

// Interrupt makes the statement that is running end with CodeInterrupt, soon. It holds
// until Resume, so that it cannot come too early to be seen.
func (c *Conn) Interrupt() { c.stop.set(true) }

// Interrupted says whether Interrupt was called since Resume, for who runs many short
// statements: those end before they look.
func (c *Conn) Interrupted() bool { return c.stop.get() }

// Resume ends an interruption.
func (c *Conn) Resume() { c.stop.set(false); c.clock = false }

// AskedForTime says whether a statement since Resume wanted to know the time of day,
// which a connection does not tell: it got NULL.
func (c *Conn) AskedForTime() bool { return c.clock }

// error gives SQLite's last words on the connection.
func (c *Conn) error(rc int32) error {
	if c.db == 0 {
		return &Error{Code: int(rc & 0xff), Offset: -1, Message: "out of memory"}
	}
	return &Error{
		Code:    int(rc & 0xff),
		Offset:  int(lib.Xsqlite3_error_offset(c.tls, c.db)),
		Message: libc.GoString(lib.Xsqlite3_errmsg(c.tls, c.db)),
	}
}

// stepsBetweenLooks is how many steps of SQLite's machine pass between two looks at the
// connection's stop flag: some 20 µs.
const stepsBetweenLooks = 1000

func progress(_ *libc.TLS, id uintptr) int32 {
	if conns.get(id).stop.get() {
		return 1
	}
	return 0
}

func authorize(_ *libc.TLS, id uintptr, action int32, first, second, _, _ uintptr) int32 {
	c := conns.get(id)
	if c.authorize == nil || c.authorize(Action(action), goString(first), goString(second)) {
		return lib.SQLITE_OK
	}
	return lib.SQLITE_DENY
}
