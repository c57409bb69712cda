package output

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var contents = map[string]string{
	"nothing":             "",
	"a little":            "a,b\n",
	"just what is held":   strings.Repeat("x", streamFrom),
	"one byte more":       strings.Repeat("x", streamFrom+1),
	"much more, by lines": strings.Repeat("5301,anak_telantar,58033\n", 40_000),
}

func TestCreatedFilesInPieces(t *testing.T) {
	for name, content := range contents {
		for _, size := range []int{1 << 10, 1<<17 - 1, 1 << 17, 1 << 19} {
			t.Run(fmt.Sprint(name, size), func(t *testing.T) {
				out := filepath.Join(t.TempDir(), "public")
				for round := range 3 { // first, unchanged, restored
					p, err := Open(out, Options{})
					if err != nil {
						t.Fatal(err)
					}
					defer p.Abort()
					writePieces(t, p, "data/x.csv", content, size)
					got := slices.Collect(p.Entries())
					if len(got) != 1 || got[0] != (Entry{"data/x.csv", int64(len(content)), sumOf(content)}) {
						t.Errorf("entries %v", got)
					}
					res, err := p.Commit()
					if err != nil {
						t.Fatal(err)
					}
					if round == 1 && res.Steps != 0 || round == 2 && res.Restored != 1 {
						t.Errorf("round %d: %+v", round, res)
					}
					want(t, out, site{"data/x.csv": content})
					wantState(t, out, manifestName)
					if round == 1 {
						put(t, out, "data/x.csv", "meddled")
					}
				}
			})
		}
	}
}

func writePieces(t *testing.T, p *Publish, path, content string, size int) {
	t.Helper()
	w, err := p.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for piece := range slices.Chunk([]byte(content), size) {
		if n, err := w.Write(piece); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
		clear(piece) // may be used again
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != ErrClosed {
		t.Errorf("a second Close: %v", err)
	}
	if _, err := w.Write(nil); err != ErrClosed {
		t.Errorf("Write after Close: %v", err)
	}
}

func TestCommitRefusesWhileAFileIsOpen(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	for _, size := range []int{10, 2 * streamFrom} {
		p, err := Open(out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		w, err := p.Create("x.csv")
		if err != nil {
			t.Fatal(err)
		}
		w.Write(make([]byte, size))
		if _, err := p.Commit(); err == nil || err.Error() != "1 created files are not closed" {
			t.Error(err)
		}
		if _, err := w.Write([]byte("late")); err != ErrClosed {
			t.Errorf("Write after Commit: %v", err)
		}
		if err := w.Close(); err == nil {
			t.Error("Close after Commit")
		}
		want(t, out, small)
		wantState(t, out, manifestName)
	}
}

// A list of all files is a file too, written last.
func TestSumsAreWrittenFromEntries(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	for range 2 {
		p, err := Open(out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		writeSite(t, p, small)
		w, err := p.Create("SHA256SUMS")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for e := range p.Entries() {
			fmt.Fprintf(w, "%v  %s\n", e.Sum, e.Path)
			n++
		}
		if n != len(small) {
			t.Errorf("%d entries", n)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	got := served(t, out)["SHA256SUMS"]
	if first, _, _ := strings.Cut(got, "\n"); first != sumOf("\x00\x01").String()+"  aset/fonts/x.woff2" {
		t.Errorf("first line %q", first)
	}
}

func TestDataIsNotKept(t *testing.T) {
	p, tree := OpenMemory(nil)
	buf := []byte("first")
	p.Write("a", buf)
	copy(buf, "other")
	p.Commit()
	if b, _ := tree.File("a"); string(b) != "first" {
		t.Errorf("got %q", b)
	}
}
