package dataset

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"lumbung/cmd/lumbung/internal/diag"
)

// FuzzKeptFiles puts whatever it likes into a file of a kept table. Where its sum is not made
// to fit, the table is the one of the CSV. Where it is, which takes somebody who wants it, it
// may be another table; it is read and kept again all the same, and nothing panics.
func FuzzKeptFiles(f *testing.F) {
	p := newPlots(9)
	files := p.files()
	want := Load(files, &diag.Log{}).Resources[0]
	for which := range uint8(7) {
		for edit := range uint8(3) {
			f.Add(which, edit, []byte(nil), 3, true)
			f.Add(which, edit, []byte{0xff, 0xff, 0xff, 0xff}, 20, true)
			f.Add(which, edit, []byte("x"), 70, false)
		}
	}
	f.Add(uint8(6), uint8(0), []byte(`{"rows":9,"columns":[{"size":-1},{},{},{}],"blocks":{"size":-56}}`), 0, true)
	f.Fuzz(func(t *testing.T, which, edit uint8, b []byte, at int, forged bool) {
		s := store(t)
		s.build(files)
		r := LoadKept(files, s, &diag.Log{}).Resources[0]
		if !r.Passed() {
			t.Fatal("nothing was kept")
		}
		dir, head := s.dir(r), r.origin.kept.keptHead
		parts := append([]*part{&head.Sums, &head.Blocks}, pointers(head.Columns)...)
		if which %= uint8(len(parts) + 1); int(which) < len(parts) {
			changed := parts[which]
			text := meddle(t, filepath.Join(dir, changed.file()), edit, b, at)
			if forged {
				*changed = part{sha256.Sum256(text), int64(len(text))}
			}
			write(t, filepath.Join(dir, changed.file()), text)
			whole, err := head.bytes()
			if err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, headName), whole)
		} else {
			text := meddle(t, filepath.Join(dir, headName), edit, b, at)
			if body := len(text) - sha256.Size; forged && body >= 0 {
				sum := sha256.Sum256(text[:body])
				text = append(text[:body:body], sum[:]...)
			}
			write(t, filepath.Join(dir, headName), text)
		}
		log := &diag.Log{}
		p := LoadKept(files, s, log)
		if got := p.Resources[0]; !forged {
			if d := differ(got, want); d != "" || len(log.Sorted()) > 0 {
				t.Errorf("%s\n%s", d, printed(log))
			}
		} else if got.Table != nil {
			for row := range got.Table.Len() {
				for col := range got.Schema.Fields {
					got.Table.Value(row, col)
				}
			}
		}
		s.Keep(p, func(*Resource) bool { return false }, rowSums)
		s.build(fstest.MapFS{"data/plots.toml": files["data/plots.toml"], "data/plots.csv": {Data: bytes.Replace(files["data/plots.csv"].Data, []byte("kopi"), []byte("teh"), 2)}})
	})
}

func pointers(parts []part) (all []*part) {
	for i := range parts {
		all = append(all, &parts[i])
	}
	return all
}

// meddle gives what a file holds with a change: other bytes over some, between some, or in
// the place of all that follows.
func meddle(t *testing.T, name string, edit uint8, b []byte, at int) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	at = int(uint(at) % uint(len(text)+1))
	switch edit % 3 {
	case 0:
		return append(text[:at:at], b...)
	case 1:
		return append(append(text[:at:at], b...), text[at:]...)
	}
	copy(text[at:], b)
	return text
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
}
