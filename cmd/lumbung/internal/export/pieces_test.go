package export

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/race"
)

// packedRows packs rows, a few bytes at a time or all at once, and checks that they come out.
func packedRows(t *testing.T, rows string, pieces *Pieces, step int) []byte {
	t.Helper()
	var out bytes.Buffer
	p := newPacker(&out, "</row>", pieces)
	for rest := rows; rest != ""; {
		n := min(step, len(rest))
		if _, err := io.WriteString(p, rest[:n]); err != nil {
			t.Fatal(err)
		}
		rest = rest[n:]
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(flate.NewReader(bytes.NewReader(out.Bytes())))
	if err != nil || string(got) != rows {
		t.Fatalf("%d bytes come out as %d: %v", len(rows), len(got), err)
	}
	return out.Bytes()
}

func manyRows(n int, of func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("<row>" + of(i) + "</row>")
	}
	return b.String()
}

// TestPiecesGiveTheSameBytes with what was kept, without it, with what is damaged, and however
// the rows arrive; and each piece that is kept is a part of what is written.
func TestPiecesGiveTheSameBytes(t *testing.T) {
	row := func(i int) string { return fmt.Sprintf("desa %d, kelompok %d", i*7919%1000, i) }
	long := manyRows(3, func(i int) string { return strings.Repeat(fmt.Sprint("panjang ", i), pieceBytes/12) })
	dir := filepath.Join(t.TempDir(), "pieces")
	for name, rows := range map[string]string{
		"none": "", "few": manyRows(3, row), "one piece": manyRows(pieceRows, row),
		"a row more": manyRows(pieceRows+1, row), "many": "<sheet>" + manyRows(3*pieceRows+77, row) + "</sheet>",
		"long rows": long, "long rows among others": manyRows(pieceRows-1, row) + long + manyRows(pieceRows, row),
		"no rows": strings.Repeat("tanpa baris ", pieceBytes/6),
	} {
		if race.On && name != "many" {
			continue
		}
		want := packedRows(t, rows, nil, len(rows)+1)
		if got := packedRows(t, rows, nil, 4093); !bytes.Equal(got, want) {
			t.Errorf("%s: what arrives in small pieces is packed otherwise", name)
		}
		for i := range 3 {
			pieces := &Pieces{Dir: dir}
			if got := packedRows(t, rows, pieces, 64<<10); !bytes.Equal(got, want) {
				t.Errorf("%s: with what was kept %d times it is packed otherwise", name, i)
			}
			pieces.Tidy()
			for file, text := range keptPieces(t, dir) {
				if !bytes.Contains(want, text[:len(text)-32]) {
					t.Errorf("%s: the kept %s is no part of the file", name, file)
				}
				if i == 1 {
					text[len(text)/2] ^= 1
					if err := os.WriteFile(filepath.Join(dir, file), text, 0o666); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

func keptPieces(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, e := range entries {
		if all[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestOneRowPacksOnePieceAnew: the others are those of before, and what is not needed goes.
func TestOneRowPacksOnePieceAnew(t *testing.T) {
	dir := t.TempDir()
	pack := func(edited string) map[string][]byte {
		pieces := &Pieces{Dir: dir}
		packedRows(t, manyRows(4*pieceRows, func(i int) string {
			if i == pieceRows+9 {
				return edited
			}
			return fmt.Sprint("baris ", i)
		}), pieces, 64<<10)
		pieces.Tidy()
		return keptPieces(t, dir)
	}
	before := pack("satu")
	after := pack("sebuah baris yang jauh lebih panjang")
	if len(before) != 4 || len(after) != 4 {
		t.Fatalf("%d and %d pieces", len(before), len(after))
	}
	same := 0
	for name := range after {
		if before[name] != nil {
			same++
		}
	}
	if same != 3 {
		t.Errorf("%d pieces are as before", same)
	}
}

func TestPiecesThatCannotBeKeptAreNoMatter(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	rows := manyRows(pieceRows+1, func(i int) string { return fmt.Sprint(i) })
	pieces := &Pieces{Dir: filepath.Join(file, "pieces")}
	if got, want := packedRows(t, rows, pieces, 1000), packedRows(t, rows, nil, 1000); !bytes.Equal(got, want) {
		t.Error("it is packed otherwise")
	}
	pieces.Tidy()
}

func TestPackerPassesOnErrors(t *testing.T) {
	rows := manyRows(pieceRows, func(i int) string { return fmt.Sprint(i) })
	p := newPacker(refusing{}, "</row>", nil)
	if _, err := io.WriteString(p, rows); err != io.ErrShortWrite {
		t.Errorf("got %v", err)
	}
	if p := newPacker(refusing{}, "</row>", nil); p.Close() != io.ErrShortWrite {
		t.Error("the end does not fail")
	}
}
