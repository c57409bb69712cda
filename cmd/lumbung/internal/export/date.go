package export

import "time"

// dayNumber counts the days from 1970-01-01 to an ISO date. Dates outside the years 1 to
// 9999 have no number: no format agrees with another on them.
func dayNumber(iso string) (days int, ok bool) {
	if len(iso) != len("2006-01-02") {
		return 0, false
	}
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil || day.Year() < 1 {
		return 0, false
	}
	return int(day.Unix() / (24 * 60 * 60)), true
}
