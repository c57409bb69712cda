package dataset

import (
	"crypto/sha256"
	"errors"
	"io"

	"lumbung/cmd/lumbung/internal/diag"
	"lumbung/cmd/lumbung/internal/table"
)

// keptLoader makes a table of what was kept of it and of the lines that were changed since.
type keptLoader struct {
	*tableLoader
	kept    *kept
	match   blockMatcher
	columns []int
	width   int
	fresh   *table.Builder // of the rows that are read
	blocks  []lineBlock    // of the file as it is now
	runs    []run
	row     int // of the kept table: those before are placed, or gone
	next    int // block: those before are
}

// run is rows of the table one after the other: kept ones from from to to, or fresh ones
// that stand where kept ones stood.
type run struct {
	fresh    bool
	from, to int
	was      int // of a fresh run: how many kept rows stood there
	wasFrom  int
}

// fromKept fills in the table from what was kept. It gives false, and has told nothing, when
// the file has to be read from its start.
func (l *tableLoader) fromKept(columns []int, width int) bool {
	if l.store == nil {
		return false
	}
	k := l.store.sift(l.r)
	file, header, ok := l.keepable()
	if !ok {
		return false
	}
	l.r.origin = &origin{header: header}
	if k == nil || k.Header != header || k.readBlocks(l.store.dir(l.r)) != nil {
		return false
	}
	columnsRead := make(chan error, 1)
	go func() { columnsRead <- k.readTable(l.store.dir(l.r), &l.r.Schema) }()
	kl := &keptLoader{tableLoader: l.quiet(), kept: k, columns: columns, width: width, fresh: table.NewBuilder(&l.r.Schema, 0),
		match: blockMatcher{file: file, size: l.size, blocks: k.blocks}}
	ok = kl.place(l.bodyStart())
	if err := <-columnsRead; err != nil || !ok {
		return false
	}
	kl.finish()
	return true
}

// quiet is a loader of the same table whose problems nobody is told: where it has any, the
// file is read from its start.
func (l *tableLoader) quiet() *tableLoader {
	q := &tableLoader{r: l.r, project: l.project, store: l.store, log: &diag.Log{}, most: l.most, values: make([]table.Value, len(l.r.Schema.Fields))}
	for i := range l.r.Schema.Fields {
		q.casters = append(q.casters, l.r.Schema.NewCaster(i))
	}
	return q
}

// keepable says whether a table's rows can be known by their lines: any part of the file can
// be read, and a line is a row wherever it stands. header is the digest of what is before
// the first row.
func (l *tableLoader) keepable() (file io.ReaderAt, header [sha256.Size]byte, ok bool) {
	d := &l.r.Dialect
	file, ok = l.file.(io.ReaderAt)
	if !ok || !l.r.mayKeep() || !l.reader.plain || l.reader.encoding != "" || d.CommentChar != "" || len(d.CommentRows) > 0 {
		return nil, header, false
	}
	var start [len(bomUTF8)]byte
	if file.ReadAt(start[:], 0); string(start[:]) == bomUTF8 {
		l.bom = int64(len(bomUTF8))
	}
	b := make([]byte, l.bodyStart())
	if n, _ := file.ReadAt(b, 0); n < len(b) {
		return nil, header, false
	}
	return file, sha256.Sum256(b), true
}

// bodyStart is where the first row starts in the file.
func (l *tableLoader) bodyStart() int64 { return l.bom + l.reader.read }

// place goes through the file: blocks that are as they were, and what stands between them.
func (l *keptLoader) place(offset int64) bool {
	for offset < l.match.size {
		if l.next < len(l.kept.blocks) && l.match.at(l.next, offset) {
			block := l.kept.blocks[l.next]
			l.runs = append(l.runs, run{from: l.row, to: l.row + block.rows})
			l.blocks = append(l.blocks, block)
			l.row += block.rows
			l.next++
			offset += block.size
			continue
		}
		size, ok := l.changed(offset)
		if !ok {
			return false
		}
		offset += size
	}
	if l.row < l.kept.Rows {
		l.runs = append(l.runs, run{fresh: true, from: l.fresh.Len(), to: l.fresh.Len(), was: l.kept.Rows - l.row, wasFrom: l.row})
	}
	return l.kept.Rows+l.fresh.Len() <= l.most
}

