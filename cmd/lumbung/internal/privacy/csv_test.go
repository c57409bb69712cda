package privacy

import (
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// csv makes a table of text and, where a name ends in "#", integer fields. An empty cell is
// missing, "[c]" was suppressed by somebody before.
func csv(t testing.TB, text string) *table.Table {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	schema := &table.Schema{}
	for _, name := range strings.Split(lines[0], ",") {
		f := table.Field{Name: strings.TrimSuffix(strings.TrimSpace(name), "#"), Type: table.String}
		if strings.HasSuffix(name, "#") {
			f.Type = table.Integer
		}
		schema.Fields = append(schema.Fields, f)
	}
	b := table.NewBuilder(schema, 0)
	for _, line := range lines[1:] {
		cells := strings.Split(strings.TrimSpace(line), ",")
		if len(cells) != len(schema.Fields) {
			t.Fatalf("%q has %d cells", line, len(cells))
		}
		values := make([]table.Value, len(cells))
		for i, c := range cells {
			values[i] = table.Value{Text: c, Type: schema.Fields[i].Type}
			switch c {
			case "":
				values[i].State = table.Missing
			case "[c]":
				values[i] = table.Value{Type: schema.Fields[i].Type, State: table.Suppressed}
			}
		}
		b.Append(values)
	}
	return b.Table()
}

// show writes a table as csv reads it.
func show(t *table.Table) string {
	var b strings.Builder
	b.WriteString(strings.Join(t.Schema.Names(), ","))
	for row := range t.Len() {
		b.WriteByte('\n')
		for col := range t.Schema.Fields {
			if col > 0 {
				b.WriteByte(',')
			}
			if v := t.Value(row, col); v.State == table.Suppressed {
				b.WriteString("[c]")
			} else {
				b.WriteString(v.Text)
			}
		}
	}
	return b.String()
}
