package export

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// TestPatchedSumsAreThoseWrittenAnew over random changes, from none to all, at the ends and
// between, of lists that are empty, short, and longer than what is read at once.
func TestPatchedSumsAreThoseWrittenAnew(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 9))
	pathOf := func(i int) string {
		if i%97 == 0 {
			return fmt.Sprintf("kube/%05d\\ \n%d\r.html", i, i)
		}
		return fmt.Sprintf("kube/%05d%s.html", i, strings.Repeat("-x", i%11))
	}
	sumOf := func(i, edit int) [32]byte { return sha256.Sum256(fmt.Append(nil, i, edit)) }
	write := func(files map[int]int) []byte {
		return output(t, func(w io.Writer) error { return WriteSums(w, sumsOf(files, pathOf, sumOf)) })
	}
	for _, size := range []int{0, 1, 2, 40, 5000} {
		files := map[int]int{}
		for range size {
			files[random.IntN(2*size)] = 0
		}
		for _, many := range []int{0, 1, 1, 1, 3, 20, size} {
			old := write(files)
			var changes []SumChange
			changed := map[int]bool{}
			for range many {
				i := random.IntN(2*size + 2)
				if changed[i] {
					continue
				}
				changed[i] = true
				if random.IntN(3) == 0 {
					delete(files, i)
					changes = append(changes, SumChange{Sum{Path: pathOf(i)}, true})
					continue
				}
				files[i] = random.IntN(9)
				changes = append(changes, SumChange{Sum{pathOf(i), sumOf(i, files[i])}, false})
			}
			slices.SortFunc(changes, func(a, b SumChange) int { return strings.Compare(a.Path, b.Path) })
			for name, pieces := range map[string]func(io.Reader) io.Reader{"at once": func(r io.Reader) io.Reader { return r }, "in pieces": iotest.HalfReader} {
				got := output(t, func(w io.Writer) error { return PatchSums(w, pieces(bytes.NewReader(old)), slices.Values(changes)) })
				if want := write(files); !bytes.Equal(got, want) {
					t.Fatalf("%d files, %d changes, %s: %d bytes, not %d", size, len(changes), name, len(got), len(want))
				}
			}
		}
	}
}

func sumsOf(files map[int]int, path func(int) string, sum func(int, int) [32]byte) iter.Seq[Sum] {
	var all []Sum
	for i, edit := range files {
		all = append(all, Sum{path(i), sum(i, edit)})
	}
	slices.SortFunc(all, func(a, b Sum) int { return strings.Compare(a.Path, b.Path) })
	return slices.Values(all)
}

func TestSumsThatAreNoneAreNotPatched(t *testing.T) {
	line := string(output(t, func(w io.Writer) error { return WriteSums(w, slices.Values([]Sum{{Path: "a.html"}})) }))
	change := []SumChange{{Sum: Sum{Path: "b.html"}}}
	for _, old := range []string{"\n", "a.html\n", strings.TrimSuffix(line, "\n"), line + line[:70], strings.Replace(line, "  ", " ", 1), line + strings.Repeat("x", 2*streamSize)} {
		if err := PatchSums(io.Discard, strings.NewReader(old), slices.Values(change)); !errors.Is(err, errSums) {
			t.Errorf("%.80q gives %v", old, err)
		}
	}
	broken := errors.New("broken")
	if err := PatchSums(io.Discard, iotest.ErrReader(broken), slices.Values(change)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if err := PatchSums(refusing{}, strings.NewReader(line), slices.Values(change)); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("got %v", err)
	}
}

type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
