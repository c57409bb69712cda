package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/output"
)

// testRun runs a command as a user would, and gives what it left and said.
func testRun(t *testing.T, dir string, args ...string) (code int, said string) {
	t.Helper()
	var out bytes.Buffer
	env := &environment{ctx: context.Background(), stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
	code = run(env, append([]string{"--dir", dir}, args...))
	return code, out.String()
}

// files reads a folder, without what lumbung keeps for itself.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == ".lumbung" {
				return fs.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPartsJoinedAreTheWhole(t *testing.T) {
	t.Parallel()
	tmp := t.TempDir()
	at := func(name string) string { return filepath.Join(tmp, name) }
	build := func(out string, more ...string) {
		t.Helper()
		if code, said := testRun(t, thisPortal, append([]string{"build", "--out", out}, more...)...); code != done {
			t.Fatalf("build: %s", said)
		}
	}
	build(at("whole"))
	var parts []string
	for n := 1; n <= 3; n++ {
		parts = append(parts, at(fmt.Sprintf("part%d", n)))
		build(parts[n-1], "--shard", fmt.Sprintf("%d/3", n))
	}
	if code, said := testRun(t, tmp, "merge", "--out", at("joined"), parts[2], parts[0], parts[1]); code != done {
		t.Fatalf("merge: %s", said)
	}
	whole, joined := folder(t, at("whole")), folder(t, at("joined"))
	for name, data := range whole {
		if joined[name] != data {
			t.Errorf("%s differs", name)
		}
	}
	if len(whole) != len(joined) {
		t.Errorf("%d files joined, %d in the whole", len(joined), len(whole))
	}
	t.Run("errors", func(t *testing.T) { mergeErrors(t, at, parts) })
}

func mergeErrors(t *testing.T, at func(string) string, parts []string) {
	other := at("other")
	if code, said := testRun(t, thisPortal, "build", "--out", other, "--shard", "3/3", "--base-url", "https://other.example/"); code != done {
		t.Fatal(said)
	}
	for _, c := range []struct {
		name  string
		parts []string
		want  string
	}{
		{"missing", parts[:2], "part 3 of 3 is missing"},
		{"twice", []string{parts[0], parts[0]}, "are both part 1"},
		{"sources", []string{parts[0], parts[1], other}, "were built from different sources"},
		{"no part", []string{at("whole")}, "is no part of a build"},
	} {
		if code, said := testRun(t, at(""), append([]string{"merge", "--out", at("never")}, c.parts...)...); code != broken || !strings.Contains(said, c.want) {
			t.Errorf("%s: exit %d, %s", c.name, code, said)
		}
	}
	var victim string
	for name := range folder(t, parts[1]) {
		if strings.HasSuffix(name, ".html") {
			victim = name
		}
	}
	if err := os.WriteFile(filepath.Join(parts[1], victim), []byte("changed"), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, said := testRun(t, at(""), append([]string{"merge", "--out", at("never")}, parts...)...); code != broken || !strings.Contains(said, "is no longer as it was built") {
		t.Errorf("altered: exit %d, %s", code, said)
	}
	if err := os.WriteFile(filepath.Join(parts[1], label), []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, said := testRun(t, at(""), append([]string{"merge", "--out", at("never")}, parts...)...); code != broken || !strings.Contains(said, "is damaged") {
		t.Errorf("damaged: exit %d, %s", code, said)
	}
	if _, err := os.Stat(at("never")); err == nil {
		t.Error("a failed merge wrote something")
	}
}

func TestShareIsReadStrictly(t *testing.T) {
	for _, text := range []string{"0/2", "3/2", "x", "1/", "1/0", "-1/2"} {
		if _, err := parseShare(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
	if s, err := parseShare("2/4"); err != nil || s != (share{2, 4}) {
		t.Errorf("%v %v", s, err)
	}
}

// FuzzPartLabel joins a part whose label is whatever it is: it is joined or refused, and
// nothing is written outside of the portal.
func FuzzPartLabel(f *testing.F) {
	for _, s := range []string{`{"part":1,"of":1}`, `{"part":1,"of":1,"offline":{"path":"a.zip","date":"2026-01-31","inside":{"index.html":"x"}}}`, `{"part":1,"of":1,"offline":{"path":"../a.zip"}}`, `{"part":1,"of":1,"offline":{"path":"index.html"}}`,
		`{"part":1,"of":1,"offline":{"path":"..zip","date":"x"}}`, `{"part":1,"of":1,"offline":{"path":"SHA256SUMS"}}`, `{"part":0,"of":9223372036854775807}`, `{"of":1e9}`, "null", "[]", "", "{"} {
		f.Add(s)
	}
	top := f.TempDir()
	part := filepath.Join(top, "part")
	out, err := output.Open(part, output.Options{})
	if err == nil {
		err = errors.Join(out.Write("index.html", []byte("page")), out.Write(label, []byte("{}")))
	}
	if err == nil {
		_, err = out.Commit()
	}
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := os.WriteFile(filepath.Join(part, label), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		joined := filepath.Join(top, "joined")
		code, said := testRun(t, top, "merge", "--out", joined, part)
		if _, err := os.Stat(joined); code != done && (code != broken || err == nil) {
			t.Errorf("exit %d, %s", code, said)
		}
		if err := os.RemoveAll(joined); err != nil {
			t.Fatal(err)
		}
		if left, err := os.ReadDir(top); err != nil || len(left) != 1 {
			t.Errorf("%d entries are left beside the part: %v", len(left)-1, left)
		}
	})
}
