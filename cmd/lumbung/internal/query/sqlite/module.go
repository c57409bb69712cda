package sqlite

import (
	"fmt"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Tables are virtual tables that exist by their name alone: there is no CREATE statement,
// and none can make one. SQLite connects to one when a statement first names it.

// cTable and cCursor are what C holds of a table and of a walk over its rows.
type cTable struct {
	//lint:ignore U1000 SQLite reads and writes it
	base lib.Tsqlite3_vtab
	id   uintptr
}

type cCursor struct {
	//lint:ignore U1000 SQLite reads and writes it
	base lib.Tsqlite3_vtab_cursor
	id   uintptr
}

// cursor is a walk over a table's rows: all of them, or one chain of an index.
type cursor struct {
	table *Table
	data  []*data
	row   int
	chain []int32 // nil: all rows
}

var cursors registry[cursor]

// module is the one set of methods of all our tables. Its xCreate is 0, which makes
// tables exist without being created.
var module = sync.OnceValue(func() uintptr {
	p := alloc(int(unsafe.Sizeof(lib.Tsqlite3_module{})))
	m := pointer[lib.Tsqlite3_module](p)
	m.FxConnect = callback(connect)
	m.FxBestIndex = callback(bestIndex)
	m.FxDisconnect = callback(disconnect)
	m.FxOpen = callback(openCursor)
	m.FxClose = callback(closeCursor)
	m.FxFilter = callback(filter)
	m.FxNext = callback(next)
	m.FxEof = callback(eof)
	m.FxColumn = callback(column)
	m.FxRowid = callback(rowid)
	return p
})

// AddTable makes a table known to the connection.
func (c *Conn) AddTable(t *Table) error {
	name := cString(t.Name)
	defer release(name)
	if rc := lib.Xsqlite3_create_module_v2(c.tls, c.db, name, module(), t.id, 0); rc != lib.SQLITE_OK {
		return fmt.Errorf("add table %s: %w", t.Name, c.error(rc))
	}
	return nil
}

// Quote gives a name in the form that stands for nothing but a name.
func Quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (t *Table) declaration() string {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = Quote(c.Name) + " " + c.Type
		if c.Unlisted {
			columns[i] += " HIDDEN"
		}
	}
	return "CREATE TABLE x(" + strings.Join(columns, ", ") + ")"
}

func connect(tls *libc.TLS, db, table uintptr, _ int32, _, out, message uintptr) int32 {
	declaration := cString(tables.get(table).declaration())
	defer release(declaration)
	if rc := lib.Xsqlite3_declare_vtab(tls, db, declaration); rc != lib.SQLITE_OK {
		*pointer[uintptr](message) = ownedString(tls, goString(lib.Xsqlite3_errmsg(tls, db)))
		return rc
	}
	p := ownedMemory(tls, int(unsafe.Sizeof(cTable{})))
	if p == 0 {
		return lib.SQLITE_NOMEM
	}
	pointer[cTable](p).id = table
	*pointer[uintptr](out) = p
	return lib.SQLITE_OK
}

// ownedMemory allocates what SQLite itself will free.
func ownedMemory(tls *libc.TLS, n int) uintptr {
	p := lib.Xsqlite3_malloc(tls, int32(n))
	if p != 0 {
		clear(unsafe.Slice(pointer[byte](p), n))
	}
	return p
}

func ownedString(tls *libc.TLS, s string) uintptr {
	p := ownedMemory(tls, len(s)+1)
	if p != 0 {
		copy(unsafe.Slice(pointer[byte](p), len(s)), s)
	}
	return p
}

func disconnect(tls *libc.TLS, vtab uintptr) int32 {
	lib.Xsqlite3_free(tls, vtab)
	return lib.SQLITE_OK
}

// The plans bestIndex makes, by index number: all rows, one row by its number, or the
// rows that have a value in the column (number - byColumn).
const (
	allRows  = 0
	byRowid  = 1
	byColumn = 2
)

// fewRows is the size up to which reading a whole table is quicker than to look in an
// index for it.
const fewRows = 16

