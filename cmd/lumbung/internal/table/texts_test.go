package table

import (
	"fmt"
	"slices"
	"testing"
)

// TestTextsGivesEachTextWithItsFirstRow: and none of a cell without a value, though it has
// the code of some text.
func TestTextsGivesEachTextWithItsFirstRow(t *testing.T) {
	schema := &Schema{Fields: []Field{{Name: "few", Type: String}, {Name: "many", Type: String}}}
	b := NewBuilder(schema, 0)
	var many []string
	for row := range 3 * maxDict {
		few := Value{Text: fmt.Sprint("text ", row%3), Type: String}
		switch {
		case row < 2:
			few = Value{Type: String, State: Missing}
		case row == 2:
			few = Value{Type: String}
		}
		b.Append([]Value{few, {Text: fmt.Sprint(row), Type: String}})
		many = append(many, fmt.Sprint(row, " ", row))
	}
	tab := b.Table()
	if codes := tab.cols[1].codes; codes != nil {
		t.Fatal("the long column is one of codes")
	}
	list := func(col int) (all []string) {
		for row, text := range tab.Texts(col) {
			all = append(all, fmt.Sprint(row, " ", text))
		}
		return all
	}
	if got, want := list(0), []string{"2 ", "3 text 0", "4 text 1", "5 text 2"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := list(1); !slices.Equal(got, many) {
		t.Errorf("got %d texts, the last %q", len(got), got[len(got)-1])
	}
	for row := range tab.Texts(1) {
		if row == 2 {
			break
		}
	}
}
