package search

import "cmp"

// before orders words as scripts compare texts: by UTF-16 code units. It differs from the
// order of bytes only where one text has a character beyond U+FFFF and the other one from
// U+E000 to U+FFFF; UTF-8 begins the first with 0xf0 or more, the second with 0xee or 0xef.
func before(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		order := cmp.Compare(a[i], b[i])
		if min(a[i], b[i]) >= 0xee && min(a[i], b[i]) < 0xf0 && max(a[i], b[i]) >= 0xf0 {
			return -order
		}
		return order
	}
	return cmp.Compare(len(a), len(b))
}
