package table

// Dialect says how a table is written as text: Table Dialect v2, as far as it is about
// delimited text. DefaultDialect gives the standard's defaults; the zero Dialect is none.
type Dialect struct {
	Delimiter        string // between cells, ","
	QuoteChar        string // around a cell, `"`; "" is none
	DoubleQuote      bool   // a quote inside a quoted cell is written twice
	EscapeChar       string // before a character that is meant as it is; "" is none
	CommentChar      string // a line that starts so is no row; "" is none
	CommentRows      []int  // lines that are no rows, from 1
	Header           bool   // the file names its columns
	HeaderRows       []int  // in these lines, from 1
	HeaderJoin       string // between the parts of a name that stands in several lines
	LineTerminator   string // "" is any of \n, \r\n and \r
	NullSequence     string // a cell that stands for no value, besides missingValues
	HasNull          bool   // whether there is a NullSequence: it may be empty
	SkipInitialSpace bool   // blanks after a delimiter are not part of the cell
}

// DefaultDialect is a comma-separated file with a header line, as RFC 4180 has it. It
// takes any line terminator: the standard's default ends lines with \r\n, which hardly any
// file does that was not written by a spreadsheet.
func DefaultDialect() Dialect {
	return Dialect{Delimiter: ",", QuoteChar: `"`, DoubleQuote: true, Header: true, HeaderRows: []int{1}, HeaderJoin: " "}
}
