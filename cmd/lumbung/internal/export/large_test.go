package export

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
)

// Tables larger than the buffers are written whole, with all rows in their order.
func TestLargeTablesAreWrittenWhole(t *testing.T) {
	tab := register(5000)
	records := csvCells(t, tab)
	var rows []struct {
		No   int
		Nama string
	}
	if err := json.Unmarshal(output(t, func(w io.Writer) error { return WriteJSON(w, tab) }), &rows); err != nil {
		t.Fatal(err)
	}
	var columns struct{ Columns struct{ Nama []string } }
	if err := json.Unmarshal(output(t, func(w io.Writer) error { return WriteJSONColumns(w, tab) }), &columns); err != nil {
		t.Fatal(err)
	}
	_, cells := tableOf(t, openWorkbook(t, book(resource("kube", tab))), "Data")
	parquetRows := parquetRows(t, openParquet(t, tab))
	for i, record := range records {
		if record[0] != itoa(i+1) || rows[i].Nama != record[1] || columns.Columns.Nama[i] != record[1] || cells[i+1][1] != record[1] || !bytes.Equal(parquetRows[i][1].ByteArray(), []byte(record[1])) {
			t.Fatalf("row %d is %q, %+v, %q, %q, %q", i, record[:2], rows[i], columns.Columns.Nama[i], cells[i+1][:2], parquetRows[i][1])
		}
	}
	var one bytes.Buffer // by one processor
	c := csvWriter{stream: newStream(&one), delimiter: ',', decimal: "."}
	c.rows(tab, c.columns(tab), 0, tab.Len(), c.spill)
	if err := c.finish(); err != nil {
		t.Fatal(err)
	}
	if text := csvText(t, tab); text[strings.IndexByte(text, '\n')+1:] != one.String() {
		t.Error("several processors write another CSV than one does")
	}
	if len(records) != 5000 || len(rows) != 5000 || len(cells) != 5001 || len(parquetRows) != 5000 {
		t.Errorf("%d, %d, %d, %d rows", len(records), len(rows), len(cells), len(parquetRows))
	}
}

// TestALargeTableStopsWhereAWriteFails: nobody goes on making what is not written.
func TestALargeTableStopsWhereAWriteFails(t *testing.T) {
	tab := register(5000)
	size := len(csvText(t, tab))
	for _, n := range []int{0, 10, size / 3, size - 1} {
		if err := WriteCSV(&failing{n}, tab); err == nil {
			t.Errorf("no error after %d of %d bytes", n, size)
		}
	}
}
