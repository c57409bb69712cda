package output

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strconv"
	"sync"

	"lumbung/cmd/lumbung/internal/deflate"
)

// What lies in the work folder beside an archive.
const (
	spoolName   = "spool" // a folder
	archiveName = "archive"
)

// archive is the sink of a .zip or a .tar. Its entries are sorted by path,
// whichever worker was first, so all go into one spool file as they come and
// are copied from there in order: sequential writing twice, which is still
// many times faster than a file for each. The archive appears by a rename.
type archive struct {
	folder  *folder // for its lock and its work folder
	format  string  // "zip" or "tar"
	deflate bool
	spool   disk

	mu      sync.Mutex // guards what follows
	file    file
	buf     []byte
	end     int64
	parts   [][]part // chunkEntries each
	count   int
	streams int
}

// A part is where the bytes of an entry are.
type part struct {
	at     int64
	stored int64
	crc    uint32
	stream int32 // 0 is the spool; others have a file of their own
	packed bool
}

const spoolBuffer = 1 << 20

func (t *target) openArchive() (*Publish, error) {
	if err := t.mayReplace(); err != nil {
		return nil, err
	}
	f, rec, err := t.openBeside()
	if err != nil {
		return nil, err
	}
	a := &archive{folder: f, format: t.archive(), buf: make([]byte, 0, spoolBuffer)}
	a.deflate = t.o.Deflate && a.format == "zip"
	if err := a.openSpool(); err != nil {
		return nil, f.giveUp(fmt.Errorf("write beside %s: %w", t.path, err))
	}
	p := newPublish(a, nil)
	p.recovered = rec
	return p, nil
}

// mayReplace refuses to overwrite a file that is not an archive of its kind: a
// slip of the pen in --out should not cost anybody a file.
func (t *target) mayReplace() error {
	head := make([]byte, 262)
	f, err := os.Open(t.path)
	if absent(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return err
	}
	zip := n >= 4 && string(head[:2]) == "PK"
	tar := n == len(head) && string(head[257:262]) == "ustar"
	empty := n == 0 || n == len(head) && [262]byte(head) == [262]byte{}
	if empty || t.archive() == "zip" && zip || t.archive() == "tar" && tar {
		return nil
	}
	return faultf(ErrRefused, "%s is not a %s archive; move it away or choose another output", t.path, t.archive())
}

func (a *archive) openSpool() error {
	home, dir := a.folder.home, a.folder.work+"/"+spoolName
	err := home.mkdir(dir)
	if err == nil {
		a.spool, err = home.sub(dir)
	}
	if err == nil {
		a.file, err = a.spool.create("0")
	}
	if err != nil && a.spool != nil {
		err = errors.Join(err, a.spool.close())
	}
	return err
}

func (a *archive) put(path string, data []byte, _ Sum) (placed, error) {
	pt := part{crc: crc32.ChecksumIEEE(data)}
	if a.deflate {
		packer := packers.Get().(*packer)
		defer packers.Put(packer)
		if b := packer.pack(data); len(b) < len(data) {
			data, pt.packed = b, true
		}
	}
	pt.stored = int64(len(data))
	a.mu.Lock()
	defer a.mu.Unlock()
	pt.at = a.end
	err := a.append(data)
	return a.add(pt), err
}

func (a *archive) append(data []byte) error {
	if len(a.buf)+len(data) > cap(a.buf) {
		if err := a.flush(); err != nil {
			return err
		}
	}
	a.end += int64(len(data))
	if len(data) > cap(a.buf) {
		_, err := a.file.Write(data)
		return err
	}
	a.buf = append(a.buf, data...)
	return nil
}

func (a *archive) flush() error {
	_, err := a.file.Write(a.buf)
	a.buf = a.buf[:0]
	return err
}

// add gives the number of the part as the entry's stamp.
func (a *archive) add(pt part) placed {
	if a.count%chunkEntries == 0 {
		a.parts = append(a.parts, make([]part, 0, chunkEntries))
	}
	last := len(a.parts) - 1
	a.parts[last] = append(a.parts[last], pt)
	a.count++
	return placed{stamp: int64(a.count - 1), state: staged}
}

