package main

import (
	"os"
	"testing"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/site"
)

// BenchmarkProfile makes the pages of rows with the default theme, and writes none.
func BenchmarkProfile(b *testing.B) {
	dir := os.Getenv("BENCH_PORTAL")
	if dir == "" {
		dir = portalFolder(b, national(5_000))
	}
	pr, err := openProject(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer pr.close()
	log := &diag.Log{}
	p := readPortal(pr, readOptions{}, log)
	defer p.close()
	if log.Errors() > 0 {
		b.Fatal(printed(log))
	}
	set := p.plan.Sets[0]
	for _, s := range p.plan.Sets {
		if s.Len() > set.Len() {
			set = s
		}
	}
	profiles, err := p.renderer.Profiles(set, 0)
	if err != nil {
		b.Fatal(err)
	}
	var buf []byte
	var page *site.ProfilePage
	b.ReportAllocs()
	row := 0
	for b.Loop() {
		if buf, page, err = profiles.Append(buf[:0], row%set.Len(), page); err != nil {
			b.Fatal(err)
		}
		row++
	}
	b.SetBytes(int64(len(buf)))
}
