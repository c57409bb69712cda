package output

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestChangesAreWhatIsNotAsItWas(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	p := reopened(t, out)
	if old, err := p.OpenLast("sums"); old != nil || err != nil {
		t.Errorf("before there is a build: %v, %v", old, err)
	}
	writeSite(t, p, site{"a.html": "a", "b/c.html": "c", "b/d.html": "d", "e.html": "e", "f.html": "f", "sums": "of all"})
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	if old, err := p.OpenLast("sums"); old != nil || err != nil {
		t.Errorf("after a build: %v, %v", old, err)
	}
	p = reopened(t, out)
	defer p.Abort()
	writeSite(t, p, site{"a.html": "a", "b/d.html": "another", "new.html": "new"})
	if err := p.Keep("e.html"); err != nil {
		t.Fatal(err)
	}
	p.Drop("b/c.html", "sums", "never.html")
	p.KeepRest()
	var got []string
	for c := range p.Changes() {
		got = append(got, fmt.Sprintf("%s %d %v", c.Path, c.Size, c.Gone))
	}
	if want := []string{"b/c.html 1 true", "b/d.html 7 false", "new.html 3 false", "sums 6 true"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for range p.Changes() {
		break
	}
	old, err := p.OpenLast("sums")
	if err != nil || old == nil {
		t.Fatalf("%v, %v", old, err)
	}
	if text, err := io.ReadAll(old); string(text) != "of all" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if err := old.Close(); err != nil {
		t.Error(err)
	}
}

// TestOpenLastBelievesTheBytesOnly: not size and time stamp, which another hand may have left.
func TestOpenLastBelievesTheBytesOnly(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	p := reopened(t, out)
	writeSite(t, p, site{"sums": "of all", "a.html": "a"})
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(out, "sums")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func() error{
		func() error {
			if err := os.WriteFile(name, []byte("of aLL"), 0o666); err != nil {
				return err
			}
			return os.Chtimes(name, info.ModTime(), info.ModTime())
		},
		func() error { return os.WriteFile(name, []byte("of all and more"), 0o666) },
		func() error { return os.Remove(name) },
		func() error { return os.Mkdir(name, 0o777) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		p := reopened(t, out)
		p.KeepRest()
		for _, path := range []string{"sums", "never"} {
			if old, err := p.OpenLast(path); old != nil || err != nil {
				t.Errorf("%s: %v, %v", path, old, err)
			}
		}
		if err := p.Abort(); err != nil {
			t.Fatal(err)
		}
	}
}
