package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/export"
)

func TestSumsAreReadAsTheyAreWritten(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	want := map[string]string{"a b.csv": sum, "back\\slash": sum, "new\nline": sum, "data/kube.csv": sum}
	var list []export.Sum
	for _, name := range slices.Sorted(maps.Keys(want)) {
		list = append(list, export.Sum{Path: name, SHA256: [32]byte(bytes.Repeat([]byte{0x0a}, 32))})
	}
	var b strings.Builder
	if err := export.WriteSums(&b, slices.Values(list)); err != nil {
		t.Fatal(err)
	}
	got, err := readSums(io.NopCloser(strings.NewReader(b.String())), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name := range want {
		if got[name] != sum {
			t.Errorf("%q is not listed", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

func TestLinesThatAreNoSumsAreRefused(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	for _, line := range []string{"", "x", sum, sum + " ", sum + "  ", sum[1:] + "  a", strings.ToUpper(sum) + "  a", "g" + sum[1:] + "  a", sum + " a"} {
		if name, _, ok := parseSum(line); ok {
			t.Errorf("%q was read as the sum of %q", line, name)
		}
	}
	if name, _, ok := parseSum(sum + " *a b"); !ok || name != "a b" {
		t.Errorf("the binary mark of sha256sum is not understood: %q", name)
	}
	if _, err := readSums(io.NopCloser(strings.NewReader("")), nil); err == nil {
		t.Error("an empty list says nothing of the files, and passed")
	}
}

// A list of sums from elsewhere must not make verify read what is not in the copy.
func TestSumsDoNotLeadOutOfTheCopy(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	inside := filepath.Join(dir, "site")
	if err := os.Mkdir(inside, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../secret", filepath.Join(inside, "link")); err != nil {
		t.Skip("no symbolic links here")
	}
	c, err := openCopy(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for _, name := range []string{"../secret", "/etc/hosts", "link", "", "a/../../secret"} {
		if sum, err := c.sum(name); err == nil {
			t.Errorf("%q was read: %s", name, sum)
		}
	}
}

// A picture in the cache may have been changed; verify must not compare a portal with it.
func TestVerifyPaintsPicturesAnew(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	w := &writer{portal: &portal{project: &project{dir: root.Name(), root: root}}}
	paint := func(name string) func() ([]byte, error) {
		return func() ([]byte, error) { return []byte("\x89PNG\r\n\x1a\n" + name), nil }
	}
	for _, c := range []struct {
		uncached   bool
		make, want string
	}{{false, "first", "first"}, {false, "second", "first"}, {true, "third", "third"}} {
		w.uncached = c.uncached
		got, err := w.picture([]byte("key"), paint(c.make))
		if err != nil || !strings.HasSuffix(string(got), c.want) {
			t.Errorf("uncached %v: %q, want %q (%v)", c.uncached, got, c.want, err)
		}
	}
}

// A portal with an offline copy is made of its own files: those of a large table stand among
// the temporary ones while it is verified, and not longer.
func TestLargePortalIsVerifiedAmongTemporaryFiles(t *testing.T) {
	was := spoolFrom
	t.Cleanup(func() { spoolFrom = was })
	dir := portalFolder(t, fewCards(register(12)))
	if code, said := testRun(t, dir, "build"); code != done {
		t.Fatal(said)
	}
	public, scratch := filepath.Join(dir, defaultOut), t.TempDir()
	t.Setenv("TMPDIR", scratch)
	verify := func(want int, wanted string) {
		t.Helper()
		code, said := testRun(t, dir, "verify", public)
		if left, err := os.ReadDir(scratch); code != want || !strings.Contains(said, wanted) || err != nil || len(left) > 0 {
			t.Errorf("exit %d, %d files are left, %v:\n%s", code, len(left), err, said)
		}
	}
	verify(done, "all as they should be")
	spoolFrom = 1
	verify(done, "all as they should be")
	if err := os.WriteFile(filepath.Join(public, offlineZip), []byte("PK"), 0o666); err != nil {
		t.Fatal(err)
	}
	verify(broken, "differs  "+offlineZip)
	if runtime.GOOS != "windows" {
		t.Setenv("TMPDIR", filepath.Join(scratch, "none"))
		verify(broken, "none")
	}
}

// FuzzSums reads whatever is called SHA256SUMS: what is read is sums, and written they are
// the same again.
func FuzzSums(f *testing.F) {
	sum := strings.Repeat("0a", 32)
	for _, seed := range []string{sum + "  a\n", sum + " *a b\n", `\` + sum + `  a\nb\\` + "\n", "x", sum + "  ../a\n" + sum + "  a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sums, err := readSums(io.NopCloser(strings.NewReader(text)), nil)
		if err != nil {
			return
		}
		var list []export.Sum
		for _, name := range slices.Sorted(maps.Keys(sums)) {
			sum, err := hex.DecodeString(sums[name])
			if err != nil || len(sum) != sha256.Size {
				t.Fatalf("%q was read as a sum", sums[name])
			}
			list = append(list, export.Sum{Path: name, SHA256: [sha256.Size]byte(sum)})
		}
		var b strings.Builder
		if err := export.WriteSums(&b, slices.Values(list)); err != nil {
			t.Fatal(err)
		}
		again, err := readSums(io.NopCloser(strings.NewReader(b.String())), nil)
		if err != nil || !maps.Equal(sums, again) {
			t.Errorf("%q became %q: %v", sums, again, err)
		}
	})
}

// FuzzArchiveCopy opens whatever is called a portal in one file.
func FuzzArchiveCopy(f *testing.F) {
	var z, plain bytes.Buffer
	zw, tw := zip.NewWriter(&z), tar.NewWriter(&plain)
	w, err := zw.Create("SHA256SUMS")
	if err == nil {
		_, err = w.Write([]byte("x"))
	}
	if err := errors.Join(err, zw.Close(), tw.WriteHeader(&tar.Header{Name: "SHA256SUMS", Size: 1, Mode: 0o644, Typeflag: tar.TypeReg})); err != nil {
		f.Fatal(err)
	}
	if _, err := tw.Write([]byte("x")); err != nil || tw.Close() != nil {
		f.Fatal(err)
	}
	f.Add(z.Bytes(), true)
	f.Add(plain.Bytes(), false)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte, zipped bool) {
		at := filepath.Join(dir, "portal.tar")
		if zipped {
			at = filepath.Join(dir, "portal.zip")
		}
		if err := os.WriteFile(at, data, 0o666); err != nil {
			t.Fatal(err)
		}
		c, err := openCopy(at)
		if err != nil {
			return
		}
		defer c.close()
		c.listed()
		if made, err := c.made(); err == nil {
			for _, name := range made {
				if _, err := c.sum(name); err != nil {
					t.Errorf("%q is there and has no sum: %v", name, err)
				}
			}
		}
	})
}
