package chart

import (
	"strconv"

	"lumbung/cmd/lumbung/internal/diag"
)

// maxPanels is how many small drawings a reader can still compare.
const maxPanels = 6

// mostDigits keeps values where a scale can place them: a float ends at 10^308.
const mostDigits = 60

// validate refuses what cannot be drawn honestly, in words that name the row.
func (in *Input) validate() error {
	if in.Kind >= kindCount {
		return diag.Err("unknown kind of chart")
	}
	if in.Words == nil {
		return diag.Err("a chart needs its words")
	}
	if in.Title == "" {
		return diag.Err("a chart needs a title")
	}
	if err := in.validateSeries(); err != nil {
		return err
	}
	for i := range in.Rows {
		if err := in.Rows[i].validate(in); err != nil {
			return err
		}
	}
	if in.Limit != nil && in.Kind != Bars {
		return diag.Err("a chart of kind %s takes no limit", in.Kind)
	}
	if in.Limit != nil && !isDecimal(in.Limit.Value) {
		return diag.Err("the limit %q is not a number", in.Limit.Value)
	}
	if in.From != "" && !isDecimal(in.From) {
		return diag.Err("the start of the axis %q is not a number", in.From)
	}
	for i := range in.Strips {
		if err := in.Strips[i].validate(); err != nil {
			return err
		}
	}
	if in.Kind == DotRange {
		return in.validateScores()
	}
	return nil
}

// validateScores keeps the dots of a range inside it.
func (in *Input) validateScores() error {
	for _, r := range in.Rows {
		if err := in.Strips[0].holds(r.Cells[0], r.Label); err != nil {
			return err
		}
	}
	return nil
}

func (in *Input) validateSeries() error {
	least, most := 1, 1
	switch in.Kind {
	case Stacked:
		least, most = 2, 3
	case Paired:
		least, most = 2, 2
	case Panels:
		least, most = 2, maxPanels
	case Dots, Line:
		most = 2
	case Bands:
		least, most = 0, 0
	}
	n := len(in.Series)
	if n == 0 && least == 1 {
		n = 1 // the one series may go without a name
	}
	switch {
	case n < least || n > most:
		return diag.Err("a chart of kind %s takes %s series, this has %d", in.Kind, between(least, most), n)
	case in.Kind == Bands || in.Kind == DotRange:
		if len(in.Strips) == 0 {
			return diag.Err("a chart of kind %s needs bands", in.Kind)
		}
	}
	if len(in.Rows) == 0 && in.Kind != Bands {
		return diag.Err("there are no rows to draw")
	}
	return in.validateRoles()
}

func between(least, most int) diag.Message {
	if least == most {
		return diag.Msg("%d", least)
	}
	return diag.Msg("%d to %d", least, most)
}

// validateRoles pins the order of the bands: a stack reads from low to high.
func (in *Input) validateRoles() error {
	if in.Kind != Stacked {
		return nil
	}
	last := Role(0)
	for _, s := range in.Series {
		if s.Role < Low || s.Role > High || s.Role <= last {
			return diag.Err("the bands of a stack go from low to high, %q is out of order", s.Name)
		}
		last = s.Role
	}
	return nil
}

func (r *Row) validate(in *Input) error {
	if n := max(1, len(in.Series)); len(r.Cells) != n {
		return diag.Err("row %q has %d {value|values} for %d series", r.Label, len(r.Cells), n)
	}
	for _, c := range r.Cells {
		if !c.Present() {
			continue
		}
		if !isDecimal(c.Value) {
			return diag.Err("%q in row %q is not a number", c.Value, r.Label)
		}
		if len(c.Value) > mostDigits {
			return diag.Err("the number in row %q has too many digits to draw", r.Label)
		}
		if in.Kind != Bars && in.Kind != Line && in.Kind != DotRange && isNegative(c.Value) {
			return diag.Err("a chart of kind %s cannot show %s (row %q)", in.Kind, c.Value, r.Label)
		}
	}
	return nil
}

func (s *Strip) validate() error {
	if len(s.Bands) == 0 {
		return diag.Err("the strip %q has no bands", s.Label)
	}
	for i, b := range s.Bands {
		if b.Max < b.Min {
			return diag.Err("the band %q of %q ends before it begins", b.Name, s.Label)
		}
		if i > 0 && b.Min != s.Bands[i-1].Max+1 {
			return diag.Err("the band %q of %q does not begin where %q ends", b.Name, s.Label, s.Bands[i-1].Name)
		}
	}
	if s.Score == nil {
		return nil
	}
	return s.holds(*s.Score, s.Label)
}

// holds refuses a score that lies on none of the bands.
func (s *Strip) holds(score Cell, of string) error {
	if !score.Present() {
		return nil
	}
	if !isDecimal(score.Value) {
		return diag.Err("the score %q of %q is not a number", score.Value, of)
	}
	lo, hi := s.Bands[0].Min, s.Bands[len(s.Bands)-1].Max
	if compare(score.Value, strconv.FormatInt(lo, 10)) < 0 || compare(score.Value, strconv.FormatInt(hi, 10)) > 0 {
		return diag.Err("the score %s of %q lies outside %d to %d", score.Value, of, lo, hi)
	}
	return nil
}
