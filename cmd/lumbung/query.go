package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/check"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
)

var queryCommand = &command{
	name:  "query",
	usage: `"SELECT …" [flags]`,
	short: "ask the datasets in SQL",
	long: `Runs a query over the published datasets, as the narrative, charts and claims do: each dataset
is a table. What disclosure control hides is hidden here too. Queries only read.

  lumbung query "SELECT nama, anggota FROM kube ORDER BY anggota DESC"
  lumbung query "SELECT wilayah, sum(jumlah) FROM pmks GROUP BY wilayah" --format csv`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		format := ""
		choiceVar(fs, &format, "format", []string{"table", "csv", "json"}, "table", "how rows are written; `FORM` is table, csv or json")
		return func(env *environment, args []string) int {
			if len(args) != 1 {
				return env.misuse("query", misusef("query needs one SQL text, in quotes"))
			}
			if env.json {
				format = "json"
			}
			return env.query(args[0], format)
		}
	},
}

func (env *environment) query(sql, format string) int {
	pr, err := openProject(env.dir)
	if err != nil {
		return env.noProject(err)
	}
	defer pr.close()
	log := &diag.Log{}
	site := pr.settings(log)
	if site == nil {
		env.diagnostics(log.Sorted())
		return broken
	}
	raw := dataset.Load(pr.fs, log)
	pkg := check.Publish(raw, log)
	db := query.New(pkg.Resources)
	defer db.Close()
	check.Derive(raw, pkg, db, log)
	result, err := db.Run(env.ctx, sql, query.Lang(site.Main()))
	if err != nil {
		env.diagnostics(log.Sorted()) // a table that could not be read is often why
		return env.badQuery(sql, err)
	}
	write := map[string]func(*table.Table) error{"table": env.tableRows, "csv": env.csvRows, "json": env.jsonRows}[format]
	if err := write(result.Table); err != nil {
		return env.failed(err)
	}
	return done
}

// badQuery tells what is wrong with a query, at its place in the text.
func (env *environment) badQuery(sql string, err error) int {
	var e *query.Error
	if !errors.As(err, &e) {
		return env.failed(err)
	}
	file := &diag.File{Name: "query", Data: []byte(sql)}
	env.diagnostics([]*diag.Diagnostic{e.Diagnostic("sql", file.Offset)})
	return broken
}

// tableRows writes columns for people: numbers to the right, in the form of the language.
func (env *environment) tableRows(t *table.Table) error {
	form := locale.For(locale.Lang(env.lang))
	cells := [][]string{t.Schema.Names()}
	for row := range t.Len() {
		line := make([]string, len(t.Schema.Fields))
		for col := range line {
			line[col] = env.cell(t, row, col, form)
		}
		cells = append(cells, line)
	}
	widths := make([]int, len(t.Schema.Fields))
	for _, line := range cells {
		for i, s := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(s))
		}
	}
	for _, line := range cells {
		var b strings.Builder
		for i, s := range line {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(s))
			if t.Schema.Fields[i].Type.Numeric() {
				s = pad + s
			} else {
				s += pad
			}
			b.WriteString(s + "  ")
		}
		if _, err := fmt.Fprintln(env.stdout, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

func (env *environment) cell(t *table.Table, row, col int, form *locale.Locale) string {
	v := t.Value(row, col)
	switch {
	case v.State == table.Suppressed:
		return env.text("(hidden)")
	case v.State == table.Missing:
		return "–"
	case t.Schema.Fields[col].Type.Numeric():
		return form.Number(v.Text)
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' ' // a cell must not steer the terminal
		}
		return r
	}, v.Text)
}

func (env *environment) csvRows(t *table.Table) error {
	w := csv.NewWriter(env.stdout)
	err := w.Write(t.Schema.Names())
	line := make([]string, len(t.Schema.Fields))
	for row := range t.Len() {
		for col := range line {
			line[col] = t.Text(row, col)
		}
		err = errors.Join(err, w.Write(line))
	}
	w.Flush()
	return errors.Join(err, w.Error())
}

// jsonRows writes an object a line. Numbers keep their digits.
func (env *environment) jsonRows(t *table.Table) error {
	for row := range t.Len() {
		var b strings.Builder
		for col := range t.Schema.Fields {
			name, err := json.Marshal(t.Schema.Fields[col].Name)
			if err != nil {
				return err
			}
			value, err := jsonValue(t.Value(row, col))
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%c%s:%s", ",{"[map[bool]int{true: 1}[col == 0]], name, value)
		}
		if _, err := fmt.Fprintln(env.stdout, b.String()+"}"); err != nil {
			return err
		}
	}
	return nil
}

func jsonValue(v table.Value) ([]byte, error) {
	switch {
	case v.State != table.Present:
		return []byte("null"), nil
	case v.Type.Numeric() && json.Valid([]byte(v.Text)), v.Type == table.Boolean:
		return []byte(v.Text), nil
	}
	return json.Marshal(v.Text)
}
