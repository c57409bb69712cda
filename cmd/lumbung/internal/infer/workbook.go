package infer

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lumbung/cmd/lumbung/internal/diag"
)

// SheetError says that a workbook has no sheet of a name, or several and none was named.
type SheetError struct {
	Name   string // "" when none was named
	Sheets []string
}

func (e *SheetError) Error() string {
	if e.Name == "" {
		return "the workbook has several sheets: " + strings.Join(e.Sheets, ", ")
	}
	return fmt.Sprintf("the workbook has no sheet %q, but %s", e.Name, strings.Join(e.Sheets, ", "))
}

// ReadWorkbook reads a sheet of an XLSX file; "" is the only one that is not hidden.
func ReadWorkbook(r io.Reader, sheet string, limits Limits) (*Grid, error) {
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: limits.Bytes, UnzipXMLSizeLimit: min(limits.Bytes, 64<<20), RawCellValue: true})
	if err != nil {
		return nil, workbookError(err)
	}
	defer f.Close()
	name, err := pick(f, sheet)
	if err != nil {
		return nil, err
	}
	b := &workbook{f: f, sheet: name, styles: map[int]style{}}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.since1904 = *props.Date1904
	}
	g, err := b.read(limits)
	if err != nil {
		return nil, err
	}
	b.remark(g)
	return g, nil
}

func workbookError(err error) error {
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, excelize.ErrWorkbookFileFormat) {
		return diag.Err("this is no XLSX workbook; save it as one, or as CSV")
	}
	if strings.Contains(err.Error(), "unzip size exceeds") {
		return fmt.Errorf("%w: %v", ErrTooLarge, err)
	}
	return err
}

func pick(f *excelize.File, sheet string) (string, error) {
	var visible []string
	for _, name := range f.GetSheetList() {
		if strings.EqualFold(name, sheet) {
			return name, nil
		}
		if ok, err := f.GetSheetVisible(name); err == nil && ok {
			visible = append(visible, name)
		}
	}
	if sheet == "" && len(visible) == 1 {
		return visible[0], nil
	}
	return "", &SheetError{sheet, visible}
}

type workbook struct {
	f         *excelize.File
	sheet     string
	since1904 bool
	styles    map[int]style
}

// style is what a cell's number format means.
type style uint8

const (
	plainStyle style = iota
	dateStyle
	percentStyle
)

func (b *workbook) read(limits Limits) (*Grid, error) {
	rows, err := b.f.Rows(b.sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	g := &Grid{}
	cells := 0
	for rows.Next() {
		texts, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		if cells += len(texts); len(g.Rows) >= limits.Rows || len(texts) > limits.Columns || cells > limits.Cells {
			return nil, fmt.Errorf("%w: more than %d rows, %d columns or %d cells", ErrTooLarge, limits.Rows, limits.Columns, limits.Cells)
		}
		row := make([]Cell, len(texts))
		for i, text := range texts {
			if text == "" {
				continue
			}
			if row[i], err = b.cell(text, i+1, len(g.Rows)+1); err != nil {
				return nil, err
			}
		}
		g.Rows, g.lines = append(g.Rows, row), append(g.lines, len(g.Rows)+1)
	}
	if err := rows.Error(); err != nil {
		return nil, err
	}
	for len(g.Rows) > 0 && filled(g.Rows[len(g.Rows)-1]) == 0 {
		g.Rows = g.Rows[:len(g.Rows)-1]
	}
	if len(g.Rows) == 0 {
		return nil, ErrEmpty
	}
	return g, nil
}

func (b *workbook) cell(text string, col, row int) (Cell, error) {
	axis, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return Cell{}, err
	}
	kind, err := b.f.GetCellType(b.sheet, axis)
	if err != nil {
		return Cell{}, err
	}
	switch kind {
	case excelize.CellTypeBool:
		return Cell{Text: map[bool]string{true: "true", false: "false"}[text == "1" || strings.EqualFold(text, "true")], Kind: Bool}, nil
	case excelize.CellTypeError:
		return Cell{Text: text, Kind: Fault}, nil
	case excelize.CellTypeUnset, excelize.CellTypeNumber, excelize.CellTypeDate:
		return b.number(text, axis)
	}
	return Cell{Text: tidy(text)}, nil
}

