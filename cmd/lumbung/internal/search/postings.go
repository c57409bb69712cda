package search

import (
	"bytes"
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

// placed gives the entries with words and documents at their new places, in order. Nothing is
// compared for it: each word has room for its entries, which come document by document.
func (w *writer) placed() []entry {
	next := make([]uint32, len(w.words)+1) // where the next entry of a word goes
	for _, e := range w.index.entries {
		next[w.rank[e.word()]+1]++
	}
	for i := range w.words {
		next[i+1] += next[i]
	}
	entries := make([]entry, len(w.index.entries))
	for _, doc := range w.added {
		for _, e := range w.index.of(doc) {
			word := w.rank[e.word()]
			entries[next[word]] = newEntry(word, w.to[doc], e.weight())
			next[word]++
		}
	}
	return heaviestOf(entries)
}

// run is the entries of the first one's word.
func run(entries []entry) []entry {
	n := slices.IndexFunc(entries, func(e entry) bool { return e.word() != entries[0].word() })
	if n < 0 {
		return entries
	}
	return entries[:n]
}

// appendPostings writes a word's documents: those it weighs most in, then the others, by
// weight and parted by commas. Of a word that stands in too many, only some are kept, and
// all are counted: "*", their number in base 36 and a comma come first.
func (w *writer) appendPostings(b []byte, of []entry) []byte {
	if most := w.index.options.MostListed; len(of) > most {
		b = append(b, '*')
		b = strconv.AppendInt(b, int64(len(of)), 36)
		b = append(b, ',')
		of = weightiest(of, most)
	}
	for weight := entry(inTitle); weight >= inText; weight-- {
		if weight < inTitle {
			b = append(b, ',')
		}
		last := uint32(0)
		for _, e := range of {
			if e.weight() == weight {
				b = appendDigits(b, e.doc()-last)
				last = e.doc()
			}
		}
	}
	return bytes.TrimRight(b, ",")
}

// appendDigits writes a difference of two documents: digits of five bits, the lowest
// first, each with a bit that says whether another follows. As characters they begin at
// "?"; "!" stands for the one that a text would have to escape.
func appendDigits(b []byte, n uint32) []byte {
	for {
		digit := byte(n & 31)
		if n >>= 5; n > 0 {
			digit |= 32
		}
		if digit += '?'; digit == '\\' {
			digit = '!'
		}
		b = append(b, digit)
		if n == 0 {
			return b
		}
	}
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
