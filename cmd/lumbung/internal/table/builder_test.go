package table

import (
	"fmt"
	"strings"
	"testing"
)

// build makes a table of one column of texts; "∅" is no value.
func build(texts []string, reserve int) *Table {
	b := NewBuilder(&Schema{Fields: []Field{{Name: "x", Type: String}}}, 0)
	for i, text := range texts {
		v := Value{Text: text, Type: String}
		if text == "∅" {
			v = Value{Type: String, State: Missing, Reason: 3}
		}
		b.Append([]Value{v})
		if i == reserve {
			b.Reserve(len(texts))
		}
	}
	return b.Table()
}

func TestTableGivesBackWhatWasAppended(t *testing.T) {
	var few, many, long, huge []string
	for i := range 20_000 {
		few = append(few, []string{"", "a", "∅", "Kupang"}[i%4])
		many = append(many, fmt.Sprintf("Kube %d", i))
		if i%7 == 0 {
			many = append(many, "", "∅")
		}
	}
	for i := range 5000 {
		long = append(long, fmt.Sprintf("%d%s", i, strings.Repeat("x", i%1500)), "")
	}
	for i := range 5 {
		long = append(long, strings.Repeat(fmt.Sprint(i), blockSize), "")
	}
	for i := range 5000 {
		huge = append(huge, fmt.Sprint(i))
	}
	huge = append(huge, strings.Repeat("y", blockSize+1), "", "∅", "z")
	for name, texts := range map[string][]string{"few": few, "many": many, "long": long, "huge": huge, "none": nil, "empty": {"", "", "∅"}} {
		for _, reserve := range []int{-1, 0, 4000} {
			got := build(texts, reserve)
			if got.Len() != len(texts) {
				t.Fatalf("%s: %d rows", name, got.Len())
			}
			for row, text := range texts {
				want := Value{Text: text, Type: String}
				if text == "∅" {
					want = Value{Type: String, State: Missing, Reason: 3}
				}
				if v := got.Value(row, 0); v != want || got.Text(row, 0) != want.Text || got.Has(row, 0) != (text != "∅") {
					t.Fatalf("%s, row %d: got %.40q (%v), want %.40q", name, row, v.Text, v.State, want.Text)
				}
			}
		}
	}
}

func TestSuppressedCellsHaveNoText(t *testing.T) {
	b := NewBuilder(&Schema{Fields: []Field{{Name: "x", Type: Integer}}}, 2)
	b.Append([]Value{{Text: "12", Type: Integer}})
	b.Append([]Value{{Text: "3", Type: Integer, State: Suppressed}})
	got := b.Table()
	if got.Text(1, 0) != "" || got.Value(1, 0).State != Suppressed || got.Text(0, 0) != "12" {
		t.Errorf("got %+v", got.Value(1, 0))
	}
	texts, codes := got.Codes(0)
	if codes.Len() != 2 || texts[codes.At(0)] != "12" || strings.Contains(strings.Join(texts, ""), "3") {
		t.Errorf("got %q, %v", texts, codes)
	}
}
