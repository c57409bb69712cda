package main

import (
	"slices"
	"strings"
	"testing"

	"lumbung/cmd/lumbung/internal/audit"
	"lumbung/cmd/lumbung/internal/output"
)

// sound builds a portal of testdata and reads its pages as browsers will.
func sound(t *testing.T, dir string) *output.Tree {
	t.Helper()
	tree, log := builtIn(t, dir, 0)
	report, err := audit.Site(builtFiles{tree})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		t.Errorf("%s: %s: %s", p.Page, p.Rule, p.Message)
	}
	if len(log.Sorted()) > 0 {
		t.Errorf("built with\n%s", printed(log))
	}
	return tree
}

// built is a file of a built portal.
func built(t *testing.T, tree *output.Tree, path string) string {
	t.Helper()
	data, ok := tree.File(path)
	if !ok {
		t.Errorf("there is no %s", path)
	}
	return string(data)
}

// lines is a CSV as it is published.
func lines(all ...string) string { return strings.Join(all, "\r\n") + "\r\n" }

// Another regency, other fields, another dialect and encoding: no Go knows any of it.
func TestAnotherRegencysPortalIsBuilt(t *testing.T) {
	tree := sound(t, "testdata/portals/regency")
	for path, want := range map[string]string{
		"data/penerima.csv":     lines("kode,sebutan,distrik,luas_kebun,dana", "007,Café Bajawa,Bajawa,18.30,58033", "010,Kopi “Flores”,Bajawa,1204.5,1250000", "015,Señora Golewa,Golewa,,75"),
		"data/dana_distrik.csv": lines("distrik,kelompok,dana", "Bajawa,2,1308033", "Golewa,1,75"),
		"data/difabel.csv": lines("distrik,ragam,orang", "Bajawa,Fisik,[c]", "Bajawa,Netra,[c]", "Bajawa,Rungu,127", "Bajawa,Semua,243",
			"Golewa,Fisik,[c]", "Golewa,Netra,[c]", "Golewa,Rungu,139", "Golewa,Semua,407", "Riung,Fisik,149", "Riung,Netra,151", "Riung,Rungu,157", "Riung,Semua,457",
			"Semua,Fisik,393", "Semua,Netra,291", "Semua,Rungu,423", "Semua,Semua,1107"),
	} {
		if got := built(t, tree, path); got != want {
			t.Errorf("%s is\n%swant\n%s", path, got, want)
		}
	}
	home := built(t, tree, "index.html")
	for _, want := range []string{`lang="id"`, "Tabel kami", "Data Sosial Ngada (contoh)"} {
		if !strings.Contains(home, want) {
			t.Errorf("the front page lacks %q", want)
		}
	}
	if page := built(t, tree, "penerima/007.html"); !strings.Contains(page, "Kelompok Café Bajawa") || !strings.Contains(page, "18,30") || !strings.Contains(page, "58.033") {
		t.Error("a profile lacks its name or its figures in the reader's form")
	}
	var styles []string
	for e := range tree.Entries() {
		if strings.HasPrefix(e.Path, "en/") {
			t.Errorf("%s is in a language that the portal does not have", e.Path)
		}
		if strings.HasSuffix(e.Path, ".css") {
			styles = append(styles, built(t, tree, e.Path))
		}
	}
	if !slices.ContainsFunc(styles, func(s string) bool { return strings.Contains(s, "#0b5d3b") }) {
		t.Error("the portal's own colour is in no stylesheet")
	}
}

// From a rubric and totals follow bands, counts, shares and conclusions, on pages and in data.
func TestScoresPortalShowsBandsAndConclusions(t *testing.T) {
	tree := sound(t, "testdata/portals/scores")
	for path, want := range map[string]string{
		"data/skor-bands.csv": lines("kube,aspek,skor,kategori", "Contoh Satu,Sosial,11,Kurang", "Contoh Satu,Ekonomi,24,Baik", "Contoh Satu,Kelembagaan,14,Kurang",
			"Contoh Dua,Sosial,12,Cukup", "Contoh Dua,Ekonomi,16,Kurang", "Contoh Dua,Kelembagaan,22,Kurang", "Contoh Tiga,Sosial,16,Cukup", "Contoh Tiga,Ekonomi,23,Cukup",
			"Contoh Tiga,Kelembagaan,32,Cukup", "Contoh Empat,Sosial,21,Baik", "Contoh Empat,Ekonomi,30,Baik", "Contoh Empat,Kelembagaan,42,Baik"),
		"data/skor-summary.csv": lines("aspek,kategori,count,share,conclusion", "Sosial,Kurang,1,25.0,false", "Sosial,Cukup,2,50.0,true", "Sosial,Baik,1,25.0,false",
			"Ekonomi,Kurang,1,25.0,false", "Ekonomi,Cukup,1,25.0,false", "Ekonomi,Baik,2,50.0,true",
			"Kelembagaan,Kurang,2,50.0,true", "Kelembagaan,Cukup,1,25.0,false", "Kelembagaan,Baik,1,25.0,false"),
	} {
		if got := built(t, tree, path); got != want {
			t.Errorf("%s is\n%swant\n%s", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"data/skor-by-wilayah.csv": "Selatan,Ekonomi,Kurang,1,50.0\r\n",
		"data/skor-by-usaha.csv":   "Ternak,Ekonomi,Baik,2,100.0\r\n",
		"kube/contoh-satu.html":    "Sosial: skor 11 dari 7–21, Kurang.",
		"kube/contoh-dua.html":     "Ekonomi: skor 16 dari 10–30, Kurang.",
		"kube/contoh-tiga.html":    "Kelembagaan: skor 32 dari 14–42, Cukup.",
		"kube/contoh-empat.html":   "Sosial: skor 21 dari 7–21, Baik.",
		"index.html":               "Skor Kube (contoh)",
		"en/index.html":            "An example with made-up scores",
	} {
		if got := built(t, tree, path); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q", path, want)
		}
	}
}
