package privacy

import (
	"testing"

	"lumbung/cmd/lumbung/internal/table"
)

// sound is a rule without a fault over the fields of ruled.
func sound() *Rule {
	return &Rule{
		Fields: []string{"pria", "wanita", "semua"}, Threshold: 5,
		Dimensions: []Dimension{{Field: "desa", Totals: []string{"Jumlah"}}, {Field: "umur"}},
		Sums:       []Sum{{Total: "semua", Of: []string{"pria", "wanita"}}},
		Derived:    []Derived{{Field: "persen", From: []string{"pria"}, Over: []string{"desa"}}},
	}
}

func ruled() *table.Schema {
	return &table.Schema{Fields: []table.Field{
		{Name: "desa", Type: table.String}, {Name: "umur", Type: table.String}, {Name: "kelas", Type: table.String}, {Name: "nik", Type: table.String, Private: true},
		{Name: "pria", Type: table.Integer}, {Name: "wanita", Type: table.Integer}, {Name: "semua", Type: table.Integer}, {Name: "persen", Type: table.Number},
	}}
}

func TestSoundRuleHasNoFault(t *testing.T) {
	if faults := sound().Check(ruled()); len(faults) > 0 {
		t.Errorf("%s: %s", faults[0].Key, faults[0].Message)
	}
}

func TestEachFaultOfARuleIsToldAtItsKey(t *testing.T) {
	for _, c := range []struct {
		change    func(r *Rule)
		key, want string
	}{
		{func(r *Rule) { r.Threshold = 1 }, "threshold", "the threshold must be 2 or more: a count below it is hidden, and 0 is no small count"},
		{func(r *Rule) { r.Width = -1 }, "width", "the width must be 1 or more"},
		{func(r *Rule) { r.Group = -1 }, "group", "the size of a group must be 1 or more"},
		{func(r *Rule) { r.Zeros = "aman" }, "zeros", `zeros are "safe" or "suppress", not "aman"`},
		{func(r *Rule) { *r = Rule{} }, "fields", "disclosure control needs the fields that count people"},
		{func(r *Rule) { r.Fields = append(r.Fields, "pria") }, "fields[3]", `field "pria" is listed twice`},
		{func(r *Rule) { r.Fields = append(r.Fields, "kelas") }, "fields[3]", `field "kelas" has the type "string"; a count must be an integer`},
		{func(r *Rule) { r.Fields = append(r.Fields, "priia") }, "fields[3]", `there is no field "priia"; did you mean "pria"?`},
		{func(r *Rule) { r.Fields = append(r.Fields, "penghasilan") }, "fields[3]", `there is no field "penghasilan"`},
		{func(r *Rule) { r.Fields = append(r.Fields, "nik") }, "fields[3]", `field "nik" is private: it is never published, so there is nothing to control`},
		{func(r *Rule) { r.Dimensions = append(r.Dimensions, Dimension{Field: "desa"}) }, "dimensions[2].field", `dimension "desa" is listed twice`},
		{func(r *Rule) { r.Dimensions = append(r.Dimensions, Dimension{Field: "pria"}) }, "dimensions[2].field", `field "pria" is a count and cannot be a dimension`},
		{func(r *Rule) { r.Dimensions[1].Parent = "kabupaten" }, "dimensions[1].parent", `there is no field "kabupaten"`},
		{func(r *Rule) { r.Dimensions[1].Keep = true }, "dimensions[1].keep", `dimension "umur" has no totals to keep`},
		{func(r *Rule) { r.Sums[0].Of = nil }, "sums[0].of", "a sum needs the fields that it is the sum of"},
		{func(r *Rule) { r.Sums[0].Of = []string{"pria", "pria"} }, "sums[0].of[1]", `field "pria" is in this sum already`},
		{func(r *Rule) { r.Sums[0].Total = "persen" }, "sums[0].total", `field "persen" is not among the counts; add it to fields`},
		{func(r *Rule) { r.Derived[0].Field = "wanita" }, "derived[0].field", `field "wanita" is a count and cannot be derived from one`},
		{func(r *Rule) { r.Derived[0].From = nil }, "derived[0].from", "a derived field needs the counts that it is computed from"},
		{func(r *Rule) { r.Derived[0].Over = []string{"persen"} }, "derived[0].over[0]", `field "persen" is not a dimension; add it to dimensions`},
	} {
		r := sound()
		c.change(r)
		faults := r.Check(ruled())
		if len(faults) != 1 || faults[0].Key != c.key || faults[0].Message.String() != c.want {
			t.Errorf("want %s: %s", c.key, c.want)
			for _, f := range faults {
				t.Errorf("told %s: %s", f.Key, f.Message)
			}
		}
	}
}