// number reads a cell that Excel keeps as a number: perhaps a date, perhaps a share.
func (b *workbook) number(text, axis string) (Cell, error) {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return Cell{Text: tidy(text)}, nil // a formula's text
	}
	how, err := b.style(axis)
	if err != nil {
		return Cell{}, err
	}
	if how == dateStyle {
		at, err := excelize.ExcelDateToTime(value, b.since1904)
		if err == nil && value == float64(int64(value)) {
			return Cell{Text: at.Format("2006-01-02"), Kind: Date}, nil
		}
		if err == nil && value > 1 {
			return Cell{Text: at.Format("2006-01-02T15:04:05"), Kind: Date}, nil
		}
	}
	c := Cell{Text: fifteen(value), Kind: Number}
	if how == percentStyle {
		c.Text, c.Percent = hundredfold(c.Text), true
	}
	return c, nil
}

// fifteen writes a number with the fifteen digits that Excel shows and calculates with:
// what is beyond them is noise of binary fractions, 0.1 kept as 0.10000000000000001.
func fifteen(value float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	if err != nil {
		short = value
	}
	s := strconv.FormatFloat(short, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// hundredfold moves the point by two digits.
func hundredfold(s string) string {
	digitsOf, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(digitsOf, ".")
	for len(fraction) < 2 {
		fraction += "0"
	}
	whole, fraction = strings.TrimLeft(whole+fraction[:2], "0"), fraction[2:]
	if whole == "" {
		whole = "0"
	}
	out := whole
	if fraction != "" {
		out += "." + fraction
	}
	if negative && strings.Trim(out, "0.") != "" {
		out = "-" + out
	}
	return out
}

func (b *workbook) style(axis string) (style, error) {
	id, err := b.f.GetCellStyle(b.sheet, axis)
	if err != nil {
		return plainStyle, err
	}
	if s, ok := b.styles[id]; ok {
		return s, nil
	}
	s := plainStyle
	if full, err := b.f.GetStyle(id); err == nil {
		s = meaning(full)
	}
	b.styles[id] = s
	return s, nil
}

var quotedFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)

// meaning reads a number format: the built-in ones by number, others by their letters.
func meaning(s *excelize.Style) style {
	switch n := s.NumFmt; {
	case n == 9 || n == 10:
		return percentStyle
	case n >= 14 && n <= 17, n == 22, n >= 27 && n <= 36, n >= 50 && n <= 58:
		return dateStyle
	}
	if s.CustomNumFmt == nil {
		return plainStyle
	}
	format := strings.ToLower(quotedFormat.ReplaceAllString(*s.CustomNumFmt, ""))
	switch {
	case strings.Contains(format, "%"):
		return percentStyle
	case strings.ContainsAny(format, "yd"):
		return dateStyle
	}
	return plainStyle
}

// remark notes what a workbook hides or joins: none of it can be seen in a CSV.
func (b *workbook) remark(g *Grid) {
	if merged, err := b.f.GetMergeCells(b.sheet); err == nil && len(merged) > 0 {
		for _, m := range merged {
			left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
			right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
			if err == nil && err2 == nil {
				g.merged = append(g.merged, area{top - 1, left - 1, bottom - 1, right - 1})
			}
		}
	}
	width := 0
	for _, row := range g.Rows {
		width = max(width, len(row))
	}
	for col := 1; col <= width; col++ {
		name, err := excelize.ColumnNumberToName(col)
		if err != nil {
			return
		}
		if visible, err := b.f.GetColVisible(b.sheet, name); err == nil && !visible {
			g.say(Guess, diag.Msg("column %s is hidden in the workbook and is taken too", name), diag.Msg("take it out if it is not meant for the public"))
		}
	}
	hidden := 0
	for row := range g.Rows {
		if visible, err := b.f.GetRowVisible(b.sheet, row+1); err == nil && !visible {
			hidden++
		}
	}
	if hidden > 0 {
		g.say(Guess, diag.Msg("%d {row is hidden in the workbook and is|rows are hidden in the workbook and are} taken too", hidden), diag.Msg("take them out if they are not meant for the public"))
	}
}
