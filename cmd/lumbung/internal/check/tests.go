package check

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// TestResult is a data test that was run.
type TestResult struct {
	Resource *dataset.Resource
	Test     *dataset.Test
	Passed   bool // but for the rows that were waived
	Waived   []WaivedRow
}

// WaivedRow is a row that broke the test and was excused.
type WaivedRow struct {
	Row    string // its key, in words
	Reason locale.Text
}

// Tests runs the data tests of all datasets.
func Tests(pkg *dataset.Package, ask Runner, log *diag.Log) []TestResult {
	var all []TestResult
	unread := withUnreadCells(log)
	for _, r := range pkg.Resources {
		if r.Table == nil || r.CSV != nil && unread[r.CSV.Name] {
			continue
		}
		if r.Query != "" {
			checkTable(pkg, r, log) // it was not there when Data looked
		}
		for i := range r.Tests {
			t := &tester{r: r, t: r.Table, test: &r.Tests[i], ask: ask, log: log, used: make([]bool, len(r.Tests[i].Waivers))}
			if t.run() {
				all = append(all, TestResult{r, t.test, t.broken == 0, t.waived})
			}
		}
	}
	return all
}

// withUnreadCells are the files with cells that could not be read. A sum over the others
// would be wrong for no other cause, which has been told.
func withUnreadCells(log *diag.Log) map[string]bool {
	files := map[string]bool{}
	for _, d := range log.Sorted() {
		if d.Rule == "cell-type" && d.Severity == diag.Error {
			files[d.Span.Name()] = true
		}
	}
	return files
}

// tester runs one test.
type tester struct {
	r      *dataset.Resource
	t      *table.Table
	test   *dataset.Test
	ask    Runner
	log    *diag.Log
	used   []bool // waivers
	waived []WaivedRow
	broken int
}

// run gives false when the test itself is broken, which has then been told.
func (t *tester) run() bool {
	ok := false
	switch t.test.Kind {
	case "sum":
		ok = t.sum()
	case "share":
		ok = t.share()
	case "ranges":
		ok = t.ranges()
	case "sql":
		ok = t.sql()
	}
	if !ok {
		return false
	}
	if t.broken > maxBroken {
		t.log.Add(&diag.Diagnostic{Rule: "data-test", Severity: t.severity(), Span: t.r.Doc.At(t.test.Path),
			Message: diag.Msg("test %q: %d more {row breaks|rows break} it", t.test.Name, t.broken-maxBroken)}).
			Note("%d are told; they may have one cause", maxBroken)
	}
	for i, used := range t.used {
		if !used {
			t.log.Warn("unused-waiver", t.r.Doc.At(t.test.Waivers[i].Path), "the waiver excuses nothing").
				Note("the rows it names keep test %q: remove it", t.test.Name)
		}
	}
	return true
}

func (t *tester) severity() diag.Severity {
	if t.test.Severity == "warning" {
		return diag.Warning
	}
	return diag.Error
}

// matches says whether the test looks at a row.
func (t *tester) matches(row int) bool {
	n := dataset.Note{Where: t.test.Where}
	return n.Matches(t.t, row)
}

// breaks reports a row that breaks the test, unless a waiver excuses it.
func (t *tester) breaks(row, col int, format string, args ...any) {
	for i := range t.test.Waivers {
		w := &t.test.Waivers[i]
		n := dataset.Note{Where: w.Where}
		if n.Matches(t.t, row) {
			t.used[i] = true
			t.waived = append(t.waived, WaivedRow{t.rowName(row), w.Reason})
			return
		}
	}
	t.broke(func() diag.Span { return t.r.CellSpan(row, col) }, format, args...)
}

// maxBroken is how many rows that break a test are told one by one. Each is looked up in
// its file.
const maxBroken = 20

func (t *tester) broke(at func() diag.Span, format string, args ...any) {
	if t.broken++; t.broken > maxBroken {
		return
	}
	t.log.Add(&diag.Diagnostic{Rule: "data-test", Severity: t.severity(), Span: at(), Message: diag.Msg("test %q: %s", t.test.Name, diag.Msg(format, args...)), Private: t.r.HasPrivate()}).
		NoteAt(t.r.Doc.At(t.test.Path), "the test is declared")
}

