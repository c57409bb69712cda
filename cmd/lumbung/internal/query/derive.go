package query

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// Derive fills in the tables of the datasets that are queries, and adds them to db: those
// that others ask come first. A dataset that describes its fields has values of their
// types, and all of its columns must be described; one that does not has the fields of its
// query's result.
//
// vault has private datasets; nil for none.
func Derive(pkg *dataset.Package, db *DB, vault *Vault, log *diag.Log) {
	db.mu.Lock()
	db.lost = append(db.lost, pkg.Unread.Datasets...)
	db.mu.Unlock()
	d := deriver{pkg: pkg, db: db, vault: vault, log: log, state: map[*dataset.Resource]progress{}}
	d.openVault()
	defer d.closeVault()
	for _, r := range pkg.Resources {
		if r.Query != "" && r.Table == nil {
			d.derive(r, nil)
		}
	}
}

type deriver struct {
	pkg   *dataset.Package
	db    *DB
	vault *Vault
	inner *DB // the vault's: the published datasets and the private ones
	log   *diag.Log
	state map[*dataset.Resource]progress
}

type progress uint8

const (
	untouched progress = iota
	underWay
	done
	failed
)

// derive makes one dataset. path is the datasets that wait for it.
func (d *deriver) derive(r *dataset.Resource, path []string) {
	if d.state[r] != untouched {
		return
	}
	d.state[r] = underWay
	path = append(slices.Clone(path), r.Name)
	for {
		result, private, err := d.ask(r)
		if err == nil {
			d.state[r] = failed
			if t := d.letOut(r, d.typed(r, result, len(private) > 0), private); t != nil {
				d.state[r], r.Table = done, t
				d.add(r)
			}
			return
		}
		if !d.supply(r, err, path) {
			d.state[r] = failed
			return
		}
	}
}

// supply makes the dataset that a query lacks. It gives false when the query cannot be
// mended so, and then has told why, unless that was told before.
func (d *deriver) supply(r *dataset.Resource, err error, path []string) bool {
	var e *Error
	if !errors.As(err, &e) {
		e = wrong("%s", diag.Reason(err))
	}
	i := slices.IndexFunc(d.pkg.Resources, func(o *dataset.Resource) bool { return e.table != "" && strings.EqualFold(o.Name, e.table) })
	if i < 0 {
		if !e.Lost || !d.isPrivate(e.table) { // why a private one could not be read was told
			d.tell(r, e)
		}
		return false
	}
	needed := d.pkg.Resources[i]
	switch {
	case needed.Query == "" || d.state[needed] == failed:
		return false // why it has no table was told where it was read
	case d.state[needed] == underWay:
		circle := append(slices.Clone(path[slices.Index(path, needed.Name):]), needed.Name)
		d.tell(r, (&Error{Offset: e.Offset, Length: e.Length, Message: diag.Msg("dataset %q is made from itself: %s", needed.Name, strings.Join(circle, " → "))}).
			Note("let one of them be made from other datasets"))
		return false
	}
	d.derive(needed, path)
	return true
}

func (d *deriver) tell(r *dataset.Resource, e *Error) {
	d.log.Add(e.Diagnostic("sql", InTOML(r.Doc.ValueAt("query"), r.Query)))
}

// columnName is what a column of a published dataset may be called.
var columnName = regexp.MustCompile(`^[\p{L}][\p{L}\p{N}_.-]*(@[a-z]{2,3}(-[A-Za-z0-9]+)*)?$`)

// typed gives the result the dataset's schema, or nil when they do not fit. What comes from
// private rows is not told.
func (d *deriver) typed(r *dataset.Resource, result *Result, private bool) *table.Table {
	names := result.Table.Schema.Names()
	before := d.log.Errors()
	for i, name := range names {
		switch {
		case !columnName.MatchString(name):
			d.tell(r, wrong("%q cannot be the name of a column", name).Note("name it in the query: %s AS jumlah", name))
		case slices.Contains(names[:i], name):
			d.tell(r, wrong("two columns are named %q", name).Note("name one of them in the query: AS …"))
		}
	}
	if private && len(r.Schema.Fields) == 0 {
		d.tell(r, wrong("%q counts private rows, and describes no fields", r.Name).
			Note("describe each column in [[schema.fields]]: which are counts, and which values the others may have"))
		return nil
	}
	if len(r.Schema.Fields) == 0 {
		if d.log.Errors() > before {
			return nil
		}
		r.Schema.Fields = result.Table.Schema.Fields
		result.Table.Schema = &r.Schema
		return result.Table
	}
	for _, name := range names {
		if r.Schema.Index(name) < 0 {
			d.tell(r, suggest(wrong("the query gives a column %q that no field describes", name), name, r.Schema.Names()))
		}
	}
	for _, name := range r.Schema.Names() {
		if !slices.Contains(names, name) {
			d.tell(r, suggest(wrong("the query gives no column for the field %q", name), name, names))
		}
	}
	if d.log.Errors() > before {
		return nil
	}
	return d.cast(r, result, private)
}

// cast gives each value the type of its field.
func (d *deriver) cast(r *dataset.Resource, result *Result, private bool) *table.Table {
	canonical := r.Schema
	canonical.Fields = slices.Clone(r.Schema.Fields)
	casters := make([]*table.Caster, len(canonical.Fields))
	columns := make([]int, len(canonical.Fields))
	for i := range canonical.Fields {
		columns[i] = result.Table.Schema.Index(canonical.Fields[i].Name)
		inherit(&r.Schema.Fields[i], &result.Table.Schema.Fields[columns[i]], r.Schema.MissingValues)
		asCanonical(&canonical.Fields[i])
		casters[i] = canonical.NewCaster(i)
	}
	b := table.NewBuilder(&r.Schema, result.Table.Len())
	values, wrongs := make([]table.Value, len(casters)), make([]bool, len(casters))
	for row := range result.Table.Len() {
		for i, c := range casters {
			v := result.Table.Value(row, columns[i])
			if v.State == table.Present {
				var err *table.CastError
				if v, err = c.Cast(v.Text); err != nil && !wrongs[i] {
					wrongs[i] = true // the first tells of them all
					message := diag.Reason(err)
					if private {
						message = diag.Msg("the value of %q is not of that type, and is private", canonical.Fields[i].Name)
					}
					d.tell(r, wrong("row %d: %s", row+1, message).
						Note("the field is of type %q", canonical.Fields[i].Type.String()))
				}
			}
			values[i] = v
		}
		b.Append(values)
	}
	if slices.Contains(wrongs, true) {
		return nil
	}
	return b.Table()
}

// inherit takes over why cells of the column's origin have no value, where the dataset
// does not say so itself.
func inherit(f, origin *table.Field, missing []table.MissingValue) {
	if f.MissingValues == nil && missing == nil {
		f.MissingValues = origin.MissingValues
	}
}

// asCanonical makes a field read what queries give: its own spelling of numbers, dates
// and truth is for files.
func asCanonical(f *table.Field) {
	f.DecimalChar, f.GroupChar, f.AroundNumber = "", "", false
	f.TrueValues, f.FalseValues = []string{"true", "1"}, []string{"false", "0"}
	if f.Type != table.String {
		f.Format = ""
	}
}
