package table

import "slices"

var (
	defaultTrue  = []string{"true", "True", "TRUE", "1"}
	defaultFalse = []string{"false", "False", "FALSE", "0"}
)

func (f *Field) trueValues() []string {
	if len(f.TrueValues) == 0 {
		return defaultTrue
	}
	return f.TrueValues
}

func (f *Field) falseValues() []string {
	if len(f.FalseValues) == 0 {
		return defaultFalse
	}
	return f.FalseValues
}

func (c *Caster) castBoolean(text string) (string, *CastError) {
	switch {
	case slices.Contains(c.field.trueValues(), text):
		return "true", nil
	case slices.Contains(c.field.falseValues(), text):
		return "false", nil
	}
	e := c.wrong(text, "is neither true nor false")
	if len(e.Hints) == 0 {
		e.hintInField("%q is true for %q and false for %q; other words go in trueValues and falseValues", c.field.Name, c.field.trueValues(), c.field.falseValues())
	}
	return "", e
}
