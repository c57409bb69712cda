package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"lumbung/cmd/lumbung/internal/audit"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/site"
)

// builtIn builds a project into memory; pictures come from its cache where they are there.
func builtIn(t testing.TB, dir string, workers int) (*output.Tree, *diag.Log) {
	t.Helper()
	tree, log, err := builtTree(dir, workers)
	if err != nil {
		t.Fatal(err)
	}
	return tree, log
}

func builtTree(dir string, workers int) (*output.Tree, *diag.Log, error) {
	pr, err := openProject(dir)
	if err != nil {
		return nil, nil, err
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if log.Errors() > 0 {
		return nil, nil, fmt.Errorf("the portal has errors:\n%s", printed(log))
	}
	out, tree := output.OpenMemory(nil)
	defer out.Abort()
	w := &writer{portal: p, ctx: context.Background(), out: out, workers: workers}
	if err := w.write(func(string, int) {}); err != nil {
		return nil, nil, err
	}
	_, err = out.Commit()
	return tree, log, err
}

func printed(log *diag.Log) string {
	var b strings.Builder
	diag.Printer{W: &b, All: true}.Print(log.Sorted())
	return b.String()
}

// builtFiles is a site in memory as the audit reads it.
type builtFiles struct{ *output.Tree }

// Paths lists all files.
func (t builtFiles) Paths() []string {
	var paths []string
	for e := range t.Entries() {
		paths = append(paths, e.Path)
	}
	return paths
}

// Read gives a file.
func (t builtFiles) Read(path string) ([]byte, error) {
	data, ok := t.File(path)
	if !ok {
		return nil, fmt.Errorf("there is no %s", path)
	}
	return data, nil
}

const thisPortal = "../.."

// thisBuilt is this repository's own portal, built once, by one worker, for all tests that
// only read it.
func thisBuilt(t testing.TB) (*output.Tree, *diag.Log) {
	t.Helper()
	b := buildThis()
	if b.err != nil {
		t.Fatal(b.err)
	}
	return b.tree, b.log
}

var buildThis = sync.OnceValue(func() (b struct {
	tree *output.Tree
	log  *diag.Log
	err  error
}) {
	b.tree, b.log, b.err = builtTree(thisPortal, 1)
	return b
})

func TestThisPortalIsSound(t *testing.T) {
	tree, log := thisBuilt(t)
	report, err := audit.Site(builtFiles{tree})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range report.Problems {
		if i < 50 {
			t.Errorf("%s: %s: %s", p.Page, p.Rule, p.Message)
		}
	}
	if report.Pages < 100 || report.Links < 1000 {
		t.Errorf("only %d pages and %d links were looked at", report.Pages, report.Links)
	}
	for _, d := range log.Sorted() {
		if d.Rule != "base-url-example" {
			t.Errorf("the first portal is built without warnings, but:\n%s", printed(log))
			break
		}
	}
}

func TestBuildsAreTheSameWithAnyNumberOfWorkers(t *testing.T) {
	one, _ := thisBuilt(t) // by one worker
	many, _ := builtIn(t, thisPortal, 16)
	count := 0
	for e := range one.Entries() {
		count++
		if sum, ok := many.Sum(e.Path); !ok || sum != e.Sum {
			t.Errorf("%s differs", e.Path)
		}
	}
	for range many.Entries() {
		count--
	}
	if count != 0 {
		t.Errorf("the builds have different numbers of files: %+d", count)
	}
}

// Pages are made by compiled templates; html/template itself must give the same bytes.
func TestCompiledPagesAreThoseOfHTMLTemplate(t *testing.T) {
	pr, err := openProject(thisPortal)
	if err != nil {
		t.Fatal(err)
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if log.Errors() > 0 {
		t.Fatal(printed(log))
	}
	same := func(v site.View, got []byte) {
		t.Helper()
		var want bytes.Buffer
		if err := p.renderer.Reference(&want, v); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s differs", v.Base().Path)
		}
	}
	for _, v := range p.plan.Pages {
		got, err := p.renderer.Append(nil, v)
		if err != nil {
			t.Fatal(err)
		}
		same(v, got)
	}
	for _, set := range p.plan.Sets {
		for lang := range set.Langs() {
			profiles, err := p.renderer.Profiles(set, lang)
			if err != nil {
				t.Fatal(err)
			}
			for row := range set.Len() {
				got, view, err := profiles.Append(nil, row, nil)
				if err != nil {
					t.Fatal(err)
				}
				same(view, got)
			}
		}
	}
}