// bestIndex chooses how to find rows. Of the columns that are to equal something it takes
// the one with the most different values.
func bestIndex(tls *libc.TLS, vtab, in uintptr) int32 {
	t, info := tables.get(pointer[cTable](vtab).id), pointer[lib.Tsqlite3_index_info](in)
	plan, rows, use := allRows, float64(t.Rows), -1
	for i := range int(info.FnConstraint) {
		c := pointer[lib.Tsqlite3_index_constraint](info.FaConstraint + uintptr(i)*unsafe.Sizeof(lib.Tsqlite3_index_constraint{}))
		if c.Fusable == 0 || c.Fop != lib.SQLITE_INDEX_CONSTRAINT_EQ {
			continue
		}
		if c.FiColumn < 0 {
			plan, rows, use = byRowid, 1, i
			break
		}
		if t.Rows <= fewRows || goString(lib.Xsqlite3_vtab_collation(tls, in, int32(i))) != "BINARY" {
			continue
		}
		found := float64(t.Rows) / float64(t.Columns[c.FiColumn].indexed(t.Rows).distinct())
		if found < rows {
			plan, rows, use = byColumn+int(c.FiColumn), found, i
		}
	}
	if use >= 0 {
		usage := info.FaConstraintUsage + uintptr(use)*unsafe.Sizeof(lib.Tsqlite3_index_constraint_usage{})
		pointer[lib.Tsqlite3_index_constraint_usage](usage).FargvIndex = 1
	}
	info.FidxNum = int32(plan)
	info.FestimatedRows = lib.Tsqlite3_int64(max(rows, 1))
	info.FestimatedCost = rows + 1
	if plan != allRows {
		info.FestimatedCost = rows + 2
	}
	return lib.SQLITE_OK
}

func openCursor(tls *libc.TLS, vtab, out uintptr) int32 {
	p := ownedMemory(tls, int(unsafe.Sizeof(cCursor{})))
	if p == 0 {
		return lib.SQLITE_NOMEM
	}
	t := tables.get(pointer[cTable](vtab).id)
	pointer[cCursor](p).id = cursors.put(&cursor{table: t, data: make([]*data, len(t.Columns))})
	*pointer[uintptr](out) = p
	return lib.SQLITE_OK
}

func closeCursor(tls *libc.TLS, p uintptr) int32 {
	cursors.drop(pointer[cCursor](p).id)
	lib.Xsqlite3_free(tls, p)
	return lib.SQLITE_OK
}

func at(p uintptr) *cursor { return cursors.get(pointer[cCursor](p).id) }

func filter(tls *libc.TLS, p uintptr, plan int32, _ uintptr, n int32, values uintptr) int32 {
	c := at(p)
	c.row, c.chain = 0, nil
	if plan == allRows || n == 0 {
		return lib.SQLITE_OK
	}
	v := argument(tls, *pointer[uintptr](values))
	if plan == byRowid {
		c.seek(v)
		return lib.SQLITE_OK
	}
	x := c.table.Columns[plan-byColumn].indexed(c.table.Rows)
	if row, ok := x.find(v); ok {
		c.row, c.chain = int(row), x.next
	}
	return lib.SQLITE_OK
}

// alone is the chain of a row that was found by its number.
var alone = []int32{}

// seek goes to the row of a number, or leaves all rows to look at.
func (c *cursor) seek(v Value) {
	if v.Kind != Int {
		return
	}
	c.row, c.chain = none, alone
	if v.Int >= 1 && v.Int <= int64(c.table.Rows) {
		c.row = int(v.Int - 1)
	}
}

func next(_ *libc.TLS, p uintptr) int32 {
	c := at(p)
	switch {
	case c.chain == nil:
		c.row++
	case len(c.chain) == 0:
		c.row = none
	default:
		c.row = int(c.chain[c.row])
	}
	return lib.SQLITE_OK
}

func eof(_ *libc.TLS, p uintptr) int32 {
	if c := at(p); c.row < 0 || c.row >= c.table.Rows {
		return 1
	}
	return 0
}

func column(tls *libc.TLS, p, ctx uintptr, i int32) int32 {
	c := at(p)
	d := c.data[i]
	if d == nil {
		d = c.table.Columns[i].load(c.table.Rows)
		c.data[i] = d
	}
	switch d.kindOf(c.row) {
	case Int:
		lib.Xsqlite3_result_int64(tls, ctx, d.ints[c.row])
	case Float:
		lib.Xsqlite3_result_double(tls, ctx, d.floats[c.row])
	case Text:
		address, n := d.textAt(c.row)
		lib.Xsqlite3_result_text(tls, ctx, address, int32(n), 0) // 0: it stays where it is
	}
	return lib.SQLITE_OK
}

func rowid(_ *libc.TLS, p, out uintptr) int32 {
	*pointer[int64](out) = int64(at(p).row + 1)
	return lib.SQLITE_OK
}
