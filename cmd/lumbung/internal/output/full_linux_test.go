package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"lumbung/cmd/lumbung/internal/proof"
)

// smallDisk is a file system of its own, which can be made as small as it is full. Only an
// administrator can have one.
func smallDisk(t *testing.T) (dir string, limit func(options string)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=64m,nr_inodes=20000"); err != nil {
		t.Skipf("a file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir, func(options string) {
		t.Helper()
		if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT, options); err != nil {
			t.Fatalf("%s: %v", options, err)
		}
	}
}

// TestFullDisks fills real file systems, by blocks and by inodes, so that an update runs out at
// each point at which it can: the site is the old one or the new one, and when there is room
// again the next command and the next build are as ever.
func TestFullDisks(t *testing.T) {
	old, fresh := site{}, site{}
	for i := range 24 {
		path := fmt.Sprintf("d%d/x%02d.html", i%3, i)
		old[path] = "old"
		fresh[path] = strings.Repeat("new and longer ", 400)
		fresh[fmt.Sprintf("e%d/y%02d.html", i%5, i)] = "made"
	}
	old["data/a.csv"], fresh["data/b.csv"] = "goes", strings.Repeat("5301,1\n", 8000)
	full, done := 0, 0
	for _, kind := range []string{"blocks", "inodes"} {
		dir, limit := smallDisk(t)
		for room := 0; room < 130; room += stride() {
			out := filepath.Join(dir, fmt.Sprint(kind, room))
			build(t, out, old)
			put(t, out, "CNAME", "example.org")
			var st syscall.Statfs_t
			if err := syscall.Statfs(dir, &st); err != nil {
				t.Fatal(err)
			}
			if kind == "blocks" {
				limit(fmt.Sprintf("size=%d,nr_inodes=20000", (int64(st.Blocks-st.Bfree)+int64(room))*int64(st.Bsize)))
			} else {
				limit(fmt.Sprintf("size=64m,nr_inodes=%d", st.Files-st.Ffree+uint64(room)))
			}
			err := update(out, fresh)
			got := served(t, out)
			limit("size=64m,nr_inodes=20000")
			delete(got, "CNAME")
			switch {
			case err == nil:
				done++
				if diff := difference(got, fresh); diff != "" {
					t.Errorf("room for %d %s: no error, and\n%s", room, kind, diff)
				}
			case !errors.Is(err, syscall.ENOSPC):
				t.Errorf("room for %d %s: %v", room, kind, err)
			case !errors.Is(err, ErrUnfinished) && difference(got, old) != "":
				t.Errorf("room for %d %s: %v, and\n%s", room, kind, err, difference(got, old))
			default:
				full++
			}
			if _, err := Recover(out, Options{}); err != nil {
				t.Errorf("room for %d %s: recover: %v", room, kind, err)
			}
			if got := served(t, out); difference(got, old.with("CNAME", "example.org")) != "" && difference(got, fresh.with("CNAME", "example.org")) != "" {
				t.Errorf("room for %d %s: what was recovered is neither site:\n%s", room, kind, difference(got, old))
			}
			build(t, out, fresh)
			want(t, out, fresh, site{"CNAME": "example.org"})
			wantState(t, out, manifestName)
			os.RemoveAll(out)
		}
	}
	t.Logf("%d builds ran out of room, %d did not", full, done)
	if full < 100/stride() || done == 0 {
		t.Errorf("%d builds ran out of room, %d did not: the disks were not of the right sizes", full, done)
	}
	if stride() == 1 {
		proof.Check(t, "full-disks", int64(full/100*100)) // how much a block holds is the system's
	}
}

func update(out string, s site) error {
	p, err := Open(out, Options{})
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(s)) {
		if err := p.Write(path, []byte(s[path])); err != nil {
			return errors.Join(err, p.Abort())
		}
	}
	_, err = p.Commit()
	return err
}
