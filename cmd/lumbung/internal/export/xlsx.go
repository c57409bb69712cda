package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/table"
)

// What a worksheet can hold.
const (
	maxSheetRows   = 1 << 20
	maxSheetCols   = 1 << 14
	maxCellLength  = 32767 // in UTF-16 units
	maxSheetName   = 31
	maxHeadingRows = 16 // kept free for the lines above the table
)

// WriteXLSX writes datasets as a workbook that meets the list of the UK Analysis Function
// for accessible spreadsheets: a cover, contents where there are several tables, notes, a
// dictionary, and each dataset as a marked-up table at the left edge of its own sheet,
// under a heading and a sentence that says what it holds. No cells are merged.
//
// Cells are typed. A number that has more digits than a spreadsheet keeps is a text, so
// that every digit is there.
func WriteXLSX(w io.Writer, b Book) error {
	if err := b.refusePrivate(); err != nil {
		return err
	}
	for _, r := range b.Resources {
		if why := XLSXLimit(r.Table); why != "" {
			return fmt.Errorf("dataset %s: %s", r.Name, why)
		}
	}
	words := wordsFor(b.Lang)
	notes := numberNotes(&b)
	data := dataSheets(&b, words, len(notes) > 0)
	wb := workbook{title: b.title(), subject: b.summary(), creator: b.Site.Publisher.Name.In(b.Lang), language: string(b.Lang), date: b.Site.Date, pieces: b.Pieces}
	wb.add(coverSheet(&b, words))
	if len(b.Resources) > 1 {
		wb.add(contentsSheet(&b, words, data))
	}
	if len(notes) > 0 {
		first := func(r *dataset.Resource) int { return data[resourceIndex(&b, r)].headerRow() + 1 }
		wb.add(gridSheet(words.notes, words.notesHolds, "catatan_", notesGrid(&b, notes, first)))
	}
	wb.add(gridSheet(words.dictionary, words.dictionaryHolds, "kamus_", dictionary(&b, notes)))
	if g := categories(&b); len(g.rows) > 0 {
		wb.add(gridSheet(words.categories, words.categoriesHolds, "kategori_", g))
	}
	for _, s := range data {
		wb.add(s)
	}
	wb.sheets[0].lines = append(wb.sheets[0].lines, contentLines(&wb, words)...)
	return wb.write(w)
}

func (wb *workbook) add(s sheet) { wb.sheets = append(wb.sheets, s) }

func resourceIndex(b *Book, r *dataset.Resource) int {
	for i := range b.Resources {
		if b.Resources[i] == r {
			return i
		}
	}
	return 0
}

// XLSXLimit says why a table does not fit a worksheet, "" when it does.
func XLSXLimit(t *table.Table) string {
	if t.Len() > maxSheetRows-maxHeadingRows {
		return fmt.Sprintf("%d rows are more than a worksheet holds", t.Len())
	}
	if n := len(t.Schema.Fields); n > maxSheetCols {
		return fmt.Sprintf("%d columns are more than a worksheet holds", n)
	}
	first, in := t.Len(), 0
	for col := range t.Schema.Fields {
		if row := longCell(t, col); row < first {
			first, in = row, col
		}
	}
	if first < t.Len() {
		return fmt.Sprintf("row %d of field %q holds a longer text than a worksheet's cell", first+1, t.Schema.Fields[in].Name)
	}
	return ""
}

// longCell is the first row of a column whose text is too long for a cell; Len for none.
func longCell(t *table.Table, col int) int {
	for row, text := range t.Texts(col) {
		if len(text) > maxCellLength && utf16Length(text) > maxCellLength {
			return row
		}
	}
	return t.Len()
}

func utf16Length(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r > 0xffff {
			n++
		}
	}
	return n
}

// sheetName makes a name that a spreadsheet accepts and no other sheet of the book has:
// spreadsheets do not tell upper from lower case in it.
func sheetName(name string, taken map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, name)
	short := cut(name, maxSheetName)
	for n := 2; taken[strings.ToLower(short)]; n++ {
		suffix := " " + strconv.Itoa(n)
		short = cut(name, maxSheetName-len(suffix)) + suffix
	}
	taken[strings.ToLower(short)] = true
	return short
}

// cut keeps the first n characters of a text.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
