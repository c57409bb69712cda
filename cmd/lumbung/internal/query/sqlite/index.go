package sqlite

import "strings"

// index finds the rows of a column that may equal a value. It answers only where SQLite's
// comparison is plain equality of the same kind; for anything else, such as a text
// compared with a number, all rows may. SQLite compares again what it is given, so
// finding too much costs time and nothing else.
type index struct {
	texts  map[string]int32
	ints   map[int64]int32
	floats map[float64]int32
	next   []int32 // the next row with the same value; -1: none
	// odd says that cells of another kind than the column's own are in it.
	odd bool
}

const none = -1

func (c *Column) indexed(rows int) *index {
	c.indexOnce.Do(func() { c.index = newIndex(c, rows) })
	return c.index
}

// newIndex goes backwards, so that each chain of rows is in their order.
func newIndex(c *Column, rows int) *index {
	d, x := c.load(rows), &index{next: make([]int32, rows)}
	switch c.Type {
	case "INTEGER":
		x.ints = map[int64]int32{}
	case "REAL":
		x.floats = map[float64]int32{}
	default:
		x.texts = map[string]int32{}
	}
	for row := rows - 1; row >= 0; row-- {
		x.next[row] = none
		switch k := d.kindOf(row); {
		case k == Null:
		case k == Int && x.ints != nil:
			push(x, x.ints, d.ints[row], row)
		case k == Float && x.floats != nil:
			push(x, x.floats, d.floats[row], row)
		case k == Text && x.texts != nil:
			p, n := d.textAt(row)
			push(x, x.texts, view(p, n), row)
		default:
			x.odd = true
		}
	}
	return x
}

func push[K comparable](x *index, heads map[K]int32, key K, row int) {
	if head, ok := heads[key]; ok {
		x.next[row] = head
	}
	heads[key] = int32(row)
}

// distinct is how many different values there are.
func (x *index) distinct() int { return max(len(x.texts)+len(x.ints)+len(x.floats), 1) }

// find gives the first row that may equal v, or none. ok is false when all rows may.
func (x *index) find(v Value) (row int32, ok bool) {
	switch {
	case v.Kind == Null:
		return none, true
	case x.odd:
		return none, false
	case x.texts != nil && v.Kind == Text:
		if len(v.Text) > maxExactDigits && looksNumeric(v.Text) {
			return none, false
		}
		return head(x.texts, v.Text), true
	case x.ints != nil && v.Kind == Int:
		return head(x.ints, v.Int), true
	case x.ints != nil && v.Kind == Float && exactInt(v.Float):
		return head(x.ints, int64(v.Float)), true
	case x.floats != nil && v.Kind == Float:
		return head(x.floats, v.Float), true
	case x.floats != nil && v.Kind == Int && exactInt(float64(v.Int)):
		return head(x.floats, float64(v.Int)), true
	}
	return none, false
}

func head[K comparable](heads map[K]int32, key K) int32 {
	if row, ok := heads[key]; ok {
		return row
	}
	return none
}

// maxExactDigits is how many digits a number surely has a form of its own for. Beyond it
// two texts may be one number to SQLite, should the other side of the comparison be a
// column of numbers.
const maxExactDigits = 18

func looksNumeric(s string) bool { return strings.Trim(s, "0123456789.+- ") == "" }

// exactInt says whether a floating point number is a whole number that both kinds hold.
func exactInt(f float64) bool { return f == float64(int64(f)) && f > -1<<53 && f < 1<<53 }
