package release

import (
	"bytes"
	"io/fs"
	"slices"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/privacy"
)

const rulePersonal = "personal-data"

// Personal looks through what the releases hold for what identifies people, as every build
// looks through the data itself: a number that slipped by then, or was let pass and no
// longer is, would go on being published from there. now is not looked at again: a frozen
// table with its sum has been seen already.
//
// raw are the descriptors as they are now. What a field lets pass is theirs to say; for a
// field that is gone, the waiver of its day counts.
func Personal(project fs.FS, all []*Release, now *Release, raw []*dataset.Resource, log *diag.Log) {
	s := &personalScan{project: project, now: now, raw: raw, files: map[string]*frozenFile{}}
	for _, rel := range all {
		for _, d := range rel.Datasets {
			s.add(rel, d, d.CSV.path(d.Name+tableExtension), s.cells)
			s.add(rel, d, d.Descriptor.path(d.Name+descExtension), s.words)
		}
	}
	for _, f := range s.order {
		f.scan(f, log)
	}
}

type personalScan struct {
	project fs.FS
	now     *Release
	raw     []*dataset.Resource
	files   map[string]*frozenFile
	order   []*frozenFile
}

// frozenFile is a file and the releases that show it: it is looked at once.
type frozenFile struct {
	name     string
	dataset  *Dataset
	releases []*Release
	scan     func(f *frozenFile, log *diag.Log)
}

func (s *personalScan) add(rel *Release, d *Dataset, name string, scan func(*frozenFile, *diag.Log)) {
	f := s.files[name]
	if f == nil {
		f = &frozenFile{name: name, dataset: d, scan: scan}
		s.files[name], s.order = f, append(s.order, f)
	}
	f.releases = append(f.releases, rel)
}

// words looks at a descriptor's texts.
func (s *personalScan) words(f *frozenFile, log *diag.Log) {
	data, err := fs.ReadFile(s.project, f.name)
	if err != nil {
		return // Load has said so
	}
	file, allowed := &diag.File{Name: f.name, Data: data}, s.allowedWords(f.dataset)
	for _, one := range privacy.ScanBytes(data) {
		if slices.Contains(allowed, one.Kind.String()) {
			continue
		}
		f.report(file.Offset(one.Offset, one.Length), one.Kind, log)
	}
}

// cells looks at a table, cell by cell: two numbers beside each other are not one.
func (s *personalScan) cells(f *frozenFile, log *diag.Log) {
	if s.seenNow(f.dataset) {
		return
	}
	var b bytes.Buffer
	if err := f.dataset.WriteCSV(&b); err != nil {
		return
	}
	fields := f.dataset.doc.Schema.Fields
	allowed := make([][]string, len(fields))
	for i := range fields {
		allowed[i] = s.allowed(f.dataset.Name, &fields[i])
	}
	file, c, found := &diag.File{Name: f.name, Data: b.Bytes()}, csvReader{rest: b.String()}, 0
	for c.record(); c.rest != "" && c.err == nil && found < dataset.MaxProblems; {
		for i, cell := range c.record() {
			if len(cell) < 7 || i >= len(fields) || privacy.Dated(fields[i].field().Type) {
				continue
			}
			for _, one := range privacy.Scan(cell) {
				if !slices.Contains(allowed[i], one.Kind.String()) {
					found++
					d := f.report(file.Offset(b.Len()-c.left[i], len(cell)), one.Kind, log)
					if s.field(f.dataset.Name, fields[i].Name) {
						d.Note("where it is not of a person, let it pass in field %q with privacy = { allow = [%q], reason = \"…\" }", fields[i].Name, one.Kind.String())
					}
					break
				}
			}
		}
	}
}

// allowedWords lists the kinds that may stand in a frozen descriptor.
func (s *personalScan) allowedWords(d *Dataset) []string {
	for _, r := range s.raw {
		switch {
		case r.Name == d.Name && r.Privacy != nil:
			return r.Privacy.Allow
		case r.Name == d.Name:
			return nil
		}
	}
	return d.doc.Privacy.Allow
}

// seenNow says whether a frozen table is the one that is published now.
func (s *personalScan) seenNow(d *Dataset) bool {
	now := s.now.Dataset(d.Name)
	return now != nil && now.CSV.SHA256 == d.CSV.SHA256
}

// allowed lists the kinds that may stand in a frozen field.
func (s *personalScan) allowed(name string, frozen *fieldDoc) []string {
	for _, r := range s.raw {
		if i := r.Schema.Index(frozen.Name); r.Name == name && i >= 0 {
			return r.Schema.Fields[i].Privacy.Allow
		}
	}
	return frozen.Privacy.Allow
}

func (s *personalScan) field(name, field string) bool {
	return slices.ContainsFunc(s.raw, func(r *dataset.Resource) bool { return r.Name == name && r.Schema.Index(field) >= 0 })
}

// report tells of a find, and how each release that shows it is taken back.
func (f *frozenFile) report(at diag.Span, kind privacy.Kind, log *diag.Log) *diag.Diagnostic {
	d := &diag.Diagnostic{Rule: rulePersonal, Span: at, Message: kind.Message(), Private: true}
	log.Add(d)
	for _, rel := range f.releases {
		withdraw(d, rel)
	}
	return d
}
