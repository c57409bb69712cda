package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/audit"
)

// unpacked are the files of a zip.
type unpacked map[string]string

func (u unpacked) Paths() []string {
	var paths []string
	for path := range u {
		paths = append(paths, path)
	}
	return paths
}

func (u unpacked) Read(path string) ([]byte, error) { return []byte(u[path]), nil }

// unpack takes a zip out of its folder.
func unpack(t *testing.T, data, folder string) unpacked {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := unpacked{}
	for _, f := range z.File {
		name, inside := strings.CutPrefix(f.Name, folder+"/")
		if !inside {
			t.Errorf("%s stands outside of %s", f.Name, folder)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	return files
}

const offlineZip = "data-belu-luring.zip"

// The copy holds all that can be read without a network, and every link in it leads
// somewhere: the one to the zip, which it cannot hold, is not in it.
func TestOfflineCopyIsWholeInItself(t *testing.T) {
	tree := longRegister(t)
	files := unpack(t, built(t, tree, offlineZip), "data-belu-luring")
	report, err := audit.Site(files)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("%+v %v", report.Problems, err)
	}
	for e := range tree.Entries() {
		page, has := files[e.Path]
		out := e.Path == offlineZip || e.Path == "404.html" || strings.HasPrefix(e.Path, "kartu/")
		switch {
		case has == out:
			t.Errorf("%s: in the copy %v", e.Path, has)
		case has && e.Path != "data/index.html" && e.Path != "SHA256SUMS" && page != built(t, tree, e.Path):
			t.Errorf("%s is another in the copy", e.Path)
		}
	}
	link := `href="../` + offlineZip + `" download`
	if !strings.Contains(built(t, tree, "data/index.html"), link) || strings.Contains(files["data/index.html"], offlineZip) {
		t.Error("the catalogue leads to the zip outside of the copy, and only there")
	}
	if !strings.Contains(built(t, tree, "kelompok/k001.html"), `href="../data/index.html#luring"`) {
		t.Error("a page does not lead to where the copy is told of")
	}
	listed := 0
	for line := range strings.Lines(files["SHA256SUMS"]) {
		sum, path, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := sha256.Sum256([]byte(files[path])); hex.EncodeToString(got[:]) != sum {
			t.Errorf("the sum of %s is not its own", path)
		}
		listed++
	}
	if listed != len(files)-1 {
		t.Errorf("%d of %d files are listed", listed, len(files)-1)
	}
	whole := sha256.Sum256([]byte(built(t, tree, offlineZip)))
	if !strings.Contains(built(t, tree, "SHA256SUMS"), hex.EncodeToString(whole[:])+"  "+offlineZip) {
		t.Error("the zip is not in SHA256SUMS")
	}
}

// A copy is the same whether it comes from memory, from a folder, from what was kept of the
// last build, or into an archive.
func TestOfflineCopyIsTheSameFromAnyOutput(t *testing.T) {
	dir := portalFolder(t, fewCards(register(30)))
	tree, _ := builtIn(t, dir, 0)
	want, _ := tree.File(offlineZip)
	build := func(args ...string) string {
		t.Helper()
		code, said := testRun(t, dir, append([]string{"build"}, args...)...)
		if code != done {
			t.Fatal(said)
		}
		return said
	}
	read := func(path string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	build()
	if !bytes.Equal(read("public/"+offlineZip), want) {
		t.Error("a first build makes another copy than one in memory")
	}
	if said := build(); !strings.Contains(said, "0 new, 0 changed, 0 removed") {
		t.Errorf("nothing has changed, and yet: %s", said)
	}
	edit(t, filepath.Join(dir, "data/kelompok.csv"), "Kelompok Ke-7,", "Kelompok Tujuh,")
	build()
	tree, _ = builtIn(t, dir, 0)
	want, _ = tree.File(offlineZip)
	if !bytes.Equal(read("public/"+offlineZip), want) {
		t.Error("the copy is not what the edited portal is")
	}
	build("--out", filepath.Join(dir, "belu.zip"))
	archive, err := zip.OpenReader(filepath.Join(dir, "belu.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	f, err := archive.Open(offlineZip)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the copy in an archive is another: %v", err)
	}
	if code, said := testRun(t, dir, "verify", filepath.Join(dir, "public")); code != done {
		t.Error(said)
	}
}

func TestLargePortalHasNoOfflineCopyAndSaysSo(t *testing.T) {
	for setting, said := range map[string]string{"offline = 10\n": "are more than offline = 10: the portal is not offered as one zip", "offline = -1\n": ""} {
		files := fewCards(register(30))
		files["site.toml"] = setting + files["site.toml"]
		tree, log := builtIn(t, portalFolder(t, files), 0)
		if _, made := tree.File(offlineZip); made || strings.Contains(built(t, tree, "data/index.html"), `"luring"`) {
			t.Errorf("%s: a copy is made, or told of", setting)
		}
		if got := printed(log); (said == "") != (got == "") || !strings.Contains(got, said) {
			t.Errorf("%s: %q", setting, got)
		}
	}
}
