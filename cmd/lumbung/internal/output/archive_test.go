package output

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// readArchive gives the content, and says so if an entry betrays when, where
// or by whom it was made.
func readArchive(t *testing.T, name string) (site, []string) {
	t.Helper()
	got, order := site{}, []string{}
	then := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	if strings.HasSuffix(name, ".tar") {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r := tar.NewReader(bytes.NewReader(b))
		for {
			h, err := r.Next()
			if err == io.EOF {
				return got, order
			}
			if err != nil {
				t.Fatal(err)
			}
			if !h.ModTime.Equal(then) || h.Uid+h.Gid != 0 || h.Uname+h.Gname != "" || h.Mode != 0o644 {
				t.Errorf("header %+v", h)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			got[h.Name], order = string(b), append(order, h.Name)
		}
	}
	r, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, f := range r.File {
		if !f.Modified.UTC().Equal(then) || f.Mode() != 0o644 {
			t.Errorf("%s of %v, mode %v", f.Name, f.Modified, f.Mode())
		}
		e, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(e) // checks the CRC
		if err != nil {
			t.Fatal(err)
		}
		e.Close()
		got[f.Name], order = string(b), append(order, f.Name)
	}
	return got, order
}

// archiveSite has what is special: an empty file, names beyond ASCII, a path
// longer than a tar header holds, a file that is streamed.
func archiveSite() site {
	s := maps.Clone(small)
	s["kosong.txt"] = ""
	s["cerita/é—ø.html"] = strings.Repeat("<p>cerita</p>", 100)
	s[strings.Repeat("panjang/", 20)+strings.Repeat("x", 120)] = "long"
	s["data/besar.csv"] = strings.Repeat("5301,anak_telantar,58033\n", 20_000)
	for i := range 300 {
		s[fmt.Sprintf("kube/%03d.html", i)] = strings.Repeat(fmt.Sprint(i), i)
	}
	return s
}

func TestArchivesAreTheSameWhateverTheWorkers(t *testing.T) {
	s := archiveSite()
	for _, tt := range []struct {
		ext string
		o   Options
	}{{".zip", Options{}}, {".zip", Options{Deflate: true}}, {".tar", Options{}}} {
		t.Run(fmt.Sprintf("%s deflate %v", tt.ext, tt.o.Deflate), func(t *testing.T) {
			dir := t.TempDir()
			var first []byte
			for workers := range 5 {
				out := filepath.Join(dir, fmt.Sprint(workers)+tt.ext)
				p, err := Open(out, tt.o)
				if err != nil {
					t.Fatal(err)
				}
				writeByWorkers(t, p, s, workers+1)
				if _, err := os.Stat(out); !absent(err) {
					t.Error("the archive exists before Commit")
				}
				res, err := p.Commit()
				if err != nil || res.Files != len(s) {
					t.Fatal(res, err)
				}
				b, err := os.ReadFile(out)
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = b
				}
				if !bytes.Equal(b, first) {
					t.Errorf("%d workers made other bytes than 1", workers+1)
				}
			}
			got, order := readArchive(t, filepath.Join(dir, "0"+tt.ext))
			if diff := difference(got, s); diff != "" {
				t.Error(diff)
			}
			if !slices.IsSorted(order) {
				t.Error("the entries are not sorted")
			}
			if names, _ := os.ReadDir(dir); len(names) != 5 {
				t.Errorf("left: %v", names)
			}
		})
	}
}

