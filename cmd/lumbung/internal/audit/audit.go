// Package audit reads a finished site the way browsers, crawlers and screen readers will:
// every link and fragment must lead somewhere, no id may stand twice, each page has one
// heading of the first level and no gap below it, pictures have their words, nothing is
// loaded from elsewhere, and no address begins with a slash, which would break the site in
// a folder or on a USB stick.
//
// It knows nothing of how the site was made, but that the rows of a large table come from
// the scripts that its page names. What is wrong is a Problem at a page; an
// author's own files are looked at before (packages dataset, content, site).
package audit

import (
	"cmp"
	"slices"
	"strings"

	"lumbung/cmd/lumbung/internal/diag"
)

// Problem is something wrong in a finished page.
type Problem struct {
	Page string
	Rule string // "dead-link", "duplicate-id", "heading-order", "image-alt", "external-request", "inline-code", "rooted-link", "link-text", "missing-string"
	diag.Message
}

// Report is what an audit found.
type Report struct {
	Problems []Problem
	Pages    int
	Links    int
	External []string // addresses outside the site that pages link to, sorted
}

// Files is a finished site.
type Files interface {
	// Paths lists all files.
	Paths() []string
	// Read gives a file, or as much of it as Needs.
	Read(path string) ([]byte, error)
}

// Needs is what Site reads of a file: all of a page, the keys of a script of rows, and nil of
// any other. It is a part of data.
func Needs(path string, data []byte) []byte {
	switch {
	case strings.HasSuffix(path, ".html"):
		return data
	case strings.HasSuffix(path, ".js"):
		begin, end := keysIn(data)
		return data[begin:end]
	}
	return nil
}

// Site reads all pages of a site.
func Site(files Files) (*Report, error) {
	a := &auditor{files: files, report: &Report{}, exists: map[string]bool{}, ids: map[string]map[string]bool{}, shards: map[string][]string{},
		keys: map[string]map[string]bool{}, external: map[string]bool{}}
	paths := files.Paths()
	for _, p := range paths {
		a.exists[p] = true
	}
	for _, p := range paths {
		if !strings.HasSuffix(p, ".html") {
			continue
		}
		data, err := files.Read(p)
		if err != nil {
			return nil, err
		}
		a.report.Pages++
		a.page(p, data)
	}
	if err := a.fragments(); err != nil {
		return nil, err
	}
	for address := range a.external {
		a.report.External = append(a.report.External, address)
	}
	slices.Sort(a.report.External)
	slices.SortFunc(a.report.Problems, func(x, y Problem) int {
		return cmp.Or(cmp.Compare(x.Page, y.Page), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.String(), y.String()))
	})
	a.report.Problems = slices.CompactFunc(a.report.Problems, func(x, y Problem) bool {
		return x.Page == y.Page && x.Rule == y.Rule && x.String() == y.String()
	})
	return a.report, nil
}

// auditor holds what must be known of all pages before a link can be judged.
type auditor struct {
	files    Files
	report   *Report
	exists   map[string]bool
	ids      map[string]map[string]bool
	shards   map[string][]string        // of a page: where its script finds rows
	keys     map[string]map[string]bool // of the rows there
	wanted   []fragment
	external map[string]bool
}

// fragment is a link into a page.
type fragment struct{ from, page, id string }

func (a *auditor) problem(page, rule, format string, args ...any) {
	a.report.Problems = append(a.report.Problems, Problem{page, rule, diag.Msg(format, args...)})
}

func (a *auditor) fragments() error {
	for _, f := range a.wanted {
		if a.ids[f.page][f.id] {
			continue
		}
		loaded, err := a.loads(f.page, f.id)
		if err != nil {
			return err
		}
		if !loaded {
			a.problem(f.from, "dead-link", "there is no #%s on %s", f.id, f.page)
		}
	}
	return nil
}
