package table

import (
	"bytes"
	"reflect"
	"testing"
)

func TestCodesAreAsNarrowAsTheLargest(t *testing.T) {
	for _, c := range []struct {
		largest uint32
		width   int
	}{{0, 1}, {255, 1}, {256, 2}, {65_535, 2}, {65_536, 4}, {1 << 31, 4}} {
		codes := newCodes(0)
		want := []uint32{7, c.largest, 0, 255, c.largest}
		for i, n := range want {
			want[i] = min(n, c.largest)
			codes.append(want[i])
		}
		codes.reserve(100)
		if codes.width() != c.width || codes.Len() != len(want) {
			t.Errorf("up to %d: %d numbers of %d bytes, want %d of %d", c.largest, codes.Len(), codes.width(), len(want), c.width)
		}
		for row, n := range want {
			if codes.At(row) != n {
				t.Errorf("up to %d: row %d is %d, want %d", c.largest, row, codes.At(row), n)
			}
		}
		if !codes.below(int(c.largest)+1) || codes.below(int(c.largest)) {
			t.Errorf("up to %d: it is not known which numbers are below", c.largest)
		}
		var b bytes.Buffer
		if err := codes.write(&b); err != nil {
			t.Fatal(err)
		}
		in := columnReader{r: &b, left: int64(b.Len())}
		if got := in.codes(len(want), uint32(c.width)); in.err != nil || in.left != 0 || got.width() != c.width || !reflect.DeepEqual(rowsOf(got), want) {
			t.Errorf("up to %d: read %v, %v", c.largest, rowsOf(got), in.err)
		}
	}
}

func TestCodesOfNoWidthAreRefused(t *testing.T) {
	for _, width := range []uint32{0, 3, 5} {
		in := columnReader{r: bytes.NewReader(make([]byte, 40)), left: 40}
		if in.codes(2, width); in.err == nil {
			t.Errorf("numbers of %d bytes are read", width)
		}
	}
}

func rowsOf(c *Codes) (all []uint32) {
	for row := range c.Len() {
		all = append(all, c.At(row))
	}
	return all
}
