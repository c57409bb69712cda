package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"lumbung/cmd/lumbung/internal/output"
	"lumbung/cmd/lumbung/internal/proof"
	"lumbung/cmd/lumbung/internal/race"
)

// elsewhereAndLater copies a project into another folder, with other times and rights of its
// files, as a clone on another machine has them.
func elsewhereAndLater(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "Salinan lain", "portal é")
	for _, name := range []string{"site.toml", "data", "content", "themes"} {
		err := filepath.WalkDir(filepath.Join(from, name), func(path string, d fs.DirEntry, err error) error {
			if os.IsNotExist(err) || err != nil || d.IsDir() {
				return nil
			}
			rel, err := filepath.Rel(from, path)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			at := filepath.Join(to, rel)
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(at, data, 0o640); err != nil {
				return err
			}
			long := time.Date(1999, 12, 31, 23, 59, 58, 0, time.UTC)
			return os.Chtimes(at, long, long)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// Builds by processes of their own, each in other circumstances, are compared file by file and
// byte by byte. Another processor and another date are tried by .ci/run, with an emulator.
func TestCircumstancesOfABuildAreInNoByte(t *testing.T) {
	t.Parallel()
	race.Without(t)
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	command, out := ownCommand(t), t.TempDir()
	one := filepath.Join(out, "one")
	copied := elsewhereAndLater(t, thisPortal)
	build := func(dir, to, umask string, flags string, variables ...string) {
		t.Helper()
		c := exec.Command("sh", "-c", fmt.Sprintf("umask %s && exec %q build --quiet --out %q %s", umask, command, to, flags))
		c.Dir = dir
		c.Env = append(os.Environ(), variables...)
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	build(thisPortal, one, "022", "")
	first := filesIn(t, one)
	// Pictures are painted once: that they come out the same is asked by verify, which paints them anew.
	if err := os.CopyFS(filepath.Join(copied, cacheDir), os.DirFS(filepath.Join(thisPortal, cacheDir))); err != nil {
		t.Fatal(err)
	}
	var compared int64
	for i, c := range []struct {
		name, dir, umask, flags string
		variables               []string
	}{
		{"again", thisPortal, "022", "", nil},
		{"one worker, elsewhere", copied, "022", "--workers 1", nil},
		{"sixteen workers, another time zone", thisPortal, "022", "--workers 16", []string{"TZ=Asia/Jayapura"}},
		{"another language and umask", thisPortal, "077", "--lang id", []string{"LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "LANGUAGE=tr"}},
		{"another person and machine", copied, "002", "", []string{"HOME=/nowhere", "USER=orang", "LOGNAME=orang", "HOSTNAME=mesin", "TMPDIR=" + t.TempDir(), "SOURCE_DATE_EPOCH=1"}},
		{"little memory, one processor", copied, "022", "", []string{"GOGC=20", "GOMEMLIMIT=200MiB", "GOMAXPROCS=1", "TZ=Pacific/Kiritimati"}},
	} {
		to := filepath.Join(out, fmt.Sprint(i))
		build(c.dir, to, c.umask, c.flags, c.variables...)
		files := filesIn(t, to)
		if len(files) != len(first) {
			t.Errorf("%s: %d files, not %d", c.name, len(files), len(first))
		}
		for name, data := range files {
			compared += int64(len(data))
			if !bytes.Equal(data, first[name]) {
				t.Errorf("%s: %s differs", c.name, name)
			}
		}
	}
	const unit = 100 << 20 // so that a new page does not change the figure
	t.Logf("%d bytes compared", compared)
	if compared < unit {
		t.Fatal("so little says nothing")
	}
	t.Run("leave no trace", func(t *testing.T) { noTraces(t, copied) })
	proof.Check(t, "megabytes", compared/unit*unit>>20)
}

// filesIn reads what a build published, without what it knows of the machine.
func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := output.Published(dir)
	if err != nil || len(entries) < 100 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.Path)))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Path] = data
	}
	return files
}

// noTraces finds what could tell where, when and by whom a portal was built in none of its
// bytes, nor in those packed in its archives and workbooks. Its pictures were painted there.
func noTraces(t *testing.T, dir string) {
	traces := map[string]string{"the project's folder": filepath.Dir(dir), "the folder of the sources": workingFolder(t)}
	if host, err := os.Hostname(); err == nil && len(host) > 5 {
		traces["the machine's name"] = host
	}
	if u, err := user.Current(); err == nil {
		if len(u.Username) > 5 {
			traces["the user's name"] = u.Username
		}
		if len(u.HomeDir) > 4 {
			traces["the user's home"] = u.HomeDir
		}
	}
	if dir := os.TempDir(); len(dir) > 4 || dir == "/tmp" {
		traces["the folder for temporary files"] = strings.TrimSuffix(dir, "/") + "/"
	}
	now := time.Now()
	for _, at := range []time.Time{now.UTC(), now.UTC().Add(-24 * time.Hour)} {
		for _, form := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "Mon, 02 Jan 2006 15:04"} {
			traces["the time as "+form+at.Format(" of 02")] = at.Format(form)[:len(form)-3]
		}
	}
	tree, _ := builtIn(t, dir, 0)
	seen := false
	everyByte(t, tree, func(name string, data []byte) {
		seen = seen || bytes.Contains(data, []byte("Kupang"))
		for what, trace := range traces {
			if bytes.Contains(data, []byte(trace)) {
				t.Errorf("%s holds %s, %q", name, what, trace)
			}
		}
	})
	if !seen {
		t.Error("what must be there was not found either")
	}
}

func workingFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// clocks are the files that may ask what time it is, and what for. Nothing else can: dates of
// the portal are those of its data, so that SOURCE_DATE_EPOCH has nothing to replace.
var clocks = map[string]string{
	"build.go": "how long it took, told at the end", "merge.go": "the same", "progress.go": "how long is left",
	"internal/serve/serve.go": "how long a rebuild took", "internal/serve/watch.go": "when to look again",
	"internal/serve/viewers.go": "whether a page that was given still is about to listen",
	"internal/output/lock.go":   "how long to wait for another build",
}

func TestNothingButTheTalkAsksTheClock(t *testing.T) {
	asked := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		name := filepath.ToSlash(path)
		for _, call := range []string{"time.Now(", "time.Since(", "time.Until("} {
			if !bytes.Contains(text, []byte(call)) {
				continue
			}
			asked[name] = true
			if clocks[name] == "" {
				t.Errorf("%s asks the clock with %s…)", name, call)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range clocks {
		if !asked[name] {
			t.Errorf("%s does not ask the clock any more", name)
		}
	}
}
