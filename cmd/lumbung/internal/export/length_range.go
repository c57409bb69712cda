package export

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/table"
)

// lengthRange writes the limits on a text's length: "4", "2–10", "≥ 2", "≤ 10".
func lengthRange(c *table.Constraints) string {
	low, high := c.MinLength, c.MaxLength
	switch {
	case low == nil && high == nil:
		return ""
	case high == nil:
		return "≥ " + strconv.Itoa(*low)
	case low == nil:
		return "≤ " + strconv.Itoa(*high)
	case *low == *high:
		return strconv.Itoa(*low)
	}
	return strconv.Itoa(*low) + "–" + strconv.Itoa(*high)
}
