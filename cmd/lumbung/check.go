package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"sync"

	"lumbung/cmd/lumbung/internal/audit"
	"lumbung/cmd/lumbung/internal/check"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
)

var checkCommand = &command{
	name:  "check",
	usage: "[flags]",
	short: "tell everything that is wrong, and write nothing",
	long: `Does all that build does, in memory, and then reads the finished pages as browsers and
screen readers will: every link and fragment inside the portal must lead somewhere, each
page needs one main heading, pictures need words. Addresses outside the portal are listed
with --external, never visited. With --prose, figures that were typed into the narrative by
hand are listed, for they go stale when the data changes.

  lumbung check
  lumbung check --prose
  lumbung check --format github`,
	setup: func(fs *flag.FlagSet) func(env *environment, args []string) int {
		format := fs.String("format", "text", "how problems are written; `FORM` is text, json, github (annotations) or sarif")
		prose := fs.Bool("prose", false, "list figures typed by hand in the narrative")
		external := fs.Bool("external", false, "list addresses outside the portal")
		practices := fs.Bool("practices", false, "list the W3C practices for data on the web, met or not")
		baseURL := fs.String("base-url", "", "the portal's `ADDRESS`, instead of baseURL in site.toml")
		return func(env *environment, args []string) int {
			if len(args) > 0 {
				return env.misuse("check", misusef("check takes no %q", args[0]))
			}
			write, ok := checkFormats[*format]
			if !ok {
				return env.misuse("check", misusef("--format is text, json, github or sarif, not %q", *format))
			}
			c := &checking{env: env, log: &diag.Log{}, prose: *prose, external: *external, practices: *practices}
			return c.run(readOptions{baseURL: *baseURL}, write)
		}
	},
}

// checking is one run of check.
type checking struct {
	env                        *environment
	log                        *diag.Log
	prose, external, practices bool
	report                     *audit.Report
	progress                   *progress
}

func (c *checking) run(o readOptions, write problemWriter) int {
	pr, err := openProject(c.env.dir)
	if err != nil {
		return c.env.noProject(err)
	}
	defer pr.close()
	c.progress = c.env.progress()
	o.advise, o.stage = true, func(name string) { c.progress.phase(name, 0) }
	p := readPortal(pr, o, c.log)
	defer p.close()
	if c.prose {
		c.typedFigures(p)
	}
	if c.log.Errors() == 0 {
		err = c.finished(p)
	}
	c.progress.close()
	if err != nil {
		return c.env.failed(err)
	}
	if err := write(c.env, check.Guard(c.log.Sorted())); err != nil {
		return c.env.failed(err)
	}
	if c.external && c.report != nil {
		for _, address := range c.report.External {
			if c.env.json {
				c.env.object(map[string]any{"external": address})
				continue
			}
			fmt.Fprintln(c.env.stdout, address)
		}
	}
	if c.practices {
		c.env.listPractices(p)
	}
	return c.summary()
}

// finished builds the portal and audits it. Only what the audit reads is kept of it, which of
// downloads is nothing.
func (c *checking) finished(p *portal) error {
	seen := seenFiles{parts: map[string][]byte{}}
	out := output.OpenShown(seen.see)
	defer out.Abort()
	w := &writer{portal: p, ctx: c.env.ctx, out: out, noPictures: true, progress: c.progress}
	if err := w.write(func(name string, total int) { c.progress.phase(name, total) }); err != nil {
		return err
	}
	for e := range out.Entries() {
		seen.paths = append(seen.paths, e.Path)
	}
	if _, err := out.Commit(); err != nil {
		return err
	}
	c.progress.phase("links", 0)
	report, err := audit.Site(&seen)
	if err != nil {
		return err
	}
	c.report = report
	told := misplacedHeadings(p)
	for _, problem := range report.Problems {
		if problem.Rule == "heading-order" && told[problem.Page] {
			continue
		}
		c.log.Error(problem.Rule, (&diag.File{Name: defaultOut + "/" + problem.Page}).Whole(), problem.Format, problem.Args...).
			Note(problem.Mend().Format).
			Note("\"lumbung explain %s\" says what the page is made from", problem.Page)
	}
	return nil
}

// misplacedHeadings are the pages whose headings were told of at their line in the narrative.
func misplacedHeadings(p *portal) map[string]bool {
	files := map[string]bool{}
	for _, page := range p.narrative {
		if len(check.MisplacedHeadings(page)) > 0 {
			files[page.File.Name] = true
		}
	}
	told := map[string]bool{}
	for _, v := range p.plan.Pages {
		for _, file := range v.Base().Sources {
			told[v.Base().Path] = told[v.Base().Path] || files[file]
		}
	}
	return told
}

// typedFigures lists what the narrative says in digits that no query gave.
func (c *checking) typedFigures(p *portal) {
	for _, page := range p.narrative {
		for _, f := range page.Body.TypedFigures() {
			c.log.Add(&diag.Diagnostic{Rule: "prose-figure", Severity: diag.Info, Span: f.Span, Message: diag.Msg("the figure %s is typed by hand", f.Text)}).
				Note("where the data holds it, write it as `{sql} SELECT …`")
		}
	}
}

func (c *checking) summary() int {
	facts := map[string]any{"errors": c.log.Errors(), "warnings": c.log.Warnings()}
	if c.report != nil {
		facts["pages"], facts["links"] = c.report.Pages, c.report.Links
	}
	if c.log.Errors() > 0 {
		if !c.env.json {
			errors, warnings := told(c.log)
			c.env.complain(c.env.text("%d {error|errors}, %d {warning|warnings}", errors, warnings), "")
		}
		return broken
	}
	return c.env.result(facts, "%d {page|pages} and %d {link|links} are sound; %d {warning|warnings}", c.report.Pages, c.report.Links, c.log.Warnings())
}

// seenFiles are the files of a site, and of each what the audit reads.
type seenFiles struct {
	mu    sync.Mutex
	paths []string
	parts map[string][]byte
}

func (f *seenFiles) see(path string, data []byte) {
	part := audit.Needs(path, data)
	if part == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.parts[path] = bytes.Clone(part)
}

// Paths lists all files.
func (f *seenFiles) Paths() []string { return f.paths }

// Read gives what the audit needs of a file.
func (f *seenFiles) Read(path string) ([]byte, error) {
	part, ok := f.parts[path]
	if !ok {
		return nil, fmt.Errorf("read %s: %w", path, io.ErrUnexpectedEOF)
	}
	return part, nil
}
