package privacy

import (
	"slices"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// The values of Rule.Zeros.
const (
	ZerosSafe     = "safe"     // a count of 0 is published, and readers know that what is hidden is not 0
	ZerosSuppress = "suppress" // a count of 0 is hidden like other small counts
)

const defaultThreshold = 5

// Rule is a dataset's [disclosure]: which of its fields count people, which of its figures
// add up to which, and how few people a published count may stand for.
type Rule struct {
	// Fields count people (or groups of them). They hold whole numbers from 0 on.
	Fields []string `toml:"fields"`
	// Threshold is the least count that may be published; 0 is 5.
	Threshold int `toml:"threshold"`
	// Width is how far apart the smallest and the largest value must be that a hidden count
	// could have for all a reader can tell; 0 is the threshold less one, so that what is
	// hidden could as well be a count that is not.
	Width int `toml:"width"`
	// Zeros is ZerosSafe or ZerosSuppress; "" is safe.
	Zeros string `toml:"zeros"`
	// Dimensions are the fields that tell the rows apart and have totals among their values.
	// The other fields of the primary key tell rows apart too, and have none.
	Dimensions []Dimension `toml:"dimensions"`
	// Sums are the totals that stand in the same row as their parts.
	Sums []Sum `toml:"sums"`
	// Derived are the fields computed from the counts.
	Derived []Derived `toml:"derived"`
	// Group is the largest group to warn about when all its people are in one category; 0 is
	// ten times the threshold.
	Group int `toml:"group"`
}

// Dimension is a field over whose values counts are added up.
type Dimension struct {
	Field string `toml:"field"`
	// Totals are the values that mark a total over the dimension ("Jumlah", or "").
	Totals []string `toml:"totals"`
	// Parent is a field with the value of Field that a row is part of: the kabupaten of a
	// kecamatan. Rows without one are parts of the total.
	Parent string `toml:"parent"`
	// Keep says that the totals are known from elsewhere, so that hiding them helps nobody.
	Keep bool `toml:"keep"`
}

// Sum is a field that is the sum of others in the same row.
type Sum struct {
	Total string   `toml:"total"`
	Of    []string `toml:"of"`
}

// Derived is a field computed from counts (a share, a rate, a mean), hidden wherever one of
// those is hidden.
type Derived struct {
	Field string `toml:"field"`
	// From are the counts in the same row.
	From []string `toml:"from"`
	// Over are the dimensions over which the first of From was added up to get what it is a
	// share of, when that is in another row: the share of a category is over the categories.
	Over []string `toml:"over"`
}

// Fault is something wrong with a Rule. Key is where, below [disclosure].
type Fault struct {
	Key     string
	Message diag.Message
}

func (r *Rule) threshold() int64 {
	if r.Threshold == 0 {
		return defaultThreshold
	}
	return int64(r.Threshold)
}

func (r *Rule) width() int64 {
	if r.Width == 0 {
		return r.threshold() - 1
	}
	return int64(r.Width)
}

func (r *Rule) group() int64 {
	if r.Group == 0 {
		return 10 * r.threshold()
	}
	return int64(r.Group)
}

func (r *Rule) zerosHidden() bool { return r.Zeros == ZerosSuppress }

// dimension finds a dimension by its field, or gives -1.
func (r *Rule) dimension(field string) int {
	return slices.IndexFunc(r.Dimensions, func(d Dimension) bool { return d.Field == field })
}

// KeyFields lists the fields that tell rows apart: the dimensions, then what else is in
// the primary key.
func (r *Rule) KeyFields(schema *table.Schema) []string {
	var names []string
	for _, d := range r.Dimensions {
		names = append(names, d.Field)
	}
	for _, name := range schema.PrimaryKey {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
