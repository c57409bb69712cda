package record

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"testing"
)

// TestKeyOfManyIsThatOfEach: what is given to the hash at once is what each by itself gives.
func TestKeyOfManyIsThatOfEach(t *testing.T) {
	var texts []string
	var numbers []uint64
	for i := range 3000 {
		texts = append(texts, strings.Repeat("ab", i%37), "")
		numbers = append(numbers, uint64(i)<<40)
	}
	for _, long := range []int{keyerBuffer - 9, keyerBuffer - 8, keyerBuffer - 7, keyerBuffer, keyerBuffer + 1, 3*keyerBuffer + 5} {
		texts = append(texts, strings.Repeat("x", long), "y")
	}
	var all []byte
	for _, s := range texts {
		all = append(binary.LittleEndian.AppendUint64(all, uint64(len(s))), s...)
	}
	for _, n := range numbers {
		all = binary.LittleEndian.AppendUint64(all, n)
	}
	for _, s := range texts {
		all = append(binary.AppendUvarint(all, uint64(len(s))), s...)
	}
	k := Keyer{sha256.New()}.Text(texts...).Text().Number(numbers...).Number().Names(pack(texts...)).Names(pack())
	if k.Key() != sha256.Sum256(all) {
		t.Error("the key is another one")
	}
	each := Keyer{sha256.New()}
	for _, s := range texts {
		each.Text(s)
	}
	for _, n := range numbers {
		each.Number(n)
	}
	if each.Names(pack(texts...)).Key() != k.Key() {
		t.Error("one by one they give another key")
	}
}
