package table

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// mixed makes rows of many kinds: texts that repeat, that do not, that stop repeating, none.
func mixed(n *rand.Rand, rows int) [][]Value {
	all := make([][]Value, rows)
	for i := range all {
		value := func(text string) Value {
			if n.IntN(50) == 0 {
				return Value{Type: String, State: Missing, Reason: uint8(n.IntN(3))}
			}
			return Value{Text: text, Type: String}
		}
		late := fmt.Sprint("same ", i%5)
		if i > rows/2 {
			late = fmt.Sprint("other ", n.IntN(1<<30))
		}
		all[i] = []Value{
			value(fmt.Sprint("Desa ", n.IntN(40))), value(fmt.Sprint("Kube ", n.IntN(1<<30))), value(late),
			{Text: strings.Repeat("x", n.IntN(3)), Type: String}, {Text: "only", Type: String},
		}
	}
	return all
}

func tableOf(rows [][]Value) *Table {
	s := &Schema{}
	for i := range 5 {
		s.Fields = append(s.Fields, Field{Name: fmt.Sprint("f", i), Type: String})
	}
	b := NewBuilder(s, 0)
	for _, row := range rows {
		b.Append(row)
	}
	return b.Table()
}

// differ says where two tables are not the same, to the cell and to which columns keep each
// text once.
func differ(got, want *Table) string {
	if got.Len() != want.Len() {
		return fmt.Sprintf("%d rows, not %d", got.Len(), want.Len())
	}
	for col := range want.cols {
		texts, codes := got.Codes(col)
		wantTexts, wantCodes := want.Codes(col)
		if (codes == nil) != (wantCodes == nil) || !reflect.DeepEqual(codes, wantCodes) || !slices.Equal(texts, wantTexts) || got.Full(col) != want.Full(col) {
			return fmt.Sprintf("column %d is kept in another way", col)
		}
		for row := range want.Len() {
			if got.Value(row, col) != want.Value(row, col) || !got.SameCell(col, row, want, row) {
				return fmt.Sprintf("row %d, column %d: %+v, not %+v", row, col, got.Value(row, col), want.Value(row, col))
			}
		}
	}
	return ""
}

func TestJoinedPiecesAreTheTableOfTheirRows(t *testing.T) {
	n := rand.New(rand.NewPCG(5, 14))
	for range 12 {
		old, fresh := mixed(n, 1+n.IntN(12_000)), mixed(n, 1+n.IntN(6000))
		tables := []*Table{tableOf(old), tableOf(fresh)}
		var pieces []Piece
		var rows [][]Value
		for range 1 + n.IntN(6) {
			i := n.IntN(2)
			from := n.IntN(tables[i].Len() + 1)
			to := from + n.IntN(tables[i].Len()+1-from)
			pieces = append(pieces, Piece{tables[i], from, to})
			rows = append(rows, [][][]Value{old, fresh}[i][from:to]...)
		}
		if d := differ(Join(tables[0].Schema, pieces, nil, nil), tableOf(rows)); d != "" {
			t.Fatal(d)
		}
	}
}

func TestJoinTakesColumnsThatAreTheSame(t *testing.T) {
	n := rand.New(rand.NewPCG(1, 2))
	rows := mixed(n, 9000)
	old := tableOf(rows)
	rows[70] = slices.Clone(rows[70])
	rows[70][1] = Value{Text: "renamed", Type: String}
	want := tableOf(rows)
	fresh := tableOf(rows[70:71])
	got := Join(old.Schema, []Piece{{old, 0, 70}, {fresh, 0, 1}, {old, 71, 9000}}, old, func(col int) bool { return col != 1 })
	if d := differ(got, want); d != "" {
		t.Error(d)
	}
	if old.SameCell(1, 70, got, 70) || !old.SameCell(1, 71, got, 71) {
		t.Error("a cell that changed is taken for the same, or one that did not is not")
	}
}
