package infer

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// Limits keep a file that was made to do harm, or by mistake, from filling the memory.
type Limits struct {
	Bytes   int64 // of the file, and of what a workbook unpacks to
	Rows    int
	Columns int
	Cells   int
}

// DefaultLimits hold a national register many times over.
var DefaultLimits = Limits{Bytes: 1 << 30, Rows: 2_000_000, Columns: 1_000, Cells: 30_000_000}

// ErrTooLarge says that a file goes beyond the limits.
var ErrTooLarge = diag.Err("the file is too large")

// ErrEmpty says that a file holds no table.
var ErrEmpty = diag.Err("the file holds no rows")

// ReadCSV reads text whose delimiter and encoding are not known.
func ReadCSV(data []byte, limits Limits) (*Grid, error) {
	g := &Grid{}
	text, err := g.decode(data)
	if err != nil {
		return nil, err
	}
	whole := text
	text = g.separator(text)
	if g.Delimiter == 0 {
		g.sniff(text)
	}
	r := reader(text, g.Delimiter)
	cells, above := 0, strings.Count(whole, "\n")-strings.Count(text, "\n")
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if cells += len(record); len(g.Rows) >= limits.Rows || len(record) > limits.Columns || cells > limits.Cells {
			return nil, fmt.Errorf("%w: more than %d rows, %d columns or %d cells", ErrTooLarge, limits.Rows, limits.Columns, limits.Cells)
		}
		row := make([]Cell, len(record))
		for i, s := range record {
			row[i].Text = strings.Clone(tidy(s))
		}
		line, _ := r.FieldPos(0)
		g.Rows, g.lines = append(g.Rows, row), append(g.lines, line+above)
	}
	if len(g.Rows) == 0 {
		return nil, ErrEmpty
	}
	return g, nil
}

func reader(text string, delimiter rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = delimiter, -1, true, true
	return r
}

// separator honours the line "sep=;" that some programs write for Excel.
func (g *Grid) separator(text string) string {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.TrimSuffix(line, "\r")
	if len(line) != 5 || !strings.EqualFold(line[:4], "sep=") || !strings.ContainsRune(delimiters, rune(line[4])) {
		return text
	}
	g.Delimiter = rune(line[4])
	g.say(Certain, diag.Msg("cells are parted by %q", string(g.Delimiter)), diag.Msg("the first line says so"))
	return rest
}

const delimiters = ",;\t|"

// sniffed is how many records are looked at for the delimiter.
const sniffed = 400

// sniff finds the delimiter under which most records have the same number of cells.
func (g *Grid) sniff(text string) {
	best, bestAgree, bestCells, records := ',', 0, 1, 0
	for _, d := range delimiters {
		agree, cells, n := consistency(text, d)
		// A delimiter that parts nothing agrees with itself; one that parts wins over it.
		if cells > 1 && (bestCells == 1 || agree > bestAgree || agree == bestAgree && cells > bestCells) && agree*2 > n {
			best, bestAgree, bestCells, records = d, agree, cells, n
		}
	}
	g.Delimiter = best
	if bestCells == 1 {
		g.Delimiter = '\x1f' // occurs nowhere
		g.say(Guess, diag.Msg("the file has one column"), diag.Msg("no delimiter parts its lines evenly"))
		return
	}
	sure := Certain
	if bestAgree < records {
		sure = Likely
	}
	g.say(sure, diag.Msg("cells are parted by %q", string(best)), diag.Msg("%d of %d rows then have %d {cell|cells}", bestAgree, records, bestCells))
}

// consistency gives the most frequent number of cells of a record, and how many have it.
func consistency(text string, delimiter rune) (agree, cells, records int) {
	r := reader(text, delimiter)
	count := map[int]int{}
	for records < sniffed {
		record, err := r.Read()
		if err != nil {
			break
		}
		if len(record) == 1 && strings.TrimSpace(record[0]) == "" {
			continue
		}
		records++
		count[len(record)]++
	}
	for n, times := range count {
		if times > agree || times == agree && n > cells {
			agree, cells = times, n
		}
	}
	return agree, cells, records
}
