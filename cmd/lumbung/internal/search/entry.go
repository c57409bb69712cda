package search

import "slices"

// entry says that a word stands in a document, and with what weight: word, document and
// weight in 30, 32 and 2 bits, so that sorting is comparing numbers.
type entry uint64

func newEntry(word, doc uint32, weight entry) entry {
	return entry(word)<<34 | entry(doc)<<2 | weight
}

func (e entry) word() uint32  { return uint32(e >> 34) }
func (e entry) doc() uint32   { return uint32(e >> 2) }
func (e entry) weight() entry { return e & 3 }

// heaviest sorts entries and keeps, of a word in a document, the one of most weight.
func heaviest(entries []entry) []entry {
	slices.Sort(entries)
	return heaviestOf(entries)
}

// heaviestOf is heaviest for entries whose words and documents are in order. Documents that are
// shown alike are one, and need not come by weight.
func heaviestOf(entries []entry) []entry {
	kept := entries[:0]
	for _, e := range entries {
		if n := len(kept); n > 0 && kept[n-1]>>2 == e>>2 {
			kept[n-1] = max(kept[n-1], e)
			continue
		}
		kept = append(kept, e)
	}
	return kept
}
