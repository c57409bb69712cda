package table

import "testing"

func TestCompareOrdersByMeaning(t *testing.T) {
	for _, c := range []struct {
		kind Type
		a, b string
		want int
		ok   bool
	}{
		{Integer, "9", "10", -1, true},
		{Integer, "-9", "-10", 1, true},
		{Number, "1.50", "1.5", 0, true},
		{Number, "0", "-0.0", 0, true},
		{Number, "0.30000000000000004", "0.3", 1, true},
		{Number, "12345678901234567890.1", "12345678901234567890.2", -1, true},
		{Number, "-INF", "-99", -1, true},
		{Number, "INF", "99", 1, true},
		{Number, "NaN", "1", 0, false},
		{Year, "-0044", "2016", -1, true},
		{Date, "2016-07-05", "2016-10-01", -1, true},
		{Yearmonth, "2016-03", "2015-12", 1, true},
		{Datetime, "2016-07-05T10:00:00+08:00", "2016-07-05T02:00:00Z", 0, true},
		{Datetime, "2016-07-05T10:00:00.50Z", "2016-07-05T10:00:00.5Z", 0, true},
		{Datetime, "2016-07-05T10:00:00", "2016-07-05T10:00:00Z", 0, false},
		{Time, "09:30:00", "10:00:00", -1, true},
		{Duration, "P1Y", "P12M", 0, true},
		{Duration, "P1M", "P30D", 0, false},
		{Duration, "P1M", "P32D", -1, true},
		{Duration, "PT36H", "P1DT12H", 0, true},
		{Duration, "-P1D", "PT0.5S", -1, true},
		{Duration, "PT1.5S", "PT1.25S", 1, true},
		{String, "Oesapa", "Oetete", -1, true},
		{Object, "{}", "{}", 0, false},
	} {
		got, ok := Compare(c.kind, c.a, c.b)
		if sign(got) != c.want || ok != c.ok {
			t.Errorf("%s %s, %s: got %d, %v", c.kind, c.a, c.b, got, ok)
		}
		if back, _ := Compare(c.kind, c.b, c.a); sign(back) != -c.want {
			t.Errorf("%s %s, %s: got %d the other way", c.kind, c.b, c.a, back)
		}
	}
}

func TestEqualLooksAtTheValueNotAtItsZeros(t *testing.T) {
	for _, c := range []struct {
		kind Type
		a, b string
		want bool
	}{
		{Number, "1.0", "1", true}, {Number, "100", "1", false}, {Number, "0.10", "0.1", true}, {String, "1.0", "1", false},
		{Datetime, "2016-07-05T10:00:00+08:00", "2016-07-05T02:00:00Z", true}, {Datetime, "2016-07-05T10:00:00", "2016-07-05T10:00:00Z", false},
	} {
		if got := Equal(c.kind, c.a, c.b); got != c.want {
			t.Errorf("%s %s, %s: got %v", c.kind, c.a, c.b, got)
		}
	}
}
