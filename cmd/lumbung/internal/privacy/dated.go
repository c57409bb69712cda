package privacy

import "lumbung/cmd/lumbung/internal/table"

// Dated says whether a type's values are dates and times, or no more than yes and no: these
// are no numbers of a person, however many digits they have.
func Dated(t table.Type) bool {
	switch t {
	case table.Date, table.Datetime, table.Time, table.Year, table.Yearmonth, table.Duration, table.Boolean:
		return true
	}
	return false
}
