package dataset

import (
	"slices"

	records "lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/table"
)

// Store keeps large tables from one build to the next, so that an edited cell does not cost
// the reading of a million. What is kept of a table is its columns, what its rows add up to,
// and digests of the lines that it was read from; it is good for one Key, and for as much of
// the CSV as still stands there line by line.
//
// Only tables of which nothing was told are kept, and none that may hold what is not
// published: no private field, no hidden counts, nothing that was let pass the privacy gate,
// no column left out. What is kept of any other is removed.
//
// Nothing depends on a store: what is not there, is damaged, or is of another program is
// read from the CSV.
type Store struct {
	Dir   string // is made when there is something to be kept
	Rows  int    // of the smallest table that is kept
	Block int    // how many lines are known by one digest
	// Key digests what a table depends on besides its lines: the program, its descriptor.
	Key func(r *Resource) records.Key
}

// kept is what a build left of a table.
type kept struct {
	keptHead
	blocks []lineBlock
	sums   []uint64 // of the rows
	table  *table.Table
}

// origin is how a table came from its lines, for who keeps it.
type origin struct {
	header [32]byte // digest of all before the first row
	blocks []lineBlock
	kept   *kept  // what it was made from, nil: only of the CSV
	as     []bool // columns that are as they were kept; nil: none
	whole  bool   // all of it is
}

// mayKeep says whether nothing in a table can be anything that is not published.
func (r *Resource) mayKeep() bool {
	return r.Path != "" && !r.HasPrivate() && r.Disclosure == nil && !r.Excused() && len(r.LeftOut) == 0
}

// Excused says whether what looks like personal data is published of a table, on purpose and
// for as long as its publisher says so.
func (r *Resource) Excused() bool {
	return r.Privacy != nil || slices.ContainsFunc(r.Schema.Fields, func(f table.Field) bool { return len(f.Privacy.Allow) > 0 || !f.Privacy.Reason.IsZero() })
}

// Passed says whether a column is as it was when a build looked at all of it and had nothing
// to tell: what a cell or its column alone can show need not be looked for again.
func (r *Resource) Passed(cols ...int) bool {
	if r.origin == nil || r.origin.as == nil {
		return false
	}
	return !slices.ContainsFunc(cols, func(col int) bool { return !r.origin.as[col] })
}

// PassedKey is Passed for a foreign key: the columns it stands in and those it refers to
// are as they were when a build followed it.
func (r *Resource) PassedKey(key int, cols []int, target *Resource, targetCols []int) bool {
	if !r.Passed(cols...) || !target.Passed(targetCols...) || key >= len(r.origin.kept.Followed) {
		return false
	}
	to := target.origin.kept.sumsOf(targetCols)
	return len(to) > 0 && slices.Equal(r.origin.kept.Followed[key], to)
}

// RowSums are table.RowSums of the whole table where they are known; else nil.
func (r *Resource) RowSums() []uint64 { return r.sums }
