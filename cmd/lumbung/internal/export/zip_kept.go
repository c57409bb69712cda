package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"lumbung/cmd/lumbung/internal/deflate"
)

// keptEntries are the small entries of a zip as they were packed before, by the SHA-256 of
// what they hold. They stand in one piece, as most are a page: a file for each would cost as
// much as packing it.
type keptEntries struct {
	pieces  *Pieces
	was     map[[sha256.Size]byte]packedEntry
	now     []keptEntry // those of this zip
	changed bool        // one of them is not among those before
}

type keptEntry struct {
	sum [sha256.Size]byte
	packedEntry
}

// maxKept is the size of a zip's files up to which they are kept: one of many thousand pages is
// packed anew.
const maxKept = 64 << 20

// keptHead is what stands before the data of an entry: its sum, CRC, size and packed size.
const keptHead = sha256.Size + 4 + 8 + 4

func openKept(pieces *Pieces) *keptEntries {
	k := &keptEntries{pieces: pieces, was: map[[sha256.Size]byte]packedEntry{}}
	for b := pieces.get(k.name()); len(b) >= keptHead; {
		sum, head := [sha256.Size]byte(b), b[sha256.Size:]
		n := int(binary.LittleEndian.Uint32(head[12:]))
		if b = b[keptHead:]; n > len(b) {
			break
		}
		k.was[sum] = packedEntry{data: bytes.NewBuffer(b[:n:n]), crc: binary.LittleEndian.Uint32(head), size: int64(binary.LittleEndian.Uint64(head[4:]))}
		b = b[n:]
	}
	return k
}

// name is what the piece is known by: entries are packed alike by one compressor only.
func (k *keptEntries) name() string {
	sum := sha256.Sum256([]byte("entries " + deflate.Version))
	return hex.EncodeToString(sum[:])
}

// get gives an entry as it was packed before.
func (k *keptEntries) get(e *ZipEntry) (packedEntry, bool) {
	p, ok := k.was[e.Sum]
	return p, ok && e.Sum != [sha256.Size]byte{}
}

// put remembers an entry of this zip.
func (k *keptEntries) put(e *ZipEntry, p packedEntry) {
	if k.pieces == nil || e.Sum == [sha256.Size]byte{} {
		return
	}
	if was, ok := k.was[e.Sum]; ok {
		p = was
	} else {
		p.data = bytes.NewBuffer(bytes.Clone(p.data.Bytes()))
		k.changed = true
	}
	k.now = append(k.now, keptEntry{e.Sum, p})
}

// save keeps them for the next time.
func (k *keptEntries) save() {
	if k.changed {
		k.pieces.put(k.name(), k.written)
	}
}

// written gives what openKept reads.
func (k *keptEntries) written(yield func([]byte) bool) {
	for _, p := range k.now {
		head := binary.LittleEndian.AppendUint32(p.sum[:], p.crc)
		head = binary.LittleEndian.AppendUint64(head, uint64(p.size))
		head = binary.LittleEndian.AppendUint32(head, uint32(p.data.Len()))
		if !yield(head) || !yield(p.data.Bytes()) {
			return
		}
	}
}
