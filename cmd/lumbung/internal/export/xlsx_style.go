package export

import (
	"strconv"
	"strings"
)

// style is an index into the cell formats of styles.xml. Those of decimals follow
// styleDecimal, one for each number of decimals.
type style int

const (
	styleNormal style = iota
	styleHeading1
	styleHeading2
	styleWrapped
	styleHeader
	styleText  // a text that begins like a formula
	styleWhole // 0
	styleDate  // yyyy-mm-dd
	styleDecimal
)

// maxDecimals is how many decimals a cell shows; a number has no more digits than fifteen.
const maxDecimals = maxFloatDigits

// decimals gives the format that shows so many decimals.
func decimals(n int) style {
	if n == 0 {
		return styleWhole
	}
	return styleDecimal + style(n-1)
}

// styleSheet is styles.xml: the same in each workbook. Headings are the named styles
// that screen readers and the navigation of spreadsheets know; there are no fills, and no
// colours that carry a meaning.
func styleSheet() string {
	var b strings.Builder
	b.WriteString(xmlHeader + `<styleSheet xmlns="` + mainNS + `">`)
	b.WriteString(numberFormats())
	b.WriteString(`<fonts count="4">` + font(11, false) + font(16, true) + font(13, true) + font(11, true) + `</fonts>`)
	b.WriteString(`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`)
	b.WriteString(`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`)
	b.WriteString(`<cellStyleXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>` +
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" applyFont="1"/>` +
		`<xf numFmtId="0" fontId="2" fillId="0" borderId="0" applyFont="1"/></cellStyleXfs>`)
	b.WriteString(cellFormats())
	b.WriteString(`<cellStyles count="3"><cellStyle name="Normal" xfId="0" builtinId="0"/>` +
		`<cellStyle name="Heading 1" xfId="1" builtinId="16"/><cellStyle name="Heading 2" xfId="2" builtinId="17"/></cellStyles>`)
	b.WriteString(`</styleSheet>`)
	return b.String()
}

// firstNumberFormat is the first id that is free for a workbook's own formats.
const firstNumberFormat = 164

func numberFormats() string {
	var b strings.Builder
	b.WriteString(`<numFmts count="` + strconv.Itoa(maxDecimals+1) + `">`)
	b.WriteString(`<numFmt numFmtId="` + strconv.Itoa(firstNumberFormat) + `" formatCode="yyyy\-mm\-dd"/>`)
	for n := 1; n <= maxDecimals; n++ {
		b.WriteString(`<numFmt numFmtId="` + strconv.Itoa(firstNumberFormat+n) + `" formatCode="0.` + strings.Repeat("0", n) + `"/>`)
	}
	b.WriteString(`</numFmts>`)
	return b.String()
}

func font(size int, bold bool) string {
	weight := ""
	if bold {
		weight = "<b/>"
	}
	return `<font>` + weight + `<sz val="` + strconv.Itoa(size) + `"/><name val="Arial"/><family val="2"/></font>`
}

// cellFormats lists the formats in the order of the style constants.
func cellFormats() string {
	const top, wrap = `<alignment vertical="top"/>`, `<alignment vertical="top" wrapText="1"/>`
	formats := []string{
		cellFormat(0, 0, 0, "", top),
		cellFormat(0, 1, 1, "", top),
		cellFormat(0, 2, 2, "", top),
		cellFormat(0, 0, 0, "", wrap),
		cellFormat(0, 3, 0, "", wrap),
		cellFormat(0, 0, 0, ` quotePrefix="1"`, top),
		cellFormat(1, 0, 0, "", top),
		cellFormat(firstNumberFormat, 0, 0, "", top),
	}
	for n := 1; n <= maxDecimals; n++ {
		formats = append(formats, cellFormat(firstNumberFormat+n, 0, 0, "", top))
	}
	return `<cellXfs count="` + strconv.Itoa(len(formats)) + `">` + strings.Join(formats, "") + `</cellXfs>`
}

func cellFormat(number, font, named int, more, alignment string) string {
	return `<xf numFmtId="` + strconv.Itoa(number) + `" fontId="` + strconv.Itoa(font) + `" fillId="0" borderId="0" xfId="` + strconv.Itoa(named) +
		`" applyNumberFormat="1" applyFont="1" applyAlignment="1"` + more + `>` + alignment + `</xf>`
}
