package release

import (
	"cmp"
	"slices"

	"lumbung/cmd/lumbung/internal/table"
)

// constraintStep compares the limits of a field: Major where values that were allowed no
// longer are, Minor where only more are allowed than were.
func constraintStep(old, next *fieldDoc) Step {
	a, b := &old.Constraints, &next.Constraints
	t, _ := table.TypeNamed(next.Type)
	rising := func(x, y string) int { return compareLimits(t, x, y) }
	falling := func(x, y string) int { return compareLimits(t, y, x) }
	return slices.Max([]Step{
		flagStep(a.Required, b.Required),
		flagStep(a.Unique, b.Unique),
		valuesStep(a.Enum, b.Enum),
		valuesStep(categoryValues(old), categoryValues(next)),
		limitStep(a.MinLength, b.MinLength, cmp.Compare),
		limitStep(a.MaxLength, b.MaxLength, func(x, y int) int { return cmp.Compare(y, x) }),
		limitStep(filled(a.Minimum), filled(b.Minimum), rising),
		limitStep(filled(a.Maximum), filled(b.Maximum), falling),
		limitStep(filled(a.ExclusiveMinimum), filled(b.ExclusiveMinimum), rising),
		limitStep(filled(a.ExclusiveMaximum), filled(b.ExclusiveMaximum), falling),
		limitStep(filled(a.Pattern), filled(b.Pattern), otherIsTighter),
		limitStep(filled(a.JSONSchema), filled(b.JSONSchema), otherIsTighter),
	})
}

func flagStep(old, next bool) Step {
	switch {
	case old == next:
		return None
	case next:
		return Major
	}
	return Minor
}

// valuesStep compares lists of the only values that are allowed; none allows all.
func valuesStep(old, next []string) Step {
	switch {
	case len(old) == 0 && len(next) == 0:
		return None
	case len(next) == 0:
		return Minor
	case len(old) == 0:
		return Major
	}
	gone, come := setDiff(old, next)
	switch {
	case len(gone) > 0:
		return Major
	case len(come) > 0:
		return Minor
	}
	return None
}

func categoryValues(f *fieldDoc) (values []string) {
	for _, c := range f.Categories {
		values = append(values, c.Value)
	}
	return values
}

// limitStep compares two limits, nil for none; tighter orders them by how much they refuse.
func limitStep[T any](old, next *T, tighter func(x, y T) int) Step {
	switch {
	case old == nil && next == nil:
		return None
	case old == nil:
		return Major
	case next == nil:
		return Minor
	}
	switch order := tighter(*next, *old); {
	case order > 0:
		return Major
	case order < 0:
		return Minor
	}
	return None
}

func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func compareLimits(t table.Type, x, y string) int {
	if order, ok := table.Compare(t, x, y); ok {
		return order
	}
	return otherIsTighter(x, y)
}

// otherIsTighter takes a rule that cannot be compared for a tighter one as soon as it is
// another: whether a pattern refuses more than another did, nobody can tell in general.
func otherIsTighter(x, y string) int {
	if x == y {
		return 0
	}
	return 1
}
