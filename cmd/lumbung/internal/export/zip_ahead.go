package export

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"runtime"
	"sync"

	"lumbung/cmd/lumbung/internal/deflate"
)

// smallEntry is the size up to which an entry is packed ahead.
const smallEntry = 1 << 20

func (e *ZipEntry) small() bool { return e.Size > 0 && e.Size <= smallEntry }

// zipAhead packs the small entries of a zip beside each other, some ahead of where the zip
// is. Packing is nearly all that a zip of pages costs, and archive/zip packs one file after
// the other. The bytes are those that it gives.
type zipAhead struct {
	entries []ZipEntry
	kept    *keptEntries
	nowhere *bufio.Writer      // for headers that are made and not written
	done    []chan packedEntry // of each entry; nil of those that are not small
	room    chan struct{}      // for so many that are packed and not taken
	ended   chan struct{}
	workers sync.WaitGroup
	buffers sync.Pool
}

type packedEntry struct {
	data *bytes.Buffer
	crc  uint32
	size int64
	err  error
}

func packAhead(entries []ZipEntry, kept *keptEntries) *zipAhead {
	n := runtime.GOMAXPROCS(0)
	a := &zipAhead{entries: entries, kept: kept, nowhere: bufio.NewWriter(io.Discard), done: make([]chan packedEntry, len(entries)), room: make(chan struct{}, 8*n), ended: make(chan struct{})}
	a.buffers.New = func() any { return &bytes.Buffer{} }
	jobs := make(chan int)
	for i := range entries {
		if entries[i].small() {
			a.done[i] = make(chan packedEntry, 1)
		}
	}
	a.workers.Go(func() {
		defer close(jobs)
		for i := range entries {
			if a.done[i] == nil {
				continue
			}
			select {
			case a.room <- struct{}{}:
			case <-a.ended:
				return
			}
			select {
			case jobs <- i:
			case <-a.ended:
				return
			}
		}
	})
	for range n {
		a.workers.Go(func() { a.work(jobs) })
	}
	return a
}

func (a *zipAhead) work(jobs <-chan int) {
	pack := packers.Get().(*deflate.Writer)
	defer packers.Put(pack)
	for i := range jobs {
		if p, ok := a.kept.get(&a.entries[i]); ok {
			a.done[i] <- p
			continue
		}
		p := packedEntry{data: a.buffers.Get().(*bytes.Buffer)}
		p.data.Reset()
		pack.Reset(p.data)
		in := &summed{to: pack}
		p.err = errors.Join(a.entries[i].Write(in), pack.Close())
		p.crc, p.size = in.crc, in.size
		a.done[i] <- p
	}
}

// summed counts and sums what is written.
type summed struct {
	to   io.Writer
	crc  uint32
	size int64
}

func (s *summed) Write(b []byte) (int, error) {
	s.crc = crc32.Update(s.crc, crc32.IEEETable, b)
	s.size += int64(len(b))
	return s.to.Write(b)
}

// take puts an entry into the zip, where its turn has come.
func (a *zipAhead) take(i int, z *zip.Writer, h *zip.FileHeader) error {
	p := <-a.done[i]
	<-a.room
	if p.err != nil {
		return p.err
	}
	if err := a.headed(h); err != nil {
		return err
	}
	a.kept.put(&a.entries[i], p)
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = p.crc, uint64(p.data.Len()), uint64(p.size)
	f, err := z.CreateRaw(h)
	if err == nil {
		_, err = f.Write(p.data.Bytes())
	}
	if _, kept := a.kept.get(&a.entries[i]); !kept {
		a.buffers.Put(p.data)
	}
	return err
}

// headed fills in a header as archive/zip does for what it packs itself.
func (a *zipAhead) headed(h *zip.FileHeader) error {
	z := zip.NewWriter(a.nowhere)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return unpacked{w}, nil })
	_, err := z.CreateHeader(h)
	return err
}

type unpacked struct{ io.Writer }

func (unpacked) Close() error { return nil }

// stop ends the work, also before its time.
func (a *zipAhead) stop() {
	close(a.ended)
	a.workers.Wait()
}
