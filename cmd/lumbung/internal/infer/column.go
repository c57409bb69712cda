package infer

import (
	"regexp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// column is one column while it is being understood.
type column struct {
	heading    string
	cells      []Cell
	lines      []int // of the file
	convention votes
	fact       func(Sureness, diag.Message, diag.Message)

	texts   []string // the cells that have a value; "" for the others
	present int
	out     []string // canonical
}

// markers stand for no value in many tables. An empty cell always does.
var markers = []string{"-", "–", "—", "--", "n/a", "na", "n.a.", "null", "nihil", "tidak ada data", "tidak diketahui", "..", "...", "#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!"}

// understand tries the types from the strictest on.
func (c *column) understand() Field {
	f := Field{Type: table.String}
	f.Missing = c.takeMissing()
	c.out = make([]string, len(c.cells))
	for i, cell := range c.cells {
		c.out[i] = cell.Text // markers stay: their reason may differ
	}
	if c.present == 0 {
		c.fact(Guess, diag.Msg("no value in any row"), diag.Msg("the column is empty"))
		return f
	}
	for _, try := range []func(*Field) bool{c.boolean, c.code, c.year, c.month, c.date, c.number} {
		if try(&f) {
			return f
		}
	}
	c.text(&f)
	return f
}

// takeMissing finds the texts that stand for no value and takes them out.
func (c *column) takeMissing() []string {
	var found []string
	times := map[string]int{}
	c.texts = make([]string, len(c.cells))
	for i, cell := range c.cells {
		if cell.Text == "" {
			continue
		}
		if cell.Kind == Fault || slices.Contains(markers, strings.ToLower(cell.Text)) {
			if times[cell.Text]++; times[cell.Text] == 1 {
				found = append(found, cell.Text)
			}
			continue
		}
		c.texts[i] = cell.Text
		c.present++
	}
	slices.Sort(found)
	for _, m := range found {
		if m == "-" || m == "–" || m == "—" || m == "--" || strings.EqualFold(m, "nihil") {
			c.fact(Guess, diag.Msg("%q means no data", m), diag.Msg("it stands in %d {row|rows}; in many tables it means none: if so, write 0 in its place", times[m]))
		} else {
			c.fact(Likely, diag.Msg("%q means no data", m), diag.Msg("it stands in %d {row|rows}", times[m]))
		}
	}
	return found
}

// each applies a reading to all values; false when one cannot be read so.
func (c *column) each(read func(string) (string, bool)) bool {
	out := slices.Clone(c.out)
	for i, s := range c.texts {
		if s == "" {
			continue
		}
		v, ok := read(s)
		if !ok {
			return false
		}
		out[i] = v
	}
	c.out = out
	return true
}

var truths = map[string]string{"ya": "true", "tidak": "false", "yes": "true", "no": "false", "true": "true", "false": "false", "benar": "true", "salah": "false"}

func (c *column) boolean(f *Field) bool {
	seen := map[string]bool{}
	if !c.each(func(s string) (string, bool) {
		v, ok := truths[strings.ToLower(s)]
		seen[v] = true
		return v, ok
	}) {
		return false
	}
	f.Type = table.Boolean
	sure := Likely
	if len(seen) < 2 {
		sure = Guess
	}
	c.fact(sure, diag.Msg("true or false"), diag.Msg("all %d {value is|values are} yes or no", c.present))
	return true
}

var (
	codeHeading = regexp.MustCompile(`(?i)\b(kode|code|nik|nip|npwp|kk|telp|telepon|hp|pos|rt|rw|nomor induk|fips|bps|kemendagri)\b`)
	shortened   = regexp.MustCompile(`^\d[.,]\d+[eE]\+\d+$`)
	yearHeading = regexp.MustCompile(`(?i)(tahun|thn|year)`)
)

// code finds digits that are no numbers: 0380, 53.01, and what a heading calls a code.
func (c *column) code(f *Field) bool {
	zeros, broken, long, allDigits := 0, 0, 0, true
	for i, s := range c.texts {
		switch {
		case s == "":
		case leadingZero(s):
			zeros++
		case shortened.MatchString(s) && c.cells[i].Kind == Text:
			broken++
		case len(s) > 15 && digits(s):
			long++
		}
		if s != "" && strings.Trim(s, "0123456789.-/ ") != "" {
			allDigits = false
		}
	}
	spaced := strings.NewReplacer("_", " ", ".", " ").Replace(c.heading)
	switch {
	case broken > 0:
		c.fact(Guess, diag.Msg("text"), diag.Msg("Excel has cut %d long {number|numbers} short (as in 5,3E+15): {its|their} digits are lost; make the column text in Excel and export it again", broken))
	case zeros > 0 && allDigits:
		c.fact(Certain, diag.Msg("text (a code)"), diag.Msg("%d of %d {value starts|values start} with 0, which a number would lose", zeros, c.present))
	case long > 0 && allDigits:
		c.fact(Certain, diag.Msg("text (a code)"), diag.Msg("%d of %d {value has|values have} more than 15 digits", long, c.present))
	case allDigits && codeHeading.MatchString(spaced):
		c.fact(Likely, diag.Msg("text (a code)"), diag.Msg("the heading calls it one"))
	default:
		return false
	}
	f.Type = table.String
	return true
}

func (c *column) year(f *Field) bool {
	if !c.each(func(s string) (string, bool) { return s, isYear(s) }) {
		return false
	}
	if !yearHeading.MatchString(c.heading) && c.present < len(c.cells) {
		return false
	}
	f.Type = table.Year
	sure := Likely
	if !yearHeading.MatchString(c.heading) {
		sure = Guess
	}
	c.fact(sure, diag.Msg("year"), diag.Msg("all %d {value is|values are} between 1900 and 2099", c.present))
	return true
}

func (c *column) month(f *Field) bool {
	if !c.each(readMonth) {
		return false
	}
	f.Type = table.Yearmonth
	c.fact(Likely, diag.Msg("month"), diag.Msg("all %d {value is|values are} a month and a year", c.present))
	return true
}

func (c *column) date(f *Field) bool {
	if c.each(readMoment) {
		f.Type = table.Datetime
		c.fact(Certain, diag.Msg("date and time"), diag.Msg("all %d {value is|values are} both", c.present))
		return true
	}
	out, sure, why, ok := dates(c.texts)
	if !ok {
		return false
	}
	for i, s := range out {
		if s != "" {
			c.out[i] = s
		}
	}
	f.Type = table.Date
	c.fact(sure, diag.Msg("date"), why)
	return true
}

func (c *column) number(f *Field) bool {
	var own votes
	texts, shown, typed := 0, 0, 0
	for i, s := range c.texts {
		switch {
		case s == "":
		case c.cells[i].Kind == Number:
			typed++
			if c.cells[i].Percent {
				shown++
			}
		default:
			texts++
			own.count(s)
		}
	}
	if own.numbers < texts {
		c.almost(own.numbers + typed)
		return false
	}
	how, sure, why, ok := own.form(c.convention)
	if !ok {
		c.fact(Guess, diag.Msg("text"), why)
		return true
	}
	whole := true
	for i, s := range c.texts {
		if s == "" {
			continue
		}
		v := s
		if c.cells[i].Kind != Number {
			n, _ := bare(s)
			if v, ok = how.read(n); !ok { // a column of one form with a cell of the other
				c.fact(Guess, diag.Msg("text"), diag.Msg("row %d is not written as the others are", c.lines[i]))
				c.restore()
				return true
			}
		}
		whole = whole && !strings.Contains(v, ".")
		c.out[i] = v
	}
	if texts == 0 {
		why = diag.Msg("%d {cell|cells} of the workbook {is a number|are numbers}", typed)
	}
	c.describe(f, how, own, whole, sure, why)
	c.unit(f, own, shown, typed+texts)
	return true
}

func (c *column) restore() {
	for i, cell := range c.cells {
		c.out[i] = cell.Text
	}
}

// describe says what kind of number a column holds.
func (c *column) describe(f *Field, how form, own votes, whole bool, sure Sureness, why diag.Message) {
	f.Type = table.Number
	if whole {
		f.Type = table.Integer
	}
	switch {
	case how == commaForm && !whole:
		c.fact(sure, diag.Msg("number, with a decimal comma"), why)
	case how == commaForm:
		c.fact(sure, diag.Msg("whole number, thousands grouped by dots"), why)
	case how == pointForm && whole && own.commas+own.point > 0:
		c.fact(sure, diag.Msg("whole number, thousands grouped by commas"), why)
	case whole:
		c.fact(sure, diag.Msg("whole number"), why)
	default:
		c.fact(sure, diag.Msg("number, with a decimal point"), why)
	}
	if own.negative > 0 {
		c.fact(Likely, diag.Msg("brackets mean a negative number"), diag.Msg("%d {number stands|numbers stand} in brackets", own.negative))
	}
}

// almost tells of a column that would be numbers but for a few cells.
func (c *column) almost(numbers int) {
	others := c.present - numbers
	if others == 0 || numbers < 4*others {
		return
	}
	for i, s := range c.texts {
		if s != "" && !isNumber(c.cells[i]) {
			c.fact(Guess, diag.Msg("text"), diag.Msg("%d of %d values are numbers; the first that is none is %q, in row %d", numbers, c.present, s, c.lines[i]))
			return
		}
	}
}

// unit finds the unit in the heading or in the cells.
func (c *column) unit(f *Field, own votes, shownAsPercent, all int) {
	if unit := unitOf(c.heading); unit != "" {
		f.Unit = unit
		c.fact(Likely, diag.Msg("in %s", unit), diag.Msg("the heading says so"))
		return
	}
	switch {
	case own.percent+shownAsPercent == all:
		f.Unit = "%"
	case own.rupiah == all:
		f.Unit = "Rp"
	case own.percent+shownAsPercent > 0:
		c.fact(Guess, diag.Msg("some per cent, some not"), diag.Msg("%d of %d {value carries|values carry} a %%", own.percent+shownAsPercent, all))
		return
	default:
		return
	}
	c.fact(Certain, diag.Msg("in %s", f.Unit), diag.Msg("all %d {value carries|values carry} it", all))
}

// maxCategories is how many different values a column of categories may have.
const maxCategories = 20

// text finds categories: few values, each many times.
func (c *column) text(f *Field) {
	f.Type = table.String
	seen := map[string]bool{}
	var values []string
	for _, s := range c.texts {
		if s != "" && !seen[s] {
			seen[s] = true
			values = append(values, s)
			if len(values) > maxCategories {
				return
			}
		}
	}
	if len(values) < 2 || c.present < 3*len(values) {
		return
	}
	f.Categories = values
	c.fact(Likely, diag.Msg("text, one of %d categories", len(values)), diag.Msg("%d {row holds|rows hold} only these", c.present))
}
