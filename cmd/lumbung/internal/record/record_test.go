package record

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

func sample() *Record {
	r := New()
	r.Output = "abc"
	r.Others = []string{"SHA256SUMS", "index.html"}
	r.Units["data/kube.csv"] = Unit{Key: NewKeyer("download").Text("kube").Key(), Files: []string{"data/kube.csv"}}
	r.Folders = map[string]int64{"data": 1764323999000000001, "kube": -5}
	r.Sets["kube id"] = set("id/", []string{"a", "bb", ""}, 1, 2, 3)
	r.Sets["none"] = &Set{Keys: []uint64{}, Names: &packed{ends: []uint32{}}}
	return r
}

func set(prefix string, names []string, keys ...uint64) *Set {
	return &Set{Common: NewKeyer("set").Key(), Prefix: prefix, Suffix: ".html", Keys: keys, Names: pack(names...)}
}

func pack(names ...string) *packed {
	p := &packed{}
	for _, name := range names {
		p.text += name
		p.ends = append(p.ends, uint32(len(p.text)))
	}
	return p
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	name, want := filepath.Join(t.TempDir(), "made", "here"), sample()
	for range 2 { // the second time over the first
		save(t, want, name)
	}
	if got := Load(name, "abc"); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if Load(name, "abd") != nil || Load(name, "") != nil || Load(name+"x", "abc") != nil {
		t.Error("a record was loaded that is of another state, or is not there")
	}
	if _, err := want.Save(filepath.Join(name, "below a file")); err == nil {
		t.Error("it was saved where it cannot be")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(name), "*.part")); len(left) > 0 {
		t.Errorf("%q is left", left)
	}
}

func save(t *testing.T, r *Record, name string) {
	t.Helper()
	s, err := r.Save(name)
	if err == nil {
		err = s.Finish()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsNotFinishedIsNotSaved: given up, failing at its end, or of a build that died.
func TestWhatIsNotFinishedIsNotSaved(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "record")
	save(t, sample(), name)
	other := sample()
	other.Output = "other"
	for _, end := range []func(s *Saving){
		(*Saving).Abandon,
		func(s *Saving) {
			s.file.Close()
			if err := s.Finish(); err == nil {
				t.Error("it was saved to a file that is closed")
			}
		},
		func(s *Saving) { <-s.written }, // the next finds what it left
		(*Saving).Abandon,
	} {
		s, err := other.Save(name)
		if err != nil {
			t.Fatal(err)
		}
		end(s)
		if Load(name, "abc") == nil {
			t.Error("the record of before is gone")
		}
	}
	if all, _ := os.ReadDir(dir); len(all) != 1 {
		t.Errorf("%v is left", all)
	}
}

// TestDamagedIsNone: whatever byte is changed or cut off, the record is not believed.
func TestDamagedIsNone(t *testing.T) {
	good := written(t, sample())
	name := filepath.Join(t.TempDir(), "record")
	for i := range good {
		bad := slices.Clone(good)
		bad[i] ^= 1
		for _, b := range [][]byte{bad, good[:i]} {
			if err := os.WriteFile(name, b, 0o666); err != nil {
				t.Fatal(err)
			}
			if Load(name, "abc") != nil {
				t.Fatalf("byte %d of %d is wrong and the record was loaded", i, len(good))
			}
		}
	}
}

func written(t testing.TB, r *Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(r, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(r *Record, to io.Writer) error {
	w := newWriter(to)
	w.sets(r)
	return w.head(r)
}

// TestARecordThatCannotBeWrittenIsAnError: whichever of its writes fails.
func TestARecordThatCannotBeWrittenIsAnError(t *testing.T) {
	r := sample()
	many := slices.Repeat([]string{"name"}, 20_000)
	r.Sets["kube id"].Names, r.Sets["kube id"].Keys = pack(many...), make([]uint64, len(many))
	size := len(written(t, r))
	for room := 0; room < size; room += size / 7 {
		if err := write(r, &full{room}); !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: %v", room, size, err)
		}
	}
	if err := write(r, &full{size}); err != nil {
		t.Error(err)
	}
}

// full is a disk with room for so many bytes.
type full struct{ room int }

var errFull = errors.New("full")

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func FuzzDecode(f *testing.F) {
	f.Add(written(f, sample()))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decode(seal(b))
		if err != nil {
			return
		}
		for _, s := range r.Sets {
			for i := range s.Len() {
				s.Path(i)
			}
		}
	})
}

// seal makes what a fuzzer made up pass the check of the sum.
func seal(b []byte) []byte {
	if len(b) < 32 {
		return b
	}
	body := slices.Clone(b[:len(b)-32])
	sum := NewKeyer("")
	sum.Reset()
	sum.Write(body)
	key := sum.Key()
	return append(body, key[:]...)
}

func TestStalePages(t *testing.T) {
	before := set("", []string{"a", "b", "c"}, 1, 2, 3)
	other := set("", []string{"a", "b", "c"}, 1, 2, 3)
	other.Common = NewKeyer("other").Key()
	for _, c := range []struct {
		name   string
		now    *Set
		before *Set
		rows   []int32
		gone   []string
	}{
		{"nothing known", before, nil, []int32{0, 1, 2}, nil},
		{"the same", before, before, nil, nil},
		{"one changed", set("", []string{"a", "b", "c"}, 1, 9, 3), before, []int32{1}, nil},
		{"always made", set("", []string{"a", "b", "c"}, 1, Never, 3), set("", []string{"a", "b", "c"}, 1, Never, 3), []int32{1}, nil},
		{"another template", other, before, []int32{0, 1, 2}, nil},
		{"one renamed", set("", []string{"a", "x", "c"}, 1, 2, 3), before, []int32{1}, []string{"b.html"}},
		{"one more and one less", set("", []string{"z", "a", "c"}, 7, 1, 3), before, []int32{0}, []string{"b.html"}},
		{"another order", set("", []string{"c", "b", "a"}, 3, 2, 1), before, nil, nil},
		{"another folder", set("en/", []string{"a", "b", "c"}, 1, 2, 3), before, []int32{0, 1, 2}, []string{"a.html", "b.html", "c.html"}},
		{"the ends differ", set("", []string{"ab", "", "c"}, 1, 2, 3), before, []int32{0, 1}, []string{"a.html", "b.html"}},
	} {
		rows, gone := c.now.Stale(c.before)
		if !slices.Equal(rows, c.rows) || !slices.Equal(gone, c.gone) {
			t.Errorf("%s: %v and %q, want %v and %q", c.name, rows, gone, c.rows, c.gone)
		}
	}
}
