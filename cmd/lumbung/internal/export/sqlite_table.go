package export

import (
	"database/sql"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

// sqlTable is a dataset on its way into the database.
type sqlTable struct {
	resource *dataset.Resource
	table    *table.Table
	cols     []column
	unique   [][]string         // keys besides the primary one
	foreign  []table.ForeignKey // those that SQLite can enforce
}

// sqlTables prepares the book's datasets. A foreign key must refer to a key of its
// parent: where the descriptor names none, one is made if the values are indeed unique.
func sqlTables(b *Book) []sqlTable {
	tables := make([]sqlTable, len(b.Resources))
	byName := map[string]*sqlTable{}
	for i, r := range b.Resources {
		tables[i] = sqlTable{resource: r, table: r.Table, cols: columnsOf(r.Table)}
		tables[i].unique = uniqueKeys(r.Table.Schema)
		byName[r.Name] = &tables[i]
	}
	for i := range tables {
		t := &tables[i]
		for _, fk := range t.table.Schema.ForeignKeys {
			parent := byName[fk.Resource]
			if fk.Resource == "" {
				parent = t
			}
			if parent != nil && parent.key(fk.Reference) {
				t.foreign = append(t.foreign, fk)
			}
		}
	}
	return tables
}

// uniqueKeys lists the keys of a schema besides its primary key.
func uniqueKeys(s *table.Schema) [][]string {
	keys := slices.Clone(s.UniqueKeys)
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Constraints.Unique {
			keys = append(keys, []string{f.Name})
		}
	}
	return slices.DeleteFunc(keys, func(key []string) bool { return sameFields(key, s.PrimaryKey) })
}

// key says whether fields are a key of the table, and makes them one if they can be.
func (t *sqlTable) key(fields []string) bool {
	s := t.table.Schema
	if sameFields(fields, s.PrimaryKey) || slices.ContainsFunc(t.unique, func(k []string) bool { return sameFields(k, fields) }) {
		return true
	}
	if !distinctRows(t.table, fields) {
		return false
	}
	t.unique = append(t.unique, fields)
	return true
}

func sameFields(a, b []string) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	for _, name := range a {
		if !slices.Contains(b, name) {
			return false
		}
	}
	return true
}

// distinctRows says whether no two rows agree in all of the fields.
func distinctRows(t *table.Table, fields []string) bool {
	seen := make(map[string]bool, t.Len())
	for row := range t.Len() {
		var key strings.Builder
		for _, name := range fields {
			col := t.Schema.Index(name)
			if col < 0 || !t.Has(row, col) {
				return false
			}
			key.WriteString(t.Text(row, col) + "\x00")
		}
		if seen[key.String()] {
			return false
		}
		seen[key.String()] = true
	}
	return true
}

// create makes the table, its indexes and its rows.
func (t *sqlTable) create(tx *sql.Tx) error {
	if _, err := tx.Exec(t.definition()); err != nil {
		return err
	}
	if err := t.insert(tx); err != nil {
		return err
	}
	for _, fk := range t.foreign {
		if t.startsKey(fk.Fields) {
			continue
		}
		index := quoteSQL(t.resource.Name + "_" + strings.Join(fk.Fields, "_"))
		if _, err := tx.Exec("CREATE INDEX IF NOT EXISTS " + index + " ON " + quoteSQL(t.resource.Name) + " (" + quoteAll(fk.Fields) + ")"); err != nil {
			return err
		}
	}
	return nil
}

// startsKey says whether a key begins with the fields, so that its index finds them too.
func (t *sqlTable) startsKey(fields []string) bool {
	begins := func(key []string) bool { return len(key) >= len(fields) && slices.Equal(key[:len(fields)], fields) }
	return begins(t.table.Schema.PrimaryKey) || slices.ContainsFunc(t.unique, begins)
}

// definition is the CREATE TABLE statement.
func (t *sqlTable) definition() string {
	s := t.table.Schema
	var lines []string
	for i := range t.cols {
		lines = append(lines, t.columnDefinition(i))
	}
	if len(s.PrimaryKey) > 0 {
		lines = append(lines, "PRIMARY KEY ("+quoteAll(s.PrimaryKey)+")")
	}
	for _, key := range t.unique {
		lines = append(lines, "UNIQUE ("+quoteAll(key)+")")
	}
	for _, fk := range t.foreign {
		parent := fk.Resource
		if parent == "" {
			parent = t.resource.Name
		}
		lines = append(lines, "FOREIGN KEY ("+quoteAll(fk.Fields)+") REFERENCES "+quoteSQL(parent)+" ("+quoteAll(fk.Reference)+")")
	}
	return "CREATE TABLE " + quoteSQL(t.resource.Name) + " (\n  " + strings.Join(lines, ",\n  ") + "\n)"
}

func (t *sqlTable) columnDefinition(col int) string {
	c, f := &t.cols[col], &t.table.Schema.Fields[col]
	def := quoteSQL(c.name) + " " + c.sqlType()
	if f.Constraints.Required && !c.missing && !c.suppressed {
		def += " NOT NULL"
	}
	if c.store == asBoolean {
		def += " CHECK (" + quoteSQL(c.name) + " IN (0, 1))"
	}
	return def
}

// sqlType is the column's declared type, which decides what SQLite makes of the texts it
// is given. Numbers of more digits than a float keeps stay texts.
func (c *column) sqlType() string {
	switch {
	case c.store == asInteger, c.store == asBoolean:
		return "INTEGER"
	case c.store == asDecimal && c.precision() <= maxFloatDigits:
		return "REAL"
	}
	return "TEXT"
}

// quoteSQL quotes a name.
func quoteSQL(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = quoteSQL(name)
	}
	return strings.Join(quoted, ", ")
}