func (a *archive) part(e *entry) part { return a.parts[e.stamp/chunkEntries][e.stamp%chunkEntries] }

func (a *archive) keep(record) (placed, error) { return placed{}, ErrNotMade }

// packer compresses. Not one is shared between workers, so none waits.
type packer struct {
	out   []byte
	flate *deflate.Writer
}

var packers = sync.Pool{New: func() any {
	return &packer{flate: deflate.NewWriter(nil)}
}}

func (p *packer) pack(data []byte) []byte {
	p.out = p.out[:0]
	p.flate.Reset(p)
	p.flate.Write(data)
	p.flate.Close()
	return p.out
}

// Write takes what the compressor gives; it cannot fail.
func (p *packer) Write(b []byte) (int, error) {
	p.out = append(p.out, b...)
	return len(b), nil
}

func (a *archive) stream(string) (stream, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f, err := a.spool.create(strconv.Itoa(a.streams + 1))
	if err != nil {
		return nil, err
	}
	a.streams++
	s := &archiveStream{archive: a, file: f, part: part{stream: int32(a.streams), packed: a.deflate}}
	s.to = f
	if a.deflate {
		s.flate = deflate.NewWriter(counted{s})
		s.to = s.flate
	} else {
		s.to = counted{s}
	}
	return s, nil
}

// archiveStream is a large entry in a file of its own.
type archiveStream struct {
	archive *archive
	file    file
	to      io.Writer
	flate   *deflate.Writer
	part    part
}

// counted is the file below the compressor.
type counted struct{ s *archiveStream }

func (c counted) Write(b []byte) (int, error) {
	n, err := c.s.file.Write(b)
	c.s.part.stored += int64(n)
	return n, err
}

func (s *archiveStream) Write(b []byte) (int, error) {
	s.part.crc = crc32.Update(s.part.crc, crc32.IEEETable, b)
	return s.to.Write(b)
}

func (s *archiveStream) finish(int64, Sum) (placed, error) {
	var err error
	if s.flate != nil {
		err = s.flate.Close()
	}
	if err = errors.Join(err, s.file.Close()); err != nil {
		return placed{}, err
	}
	s.archive.mu.Lock()
	defer s.archive.mu.Unlock()
	return s.archive.add(s.part), nil
}

func (s *archiveStream) discard() error { return s.file.Close() }

func (a *archive) commit(p *Publish) (Result, error) {
	f := a.folder
	err := a.writeArchive(p)
	if err == nil {
		// First, so that a spool that is found later says that this was not reached.
		err = a.removeSpool()
	}
	if err == nil {
		err = f.home.rename(f.work+"/"+archiveName, f.first)
	}
	if err != nil {
		return Result{}, errors.Join(fmt.Errorf("publish %s: %w", f.out, err), a.abort())
	}
	res := Result{Files: p.tally.files, Bytes: p.tally.bytes, New: p.tally.files, Steps: 1}
	if err := errors.Join(f.home.syncDir("."), f.release()); err != nil {
		return res, f.late(err)
	}
	return res, nil
}

func (a *archive) writeArchive(p *Publish) error {
	if err := a.flush(); err != nil {
		return err
	}
	f, err := a.folder.home.create(a.folder.work + "/" + archiveName)
	if err != nil {
		return err
	}
	r := &spoolReader{disk: a.spool}
	w := bufio.NewWriterSize(f, spoolBuffer)
	if a.format == "zip" {
		err = a.writeZip(w, r, p.names.list())
	} else {
		err = a.writeTar(w, r, p.names.list())
	}
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, r.close(), f.Close())
}

func (a *archive) abort() error { return errors.Join(a.closeSpool(), a.folder.abort()) }

func (a *archive) removeSpool() error {
	if err := a.closeSpool(); err != nil {
		return err
	}
	return removeTree(a.folder.home, a.folder.work+"/"+spoolName)
}

func (a *archive) closeSpool() error {
	if a.spool == nil {
		return nil
	}
	err := errors.Join(a.file.Close(), a.spool.close())
	a.spool = nil
	return err
}
