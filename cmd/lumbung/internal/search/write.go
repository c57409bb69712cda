package search

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/script"
)

// Write makes the index's files in a folder, "cari/", and gives each to put, one after the
// other. put may not keep data. All documents must have been added; Write may be called again.
func (x *Index) Write(dir string, put func(path string, data []byte) error) error {
	w := &writer{index: x, dir: dir, put: put, sum: sha256.New()}
	w.order()
	for _, write := range []func() error{w.docFiles, w.wordFiles, w.manifest} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

// writer is one Write.
type writer struct {
	index *Index
	dir   string
	put   func(path string, data []byte) error
	sum   hash.Hash // of all files but the manifest

	added []uint32   // documents as they were added, in order
	docs  []document // in order, each once
	size  int        // documents in a file
	to    []uint32   // new place of each document added
	rank  []uint32   // new place of each word
	words []string   // in order
	first []string   // first word of each file

	postings, buf []byte
}

// order gives documents and words their places.
func (w *writer) order() {
	added := w.index.docs
	at := make([]uint32, len(added))
	for i := range at {
		at[i] = uint32(i)
	}
	slices.SortFunc(at, func(a, b uint32) int { return added[a].compare(&added[b]) })
	w.added = at
	w.to = make([]uint32, len(added))
	for _, i := range at {
		if n := len(w.docs); n == 0 || w.docs[n-1] != added[i] {
			w.docs = append(w.docs, added[i])
		}
		w.to[i] = uint32(len(w.docs) - 1)
	}
	w.orderWords()
}

func (w *writer) orderWords() {
	known := w.index.words
	at := make([]uint32, len(known))
	for i := range at {
		at[i] = uint32(i)
	}
	slices.SortFunc(at, func(a, b uint32) int { return before(known[a].text, known[b].text) })
	w.rank = make([]uint32, len(known))
	w.words = make([]string, len(known))
	for place, i := range at {
		w.rank[i] = uint32(place)
		w.words[place] = known[i].text
	}
}

// compare orders documents by kind, then by what is shown: titles in order.
func (d *document) compare(o *document) int {
	if d.kind != o.kind {
		return cmp.Or(cmp.Compare(kindRank(d.kind), kindRank(o.kind)), strings.Compare(d.kind, o.kind))
	}
	return strings.Compare(d.shown, o.shown)
}

func kindRank(kind string) int {
	if i := slices.Index(kinds, kind); i >= 0 {
		return i
	}
	return len(kinds)
}

// docFiles writes what is shown of documents, equally many to a file.
func (w *writer) docFiles() error {
	w.size = w.docsToAFile()
	n := 0
	for run := range slices.Chunk(w.docs, w.size) {
		w.begin(`{"d":`).int(n).raw(`,"r":[`)
		for i := range run {
			if i > 0 {
				w.raw(",")
			}
			w.raw(run[i].shown)
		}
		if err := w.end("]}", "d", n); err != nil {
			return err
		}
		n++
	}
	return nil
}

// docsToAFile is the most that keeps every file under its size.
func (w *writer) docsToAFile() int {
	total := 0
	for i := range w.docs {
		total += len(w.docs[i].shown) + 1
	}
	size := max(1, len(w.docs)*w.index.options.DocBytes/max(1, total))
	for size > 1 && w.longest(size) > w.index.options.DocBytes {
		size -= max(1, size/16)
	}
	return size
}

// longest is how long the longest file is with so many documents in each.
func (w *writer) longest(size int) int {
	most := 0
	for run := range slices.Chunk(w.docs, size) {
		n := 0
		for i := range run {
			n += len(run[i].shown) + 1
		}
		most = max(most, n)
	}
	return most
}

// manifest says how the index is divided. Its name stays the same, so it carries a mark
// of the others' content: a browser then never takes an old one of them for a new.
func (w *writer) manifest() error {
	w.begin(`{"docs":`).int(len(w.docs)).raw(`,"size":`).int(w.size)
	w.raw(`,"v":"`).raw(hex.EncodeToString(w.sum.Sum(nil)[:5])).raw(`","kinds":[`)
	for i := range w.docs {
		if kind := w.docs[i].kind; i == 0 || kind != w.docs[i-1].kind {
			if i > 0 {
				w.raw(",")
			}
			w.raw("[").text(kind).raw(",").int(i).raw("]")
		}
	}
	w.raw(`],"words":[`)
	for i, first := range w.first {
		if i > 0 {
			w.raw(",")
		}
		w.text(first)
	}
	return w.end("]}", "m", -1)
}

// begin starts a file.
func (w *writer) begin(s string) *writer {
	w.buf = append(w.buf[:0], "lumbungSearch("...)
	return w.raw(s)
}

// end writes the file, under its letter and number; -1 for none.
func (w *writer) end(s, letter string, n int) error {
	w.raw(s).raw(");\n")
	name := w.dir + letter
	if n >= 0 {
		name += strconv.Itoa(n)
	}
	w.sum.Write(w.buf)
	if err := w.put(name+".js", w.buf); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	return nil
}

func (w *writer) raw(s string) *writer {
	w.buf = append(w.buf, s...)
	return w
}

func (w *writer) text(s string) *writer {
	w.buf = script.AppendString(w.buf, s)
	return w
}

func (w *writer) int(n int) *writer {
	w.buf = strconv.AppendInt(w.buf, int64(n), 10)
	return w
}
