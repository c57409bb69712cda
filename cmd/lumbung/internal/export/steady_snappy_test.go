package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// snappyTexts are of every length and repetition that a tag can be wrong about.
func snappyTexts() map[string][]byte {
	texts := map[string][]byte{}
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	texts["noise"] = noise
	texts["one letter"] = bytes.Repeat([]byte("a"), 200_001)
	texts["rows"] = []byte(strings.Repeat("5301,anak_telantar,Kabupaten Kupang\r\n", 5000))
	for _, n := range []int{0, 1, 3, 4, 5, 59, 60, 61, 62, 255, 256, 257, 258, snappyBlock - 1, snappyBlock, snappyBlock + 1} {
		texts[fmt.Sprintf("%d bytes of noise", n)] = noise[:n]
	}
	for n := 4; n < 200; n++ { // a match of each length, near and far
		for _, far := range []int{0, 3000} {
			texts[fmt.Sprintf("%d bytes again after %d", n, far)] = bytes.Join([][]byte{noise[:n], noise[1000 : 1010+far], noise[:n], noise[500:510]}, nil)
		}
	}
	return texts
}

func TestSnappyIsReadByOthers(t *testing.T) {
	for name, text := range snappyTexts() {
		packed, err := steadySnappy{}.Encode(nil, text)
		if err != nil {
			t.Fatal(err)
		}
		got, err := steadySnappy{}.Decode(nil, packed) // the library's
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %d bytes come back as %d, %v", name, len(text), len(got), err)
		}
	}
}

func TestSnappyPacksWhatRepeatsAndLeavesNoise(t *testing.T) {
	texts := snappyTexts()
	for name, limit := range map[string]int{"one letter": 10_000, "rows": 10_000, "noise": 200_100} {
		if packed, _ := (steadySnappy{}).Encode(nil, texts[name]); len(packed) > limit {
			t.Errorf("%s: %d bytes become %d", name, len(texts[name]), len(packed))
		}
	}
}

// The sum was taken on amd64; on another processor it must be the same.
func TestSnappyIsTheSameOnEveryProcessor(t *testing.T) {
	packed, _ := steadySnappy{}.Encode(make([]byte, 3, 9), snappyTexts()["rows"])
	sum := sha256.Sum256(packed)
	if got, want := hex.EncodeToString(sum[:8]), "ea7b9952e8afedb5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzSnappy(f *testing.F) {
	for _, text := range [][]byte{nil, []byte("a"), []byte("abcdabcdabcd"), bytes.Repeat([]byte("xy"), 100)} {
		f.Add(text, uint16(1))
	}
	f.Fuzz(func(t *testing.T, text []byte, times uint16) {
		text = bytes.Repeat(text, 1+int(times)%300)
		packed, err := steadySnappy{}.Encode(nil, text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := (steadySnappy{}).Decode(nil, packed); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%d bytes come back as %d, %v", len(text), len(got), err)
		}
	})
}
