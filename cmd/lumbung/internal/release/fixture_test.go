package release

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/config"
	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/export"
	"lumbung/cmd/lumbung/internal/privacy"
)

const kubeTOML = `title = { id = "Kube", en = "Joint business groups" }
path = "kube.csv"
description = "Sepuluh kelompok"

[schema]
primaryKey = ["no"]

[[schema.fields]]
name = "no"
type = "integer"
title = "No."
constraints = { required = true, minimum = 1 }

[[schema.fields]]
name = "nama"
type = "string"

[[schema.fields]]
name = "anggota"
type = "integer"
unit = { id = "orang", en = "people" }
`

const kubeCSV = "no,nama,anggota\n1,Tunas Baru,10\n2,\"Jati, Diri\",20\n3,Sinar,\n"

const pmksTOML = `title = "PMKS"
path = "pmks.csv"

[[schema.fields]]
name = "kube"
type = "integer"

[[schema.fields]]
name = "jenis"
type = "string"

[[schema.foreignKeys]]
fields = ["kube"]
reference = { resource = "kube", fields = ["no"] }
`

const pmksCSV = "kube,jenis\n1,lanjut usia\n2,anak\n"

const siteTOML = `title = "Kube Kupang"
languages = ["id", "en"]
version = "1.0.0"
date = "2026-11-25"
`

// portal is a project of two datasets, small enough to be changed in a test.
type portal struct {
	t  *testing.T
	fs fstest.MapFS
}

func newPortal(t *testing.T) *portal {
	p := &portal{t, fstest.MapFS{}}
	p.put("site.toml", siteTOML)
	p.put("data/kube.toml", kubeTOML)
	p.put("data/kube.csv", kubeCSV)
	p.put("data/pmks.toml", pmksTOML)
	p.put("data/pmks.csv", pmksCSV)
	return p
}

func (p *portal) put(name, content string) { p.fs[name] = &fstest.MapFile{Data: []byte(content)} }

// edit replaces text in a file, which must be there.
func (p *portal) edit(name, old, next string) {
	p.t.Helper()
	content := string(p.fs[name].Data)
	if !strings.Contains(content, old) {
		p.t.Fatalf("%s has no %q", name, old)
	}
	p.put(name, strings.ReplaceAll(content, old, next))
}

func (p *portal) site() *config.Site {
	p.t.Helper()
	log := &diag.Log{}
	s, ok := config.Decode(&diag.File{Name: "site.toml", Data: p.fs["site.toml"].Data}, log)
	if !ok {
		p.t.Fatal(printed(log))
	}
	return s
}

// raw loads the data as it was written.
func (p *portal) raw() []*dataset.Resource {
	return dataset.Load(p.fs, &diag.Log{}).Resources
}

// resources loads the data as a build publishes it, without the command's other checks.
func (p *portal) resources() []*dataset.Resource {
	p.t.Helper()
	log := &diag.Log{}
	pkg := dataset.Load(p.fs, log)
	if log.Errors() > 0 {
		p.t.Fatal(printed(log))
	}
	for _, r := range pkg.Resources {
		if r.Disclosure != nil {
			plan, err := privacy.Suppress(r.Table, r.Disclosure)
			if err != nil {
				p.t.Fatal(err)
			}
			r.Table = privacy.Apply(r.Table, plan)
		}
		r.Table = privacy.Strip(r.Table)
	}
	return pkg.Resources
}

func (p *portal) now() *Release {
	p.t.Helper()
	s := p.site()
	r, err := Current(s, p.resources(), export.WriteCSV)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

func (p *portal) releases() []*Release {
	p.t.Helper()
	log := &diag.Log{}
	all := Load(p.fs, log)
	if log.Errors() > 0 {
		p.t.Fatal(printed(log))
	}
	return all
}

// release sets the version and freezes the data, whatever the recipe thinks of the step.
func (p *portal) release(version, date string) {
	p.t.Helper()
	s := p.site()
	p.edit("site.toml", `"`+s.Version+`"`, `"`+version+`"`)
	p.edit("site.toml", s.Date, date)
	files, err := Plan(p.now(), p.releases())
	if err != nil {
		p.t.Fatal(err)
	}
	p.write(files)
}

func (p *portal) write(files []NewFile) {
	p.t.Helper()
	for _, f := range files {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			p.t.Fatal(err)
		}
		p.put(f.Path, b.String())
	}
}

func (p *portal) check() *diag.Log {
	p.t.Helper()
	log := &diag.Log{}
	Check(p.site(), p.releases(), p.now(), log)
	return log
}

func (p *portal) changes() *Changes {
	p.t.Helper()
	c, err := Diff(Newest(p.releases()), p.now())
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

func printed(log *diag.Log) string {
	var b strings.Builder
	diag.Printer{W: &b, All: true}.Print(log.Sorted())
	return b.String()
}

func wantLog(t *testing.T, log *diag.Log, parts ...string) {
	t.Helper()
	got := printed(log)
	if len(parts) == 0 && got != "" {
		t.Errorf("wanted no diagnostics, got:\n%s", got)
	}
	for _, part := range parts {
		if !strings.Contains(got, part) {
			t.Errorf("wanted %q in:\n%s", part, got)
		}
	}
}
