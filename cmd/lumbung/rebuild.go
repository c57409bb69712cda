package main

import (
	"context"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/check"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/record"
	"lumbung/cmd/lumbung/internal/serve"
)

// rebuilder makes a portal again and again for the development server, in memory. What was
// made from the same before is kept from the last time.
type rebuilder struct {
	project *project
	options readOptions
	last    *output.Tree
	record  *record.Record // of last
	owed    bool           // some files of last are older than the data
	kept    *kept
}

// newRebuilder readies the rebuilding of a project; close ends it.
func newRebuilder(env *environment, o readOptions) (rebuild serve.Rebuild, closeAll func(), err error) {
	pr, err := openProject(env.dir)
	if err != nil {
		return nil, nil, err
	}
	r := &rebuilder{project: pr, options: o}
	return r.rebuild, r.close, nil
}

// rebuild makes the pages first that somebody looks at: the others, and what no page shows
// (the search index, the database, what other sites and machines read), stay as they were
// after a change, and are made when nothing has changed any more.
func (r *rebuilder) rebuild(ctx context.Context, c serve.Change) (*output.Tree, []*diag.Diagnostic, error) {
	if c.Settled() && !r.owed {
		return r.last, nil, nil
	}
	log := &diag.Log{}
	o := r.options
	o.kept = r.kept.after(c.Files)
	p := readPortal(r.project, o, log)
	tree, err := r.write(ctx, p, c)
	if c.Settled() && tree == nil && ctx.Err() != nil && p.facts == o.kept.givesFacts() {
		return nil, nil, ctx.Err() // given up for a change that came: what is owed still is
	}
	// After a broken edit everything is read again: what changed before it is not known then.
	r.keep(p, tree != nil)
	return tree, check.Guard(log.Sorted()), err
}

// write makes a portal that has no errors; else it gives no tree.
func (r *rebuilder) write(ctx context.Context, p *portal, c serve.Change) (*output.Tree, error) {
	if p.log.Errors() > 0 {
		return nil, nil
	}
	out, tree := output.OpenMemory(r.last)
	defer out.Abort()
	w := &writer{portal: p, ctx: ctx, out: out, record: newRecorder(p, r.record), hurried: !c.Settled(), open: map[string]bool{}}
	for _, path := range c.Open {
		w.open[path] = true
	}
	if err := w.write(func(string, int) {}); err != nil {
		return nil, err
	}
	if _, err := out.Commit(); err != nil {
		return nil, err
	}
	r.last, r.record, r.owed = tree, w.record.finish(""), w.record.owed
	return tree, nil
}

// keep lets the next reading use what this one made, and ends what is used no more.
func (r *rebuilder) keep(p *portal, whole bool) {
	old := r.kept
	if r.kept = nil; whole {
		r.kept = &kept{look: p.look, facts: p.facts}
	} else {
		p.close()
	}
	if old != nil && old.facts != p.facts {
		old.facts.close()
	}
}

func (r *rebuilder) close() {
	if r.kept != nil {
		r.kept.facts.close()
	}
	r.project.close()
}

// kept is what one reading of a project can leave to the next.
type kept struct {
	look  *look  // nil: the theme may have changed
	facts *facts // nil: the data may have changed
}

// after says what is still right when files have changed; nil when anything may have.
func (k *kept) after(changed []string) *kept {
	if k == nil || changed == nil || slices.Contains(changed, ".") || slices.Contains(changed, siteFile) {
		return nil
	}
	next := *k
	for _, name := range changed {
		switch folder, _, _ := strings.Cut(name, "/"); folder {
		case "themes":
			next.look = nil
		case "data":
			next.facts = nil
		}
	}
	return &next
}

// givesFacts are the facts that can be used again, nil for none.
func (k *kept) givesFacts() *facts {
	if k == nil {
		return nil
	}
	return k.facts
}