// rowName is a row's key in words: "no 7".
func (t *tester) rowName(row int) string {
	var parts []string
	for _, name := range t.t.Schema.PrimaryKey {
		if col := t.t.Schema.Index(name); col >= 0 {
			parts = append(parts, t.t.Text(row, col))
		}
	}
	if parts == nil {
		return strconv.Itoa(row + 1)
	}
	return strings.Join(parts, ", ")
}

// column finds a field of the test, or tells that there is none.
func (t *tester) column(key, name string) int {
	col := t.t.Schema.Index(name)
	if col < 0 {
		t.log.Error("data-test", t.r.Doc.ValueAt(tomlfile.Key(t.test.Path, key)), "dataset %q has no field %q", t.r.Name, name).
			Suggest(name, t.t.Schema.Names(), "its fields are %s")
	}
	return col
}

func (t *tester) number(row, col int) (*big.Rat, bool) {
	if !t.t.Has(row, col) {
		return nil, false
	}
	return new(big.Rat).SetString(t.t.Text(row, col))
}

// operand is a number of the test, or the field that holds it in each row.
func (t *tester) operand(key, text string) (constant *big.Rat, col int, ok bool) {
	if n, is := new(big.Rat).SetString(text); is {
		return n, -1, true
	}
	col = t.column(key, text)
	return nil, col, col >= 0
}

// group is the rows that are alike in the fields of by.
type group struct {
	name string
	rows []int
}

func (t *tester) groups() ([]group, bool) {
	var cols []int
	for _, name := range t.test.By {
		col := t.column("by", name)
		if col < 0 {
			return nil, false
		}
		cols = append(cols, col)
	}
	var all []group
	at := map[string]int{}
	for row := range t.t.Len() {
		if !t.matches(row) {
			continue
		}
		var texts []string
		for _, col := range cols {
			texts = append(texts, t.t.Text(row, col))
		}
		name := strings.Join(texts, ", ")
		i, seen := at[name]
		if !seen {
			i = len(all)
			at[name] = i
			all = append(all, group{name: name})
		}
		all[i].rows = append(all[i].rows, row)
	}
	return all, true
}

// sum: the values of field add up to equals, in each group of by.
func (t *tester) sum() bool {
	col := t.column("field", t.test.Field)
	groups, ok := t.groups()
	want, other, is := t.operand("equals", t.test.Equals)
	if col < 0 || !ok || !is {
		return false
	}
	for _, g := range groups {
		total := new(big.Rat)
		complete := true
		for _, row := range g.rows {
			if t.t.Value(row, col).State == table.Suppressed {
				complete = false
			}
			if n, has := t.number(row, col); has {
				total.Add(total, n)
			}
		}
		expected := want
		if other >= 0 {
			expected, _ = t.number(g.rows[0], other)
		}
		if !complete || expected == nil || total.Cmp(expected) == 0 {
			continue
		}
		where := diag.Message{}
		if g.name != "" {
			where = diag.Msg(" in %s", g.name)
		}
		t.breaks(g.rows[0], col, "%q adds up to %s%s, not %s", t.test.Field, decimal(total), where, decimal(expected))
	}
	return true
}

// share: field is the percentage that of is of base, rounded as declared.
func (t *tester) share() bool {
	field, of := t.column("field", t.test.Field), t.column("of", t.test.Of)
	constant, base, ok := t.operand("base", t.test.Base)
	if field < 0 || of < 0 || !ok {
		return false
	}
	for row := range t.t.Len() {
		if !t.matches(row) {
			continue
		}
		printed, hasPrinted := t.number(row, field)
		part, hasPart := t.number(row, of)
		whole := constant
		if base >= 0 {
			whole, _ = t.number(row, base)
		}
		if !hasPrinted || !hasPart || whole == nil || whole.Sign() == 0 {
			continue
		}
		exact := new(big.Rat).Quo(new(big.Rat).Mul(part, big.NewRat(100, 1)), whole)
		decimals := decimalsOf(t.t.Text(row, field))
		if t.test.Decimals != nil {
			decimals = *t.test.Decimals
		}
		if rounded := round(exact, decimals, t.test.Rounding); printed.Cmp(rounded) != 0 {
			t.breaks(row, field, "%s of %s is %s percent, not %s", decimal(part), decimal(whole), rounded.FloatString(decimals), t.t.Text(row, field))
		}
	}
	return true
}

