package check

import (
	"errors"
	"slices"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
)

// Publish makes the package that may be seen: counts of few people hidden, with all that
// would give them away, and private fields gone. It is the one place where values are let
// out; nothing after it may read the package it was given.
func Publish(raw *dataset.Package, log *diag.Log) *dataset.Package {
	out := *raw
	out.Resources = nil
	for _, r := range raw.Resources {
		if r.Private {
			out.Private = append(out.Private, r.Name)
			continue
		}
		out.Resources = append(out.Resources, publish(r, log))
	}
	for _, r := range raw.Resources {
		if cut := out.Resource(r.Name); cut != nil && cut.Table != nil && r.Disclosure != nil {
			elsewhere(r, r.Table, cut.Table, out.Resources, log)
		}
	}
	return &out
}

func publish(raw *dataset.Resource, log *diag.Log) *dataset.Resource {
	r := *raw
	r.Notes = append(slices.Clone(r.Notes), waiverNotes(raw)...)
	if r.Table == nil {
		derived(raw, log)
		return &r
	}
	if r.Disclosure != nil {
		plan, err := privacy.Suppress(r.Table, r.Disclosure)
		if err != nil {
			unsafe(raw, err, log)
			r.Table = nil // what is not safe is not there to be let out
			return &r
		}
		for i, cell := range plan.Uniform {
			if i < dataset.MaxProblems {
				log.Add(&diag.Diagnostic{Rule: "group-disclosure", Severity: diag.Warning, Span: raw.CellSpan(cell.Row, cell.Field), Private: true,
					Message: diag.Msg("everybody of a small group is in one category: the count tells it of each of them")}).
					Note("join categories or groups, or accept it by setting the rule group-disclosure to info in site.toml")
			}
		}
		if len(plan.Hidden) > 0 {
			gaps(raw, r.Table, log)
		}
		r.Table = privacy.Apply(r.Table, plan)
	}
	r.Table = privacy.Strip(r.Table)
	r.Schema = *r.Table.Schema
	r.Notes = slices.DeleteFunc(slices.Clone(r.Notes), func(n dataset.Note) bool { return tellsOfPrivate(raw, n) })
	if raw.Profile != nil {
		p := *raw.Profile
		p.Facts = slices.DeleteFunc(slices.Clone(p.Facts), func(name string) bool { return isPrivate(raw, name) })
		if raw.Profile.Facts == nil {
			p.Facts = nil
		}
		r.Profile = &p
	}
	return &r
}

// waiverNotes say to readers why something personal may stand in a field, or in what is
// said of the dataset.
func waiverNotes(r *dataset.Resource) (notes []dataset.Note) {
	if r.Privacy != nil {
		notes = append(notes, dataset.Note{Text: r.Privacy.Reason, Path: "privacy.reason"})
	}
	for i := range r.Schema.Fields {
		if f := &r.Schema.Fields[i]; !f.Private && !f.Privacy.Reason.IsZero() {
			notes = append(notes, dataset.Note{Field: f.Name, Text: f.Privacy.Reason, Path: fieldPath(r, f.Name, "privacy", "reason")})
		}
	}
	return notes
}

// derived refuses what cannot be promised of a table that is yet to be made: its columns are
// those that its query gives.
func derived(r *dataset.Resource, log *diag.Log) {
	if r.Query == "" {
		return
	}
	for i := range r.Schema.Fields {
		if f := &r.Schema.Fields[i]; f.Private {
			log.Error("private", r.Doc.At(fieldPath(r, f.Name, "private")), "%q is made by a query, and cannot have a private field", r.Name).
				Note("leave %q out of the query", f.Name)
		}
	}
}

func isPrivate(r *dataset.Resource, field string) bool {
	f := r.Table.Schema.Field(field)
	return f != nil && f.Private
}

// tellsOfPrivate says whether a note is about a private field, or picks its rows by one.
func tellsOfPrivate(r *dataset.Resource, n dataset.Note) bool {
	if isPrivate(r, n.Field) {
		return true
	}
	for field := range n.Where {
		if isPrivate(r, field) {
			return true
		}
	}
	return false
}

// unsafe tells why a table cannot be published.
func unsafe(r *dataset.Resource, err error, log *diag.Log) {
	var bad *privacy.CellError
	if errors.As(err, &bad) {
		log.Add(&diag.Diagnostic{Rule: "disclosure", Span: r.CellSpan(bad.Row, bad.Field), Message: bad.Message, Private: true}).
			NoteAt(r.Doc.At("disclosure"), "mend the table, or what is declared of it")
		return
	}
	at := r.Doc.At("disclosure")
	var no *privacy.UnsafeError
	if errors.As(err, &no) {
		log.Error("disclosure", at, "no table of %q is safe to publish: %d hidden {count|counts} can be worked out from what must stay", r.Name, len(no.Cells)).
			Note("leave out keep from a dimension, publish fewer totals, or join small categories")
		return
	}
	log.Error("disclosure", at, "%s", diag.Reason(err)).Note("\"lumbung help privacy\" says what can be declared")
}
