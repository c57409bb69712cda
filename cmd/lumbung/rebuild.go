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

// rebuild makes the pages first: what no page shows (the search index, the database, what
// other sites and machines read) stays as it was after a change, and is made when nothing has changed any
// more, which an empty list says.
func (r *rebuilder) rebuild(ctx context.Context, changed []string) (*output.Tree, []*diag.Diagnostic, error) {
	if settled(changed) && !r.owed {
		return r.last, nil, nil
	}
	log := &diag.Log{}
	o := r.options
	o.kept = r.kept.after(changed)
	p := readPortal(r.project, o, log)
	tree, err := r.write(ctx, p, !settled(changed))
	// After a broken edit everything is read again: what changed before it is not known then.
	r.keep(p, tree != nil)
	return tree, check.Guard(log.Sorted()), err
}

// settled says whether nothing has changed; nil is a first build.
func settled(changed []string) bool { return changed != nil && len(changed) == 0 }

// write makes a portal that has no errors; else it gives no tree.
func (r *rebuilder) write(ctx context.Context, p *portal, hurried bool) (*output.Tree, error) {
	if p.log.Errors() > 0 {
		return nil, nil
	}
	out, tree := output.OpenMemory(r.last)
	defer out.Abort()
	w := &writer{portal: p, ctx: ctx, out: out, record: newRecorder(p, r.record), hurried: hurried}
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
