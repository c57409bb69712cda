package infer

import (
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// keyNames are what columns that tell rows apart are often called.
var keyNames = []string{"id", "no", "kode", "nomor", "code", "nama", "name"}

// findKey looks for the column, or two columns, that tell all rows apart.
func (t *Table) findKey(columns [][]string) {
	if len(columns) == 0 || len(columns[0]) < 2 {
		return
	}
	var usable, unique []int
	for i := range t.Fields {
		if !t.mayBeKey(i, columns[i]) {
			continue
		}
		usable = append(usable, i)
		if distinct(columns[i]) == len(columns[i]) {
			unique = append(unique, i)
		}
	}
	if len(unique) > 0 {
		best := slices.MinFunc(unique, func(a, b int) int { return t.keyRank(a) - t.keyRank(b) })
		t.setKey(columns, best)
		return
	}
	for n, i := range usable[:min(len(usable), 12)] {
		for _, j := range usable[n+1 : min(len(usable), 12)] {
			if distinct(columns[i], columns[j]) == len(columns[i]) {
				t.setKey(columns, i, j)
				return
			}
		}
	}
	t.say(Guess, diag.Msg("no primary key"), diag.Msg("no column, and no two columns, tell all %d rows apart", len(columns[0])))
}

// mayBeKey says whether a column can be in a key: counts and measures cannot, although
// in a small table they differ in every row.
func (t *Table) mayBeKey(i int, column []string) bool {
	f := &t.Fields[i]
	switch f.Type {
	case table.String, table.Year, table.Yearmonth, table.Date:
	case table.Integer:
		if f.Unit != "" || t.keyRank(i) >= notNamed && (i > 0 || !sequence(column)) {
			return false
		}
	default:
		return false
	}
	return !slices.ContainsFunc(column, func(s string) bool { return s == "" || slices.Contains(f.Missing, s) })
}

const notNamed = 1000

// keyRank puts columns that are called as keys are before others, then from the left.
func (t *Table) keyRank(i int) int {
	first, _, _ := strings.Cut(t.Fields[i].Name, "_")
	if n := slices.Index(keyNames, first); n >= 0 {
		return n*50 + min(i, 49)
	}
	return notNamed + i
}

// sequence says whether a column counts 1, 2, 3.
func sequence(column []string) bool {
	for i, s := range column {
		if n := number(s); n != i+1 {
			return false
		}
	}
	return true
}

func distinct(columns ...[]string) int {
	seen := map[string]bool{}
	for r := range columns[0] {
		var key strings.Builder
		for _, c := range columns {
			key.WriteString(c[r])
			key.WriteByte(0)
		}
		seen[key.String()] = true
	}
	return len(seen)
}

func (t *Table) setKey(columns [][]string, fields ...int) {
	var names []string
	for _, i := range fields {
		t.Fields[i].Key = true
		names = append(names, t.Fields[i].Name)
	}
	t.Keys = names
	sure := Likely
	if len(columns[0]) < 10 || len(fields) > 1 {
		sure = Guess
	}
	t.say(sure, diag.Msg("the primary key is %s", strings.Join(names, " + ")), diag.Msg("it differs in all %d rows", len(columns[0])))
}

// refer finds columns whose every value is a key of another dataset. Whole numbers are
// in too many keys by chance, so there the name must agree too.
//
// A code such as 53.01 looks like a number: against keys that are texts the cells are
// compared as they stand, and stay so when they are found.
func (t *Table) refer(columns [][]string, body [][]Cell, references []Reference) {
	for i := range t.Fields {
		f := &t.Fields[i]
		for _, ref := range references {
			column := columns[i]
			switch {
			case ref.Type == table.String:
				column = asWritten(body, i)
			case f.Type != ref.Type:
				continue
			}
			n, ok := included(column, f.Missing, ref.Has)
			if !ok || n < 2 && !alike(f.Name, ref) || ref.Type == table.Integer && !alike(f.Name, ref) {
				continue
			}
			if f.Type != ref.Type {
				t.Facts = slices.DeleteFunc(t.Facts, func(fact Fact) bool { return fact.Subject == f.Name })
				f.Unit = ""
			}
			f.Refers, f.Type, f.Categories, columns[i] = &ref, ref.Type, nil, column
			sure := Likely
			if n < 3 && !alike(f.Name, ref) {
				sure = Guess
			}
			t.Facts = append(t.Facts, Fact{f.Name, diag.Msg("refers to %s of dataset %s", ref.Field, ref.Dataset), diag.Msg("all %d different {value is|values are} there", n), sure})
			break
		}
	}
}

func asWritten(body [][]Cell, col int) []string {
	texts := make([]string, len(body))
	for r, c := range cellsOf(body, col) {
		texts[r] = c.Text
	}
	return texts
}

// included counts the different values of a column that a reference has; false when it
// lacks one.
func included(column, missing []string, has func(string) bool) (n int, ok bool) {
	seen := map[string]bool{}
	for _, s := range column {
		if s == "" || seen[s] || slices.Contains(missing, s) {
			continue
		}
		if !has(s) {
			return 0, false
		}
		seen[s] = true
	}
	return len(seen), len(seen) > 0
}

// alike says whether a column's name speaks of the dataset or the field it may refer to.
func alike(name string, ref Reference) bool {
	stem := strings.TrimSuffix(ref.Dataset, "s")
	return name == ref.Field && len(name) > 3 || strings.Contains(name, stem)
}
