package output

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"
)

// What a build has written, streamed or kept can be read before it is published.
func TestFilesAreReadBackBeforeTheyArePublished(t *testing.T) {
	dir := t.TempDir()
	large := bytes.Repeat([]byte("seribu kelompok "), 20_000)
	for _, c := range []struct {
		name string
		open func() *Publish
	}{
		{"first build", func() *Publish { return reopened(t, filepath.Join(dir, "public")) }},
		{"update", func() *Publish { return reopened(t, filepath.Join(dir, "public")) }},
		{"zip", func() *Publish { return reopened(t, filepath.Join(dir, "x.zip")) }},
		{"tar", func() *Publish { return reopened(t, filepath.Join(dir, "x.tar")) }},
		{"memory", func() *Publish { p, _ := OpenMemory(nil); return p }},
	} {
		p := c.open()
		small := []byte("kecil di " + c.name)
		if err := p.Write("a/kecil.txt", small); err != nil {
			t.Fatal(err)
		}
		w, err := p.Create("a/besar.txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(large); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want := map[string][]byte{"a/kecil.txt": small, "a/besar.txt": large}
		if c.name == "update" {
			p.KeepRest()
			want["lama.txt"] = []byte("dari dulu")
		} else if err := p.Write("lama.txt", []byte("dari dulu")); err != nil {
			t.Fatal(err)
		}
		for path, content := range want {
			r, err := p.Open(path)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			got, err := io.ReadAll(r)
			if err != nil || !bytes.Equal(got, content) || r.Close() != nil {
				t.Errorf("%s: %s has %d bytes, not %d: %v", c.name, path, len(got), len(content), err)
			}
		}
		if _, err := p.Open("tidak-ada.txt"); err == nil {
			t.Errorf("%s: a file that was not made can be read", c.name)
		}
		if _, err := p.Commit(); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Open("lama.txt"); err != ErrClosed {
			t.Errorf("%s: %v after Commit", c.name, err)
		}
	}
	p := OpenDry()
	defer p.Abort()
	if err := p.Write("a.txt", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Open("a.txt"); err == nil {
		t.Error("an output that keeps nothing gives something back")
	}
}

func reopened(t *testing.T, out string) *Publish {
	t.Helper()
	p, err := Open(out, Options{Deflate: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