func decimalsOf(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

// round rounds half up, half to even, or cuts off ("down").
func round(n *big.Rat, decimals int, how string) *big.Rat {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))
	scaled := new(big.Rat).Mul(n, scale)
	whole, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	up := false
	switch half := new(big.Int).Mul(rest.Abs(rest), big.NewInt(2)).Cmp(scaled.Denom()); {
	case how == "down":
	case half > 0:
		up = true
	case half == 0:
		up = how != "half-even" || whole.Bit(0) == 1
	}
	if up {
		whole.Add(whole, big.NewInt(int64(scaled.Sign())))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(whole), scale)
}

// ranges: from lower to upper, rows follow each other without gap or overlap in each
// group. Whole numbers are adjacent; an open end is a cell without a value.
func (t *tester) ranges() bool {
	lower, upper := t.column("lower", t.test.Lower), t.column("upper", t.test.Upper)
	groups, ok := t.groups()
	if lower < 0 || upper < 0 || !ok {
		return false
	}
	whole := t.t.Schema.Fields[lower].Type == table.Integer
	for _, g := range groups {
		rows := slices.Clone(g.rows)
		slices.SortStableFunc(rows, func(a, b int) int {
			x, hasX := t.number(a, lower)
			y, hasY := t.number(b, lower)
			switch {
			case !hasX && !hasY:
				return 0
			case !hasX:
				return -1
			case !hasY:
				return 1
			}
			return x.Cmp(y)
		})
		for i, row := range rows {
			low, hasLow := t.number(row, lower)
			high, hasHigh := t.number(row, upper)
			if hasLow && hasHigh && low.Cmp(high) > 0 {
				t.breaks(row, upper, "the range ends at %s, before it begins at %s", decimal(high), decimal(low))
			}
			if i == 0 {
				continue
			}
			before, hasBefore := t.number(rows[i-1], upper)
			if !hasBefore || !hasLow {
				t.breaks(row, lower, "the range before this one, or this one, is open on the inside")
				continue
			}
			next := before
			if whole {
				next = new(big.Rat).Add(before, big.NewRat(1, 1))
			}
			switch low.Cmp(next) {
			case -1:
				t.breaks(row, lower, "the range from %s overlaps the one before, which ends at %s", decimal(low), decimal(before))
			case 1:
				t.breaks(row, lower, "there is a gap between %s and %s", decimal(before), decimal(low))
			}
		}
	}
	return true
}

// sql: the query gives no rows but those that a waiver names by its columns.
func (t *tester) sql() bool {
	result, err := t.ask.Run(t.test.SQL)
	if err != nil {
		t.ask.Explain(err, query.InTOML(t.r.Doc.ValueAt(tomlfile.Key(t.test.Path, "sql")), t.test.SQL))
		return false
	}
	for row := range result.Len() {
		excused := false
		for i := range t.test.Waivers {
			w := &t.test.Waivers[i]
			n := dataset.Note{Where: w.Where}
			if n.Matches(result, row) {
				t.used[i], excused = true, true
				t.waived = append(t.waived, WaivedRow{resultRow(result, row), w.Reason})
				break
			}
		}
		if excused {
			continue
		}
		at := func() diag.Span {
			if place := t.place(result, row); place >= 0 {
				return t.r.CellSpan(place, -1)
			}
			return t.r.Doc.At(t.test.Path)
		}
		t.broke(at, "the query must give no rows, and gives %s", resultRow(result, row))
	}
	return true
}

// place finds the row of the dataset that a result's row is about, by the primary key; -1
// where the result does not say.
func (t *tester) place(result *table.Table, row int) int {
	where := map[string]string{}
	for _, name := range t.t.Schema.PrimaryKey {
		col := result.Schema.Index(name)
		if col < 0 {
			return -1
		}
		where[name] = result.Text(row, col)
	}
	if len(where) == 0 {
		return -1
	}
	n := dataset.Note{Where: where}
	for i := range t.t.Len() {
		if n.Matches(t.t, i) {
			return i
		}
	}
	return -1
}

func resultRow(t *table.Table, row int) string {
	var parts []string
	for col := range t.Schema.Fields {
		parts = append(parts, fmt.Sprintf("%s = %s", t.Schema.Fields[col].Name, t.Text(row, col)))
	}
	return strings.Join(parts, ", ")
}

// decimal writes an exact number without needless zeros.
func decimal(n *big.Rat) string {
	if n.IsInt() {
		return n.Num().String()
	}
	return strings.TrimRight(n.FloatString(12), "0")
}
