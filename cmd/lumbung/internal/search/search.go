// Package search makes the index that a portal's search page answers from: everything it
// publishes, in one language, as static scripts, so that it works from file:// and without
// a server, for a hundred thousand rows as for ten.
//
// An Index takes Documents: what a page shows of each hit, and the words it is found by.
// Write divides the whole into small files, so that a question loads only what it needs:
//
//	m.js   how the index is divided
//	tN.js  a run of words, each with the documents it stands in
//	dN.js  a run of documents, as a hit shows them
//
// Each calls lumbungSearch with its part; the theme's search/shard.ts reads them and says
// what is in them. How a text becomes words (Words, Stem) is written there a second time,
// and a test holds the two together.
//
// The files do not depend on the order in which documents come, nor on how many workers
// bring them. Documents that are shown alike are one.
package search

import (
	"cmp"
	"sync"

	"lumbung/cmd/lumbung/internal/script"
)

// The kinds of documents: results are grouped by them. Those that are few come first in
// the index, because of a word that stands in very many documents only the first are kept.
var kinds = []string{"dataset", "story", "page", "chart", "claim", "term", "field", "profile", "row"}

// Document is something to be found.
type Document struct {
	Kind   string // "dataset", "profile" …: the theme has a heading for each
	Title  string
	Line   string   // a few words that tell it from others; cut after 200 letters
	Path   string   // from the root of the site
	Strong []string // names and keywords it is found by beside its title
	Text   []string // what else it is found by
}

// Weights of a word in a document.
const (
	inText   = 1 // or by its stem
	inStrong = 2
	inTitle  = 3
)

const mostInLine = 200

// Options are an index's sizes; zero for what a portal wants. A question of three words loads
// under 200 KB with them, also where it is full of slips, and hits lie in as many files as
// there are hits.
type Options struct {
	WordBytes  int // of a file of words, at most unless one word needs more: 16 KB
	DocBytes   int // of a file of documents, at most unless one is longer: 8 KB
	MostListed int // documents kept of a word that stands in more: 12288
}

func (o *Options) fill() {
	o.WordBytes = cmp.Or(o.WordBytes, 16<<10)
	o.DocBytes = cmp.Or(o.DocBytes, 8<<10)
	o.MostListed = cmp.Or(o.MostListed, 12288)
}

// Index gathers the documents of one language. Add may be called by several goroutines.
type Index struct {
	lang    string
	options Options

	mu      sync.Mutex
	docs    []document
	byWord  map[string]uint32
	words   []word
	entries []entry  // of the first document, the second and so on
	ends    []uint32 // where those of each document end
}

// document is what a hit shows, as the index has it; documents are ordered by it.
type document struct {
	kind  string
	shown string // ["title","line","path"]
}

type word struct {
	text string
	stem uint32 // its place among the words: its own if it is none
}

// New makes an empty index for readers of a language: "id", "en".
func New(lang string, o Options) *Index {
	o.fill()
	return &Index{lang: lang, options: o, byWord: map[string]uint32{}}
}

// found is a word of a document on its way into the index.
type found struct {
	span
	weight entry
}

// scratch is what one Add needs and the next may use again.
type scratch struct {
	buf   []byte
	spans []span
	found []found
	shown []byte
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Add puts a document into the index.
func (x *Index) Add(d Document) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.read(&d)
	x.mu.Lock()
	defer x.mu.Unlock()
	doc := uint32(len(x.docs))
	x.docs = append(x.docs, document{d.Kind, string(s.shown)})
	from := len(x.entries)
	for _, f := range s.found {
		w := x.intern(s.buf[f.start:f.end])
		x.entries = append(x.entries, newEntry(w, doc, f.weight))
		if stem := x.words[w].stem; stem != w {
			x.entries = append(x.entries, newEntry(stem, doc, inText))
		}
	}
	x.entries = x.entries[:from+len(heaviest(x.entries[from:]))]
	x.ends = append(x.ends, uint32(len(x.entries)))
}

// of are the entries of a document.
func (x *Index) of(doc uint32) []entry {
	from := uint32(0)
	if doc > 0 {
		from = x.ends[doc-1]
	}
	return x.entries[from:x.ends[doc]]
}

// Len is how many documents were added.
func (x *Index) Len() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return len(x.docs)
}

// read makes of a document its words and what is shown of it.
func (s *scratch) read(d *Document) {
	s.buf, s.found = s.buf[:0], s.found[:0]
	s.take(d.Title, inTitle)
	for _, text := range d.Strong {
		s.take(text, inStrong)
	}
	for _, text := range d.Text {
		s.take(text, inText)
	}
	s.shown = script.AppendString(append(s.shown[:0], '['), d.Title)
	s.shown = script.AppendString(append(s.shown, ','), shortened(d.Line))
	s.shown = append(script.AppendString(append(s.shown, ','), d.Path), ']')
}

func (s *scratch) take(text string, weight entry) {
	s.buf, s.spans = appendWords(s.buf, s.spans[:0], text)
	for _, at := range s.spans {
		s.found = append(s.found, found{at, weight})
	}
}

// shortened cuts a line that is too long to be one.
func shortened(line string) string {
	if len(line) <= mostInLine {
		return line
	}
	n := 0
	for i := range line {
		if n++; n > mostInLine {
			return line[:i] + "…"
		}
	}
	return line
}

// intern gives a word's place among the words. A new word brings its stem with it.
func (x *Index) intern(text []byte) uint32 {
	if w, ok := x.byWord[string(text)]; ok {
		return w
	}
	return x.add(string(text))
}

func (x *Index) add(text string) uint32 {
	w := uint32(len(x.words))
	x.byWord[text] = w
	x.words = append(x.words, word{text, w})
	if stem := Stem(text, x.lang); stem != text {
		at, ok := x.byWord[stem]
		if !ok {
			at = x.add(stem) // ends, for a stem is shorter than its word
		}
		x.words[w].stem = at
	}
	return w
}
