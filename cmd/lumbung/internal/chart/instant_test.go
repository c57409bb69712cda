package chart

import "testing"

// FuzzInstant: whatever stands for a time, what is read of it lies in its year, and times that
// are written alike follow each other as their texts do.
func FuzzInstant(f *testing.F) {
	for _, s := range []string{"2009", "2013-03", "2016-12-31", "0000", "9999-12-31", "2016-13", "2016-02-31", "-001", "+016", "2016-+1", "2016-1", "20 6", "2016-", "2016-01-01T00"} {
		f.Add(s, "2012-07")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, err := parseInstant(a)
		if err != nil {
			return
		}
		if year, err := parseInstant(a[:4]); err != nil || x < year || x >= year+perYear {
			t.Errorf("%q is %d, its year %d, %v", a, x, year, err)
		}
		if y, err := parseInstant(b); err == nil && len(a) == len(b) && (a < b) != (x < y) {
			t.Errorf("%q is %d, %q is %d", a, x, b, y)
		}
	})
}
