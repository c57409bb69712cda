package check

import (
	"fmt"
	"testing"
)

func TestTheFirstRowOfEachTextIsFound(t *testing.T) {
	const rows = 5000
	text := func(b []byte, row int) []byte { return fmt.Appendf(b, "row %d", row%1999) }
	f := newFirstRows(rows, text)
	for row := range rows {
		want := -1
		if row >= 1999 {
			want = row % 1999
		}
		if got := f.add(text(nil, row), row); got != want {
			t.Fatalf("row %d: got %d, want %d", row, got, want)
		}
	}
}

// TestTextsOfOneHashAreToldApart: a hash alone must not make two rows one.
func TestTextsOfOneHashAreToldApart(t *testing.T) {
	texts := []string{"a", "b"}
	f := newFirstRows(len(texts), func(b []byte, row int) []byte { return append(b, texts[row]...) })
	f.add([]byte("b"), 0) // the table says that row 0 has "a"
	if got := f.add([]byte("b"), 1); got != -1 {
		t.Errorf("row 1 is taken for row %d, which has another text", got)
	}
}
