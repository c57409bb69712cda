package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/output"
)

// aNIK has the form of an identity number (a woman of Kota Kupang), and is nobody's.
const aNIK = "5371014501900001"

func TestPlantedIdentityNumberStopsTheBuildAndIsToldNowhere(t *testing.T) {
	for _, m := range []mistake{
		{name: "cell", file: "data/kecamatan.csv", old: "Atambua", new: "Atambua " + aNIK},
		{name: "cell of numbers", file: "data/usaha.csv", old: "2,20", new: "2," + aNIK},
		{name: "wrong cell", file: "data/usaha.csv", old: "2,20", new: "2,x" + aNIK},
		{name: "cell beside a wrong one", file: "data/kelompok.csv", old: "2,02,12", new: "2," + aNIK + ",dua"},
		{name: "key that refers to nothing", file: "data/kelompok.csv", old: "2,02,12", new: "2," + aNIK + ",12"},
		{name: "heading", file: "data/usaha.csv", old: "no,jumlah", new: "no," + aNIK},
		{name: "note", file: "data/kelompok.toml", old: "[schema]", new: "[[notes]]\nfield = \"anggota\"\ntext = \"Ketuanya " + aNIK + "\"\n\n[schema]"},
		{name: "comment", file: "data/kelompok.toml", old: "[schema]", new: "# " + aNIK + "\n[schema]"},
		{name: "key of a descriptor", file: "data/kelompok.toml", old: "[schema]", new: "n" + " = \"" + aNIK + "\"\n[schema]"},
		{name: "Markdown", file: "content/id/cara.md", old: "Begini", new: "Hubungi " + aNIK + ". Begini"},
		{name: "code in Markdown", file: "content/id/cara.md", old: "Begini", new: "`" + aNIK + "` Begini"},
		{name: "broken query in Markdown", file: "content/id/cara.md", old: "Begini", new: "`{sql} SELECT '" + aNIK + "' FROM tiada` Begini"},
		{name: "front matter", file: "content/id/cara.md", old: "\"Cara\"", new: "\"" + aNIK + "\""},
		{name: "chart label", file: "data/charts.toml", old: "title =", new: "labels = { \"1\" = \"" + aNIK + "\" }\ntitle ="},
		{name: "claim", file: "data/claims.toml", new: "[[claims]]\nname = \"satu\"\ntext = \"" + aNIK + "\"\nsection = \"A\"\npublished = \"2\"\nquery = \"SELECT count(*) FROM usaha\"\nexpect = \"matches\"\n"},
		{name: "portal", file: "site.toml", old: "Dinas Sosial Belu", new: "Dinas " + aNIK},
		{name: "row that a query made", file: "data/turunan.toml", new: "title = \"Turunan\"\nquery = \"SELECT '" + aNIK[:8] + "' || '" + aNIK[8:] + "' AS nomor\"\n"},
		{name: "theme's string", file: "themes/tenun/strings/id.toml", new: "[nav]\ndata = \"" + aNIK + "\"\n"},
	} {
		t.Run(m.name, func(t *testing.T) {
			files := copied(soundPortal)
			m.make(t, files)
			dir := portalFolder(t, files)
			for _, args := range [][]string{{"build"}, {"build", "--json"}, {"check", "--format", "github"}} {
				code, said := testRun(t, dir, args...)
				if code != broken || said == "" {
					t.Errorf("%v: exit %d:\n%s", args, code, said)
				}
				if strings.Contains(said, aNIK) {
					t.Errorf("%v tells it:\n%s", args, said)
				}
			}
			for name, text := range folder(t, dir) {
				if _, source := files[name]; !source || strings.Contains(text, aNIK) && text != files[name] {
					t.Errorf("%s was written", name)
				}
			}
			if _, err := os.Lstat(filepath.Join(dir, defaultOut)); err == nil {
				t.Error("an output folder was made")
			}
		})
	}
}

