// Package score applies a rubric to scores: the method by which groups are judged in
// aspects, each a number of items, each item answered by a small whole number.
//
// Answers are summed to a total for each row and aspect; the rubric's ranges put the total
// into a band; rows are counted by aspect and band; and the general conclusion of an
// aspect is the band that most rows are in. Any number of aspects, items and bands will do.
//
// Derive makes two datasets of a dataset with [scores] in its descriptor, and one more for
// each field to count by:
//
//	NAME-bands    for each row and aspect its total and its band
//	NAME-summary  for each aspect and band how many rows, their share, and the conclusion
//	NAME-by-FIELD the same counts by a field of the scored rows
//
// They are published like all others, with a chart of the summary. What contradicts the
// rubric (a total outside its range, items missing, a total that its items do not add up
// to) is an error at the row.
package score

import (
	"math/big"
	"slices"
	"strconv"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/locale"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// Set is the scores of one dataset, worked out.
type Set struct {
	Resource *dataset.Resource // that has the scores
	Of       *dataset.Resource // whose rows were scored
	Rubric   Rubric
	Bands    *dataset.Resource
	Summary  *dataset.Resource
	By       []*dataset.Resource
	Totals   []Total // in the order of rows and aspects
}

// Total is the total of a row in an aspect.
type Total struct {
	Row    int // of the scored dataset
	Aspect int // of the rubric
	Score  int64
	Band   int // of the aspect
}

// Rubric is the aspects with their bands, from low to high.
type Rubric struct {
	Resource *dataset.Resource
	Aspects  []Aspect
}

// Aspect is a run of bands.
type Aspect struct {
	Value string
	Items int // 0: the rubric does not say
	Bands []Band
}

// Band is a range of totals.
type Band struct {
	Value    string
	Min, Max int64
}

// Derive works out the scores of all datasets that have some, and adds what follows to the
// package. pkg must hold published tables only.
func Derive(pkg *dataset.Package, log *diag.Log) []*Set {
	var sets []*Set
	for _, r := range slices.Clone(pkg.Resources) {
		if r.Scores == nil {
			continue
		}
		d := &deriver{pkg: pkg, log: log, r: r, s: r.Scores}
		if r.Table != nil {
			if set := d.set(); set != nil {
				sets = append(sets, set)
				continue
			}
		}
		d.lose()
	}
	return sets
}

// deriver works out one dataset.
type deriver struct {
	pkg *dataset.Package
	log *diag.Log
	r   *dataset.Resource
	s   *dataset.Scores

	of, aspect, value, item int // columns
	key                     int // of the scored dataset
	out                     *Set
}

func (d *deriver) error(rule, key, format string, args ...any) *diag.Diagnostic {
	return d.log.Error(rule, d.r.Doc.ValueAt(tomlfile.Key("scores", key)), format, args...)
}

func (d *deriver) set() *Set {
	d.out = &Set{Resource: d.r}
	if !d.fields() || !d.rubric() {
		return nil
	}
	before := d.log.Errors()
	d.totals()
	if d.log.Errors() > before {
		return nil
	}
	d.out.Bands = d.bands()
	d.out.Summary = d.summary()
	for _, field := range d.s.By {
		if by := d.by(field); by != nil {
			d.out.By = append(d.out.By, by)
		}
	}
	return d.out
}

// fields finds the columns that [scores] names.
func (d *deriver) fields() bool {
	ok := true
	column := func(key, name string) int {
		i := d.r.Table.Schema.Index(name)
		if i < 0 {
			ok = false
			d.error("scores", key, "dataset %q has no field %q", d.r.Name, name).Suggest(name, d.r.Table.Schema.Names(), "its fields are %s")
		}
		return i
	}
	d.of, d.aspect, d.value, d.item = column("of", d.s.Of), column("aspect", d.s.Aspect), column("value", d.s.Value), -1
	if d.s.Item != "" {
		d.item = column("item", d.s.Item)
	}
	if !ok {
		return false
	}
	for _, fk := range d.r.Table.Schema.ForeignKeys {
		if len(fk.Fields) == 1 && fk.Fields[0] == d.s.Of {
			if d.out.Of = d.pkg.Resource(fk.Resource); d.out.Of != nil && d.out.Of.Table != nil {
				d.key = d.out.Of.Table.Schema.Index(fk.Reference[0])
			}
		}
	}
	if d.out.Of != nil && d.out.Of.Table == nil {
		return false // why it could not be read was told
	}
	if d.out.Of == nil {
		d.error("scores", "of", "field %q does not refer to a dataset", d.s.Of).Note("declare a foreignKey from it to the dataset whose rows are scored")
		return false
	}
	return true
}

// rubric reads the ranges, in their order.
func (d *deriver) rubric() bool {
	r := d.pkg.Resource(d.s.Rubric.Resource)
	if d.pkg.LostDataset(d.s.Rubric.Resource) {
		return false
	}
	if r == nil {
		d.error("scores", "rubric.resource", "there is no dataset %q", d.s.Rubric.Resource).
			Suggest(d.s.Rubric.Resource, d.pkg.Names(), "datasets are %s")
		return false
	}
	d.out.Rubric.Resource = r
	cols := map[string]int{}
	for key, name := range map[string]string{"aspect": d.s.Rubric.Aspect, "band": d.s.Rubric.Band, "minimum": d.s.Rubric.Minimum, "maximum": d.s.Rubric.Maximum} {
		if cols[key] = r.Table.Schema.Index(name); cols[key] < 0 {
			d.error("scores", "rubric."+key, "dataset %q has no field %q", r.Name, name).
				Suggest(name, r.Table.Schema.Names(), "its fields are %s")
			return false
		}
	}
	items := r.Table.Schema.Index(d.s.Rubric.Items)
	for row := range r.Table.Len() {
		value := r.Table.Text(row, cols["aspect"])
		at := slices.IndexFunc(d.out.Rubric.Aspects, func(a Aspect) bool { return a.Value == value })
		if at < 0 {
			at = len(d.out.Rubric.Aspects)
			d.out.Rubric.Aspects = append(d.out.Rubric.Aspects, Aspect{Value: value})
		}
		a := &d.out.Rubric.Aspects[at]
		low, errLow := strconv.ParseInt(r.Table.Text(row, cols["minimum"]), 10, 64)
		high, errHigh := strconv.ParseInt(r.Table.Text(row, cols["maximum"]), 10, 64)
		if errLow != nil || errHigh != nil {
			d.log.Error("scores", r.CellSpan(row, cols["minimum"]), "the range of a band needs whole numbers from minimum to maximum").
				Note("write the lowest and the highest score of the band there")
			return false
		}
		if items >= 0 {
			a.Items, _ = strconv.Atoi(r.Table.Text(row, items))
		}
		a.Bands = append(a.Bands, Band{r.Table.Text(row, cols["band"]), low, high})
	}
	for i := range d.out.Rubric.Aspects {
		a := &d.out.Rubric.Aspects[i]
		slices.SortStableFunc(a.Bands, func(x, y Band) int { return int(min(max(x.Min-y.Min, -1), 1)) })
		for n := 1; n < len(a.Bands); n++ {
			if a.Bands[n].Min != a.Bands[n-1].Max+1 {
				d.error("scores", "rubric.resource", "the bands %q and %q of %q do not follow each other", a.Bands[n-1].Value, a.Bands[n].Value, a.Value).
					Note("each band begins one above the highest score of the band below it")
				return false
			}
		}
	}
	return true
}

type totalKey struct{ row, aspect int }

// totals sums the answers, or takes the totals, and puts each into its band.
func (d *deriver) totals() {
	rows := map[string]int{}
	for row := range d.out.Of.Table.Len() {
		rows[d.out.Of.Table.Text(row, d.key)] = row
	}
	sums, counts, first := map[totalKey]int64{}, map[totalKey]int{}, map[totalKey]int{}
	for row := range d.r.Table.Len() {
		scored, ok := rows[d.r.Table.Text(row, d.of)]
		aspect := d.aspectOf(d.r.Table.Text(row, d.aspect))
		if !ok || !d.r.Table.Has(row, d.value) {
			continue
		}
		if aspect < 0 {
			d.log.Error("scores", d.r.CellSpan(row, d.aspect), "the rubric has no aspect %q", d.r.Table.Text(row, d.aspect)).
				Suggest(d.r.Table.Text(row, d.aspect), d.aspects(), "its aspects are %s")
			continue
		}
		n, err := strconv.ParseInt(d.r.Table.Text(row, d.value), 10, 64)
		if err != nil {
			d.log.Error("scores", d.r.CellSpan(row, d.value), "a score is a whole number, not %q", d.r.Table.Text(row, d.value)).
				Note("write the points as they were given, or leave the cell empty where there are none")
			continue
		}
		key := totalKey{scored, aspect}
		if _, seen := first[key]; !seen {
			first[key] = row
		} else if d.item < 0 {
			d.log.Error("scores", d.r.CellSpan(row, d.aspect), "the total of %q in %q stands twice", d.r.Table.Text(row, d.of), d.r.Table.Text(row, d.aspect)).
				Note("remove one of the two rows; where each item has a row of its own, name its field: item = %q", "…")
		}
		sums[key] += n
		counts[key]++
	}
	for row := range d.out.Of.Table.Len() {
		for a := range d.out.Rubric.Aspects {
			key := totalKey{row, a}
			if counts[key] > 0 {
				d.total(key, sums[key], counts[key], first[key])
			}
		}
	}
	if d.s.Totals != "" {
		d.compareTotals()
	}
}

func (d *deriver) aspects() (names []string) {
	for _, a := range d.out.Rubric.Aspects {
		names = append(names, a.Value)
	}
	return names
}

func (d *deriver) aspectOf(value string) int {
	return slices.IndexFunc(d.out.Rubric.Aspects, func(a Aspect) bool { return a.Value == value })
}

func (d *deriver) total(key totalKey, sum int64, count, at int) {
	a := &d.out.Rubric.Aspects[key.aspect]
	if d.item >= 0 && a.Items > 0 && count != a.Items {
		d.log.Error("scores", d.r.CellSpan(at, d.item), "%q has %d of the %d items of %q", d.r.Table.Text(at, d.of), count, a.Items, a.Value).
			Note("each item has one row: add those that are missing, remove those that are too many")
		return
	}
	band := slices.IndexFunc(a.Bands, func(b Band) bool { return sum >= b.Min && sum <= b.Max })
	if band < 0 {
		d.log.Error("scores", d.r.CellSpan(at, d.value), "the total %d of %q lies outside the range of %q, %d to %d", sum, d.r.Table.Text(at, d.of),
			a.Value, a.Bands[0].Min, a.Bands[len(a.Bands)-1].Max).
			Note("mend the score, or the ranges in dataset %q", d.out.Rubric.Resource.Name)
		return
	}
	d.out.Totals = append(d.out.Totals, Total{key.row, key.aspect, sum, band})
}

// compareTotals holds the sums against the totals that were published beside them.
func (d *deriver) compareTotals() {
	r := d.pkg.Resource(d.s.Totals)
	if d.pkg.LostDataset(d.s.Totals) {
		return
	}
	if r == nil || r.Scores == nil {
		d.error("scores", "totals", "there is no dataset %q with scores of its own", d.s.Totals).
			Note("totals names the dataset that has the published totals, and a [scores] that says where they stand")
		return
	}
	of, aspect, value := r.Table.Schema.Index(r.Scores.Of), r.Table.Schema.Index(r.Scores.Aspect), r.Table.Schema.Index(r.Scores.Value)
	if of < 0 || aspect < 0 || value < 0 {
		return // told where that dataset is worked out
	}
	for row := range r.Table.Len() {
		for _, t := range d.out.Totals {
			same := d.out.Of.Table.Text(t.Row, d.key) == r.Table.Text(row, of) && d.out.Rubric.Aspects[t.Aspect].Value == r.Table.Text(row, aspect)
			if same && r.Table.Has(row, value) && r.Table.Text(row, value) != strconv.FormatInt(t.Score, 10) {
				d.log.Error("scores", r.CellSpan(row, value), "the total %s of %q in %q does not equal its items, which add up to %d",
					r.Table.Text(row, value), r.Table.Text(row, of), r.Table.Text(row, aspect), t.Score).
					NoteAt(d.r.Doc.At("scores"), "the items are in dataset %q", d.r.Name)
			}
		}
	}
}

// share is a count's share of a whole in percent, with one decimal, half rounded up.
func share(part, whole int) string {
	if whole == 0 {
		return "0.0"
	}
	return new(big.Rat).SetFrac64(int64(part)*100, int64(whole)).FloatString(1)
}

func text(id, en string) locale.Text {
	return locale.NewText(map[locale.Lang]string{"id": id, "en": en})
}

func cell(t table.Type, s string) table.Value { return table.Value{Type: t, Text: s} }
