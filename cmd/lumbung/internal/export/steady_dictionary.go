package export

import (
	"encoding/binary"
	"math/bits"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding"
	"github.com/parquet-go/parquet-go/format"
)

// steadyDictionary writes which entry of its dictionary each text of a column is: the hybrid of
// runs and bit-packed groups of https://parquet.apache.org/docs/file-format/data-pages/encodings/.
// The library's own begins other runs where the processor has AVX2 (its test for eight equal
// numbers passes for two times four), so that the file would depend on the machine.
type steadyDictionary struct{ encoding.NotSupported }

func (steadyDictionary) String() string { return parquet.RLEDictionary.String() }

func (steadyDictionary) Encoding() format.Encoding { return parquet.RLEDictionary.Encoding() }

func (steadyDictionary) DecodeInt32(dst []int32, src []byte) ([]int32, error) {
	return parquet.RLEDictionary.DecodeInt32(dst, src)
}

func (steadyDictionary) EncodeInt32(dst []byte, src []int32) ([]byte, error) {
	width := 0
	for _, v := range src {
		width = max(width, bits.Len32(uint32(v)))
	}
	dst = append(dst[:0], byte(width))
	packed := 0 // where what is not yet written begins
	for i := 0; i < len(src); {
		run := 1
		for i+run < len(src) && src[i+run] == src[i] {
			run++
		}
		fill := (8 - (i-packed)%8) % 8 // what the last group lacks
		if run-fill < 8 {
			i += run
			continue
		}
		i += fill
		dst = appendPacked(dst, src[packed:i], width)
		dst = appendRun(dst, src[i], run-fill, width)
		i += run - fill
		packed = i
	}
	return appendPacked(dst, src[packed:], width), nil
}

// appendRun writes a number that stands many times.
func appendRun(dst []byte, v int32, times, width int) []byte {
	dst = binary.AppendUvarint(dst, uint64(times)<<1)
	for ; width > 0; width -= 8 {
		dst = append(dst, byte(v))
		v >>= 8
	}
	return dst
}

// appendPacked writes numbers of some bits each, the last of eight filled up with zeros.
func appendPacked(dst []byte, src []int32, width int) []byte {
	if len(src) == 0 {
		return dst
	}
	groups := (len(src) + 7) / 8
	dst = binary.AppendUvarint(dst, uint64(groups)<<1|1)
	var held uint64
	n := 0
	for i := range groups * 8 {
		if i < len(src) {
			held |= uint64(uint32(src[i])) << n
		}
		for n += width; n >= 8; n -= 8 {
			dst = append(dst, byte(held))
			held >>= 8
		}
	}
	return dst
}
