package privacy

import (
	"slices"
	"strconv"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// maxCount is the largest count; a million of them can be added without overflow.
const maxCount = 1 << 40

// cellState says what a reader of the published table knows of a cell.
type cellState uint8

const (
	published cellState = iota
	hidden              // by disclosure control: it must not be derivable
	unknown             // not in the table, or without a value: it may be derivable, that is no secret of ours
)

// modelCell is a count. Its number is the place of its row in the order of keys times the
// number of fields, plus the place of its field in the rule: the order of numbers does not
// depend on the order of rows in the file.
type modelCell struct {
	n      int64
	state  cellState
	keep   bool // never hidden
	reason Reason
}

// line is one equation: the parts minus the total are rest. The rest is 0 where the table
// adds up. Where it does not (a slip of the source, parts that are not in the table), the
// reader is taken to know by how much, which only makes the proof harder.
type line struct {
	parts []int32
	total int32
	rest  int64
}

// model is a table as disclosure control sees it: counts and the equations between them,
// whether the table is tidy (totals in rows), wide (totals in fields), or both.
type model struct {
	rule    *Rule
	source  *table.Table
	rows    []int      // of the source, in the order of keys
	members [][]string // by row in that order: its values of the key fields; totalMember for a total. After them, totals that the table does not have
	at      map[string]int32
	fields  []int // columns of the counts
	cells   []modelCell
	virtual int // number of the first cell that is in no row
	linked  int // number of rows, after those of the table, that hold overlapping totals together
	lines   []line
	linesOf [][]int32
	openIn  []int // how many cells of each line a reader does not see
	low     int64 // what a reader knows a hidden cell to be at least
	width   int64
}

// CellError is a count that disclosure control cannot work with.
type CellError struct {
	Cell
	Message diag.Message
}

func (e *CellError) Error() string { return e.Message.String() }

func newModel(source *table.Table, rule *Rule) (*model, error) {
	m := &model{rule: rule, source: source, low: 1, width: rule.width()}
	if rule.zerosHidden() {
		m.low = 0
	}
	for _, name := range rule.Fields {
		m.fields = append(m.fields, source.Schema.Index(name))
	}
	if err := m.orderRows(); err != nil {
		return nil, err
	}
	if err := m.readCounts(); err != nil {
		return nil, err
	}
	m.sumLines()
	if err := m.totalLines(); err != nil {
		return nil, err
	}
	m.index()
	if err := m.settleUnknown(); err != nil {
		return nil, err
	}
	m.countOpen()
	return m, nil
}

// orderRows sorts rows by key. Without a key, they keep the order of the file.
func (m *model) orderRows() error {
	names := m.rule.KeyFields(m.source.Schema)
	m.rows = make([]int, m.source.Len())
	byRow := make([][]string, m.source.Len())
	for row := range m.rows {
		m.rows[row] = row
		byRow[row] = m.membersOf(row, names)
	}
	slices.SortStableFunc(m.rows, func(a, b int) int { return slices.Compare(byRow[a], byRow[b]) })
	m.members = make([][]string, len(m.rows))
	m.at = make(map[string]int32, len(m.rows))
	for i, row := range m.rows {
		m.members[i] = byRow[row]
		key := memberKey(byRow[row])
		if other, ok := m.at[key]; ok && len(names) > 0 {
			return &CellError{Cell{row, m.fields[0]}, diag.Msg("this row has the same %s as row %d; "+
				"list every field that tells rows apart under dimensions or in the primary key", quoted(names), m.rows[other]+1)}
		}
		m.at[key] = int32(i)
	}
	return nil
}

func (m *model) membersOf(row int, names []string) []string {
	members := make([]string, len(names))
	for i, name := range names {
		members[i] = m.source.Text(row, m.source.Schema.Index(name))
		if i < len(m.rule.Dimensions) && slices.Contains(m.rule.Dimensions[i].Totals, members[i]) {
			members[i] = totalMember
		}
	}
	return members
}

func quoted(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strconv.Quote(name)
	}
	return strings.Join(out, ", ")
}

// totalMember stands for every marker of a total; no text of a table is like it. It sorts
// after what people write.
const totalMember = "\xfftotal"

func memberKey(members []string) string { return strings.Join(members, "\xff\xff") }

// cell gives the number of a cell.
func (m *model) cell(row int, field int) int32 { return int32(row*len(m.fields) + field) }

// place gives where a cell stands in the source.
func (m *model) place(id int32) Cell {
	return Cell{m.rows[int(id)/len(m.fields)], m.fields[int(id)%len(m.fields)]}
}

func (m *model) readCounts() error {
	m.cells = make([]modelCell, len(m.rows)*len(m.fields))
	m.virtual = len(m.cells)
	for i, row := range m.rows {
		keep := m.kept(m.members[i])
		for k, col := range m.fields {
			c := &m.cells[m.cell(i, k)]
			c.keep = keep
			v := m.source.Value(row, col)
			if v.State != table.Present {
				c.state = unknown
				continue
			}
			n, message := count(v.Text)
			if message.Format != "" {
				return &CellError{Cell{row, col}, message}
			}
			c.n = n
		}
	}
	return nil
}

// kept says whether a row is a total that is known from elsewhere.
func (m *model) kept(members []string) bool {
	for i := range m.rule.Dimensions {
		if m.rule.Dimensions[i].Keep && members[i] == totalMember {
			return true
		}
	}
	return false
}

// count reads a canonical whole number. What is wrong with it is told without the number.
func count(text string) (int64, diag.Message) {
	whole, fraction, _ := strings.Cut(text, ".")
	if strings.Trim(fraction, "0") != "" {
		return 0, diag.Msg("a count must be a whole number for disclosure control")
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case err != nil || n > maxCount:
		return 0, diag.Msg("a count must be a number up to %d for disclosure control", int64(maxCount))
	case n < 0:
		return 0, diag.Msg("a count cannot be negative")
	}
	return n, diag.Message{}
}

// index finds the lines of each cell.
func (m *model) index() {
	m.linesOf = make([][]int32, len(m.cells))
	for i := range m.lines {
		for id := range m.lines[i].all {
			m.linesOf[id] = append(m.linesOf[id], int32(i))
		}
	}
}

// countOpen counts the cells of each line that a reader does not see.
func (m *model) countOpen() {
	m.openIn = make([]int, len(m.lines))
	for i := range m.lines {
		for id := range m.lines[i].all {
			if m.open(id) {
				m.openIn[i]++
			}
		}
	}
}

// all goes through the cells of a line: the parts with coefficient 1, the total with -1.
func (l *line) all(yield func(id int32, coefficient int64) bool) {
	for _, id := range l.parts {
		if !yield(id, 1) {
			return
		}
	}
	yield(l.total, -1)
}

// open says whether a reader does not see a cell.
func (m *model) open(id int32) bool { return m.cells[id].state != published }

// least is what a reader knows an open cell to be at least.
func (m *model) least(id int32) int64 {
	if m.cells[id].state == hidden {
		return m.low
	}
	return 0
}
