package dataset

// What a project's data may be at most. Each limit has its own error, so that a file that
// is no table (a picture, a memory dump, a quote that is never closed) is told as such and
// does not fill the memory first.
const (
	MaxCell     = 1 << 20    // bytes of a cell
	MaxColumns  = 1000       // columns of a table
	MaxRows     = 50_000_000 // rows of a table
	MaxBytes    = 4 << 30    // bytes of a table's file: its cells are held in memory
	MaxProblems = 1000       // problems told about one table; the rest are counted
)

// maxRecord is how many bytes a row may take in the file: a few cells at their limit.
const maxRecord = 4 * MaxCell

// maxExcerptLine is how much of a line a diagnostic keeps.
const maxExcerptLine = 8 << 10