func TestReadersSeeWhyAnOfficesNumberStandsOnAPage(t *testing.T) {
	files := copied(soundPortal)
	files["content/id/cara.md"] = "+++\ntitle = \"Cara\"\nprivacy = { allow = [\"phone\"], reason = \"Nomor kantor dinas, yang diumumkan.\" }\n+++\n\nTelepon 0812-3456-7890.\n"
	files["data/kecamatan.toml"] = "privacy = { allow = [\"email\"], reason = \"Surel dinas, yang diumumkan.\" }\ndescription = \"Dari data@belu.go.id\"\n" + files["data/kecamatan.toml"]
	files["site.toml"] = strings.Replace(files["site.toml"], "Dinas Sosial Belu", "Dinas Sosial Belu, telepon (0389) 21234", 1)
	files["site.toml"] = "privacy = { allow = [\"phone\"], reason = \"Telepon dinas tercantum di situs resminya.\" }\n" + files["site.toml"]
	tree, log := builtIn(t, portalFolder(t, files), 0)
	if log.Warnings() > 0 {
		t.Error(printed(log))
	}
	for page, want := range map[string][]string{
		"cara.html":           {"0812-3456-7890", "Nomor kantor dinas, yang diumumkan."},
		"data/kecamatan.html": {"data@belu.go.id", "Surel dinas, yang diumumkan."},
		"index.html":          {"(0389) 21234", "Telepon dinas tercantum di situs resminya."},
	} {
		for _, text := range want {
			if !strings.Contains(built(t, tree, page), text) {
				t.Errorf("%s does not say %q", page, text)
			}
		}
	}
}

// everyByte gives all files of a portal, and all that is packed in them.
func everyByte(t *testing.T, tree *output.Tree, look func(name string, data []byte)) {
	t.Helper()
	var unpack func(name string, data []byte)
	unpack = func(name string, data []byte) {
		look(name, data)
		if !bytes.HasPrefix(data, []byte("PK")) {
			return
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			inner, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			unpack(name+"/"+f.Name, inner)
		}
	}
	files := 0
	for e := range tree.Entries() {
		data, ok := tree.File(e.Path)
		if !ok {
			t.Fatalf("%s cannot be read", e.Path)
		}
		files++
		unpack(e.Path, data)
	}
	if files < 50 {
		t.Errorf("only %d files were looked at", files)
	}
}

func TestPrivateFieldIsInNoByteOfThePortal(t *testing.T) {
	tree, _ := builtIn(t, "testdata/portals/regency", 0)
	seen := false
	everyByte(t, tree, func(name string, data []byte) {
		seen = seen || strings.HasSuffix(name, ".sqlite") && bytes.Contains(data, []byte("Bajawa"))
		for _, secret := range []string{"Rahasia", "Zakarias", "Wilhelmina", "Yosefina", "ketua"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	})
	if !seen {
		t.Error("what is public was not found either: the test looks at the wrong bytes")
	}
}

// Counts this large would be published; as small ones under a large threshold they are
// found in whatever form they stand.
func TestSuppressedCountIsInNoByteOfThePortal(t *testing.T) {
	files := copied(soundPortal)
	files["data/orang.toml"] = `title = "Orang"

[schema]
primaryKey = ["desa", "ragam"]
fields = [{ name = "desa", type = "string" }, { name = "ragam", type = "string" }, { name = "orang", type = "integer" }]

[disclosure]
fields = ["orang"]
threshold = 5000000
dimensions = [{ field = "desa", totals = ["Semua"] }, { field = "ragam", totals = ["Semua"] }]
`
	files["data/orang.csv"] = `desa,ragam,orang
A,x,1234567
A,y,34567891
A,z,45678912
A,Semua,81481370
B,x,56789123
B,y,67891234
B,z,78912345
B,Semua,203592702
C,x,23456789
C,y,87654321
C,z,98765432
C,Semua,209876542
Semua,x,81480479
Semua,y,190113446
Semua,z,223356689
Semua,Semua,494950614
`
	tree, _ := builtIn(t, portalFolder(t, files), 0)
	published, hidden := built(t, tree, "data/orang.csv"), []uint32(nil)
	for _, n := range []uint32{1234567, 34567891, 45678912, 56789123, 67891234, 78912345, 23456789, 87654321, 98765432} {
		if !strings.Contains(published, decimalOf(n)) {
			hidden = append(hidden, n)
		}
	}
	if len(hidden) < 4 || hidden[0] != 1234567 || len(hidden) == 9 {
		t.Fatalf("hidden are %v in\n%s", hidden, published)
	}
	everyByte(t, tree, func(name string, data []byte) {
		for _, n := range hidden {
			digits := decimalOf(n)
			forms := [][]byte{[]byte(digits)}
			for _, mark := range []string{".", ","} {
				forms = append(forms, []byte(grouped(digits, mark)))
			}
			if strings.HasSuffix(name, ".sqlite") || strings.HasSuffix(name, ".parquet") {
				forms = append(forms, binary.BigEndian.AppendUint32(nil, n), binary.LittleEndian.AppendUint32(nil, n))
			}
			for _, form := range forms {
				if bytes.Contains(data, form) {
					t.Errorf("%s holds the hidden %d as %q", name, n, form)
				}
			}
		}
	})
}

func decimalOf(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

func grouped(digits, mark string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return digits
}
