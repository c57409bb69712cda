package search

import (
	"cmp"
	"slices"
	"strconv"
)

// wordFiles writes the words with their documents. An empty index has one file, with a
// word that nobody asks for.
func (w *writer) wordFiles() error {
	file := &wordFile{}
	for entries := w.placed(); len(entries) > 0; {
		of := run(entries)
		entries = entries[len(of):]
		w.postings = w.appendPostings(w.postings[:0], of)
		if !file.fits(w.words[of[0].word()], w.postings, w.index.options.WordBytes) {
			if err := w.wordFile(file); err != nil {
				return err
			}
			file.reset()
		}
		file.add(w.words[of[0].word()], w.postings)
	}
	return w.wordFile(file)
}

// wordFile is a run of words and their postings: two texts of equally many parts, which a
// browser reads faster than many small values.
type wordFile struct {
	first           string
	words, postings []byte
}

func (f *wordFile) fits(word string, postings []byte, limit int) bool {
	return len(f.words) == 0 || len(f.words)+len(f.postings)+len(word)+len(postings) <= limit
}

func (f *wordFile) add(word string, postings []byte) {
	if len(f.words) == 0 {
		f.first = word
	} else {
		f.words, f.postings = append(f.words, ' '), append(f.postings, ' ')
	}
	f.words, f.postings = append(f.words, word...), append(f.postings, postings...)
}

func (f *wordFile) reset() { f.words, f.postings = f.words[:0], f.postings[:0] }

// wordFile writes a run of words: letters and digits only, so nothing needs escaping.
func (w *writer) wordFile(f *wordFile) error {
	n := len(w.first)
	w.first = append(w.first, f.first)
	w.begin(`{"t":`).int(n).raw(`,"w":"`)
	w.buf = append(w.buf, f.words...)
	w.raw(`","p":"`)
	w.buf = append(w.buf, f.postings...)
	return w.end(`"}`, "t", n)
}

// placed gives the entries with words and documents at their new places, in order.
func (w *writer) placed() []entry {
	entries := make([]entry, len(w.index.entries))
	for i, e := range w.index.entries {
		entries[i] = newEntry(w.rank[e.word()], w.to[e.doc()], e.weight())
	}
	return heaviest(entries)
}

// run is the entries of the first one's word.
func run(entries []entry) []entry {
	n := slices.IndexFunc(entries, func(e entry) bool { return e.word() != entries[0].word() })
	if n < 0 {
		return entries
	}
	return entries[:n]
}

// appendPostings writes a word's documents: the differences, in base 36, of document × 4 +
// weight. Of a word that stands in too many, only some are kept, and all are counted.
func (w *writer) appendPostings(b []byte, of []entry) []byte {
	if most := w.index.options.MostListed; len(of) > most {
		b = append(b, '*')
		b = strconv.AppendInt(b, int64(len(of)), 36)
		b = append(b, ',')
		of = weightiest(of, most)
	}
	last := uint64(0)
	for i, e := range of {
		if i > 0 {
			b = append(b, ',')
		}
		value := uint64(e) & (1<<34 - 1)
		b = strconv.AppendUint(b, value-last, 36)
		last = value
	}
	return b
}

// weightiest keeps the documents in which a word weighs most, and of equals the first. It
// leaves them in order.
func weightiest(of []entry, n int) []entry {
	byWeight := slices.Clone(of)
	slices.SortStableFunc(byWeight, func(a, b entry) int { return cmp.Compare(b.weight(), a.weight()) })
	kept := byWeight[:n]
	slices.Sort(kept)
	return kept
}
