package output

import (
	"encoding/binary"
	"io"
	"unicode/utf8"
)

// writeZip writes the entries in order of their path, all of 1980-01-01 and
// mode 0644. It is not archive/zip, which keeps 300 bytes an entry for the
// directory at the end: here the directory is a second walk, since sizes are
// known and offsets add up.
func (a *archive) writeZip(w io.Writer, r *spoolReader, now listing) error {
	buf := make([]byte, 0, 1<<12)
	at := uint64(0)
	for i := range now.len() {
		z := a.zipEntry(now, i, 0)
		buf = z.local(buf[:0])
		if _, err := w.Write(buf); err != nil {
			return err
		}
		if err := r.copy(w, z.part); err != nil {
			return err
		}
		at += uint64(len(buf)) + z.stored()
	}
	directory, size := at, uint64(0)
	at = 0
	for i := range now.len() {
		z := a.zipEntry(now, i, at)
		buf = z.central(buf[:0])
		if _, err := w.Write(buf); err != nil {
			return err
		}
		size += uint64(len(buf))
		at += z.localSize() + z.stored()
	}
	_, err := w.Write(zipEnd(uint64(now.len()), size, directory))
	return err
}

type zipEntry struct {
	path string
	size uint64
	at   uint64 // of the local header
	part part
}

func (a *archive) zipEntry(now listing, i int, at uint64) zipEntry {
	path, e := now.at(i)
	return zipEntry{path, uint64(e.size), at, a.part(e)}
}

const (
	zipMax32    = 0xffffffff
	zipMax16    = 0xffff
	zipDate     = 1<<5 | 1 // 1980-01-01
	zipVersion  = 20
	zipVersion6 = 45 // that knows zip64
)

func (z *zipEntry) stored() uint64 { return uint64(z.part.stored) }

func (z *zipEntry) big() bool { return z.size >= zipMax32 || z.stored() >= zipMax32 }

func (z *zipEntry) localSize() uint64 {
	n := uint64(30 + len(z.path))
	if z.big() {
		n += 20
	}
	return n
}

func (z *zipEntry) local(b []byte) []byte {
	le := binary.LittleEndian
	b = append(b, "PK\x03\x04"...)
	b = z.common(b, z.big())
	if !z.big() {
		b = le.AppendUint16(b, 0)
		return append(b, z.path...)
	}
	b = le.AppendUint16(b, 20)
	b = append(b, z.path...)
	b = le.AppendUint16(b, 1)
	b = le.AppendUint16(b, 16)
	b = le.AppendUint64(b, z.size)
	return le.AppendUint64(b, z.stored())
}

// common is what both headers have, up to the length of the name.
func (z *zipEntry) common(b []byte, big bool) []byte {
	le := binary.LittleEndian
	version, flags, method := zipVersion, 0, 0
	size, stored := z.size, z.stored()
	if big {
		version = zipVersion6
	}
	if z.big() {
		size, stored = zipMax32, zipMax32
	}
	for i := range len(z.path) {
		if z.path[i] >= utf8.RuneSelf {
			flags = 1 << 11 // UTF-8
		}
	}
	if z.part.packed {
		method = 8
	}
	for _, v := range []int{version, flags, method, 0, zipDate} {
		b = le.AppendUint16(b, uint16(v))
	}
	b = le.AppendUint32(b, z.part.crc)
	b = le.AppendUint32(b, uint32(stored))
	b = le.AppendUint32(b, uint32(size))
	return le.AppendUint16(b, uint16(len(z.path)))
}

func (z *zipEntry) central(b []byte) []byte {
	le := binary.LittleEndian
	var extra []byte
	if z.big() {
		extra = le.AppendUint64(extra, z.size)
		extra = le.AppendUint64(extra, z.stored())
	}
	at := z.at
	if at >= zipMax32 {
		extra = le.AppendUint64(extra, at)
		at = zipMax32
	}
	if len(extra) > 0 {
		extra = append(le.AppendUint16(le.AppendUint16(nil, 1), uint16(len(extra))), extra...)
	}
	b = append(b, "PK\x01\x02"...)
	b = le.AppendUint16(b, 3<<8|zipVersion) // made on Unix, which gives the mode below a meaning
	b = z.common(b, len(extra) > 0)
	b = le.AppendUint16(b, uint16(len(extra)))
	b = append(b, make([]byte, 6)...) // no comment, first disk, not text
	b = le.AppendUint32(b, 0o100644<<16)
	b = le.AppendUint32(b, uint32(at))
	b = append(b, z.path...)
	return append(b, extra...)
}

func zipEnd(count, size, at uint64) []byte {
	le := binary.LittleEndian
	var b []byte
	if count >= zipMax16 || size >= zipMax32 || at >= zipMax32 {
		b = append(b, "PK\x06\x06"...)
		b = le.AppendUint64(b, 44)
		b = le.AppendUint16(b, 3<<8|zipVersion6)
		b = le.AppendUint16(b, zipVersion6)
		b = append(b, make([]byte, 8)...)
		for _, v := range []uint64{count, count, size, at} {
			b = le.AppendUint64(b, v)
		}
		b = append(b, "PK\x06\x07\x00\x00\x00\x00"...)
		b = le.AppendUint64(b, at+size)
		b = le.AppendUint32(b, 1)
	}
	b = append(b, "PK\x05\x06\x00\x00\x00\x00"...)
	b = le.AppendUint16(b, uint16(min(count, zipMax16)))
	b = le.AppendUint16(b, uint16(min(count, zipMax16)))
	b = le.AppendUint32(b, uint32(min(size, zipMax32)))
	b = le.AppendUint32(b, uint32(min(at, zipMax32)))
	return append(b, 0, 0)
}
