package dataset

import "lumbung/cmd/lumbung/internal/table"

// dialect fills in the standard's defaults for what the descriptor leaves out.
func (d *dialect) dialect() table.Dialect {
	out := table.DefaultDialect()
	set(&out.Delimiter, d.Delimiter)
	set(&out.QuoteChar, d.QuoteChar)
	set(&out.DoubleQuote, d.DoubleQuote)
	set(&out.EscapeChar, d.EscapeChar)
	set(&out.CommentChar, d.CommentChar)
	set(&out.Header, d.Header)
	set(&out.HeaderJoin, d.HeaderJoin)
	set(&out.LineTerminator, d.LineTerminator)
	set(&out.NullSequence, d.NullSequence)
	set(&out.SkipInitialSpace, d.SkipInitialSpace)
	out.HasNull = d.NullSequence != nil
	out.CommentRows = d.CommentRows
	if len(d.HeaderRows) > 0 {
		out.HeaderRows = d.HeaderRows
	}
	if d.EscapeChar != nil && d.QuoteChar == nil {
		out.QuoteChar = "" // the standard: an escape character stands instead of quotes
	}
	return out
}

func set[T any](into *T, from *T) {
	if from != nil {
		*into = *from
	}
}
