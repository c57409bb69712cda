package export

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// TestZipOverKeptEntriesHasTheSameBytes with what was kept, without it, with what is damaged,
// and packs again what has changed and nothing else.
func TestZipOverKeptEntriesHasTheSameBytes(t *testing.T) {
	dir := t.TempDir()
	var packed atomic.Int64
	entries := func(edit int) (all []ZipEntry) {
		for i := range 50 {
			text := []byte(strings.Repeat(fmt.Sprintf("halaman %d; ", i%40), i*40)) // some are alike
			if i == edit {
				text = append(text, "diubah"...)
			}
			all = append(all, ZipEntry{Path: fmt.Sprintf("kube/%02d.html", i), Size: int64(len(text)), Sum: sha256.Sum256(text), Write: func(to io.Writer) error {
				packed.Add(1)
				_, err := to.Write(text)
				return err
			}})
		}
		return append(all, ZipEntry{Path: "SHA256SUMS", Write: Bytes([]byte("whose sum is not known"))})
	}
	write := func(entries []ZipEntry, pieces *Pieces) []byte {
		t.Helper()
		packed.Store(0)
		var out bytes.Buffer
		if err := WriteZipOver(&out, "2026-05-04", entries, pieces); err != nil {
			t.Fatal(err)
		}
		pieces.Tidy()
		return out.Bytes()
	}
	damage := func() {
		for file, text := range keptPieces(t, dir) {
			text[len(text)/2] ^= 1
			if err := os.WriteFile(filepath.Join(dir, file), text, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, step := range []struct {
		name   string
		edit   int
		before func()
		packs  int64
	}{
		{"at first", -1, func() {}, 50},
		{"again", -1, func() {}, 1}, // the empty one is not packed ahead
		{"after an edit", 7, func() {}, 2},
		{"after the edit was taken back", -1, func() {}, 2},
		{"over what is damaged", -1, damage, 50},
	} {
		step.before()
		want := write(entries(step.edit), nil)
		if got := write(entries(step.edit), &Pieces{Dir: dir}); !bytes.Equal(got, want) {
			t.Errorf("%s the zip is another", step.name)
		}
		if n := packed.Load(); n != step.packs {
			t.Errorf("%s %d entries are packed, want %d", step.name, n, step.packs)
		}
	}
}
