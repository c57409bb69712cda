package main

import (
	"bytes"
	"compress/gzip"
	"path"
	"regexp"
	"strings"
	"testing"
)

const (
	pageLimit    = 60 << 10 // all that a page needs, fonts included
	profileLimit = 14 << 10 // what a first round trip of a connection brings
)

var (
	loads  = regexp.MustCompile(`<(?:script src|link rel="stylesheet" href|img [^>]*src|link rel="icon" type="[^"]*" href)="([^"]*)"`)
	styles = regexp.MustCompile(`url\(([^)"]+)\)`)
)

func TestPagesAreLight(t *testing.T) {
	tree, _ := thisBuilt(t)
	weights := map[string]int{}
	weight := func(name string) int {
		t.Helper()
		if n, known := weights[name]; known {
			return n
		}
		data, ok := tree.File(name)
		if !ok {
			t.Fatalf("%s is not there", name)
		}
		weights[name] = packed(t, data)
		return weights[name]
	}
	pages, profiles := 0, 0
	for e := range tree.Entries() {
		if !strings.HasSuffix(e.Path, ".html") || e.Path == "404.html" { // whose addresses begin at the portal's own
			continue
		}
		pages++
		text, _ := tree.File(e.Path)
		total, first := weight(e.Path), weight(e.Path)
		files := 0
		for _, m := range loads.FindAllSubmatch(text, -1) {
			name := path.Join(path.Dir(e.Path), string(m[1]))
			total += weight(name)
			files++
			if !strings.HasSuffix(name, ".css") {
				continue
			}
			first += weight(name)
			sheet, _ := tree.File(name)
			for _, u := range styles.FindAllSubmatch(sheet, -1) {
				total += weight(path.Join(path.Dir(name), string(u[1])))
				files++
			}
		}
		if files < 6 {
			t.Errorf("%s: only %d files are weighed", e.Path, files)
		}
		if total >= pageLimit {
			t.Errorf("%s weighs %d bytes with all that it loads, the limit is %d", e.Path, total, pageLimit)
		}
		if dir := path.Dir(e.Path); path.Base(dir) == "kube" {
			profiles++
			if first >= profileLimit {
				t.Errorf("%s weighs %d bytes with its style, the limit is %d", e.Path, first, profileLimit)
			}
		}
	}
	if pages < 100 || profiles < 20 {
		t.Errorf("only %d pages and %d profiles were weighed", pages, profiles)
	}
}

// packed is how much of a file travels from a host that compresses what can be compressed.
func packed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return min(b.Len(), len(data))
}
