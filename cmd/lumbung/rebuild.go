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
	kept    *kept
}

// newRebuilder readies the rebuilding of a project; close ends it.
func newRebuilder(env *environment, o readOptions) (rebuild serve.Rebuild, closeAll func(), err error) {
	pr, err := openProject(env.dir)
	if err != nil {
		return nil, nil, err
	}
	r := &rebuilder{project: pr, options: o}
	return r.rebuild, func() { pr.close() }, nil
}

func (r *rebuilder) rebuild(ctx context.Context, changed []string) (*output.Tree, []*diag.Diagnostic, error) {
	log := &diag.Log{}
	o := r.options
	o.kept = r.kept.after(changed)
	p := readPortal(r.project, o, log)
	defer p.close()
	if log.Errors() > 0 {
		return nil, check.Guard(log.Sorted()), nil
	}
	out, tree := output.OpenMemory(r.last)
	defer out.Abort()
	w := &writer{portal: p, ctx: ctx, out: out, record: newRecorder(p, r.record)}
	if err := w.write(func(string, int) {}); err != nil {
		return nil, check.Guard(log.Sorted()), err
	}
	if _, err := out.Commit(); err != nil {
		return nil, check.Guard(log.Sorted()), err
	}
	r.last, r.record, r.kept = tree, w.record.finish(""), p.kept()
	return tree, check.Guard(log.Sorted()), nil
}

// kept is what one reading of a project can leave to the next.
type kept struct {
	look *look // theme, strings and bundle
}

// after says what is still right when files have changed; nil when anything may have.
func (k *kept) after(changed []string) *kept {
	if k == nil || changed == nil || slices.Contains(changed, ".") || slices.Contains(changed, siteFile) {
		return nil
	}
	if slices.ContainsFunc(changed, func(name string) bool { return strings.HasPrefix(name, "themes/") || name == "themes" }) {
		return nil
	}
	return &kept{look: k.look}
}
