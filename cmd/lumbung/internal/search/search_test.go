package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// files are what an index wrote, by path.
type files map[string]string

func write(t testing.TB, x *Index) files {
	t.Helper()
	out := files{}
	err := x.Write("cari/", func(path string, data []byte) error {
		if _, twice := out[path]; twice {
			t.Errorf("%s is written twice", path)
		}
		out[path] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

type manifest struct {
	Docs  int      `json:"docs"`
	Size  int      `json:"size"`
	V     string   `json:"v"`
	Kinds [][2]any `json:"kinds"`
	Words []string `json:"words"`
}

type hit struct{ title, line, path string }

// readIndex is what the scripts read, written as plainly as can be.
type readIndex struct {
	manifest
	hits   []hit
	weight map[string]map[int]int // word, document
	count  map[string]int
	order  []string // words as they stand
}

// part reads a file's call.
func (f files) part(t *testing.T, name string, into any) bool {
	t.Helper()
	text, ok := f["cari/"+name+".js"]
	if !ok {
		return false
	}
	inner, called := strings.CutPrefix(text, "lumbungSearch(")
	if inner, ok = strings.CutSuffix(inner, ");\n"); !ok || !called {
		t.Fatalf("%s is no call: %.80q", name, text)
	}
	if err := json.Unmarshal([]byte(inner), into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return true
}

func (f files) read(t *testing.T) *readIndex {
	t.Helper()
	r := &readIndex{weight: map[string]map[int]int{}, count: map[string]int{}}
	if !f.part(t, "m", &r.manifest) {
		t.Fatal("there is no m.js")
	}
	for n := 0; ; n++ {
		var d struct {
			D int
			R [][3]string
		}
		if !f.part(t, "d"+strconv.Itoa(n), &d) {
			break
		}
		if d.D != n || len(r.hits) != n*r.Size {
			t.Errorf("d%d says %d and begins at document %d of %d a file", n, d.D, len(r.hits), r.Size)
		}
		for _, h := range d.R {
			r.hits = append(r.hits, hit{h[0], h[1], h[2]})
		}
	}
	for n := range r.Words {
		r.readWords(t, f, n)
	}
	if want := 1 + (len(r.hits)+max(1, r.Size)-1)/max(1, r.Size) + len(r.Words); len(f) != want {
		t.Errorf("%d files, the manifest knows of %d", len(f), want)
	}
	return r
}

func (r *readIndex) readWords(t *testing.T, f files, n int) {
	t.Helper()
	var w struct {
		T    int
		W, P string
	}
	if !f.part(t, "t"+strconv.Itoa(n), &w) || w.T != n {
		t.Fatalf("there is no t%d, or it says %d", n, w.T)
	}
	words, postings := strings.Split(w.W, " "), strings.Split(w.P, " ")
	if len(words) != len(postings) || words[0] != r.Words[n] {
		t.Fatalf("t%d has %d words and %d postings, and begins with %q, not %q", n, len(words), len(postings), words[0], r.Words[n])
	}
	for i, word := range words {
		r.order = append(r.order, word)
		r.weight[word] = map[int]int{}
		lists := strings.Split(postings[i], ",")
		if count, ok := strings.CutPrefix(lists[0], "*"); ok {
			v, err := strconv.ParseInt(count, 36, 64)
			if err != nil {
				t.Fatal(err)
			}
			r.count[word], lists = int(v), lists[1:]
		}
		for j, list := range lists {
			for _, doc := range digits(list) {
				r.weight[word][doc] = inTitle - j
			}
		}
		r.count[word] = max(r.count[word], len(r.weight[word]))
	}
}

// digits reads documents as appendDigits writes their differences.
func digits(list string) (docs []int) {
	doc, shift := 0, 0
	for _, c := range strings.ReplaceAll(list, "!", `\`) {
		digit := int(c - '?')
		doc += digit & 31 << shift
		if shift += 5; digit < 32 {
			docs, shift = append(docs, doc), 0
		}
	}
	return docs
}

// of gives the titles of the documents that a word stands in, with its weight.
func (r *readIndex) of(word string) map[string]int {
	out := map[string]int{}
	for doc, weight := range r.weight[word] {
		out[r.hits[doc].title] = weight
	}
	return out
}

var some = []Document{
	{Kind: "profile", Title: "Tunas Baru", Line: "Peternakan, 10 anggota", Path: "kube/tunas-baru.html", Strong: []string{"Kota Kupang"}, Text: []string{"Peternakan babi di Kota Kupang"}},
	{Kind: "dataset", Title: "Sepuluh Kube", Line: "Tabel 8", Path: "data/kube.html", Strong: []string{"kube", "anggota"}, Text: []string{"Tunas, peternak, 58.033"}},
	{Kind: "claim", Title: "Anggota di bawah 10", Path: "klaim.html#a", Text: []string{"peternak"}},
}

func build(lang string, o Options, docs ...Document) *Index {
	x := New(lang, o)
	for _, d := range docs {
		x.Add(d)
	}
	return x
}

func TestWordsLeadToDocumentsByWeight(t *testing.T) {
	r := write(t, build("id", Options{}, some...)).read(t)
	for word, want := range map[string]map[string]int{
		"tunas":      {"Tunas Baru": 3, "Sepuluh Kube": 1},
		"kupang":     {"Tunas Baru": 2},
		"anggota":    {"Sepuluh Kube": 2, "Anggota di bawah 10": 3},
		"babi":       {"Tunas Baru": 1},
		"58033":      {"Sepuluh Kube": 1},
		"peternak":   {"Sepuluh Kube": 1, "Anggota di bawah 10": 1},
		"ternak":     {"Tunas Baru": 1, "Sepuluh Kube": 1, "Anggota di bawah 10": 1}, // by stems
		"peternakan": {"Tunas Baru": 1},
		"10":         {"Anggota di bawah 10": 3}, // the line is shown, not searched
	} {
		if got := r.of(word); !maps.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", word, got, want)
		}
	}
}

func TestStemsAreThoseOfTheLanguage(t *testing.T) {
	r := write(t, build("en", Options{}, Document{Kind: "page", Title: "Peternakan groups"})).read(t)
	if _, ok := r.weight["group"]; !ok {
		t.Error("groups is not found as group")
	}
	if _, ok := r.weight["ternak"]; ok {
		t.Error("an English index has Indonesian stems")
	}
}

func TestDocumentsStandKindByKindAndByTitle(t *testing.T) {
	r := write(t, build("id", Options{}, append(slices.Clone(some), Document{Kind: "peta", Title: "A"}, Document{Kind: "profile", Title: "Kasih"})...)).read(t)
	var titles []string
	for _, h := range r.hits {
		titles = append(titles, h.title)
	}
	if want := []string{"Sepuluh Kube", "Anggota di bawah 10", "Kasih", "Tunas Baru", "A"}; !slices.Equal(titles, want) {
		t.Errorf("got %q, want %q", titles, want)
	}
	if got, want := fmt.Sprint(r.Kinds), "[[dataset 0] [claim 1] [profile 2] [peta 4]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSameFilesWhateverTheOrder(t *testing.T) {
	docs := append(register(300), some...)
	want := write(t, build("id", Options{WordBytes: 800, DocBytes: 900, MostListed: 40}, docs...))
	for seed := range int64(3) {
		rand.New(rand.NewSource(seed)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		x := New("id", Options{WordBytes: 800, DocBytes: 900, MostListed: 40})
		var wg sync.WaitGroup
		for part := range slices.Chunk(docs, 50) {
			wg.Go(func() {
				for _, d := range part {
					x.Add(d)
				}
			})
		}
		wg.Wait()
		if x.Len() != len(docs) {
			t.Errorf("%d documents were added, Len says %d", len(docs), x.Len())
		}
		for range 2 {
			if got := write(t, x); !maps.Equal(got, want) {
				t.Fatalf("seed %d: other files", seed)
			}
		}
	}
}

// A word that is first met as another's stem is a word like any other.
func TestSameFilesWhicheverFormComesFirst(t *testing.T) {
	a := Document{Kind: "page", Title: "keberternakan"}
	b := Document{Kind: "page", Title: "berternak"}
	if !maps.Equal(write(t, build("id", Options{}, a, b)), write(t, build("id", Options{}, b, a))) {
		t.Error("the files differ")
	}
}

func TestDocumentsShownAlikeAreOne(t *testing.T) {
	twin := some[0]
	twin.Text, twin.Strong = []string{"lele"}, nil
	r := write(t, build("id", Options{}, some[0], twin)).read(t)
	if len(r.hits) != 1 || r.Docs != 1 || r.of("lele")["Tunas Baru"] != 1 || r.of("kupang")["Tunas Baru"] != 2 {
		t.Errorf("%d documents, lele in %v, kupang in %v", len(r.hits), r.of("lele"), r.of("kupang"))
	}
}

func TestFilesKeepTheirSizes(t *testing.T) {
	docs := register(2000)
	docs[77].Line = strings.Repeat("panjang ", 15)
	o := Options{WordBytes: 3000, DocBytes: 2000, MostListed: 100}
	out := write(t, build("id", o, docs...))
	r := out.read(t)
	if len(r.hits) != 2000 || len(r.Words) < 5 {
		t.Fatalf("%d documents, %d files of words", len(r.hits), len(r.Words))
	}
	for path, text := range out {
		if limit := max(o.WordBytes, o.DocBytes) + 60; len(text) > limit && !strings.HasSuffix(path, "m.js") {
			t.Errorf("%s has %d bytes", path, len(text))
		}
	}
	if !slices.IsSortedFunc(r.order, before) {
		t.Error("words are out of order")
	}
}

func TestOfACommonWordTheBestDocumentsAreKept(t *testing.T) {
	var docs []Document
	for i := range 50 {
		docs = append(docs, Document{Kind: "row", Title: fmt.Sprintf("Baris %02d", i), Text: []string{"kupang"}})
	}
	docs[30].Strong = []string{"Kupang"}
	docs[40].Title += " Kupang"
	docs = append(docs, Document{Kind: "dataset", Title: "Wilayah", Text: []string{"kupang"}})
	r := write(t, build("id", Options{MostListed: 5}, docs...)).read(t)
	want := map[string]int{"Wilayah": 1, "Baris 00": 1, "Baris 01": 1, "Baris 30": 2, "Baris 40 Kupang": 3}
	if got := r.of("kupang"); !maps.Equal(got, want) || r.count["kupang"] != 51 {
		t.Errorf("got %v of %d, want %v of 51", got, r.count["kupang"], want)
	}
	if r.count["wilayah"] != 1 {
		t.Errorf("wilayah stands in %d documents", r.count["wilayah"])
	}
}

func TestEmptyIndexAnswersNothing(t *testing.T) {
	r := write(t, New("id", Options{})).read(t)
	if len(r.hits) != 0 || len(r.Words) != 1 || r.Words[0] != "" {
		t.Errorf("%d documents, words %q", len(r.hits), r.Words)
	}
}

func TestHostileTextStaysText(t *testing.T) {
	evil := Document{Kind: "row", Title: "</script><script>alert(1)</script>\u2028", Line: "<!--\x00\xff", Path: "a/\"b\".html", Text: []string{`"');alert(1)//`, "constructor __proto__"}}
	out := write(t, build("id", Options{}, evil))
	for path, text := range out {
		for _, never := range []string{"<", "\u2028", "\x00", "\xff"} {
			if strings.Contains(text, never) {
				t.Errorf("%s has %q", path, never)
			}
		}
	}
	r := out.read(t)
	if want := (hit{evil.Title, "<!--\x00\uFFFD", evil.Path}); r.hits[0] != want {
		t.Errorf("got %q, want %q", r.hits[0], want)
	}
	if _, ok := r.weight["constructor"]; !ok {
		t.Error("constructor is not found")
	}
}

func TestLongLineIsCut(t *testing.T) {
	whole := strings.Repeat("é", 200)
	r := write(t, build("id", Options{}, Document{Kind: "row", Title: "a", Line: whole}, Document{Kind: "row", Title: "b", Line: whole + "x"})).read(t)
	if r.hits[0].line != whole || r.hits[1].line != whole+"…" {
		t.Errorf("got %q and %q", r.hits[0].line, r.hits[1].line)
	}
}

// Scripts compare texts by UTF-16, where a character beyond U+FFFF comes before U+E000.
func TestWordsStandAsScriptsCompareThem(t *testing.T) {
	want := []string{"", "a", "ab", "b", "é", "漢", "𐐨", "𐐩a", "\uFA0E", "\uFA0Eb"}
	got := slices.Clone(want)
	rand.New(rand.NewSource(1)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, before)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMarkChangesWithTheContent(t *testing.T) {
	a, b := write(t, build("id", Options{}, some...)).read(t), write(t, build("id", Options{}, some[1:]...)).read(t)
	if a.V == b.V || len(a.V) != 10 {
		t.Errorf("%q and %q", a.V, b.V)
	}
}

func TestWriteEndsWithTheFirstError(t *testing.T) {
	full := errors.New("no space left on device")
	for _, bad := range []string{"cari/d0.js", "cari/t0.js", "cari/t1.js", "cari/m.js"} {
		var paths []string
		x := build("id", Options{WordBytes: 60}, some...)
		err := x.Write("cari/", func(path string, data []byte) error {
			paths = append(paths, path)
			if path == bad {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || paths[len(paths)-1] != bad {
			t.Errorf("%s: got %v, after %v", bad, err, paths)
		}
	}
}

func TestHeaviestKeepsOneEntryOfAWordInADocument(t *testing.T) {
	got := heaviest([]entry{newEntry(2, 1, 1), newEntry(1, 9, 2), newEntry(2, 1, 3), newEntry(1, 9, 1), newEntry(2, 0, 1)})
	if want := []entry{newEntry(1, 9, 2), newEntry(2, 0, 1), newEntry(2, 1, 3)}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
