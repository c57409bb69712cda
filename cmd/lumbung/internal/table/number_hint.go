package table

import (
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// notNumber explains a text that is no number by what it could be meant as. It guesses in
// the message only: what a dot means is for the descriptor to say.
func (c *Caster) notNumber(text string, decimal bool) *CastError {
	f := c.field
	is := "is not an integer"
	if decimal {
		is = "is not a number"
	}
	e := c.wrong(text, is)
	if c.trial || len(e.Hints) > 0 {
		return e
	}
	if strings.ContainsRune(text, '−') && c.reads(strings.ReplaceAll(text, "−", "-")) {
		return e.hint("write the minus sign as %q", "-")
	}
	if !f.AroundNumber {
		if c.with(func(f *Field) { f.AroundNumber = true }, text) {
			return e.hintInField("if the text around the number says nothing more, declare bareNumber = false for %q", f.Name)
		}
	}
	for _, group := range []string{".", ",", " ", "\u00a0", "\u202f", "'", "’"} {
		if strings.Contains(text, group) && c.with(func(f *Field) { f.GroupChar = group }, text) {
			e.hintInField("if the %s groups thousands, declare groupChar = %q for %q", charName(group), group, f.Name)
		}
	}
	for _, point := range []string{",", "."} {
		switch {
		case point == decimalChar(f) && decimal, !strings.Contains(text, point):
		case !decimal && c.with(func(f *Field) { f.Type, f.DecimalChar = Number, point }, text) && len(e.Hints) == 0:
			if point == "," {
				e.hintInField("if it is a decimal, %q needs type = \"number\" and decimalChar = \",\"", f.Name)
			} else {
				e.hintInField("if it is a decimal, %q needs type = \"number\"", f.Name)
			}
		case decimal && c.with(func(f *Field) { f.DecimalChar = point; dropGroup(f, point) }, text):
			e.hintInField("if the %s is the decimal mark, declare decimalChar = %q for %q", charName(point), point, f.Name)
		case decimal && c.with(func(f *Field) { f.DecimalChar, f.GroupChar = point, otherMark(point) }, text):
			e.hintInField("if the %s is the decimal mark, declare decimalChar = %q and groupChar = %q for %q", charName(point), point, otherMark(point), f.Name)
		}
	}
	if g := f.GroupChar; g != "" && strings.Contains(text, g) && len(e.Hints) == 0 {
		e.hint("groups of thousands have three digits each")
	}
	return e
}

// with says whether the text were a number if the field were different.
func (c *Caster) with(change func(*Field), text string) bool {
	f := *c.field
	change(&f)
	return tries(&f, text)
}

func decimalChar(f *Field) string {
	if f.DecimalChar == "" {
		return "."
	}
	return f.DecimalChar
}

func dropGroup(f *Field, point string) {
	if f.GroupChar == point {
		f.GroupChar = ""
	}
}

func otherMark(point string) string {
	if point == "," {
		return "."
	}
	return ","
}

func charName(s string) diag.Message {
	switch s {
	case ".":
		return diag.Msg("dot")
	case ",":
		return diag.Msg("comma")
	case "'", "’":
		return diag.Msg("apostrophe")
	}
	return diag.Msg("blank")
}
