package output

import (
	"iter"
	"maps"
	"slices"
)

// A step is one path of the last build, of this one, or of both.
type step struct {
	path string
	old  record
	had  bool   // the last build made it
	now  *entry // nil if this build does not
	drop bool   // named in Drop
}

// steps goes through two builds at once, in order of the paths. Unless all is
// asked for, it leaves out what KeepRest keeps: then it costs what changed,
// not what there is.
func (p *Publish) steps(now listing, all bool) iter.Seq2[step, error] {
	switch {
	case p.last == nil:
		return alone(now)
	case p.rest && !all:
		return p.declared(now)
	}
	return p.merged(now)
}

// alone is a build without a last one.
func alone(now listing) iter.Seq2[step, error] {
	return func(yield func(step, error) bool) {
		for i := range now.len() {
			path, e := now.at(i)
			if !yield(step{path: path, now: e}, nil) {
				return
			}
		}
	}
}

func (p *Publish) merged(now listing) iter.Seq2[step, error] {
	return func(yield func(step, error) bool) {
		i := 0
		var path string
		var e *entry
		advance := func() {
			if e = nil; i < now.len() {
				path, e = now.at(i)
				i++
			}
		}
		advance()
		for old, err := range p.last.scan("") {
			if err != nil {
				yield(step{}, err)
				return
			}
			for e != nil && path < old.path {
				if !yield(step{path: path, now: e}, nil) {
					return
				}
				advance()
			}
			s := step{path: old.path, old: old, had: true, drop: p.dropped[old.path]}
			if e != nil && path == old.path {
				s.now = e
				advance()
			}
			if !yield(s, nil) {
				return
			}
		}
		for e != nil {
			if !yield(step{path: path, now: e}, nil) {
				return
			}
			advance()
		}
	}
}

// declared goes through what was said in this build only: files and drops.
func (p *Publish) declared(now listing) iter.Seq2[step, error] {
	drops := slices.Sorted(maps.Keys(p.dropped))
	return func(yield func(step, error) bool) {
		d := 0
		look := func(path string, e *entry) bool {
			old, had, err := p.last.lookup(path)
			s := step{path: path, old: old, had: had, now: e, drop: e == nil}
			return (e == nil && !had && err == nil) || yield(s, err) && err == nil
		}
		for i := range now.len() {
			path, e := now.at(i)
			for ; d < len(drops) && drops[d] <= path; d++ {
				if drops[d] != path && !look(drops[d], nil) {
					return
				}
			}
			if !look(path, e) {
				return
			}
		}
		for ; d < len(drops); d++ {
			if !look(drops[d], nil) {
				return
			}
		}
	}
}

// kept says that KeepRest keeps a file of the last build.
func (s *step) kept(rest bool) bool { return s.now == nil && s.had && rest && !s.drop }

// gone says that a file of the last build is no longer made.
func (s *step) gone(rest bool) bool { return s.now == nil && s.had && (!rest || s.drop) }

// entry is the published file of a step, if it has one.
func (s *step) entry(rest bool) (Entry, bool) {
	if s.now != nil {
		return Entry{s.path, s.now.size, s.now.sum}, true
	}
	return Entry{s.path, s.old.size, s.old.sum}, s.kept(rest)
}

// add counts what a step changes.
func (r *Result) add(s *step, rest bool) {
	switch {
	case s.gone(rest):
		r.Removed++
	case s.now == nil:
	case !s.had:
		r.New++
	case s.now.sum != s.old.sum || s.now.size != s.old.size:
		r.Changed++
	case s.now.state == staged:
		r.Restored++
	}
}

// total counts what is published: r.Removed has to be known.
func (r *Result) total(p *Publish) {
	r.Files, r.Bytes = p.tally.files, p.tally.bytes
	if p.rest {
		r.Files += p.last.count() - p.tally.met - r.Removed
	}
}
