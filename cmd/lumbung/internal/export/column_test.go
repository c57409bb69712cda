package export

import (
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

func TestColumnsAreStoredAsWhatLosesNothing(t *testing.T) {
	for _, c := range []struct {
		name   string
		typ    table.Type
		values []string
		want   store
		whole  int
		scale  int
	}{
		{"whole numbers", table.Integer, []string{"1", "-12", "0"}, asInteger, 2, 0},
		{"the largest whole number", table.Integer, []string{"9223372036854775807"}, asInteger, 19, 0},
		{"a number of twenty digits", table.Integer, []string{"1", "12345678901234567890"}, asText, 1, 0},
		{"years", table.Year, []string{"2016"}, asInteger, 4, 0},
		{"a year with a zero in front", table.Year, []string{"0800"}, asText, 0, 0},
		{"decimals of two lengths", table.Number, []string{"18.3", "-100.25"}, asDecimal, 3, 2},
		{"a decimal below one", table.Number, []string{"-0.5"}, asDecimal, 1, 1},
		{"not a number", table.Number, []string{"1", "NaN"}, asText, 1, 0},
		{"an exponent", table.Number, []string{"1e5"}, asText, 0, 0},
		{"dates", table.Date, []string{"2016-02-29"}, asDate, 0, 0},
		{"no date", table.Date, []string{"2015-02-29"}, asText, 0, 0},
		{"lists", table.List, []string{`["a"]`}, asJSON, 0, 0},
		{"no JSON", table.Object, []string{`{a}`}, asText, 0, 0},
		{"booleans", table.Boolean, []string{"true", "false"}, asBoolean, 0, 0},
		{"texts", table.String, []string{"12"}, asText, 0, 0},
		{"nothing", table.Integer, []string{none}, asInteger, 0, 0},
	} {
		rows := make([][]string, len(c.values))
		for i, v := range c.values {
			rows[i] = []string{v}
		}
		got := columnsOf(makeTable([]table.Field{field("x", c.typ)}, rows...))[0]
		if got.store != c.want || got.whole != c.whole || got.scale != c.scale {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestIntegersAreWrittenOneWay(t *testing.T) {
	for s, want := range map[string]bool{
		"0": true, "7": true, "-7": true, "9223372036854775807": true, "-9223372036854775808": true,
		"": false, "-": false, "07": false, "-07": false, "-0": false, "+7": false, "9223372036854775808": false, "1.0": false, " 1": false, "1_000": false,
	} {
		if got := isInteger(s); got != want {
			t.Errorf("isInteger(%q) is %v", s, got)
		}
	}
}

func TestSignificantDigitsLeaveOutZerosInFront(t *testing.T) {
	for s, want := range map[string]int{"0": 0, "0.0150": 3, "-12.5": 3, "100": 3, "123456789012345.6": 16} {
		if got := significant(s); got != want {
			t.Errorf("significant(%q) is %d, not %d", s, got, want)
		}
	}
}
