package table

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

func written(t testing.TB, from *Table, col int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := from.WriteColumn(&b, col); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestColumnsReadBackAsTheyWere(t *testing.T) {
	n := rand.New(rand.NewPCG(7, 7))
	var long []string
	for range 4000 {
		long = append(long, strings.Repeat("panjang", n.IntN(200)))
	}
	for name, want := range map[string]*Table{
		"mixed": tableOf(mixed(n, 10_000)), "none": tableOf(nil), "one": tableOf(mixed(n, 1)), "blocks": build(long, -1), "empty": build([]string{"", ""}, -1),
	} {
		var columns []*Column
		for col := range want.cols {
			b := written(t, want, col)
			c, err := ReadColumn(bytes.NewReader(b), int64(len(b)), want.Len())
			if err != nil {
				t.Fatalf("%s, column %d: %v", name, col, err)
			}
			columns = append(columns, c)
		}
		if d := differ(FromColumns(want.Schema, want.Len(), columns), want); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// TestCutColumnIsNone: whatever is missing of a column, or stands behind it, it is not read.
func TestCutColumnIsNone(t *testing.T) {
	from := tableOf(mixed(rand.New(rand.NewPCG(3, 3)), 30))
	for col := range from.cols {
		good := written(t, from, col)
		for i := range good {
			for _, size := range []int{i, len(good)} {
				if _, err := ReadColumn(bytes.NewReader(good[:i]), int64(size), 30); err == nil {
					t.Fatalf("column %d is read from its first %d of %d bytes", col, i, len(good))
				}
			}
		}
		for _, rows := range []int{0, 29, 31} {
			if _, err := ReadColumn(bytes.NewReader(good), int64(len(good)), rows); err == nil {
				t.Errorf("column %d is read as one of %d rows, and has 30", col, rows)
			}
		}
	}
}

func TestColumnThatCannotBeWrittenIsAnError(t *testing.T) {
	texts := []string{strings.Repeat("y", blockSize+1)}
	for i := range maxDict + 1 { // so many that they are not kept once
		texts = append(texts, strings.Repeat("z", i))
	}
	huge := build(texts, -1)
	if err := huge.WriteColumn(io.Discard, 0); !errors.Is(err, ErrLargeColumn) {
		t.Errorf("a column of texts over a block: got %v", err)
	}
	full := errors.New("no space left on device")
	from := tableOf(mixed(rand.New(rand.NewPCG(3, 3)), 30))
	for col := range from.cols {
		size := len(written(t, from, col))
		for left := range size {
			if err := from.WriteColumn(&shortWriter{left, full}, col); !errors.Is(err, full) {
				t.Fatalf("column %d, with room for %d of %d bytes: got %v", col, left, size, err)
			}
		}
	}
}

type shortWriter struct {
	left int
	err  error
}

func (w *shortWriter) Write(b []byte) (int, error) {
	if len(b) > w.left {
		return w.left, w.err
	}
	w.left -= len(b)
	return len(b), nil
}

// FuzzReadColumn: no bytes give a column with a cell that cannot be read.
func FuzzReadColumn(f *testing.F) {
	from := tableOf(mixed(rand.New(rand.NewPCG(9, 9)), 20))
	for col := range from.cols {
		f.Add(written(f, from, col), 20)
	}
	f.Fuzz(func(t *testing.T, b []byte, rows int) {
		rows &= 0xffff
		c, err := ReadColumn(bytes.NewReader(b), int64(len(b)), rows)
		if err != nil {
			return
		}
		got := FromColumns(&Schema{Fields: []Field{{Name: "x", Type: String}}}, rows, []*Column{c})
		for row := range rows {
			got.Value(row, 0)
		}
	})
}
