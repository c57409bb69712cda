package export

import (
	"archive/zip"
	"crypto/sha256"
	"fmt"
	"io"
	"sort"
	"time"

	"lumbung/cmd/lumbung/internal/deflate"
)

// ZipEntry is a file of a zip, written when its turn comes. A small one whose size is known
// is packed ahead, beside others: Write may then be called from any goroutine.
type ZipEntry struct {
	Path  string
	Size  int64             // 0: not known
	Sum   [sha256.Size]byte // of what it holds; zero: not known
	Write func(io.Writer) error
}

// Bytes makes the content of a ZipEntry of what is at hand.
func Bytes(content []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
}

// WriteZip writes a zip: its entries sorted by path, all of the day the data was
// published (an ISO date; "" for the first day that a zip knows), so that only a change
// of content changes its bytes.
func WriteZip(w io.Writer, date string, entries []ZipEntry) error {
	return WriteZipOver(w, date, entries, nil)
}

// WriteZipOver is WriteZip for a zip of many small files. Those whose sum is known are packed
// anew only where they changed, if all of them are not too large to be kept.
func WriteZipOver(w io.Writer, date string, entries []ZipEntry, pieces *Pieces) error {
	size := int64(0)
	for i := range entries {
		size += entries[i].Size
	}
	if size > maxKept {
		pieces = nil
	}
	kept := openKept(pieces)
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, packing)
	if err := writeZip(z, date, entries, kept); err != nil {
		return err
	}
	kept.save()
	return nil
}

// packing packs an entry with a packer that is used again.
func packing(to io.Writer) (io.WriteCloser, error) {
	w := packers.Get().(*deflate.Writer)
	w.Reset(to)
	return &lent{w}, nil
}

// lent is a packer that goes back when its entry ends.
type lent struct{ *deflate.Writer }

func (l *lent) Close() error {
	err := l.Writer.Close()
	packers.Put(l.Writer)
	l.Writer = nil
	return err
}

// WriteTablesZip is WriteZip for what is CSV mostly: of large tables the pieces are packed
// anew that changed.
func WriteTablesZip(w io.Writer, date string, entries []ZipEntry, pieces *Pieces) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return newPacker(w, "\r\n", pieces), nil
	})
	return writeZip(z, date, entries, openKept(nil))
}

func writeZip(z *zip.Writer, date string, entries []ZipEntry, kept *keptEntries) error {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil || day.Year() < 1980 {
		day = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	sorted := append([]ZipEntry(nil), entries...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Path < sorted[j].Path })
	for i := range sorted {
		if i > 0 && sorted[i-1].Path == sorted[i].Path {
			return fmt.Errorf("zip: two files at %s", sorted[i].Path)
		}
	}
	ahead := packAhead(sorted, kept)
	defer ahead.stop()
	for i, e := range sorted {
		h := &zip.FileHeader{Name: e.Path, Method: zip.Deflate, Modified: day}
		var err error
		if e.small() {
			err = ahead.take(i, z, h)
		} else {
			var f io.Writer
			if f, err = z.CreateHeader(h); err == nil {
				err = e.Write(f)
			}
		}
		if err != nil {
			return fmt.Errorf("zip: %s: %w", e.Path, err)
		}
	}
	return z.Close()
}
