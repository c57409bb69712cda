package export

import (
	"database/sql"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/table"
)

// maxSQLValues is how many values one INSERT carries: fewer and longer statements are
// much faster, and old SQLite takes 999 at most.
const maxSQLValues = 990

// insert writes the rows in their order.
func (t *sqlTable) insert(tx *sql.Tx) error {
	batch := max(maxSQLValues/len(t.cols), 1)
	full, err := tx.Prepare(t.insertStatement(batch))
	if err != nil {
		return err
	}
	defer full.Close()
	values := make([]any, 0, batch*len(t.cols))
	for row := range t.table.Len() {
		for col := range t.cols {
			values = append(values, sqlValue(t.table, row, col, &t.cols[col]))
		}
		if len(values) == cap(values) {
			if _, err := full.Exec(values...); err != nil {
				return err
			}
			values = values[:0]
		}
	}
	if len(values) == 0 {
		return nil
	}
	_, err = tx.Exec(t.insertStatement(len(values)/len(t.cols)), values...)
	return err
}

func (t *sqlTable) insertStatement(rows int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", len(t.cols)), ",") + ")"
	return "INSERT INTO " + quoteSQL(t.resource.Name) + " VALUES " + strings.TrimSuffix(strings.Repeat(one+",", rows), ",")
}

// sqlValue gives a cell for a statement. A decimal goes in as text: SQLite itself makes
// the nearest number of it in a REAL column.
func sqlValue(t *table.Table, row, col int, as *column) any {
	if !t.Has(row, col) {
		return nil
	}
	text := t.Text(row, col)
	switch as.store {
	case asInteger:
		n, _ := strconv.ParseInt(text, 10, 64) // columnsOf has seen that it fits
		return n
	case asBoolean:
		if text == "true" {
			return int64(1)
		}
		return int64(0)
	}
	return text
}
