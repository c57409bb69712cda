package output

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

func TestPathMadeTwice(t *testing.T) {
	for _, tt := range []struct{ first, second, want string }{
		{"a/b.html", "a/b.html", `"a/b.html" is made twice`},
		{"a/b.html", "a/B.html", `"a/B.html" and "a/b.html" differ in upper and lower case only`},
		{"É.html", "é.html", `"é.html" and "É.html" differ in upper and lower case only`},
		{"straſe", "STRASE", `"STRASE" and "straſe" differ in upper and lower case only`},
		{"a/b.html", "A/c.html", `"A/c.html" and the folder "a" differ in upper and lower case only`},
		{"a/b/c", "a/B/d/e", `"a/B/d/e" and the folder "a/b" differ in upper and lower case only`},
		{"a", "a/b.html", `"a/b.html" needs a folder where "a" is a file`},
		{"A", "a/b/c.html", `"a/b/c.html" needs a folder where "A" is a file`},
		{"a/b/c.html", "a/b", `"a/b" is a file where other files need the folder "a/b"`},
		{"a/b/c.html", "A", `"A" is a file where other files need the folder "a"`},
	} {
		p := OpenDry()
		if err := p.Write(tt.first, nil); err != nil {
			t.Fatal(err)
		}
		err := p.Write(tt.second, nil)
		if !errors.Is(err, ErrTwice) || err.Error() != tt.want {
			t.Errorf("%s, %s:\n got %v\nwant %s", tt.first, tt.second, err, tt.want)
		}
		if _, commitErr := p.Commit(); !errors.Is(commitErr, ErrTwice) {
			t.Errorf("Commit after it: %v", commitErr)
		}
	}
}

func TestManyWorkersOnePathEach(t *testing.T) {
	const files = 20_000
	p := OpenDry()
	var twice atomic.Int32
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range files {
				err := p.Write(fmt.Sprintf("d%d/f%d.html", i%37, i), []byte{byte(w)})
				if errors.Is(err, ErrTwice) {
					twice.Add(1)
				} else if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := twice.Load(); got != 7*files {
		t.Errorf("%d of 8 times %d writes failed", got, files)
	}
}

func TestEntriesAreSortedWhateverTheOrderOfWrites(t *testing.T) {
	var paths []string
	for i := range 10_000 {
		paths = append(paths, fmt.Sprintf("%c/%d-%x.html", 'a'+i%7, i%13, i))
	}
	for seed := range uint64(3) {
		shuffled := slices.Clone(paths)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(paths), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		p := OpenDry()
		for i, path := range shuffled {
			if err := p.Write(path, []byte(path)); err != nil {
				t.Fatal(err)
			}
			if i == 5000 && len(slices.Collect(p.Entries())) != 5001 {
				t.Fatal("Entries half way")
			}
		}
		got := slices.Collect(p.Entries())
		slices.Sort(paths)
		if len(got) != len(paths) {
			t.Fatalf("%d entries", len(got))
		}
		for i, e := range got {
			if e.Path != paths[i] || e.Size != int64(len(e.Path)) || e.Sum != sumOf(e.Path) {
				t.Fatalf("entry %d is %+v, want %s", i, e, paths[i])
			}
		}
	}
}

// TestFilesStayInOrderAsMoreAreWritten: those that come after the files were listed once are
// put among them, and what was listed stays as it was.
func TestFilesStayInOrderAsMoreAreWritten(t *testing.T) {
	p := OpenDry()
	n := rand.New(rand.NewPCG(3, 9))
	var all, before []string
	var earlier func(func(Entry) bool)
	open, err := p.Create("m/open")
	if err != nil {
		t.Fatal(err)
	}
	for round := range 20 {
		for range n.IntN(50) {
			path := fmt.Sprintf("d%d/%d-%d", n.IntN(9), n.IntN(1000), len(all))
			if err := p.Write(path, nil); err != nil {
				t.Fatal(err)
			}
			all = append(all, path)
		}
		if round == 10 {
			if err := open.Close(); err != nil {
				t.Fatal(err)
			}
			all = append(all, "m/open")
		}
		slices.Sort(all)
		if got := pathsOf(p.Entries()); !slices.Equal(got, all) {
			t.Fatalf("round %d: got %q, want %q", round, got, all)
		}
		if earlier != nil {
			if got := pathsOf(earlier); !slices.Equal(got, before) {
				t.Fatalf("round %d: what was listed before is now %q, was %q", round, got, before)
			}
		}
		earlier, before = p.Entries(), slices.Clone(all)
	}
}

func pathsOf(entries func(func(Entry) bool)) (paths []string) {
	entries(func(e Entry) bool { paths = append(paths, e.Path); return true })
	return paths
}

// TestManyProcessorsSortAsOne: also odd numbers of them, and of what is sorted already.
func TestManyProcessorsSortAsOne(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{0, 1, sortedAlone, sortedAlone + 1, 3*sortedAlone + 7} {
		list := make([]uint32, n)
		for i := range list {
			list[i] = random.Uint32N(uint32(n))
		}
		want := slices.Sorted(slices.Values(list))
		for processors := 1; processors <= 7; processors++ {
			if got := sortedBy(processors, slices.Clone(list), cmp.Compare[uint32]); !slices.Equal(got, want) {
				t.Errorf("%d processors do not sort %d", processors, n)
			}
			if got := sortedBy(processors, slices.Clone(want), cmp.Compare[uint32]); !slices.Equal(got, want) {
				t.Errorf("%d processors do not leave %d in order", processors, n)
			}
		}
	}
}
