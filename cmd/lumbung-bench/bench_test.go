package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func register(t *testing.T, rows, edit int) [][]string {
	t.Helper()
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	if err := writeGroups(w, rows, edit); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	records, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestAnEditChangesOneCellOfTheSameRegister(t *testing.T) {
	before, after := register(t, 200, 0), register(t, 200, 1)
	changed := 0
	for i := range before {
		for j := range before[i] {
			if before[i][j] != after[i][j] {
				changed++
			}
		}
	}
	if len(before) != 201 || changed != 1 {
		t.Errorf("%d records, %d cells changed; want 201 and 1", len(before), changed)
	}
}

func TestSlugsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, record := range register(t, 5000, 0) {
		if seen[record[2]] {
			t.Errorf("slug %q twice", record[2])
		}
		seen[record[2]] = true
	}
}

func TestTheFloorMakesFilesOfTheSameNamesAndSizes(t *testing.T) {
	dir := t.TempDir()
	from, list := filepath.Join(dir, "from"), filepath.Join(dir, "list")
	if err := writePortal(from, "pages.toml", 10); err != nil {
		t.Fatal(err)
	}
	files, pages, size, err := listFiles(from, list)
	if err != nil {
		t.Fatal(err)
	}
	if files != 7 || pages != 2 {
		t.Errorf("%d files, %d of them .html; want 7 and 2", files, pages)
	}
	if err := writeFloor(list, filepath.Join(dir, "to")); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(dir, "again")
	_, _, size2, err := listFiles(filepath.Join(dir, "to"), again)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := os.ReadFile(list)
	got, _ := os.ReadFile(again)
	if size != size2 || !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestABrokenListIsRefused(t *testing.T) {
	list := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(list, []byte("many index.html\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := writeFloor(list, t.TempDir()); err == nil || !strings.Contains(err.Error(), `"many" is not a size`) {
		t.Errorf("got %v", err)
	}
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{{"-n", "0"}, {"-runs", "0"}, {"-shards", "0"}, {"-cases", "pages,speed"}, {"extra"}, {"-x"}} {
		if _, err := parse(args, io.Discard); !errors.As(err, new(usageError)) {
			t.Errorf("%q: got %v, want a usage error", args, err)
		}
	}
}

func TestAFailedBuildSaysWhatItSaid(t *testing.T) {
	_, err := run(t.Context(), "go", "no-such-command")
	if err == nil || !strings.Contains(err.Error(), "unknown command") {
		t.Errorf("got %v", err)
	}
}

func TestTheTableGivesMediansAndRatios(t *testing.T) {
	s := func(wall, cpu int, peak int64) sample {
		return sample{time.Duration(wall) * time.Second, time.Duration(cpu) * time.Second, peak * 1e6}
	}
	var out bytes.Buffer
	err := printTable(&out, []result{
		{"floor", 100, 90, 5e6, []sample{s(9, 1, 7), s(2, 2, 8), s(1, 9, 9)}},
		{"pages", 100, 90, 5e6, []sample{s(3, 5, 70), s(3, 5, 70), s(3, 5, 70)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		strings.Fields("case x wall x CPU wall s CPU s peak MB pages files MB pages/s"),
		strings.Fields("floor 1.00 1.00 2.00 2.00 8 90 100 5 45"),
		strings.Fields("pages 1.50 2.50 3.00 5.00 70 90 100 5 30"),
	}
	for i, line := range strings.Split(strings.TrimRight(out.String(), "\n"), "\n") {
		if got := strings.Join(strings.Fields(line), " "); got != strings.Join(want[i], " ") {
			t.Errorf("line %d: got %q", i+1, got)
		}
	}
}

func TestShardsAreAskedForByName(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	usual, err := parse(nil, io.Discard)
	if err != nil || slices.Contains(usual.cases, shardsCase) {
		t.Errorf("got %q, %v", usual.cases, err)
	}
	if o, err := parse([]string{"-cases", "shards", "-shards", "3"}, io.Discard); err != nil || !slices.Equal(o.cases, []string{shardsCase}) || o.shards != 3 {
		t.Errorf("got %+v, %v", o, err)
	}
}

func TestPartsAreComparedWithOneProcess(t *testing.T) {
	s := func(wall int) []sample { return []sample{{wall: time.Duration(wall) * time.Second}} }
	var out strings.Builder
	if err := printShards(&out, 4, []result{{name: "one", samples: s(12)}, {name: "parts", samples: s(4)}, {name: "merge", samples: s(2)}}); err != nil {
		t.Fatal(err)
	}
	if want := "\n4 processes of one processor each are 3.00 times as fast as one, with the merge 2.00 times.\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	out.Reset()
	if err := printShards(&out, 4, []result{{name: "pages", samples: s(12)}}); err != nil || out.Len() > 0 {
		t.Errorf("got %q, %v where nothing was shared", out.String(), err)
	}
}

// The stand-in for lumbung is a program that does not know such flags, and says so.
func TestAPartThatFailsIsTold(t *testing.T) {
	b := builder{lumbung: "go", dir: t.TempDir(), shards: 2}
	_, err := b.parts(t.Context(), "project", []string{filepath.Join(b.dir, "1"), filepath.Join(b.dir, "2")})
	if err == nil || strings.Count(err.Error(), "--shard") < 2 {
		t.Errorf("got %v, want what both parts said", err)
	}
}
