package deflate

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestPackedIsUnpackedByOthers: also in parts, and by a writer that is used again.
func TestPackedIsUnpackedByOthers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	w := NewWriter(nil)
	for _, text := range [][]byte{nil, []byte("a"), []byte(strings.Repeat("<tr><td>Kube</td></tr>\n", 40_000)), noise} {
		var whole, parts bytes.Buffer
		w.Reset(&whole)
		w.Write(text)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		w.Reset(&parts)
		for rest := text; len(rest) > 0; {
			n := min(len(rest), 1+random.IntN(5_000))
			w.Write(rest[:n])
			rest = rest[n:]
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(whole.Bytes(), parts.Bytes()) {
			t.Errorf("%d bytes are packed otherwise in parts", len(text))
		}
		got, err := io.ReadAll(flate.NewReader(&whole))
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%d bytes became %d: %v", len(text), len(got), err)
		}
	}
}

// TestVersionIsThatOfTheModule: a new one must not be mistaken for what packed before.
func TestVersionIsThatOfTheModule(t *testing.T) {
	module, err := os.ReadFile("../../../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	name, last, _ := strings.Cut(Version, ", level ")
	if !strings.Contains(string(module), name+"\n") || last != strconv.Itoa(level) {
		t.Errorf("go.mod does not require %q, or its level %q is not %d", name, last, level)
	}
}
