package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestSecondBuildIsToldWhoHoldsTheOutput(t *testing.T) {
	dir := t.TempDir()
	for name, setUp := range map[string]func(out string){
		"first":   func(string) {},
		"update":  func(out string) { build(t, out, small) },
		"foreign": func(out string) { put(t, out, "CNAME", "x") },
		"a.zip":   func(string) {},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(dir, name)
			setUp(out)
			p, err := Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = Open(out, Options{})
			host, _ := os.Hostname()
			want := fmt.Sprintf("%s is in use by another build: process %d on %s", out, os.Getpid(), host)
			var busy *BusyError
			if !errors.Is(err, ErrBusy) || !errors.As(err, &busy) || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
			if err := p.Abort(); err != nil {
				t.Fatal(err)
			}
			p, err = Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			p.Abort()
		})
	}
}

func TestSecondBuildWaits(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"first", "update", "a.tar"} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(dir, name)
			if name == "update" {
				build(t, out, small)
			}
			p, err := Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			writeSite(t, p, small)
			done := make(chan error)
			go func() {
				second, err := Open(out, Options{Wait: time.Minute})
				if err == nil {
					err = second.Write("index.html", []byte("second"))
				}
				if err == nil {
					_, err = second.Commit()
				}
				done <- err
			}()
			time.Sleep(3 * pollLock)
			if _, err := p.Commit(); err != nil {
				t.Fatal(err)
			}
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(name, ".tar") {
				want(t, out, site{"index.html": "second"})
				wantState(t, out, manifestName)
			}
		})
	}
}

// Many builds of one output at once, from nothing: each is whole, one after
// the other, whatever changes kind while they wait.
func TestManyBuildsAtOnce(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	const builds = 12
	errs := make(chan error)
	for i := range builds {
		go func() {
			p, err := Open(out, Options{Wait: time.Minute})
			if err == nil {
				err = p.Write("index.html", fmt.Append(nil, i))
			}
			if err == nil {
				err = p.Write(fmt.Sprintf("d%d/x.html", i), fmt.Append(nil, i))
			}
			if err == nil && i%3 == 2 {
				err = p.Abort()
			} else if err == nil {
				_, err = p.Commit()
			}
			errs <- err
		}()
	}
	for range builds {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	got := served(t, out)
	if i := got["index.html"]; len(got) != 2 || got["d"+i+"/x.html"] != i {
		t.Errorf("served: %v", got)
	}
	wantState(t, out, manifestName)
}

func TestLockOfADeadProcessIsTaken(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, small)
	put(t, out, stateDir+"/"+lockName, "4194304999 elsewhere\n")
	p, err := Open(out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Recovered(), (Recovery{Clean, Holder{4194304999, "elsewhere"}}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.Abort()
	wantState(t, out, manifestName)
}

func TestHolderOfALockFile(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Holder
	}{
		{"12 host\n", Holder{12, "host"}},
		{Holder{7, "a b"}.text(), Holder{7, "a b"}},
		{"", Holder{}},
		{"x y\n", Holder{}},
		{"12", Holder{}},
	} {
		if got := parseHolder(tt.text); got != tt.want {
			t.Errorf("%q: got %+v", tt.text, got)
		}
	}
	unknown := &BusyError{Output: "public"}
	if got := unknown.Error(); got != "public is in use by another build" {
		t.Error(got)
	}
}

// Without locks in the file system, the name in the file decides.
func TestProcessesThatAreAlive(t *testing.T) {
	if !alive(os.Getpid()) {
		t.Error("this process is said to be dead")
	}
	if alive(1<<22+1) || alive(0) || alive(-1) {
		t.Error("a process that cannot be is said to be alive")
	}
}

func TestLumbungsFolderIsSomethingElse(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	put(t, out, stateDir, "a file")
	_, err := Open(out, Options{})
	if !errors.Is(err, ErrRefused) || !strings.HasSuffix(err.Error(), ": .lumbung is a file; it has to be a folder, for what lumbung knows about this output") {
		t.Error(err)
	}
}