// writeByWorkers writes in an order that differs with the number of workers;
// every other file is created in pieces.
func writeByWorkers(t *testing.T, p *Publish, s site, workers int) {
	paths := slices.Sorted(maps.Keys(s))
	rand.New(rand.NewPCG(uint64(workers), 3)).Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(paths); i += workers {
				if err := writeSome(p, paths[i], s[paths[i]], len(paths[i])%2 == 0); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func writeSome(p *Publish, path, content string, whole bool) error {
	if whole {
		return p.Write(path, []byte(content))
	}
	w, err := p.Create(path)
	if err != nil {
		return err
	}
	for piece := range slices.Chunk([]byte(content), 1000) {
		if _, err := w.Write(piece); err != nil {
			return err
		}
	}
	return w.Close()
}

func TestArchiveReplacesTheLastOne(t *testing.T) {
	for _, ext := range []string{".zip", ".tar"} {
		out := filepath.Join(t.TempDir(), "site"+ext)
		build(t, out, small)
		build(t, out, small.with("index.html", "new"))
		p, err := Open(out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Keep("index.html"); err == nil {
			t.Error("an archive keeps nothing")
		}
		writeSite(t, p, site{"index.html": "given up"})
		if err := p.Abort(); err != nil {
			t.Fatal(err)
		}
		got, _ := readArchive(t, out)
		if diff := difference(got, small.with("index.html", "new")); diff != "" {
			t.Error(diff)
		}
	}
}

func TestArchiveOfNothing(t *testing.T) {
	for _, ext := range []string{".zip", ".tar"} {
		out := filepath.Join(t.TempDir(), "site"+ext)
		build(t, out, site{})
		if got, _ := readArchive(t, out); len(got) != 0 {
			t.Errorf("got %v", got)
		}
	}
}

// Other programs read them too, where there are some.
func TestArchivesAreReadByOthers(t *testing.T) {
	dir := t.TempDir()
	s := archiveSite()
	for ext, commands := range map[string][][]string{
		".zip": {{"unzip", "-tq"}, {"python3", "-m", "zipfile", "-t"}, {"bsdtar", "-tf"}},
		".tar": {{"tar", "-tf"}, {"python3", "-m", "tarfile", "-t"}},
	} {
		out := filepath.Join(dir, "site"+ext)
		build(t, out, s)
		for _, c := range commands {
			if _, err := exec.LookPath(c[0]); err != nil {
				t.Logf("no %s here", c[0])
				continue
			}
			if b, err := exec.Command(c[0], append(c[1:], out)...).CombinedOutput(); err != nil {
				t.Errorf("%v: %v\n%s", c, err, b)
			}
		}
	}
}

// The headers of entries, and of archives, beyond what 32 bits count, against
// the readings of archive/zip: no test writes so much.
func TestZipBeyondFourGigabytes(t *testing.T) {
	big := zipEntry{path: "a.csv", size: 5 << 30, at: 6 << 30, part: part{stored: 5 << 30, crc: 7}}
	late := zipEntry{path: "b.csv", size: 3, at: 12 << 30, part: part{stored: 3, crc: 9}}
	directory := late.central(big.central(nil))
	var b bytes.Buffer
	b.Write(directory)
	b.Write(zipEnd(2, uint64(len(directory)), 1<<40))
	// The reader takes offsets as they are, if the directory is where it is said to be.
	tail := b.Bytes()
	r, err := zip.NewReader(&sparse{at: 1 << 40, b: tail}, 1<<40+int64(len(tail)))
	if err != nil {
		t.Fatal(err)
	}
	for i, z := range []zipEntry{big, late} {
		f := r.File[i]
		if f.Name != z.path || f.UncompressedSize64 != z.size || f.CompressedSize64 != z.stored() || f.CRC32 != z.part.crc {
			t.Errorf("read %+v, want %+v", f.FileHeader, z)
		}
	}
	if at := binary.LittleEndian.Uint64(directory[46+5+4+16:]); at != big.at {
		t.Errorf("offset %d, want %d", at, big.at)
	}
	local := big.local(nil)
	if uint64(len(local)) != big.localSize() || binary.LittleEndian.Uint64(local[len(local)-16:]) != big.size {
		t.Errorf("local header % x", local)
	}
	if small := late.local(nil); uint64(len(small)) != late.localSize() {
		t.Errorf("local header % x", small)
	}
}

// sparse is zeros, then some bytes.
type sparse struct {
	at int64
	b  []byte
}

func (s *sparse) ReadAt(b []byte, off int64) (int, error) {
	for i := range b {
		at := off + int64(i) - s.at
		if at >= int64(len(s.b)) {
			return i, io.EOF
		}
		if b[i] = 0; at >= 0 {
			b[i] = s.b[at]
		}
	}
	return len(b), nil
}

func TestZipOfMoreEntriesThanSixteenBitsCount(t *testing.T) {
	const n = 70_000
	out := filepath.Join(t.TempDir(), "site.zip")
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := p.Write(fmt.Sprintf("%d/%d", i%100, i), []byte{1}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	if got, _ := readArchive(t, out); len(got) != n {
		t.Errorf("%d entries", len(got))
	}
}