// changed reads rows up to the next block that is as it was, or to the end.
func (l *keptLoader) changed(offset int64) (size int64, ok bool) {
	l.reader = newRecordReader(io.NewSectionReader(l.match.file, offset, l.match.size-offset), &l.r.Dialect, l.r.CSV)
	notes := newBlockNoter(l.store.Block, l.reader)
	from, wasFrom := l.fresh.Len(), l.row
	for {
		rec, err := l.reader.next()
		if errors.Is(err, io.EOF) {
			l.row, l.next = l.kept.Rows, len(l.kept.blocks)
			size = notes.read
			break
		}
		if err != nil {
			return 0, false
		}
		if n := l.match.find(notes.line(l.reader), l.next, offset+notes.read); n >= 0 {
			for ; l.next < n; l.next++ {
				l.row += l.kept.blocks[l.next].rows
			}
			size = notes.read
			break
		}
		notes.note(l.reader, blank(rec))
		if blank(rec) {
			continue
		}
		if len(rec.cells) != l.width || l.fresh.Len() > l.tooMany() {
			return 0, false
		}
		l.tableLoader.row(rec, l.columns)
		l.fresh.Append(l.values)
	}
	l.blocks = append(l.blocks, notes.end()...)
	l.runs = append(l.runs, run{fresh: true, from: from, to: l.fresh.Len(), was: l.row - wasFrom, wasFrom: wasFrom})
	return size, !l.wrong()
}

// tooMany is after how many changed rows the whole file is read as quickly.
func (l *keptLoader) tooMany() int { return 1000 + l.kept.Rows/4 }

// wrong says whether there is anything to be told of the rows that were read.
func (l *keptLoader) wrong() bool {
	for _, c := range l.casters {
		if c.ZeroPadded > 0 {
			return true
		}
	}
	return l.told > 0
}

// finish makes the table.
func (l *keptLoader) finish() {
	r, k, fresh := l.r, l.kept, l.fresh.Table()
	var pieces []table.Piece
	rows := 0
	as := make([]bool, len(r.Schema.Fields))
	for i := range as {
		as[i] = true
	}
	r.origin.whole = true
	for _, run := range l.runs {
		rows += run.to - run.from
		if !run.fresh {
			pieces = append(pieces, table.Piece{Table: k.table, From: run.from, To: run.to})
			continue
		}
		r.origin.whole = false
		pieces = append(pieces, table.Piece{Table: fresh, From: run.from, To: run.to})
		for col := range as {
			as[col] = as[col] && run.same(fresh, k.table, col)
		}
	}
	r.sums = make([]uint64, 0, rows)
	for _, p := range pieces {
		if n := len(r.sums); p.Table == k.table {
			r.sums = append(r.sums, k.sums[p.From:p.To]...)
		} else {
			r.sums = r.sums[:n+p.To-p.From]
			fresh.RowSums(p.From, r.sums[n:])
		}
	}
	r.Table = table.Join(&r.Schema, pieces, k.table, func(col int) bool { return as[col] })
	r.origin.kept, r.origin.as, r.origin.blocks = k, as, l.blocks
	k.table, k.sums, k.blocks = nil, nil, nil
}

// same says whether a column of a fresh run holds what it held.
func (r *run) same(fresh, kept *table.Table, col int) bool {
	if r.to-r.from != r.was {
		return false
	}
	for i := range r.was {
		if !fresh.SameCell(col, r.from+i, kept, r.wasFrom+i) {
			return false
		}
	}
	return true
}
