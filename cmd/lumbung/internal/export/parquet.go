package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"lumbung/cmd/lumbung/internal/table"
)

const (
	parquetGroupRows = 100_000 // rows that are held before they are written
	parquetBatch     = 512     // rows handed over at once
)

// WriteParquet writes a table as Parquet: typed columns in the order of the fields,
// decimals as DECIMAL of the column's scale, dates as DATE, null for a cell without a
// value, compressed with Snappy, which every reader knows. The book's particulars stand
// in the file's key-value metadata.
//
// Texts are plain, without a dictionary: where the processor has AVX2 the library begins other
// runs of dictionary numbers than elsewhere (its test for eight equal numbers passes for two
// times four), and the file would depend on the machine. Snappy packs repeated texts as well.
func WriteParquet(w io.Writer, t *table.Table, b Book) (err error) {
	defer func() {
		if r := recover(); r != nil { // the library reports some misuse this way
			err = fmt.Errorf("parquet: %v", r)
		}
	}()
	if err := refusePrivate(t); err != nil {
		return err
	}
	cols := columnsOf(t)
	options := []parquet.WriterOption{
		parquet.NewSchema("table", parquetSchema(cols)),
		parquet.Compression(steadySnappy{}), parquet.DataPageVersion(1),
		parquet.MaxRowsPerRowGroup(parquetGroupRows), parquet.CreatedBy("lumbung", "", ""),
	}
	for _, p := range particulars(&b) {
		options = append(options, parquet.KeyValueMetadata(p.name, p.value))
	}
	pw := parquet.NewWriter(w, options...)
	if err := writeParquetRows(pw, t, cols); err != nil {
		return err
	}
	return pw.Close()
}

//lint:ignore SA1019 the generic writer takes a Go type, and the columns are known at run time only
func writeParquetRows(pw *parquet.Writer, t *table.Table, cols []column) error {
	rows := make([]parquet.Row, parquetBatch)
	values := make([]parquet.Value, parquetBatch*len(cols))
	for i := range rows {
		rows[i] = values[i*len(cols) : (i+1)*len(cols)]
	}
	for start := 0; start < t.Len(); start += parquetBatch {
		n := min(parquetBatch, t.Len()-start)
		for i := range n {
			for col := range cols {
				rows[i][col] = parquetValue(t, start+i, col, &cols[col])
			}
		}
		if _, err := pw.WriteRows(rows[:n]); err != nil {
			return err
		}
	}
	return nil
}

func parquetValue(t *table.Table, row, col int, as *column) parquet.Value {
	if !t.Has(row, col) {
		return parquet.NullValue().Level(0, 0, col)
	}
	text := t.Text(row, col)
	var v parquet.Value
	switch as.parquetStore() {
	case asInteger:
		n, _ := strconv.ParseInt(text, 10, 64) // columnsOf has seen that it fits
		v = parquet.Int64Value(n)
	case asDecimal:
		v = decimalValue(text, as)
	case asBoolean:
		v = parquet.BooleanValue(text == "true")
	case asDate:
		days, _ := dayNumber(text)
		v = parquet.Int32Value(int32(days))
	default:
		v = parquet.ByteArrayValue([]byte(text))
	}
	return v.Level(0, 1, col)
}

// decimalValue gives a decimal as a whole number of units of the column's last digit.
func decimalValue(text string, as *column) parquet.Value {
	whole, fraction, _ := strings.Cut(text, ".")
	n, _ := strconv.ParseInt(whole+fraction+strings.Repeat("0", as.scale-len(fraction)), 10, 64)
	if as.precision() <= 9 {
		return parquet.Int32Value(int32(n))
	}
	return parquet.Int64Value(n)
}

// maxDecimalDigits is how many digits of a DECIMAL fit 64 bits.
const maxDecimalDigits = 18

// parquetStore is how Parquet keeps the column: a decimal of too many digits is a text.
func (c *column) parquetStore() store {
	if c.store == asDecimal && c.precision() > maxDecimalDigits {
		return asText
	}
	return c.store
}

// parquetSchema is a group that keeps the order of its fields; parquet.Group is a map and
// would sort them by name.
func parquetSchema(cols []column) parquet.Node {
	group := orderedGroup{Group: parquet.Group{}}
	for i := range cols {
		node := parquet.Optional(parquetNode(&cols[i]))
		group.Group[cols[i].name] = node
		group.order = append(group.order, cols[i].name)
	}
	return group
}

func parquetNode(c *column) parquet.Node {
	switch c.parquetStore() {
	case asInteger:
		return parquet.Int(64)
	case asDecimal:
		if c.precision() <= 9 {
			return parquet.Decimal(c.scale, c.precision(), parquet.Int32Type)
		}
		return parquet.Decimal(c.scale, c.precision(), parquet.Int64Type)
	case asBoolean:
		return parquet.Leaf(parquet.BooleanType)
	case asDate:
		return parquet.Date()
	case asJSON:
		return parquet.Encoded(parquet.JSON(), &parquet.Plain)
	}
	return parquet.Encoded(parquet.String(), &parquet.Plain)
}

type orderedGroup struct {
	parquet.Group
	order []string
}

// Fields lists the fields in the group's own order.
func (g orderedGroup) Fields() []parquet.Field {
	byName := map[string]parquet.Field{}
	for _, f := range g.Group.Fields() {
		byName[f.Name()] = f
	}
	fields := make([]parquet.Field, len(g.order))
	for i, name := range g.order {
		fields[i] = byName[name]
	}
	return fields
}
