package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// What a build leaves for the next one lies beside the sources for anybody who is given the
// folder: it holds nothing that is not published, in whatever order fields become private.
func TestWhatIsNotPublishedIsInNoByteThatIsKept(t *testing.T) {
	t.Parallel()
	secrets := []string{"Zakarias Rahasia", "0812-7777-6666", "7391357"} // a private field, an excused number, a hidden count
	files := copied(soundPortal)
	files["data/ketua.toml"] = `title = "Ketua"
description = "Satu baris untuk tiap ketua kelompok di Kabupaten Belu, rekaan."

[schema]
primaryKey = ["no"]
fields = [
  { name = "no", type = "integer" },
  { name = "desa", type = "string" },
  { name = "nama", type = "string", private = true },
  { name = "telepon", type = "string", privacy = { allow = ["phone"], reason = "Nomor kantor desa." } },
]

[profile]
path = "ketua/{no}"
title = "Ketua {no}"
`
	files["data/ketua.csv"] = "no,desa,nama,telepon\n1,Desa Terbuka,Zakarias Rahasia,0812-7777-6666\n2,Desa Lain,Maria,\n"
	files["data/orang.toml"] = `title = "Orang"
description = "Satu baris untuk banyaknya orang di tiap desa di Kabupaten Belu, rekaan."

[schema]
primaryKey = ["desa"]
fields = [{ name = "desa", type = "string" }, { name = "orang", type = "integer" }]

[disclosure]
fields = ["orang"]
threshold = 8000000
dimensions = [{ field = "desa", totals = ["Semua"] }]
`
	files["data/orang.csv"] = "desa,orang\nA,7391357\nB,7222222\nC,88765432\nSemua,103379011\n"
	files["data/desa.toml"] = "title = \"Desa\"\nquery = \"SELECT desa FROM ketua ORDER BY desa\"\n"
	// A table that may be kept shows that the test looks where it would find something.
	files["data/umum.toml"] = "title = \"Umum\"\n[schema]\nprimaryKey = [\"a\"]\nfields = [{ name = \"a\", type = \"string\" }]\n"
	files["data/umum.csv"] = "a\nTerlihat Semua\n"
	dir := portalFolder(t, files)
	build := func(did string, want int) {
		t.Helper()
		if code, said := testRun(t, dir, "build"); code != want {
			t.Fatalf("%s: exit %d, %s", did, code, said)
		}
	}
	keeps := func(did string, secrets ...string) {
		t.Helper()
		if keptIn(t, dir, "Terlihat Semua") == 0 {
			t.Errorf("after %s what may be kept was not found either", did)
		}
		for _, secret := range secrets {
			if n := keptIn(t, dir, secret); n > 0 {
				t.Errorf("after %s %d files hold %q", did, n, secret)
			}
		}
	}
	build("the first build", done)
	keeps("the first build", secrets...)
	edit(t, filepath.Join(dir, "data/ketua.csv"), "Desa Lain", "Desa Baru")
	build("an edit", done)
	keeps("an edit", secrets...)

	// A name that was public, and kept, goes when its field becomes private: also where the
	// build then fails.
	edit(t, filepath.Join(dir, "data/umum.toml"), "{ name = \"a\", type = \"string\" }", "{ name = \"a\", type = \"string\" }, { name = \"b\", type = \"string\" }")
	edit(t, filepath.Join(dir, "data/umum.csv"), "a\nTerlihat Semua\n", "a,b\nTerlihat Semua,Pernah Terbuka\n")
	build("a public field", done)
	if keptIn(t, dir, "Pernah Terbuka") == 0 {
		t.Fatal("the public field is not kept")
	}
	edit(t, filepath.Join(dir, "data/umum.toml"), "{ name = \"b\", type = \"string\" }", "{ name = \"b\", type = \"string\", private = true }")
	edit(t, filepath.Join(dir, "data/orang.csv"), "B,7222222", "B,dua")
	build("a build that fails", broken)
	for _, secret := range append(secrets, "Pernah Terbuka") {
		if n := keptIn(t, dir, secret); n > 0 {
			t.Errorf("after a build that failed %d files hold %q", n, secret)
		}
	}
}

// keptIn counts the files among what is kept that hold a text.
func keptIn(t *testing.T, dir, text string) (n int) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(filepath.Join(dir, ".lumbung")), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, ".lumbung", filepath.FromSlash(name)))
		if bytes.Contains(data, []byte(text)) {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
