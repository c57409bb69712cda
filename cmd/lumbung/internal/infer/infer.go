// Package infer finds out what a spreadsheet holds: its encoding, delimiter and heading,
// how it writes numbers and dates, what type each column has, which column tells rows
// apart, and which refer to datasets that are there already.
//
// ReadCSV and ReadWorkbook give a Grid: cells as the file has them. Infer makes a Table
// of it: fields and rows in canonical form, ready to be written as a CSV and a descriptor.
// Whatever was concluded on the way is a Fact with its evidence, counted, and with how
// sure it is. Infer never repairs a figure: what it cannot read for certain stays the text
// it was, and a Fact says so.
package infer

import (
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// Sureness is how far a conclusion can be trusted.
type Sureness uint8

const (
	Certain Sureness = iota // the file leaves no other reading
	Likely                  // the evidence is one-sided
	Guess                   // the publisher must look
)

// String is the word that is shown.
func (s Sureness) String() string { return [...]string{"certain", "likely", "look at this"}[s] }

// Fact is something that was concluded from a file.
type Fact struct {
	Subject  string // a column, or "" for the file
	Is       diag.Message
	Evidence diag.Message
	Sure     Sureness
}

// Field is a column of the result.
type Field struct {
	Name       string
	Heading    string // as the file has it
	Type       table.Type
	Unit       string
	Missing    []string // texts that stand for no value
	Categories []string
	Key        bool
	Refers     *Reference
	Private    bool
	Column     int // in the grid, from 1
}

// Table is a spreadsheet understood.
type Table struct {
	Name   string
	Title  string
	Fields []Field
	Keys   []string // the primary key's fields
	Rows   [][]string
	Facts  []Fact

	LeftOut []LeftOut // rows of the file that hold no data
	Sums    []Sum     // what columns add up to, by the total row
}

// Reference is a field of another dataset that keys may refer to.
type Reference struct {
	Dataset string
	Field   string
	Type    table.Type
	Has     func(value string) bool
}

// Options say what is known of a file before it is understood.
type Options struct {
	Name       string
	Title      string      // where none stands above the table
	References []Reference // the primary keys of the datasets there are
	KeepTotals bool        // totals are rows as others are
}

// Infer understands a grid.
func Infer(g *Grid, o Options) *Table {
	t, totals, columns := understand(g, o, nil)
	s := &sums{t, g, g.rows}
	if !o.KeepTotals {
		if found := s.without(); len(found) > 0 {
			t, totals, columns = understand(g, o, found)
			s = &sums{t, g, g.rows}
			if len(totals) == 0 { // the last one that was found is that of the whole, if any is
				totals = s.whole(found)
			}
		}
		s.suspects()
	}
	for _, row := range totals {
		if !isAverage(g.Rows[row]) {
			s.compare(row)
			break
		}
	}
	t.tellLeftOut()
	t.findKey(columns)
	return t
}

// understand reads the columns, without the rows in goes.
func understand(g *Grid, o Options, goes []int) (t *Table, totals []int, columns [][]string) {
	t = &Table{Name: o.Name, Title: o.Title, Facts: slices.Clone(g.facts)}
	head, body, totals := g.split(t, o.KeepTotals, goes)
	convention := vote(body)
	names := fieldNames(head)
	columns = make([][]string, len(head))
	for i := range head {
		c := &column{heading: head[i].Text, cells: cellsOf(body, i), lines: g.body, convention: convention, fact: func(sure Sureness, is, evidence diag.Message) {
			t.Facts = append(t.Facts, Fact{names[i], is, evidence, sure})
		}}
		f := c.understand()
		f.Name, f.Heading, f.Column = names[i], head[i].Text, g.left+i+1
		t.Fields = append(t.Fields, f)
		columns[i] = c.out
	}
	t.refer(columns, body, o.References)
	t.Rows = make([][]string, len(body))
	for r := range body {
		row := make([]string, len(columns))
		for c := range columns {
			row[c] = columns[c][r]
		}
		t.Rows[r] = row
	}
	return t, totals, columns
}

func cellsOf(body [][]Cell, col int) []Cell {
	cells := make([]Cell, len(body))
	for r, row := range body {
		if col < len(row) {
			cells[r] = row[col]
		}
	}
	return cells
}

// say adds a fact about the file.
func (t *Table) say(sure Sureness, is, evidence diag.Message) {
	t.Facts = append(t.Facts, Fact{"", is, evidence, sure})
}
