package check

import (
	"fmt"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
	"lumbung/cmd/lumbung/internal/table"
	"lumbung/cmd/lumbung/internal/tomlfile"
)

// gaps tells what gives hidden counts away because the dataset's rule does not know of it.
// What may be chance is a warning.
func gaps(r *dataset.Resource, t *table.Table, log *diag.Log) {
	for _, g := range privacy.Gaps(t, r.Disclosure) {
		switch g.Kind {
		case privacy.AbsentTotals:
			log.Warn("undeclared-total", dimensionAt(r, g.Field, "totals"), "no row has a total of dimension %q such as %q", g.Field, g.Member).
				Note("totals are the values of %q that mark a sum, as they stand in the table; leave totals out where there are none", g.Field)
		case privacy.TotalRows:
			d := &diag.Diagnostic{Rule: "disclosure", Span: dimensionAt(r, g.Field, ""), Message: diag.Msg("the counts of %q in %q are the sums of the others, and give away a hidden one", g.Member, g.Field)}
			if !g.Sure {
				d.Rule, d.Severity = "undeclared-total", diag.Warning
			}
			log.Add(d).Note("declare it: dimensions = [{ field = %q, totals = [%q] }]", g.Field, g.Member)
		case privacy.TotalField:
			log.Error("disclosure", r.Doc.At("disclosure"), "field %q is the sum of %s, and gives away a hidden count", g.Field, strings.Join(quotedNames(g.From), ", ")).
				Note("declare it: sums = [{ total = %q, of = %s }]", g.Field, array(g.From))
		case privacy.Computed:
			over := ""
			if len(g.Over) > 0 {
				over = ", over = " + array(g.Over)
			}
			log.Error("disclosure", r.Doc.ValueAt(fieldPath(r, g.Field, "name")), "field %q is computed from %s, and gives away a hidden count", g.Field, strings.Join(quotedNames(g.From), ", ")).
				Note("declare it in [disclosure]: derived = [{ field = %q, from = %s%s }], or, where it counts people too, among its fields", g.Field, array(g.From), over)
		}
	}
}

// dimensionAt is where a dimension stands, or [disclosure] as a whole.
func dimensionAt(r *dataset.Resource, field, key string) diag.Span {
	for i, d := range r.Disclosure.Dimensions {
		if path := tomlfile.Key(tomlfile.Item("disclosure.dimensions", i), key); d.Field == field && key != "" {
			return r.Doc.ValueAt(path)
		} else if d.Field == field {
			return r.Doc.At(tomlfile.Item("disclosure.dimensions", i))
		}
	}
	return r.Doc.At("disclosure")
}

func quotedNames(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = fmt.Sprintf("%q", name)
	}
	return out
}

// array writes names as TOML has them.
func array(names []string) string { return "[" + strings.Join(quotedNames(names), ", ") + "]" }
