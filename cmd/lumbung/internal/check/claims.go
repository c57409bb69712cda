package check

import (
	"math/big"
	"strings"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/query"
	"lumbung/cmd/lumbung/internal/table"
)

// Verdict is a claim with what the data says of it.
type Verdict struct {
	Claim    *dataset.Claim
	Computed string // canonical; "" for a claim that cannot be checked
	Result   string // "matches", "differs" or "unverifiable"
}

// Runner asks the published tables. Explain tells what is wrong with a query.
type Runner struct {
	Run     func(sql string) (*table.Table, error)
	Explain func(err error, at func(offset, length int) diag.Span)
}

// Claims computes every claim. A verdict that is not the expected one stops the build: the
// sentence no longer holds, or holds again.
func Claims(pkg *dataset.Package, ask Runner, log *diag.Log) []Verdict {
	var all []Verdict
	for _, c := range pkg.Claims {
		if v, ok := judgeClaim(c, ask, log); ok {
			all = append(all, v)
		}
	}
	return all
}

func judgeClaim(c *dataset.Claim, ask Runner, log *diag.Log) (Verdict, bool) {
	v := Verdict{Claim: c, Result: "unverifiable"}
	if c.Query == "" {
		return v, true
	}
	t, err := ask.Run(c.Query)
	if err != nil {
		ask.Explain(err, query.InTOML(c.At("query"), c.Query))
		return v, false
	}
	if t.Len() != 1 || len(t.Schema.Fields) != 1 {
		log.Error("claim-query", c.At("query"), "the query of claim %q must give one value, and gives %d {row|rows} of %d {column|columns}", c.Name, t.Len(), len(t.Schema.Fields)).
			Note("add a WHERE, a LIMIT 1 or an aggregate such as count(*)")
		return v, false
	}
	if t.Value(0, 0).State == table.Suppressed {
		log.Error("claim-query", c.At("query"), "the value that claim %q asks for is hidden", c.Name).
			Note(`remove the query, write expect = "unverifiable", and say in note that the data hides it`)
		return v, false
	}
	v.Computed = t.Text(0, 0)
	switch same, ok := agree(c.Published, v.Computed, c.Tolerance); {
	case !ok:
		log.Error("claim-tolerance", c.At("tolerance"), "%q is no tolerance", c.Tolerance).Note("write a number such as 0.05")
		return v, false
	case same:
		v.Result = "matches"
	default:
		v.Result = "differs"
	}
	if v.Result != c.Expect {
		log.Error("claim", c.At("expect"), "claim %q %s: published %q, computed %q", c.Name, diag.Msg(v.Result), c.Published, v.Computed).
			Note("mend the data, or say expect = %q and explain it in note", v.Result)
	}
	return v, true
}

// agree compares what was published with what was computed: as numbers within a tolerance
// where both are numbers, else as words. ok is false when the tolerance is no number.
func agree(published, computed, tolerance string) (same, ok bool) {
	switch computed {
	case "true":
		computed = "1"
	case "false":
		computed = "0"
	}
	a, aIs := new(big.Rat).SetString(published)
	b, bIs := new(big.Rat).SetString(computed)
	within := new(big.Rat)
	if tolerance != "" {
		var is bool
		if within, is = new(big.Rat).SetString(tolerance); !is || within.Sign() < 0 {
			return false, false
		}
	}
	if !aIs || !bIs {
		return strings.TrimSpace(published) == strings.TrimSpace(computed), true
	}
	return new(big.Rat).Abs(a.Sub(a, b)).Cmp(within) <= 0, true
}
