package main

import (
	"io/fs"

	"lumbung/cmd/lumbung/internal/dataset"
	"lumbung/cmd/lumbung/internal/record"
)

// keptRows is how large a table must be to be kept from one build to the next: smaller ones
// are read as quickly as they are found. keptBlock is how many of its lines are known by
// one digest.
var keptRows, keptBlock = 5000, 256

// newStore is where a project keeps large tables. It may be removed at any time.
func newStore(pr *project) *dataset.Store {
	settings, _ := fs.ReadFile(pr.fs, siteFile) // that it cannot be read is told by who needs it
	return &dataset.Store{Dir: pr.path(".lumbung/tables"), Rows: keptRows, Block: keptBlock, Key: func(r *dataset.Resource) record.Key {
		return record.NewKeyer("table").Text(programID(), string(settings), r.Name, string(r.Doc.File.Data)).Key()
	}}
}

// keepTables leaves the tables of a portal that was published for the next build. What is
// told of a table's cells has to be told each time, so the checks must look again.
func keepTables(s *dataset.Store, p *portal) {
	if s == nil {
		return
	}
	told := map[string]bool{} // by file
	for _, d := range p.log.Sorted() {
		told[d.Span.Name()] = true
	}
	s.Keep(p.raw, func(r *dataset.Resource) bool { return told[r.CSV.Name] }, p.sums.Of)
}
